import { gather } from '../../rules/sharing/gather.ts';
import type { OrgTree } from '../../rules/sharing/org-tree.ts';
import type { SharedRecord } from '../../rules/sharing/strategy.ts';
import { clash } from '../../rules/sharing/verdict.ts';
import type { Connection } from '../database/database.ts';
import { allHolders } from '../store/commit/assignments.ts';
import { column, type RecordLayout } from '../store/record/layout.ts';
import { readEntries, readMany } from '../store/record/records.ts';
import { type Harm, putRecord } from './harm.ts';
import { placeOf } from './harmed-rows.ts';

/** Records of one number where somebody would see both of them. */
export async function doubledNumbers(
  reader: Connection,
  layout: RecordLayout,
  tree: OrgTree,
): Promise<readonly Harm[]> {
  const { form } = layout;
  const number = layout.byId.get(form.number?.id ?? '');
  if (number?.column.type !== 'text') return [];
  const [id, org, sharing] = ['id', 'org', 'sharing'].map((name) => column(layout, name).name);
  const rows = await reader.all<SharedRecord & { readonly number: string }>(
    `SELECT ${id} AS id, ${org} AS org, ${sharing} AS sharing, ${number.name} AS number FROM ${layout.table} WHERE ${number.name} IN (SELECT ${number.name} FROM ${layout.table} GROUP BY ${number.name} HAVING COUNT(*) > 1)`,
  );
  const holders = await allHolders(
    reader,
    form.id,
    rows.map((row) => row.id),
  );
  const world = gather({ tree, holders, namesakes: rows });
  return [...Map.groupBy(rows, (row) => row.number)].flatMap(([text, records]): Harm[] => {
    const clashes = records.some((record) => clash(record, world));
    return clashes ? [{ code: 'doctor-numbers-doubled', place: `${form.name} ${text}` }] : [];
  });
}

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
