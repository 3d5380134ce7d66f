import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { FormTable } from '../../../call/call.ts';
import type { Dialect } from '../../../database/database.ts';
import { type RecordLayout, recordLayout } from '../../../storage/store/record/layout.ts';
import type { Physical } from '../../../storage/tables/state.ts';

/**
 * A form to come as its records are kept at this moment: values of the types their columns have now, also those
 * that are hidden and would be shown again. Undefined: there are no records.
 */
export function physicalLayout(
  form: Form,
  former: Form | undefined,
  physical: Physical,
  dialect: Dialect,
): RecordLayout | undefined {
  const shape = physicalShape(form, form.id, physical);
  if (!shape) return undefined;
  const kept = { ...form, ...shape.shape, validity: former?.validity ?? false };
  return recordLayout(kept, shape.table, dialect);
}

interface PhysicalShape {
  readonly shape: FieldSet;
  readonly table: FormTable;
}

function physicalShape(wanted: FieldSet, path: string, physical: Physical): PhysicalShape | undefined {
  const name = physical.tables.get(path);
  if (name === undefined) return undefined;
  const columns = new Map<string, string>();
  const entries = new Map<string, FormTable>();
  const fields = wanted.fields.flatMap((field): readonly Field[] => {
    const here = `${path}/${field.id}`;
    if (field.rows) {
      const inner = physicalShape(field.rows, here, physical);
      if (!inner) return [];
      entries.set(field.id, inner.table);
      return [{ ...field, rows: inner.shape }];
    }
    const live = physical.live.get(here);
    if (!live) return [];
    columns.set(field.id, live.name);
    return [{ ...field, kind: { ...field.kind, column: () => live.kept.column } }];
  });
  const by = (key: 'id' | 'name') => new Map(fields.map((field) => [field[key], field]));
  const shape: FieldSet = {
    fields,
    byId: by('id'),
    byName: by('name'),
    entries: fields.filter(({ rows }) => rows !== undefined),
  };
  return { shape, table: { name, columns, entries } };
}
