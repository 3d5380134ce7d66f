import { msg } from '@lit/localize';
import type { Field } from '../../metadata/field.ts';
import type { FormModel } from '../model/form-model.ts';

/**
 * Says what a rule without a condition does, where the field is the condition by which its form matches. Undefined:
 * another field, or rules that wait for a condition.
 */
export function emptyCondition({ match }: Pick<FormModel, 'match'>, field: Field): string | undefined {
  if (match?.condition !== field.path || !match.emptyMatches) return undefined;
  return msg('始终适用', { id: 'condition-always' });
}
