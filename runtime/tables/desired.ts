import type { Form, Model, Shape } from '../../metadata/model.ts';
import { desiredIndexes } from './desired-indexes.ts';
import { keptBy } from './kept-by.ts';
import { freeName, physicalName } from './physical-name.ts';
import { entryColumns, recordColumns, type SystemColumn } from './system-columns.ts';
import type { ColumnSpec, IndexSpec, TableSpec } from './table-spec.ts';

/** The tables of a model: one a form, one each of its entries and their sub-entries. */
export function desired(model: Model): readonly TableSpec[] {
  return [...model.formsById.values()].flatMap(tablesOfForm);
}

const known = new WeakMap<Form, readonly TableSpec[]>();

/** Those of one form; a form that a publish leaves alone stays the very same, and so do these. */
export function tablesOfForm(form: Form): readonly TableSpec[] {
  const specs = known.get(form) ?? madeOf(form);
  known.set(form, specs);
  return specs;
}

function madeOf(form: Form): readonly TableSpec[] {
  const columns = columnsOf(form, form.id, recordColumns(form));
  const own: TableSpec = {
    path: form.id,
    label: form.label,
    form: form.id,
    name: physicalName(form.id),
    columns,
    indexes: desiredIndexes(form, columns),
  };
  return [own, ...entriesTables(form, form, form.id, false)];
}

function entriesTables(form: Form, shape: Shape, above: string, nested: boolean): readonly TableSpec[] {
  return shape.entries.flatMap((field) => {
    if (!field.rows) return [];
    const path = `${above}/${field.id}`;
    const columns = columnsOf(field.rows, path, entryColumns(nested));
    const own: TableSpec = {
      path,
      label: field.label,
      form: form.id,
      // in lower case, which is what some servers make of table names
      name: physicalName(path.replaceAll('/', '__')).toLowerCase(),
      columns,
      indexes: [rowsInOrder, ...references(columns)],
      ...(field.dropped ? { dropped: true } : {}),
    };
    return [own, ...entriesTables(form, field.rows, path, true)];
  });
}

const rowsInOrder: IndexSpec = {
  columns: ['record', 'seq'].map((id) => ({ id, descending: false })),
};

function references(columns: readonly ColumnSpec[]): readonly IndexSpec[] {
  return columns
    .filter(({ kept }) => kept.target !== undefined && !kept.carried && kept.column.type === 'id')
    .map(({ id }) => ({ columns: [{ id, descending: false }] }));
}

function columnsOf(shape: Shape, above: string, system: readonly SystemColumn[]): readonly ColumnSpec[] {
  const taken = new Set<string>();
  const take = (name: string) => {
    const free = freeName(name, taken);
    taken.add(free.toLowerCase());
    return free;
  };
  const own = system.map(([id, column]) => ({
    path: `${above}/$${id}`,
    label: { zh: id, en: id },
    id,
    name: take(id),
    kept: { column },
    system: true,
  }));
  const fields = shape.fields.flatMap((field) => {
    const kept = keptBy(field);
    return kept
      ? [
          {
            path: `${above}/${field.id}`,
            label: field.label,
            id: field.id,
            name: take(physicalName(field.id)),
            kept,
            system: false,
            ...(field.dropped ? { dropped: true } : {}),
          },
        ]
      : [];
  });
  return [...own, ...fields];
}
