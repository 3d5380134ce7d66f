import type { JsonObject } from '../../metadata/json.ts';
import { breaks } from '../breaks.ts';
import type { Connection } from '../database/database.ts';
import { column, type RecordLayout } from '../store/record/layout.ts';
import { readEntries } from '../store/record/records.ts';
import type { Stored } from '../store/record/stored.ts';

/** Milliseconds that reading a page may take: records with many rows come fewer at a time. */
const [quick, slow] = [4, 12];
const most = 500;

/** Every record of a form, with its rows, some at a time, in the order of their ids; with breaks between. */
export async function* storedPages(
  reader: Connection,
  layout: RecordLayout,
): AsyncGenerator<readonly Stored[]> {
  const id = column(layout, 'id').name;
  const pause = breaks();
  let size = 50;
  for (let after = ''; ; ) {
    const began = performance.now();
    const sql = `SELECT ${layout.list} FROM ${layout.table} WHERE ${id} > ? ORDER BY ${id} LIMIT ${size}`;
    const records = (await reader.all(sql, [after])).map((row) => layout.decode(row));
    if (layout.entries.length > 0 && records.length > 0) await readEntries(reader, layout, records);
    const asked = size;
    const took = performance.now() - began;
    if (took > slow) size = Math.max(1, Math.floor(size / 2));
    else if (took < quick) size = Math.min(most, size * 2);
    if (records.length > 0) yield records;
    const last = records.at(-1);
    if (!last || records.length < asked) return;
    after = last.id;
    await pause();
  }
}

interface StoredCopy {
  readonly original: Stored;
  readonly org: string;
  /** By field ids. */
  readonly content: JsonObject;
  readonly revision: number;
}

/** Every own copy that organisations have of a form's records. */
export async function* storedCopies(reader: Connection, layout: RecordLayout): AsyncGenerator<StoredCopy> {
  const sql =
    'SELECT record, org, content, revision FROM gj_overlay WHERE form = ? AND (record > ? OR (record = ? AND org > ?)) ORDER BY record, org LIMIT 50';
  for (let [record, org] = ['', '']; ; ) {
    const rows = await reader.all<{ record: string; org: string; content: string; revision: number }>(sql, [
      layout.form.id,
      record,
      record,
      org,
    ]);
    for (const row of rows) {
      [record, org] = [row.record, row.org];
      const found = await reader.first(layout.byRecordId, [record]);
      const content = JSON.parse(row.content) as JsonObject;
      if (!found) continue;
      const original = layout.decode(found);
      if (layout.entries.length > 0) await readEntries(reader, layout, [original]);
      yield { original, org, content, revision: Number(row.revision) };
    }
    if (rows.length < 50) return;
  }
}
