import type { Json, JsonObject } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';

/** The shape of rows, as far as a merge has to know it. */
export interface RowShape {
  readonly fields: readonly RowField[];
  /** Fields by which rows are told apart, the surest first. */
  readonly keys: readonly (readonly string[])[];
}

export interface RowField {
  readonly id: string;
  /** Of rows inside of a row. */
  readonly rows?: RowShape;
  /** Tells whether two values mean the same, as they are stored. */
  same(a: Json, b: Json): boolean;
}

export type Row = JsonObject & { readonly id: string };

/** Rows of one field of a record that came with a package. */
export interface RowSides {
  /** As the package brought them, in its words, and the same as they were stored then: one for one. */
  readonly was: readonly JsonObject[];
  readonly kept: readonly Row[];
  /** As the package brings them now. */
  readonly next: readonly JsonObject[];
  /** As they stand here. */
  readonly now: readonly Row[];
}

/** A write of a row: one without an id is new, `values` are in the package's words, and null falls back. */
export interface RowWrite {
  readonly id?: string;
  readonly gone?: true;
  readonly values: JsonObject;
  /** Rows inside of it, by field. */
  readonly rows: Readonly<Record<string, readonly RowWrite[]>>;
}

export interface MergedRows {
  readonly write: readonly RowWrite[];
  /** Paths of fields that both changed; an empty one is the row itself: the package drops what somebody changed. */
  readonly both: readonly string[];
  /** For each row of `next` the one that stands for it here, where there is one. */
  readonly ids: readonly (string | undefined)[];
}

/**
 * The three ways, row by row and field by field: rows of two versions pair by their key, those that are stored by their
 * ids first. Where both changed a field it stays as it is here; what was taken away here stays away.
 */
export function mergeRows(shape: RowShape, sides: RowSides): MergedRows {
  const { was, kept, next, now } = sides;
  const here = pairStored(shape, kept, now);
  const later = pairByKey(shape, was, next);
  const write: RowWrite[] = [];
  const both = new Set<string>();
  const ids: (string | undefined)[] = next.map(() => undefined);
  for (const [at, before] of was.entries()) {
    const own = here.get(at);
    const to = later.get(at);
    const base = kept[at];
    const stored = own === undefined ? undefined : now[own];
    if (!stored || !base) continue;
    const after = to === undefined ? undefined : next[to];
    if (to === undefined || after === undefined) {
      if (isUntouched(shape, base, stored)) write.push({ id: stored.id, gone: true, values: {}, rows: {} });
      else both.add('');
      continue;
    }
    ids[to] = stored.id;
    const one = mergeRow(shape, { was: before, kept: base, next: after, now: stored }, both);
    if (one) write.push(one);
  }
  const known = new Set(later.values());
  for (const [at, row] of next.entries()) if (!known.has(at)) write.push({ values: row, rows: {} });
  return { write, both: [...both], ids };
}

interface RowSide {
  readonly was: JsonObject;
  readonly kept: Row;
  readonly next: JsonObject;
  readonly now: Row;
}

function mergeRow(
  shape: RowShape,
  { was, kept, next, now }: RowSide,
  both: Set<string>,
): RowWrite | undefined {
  const values: Record<string, Json> = {};
  const rows: Record<string, readonly RowWrite[]> = {};
  for (const { id, rows: inner, same } of shape.fields) {
    const [before, after] = [was[id] ?? null, next[id] ?? null];
    if (sameData(before, after)) continue;
    if (inner) {
      const merged = mergeRows(inner, {
        was: plainRows(before),
        kept: rowsIn(kept[id]),
        next: plainRows(after),
        now: rowsIn(now[id]),
      });
      if (merged.write.length > 0) rows[id] = merged.write;
      for (const path of merged.both) both.add(path === '' ? id : `${id}.${path}`);
    } else if (same(kept[id] ?? null, now[id] ?? null)) values[id] = after;
    else both.add(id);
  }
  const says = Object.keys(values).length + Object.keys(rows).length > 0;
  return says ? { id: now.id, values, rows } : undefined;
}

