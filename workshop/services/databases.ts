import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe } from 'vitest';
import { mariadbUrl } from './mariadb.ts';

export type DatabaseName = 'sqlite' | 'mariadb';

/** An empty database nobody else knows; `drop` takes it away again. */
export interface TestDatabase {
  readonly name: DatabaseName;
  /** Its address as `DATABASE_URL` has it: `sqlite:///…/guiju.db` or `mysql://…/guiju_test_<hex>`. */
  readonly url: string;
  drop(): Promise<void>;
}

/** The database that a suite runs on. */
export interface DatabaseUnderTest {
  readonly name: DatabaseName;
  /** The block's own database, empty when its first test begins. Read it inside tests and hooks. */
  readonly url: string;
  /** One more empty database; dropped after the block. */
  fresh(): Promise<TestDatabase>;
}

/** The vitest project chooses: `node` runs on SQLite, `mysql` on MariaDB. */
function chosenDatabase(): DatabaseName {
  return process.env['GUIJU_TEST_DB'] === 'mysql' ? 'mariadb' : 'sqlite';
}

export function freshDatabase(name: DatabaseName = chosenDatabase()): Promise<TestDatabase> {
  return name === 'mariadb' ? freshMariadb() : freshSqlite();
}

/**
 * Runs a suite on the project's database. Put it into a `*.db.test.ts`, and it runs on both.
 *
 *     describeOnDatabases('store', (database) => {
 *       it('reads what it wrote', async () => { const db = openDatabase(database.url); … });
 *     });
 */
export function describeOnDatabases(title: string, suite: (database: DatabaseUnderTest) => void): void {
  const name = chosenDatabase();
  describe(`${title} on ${name}`, () => {
    const made: TestDatabase[] = [];
    const fresh = async () => {
      const database = await freshDatabase(name);
      made.push(database);
      return database;
    };
    beforeAll(async () => {
      await fresh();
    });
    afterAll(async () => {
      for (const database of made) await database.drop();
    });
    suite({
      name,
      fresh,
      get url() {
        const [own] = made;
        if (!own)
          throw new Error('database.url is known inside tests and hooks, not while they are declared');
        return own.url;
      },
    });
  });
}

async function freshSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'guiju-test-'));
  return {
    name: 'sqlite',
    url: `sqlite://${join(folder, 'guiju.db')}`,
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function freshMariadb(): Promise<TestDatabase> {
  const database = `guiju_test_${randomBytes(6).toString('hex')}`;
  await execute(`create database ${database} character set utf8mb4`);
  const url = mariadbUrl();
  url.pathname = `/${database}`;
  return { name: 'mariadb', url: url.href, drop: () => execute(`drop database if exists ${database}`) };
}

async function execute(sql: string): Promise<void> {
  const connection = await createConnection(mariadbUrl().href);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
