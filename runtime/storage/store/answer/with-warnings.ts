import type { Problem } from '../../../../metadata/common/issue.ts';
import type { SavedRecord, WireRecord } from '../../../../metadata/contract/records/record.ts';
import type { Call } from '../../../call/call.ts';
import { renderProblems } from '../../../common/messages/render-problem.ts';
import { firstProblems } from '../../../common/more-problems.ts';

/** The record after a write, with what was warned of. */
export function withWarnings(
  record: WireRecord,
  warnings: readonly Problem[],
  { language, served }: Pick<Call, 'language' | 'served'>,
): SavedRecord {
  const said = renderProblems(firstProblems(warnings), language, served.model.messages);
  const { $warnings = [] }: SavedRecord = record;
  return said.length === 0 ? record : { ...record, $warnings: [...said, ...$warnings] };
}
