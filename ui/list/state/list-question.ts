import { faceField } from '../../fields/common/record-face.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListQuestion } from '../../model/record-list.ts';
import { titleFields } from '../../model/record-title.ts';
import { drawnFields } from './drawing.ts';
import { currenciesOf, listField } from './list-field.ts';
import { conditionOf } from './list-filter.ts';
import type { ListState } from './list-state.ts';

/**
 * The question of a list: with the fields of its columns and their currencies, those that its drawing reads, and those
 * by which menus and reports name a record.
 */
export function listQuestion(form: FormModel, state: ListState, shown: readonly string[]): ListQuestion {
  const named = [form.number?.name, ...titleFields(form), faceField(form), 'enabled'].filter(
    (name) => name !== undefined && listField(form, name),
  );
  const drawn = drawnFields(form, state.drawing);
  const fields = new Set([...(named as string[]), ...shown, ...drawn, ...currenciesOf(form, shown)]);
  const { view, q, sort } = state;
  return { view, q, filter: conditionOf(state, form), sort, fields: [...fields].sort() };
}
