import type { Problem } from '../../../../metadata/common/issue.ts';
import {
  isObject,
  type Json,
  type JsonObject,
  placesAround,
  pointerTo,
} from '../../../../metadata/common/json.ts';
import { nearNames } from '../../../../metadata/common/near-names.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import { isAnsweredMember } from '../../../../metadata/system-members.ts';
import type { Call } from '../../../call/call.ts';
import { readableShape } from '../record/asked-shape.ts';
import { copyRow, rowsOf, type Stored, type StoredRow } from '../record/stored.ts';
import { isUnchanged, readValue } from './input-value.ts';
import type { Input, InputParts, MutableRecord, Reading, WriteMode } from './input-work.ts';

interface BodyAsked {
  readonly call: Call;
  readonly form: Form;
  readonly body: JsonObject;
  /** The record that it is read into. */
  readonly next: Stored;
  readonly manner: WriteMode;
}

/**
 * Reads a body into `next`, a record (or a copy of one) by ids. A field that the caller may not write is left as it is;
 * one that differs there is complained of, and one that he may not even read is answered as a field there is none of.
 * References by number wait in `picks`.
 */
export function readInput(parts: InputParts, { call, form, body, next, manner }: BodyAsked): Input {
  const work: Reading = {
    parts,
    call,
    form,
    manner,
    picks: [],
    made: [],
    files: [],
    problems: [],
    sent: {},
    places: new Map(),
    kept: new Set(),
  };
  const target = { next, sent: work.sent, fresh: next.revision === 0, path: '', isKnown: isAnsweredMember };
  readMembers(readableShape(call.rights, form), body, target, work);
  return work;
}

/** A record or a row that is being read, and what was said of it. */
interface Target {
  readonly next: MutableRecord;
  readonly sent: MutableRecord;
  /** It is new: what is left out is left to its default. */
  readonly fresh: boolean;
  readonly path: string;
  /** Members beside its fields. */
  readonly isKnown: (name: string) => boolean;
}

function readMembers(shape: FieldSet, body: JsonObject, target: Target, work: Reading): void {
  if (work.manner === 'replace' && !target.fresh) {
    for (const field of shape.fields) {
      if (Object.hasOwn(body, field.name) || !work.call.rights.writable(work.form, field)) continue;
      if (!field.kind.derived && !field.hidden) target.next[field.id] = field.rows ? [] : null;
    }
  }
  for (const [name, value] of Object.entries(body)) {
    if (target.isKnown(name)) continue;
    const field = shape.byName.get(name);
    const at = target.path + pointerTo(name);
    if (field) readField(field, value, target, at, work);
    else
      work.problems.push({
        path: at,
        code: 'unknown-field',
        params: { field: name, near: near(name, shape, work) },
      });
  }
}

/** Names are compared for the first few alone: a body may be long, and comparing takes its time. */
const mostCompared = 20;

function near(name: string, shape: FieldSet, { problems }: Reading): readonly string[] {
  if (problems.length >= mostCompared) return [];
  return nearNames(
    name,
    shape.fields.map((field) => field.name),
  );
}

function readField(field: Field, value: Json, target: Target, path: string, work: Reading): void {
  const { next, sent } = target;
  if (field.inner) {
    // Made by the platform, and sent back by those who read it.
    if (value !== null && value !== '' && !isUnchanged(field, value, next, work))
      work.made.push({ field, value, path, part: String(next['id']) });
    return;
  }
  if (!work.call.rights.writable(work.form, field)) {
    if (!isUnchanged(field, value, next, work))
      work.problems.push({
        path,
        code: 'not-writable',
        params: { name: field.name, label: { ...field.label } },
      });
    return;
  }
  if (field.dropped && value !== null)
    work.problems.push({
      path,
      code: 'field-dropped',
      severity: 'warning',
      params: { field: field.name, label: { ...field.label } },
    });
  if (field.rows) readRows({ field, rows: field.rows, value, path }, target, work);
  else {
    const put = (id: string) => {
      next[field.id] = id;
      sent[field.id] = id;
    };
    const read = readValue({ field, value, before: next[field.id] ?? null, path, put }, work);
    next[field.id] = read;
    sent[field.id] = read;
  }
}

