import { type Json, pointerTo } from '../../../../metadata/common/json.ts';
import type { FieldSet } from '../../../../metadata/field.ts';
import type { Form } from '../../../../metadata/model.ts';
import { isVirtual } from '../../../../metadata/virtual.ts';
import { rowsOf, type Stored, type StoredRow } from './stored.ts';

/** One difference between two versions; paths by ids, rows by their id: `lines.<row>.amount`. */
export interface Difference {
  readonly path: readonly string[];
  readonly before: Json;
  readonly after: Json;
}

const platform = ['org', 'sharing', 'enabled', 'validFrom', 'validTo'] as const;

/** Compares two versions of a record, in the order of the form; rows that came or went are one difference each. */
export function differences(
  shape: FieldSet,
  before: Stored | null,
  after: Stored | null,
): readonly Difference[] {
  const found: Difference[] = [];
  compare(shape, before ?? { id: '' }, after ?? { id: '' }, [], found);
  for (const id of platform) note([id], before?.[id] ?? null, after?.[id] ?? null, found);
  return found;
}

function compare(
  shape: FieldSet,
  before: Readonly<Record<string, Json>>,
  after: Readonly<Record<string, Json>>,
  path: readonly string[],
  found: Difference[],
): void {
  for (const field of shape.fields) {
    const [old, fresh] = [before[field.id] ?? null, after[field.id] ?? null];
    // What an earlier version kept of a field that is not kept any more was not changed by anybody.
    if (old === fresh || isVirtual(field)) continue;
    const here = [...path, field.id];
    if (field.rows) compareRows(field.rows, rowsOf(old), rowsOf(fresh), here, found);
    else note(here, old, fresh, found);
  }
}

function compareRows(
  shape: FieldSet,
  before: readonly StoredRow[],
  after: readonly StoredRow[],
  path: readonly string[],
  found: Difference[],
): void {
  const old = new Map(before.map((row) => [row.id, row]));
  for (const row of after) {
    const known = old.get(row.id);
    if (known) compare(shape, known, row, [...path, row.id], found);
    else found.push({ path: [...path, row.id], before: null, after: row });
    old.delete(row.id);
  }
  for (const row of old.values()) found.push({ path: [...path, row.id], before: row, after: null });
}

function note(path: readonly string[], before: Json, after: Json, found: Difference[]): void {
  if (before === after) return;
  if (
    typeof before === 'object' &&
    typeof after === 'object' &&
    JSON.stringify(before) === JSON.stringify(after)
  )
    return;
  found.push({ path, before, after });
}

/** Whether the record stays the same, its rows in their order, whoever says so and when. */
export function saysTheSame(form: Form, before: Stored, next: Stored): boolean {
  return differences(form, before, next).length === 0 && sameOrder(form, before, next);
}

function sameOrder(shape: FieldSet, before: Stored | StoredRow, next: Stored | StoredRow): boolean {
  return shape.fields.every(({ id, rows }) => {
    if (!rows) return true;
    const [were, are] = [rowsOf(before[id]), rowsOf(next[id])];
    return were.every((row, at) => {
      const now = are[at];
      return now?.id === row.id && sameOrder(rows, row, now);
    });
  });
}

/** Fields of the record itself in which two versions differ, as whoever sent one would point to them. */
export function changedPlaces(form: Form, before: Stored, after: Stored): readonly string[] {
  const ids = new Set(differences(form, before, after).map(({ path: [id = ''] }) => id));
  return form.fields.filter(({ id }) => ids.has(id)).map(({ name }) => pointerTo(name));
}
