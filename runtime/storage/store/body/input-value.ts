import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Field } from '../../../../metadata/field.ts';
import { withHeld } from '../../../../metadata/kinds/common/option.ts';
import {
  type Pointed,
  pointedIn,
  pointedText,
  severalOf,
} from '../../../../metadata/kinds/common/pointed.ts';
import type { FieldSet } from '../../../../metadata/model.ts';
import { platformUser } from '../../../call/system-call.ts';
import { inWords } from '../answer/wire.ts';
import { namesFields, rename } from '../record/naming.ts';
import { rowsOf, type StoredRow } from '../record/stored.ts';
import type { MutableRecord, Reading } from './input-work.ts';
import { nameFiles } from './named-files.ts';

/** The value that a body gives a field, with the place where it stands. */
interface Given {
  readonly field: Field;
  readonly value: Json;
  /** The value that is stored now. */
  readonly before: Json;
  readonly path: string;
  /** Gets the id of a record that is named by its number, later. */
  readonly put: (id: string) => void;
}

/** One value of a body, canonical. */
export function readValue(given: Given, work: Reading): Json {
  const { field, value, before, path } = given;
  if (field.kind.stamped && before !== null) return asStamped(given, work);
  if (value === null || value === '') return null;
  const { kind, target } = field;
  if (isOwnNumber(field, work) && typeof value === 'string' && value.trim() === '') return null;
  if (kind.secret && before !== null && value === kind.write(before, field)) return before;
  if (saysReasons(field, value, before, work)) return before;
  const spoken = isOwnNumber(field, work)
    ? withoutEdges(value, before)
    : namesFields(field)
      ? rename(field, value, work.call.served.model, 'toIds')
      : value;
  const held = withHeld(field, before);
  const read = kind.read(spoken, held);
  // A stored value may stay, whatever is asked of new values since: it was right when it was given.
  if (!read.ok || held !== field) {
    const stands = saysWhatStands(field, value, before);
    if (read.ok || stands) work.kept.add(path);
    if (stands) return before;
  }
  if (!read.ok) {
    for (const problem of read.problems) work.problems.push({ ...problem, path: path + problem.path });
    return before;
  }
  for (const problem of kind.warn?.(read.value, field, spoken) ?? [])
    work.problems.push({ ...problem, path: path + problem.path, severity: 'warning' });
  if (kind.secret) return work.parts.seal(String(read.value));
  if (kind.stamped) return stamped(read.value, work);
  if (kind.holdsFiles) return nameFiles(field, read.value, before, path, work);
  if (isEmptyList(field, read.value)) return null;
  if (severalOf(field)) return pickPointed({ ...given, value: read.value }, work);
  if (target === undefined) return read.value;
  if (Array.isArray(read.value)) return pickSeveral({ ...given, value: read.value }, target, work);
  return pick({ ...given, value: read.value }, target, work);
}

/** What bears the name of who gave it stays as it is. */
function asStamped({ field, value, before, path }: Given, work: Reading): Json {
  const read = value === null || value === '' ? null : field.kind.read(value, field);
  if (!read?.ok || !isDeepStrictEqual(read.value, before))
    work.problems.push({ path, code: 'signature-stands' });
  return before;
}

/** Records that the platform itself brings, from another system or with a package, bear who signed them there. */
function stamped(value: Json, { call }: Reading): Json {
  if (call.user.id === platformUser.id && isObject(value) && 'by' in value && 'at' in value) return value;
  return { ...(value as JsonObject), by: call.user.name, at: call.now.instant };
}

function isOwnNumber(field: Field, { form }: Reading): boolean {
  return field === form.number;
}

/** Blanks around a number nobody sees, and nobody finds it by; one that has them already stays what it is. */
function withoutEdges(value: Json, before: Json): Json {
  return typeof value === 'string' && value !== before ? value.trim() : value;
}

/** An id that stood there before needs no second look; everything else is looked up, all at once, later. */
function pick(
  { field, value, before, path, put }: Given,
  target: string,
  work: Reading,
  stood: readonly Json[] = [before],
): Json {
  if (typeof value === 'string') {
    if (value !== before) work.picks.push({ field, target, id: value, path, put });
    return value;
  }
  const { number } = value as { readonly number: string };
  work.picks.push({ field, target, number, path, put, before: stood });
  return before;
}

