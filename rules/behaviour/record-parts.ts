import { isEmptyValue, isObject, type Json, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { inOneGo } from '../formula/steps.ts';

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
  const wanted = only?.get(field.path);
  if (only && !wanted && !field.path.includes('.')) return [];
  const partAt = partsOf(part, field);
  if (!wanted) return listOf(part.values[field.id]).map(partAt);
  // Of thousands of rows one is asked for as quickly as of ten.
  return [...wanted].flatMap((index) => rowAt(part, field, index, partAt) ?? []);
}

/** One of these rows; undefined: there is none such. */
export function rowAt(
  part: RecordPart,
  field: Field,
  index: number,
  partAt = partsOf(part, field),
): RecordPart | undefined {
  const rows = part.values[field.id];
  const row = Array.isArray(rows) ? rows[index] : undefined;
  return isObject(row) ? partAt(row, index) : undefined;
}

function partsOf(part: RecordPart, field: Field): (values: JsonObject, index: number) => RecordPart {
  const beforeOf = finder(part.before?.[field.id]);
  const said = part.sent && Object.hasOwn(part.sent, field.id) ? listOf(part.sent[field.id]) : undefined;
  const saidOf = finder(said);
  const inner = field.path.includes('.') ? part.values : undefined;
  return (values, index) => {
    const id = typeof values['id'] === 'string' ? values['id'] : undefined;
    const before = id === undefined ? undefined : beforeOf(id, index);
    return {
      values,
      before,
      // A new row may have got its id only after it was sent: then it is found by its place.
      sent: (id === undefined ? undefined : saidOf(id, index)) ?? (said && !before ? said[index] : undefined),
      upper: inner,
      path: part.path + pointerTo(field.name, index),
    };
  };
}

/** Finds rows by their ids: mostly where the row with that id stands now. */
function finder(rows: Json | undefined): (id: string, at: number) => JsonObject | undefined {
  let known: ReadonlyMap<string, JsonObject> | undefined;
  return (id, at) => {
    if (!Array.isArray(rows)) return undefined;
    const near = rows[at];
    if (isObject(near) && near['id'] === id) return near;
    known ??= byId(listOf(rows));
    return known.get(id);
  };
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
  return inOneGo(copying(record, shapes, only));
}

/** The same, a row a step. */
export function* copying(
  record: JsonObject,
  shapes: readonly Field[],
  only?: Only,
): Generator<undefined, MutableRecord> {
  const copy: MutableRecord = { ...record };
  for (const { id, rows } of shapes) {
    const list = copy[id];
    const wanted = only?.get(id);
    if (!Array.isArray(list) || (only && !wanted)) continue;
    const made: JsonObject[] = [];
    for (const [at, row] of list.filter(isObject).entries()) {
      if (wanted?.has(at) === false) made.push(row);
      else {
        made.push(copyOf(row, rows?.entries ?? []));
        yield;
      }
    }
    copy[id] = made;
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
