import { isObject, type Json } from '../../../../metadata/common/json.ts';
import { filesIn } from '../../../../metadata/kinds/common/file-value.ts';
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
  return wire !== undefined && holds(form, wire, file);
}

function holds(shape: FieldSet, wire: Json, file: string): boolean {
  if (!isObject(wire)) return false;
  return shape.fields.some(({ name, rows, inner, kind }) => {
    const value = wire[name];
    if (rows) return Array.isArray(value) && value.some((row: Json) => holds(rows, row, file));
    return (inner?.kind ?? kind).holdsFiles === true && filesIn(value).some(({ id }) => id === file);
  });
}
