import type { FieldSet, Form, Model } from '../../../metadata/model.ts';
import type { FormTable } from '../../call/call.ts';
import type { Physical } from './state.ts';

/** Tables of a model's forms under their physical names, for `Served`; each made on first use. */
export function formTables(model: Model, physical: Physical): (form: Form) => FormTable {
  const made = new Map<string, FormTable>();
  return (form) => {
    const known = made.get(form.id);
    if (known) return known;
    const current = model.formsById.get(form.id) ?? form;
    const table = tableOf(current, current.id, physical);
    made.set(form.id, table);
    return table;
  };
}

function tableOf(shape: FieldSet, path: string, physical: Physical): FormTable {
  const name = physical.tables.get(path);
  if (name === undefined) throw new Error(`${path} has no table: its model was never applied`);
  const columns = new Map<string, string>();
  const entries = new Map<string, FormTable>();
  for (const field of shape.fields) {
    const column = physical.live.get(`${path}/${field.id}`);
    if (column) columns.set(field.id, column.name);
    if (field.rows) entries.set(field.id, tableOf(field.rows, `${path}/${field.id}`, physical));
  }
  return { name, columns, entries };
}
