import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { expect, it } from 'vitest';
import { describeOnDatabases } from './databases.ts';

describeOnDatabases('a test database', (database) => {
  it('is empty and takes a table', async () => {
    expect(await runSql(database.url, 'create table t (id integer)')).toBe('done');
    expect(await runSql(database.url, 'create table t (id integer)')).toMatch(/exists/);
  });

  it('is nobody else’s', async () => {
    const other = await database.fresh();
    expect(other.url).not.toBe(database.url);
    expect(await runSql(other.url, 'create table t (id integer)')).toBe('done');
  });

  it('is gone after drop', async () => {
    const other = await database.fresh();
    await other.drop();
    if (other.name === 'sqlite') expect(existsSync(new URL(other.url).pathname)).toBe(false);
    else expect(await runSql(other.url, 'select 1')).toMatch(/Unknown database/);
  });
});

async function runSql(url: string, sql: string): Promise<string> {
  try {
    if (url.startsWith('sqlite:')) {
      const connection = new Database(new URL(url).pathname);
      connection.exec(sql);
      connection.close();
    } else {
      const connection = await createConnection(url);
      await connection.query(sql).finally(() => connection.end());
    }
    return 'done';
  } catch (error) {
    return String(error);
  }
}
