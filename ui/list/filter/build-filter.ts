import { msg } from '@lit/localize';
import type { Condition } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';

/** Asks over the page, as wherever a condition is built, what a list is filtered by. Undefined: it stays as it was. */
export async function buildFilter(
  form: FormModel,
  value: Condition | null,
): Promise<Condition | null | undefined> {
  const { openConditionDialog } = await import('../../condition/condition-dialog.ts');
  const label = msg('条件筛选', { id: 'condition-filter' });
  return openConditionDialog({ form, value, label, filters: true });
}
