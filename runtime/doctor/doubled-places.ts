import type { Connection } from '../database/database.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { readEntries, readMany } from '../store/record/records.ts';
import type { Harm } from './harm.ts';
import { placeOf } from './harmed-rows.ts';
import { putRecord } from './put-record.ts';

/** Records of which two rows stand in one and the same place; put right, they stand one after the other. */
export async function doubledPlaces(reader: Connection, layout: RecordLayout): Promise<readonly Harm[]> {
  const tables = layout.entries.flatMap((own) => [
    { table: own.table, within: 'record' },
    ...own.entries.map(({ table }) => ({ table, within: 'record, parent' })),
  ]);
  const ids = new Set<string>();
  for (const { table, within } of tables) {
    const sql = `SELECT record AS id FROM ${table} GROUP BY ${within}, seq HAVING COUNT(*) > 1 LIMIT 10000`;
    for (const { id } of await reader.all<{ id: string }>(sql)) ids.add(id);
  }
  const records = await readMany(reader, layout, [...ids]);
  return records.map((record) => ({
    code: 'doctor-entries-order',
    place: placeOf(layout, record),
    repair: async (tx) => {
      const [stored] = await readMany(tx, layout, [record.id]);
      if (!stored) return;
      await readEntries(tx, layout, [stored]);
      await putRecord(tx, layout, stored);
    },
  }));
}