/** Tells whether a row says what it said, whatever its id. */
export function isUntouched({ fields }: RowShape, a: JsonObject, b: JsonObject): boolean {
  return fields.every(({ id, rows, same }) => {
    const [left, right] = [a[id] ?? null, b[id] ?? null];
    if (!rows) return same(left, right);
    const [before, after] = [plainRows(left), plainRows(right)];
    return (
      before.length === after.length && before.every((row, at) => isUntouched(rows, row, after[at] ?? {}))
    );
  });
}

/** From the rows of one side to those of the other, by their places. */
type Pairs = ReadonlyMap<number, number>;

function pairStored(shape: RowShape, kept: readonly Row[], now: readonly Row[]): Pairs {
  const byId = new Map(now.map(({ id }, at) => [id, at]));
  const pairs = new Map<number, number>();
  for (const [at, { id }] of kept.entries()) {
    const found = byId.get(id);
    if (found !== undefined) pairs.set(at, found);
  }
  // Somebody may have put the same rows there anew.
  const taken = new Set(pairs.values());
  const left = kept.flatMap((row, at) => (pairs.has(at) ? [] : [{ row, at }]));
  const free = now.flatMap((row, at) => (taken.has(at) ? [] : [{ row, at }]));
  const more = surely(
    shape,
    left.map(({ row }) => row),
    free.map(({ row }) => row),
  );
  for (const [from, to] of more) {
    const [one, other] = [left[from], free[to]];
    if (one && other) pairs.set(one.at, other.at);
  }
  return pairs;
}

/** By the key that pairs most of them; rows of which none tells enough pair where they say the same. */
function surely(shape: RowShape, a: readonly JsonObject[], b: readonly JsonObject[]): Map<number, number> {
  let best = new Map<number, number>();
  for (const key of shape.keys) {
    const pairs = pairsOf(a, b, key);
    if (pairs && pairs.size > best.size) best = pairs;
  }
  if (best.size > 0) return best;
  const free = new Set(b.keys());
  for (const [at, row] of a.entries()) {
    const same = [...free].find((other) => sameData(said(row), said(b[other] ?? {})));
    if (same === undefined) continue;
    best.set(at, same);
    free.delete(same);
  }
  return best;
}

/** The same of two versions, where rows that no key tells apart pair in their order. */
function pairByKey(shape: RowShape, a: readonly JsonObject[], b: readonly JsonObject[]): Pairs {
  const pairs = surely(shape, a, b);
  if (shape.keys.some((key) => pairsOf(a, b, key))) return pairs;
  const taken = new Set(pairs.values());
  const rest = [...b.keys()].filter((at) => !taken.has(at));
  for (const at of a.keys()) {
    if (pairs.has(at)) continue;
    const other = rest.shift();
    if (other !== undefined) pairs.set(at, other);
  }
  return pairs;
}

/** Undefined: some row does not say it, or two say the same. */
function pairsOf(
  a: readonly JsonObject[],
  b: readonly JsonObject[],
  key: readonly string[],
): Map<number, number> | undefined {
  const [left, right] = [placesBy(a, key), placesBy(b, key)];
  if (!left || !right) return undefined;
  const pairs = new Map<number, number>();
  for (const [value, at] of left) {
    const other = right.get(value);
    if (other !== undefined) pairs.set(at, other);
  }
  return pairs;
}

function placesBy(
  rows: readonly JsonObject[],
  key: readonly string[],
): ReadonlyMap<string, number> | undefined {
  const places = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    const values = key.map((id) => row[id] ?? null);
    const text = JSON.stringify(values);
    if (values.includes(null) || places.has(text)) return undefined;
    places.set(text, at);
  }
  return places;
}

function said({ id: _id, ...values }: JsonObject): JsonObject {
  return values;
}

function plainRows(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}

function rowsIn(value: Json | undefined): readonly Row[] {
  return Array.isArray(value) ? (value as readonly Row[]) : [];
}
