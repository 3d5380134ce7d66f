import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Coverage, FactsFile, GapsAnswer, MatchCase } from '../../metadata/contract/match/findings.ts';
import type { MatchAnswer, MatchedItem } from '../../metadata/contract/match/rule.ts';
import type { StoredFacts } from '../../metadata/contract/match/sent.ts';
import { session } from '../session/session.ts';

/** For whom and when rules are asked. */
export interface MatchAsk {
  /** Name of the form of the rules. */
  readonly form: string;
  /** Number of the organisation. */
  readonly org: string;
  /** An instant. Default: now. */
  readonly at: string | null;
  /** The answers to the rules' own questions, by question. */
  readonly ask: JsonObject;
  /** The record whose rows are asked. Default: of all. */
  readonly within: Json;
}

function besideOf({ at, ask, within }: MatchAsk) {
  return {
    ...(at === null ? {} : { at }),
    ...(Object.keys(ask).length === 0 ? {} : { ask }),
    ...(within === null ? {} : { within }),
  };
}

function madeOf({ form, org }: MatchAsk, signal?: AbortSignal) {
  return { path: { form }, query: { org }, ...(signal && { signal }) };
}

/**
 * Asks which rule wins, with the funnel and the losers; `full` also those that were discarded at once. `after`: the
 * losers behind that one.
 */
export function runMatch(
  asked: MatchAsk,
  facts: JsonObject,
  full: boolean,
  signal?: AbortSignal,
  after?: string,
): Promise<MatchAnswer> {
  return session.api.call('POST /api/forms/:form/match', {
    ...madeOf(asked, signal),
    body: {
      facts,
      trace: full ? 'full' : true,
      ...(after === undefined ? {} : { after }),
      ...besideOf(asked),
    },
  });
}

/** Asks for facts for which no rule holds. */
export function findGaps(asked: MatchAsk, signal?: AbortSignal): Promise<GapsAnswer> {
  return session.api.call('POST /api/forms/:form/match/gaps', {
    ...madeOf(asked, signal),
    body: besideOf(asked),
  });
}

export async function runBatch(
  asked: MatchAsk,
  facts: readonly Json[],
  signal?: AbortSignal,
): Promise<readonly MatchedItem[]> {
  const { items = [] } = await session.api.call('POST /api/forms/:form/match', {
    ...madeOf(asked, signal),
    body: { facts, ...besideOf(asked) },
  });
  return items;
}

/** Asks why one rule wins or loses, part by part; of a record whose rows match, row by row. */
export function explainRule(asked: MatchAsk, facts: JsonObject, id: string) {
  return session.api.call('POST /api/forms/:form/match/explain', {
    ...madeOf(asked),
    body: { facts, id, ...besideOf(asked) },
  });
}

/** Over facts that are given, or over stored documents, the newest first; `of`: the rule whose facts are named. */
export function coverRules(
  asked: MatchAsk,
  facts: readonly Json[] | StoredFacts,
  signal?: AbortSignal,
  of?: string,
): Promise<Coverage> {
  return session.api.call('POST /api/forms/:form/match/coverage', {
    ...madeOf(asked, signal),
    body: { facts, ...(of !== undefined && { of }), ...besideOf(asked) },
  });
}

/** A file of a package's cases. */
export function matchCase(asked: MatchAsk, facts: JsonObject, name: string): Promise<MatchCase> {
  return session.api.call('POST /api/forms/:form/match/case', {
    ...madeOf(asked),
    body: { facts, name, ...besideOf(asked) },
  });
}

/** Reads documents from a workbook or csv, one a row. */
export function readFactsFile(form: string, file: File): Promise<FactsFile> {
  const upload = new FormData();
  upload.append('file', file);
  return session.api.call('POST /api/forms/:form/match/documents', { path: { form }, file: upload });
}
