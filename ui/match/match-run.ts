import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { BatchItem, Coverage, Gaps, MatchAnswer, RuleVerdict } from '../model/match-answer.ts';
import { session } from '../session/session.ts';

/** For whom and when rules are asked. */
export interface MatchAsk {
  /** Name of the form of the rules. */
  readonly form: string;
  /** Number of the organisation. */
  readonly org: string;
  /** An instant. Default: now. */
  readonly at: string | null;
  /** What is said beside the facts, by question. */
  readonly ask: JsonObject;
  /** The record whose rows are asked. Default: of all. */
  readonly within: Json;
}

function ask<T>(
  { form, org, at, ask: said, within }: MatchAsk,
  verb: '' | '/explain' | '/coverage' | '/gaps' | '/case',
  body: JsonObject,
  signal?: AbortSignal,
): Promise<T> {
  const path = `/api/forms/${encodeURIComponent(form)}/match${verb}`;
  const beside = {
    ...(at === null ? {} : { at }),
    ...(Object.keys(said).length === 0 ? {} : { ask: said }),
    ...(within === null ? {} : { within }),
  };
  return session.api.post<T>(
    path,
    { ...body, ...beside },
    {
      query: { org },
      ...(signal ? { signal } : {}),
    },
  );
}

/** Who wins, with the funnel and the losers; `full` also those that were discarded at once. `after`: the losers behind that one. */
export function runMatch(
  asked: MatchAsk,
  facts: JsonObject,
  full: boolean,
  signal?: AbortSignal,
  after?: string,
): Promise<MatchAnswer> {
  const from = after === undefined ? {} : { after };
  return ask(asked, '', { facts, trace: full ? 'full' : true, ...from }, signal);
}

/** Where no rule holds. */
export function findGaps(asked: MatchAsk, signal?: AbortSignal): Promise<Gaps> {
  return ask(asked, '/gaps', {}, signal);
}

export function runBatch(asked: MatchAsk, facts: readonly Json[], signal?: AbortSignal) {
  return ask<{ readonly items: readonly BatchItem[] }>(asked, '', { facts }, signal);
}

/** Why one rule wins or loses, part by part; of a record whose rows match, row by row. */
export function explainRule(asked: MatchAsk, facts: JsonObject, id: string) {
  return ask<{ readonly items: readonly RuleVerdict[] }>(asked, '/explain', { facts, id });
}

/** Stored documents of the form that rules are about. */
export type StoredFacts = { readonly limit: number; readonly filter?: JsonObject };

/** Over facts that are given, or over stored documents, the newest first. */
export function coverRules(
  asked: MatchAsk,
  facts: readonly Json[] | StoredFacts,
  signal?: AbortSignal,
): Promise<Coverage> {
  return ask(asked, '/coverage', { facts: facts as Json }, signal);
}

/** A file of a package's cases. */
export function matchCase(asked: MatchAsk, facts: JsonObject, name: string): Promise<JsonObject> {
  return ask(asked, '/case', { facts, name });
}

/** What a workbook or csv says, a document a row. */
export interface FactsFile {
  readonly items: readonly {
    readonly row: number;
    readonly facts: JsonObject;
    readonly problems: readonly string[];
  }[];
  readonly warnings: readonly string[];
}

export function readFactsFile(form: string, file: File): Promise<FactsFile> {
  const upload = new FormData();
  upload.append('file', file);
  return session.api.post(`/api/forms/${encodeURIComponent(form)}/match/documents`, undefined, {
    file: upload,
  });
}
