import { changeSetForm, parameterForm } from '../../../metadata/names.ts';
import { sealedWith } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { type PhysicalColumn, readPhysical } from '../../storage/tables/state.ts';

/** A column in which sealed texts stand, alone or inside others. */
export interface SealedPlace {
  readonly table: string;
  /** The columns by which its rows are told apart. */
  readonly key: readonly string[];
  readonly column: string;
}

const own: readonly SealedPlace[] = [
  { table: 'gj_history', key: ['revision'], column: 'snapshot' },
  { table: 'gj_overlay', key: ['form', 'record', 'org'], column: 'content' },
  { table: 'gj_origin', key: ['form', 'record'], column: 'shipped' },
  { table: 'gj_content_key', key: ['id'], column: 'sealed' },
  { table: 'gj_content', key: ['id'], column: 'sealed_key' },
  { table: 'gj_idempotency', key: ['principal', 'key'], column: 'response' },
  { table: 'gj_session', key: ['hash'], column: 'sealed_hint' },
  { table: 'gj_authenticator', key: ['id'], column: 'sealed_secret' },
];

/** Secrets of records, also of fields that left the model, and wherever else they are kept along. */
export async function sealedPlaces(database: Database): Promise<readonly SealedPlace[]> {
  return [...(await secretColumns(database)), ...(await columnsWithSecrets(database)), ...own];
}

/**
 * Paths of columns in which secrets stand inside of what else is kept there: of parameters, and of what is to become of
 * them.
 */
const holding: ReadonlySet<string> = new Set([
  `${parameterForm}/content`,
  `${changeSetForm}/items/content`,
  `${changeSetForm}/effects`,
]);

export function holdsSecrets({ path }: Pick<PhysicalColumn, 'path'>): boolean {
  return holding.has(path);
}

async function columnsWithSecrets(database: Database): Promise<readonly SealedPlace[]> {
  const { live } = await readPhysical(database);
  return [...live.values()]
    .filter(holdsSecrets)
    .map(({ table, name }) => ({ table, key: ['id'], column: name }));
}

async function secretColumns(database: Database): Promise<readonly SealedPlace[]> {
  const { columns } = await readPhysical(database);
  const found = await database.schema.read(database);
  return columns
    .filter(({ table, name, kept }) => kept.secret && found.get(table)?.columns.has(name.toLowerCase()))
    .map(({ table, name }) => ({ table, key: ['id'], column: name }));
}

/** Counts the secrets of records by the key that sealed them. */
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
  for (const { table, column } of await columnsWithSecrets(database)) {
    const name = quote(column);
    const head = `SUBSTR(${name}, INSTR(${name}, '"v1.') + 1, 12)`;
    const rows = await database.all<{ head: string; n: number }>(
      `SELECT ${head} AS head, COUNT(*) AS n FROM ${quote(table)} WHERE INSTR(${name}, '"v1.') > 0 GROUP BY ${head}`,
    );
    for (const { head: text, n } of rows)
      if (/^v1\.[0-9a-f]{8}\.$/.test(text))
        counts.set(sealedWith(text), (counts.get(sealedWith(text)) ?? 0) + Number(n));
  }
  return counts;
}
