import { isObject, type Json } from '../../../../metadata/common/json.ts';
import { type FileValue, filesIn } from '../../../../metadata/kinds/common/file-value.ts';
import type { FieldSet, Form } from '../../../../metadata/model.ts';
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
 * Returns a file as a record answers it to its reader, by the name it has there: of a field that he may read, and of a
 * record that it is carried from, one that he may read there. Null: it answers him none.
 */
export async function answeredFile(
  answers: Answers,
  reader: Connection,
  { call, form, stored, file }: FileAsked,
): Promise<FileValue | null> {
  const members = answers.members(call.rights, form);
  const [wire] = await answers.many(reader, call, form, [stored], { members });
  if (wire === undefined) return null;
  return [...answeredFiles(form, wire)].find(({ id }) => id === file) ?? null;
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
