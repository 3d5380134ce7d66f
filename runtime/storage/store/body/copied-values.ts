import { append } from '../../../../metadata/common/append.ts';
import { type Json, pointerTo } from '../../../../metadata/common/json.ts';
import { filesIn } from '../../../../metadata/kinds/common/file-value.ts';
import { pointedAt } from '../../../../metadata/kinds/common/pointed.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { rowsOf, type StoredRow } from '../record/stored.ts';
import type { NamedFile, Pick } from './input-work.ts';

/** The values of a record that a copy takes over, and the places that stay behind. */
export interface CopiedValues {
  readonly values: Readonly<Record<string, Json>>;
  /** Records it would refer to. */
  readonly picks: readonly CopiedPick[];
  /** Files that it would hold, each of which gets a name of its own. */
  readonly files: readonly NamedFile[];
  /** Places of values that whoever copies could not have given himself. */
  readonly left: readonly LeftOut[];
}

export interface CopiedPick extends Pick {
  readonly id: string;
  /** Takes it out of the copy again. */
  drop(): void;
}

export interface LeftOut {
  readonly path: string;
  readonly field: Field;
}

type MutableRecord = Record<string, Json>;

interface Work {
  readonly call: Call;
  readonly form: Form;
  readonly newId: () => string;
  readonly picks: CopiedPick[];
  readonly files: NamedFile[];
  readonly left: LeftOut[];
}

/**
 * Copies the values that may be read *and* written, and are not the platform's alone to say: a copy says nothing that
 * its maker could not have said of a new record. Rows are new rows; secrets, numbers the platform gives, and fields that
 * say so of themselves are never copied.
 */
export function copiedValues(call: Call, form: Form, from: StoredRow, newId: () => string): CopiedValues {
  const work: Work = { call, form, newId, picks: [], files: [], left: [] };
  return { ...work, values: fill(form, from, {}, '', work) };
}

function fill(
  shape: FieldSet,
  from: StoredRow,
  into: MutableRecord,
  path: string,
  work: Work,
): MutableRecord {
  const { rights } = work.call;
  for (const field of shape.fields) {
    const { rows, kind } = field;
    const value = from[field.id] ?? null;
    const here = path + pointerTo(field.name);
    if (field.copied === false || kind.secret || kind.stamped || typeof field.props['pattern'] === 'string')
      continue;
    if (!rights.readable(work.form, field)) continue;
    if (kind.derived && kind.typed?.(field) !== true) {
      // Made anew of what it is made of.
      if (rights.writable(work.form, field)) into[field.id] = value;
    } else if (!rights.writable(work.form, field) || field.readonly === true) {
      if (!isNothing(value) && value !== field.default) work.left.push({ path: here, field });
    } else if (rows) {
      into[field.id] = rowsOf(value).map((row, at) =>
        fill(rows, row, { id: work.newId() }, `${here}/${at}`, work),
      );
    } else if (!isNothing(value) && !kind.read(kind.write(value, field), field).ok) {
      // It may stay where it stands, and nothing new can be given it.
      work.left.push({ path: here, field });
    } else if (kind.holdsFiles) into[field.id] = copiedFiles(field, value, here, work);
    else {
      into[field.id] = value;
      append(work.picks, picksOf(field, value, into, here));
    }
  }
  return into;
}

function picksOf(field: Field, value: Json, into: MutableRecord, path: string): CopiedPick[] {
  const several = Array.isArray(value);
  return pointedAt(field, value).map(({ form, id }, at) => ({
    field,
    target: form,
    id,
    path: several ? `${path}/${at}` : path,
    known: true,
    put: () => undefined,
    drop: () => {
      const now = into[field.id];
      into[field.id] = Array.isArray(now) ? now.filter((other) => other !== id) : null;
    },
  }));
}

function copiedFiles(field: Field, value: Json, path: string, { files }: Work): Json {
  const isList = Array.isArray(value);
  const copies = filesIn(value).map((file, at) => {
    const copy = { ...file };
    files.push({ field, file: copy, path: isList ? `${path}/${at}` : path });
    return copy;
  });
  return (isList ? copies : (copies[0] ?? null)) as unknown as Json;
}

function isNothing(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
