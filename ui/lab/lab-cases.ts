import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { OtherPlace } from '../facts/gj-other-places.ts';
import { session } from '../session/session.ts';
import { asItStands } from './lab-data.ts';
import type { LabDrawing, LabQuestion } from './lab-drawing.ts';

/** What was saved: what is asked, under which configuration, and what is expected. */
export interface LabCase {
  readonly package: string;
  readonly file: string;
  readonly name: string;
  /** It may be taken out here. */
  readonly own: boolean;
  readonly org?: string;
  readonly at?: string;
  readonly facts: JsonObject;
  readonly trial?: JsonObject;
}

export interface KnownCases {
  readonly items: readonly LabCase[];
  /** Packages that cases may be saved in. */
  readonly packages: readonly string[];
  /** Cases of organisations that are not one's own. */
  readonly withheld: number;
}

export interface CaseRun extends Pick<LabCase, 'package' | 'file' | 'name'> {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly otherwise?: readonly OtherPlace[];
  readonly problems?: readonly { readonly message: string }[];
}

const path = '/api/cases';

export function knownCases({ decision }: LabDrawing): Promise<KnownCases> {
  return session.api.get(path, { query: { decision } });
}

export async function runCases({ decision }: LabDrawing): Promise<readonly CaseRun[]> {
  const { cases } = await session.api.post<{ cases: readonly CaseRun[] }>(`${path}/test`, { decision });
  return cases;
}

/** Where it went: into force, or into a design that somebody has to publish. */
export interface Kept {
  readonly state: 'published' | 'open';
  readonly design: string;
}

/** What is looked at is expected from now on. */
export function keepCase(
  { decision, toFacts }: LabDrawing,
  { name, owner }: { readonly name: string; readonly owner: string },
  { org, documents, configuration, answers }: LabQuestion,
): Promise<Kept> {
  const { at, records } = configuration;
  return session.api.post(path, {
    name,
    package: owner,
    decision,
    org,
    ...(at === null ? {} : { at }),
    facts: toFacts(documents, answers),
    ...(Object.keys(records).length > 0 ? { trial: { records } } : {}),
  });
}

export function removeCase({ package: owner, file, name }: LabCase): Promise<Kept> {
  return session.api.post(`${path}/remove`, { package: owner, file, name });
}

/** The documents and the configuration of a case, to be looked at. */
export function openedCase({ fromFacts }: LabDrawing, { org, at, facts, trial = {} }: LabCase): LabQuestion {
  const { records } = trial;
  const tried = isObject(records ?? null) ? Object.entries(records as JsonObject) : [];
  return {
    org: org ?? session.org?.number ?? '',
    ...fromFacts(facts),
    configuration: {
      ...asItStands,
      at: at ?? null,
      records: Object.fromEntries(
        tried.map(([form, some]) => [form, (isList(some) ? some : [some]).filter(isObject)]),
      ),
    },
  };
}
