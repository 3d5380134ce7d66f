import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { RuleHead } from '../model/match-answer.ts';
import { session } from '../session/session.ts';
import type { UnsavedRecord } from './common/ui-kind.ts';

/** Something odd about a rule, in the server's words. */
export interface Finding extends RuleHead {
  readonly code: string;
  readonly reason: string;
  readonly related?: readonly RelatedRule[];
  /** Of rules that overlap: facts for which both hold. */
  readonly facts?: JsonObject;
  /** What has to be asked with them. */
  readonly ask?: JsonObject;
}

export interface RelatedRule extends RuleHead {
  /** What the two result in, where it is not the same; fields by path of names. */
  readonly differs?: readonly {
    readonly field: string;
    readonly label: string;
    readonly here: Json;
    readonly there: Json;
  }[];
}

export interface Findings {
  /** How many rules were looked at. */
  readonly rules: number;
  readonly items: readonly Finding[];
  /** There are more; ask again from here. */
  readonly next: string | null;
}

/** The same about a rule that is being written, as if it were saved now. */
export function analyseUnsaved(
  form: string,
  { id, record, row }: UnsavedRecord,
  signal: AbortSignal,
): Promise<Findings> {
  const candidate = { record, ...(id === undefined ? {} : { id }), ...(row === undefined ? {} : { row }) };
  return session.api.post<Findings>(pathOf(form), { candidate }, { signal });
}

/** Rules about the rules of a form: of these records, or of all, from where the answer before ended. */
export function analyseRules(
  form: string,
  asked: { readonly records?: readonly string[]; readonly after?: string; readonly org?: string } = {},
  signal?: AbortSignal,
): Promise<Findings> {
  const { org, records, after } = asked;
  const body = { ...(records ? { records } : {}), ...(after === undefined ? {} : { after }) };
  return session.api.post<Findings>(pathOf(form), body, {
    ...(org === undefined ? {} : { query: { org } }),
    ...(signal ? { signal } : {}),
  });
}

function pathOf(form: string): string {
  return `/api/forms/${encodeURIComponent(form)}/match/analysis`;
}
