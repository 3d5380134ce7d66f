import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { LinkRow } from '../../../../migrations/rows/tables.ts';
import type { Cell } from '../../../database/database.ts';
import type { Statement } from '../commit/planned-write.ts';
import { type Insert, insertInto } from '../record/insert.ts';
import { rowsOf, type Stored, type StoredRow } from '../record/stored.ts';

const columns = [
  'owner_form',
  'owner',
  'field',
  'row_id',
  'target_form',
  'target',
] as const satisfies readonly (keyof LinkRow)[];
export const linkInsert = insertInto('gj_link', columns);

/** References of many, noted one by one, so that "who refers to this" needs no look into lists. */
export interface Links {
  readonly statements: readonly Statement[];
  readonly inserts: readonly { readonly into: Insert; readonly cells: readonly Cell[] }[];
}

const none: Links = { statements: [], inserts: [] };

/** Answers the statements and inserts that make the links those of `after`; null: the record goes. */
export function changedLinks(form: Form, before: Stored | null, after: Stored | null): Links {
  if (!hasLists(form)) return none;
  const old = before ? linksOf(form, before) : [];
  const fresh = after ? linksOf(form, after) : [];
  if (JSON.stringify(old) === JSON.stringify(fresh)) return none;
  const owner = after?.id ?? before?.id ?? '';
  return {
    statements:
      old.length > 0
        ? [{ sql: 'DELETE FROM gj_link WHERE owner_form = ? AND owner = ?', params: [form.id, owner] }]
        : [],
    inserts: fresh.length > 0 ? [{ into: linkInsert, cells: fresh.flat() }] : [],
  };
}

/** Rows of `gj_link`: owner form, owner, field, row, target form, target. */
export function linksOf(form: Form, stored: Stored): Cell[][] {
  const links = new Map<string, Cell[]>();
  const note = (shape: FieldSet, part: StoredRow, row: string) => {
    for (const field of shape.fields) {
      if (field.rows) for (const inner of rowsOf(part[field.id])) note(field.rows, inner, inner.id);
      else if (isList(field)) {
        const targets = part[field.id];
        for (const target of Array.isArray(targets) ? (targets as readonly string[]) : []) {
          const link = [form.id, stored.id, field.path, row, field.target ?? '', target];
          links.set(link.join(' '), link);
        }
      }
    }
  };
  note(form, stored, '');
  return [...links.values()];
}

const known = new WeakMap<FieldSet, boolean>();

function hasLists(shape: FieldSet): boolean {
  let has = known.get(shape);
  if (has === undefined) {
    has = shape.fields.some((field) => (field.rows ? hasLists(field.rows) : isList(field)));
    known.set(shape, has);
  }
  return has;
}

function isList(field: Field): boolean {
  return field.target !== undefined && field.kind.comparison(field) === 'list';
}
