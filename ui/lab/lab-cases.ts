import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { OtherPlace } from '../facts/gj-other-places.ts';
import { session } from '../session/session.ts';
import { type Answers, asItStands, type Configuration } from './lab-data.ts';

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
const decision = 'plan';

export function knownCases(): Promise<KnownCases> {
  return session.api.get(path, { query: { decision } });
}

export async function runCases(): Promise<readonly CaseRun[]> {
  const { cases } = await session.api.post<{ cases: readonly CaseRun[] }>(`${path}/test`, { decision });
  return cases;
}

/** What is looked at, to be expected from now on. */
export interface ToKeep {
  readonly org: string;
  readonly documents: readonly Json[];
  readonly configuration: Configuration;
  readonly answers: Answers;
}

/** Where it went: into force, or into a design that somebody has to publish. */
export interface Kept {
  readonly state: 'published' | 'open';
  readonly design: string;
}

export function keepCase(name: string, owner: string, { org, documents, ...how }: ToKeep): Promise<Kept> {
  const { configuration, answers } = how;
  const { at, records } = configuration;
  const asked = Object.keys(answers).length > 0 ? { by: 'page', answers } : {};
  return session.api.post(path, {
    name,
    package: owner,
    decision,
    org,
    ...(at === null ? {} : { at }),
    facts: { applications: documents, ...asked },
    ...(Object.keys(records).length > 0 ? { trial: { records } } : {}),
  });
}

export function removeCase({ package: owner, file, name }: LabCase): Promise<Kept> {
  return session.api.post(`${path}/remove`, { package: owner, file, name });
}

/** The documents and the configuration of a case, to be looked at. */
export function openedCase({ org, at, facts, trial = {} }: LabCase): ToKeep {
  const { applications, answers } = facts;
  const { records } = trial;
  const tried = isObject(records ?? null) ? Object.entries(records as JsonObject) : [];
  return {
    org: org ?? session.org?.number ?? '',
    documents: isList(applications ?? null) ? (applications as readonly Json[]) : [],
    answers: isObject(answers ?? null) ? (answers as Answers & JsonObject) : {},
    configuration: {
      ...asItStands,
      at: at ?? null,
      records: Object.fromEntries(
        tried.map(([form, some]) => [form, (isList(some) ? some : [some]).filter(isObject)]),
      ),
    },
  };
}