interface GivenRows {
  readonly field: Field;
  readonly rows: FieldSet;
  readonly value: Json;
  readonly path: string;
}

function readRows({ field, rows, value, path }: GivenRows, { next, sent }: Target, work: Reading): void {
  if (value !== null && !Array.isArray(value)) {
    work.problems.push({ path, code: 'not-list' });
    return;
  }
  const named = namedRows(value ?? [], next[field.id], rows, path, work);
  const said: MutableRecord[] = [];
  for (const { row, body, fresh, path: at } of named.given) {
    const own: MutableRecord = { id: row.id };
    said.push(own);
    work.places.set(row.id, at);
    readMembers(rows, body, { next: row, sent: own, fresh, path: at, isKnown: isRowMember }, work);
  }
  sent[field.id] = said;
  next[field.id] = mergeRows(named, work.manner);
}

function isRowMember(name: string): boolean {
  return name === 'id' || name === '$delete';
}

/**
 * Drops problems of the body's shape where a kind complains of the same place, since the kind says it better, and where
 * a stored value stays.
 */
export function withoutRead(shaped: readonly Problem[], { problems, kept }: Input): readonly Problem[] {
  const paths = new Set(problems.map((problem) => problem.path));
  const isKept = (path: string) => placesAround(path).some((one) => kept.has(one));
  return shaped.filter(({ path }) => !paths.has(path) && !isKept(path));
}

/** Rows of a body, each with the row it is about. */
interface NamedRows {
  readonly known: readonly StoredRow[];
  readonly given: readonly GivenRow[];
  /** Ids of rows that go. */
  readonly gone: ReadonlySet<string>;
}
interface GivenRow {
  /** A copy of the row of that id, or a new one. */
  readonly row: StoredRow;
  readonly body: JsonObject;
  readonly fresh: boolean;
  readonly path: string;
}

/** Rows with an id change the row of that id, those without are new, `$delete` takes one away. */
function namedRows(
  items: readonly Json[],
  before: Json | undefined,
  shape: FieldSet,
  path: string,
  work: Reading,
): NamedRows {
  const known = rowsOf(before);
  const byId = new Map(known.map((row) => [row.id, row]));
  const given: GivenRow[] = [];
  const gone = new Set<string>();
  const named = new Set<string>();
  for (const [index, item] of items.entries()) {
    const at = `${path}/${index}`;
    const wrong = (step: string, code: string, id: string | undefined) =>
      work.problems.push({ path: at + step, code, ...(id === undefined ? {} : { params: { id } }) });
    if (!isObject(item)) {
      wrong('', 'not-object', undefined);
      continue;
    }
    const body = item as JsonObject;
    const id = typeof body['id'] === 'string' ? body['id'].toLowerCase() : undefined;
    const old = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && named.has(id)) wrong('/id', 'row-twice', id);
    if (id !== undefined) named.add(id);
    const stranger = !old && work.manner === 'merge' && known.length > 0;
    if (body['$delete'] === true) {
      if (old) gone.add(old.id);
      else wrong('/id', 'row-unknown', id ?? '');
    } else {
      // A new record may be made of what was read of another: its rows get ids of their own.
      if (id !== undefined && stranger) wrong('/id', 'row-unknown', id);
      const row = old ? copyRow(old, shape) : { id: work.parts.newId() };
      given.push({ row, body, fresh: !old, path: at });
    }
  }
  return { known, given, gone };
}

/**
 * Merging, rows that are not named stay and new ones come last; replacing, the rows are those given, in their order.
 */
function mergeRows({ known, given, gone }: NamedRows, manner: WriteMode): readonly StoredRow[] {
  if (manner === 'replace') return given.map(({ row }) => row);
  const changed = new Map(given.map(({ row }) => [row.id, row]));
  const stay = known.filter((row) => !gone.has(row.id)).map((row) => changed.get(row.id) ?? row);
  return [...stay, ...given.filter(({ fresh }) => fresh).map(({ row }) => row)];
}
