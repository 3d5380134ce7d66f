import { parentMark } from '../../../../metadata/design/workbook/form-of-proposal.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { Rights } from '../../../call/rights.ts';
import type { Column, DataSheet, SheetPlan } from '../book/column.ts';
import { fieldColumn } from './field-column.ts';
import {
  deleteColumn,
  enabledColumn,
  idColumn,
  orgColumn,
  rowColumn,
  sharingColumn,
  upperColumn,
  validFromColumn,
  validToColumn,
} from './system-column.ts';

/** Plans the columns that the sheets of a form have for somebody; the same for template, export and import. */
export function planSheets(form: Form, rights: Rights, model: Model): SheetPlan {
  const key = keyColumns(form, rights, model);
  const inKey = new Set(form.key);
  const records: DataSheet = {
    label: form.label,
    names: [form.label.zh, form.label.en, form.name, form.id],
    path: [],
    columns: [
      ...key,
      ...fieldColumns(form, rights, model, inLayout(form)).filter(({ code }) => !inKey.has(code)),
      ...(form.validity ? [validFromColumn, validToColumn] : []),
      ...(form.sharing && form.kind !== 'setting' ? [orgColumn, sharingColumn(form.sharing.allowed)] : []),
      ...(form.kind === 'setting' ? [] : [enabledColumn, deleteColumn]),
    ],
  };
  const parents = key.map(ofParent);
  return [records, ...form.entries.flatMap((field) => entrySheets(form, field, parents, rights, model))];
}

/** Answers the columns at the start that say which record a row is about. */
export function keyColumns(form: Form, rights: Rights, model: Model): readonly Column[] {
  if (form.kind === 'setting') return [{ ...orgColumn, tone: 'key' }];
  const fields = form.key.flatMap((id) => form.byId.get(id) ?? []);
  if (fields.length === 0 || !fields.every((field) => rights.readable(form, field))) return [idColumn];
  return fields.map((field) => fieldColumn(field, { model, writable: true, key: true }));
}

function entrySheets(
  form: Form,
  field: Field,
  parents: readonly Column[],
  rights: Rights,
  model: Model,
): readonly DataSheet[] {
  if (field.hidden || !field.rows || !rights.readable(form, field)) return [];
  const sheet = rowsSheet(
    form,
    { field, rows: field.rows, path: [field.name], leading: [...parents, rowColumn] },
    rights,
    model,
  );
  const nested = field.rows.entries.flatMap((inner) =>
    inner.rows && !inner.hidden && rights.readable(form, inner)
      ? [
          rowsSheet(
            form,
            {
              field: inner,
              rows: inner.rows,
              path: [field.name, inner.name],
              leading: [...parents, upperColumn, rowColumn],
            },
            rights,
            model,
          ),
        ]
      : [],
  );
  return [sheet, ...nested];
}

interface EntrySheet {
  readonly field: Field;
  readonly rows: FieldSet;
  /** Names of the entries on the way. */
  readonly path: readonly string[];
  /** Columns that say whose rows they are. */
  readonly leading: readonly Column[];
}

function rowsSheet(
  form: Form,
  { field, rows, path, leading }: EntrySheet,
  rights: Rights,
  model: Model,
): DataSheet {
  const { label, name, id } = field;
  return {
    label,
    names: [label.zh, label.en, path.join('.'), field.path, ...(path.length === 1 ? [name, id] : [])],
    path,
    columns: [...leading, ...fieldColumns(form, rights, model, rows.fields), deleteColumn],
  };
}

function fieldColumns(form: Form, rights: Rights, model: Model, fields: readonly Field[]): readonly Column[] {
  return fields
    .filter((field) => !field.hidden && !field.rows && rights.readable(form, field))
    .map((field) => fieldColumn(field, { model, writable: accepts(field) && rights.writable(form, field) }));
}

/** Whether somebody may say the value: not what the platform makes, but numbers that may be typed. */
function accepts(field: Field): boolean {
  return (!field.kind.derived || field.props['editable'] === true) && field.readonly !== true;
}

/** As the page shows them; what it does not show comes last. */
function inLayout(form: Form): readonly Field[] {
  const shown = form.layout.tabs
    .flatMap((tab) => tab.groups.flatMap((group) => group.fields))
    .flatMap((id) => form.byId.get(id) ?? []);
  return [...new Set([...shown, ...form.fields])];
}

function ofParent(column: Column): Column {
  return {
    ...column,
    code: parentMark + column.code,
    name: parentMark + column.name,
    tone: 'key',
    writable: true,
  };
}
