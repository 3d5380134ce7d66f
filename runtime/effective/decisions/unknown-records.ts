import type { Problem } from '../../../metadata/common/issue.ts';
import { referenceProblem } from '../../storage/store/record/refusals.ts';
import type { Asking } from './asked.ts';
import type { NamedRecord } from './read-input.ts';

/** Records that somebody names and the organisation does not have: the preset rule is for who names none. */
export function unknownRecords(
  { call, has }: Pick<Asking, 'call' | 'has'>,
  records: readonly NamedRecord[],
): readonly Problem[] {
  return records
    .filter(({ form, name }) => !has(form, name))
    .map(({ form, name, path }) =>
      referenceProblem('reference-unknown', call, { path, target: form, number: name }),
    );
}
