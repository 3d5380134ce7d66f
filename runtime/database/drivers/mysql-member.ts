import type { Connection, DatabaseMember } from '../database.ts';
import { DatabaseError } from '../database-error.ts';
import { mysqlDialect } from './mysql-dialect.ts';
import { isMissingTable } from './mysql-failure.ts';

/** MariaDB compares by code point without padding under the first name, MySQL under the second. */
const collations = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'];

export function isMariadb(collation: string): boolean {
  return collation === collations[0];
}

/** The state of a server, by its own words. */
export interface MemberLook {
  /** The newest revision that it knows; where there are none yet, 0. */
  readonly revision: number;
  /** Why it takes no writes, in its own words: `read_only = ON`. Null: it takes them. */
  readonly readOnly: string | null;
}

/** Settings of MariaDB, MySQL and TiDB under which nobody, or only who may do everything, writes. */
const limiting = [
  'read_only',
  'super_read_only',
  'innodb_read_only',
  'transaction_read_only',
  'tx_read_only',
  'tidb_super_read_only',
  'tidb_restricted_read_only',
];
const galera = ['wsrep_on', 'wsrep_provider'];

/** Fails where the server cannot be worked with at all, as a member of a Galera that is not Primary. */
export async function lookAtMember(connection: Connection): Promise<MemberLook> {
  const settings = await named(connection, 'VARIABLES', [...limiting, ...galera]);
  if (isOn(settings.get('wsrep_on')) && settings.get('wsrep_provider') !== 'none')
    await inCluster(connection);
  const readOnly = whyReadOnly(settings);
  try {
    const row = await connection.first<{ value: number }>('SELECT value FROM gj_revision WHERE id = 1');
    return { revision: Number(row?.value ?? 0), readOnly };
  } catch (error) {
    if (!isMissingTable(error)) throw error;
    return { revision: 0, readOnly };
  }
}

/** Answers why nothing is written there. */
function whyReadOnly(settings: ReadonlyMap<string, string>): string | null {
  const on = limiting.filter((name) => isOn(settings.get(name)));
  return on.length === 0 ? null : said(on, settings);
}

/** One that was told to let dirty reads pass would answer them, from whatever it knew when it lost the others. */
async function inCluster(connection: Connection): Promise<void> {
  const names = ['wsrep_ready', 'wsrep_cluster_status'];
  const states = await named(connection, 'STATUS', names);
  if (!isOn(states.get('wsrep_ready'))) throw new DatabaseError('unavailable', said(names, states));
}

async function named(
  connection: Connection,
  what: 'VARIABLES' | 'STATUS',
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const list = names.map((name) => `'${name}'`).join(', ');
  const rows = await connection.all<{ Variable_name: string; Value: string }>(
    `SHOW GLOBAL ${what} WHERE Variable_name IN (${list})`,
  );
  return new Map(rows.map(({ Variable_name: name, Value }) => [name.toLowerCase(), Value]));
}

function isOn(value = 'OFF'): boolean {
  return value !== 'OFF' && value !== '0';
}

function said(names: readonly string[], values: ReadonlyMap<string, string>): string {
  return names.map((name) => `${name} = ${values.get(name) ?? ''}`).join(', ');
}

/** The same as of a `DatabaseMember`, by number. */
export type MemberState = Omit<DatabaseMember, 'name'>;

/** `wanted`: the revision that it should know. */
export function stateOf({ revision, readOnly }: MemberLook, wanted: number): Omit<MemberState, 'active'> {
  if (readOnly !== null) return { state: 'read-only', reason: readOnly };
  if (revision >= wanted) return { state: 'writable', reason: '' };
  return { state: 'behind', reason: `revision ${revision} < ${wanted}` };
}

const strict =
  'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION';

export interface SessionOptions {
  readonly collation: string;
  /** Milliseconds that a transaction which has written may stand without a statement. */
  readonly idle: number;
  /** Whether nothing may be written, also not by a user whom a read-only server lets write: it may be a replica. */
  readonly reads: boolean;
}

/**
 * A process that is paused in the midst of a transaction keeps its connection, and would keep the rows that all writes
 * need for as long. MySQL has no such limit.
 */
export async function prepareSession(
  connection: Connection,
  { collation, idle, reads }: SessionOptions,
): Promise<void> {
  const statements = [
    `SET NAMES utf8mb4 COLLATE ${collation}`,
    `SET SESSION sql_mode = '${strict}', time_zone = '+00:00', innodb_lock_wait_timeout = 10, lock_wait_timeout = 30`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    ...(isMariadb(collation) ? [`SET SESSION idle_write_transaction_timeout = ${idle / 1_000}`] : []),
    ...(reads ? ['SET SESSION TRANSACTION READ ONLY'] : []),
  ];
  await Promise.all(statements.map((sql) => connection.run(sql)));
}

/** Makes the database where it is missing and permitted; answers the collation to use. */
export async function prepareDatabase(connection: Connection, name: string): Promise<string> {
  const rows = await connection.all<{ name: string }>(
    'SELECT collation_name AS name FROM information_schema.collations WHERE collation_name IN (?, ?)',
    collations,
  );
  const collation = collations.find((wanted) => rows.some((row) => row.name === wanted));
  if (!collation)
    throw new DatabaseError('other', `the database has none of the collations ${collations.join(', ')}`);
  const known = await connection.all('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [
    name,
  ]);
  if (known.length > 0) return collation;
  const why = whyReadOnly(await named(connection, 'VARIABLES', limiting));
  if (why !== null) throw new DatabaseError('read-only', why);
  const quoted = mysqlDialect(collation).quote(name);
  await connection.run(`CREATE DATABASE IF NOT EXISTS ${quoted} CHARACTER SET utf8mb4 COLLATE ${collation}`);
  return collation;
}
