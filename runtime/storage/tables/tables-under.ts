import { isDeepStrictEqual } from 'node:util';
import type { FieldSet, Form, Model } from '../../../metadata/model.ts';
import type { FormTable, Served } from '../../call/call.ts';
import { columnContent } from './column-content.ts';

/**
 * Answers what a node would serve with a model that nobody published, over the tables there are: a form that is
 * otherwise is read as it was and fitted, and written as far as its columns stay what they are. A form that only that
 * model has has no table.
 */
export function servedUnder(base: Served, model: Model, zone: string): Served {
  const made = new Map<string, FormTable>();
  const table = (form: Form): FormTable => {
    const was = base.model.formsById.get(form.id);
    if (!was) throw new Error(`${form.id} has no table: its model was never published`);
    if (was.hash === form.hash) return base.table(was);
    const known = made.get(form.id) ?? reshaped(form, was, base.table(was), zone);
    made.set(form.id, known);
    return known;
  };
  return Object.freeze({ ...base, model, base, table });
}

function reshaped(shape: FieldSet, was: FieldSet, table: FormTable, zone: string): FormTable {
  const columns = new Map<string, string>();
  const entries = new Map<string, FormTable>();
  for (const field of shape.fields) {
    const before = was.byId.get(field.id);
    if (!before) continue;
    const column = table.columns.get(field.id);
    if (column !== undefined && isDeepStrictEqual(columnContent(before), columnContent(field)))
      columns.set(field.id, column);
    const rows = table.entries.get(field.id);
    if (rows && field.rows && before.rows)
      entries.set(field.id, reshaped(field.rows, before.rows, rows, zone));
  }
  return { name: table.name, columns, entries, former: { shape: was, table, zone } };
}
