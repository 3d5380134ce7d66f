import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isSame } from '../../model/record-same.ts';

export type Wire = JsonObject & { readonly id: string; readonly revision: number };

/** Answers whether people may ever give the field a value: the platform makes some alone. */
export function isGiven(field: Field): boolean {
  return !field.kind.derived || field.kind.typed?.(field) === true;
}

/** Answers the names of the fields that people may send: given ones that they may write, and days of validity. */
function sendable(form: FormModel): readonly string[] {
  const fields = form.fields.filter((field) => isGiven(field) && form.writable.has(field.path));
  return [...fields.map(({ name }) => name), ...(form.validity ? ['validFrom', 'validTo'] : [])];
}

/** What people may have changed of a record: its fields, those without rows first, and days of validity. */
function changeable({ fields, validity }: FormModel): readonly string[] {
  const [single, several] = [fields.filter(({ rows }) => !rows), fields.filter(({ rows }) => rows)];
  return [...single, ...several].map(({ name }) => name).concat(validity ? ['validFrom', 'validTo'] : []);
}

/** Names of what differs from the record it began with. */
export function changedNames(
  form: FormModel,
  edited: JsonObject,
  base: JsonObject | null,
): readonly string[] {
  return changeable(form).filter((name) => !isSame(edited[name], base?.[name]));
}

/** Whether anything does. Rows of thousands are compared once, however many parts of a page ask. */
export function isChangedIn(form: FormModel, edited: JsonObject, began: JsonObject): boolean {
  const known = compared.get(edited);
  if (known?.began === began && known.form === form) return known.isChanged;
  const isChanged = changeable(form).some((name) => !isSame(edited[name], began[name]));
  compared.set(edited, { began, form, isChanged });
  return isChanged;
}

const compared = new WeakMap<JsonObject, { began: JsonObject; form: FormModel; isChanged: boolean }>();

export interface Sending {
  readonly method: 'POST' | 'PATCH' | 'PUT';
  readonly body: JsonObject;
}

/**
 * Answers the call that saves an edited record; `began` is the record it was made of, with all that is filled in by
 * itself. Rows keep the order that they have on the page and are replaced as a whole; otherwise only changed fields are
 * named, so that others' changes elsewhere stay.
 */
export function sendingOf(
  form: FormModel,
  edited: JsonObject,
  base: Wire | null,
  began: JsonObject | null = base,
): Sending {
  const names = sendable(form);
  const known = rowIds(form, base);
  const said = (name: string): Json => {
    const field = form.byName.get(name);
    const value = edited[name] ?? null;
    return field?.rows ? rowsToSend(value, field.rows, known) : value;
  };
  if (!base) {
    const given = names.filter((name) => edited[name] !== undefined && edited[name] !== null);
    const sharing = edited['sharing'];
    const body = Object.fromEntries(given.map((name) => [name, said(name)]));
    return { method: 'POST', body: sharing === undefined ? body : { ...body, sharing } };
  }
  const changed = changedNames(form, edited, began).filter((name) => names.includes(name));
  const rows = changed.some((name) => form.byName.get(name)?.rows);
  const body = Object.fromEntries((rows ? names : changed).map((name) => [name, said(name)]));
  return { method: rows ? 'PUT' : 'PATCH', body };
}

function rowsToSend(value: Json, shape: FieldSet, known: ReadonlySet<string>): Json {
  if (!isList(value)) return [];
  return value.filter(isObject).map((row) => {
    const sent: Record<string, Json> = {};
    // A row made on the page has an id only there.
    if (typeof row['id'] === 'string' && known.has(row['id'])) sent['id'] = row['id'];
    for (const field of shape.fields) {
      if (!isGiven(field)) continue;
      const inner = row[field.name];
      if (inner === undefined) continue;
      sent[field.name] = field.rows ? rowsToSend(inner, field.rows, known) : inner;
    }
    return sent;
  });
}

/** Ids of all rows that the server knows. */
function rowIds(shape: FieldSet, record: JsonObject | null): ReadonlySet<string> {
  const ids = new Set<string>();
  const collect = (within: FieldSet, part: JsonObject) => {
    for (const field of within.entries) {
      const rows = part[field.name];
      for (const row of isList(rows) ? rows.filter(isObject) : []) {
        if (typeof row['id'] === 'string') ids.add(row['id']);
        if (field.rows) collect(field.rows, row);
      }
    }
  };
  if (record) collect(shape, record);
  return ids;
}

/**
 * The values of another record for a new one: numbers, secrets, what the platform makes, what nobody may type and what
 * fields say of themselves are not copied.
 */
export function copyOf(record: JsonObject, shape: FieldSet): JsonObject {
  const copy: Record<string, Json> = {};
  for (const field of shape.fields) {
    const value = record[field.name];
    if (value === undefined || value === null || field.kind.secret || !isGiven(field)) continue;
    if (field.copied === false || field.readonly === true) continue;
    if (field.kind.derived || field.name === 'number') continue;
    copy[field.name] =
      field.rows && isList(value)
        ? value.filter(isObject).map((row) => ({
            ...copyOf(row, field.rows as FieldSet),
            id: crypto.randomUUID(),
          }))
        : value;
  }
  return copy;
}
