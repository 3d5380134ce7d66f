import { isEmptyValue, isObject, type Json, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';

export type MutableRecord = { [id: string]: Json };

/** A record or one of its rows, with what it was before and where it stands in the body that was sent. */
export interface RecordPart {
  readonly values: JsonObject;
  /** Undefined: it is new. */
  readonly before: JsonObject | undefined;
  /** The members that the caller sent. */
  readonly sent: JsonObject | undefined;
  /** The upper row, of a row of sub-entries. */
  readonly upper: JsonObject | undefined;
  /** JSON Pointer, by today's names. */
  readonly path: string;
}

/** Rows that are looked at, by path of their entries; entries that are not named are left out. */
export type Only = ReadonlyMap<string, ReadonlySet<number>>;

/** The rows of an entries field below a part. Rows are the same when their ids are. */
export function rowsOf(part: RecordPart, field: Field, only?: Only): readonly RecordPart[] {
  const rows = listOf(part.values[field.id]);
  const wanted = only?.get(field.path);
  if (only && !wanted && !field.path.includes('.')) return [];
  const known = byId(listOf(part.before?.[field.id]));
  const said = part.sent && Object.hasOwn(part.sent, field.id) ? listOf(part.sent[field.id]) : undefined;
  const saidById = byId(said ?? []);
  const inner = field.path.includes('.') ? part.values : undefined;
  return rows.flatMap((values, index): RecordPart[] => {
    if (wanted && !wanted.has(index)) return [];
    const id = typeof values['id'] === 'string' ? values['id'] : undefined;
    const before = id === undefined ? undefined : known.get(id);
    return [
      {
        values,
        before,
        // A new row may have got its id only after it was sent: then it is found by its place.
        sent:
          (id === undefined ? undefined : saidById.get(id)) ?? (said && !before ? said[index] : undefined),
        upper: inner,
        path: part.path + pointerTo(field.name, index),
      },
    ];
  });
}

/** Returns the parts at the end of a way of entries: all its rows below the record. */
export function partsAt(record: RecordPart, entries: readonly Field[], only?: Only): readonly RecordPart[] {
  return entries.reduce<readonly RecordPart[]>(
    (parts, field) => parts.flatMap((part) => rowsOf(part, field, only)),
    [record],
  );
}

/** Rows that a person may change apart from what they were made of; with `only`, the others stay the very same. */
export function copyOf(record: JsonObject, shapes: readonly Field[], only?: Only): MutableRecord {
  const copy: MutableRecord = { ...record };
  for (const { id, rows } of shapes) {
    const list = copy[id];
    const wanted = only?.get(id);
    if (!Array.isArray(list) || (only && !wanted)) continue;
    copy[id] = list
      .filter(isObject)
      .map((row, at) => (wanted?.has(at) === false ? row : copyOf(row, rows?.entries ?? [])));
  }
  return copy;
}

/** Tells whether two values are one to a person: references by what they point at, and nothing is nothing. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isEmptyValue(a) || isEmptyValue(b)) return isEmptyValue(a) && isEmptyValue(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  const [x, y] = [plain(a), plain(b)];
  if (isObject(x) && isObject(y)) {
    const members = new Set([...Object.keys(x), ...Object.keys(y)]);
    return [...members].every((member) => isSame(x[member], y[member]));
  }
  return x === y;
}

const ofPointers: ReadonlySet<string> = new Set(['form', 'id', 'number', 'name', 'withheld']);

/** A reference is its id, whatever else is said of it. */
function plain(value: Json | undefined): Json | undefined {
  if (!isObject(value)) return value;
  const { form, id, number } = value;
  const said = (record: string) => (typeof form === 'string' ? `${form}/${record}` : record);
  const isPointer = Object.keys(value).every((key) => ofPointers.has(key));
  if (typeof id === 'string' && isPointer) return said(id);
  return id === undefined && typeof number === 'string' ? said(number) : value;
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function byId(rows: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  return new Map(rows.flatMap((row) => (typeof row['id'] === 'string' ? [[row['id'], row]] : [])));
}