/** Of one of several forms: what is stored says which. */
function pickPointed(given: Given, work: Reading): Json {
  const { value, before } = given;
  const stood = typeof before === 'string' ? pointedIn(before) : undefined;
  const named = typeof value === 'string' ? pointedIn(value) : (value as unknown as Named);
  if (!named) return value;
  const { form } = named;
  const own = stood?.form === form ? stood.id : null;
  const put = (id: string) => given.put(pointedText({ form, id }));
  const picked = pick(
    { ...given, value: 'id' in named ? named.id : { number: named.number }, before: own, put },
    form,
    work,
  );
  return 'id' in named && typeof picked === 'string' ? pointedText({ form, id: picked }) : before;
}

type Named = Pointed | { readonly form: string; readonly number: string };

function pickSeveral({ field, value: values, before, path }: Given, target: string, work: Reading): Json {
  const kept = new Set(Array.isArray(before) ? (before as readonly Json[]) : []);
  const slots: Json[] = [];
  const ids: Json[] = [];
  for (const [at, value] of (values as readonly Json[]).entries()) {
    const put = (id: string) => {
      slots[at] = id;
      tidy();
    };
    const own = kept.has(value) ? value : null;
    slots[at] = pick({ field, value, before: own, path: `${path}/${at}`, put }, target, work, [...kept]);
  }
  tidy();
  return ids;

  /** Each once, though it may have been named in two ways. */
  function tidy(): void {
    ids.splice(0, ids.length, ...new Set(slots.filter((id) => id !== null)));
  }
}

function isEmptyList(field: Field, value: Json): boolean {
  return Array.isArray(value) && value.length === 0 && field.kind.comparison(field) === 'list';
}

type Asked = Pick<Reading, 'call' | 'form' | 'manner'>;

/** Whether a value is the one that stands there, as it was read: what may not be written may come back like that. */
export function isUnchanged(
  field: Field,
  value: Json,
  part: MutableRecord | StoredRow,
  work: Asked,
): boolean {
  const before = part[field.id] ?? null;
  if (!work.call.rights.readable(work.form, field)) return false;
  if (field.rows) return sameRows(field.rows, value ?? [], rowsOf(before), work);
  if (value === null || value === '') return before === null;
  if (field.kind.secret) return before !== null && value === field.kind.write(before, field);
  if (saysReasons(field, value, before, work)) return true;
  const spoken = namesFields(field) ? rename(field, value, work.call.served.model, 'toIds') : value;
  const read = field.kind.read(spoken, field);
  if (!read.ok) return saysWhatStands(field, value, before);
  return isDeepStrictEqual(read.value, before) || (before === null && isNoRows(read.value));
}

/** Rows that are not named stay where a body merges; where it replaces, all have to come back. */
function sameRows(shape: FieldSet, value: Json, before: readonly StoredRow[], work: Asked): boolean {
  if (!Array.isArray(value)) return false;
  const rows: readonly Json[] = value;
  if (work.manner === 'replace' && rows.length !== before.length) return false;
  return rows.every((row, at) => sameRow(shape, row, before, at, work));
}

function sameRow(shape: FieldSet, row: Json, before: readonly StoredRow[], at: number, work: Asked): boolean {
  if (!isObject(row)) return false;
  const { id, ...members } = row as JsonObject;
  const known = id === undefined ? before[at] : before.find((one) => one.id === id);
  if (!known || (work.manner === 'replace' && before[at] !== known)) return false;
  return Object.entries(members).every(([name, inner]) => {
    const field = shape.byName.get(name);
    return field !== undefined && (field.inner !== undefined || isUnchanged(field, inner, known, work));
  });
}

/** Whether it is what the caller was answered for the reasons that stand there. */
function saysReasons(field: Field, value: Json, before: Json, { call }: Asked): boolean {
  return before !== null && field.kind.reasons?.(field) === true && value === inWords(before, call);
}

function isNoRows(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Whether a value is the one that is answered for what is stored, also where no new value could be that. */
function saysWhatStands(field: Field, value: Json, before: Json): boolean {
  if (before === null || field.kind.secret) return false;
  const answered = field.kind.write(before, field);
  return isDeepStrictEqual(value, answered) || (isScalar(answered) && String(value) === String(answered));
}

function isScalar(value: Json): boolean {
  return typeof value !== 'object';
}
