import { pointerTo } from '../../metadata/json.ts';
import type { RuleForm } from './rule-form.ts';

/** Pointer to a rule's condition in the record's body, by today's names; `seq`: of which row, from 0, where rows match. */
export function conditionPath({ form, match }: RuleForm, seq: number | undefined): string {
  if (match.condition === '') return '';
  const [first = '', second] = match.condition.split('.');
  const field = form.byId.get(first);
  const at = pointerTo(field?.name ?? '');
  if (second === undefined || seq === undefined) return at;
  return at + pointerTo(seq, field?.rows?.byId.get(second)?.name ?? '');
}
