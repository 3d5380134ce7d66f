import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection } from 'mysql2/promise';
import { mariadbUrl } from './mariadb.ts';

/** Databases of one kind that are begun as copies of one another. */
export interface PreparedDatabases {
  /** Answers whether the database at this address is one of these, and nothing was put into it yet. */
  isEmpty(url: string): Promise<boolean>;
  /**
   * Puts into an empty database what one has that goes by this name, which `make` fills where nobody in this run did.
   */
  copy(url: string, name: string, make: (url: string) => Promise<void>): Promise<void>;
}

const scheme = 'sqlite://';
const prefix = `guiju_prepared_${process.env['GUIJU_RUN'] ?? process.pid}`;
const folder = () => join(tmpdir(), prefix);
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 16);

const sqlite: PreparedDatabases = {
  async isEmpty(url) {
    return !existsSync(url.slice(scheme.length));
  },
  async copy(url, name, make) {
    const file = join(folder(), `${hashOf(name)}.db`);
    if (!existsSync(file)) {
      mkdirSync(folder(), { recursive: true });
      const own = join(folder(), `${hashOf(name)}-${process.pid}.db`);
      await make(`${scheme}${own}`);
      renameSync(own, file);
    }
    copyFileSync(file, url.slice(scheme.length));
  },
};

/** The statements that copy a database of MariaDB into the one that a connection uses, by its name. */
const scripts = new Map<string, Promise<string>>();

const mariadb: PreparedDatabases = {
  async isEmpty(url) {
    // A server that is reached through another door has more to it than the database.
    if (!URL.canParse(url) || new URL(url).host !== mariadbUrl().host) return false;
    return connected(url, async (connection) => (await tablesOf(connection)).length === 0);
  },
  async copy(url, name, make) {
    const database = `${prefix}_${hashOf(name)}`;
    const script = scripts.get(database) ?? scriptOf(database, make);
    scripts.set(database, script);
    const statements = await script;
    await connected(url, (connection) => connection.query(statements));
  },
};

export function preparedDatabasesFor(url: string): PreparedDatabases {
  return url.startsWith(scheme) ? sqlite : mariadb;
}

/** Takes away what this run has prepared. */
export async function dropPrepared(): Promise<void> {
  rmSync(folder(), { recursive: true, force: true });
  await connected(mariadbUrl().href, async (connection) => {
    const [rows] = await connection.query('SHOW DATABASES LIKE ?', [`${prefix.replaceAll('_', '\\_')}\\_%`]);
    for (const database of (rows as object[]).flatMap((row) => Object.values(row)))
      await connection.query(`DROP DATABASE ${String(database)}`);
  }).catch(() => {
    // A server that is not there has no prepared databases.
  });
}

/** One process of a run makes a database while the others wait for it. */
async function scriptOf(database: string, make: (url: string) => Promise<void>): Promise<string> {
  return connected(mariadbUrl().href, async (connection) => {
    await connection.query('SELECT GET_LOCK(?, 120)', [database]);
    const [there] = await connection.query('SHOW DATABASES LIKE ?', [database.replaceAll('_', '\\_')]);
    if ((there as object[]).length === 0) {
      await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
      const url = mariadbUrl();
      url.pathname = `/${database}`;
      try {
        await make(url.href);
      } catch (error) {
        await connection.query(`DROP DATABASE ${database}`);
        throw error;
      }
    }
    await connection.query(`USE ${database}`);
    const tables = await tablesOf(connection);
    const filled = tables.map(
      (table) => `SELECT '${table}' AS name FROM DUAL WHERE EXISTS (SELECT 1 FROM \`${table}\`)`,
    );
    const [rows] = await connection.query(filled.join(' UNION ALL '));
    // A column that is computed takes no value, and whoever gives it one is only warned without a mode.
    return [
      "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO'",
      ...tables.map((table) => `CREATE TABLE \`${table}\` LIKE ${database}.\`${table}\``),
      ...(rows as { name: string }[]).map(
        ({ name }) => `INSERT INTO \`${name}\` SELECT * FROM ${database}.\`${name}\``,
      ),
    ].join(';\n');
  });
}

async function tablesOf(connection: Connection): Promise<readonly string[]> {
  const [rows] = await connection.query('SHOW TABLES');
  return (rows as object[]).flatMap((row) => Object.values(row).map(String));
}

async function connected<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection({ uri: url, multipleStatements: true });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
