import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Language } from '../../../../metadata/common/label.ts';
import {
  type FileValue,
  filesIn,
  namingOf,
  readFileName,
} from '../../../../metadata/kinds/common/file-value.ts';
import type { Field, FieldSet, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import type { Stored } from '../record/stored.ts';
import type { Answers } from './answers.ts';

interface FileAsked {
  readonly call: Call;
  readonly form: Form;
  readonly stored: Stored;
  /** Id of the file. */
  readonly file: string;
}

/**
 * Returns a file as a record answers it to its reader, by the name under which he downloads it there: of a field that he
 * may read, and of a record that it is carried from, one that he may read there. Null: it answers him none.
 */
export async function answeredFile(
  answers: Answers,
  reader: Connection,
  { call, form, stored, file }: FileAsked,
): Promise<FileValue | null> {
  const members = answers.members(call.rights, form);
  const [wire] = await answers.many(reader, call, form, [stored], { members });
  if (wire === undefined) return null;
  return [...downloadedFiles(form, wire, call.language)].find(({ id }) => id === file) ?? null;
}

/** The files of a record as it is answered, those of its rows too. */
export function* answeredFiles(shape: FieldSet, wire: Json): Iterable<FileValue> {
  if (!isObject(wire)) return;
  for (const { name, rows, inner, kind } of shape.fields) {
    const value = wire[name];
    if (rows) for (const row of Array.isArray(value) ? value : []) yield* answeredFiles(rows, row as Json);
    else if ((inner?.kind ?? kind).holdsFiles) yield* filesIn(value);
  }
}

/**
 * The same by the names under which they are downloaded: where the field says so, the values of others that the record
 * answers its reader, with the ending that they have.
 */
export function* downloadedFiles(
  shape: FieldSet,
  wire: Json,
  language: Language,
  outer?: Named,
): Iterable<FileValue> {
  if (!isObject(wire)) return;
  const own = { shape, wire };
  for (const field of shape.fields) {
    const { name, rows, inner, kind } = field;
    const value = wire[name];
    if (rows) {
      for (const row of Array.isArray(value) ? value : [])
        yield* downloadedFiles(rows, row as Json, language, outer ?? own);
    } else if ((inner?.kind ?? kind).holdsFiles) {
      const files = filesIn(value);
      const stem = namingOf(field).length === 0 ? '' : stemOf(field, [own, outer ?? own], language);
      yield* stem === '' ? files : files.map((file, at) => ({ ...file, name: nameOf(file, stem, at) }));
    }
  }
}

/** What a field says of how files are named, and the record or row as it is answered. */
interface Named {
  readonly shape: FieldSet;
  readonly wire: JsonObject;
}

/** Letters of a name before its ending: room is left to tell several apart. */
const longestStem = 150;

/** The values of the fields by which it is named, those of the row before those of the record. */
function stemOf(field: Field, from: readonly Named[], language: Language): string {
  const parts = namingOf(field).map((id) => {
    const found = from.find(({ shape }) => shape.byId.has(id));
    const by = found?.shape.byId.get(id);
    const value = by && found?.wire[by.name];
    if (!by || value === null || value === undefined) return '';
    const shown = by.inner ?? by;
    return (shown.kind.text ?? shown.kind.format)(value, shown, language).trim();
  });
  return [...parts.filter((part) => part !== '').join('_')].slice(0, longestStem).join('').trim();
}

function nameOf({ name }: FileValue, stem: string, at: number): string {
  const ending = /\.[^.]{1,16}$/u.exec(name)?.[0] ?? '';
  const read = readFileName(`${stem}${at === 0 ? '' : ` (${at + 1})`}${ending}`);
  return read.ok ? read.value : name;
}

/** Names of the fields of a record by whose values its files are named, so that they are read along. */
export function namingFields(form: Form): readonly Field[] {
  const below = (shape: FieldSet): readonly string[] =>
    shape.fields.flatMap((field) => (field.rows ? below(field.rows) : namingOf(field)));
  const ids = new Set(below(form));
  return form.fields.filter(({ id }) => ids.has(id));
}
