import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { CaseRun, KnownCase, SavedCase } from '../../../metadata/contract/design/cases.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { RouteAnswer } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import { asItStands } from './lab-data.ts';
import type { LabDrawing, LabQuestion } from './lab-drawing.ts';

export type KnownCases = RouteAnswer<'GET /api/cases'>;

export function knownCases({ decision }: LabDrawing): Promise<KnownCases> {
  return session.api.call('GET /api/cases', { query: { decision } });
}

export async function runCases({ decision }: LabDrawing): Promise<readonly CaseRun[]> {
  return (await session.api.call('POST /api/cases/test', { body: { decision } })).cases;
}

/** Saves the question of the lab as a case, which expects its present result from now on. */
export function keepCase(
  { decision, toFacts }: LabDrawing,
  { name, owner }: { readonly name: string; readonly owner: string },
  { org, documents, configuration, answers }: LabQuestion,
): Promise<SavedCase> {
  const { at, records } = configuration;
  const body = {
    name,
    package: owner,
    decision,
    org,
    ...(at === null ? {} : { at }),
    facts: toFacts(documents, answers),
    ...(Object.keys(records).length > 0 ? { trial: { records } } : {}),
  };
  return session.api.call('POST /api/cases', { body });
}

export function removeCase({ package: owner, file, name }: KnownCase): Promise<SavedCase> {
  return session.api.call('POST /api/cases/remove', { body: { package: owner, file, name } });
}

/** The documents and the configuration of a case, to be looked at. */
export function openedCase(
  { fromFacts }: LabDrawing,
  { org, at, facts, trial = {} }: KnownCase,
): LabQuestion {
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
