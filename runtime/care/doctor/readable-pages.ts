import type { Connection, Row } from '../../database/database.ts';
import { column, type RecordLayout } from '../../storage/store/record/layout.ts';
import { readEntries } from '../../storage/store/record/records.ts';
import type { Stored } from '../../storage/store/record/stored.ts';

export interface ReadPage {
  readonly records: readonly Stored[];
  /** Ids of records that hold what makes no sense. */
  readonly unreadable: readonly string[];
}

const size = 200;

/** Every record of a form with its rows, some at a time; what cannot be read stops nothing. */
export async function* readablePages(reader: Connection, layout: RecordLayout): AsyncGenerator<ReadPage> {
  const id = column(layout, 'id').name;
  const sql = `SELECT ${layout.list} FROM ${layout.table} WHERE ${id} > ? ORDER BY ${id} LIMIT ${size}`;
  for (let after = ''; ; ) {
    const rows = await reader.all<Row>(sql, [after]);
    const ids = rows.map((row) => String(row['id']));
    const unreadable: string[] = [];
    const records = rows.flatMap((row, at) => {
      try {
        return [layout.decode(row)];
      } catch {
        unreadable.push(ids[at] ?? '');
        return [];
      }
    });
    yield { records: await withEntries(reader, layout, records, unreadable), unreadable };
    const last = ids.at(-1);
    if (last === undefined || ids.length < size) return;
    after = last;
  }
}

async function withEntries(
  reader: Connection,
  layout: RecordLayout,
  records: readonly Stored[],
  unreadable: string[],
): Promise<readonly Stored[]> {
  if (layout.entries.length === 0 || records.length === 0) return records;
  try {
    await readEntries(reader, layout, records);
    return records;
  } catch {
    // One of them: each for itself.
    const readable: Stored[] = [];
    for (const record of records) {
      try {
        await readEntries(reader, layout, [record]);
        readable.push(record);
      } catch {
        unreadable.push(record.id);
      }
    }
    return readable;
  }
}
