import type { RuleAnalysis } from '../../metadata/contract/match/findings.ts';
import { session } from '../session/session.ts';
import type { UnsavedRecord } from './common/ui-kind.ts';

/** Asks for the oddities of a rule that is being written, as if it were saved now. */
export function analyseUnsaved(
  form: string,
  { id, record, row }: UnsavedRecord,
  signal: AbortSignal,
): Promise<RuleAnalysis> {
  const candidate = { record, ...(id === undefined ? {} : { id }), ...(row === undefined ? {} : { row }) };
  return session.api.call('POST /api/forms/:form/match/analysis', {
    path: { form },
    body: { candidate },
    signal,
  });
}

/** Rules about the rules of a form: of these records, or of all, from where the answer before ended. */
export function analyseRules(
  form: string,
  asked: { readonly records?: readonly string[]; readonly after?: string; readonly org?: string } = {},
  signal?: AbortSignal,
): Promise<RuleAnalysis> {
  const { org, records, after } = asked;
  const body = { ...(records ? { records } : {}), ...(after === undefined ? {} : { after }) };
  return session.api.call('POST /api/forms/:form/match/analysis', {
    path: { form },
    body,
    ...(org === undefined ? {} : { query: { org } }),
    ...(signal ? { signal } : {}),
  });
}
