import { msg } from '@lit/localize';
import type { Field } from '../../metadata/field.ts';
import type { FormModel } from '../model/form-model.ts';

/** What a rule without a condition does, where the field is the condition by which its form matches; else undefined. */
export function emptyCondition({ match }: Pick<FormModel, 'match'>, field: Field): string | undefined {
  if (match?.condition !== field.path) return undefined;
  return match.emptyMatches
    ? msg('始终适用', { id: 'condition-always' })
    : msg('从不适用', { id: 'condition-never' });
}
