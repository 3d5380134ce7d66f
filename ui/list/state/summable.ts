import { mostReported } from '../../../metadata/report-source.ts';
import { mayBeSummed, unitBeside } from '../../fields/summed-column.ts';
import type { FormModel } from '../../model/form-model.ts';
import { drawable } from './drawing.ts';

/** The number columns that can be added up; not what each record counts in a unit of its own. */
export function summable(form: FormModel, columns: readonly string[]): readonly string[] {
  const numbers = new Set(drawable(form, 'chart', 'value').map(({ name }) => name));
  return columns
    .filter((name) => {
      const field = form.byName.get(name);
      if (!field || !numbers.has(name) || !mayBeSummed(field, form.match?.order)) return false;
      return unitBeside(field, form.fields) === undefined;
    })
    .slice(0, mostReported.values);
}
