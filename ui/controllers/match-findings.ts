import { session } from '../app/session.ts';
import type { RuleHead } from './match-answer.ts';

/** Something odd about a rule, in the server's words. */
export interface Finding extends RuleHead {
  readonly code: string;
  readonly reason: string;
  readonly related?: readonly RuleHead[];
}

export interface Findings {
  /** How many rules were looked at. */
  readonly rules: number;
  readonly items: readonly Finding[];
  /** There are more; ask again from here. */
  readonly next: string | null;
}

/** Rules about the rules of a form: of these records, or of all, from where the answer before ended. */
export function analyseRules(
  form: string,
  asked: { readonly records?: readonly string[]; readonly after?: string; readonly org?: string } = {},
  signal?: AbortSignal,
): Promise<Findings> {
  const { org, records, after } = asked;
  const body = { ...(records ? { records } : {}), ...(after === undefined ? {} : { after }) };
  return session.api.post<Findings>(`/api/forms/${encodeURIComponent(form)}/match/analysis`, body, {
    ...(org === undefined ? {} : { query: { org } }),
    ...(signal ? { signal } : {}),
  });
}
