import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { type FileValue, filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { Column } from './book/column.ts';
import { listOf } from './merge-rows.ts';
import type { ReadRecord, ReadRow } from './read-record.ts';

/** Whether a file of the record is the one that a cell says by its name or its place. */
export type IsSameFile = (said: string, file: FileValue) => boolean | Promise<boolean>;

/**
 * Gives the files that cells say by name the ids that they have in the record, where it is there and has them: then the
 * cell says what the record says. Others stay as they are said.
 */
export async function knownFiles(
  record: ReadRecord,
  there: readonly WireRecord[],
  isSame: IsSameFile,
): Promise<ReadRecord> {
  const inRow = async (row: ReadRow): Promise<ReadRow> => {
    const values = new Map<Column, Json>(row.values);
    for (const [column, value] of row.values) {
      if (!column.files || value === null) continue;
      const files = there.flatMap((one) => rowsAt(one, row).flatMap((held) => filesIn(held[column.member])));
      values.set(column, await known(value, files, isSame));
    }
    return { ...row, values };
  };
  return {
    ...record,
    row: record.row && (await inRow(record.row)),
    rows: await Promise.all(record.rows.map((rows) => Promise.all(rows.map(inRow)))),
  };
}

async function known(value: Json, files: readonly FileValue[], isSame: IsSameFile): Promise<Json> {
  if (!Array.isArray(value)) return knownFile(value, files, isSame, new Set());
  const [said, taken]: [Json[], Set<string>] = [[], new Set()];
  for (const one of value) said.push(await knownFile(one, files, isSame, taken));
  return said;
}

async function knownFile(
  value: Json,
  files: readonly FileValue[],
  isSame: IsSameFile,
  taken: Set<string>,
): Promise<Json> {
  if (!isObject(value) || value['id'] !== undefined) return value;
  for (const file of files) {
    if (taken.has(file.id) || !(await isSame(String(value['name']), file))) continue;
    taken.add(file.id);
    return { id: file.id, name: file.name };
  }
  return value;
}

/** What of a record a row of the file may be about: the record itself, or the rows of its entries, by their id if said. */
function rowsAt(record: WireRecord, { found, name }: ReadRow): readonly JsonObject[] {
  let rows: readonly JsonObject[] = [record];
  for (const step of found.sheet.path) rows = rows.flatMap((row) => listOf(row[step]));
  const own = rows.filter(({ id }) => name !== '' && id === name);
  return own.length > 0 ? own : rows;
}
