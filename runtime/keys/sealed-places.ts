import type { Database } from '../database/database.ts';
import { readPhysical } from '../tables/state.ts';
import { sealedWith } from '../vault.ts';

/** A column in which sealed texts stand, alone or inside others. */
export interface SealedPlace {
  readonly table: string;
  /** What its rows are told apart by. */
  readonly key: readonly string[];
  readonly column: string;
}

const own: readonly SealedPlace[] = [
  { table: 'gj_history', key: ['revision'], column: 'snapshot' },
  { table: 'gj_overlay', key: ['form', 'record', 'org'], column: 'content' },
  { table: 'gj_origin', key: ['form', 'record'], column: 'shipped' },
  { table: 'gj_idempotency', key: ['principal', 'key'], column: 'response' },
];

/** Secrets of records, also of fields that left the model, and wherever else they are kept along. */
export async function sealedPlaces(database: Database): Promise<readonly SealedPlace[]> {
  return [...(await secretColumns(database)), ...own];
}

async function secretColumns(database: Database): Promise<readonly SealedPlace[]> {
  const { columns } = await readPhysical(database);
  const found = await database.schema.read(database);
  return columns
    .filter(({ table, name, kept }) => kept.secret && found.get(table)?.columns.has(name.toLowerCase()))
    .map(({ table, name }) => ({ table, key: ['id'], column: name }));
}

/** How many secrets of records are sealed with which key. */
export async function sealedCounts(database: Database): Promise<ReadonlyMap<string, number>> {
  const { quote } = database.dialect;
  const counts = new Map<string, number>();
  for (const { table, column } of await secretColumns(database)) {
    const name = quote(column);
    const rows = await database.all<{ head: string; n: number }>(
      `SELECT SUBSTR(${name}, 1, 12) AS head, COUNT(*) AS n FROM ${quote(table)} WHERE ${name} LIKE 'v1.%' GROUP BY SUBSTR(${name}, 1, 12)`,
    );
    for (const { head, n } of rows)
      counts.set(sealedWith(head), (counts.get(sealedWith(head)) ?? 0) + Number(n));
  }
  return counts;
}
