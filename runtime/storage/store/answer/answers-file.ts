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
 * Whether a record answers its reader a file: in a field that he may read, and of a record that it is carried from, one
 * that he may read there.
 */
export async function answersFile(
  answers: Answers,
  reader: Connection,
  { call, form, stored, file }: FileAsked,
): Promise<boolean> {
  const members = answers.members(call.rights, form);
  const [wire] = await answers.many(reader, call, form, [stored], { members });
  return wire !== undefined && [...answeredFiles(form, wire)].some(({ id }) => id === file);
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
