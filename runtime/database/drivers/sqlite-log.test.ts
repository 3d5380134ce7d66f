import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
const megabyte = 1024 * 1024;

it.each(['full', 'normal'] as const)(
  'the log of a file is cut once nobody reads what is in it any more: %s',
  async (synchronous) => {
    const file = join(folder, `${synchronous}.db`);
    const database = openSqlite(file, { synchronous });
    const size = () => statSync(`${file}-wal`).size / megabyte;
    await database.run('CREATE TABLE notes (id INTEGER PRIMARY KEY, said TEXT)');
    const write = async (times: number) => {
      for (let at = 0; at < times; at += 1)
        await database.run('INSERT INTO notes (said) VALUES (?)', ['x'.repeat(megabyte)]);
    };
    // Whoever reads for long keeps all that is written meanwhile.
    const reader = new Sqlite(file, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT COUNT(*) FROM notes').get();
    await write(24);
    expect(size()).toBeGreaterThan(23);
    reader.exec('COMMIT');
    reader.close();
    await write(8);
    expect(size()).toBeLessThan(17);
    expect(await database.all('SELECT COUNT(*) AS n FROM notes')).toEqual([{ n: 32 }]);
    await database.close();
  },
);

it('a log that grows is taken into its file again and again, whoever writes', async () => {
  const file = join(folder, 'busy.db');
  const database = openSqlite(file);
  await database.run('CREATE TABLE notes (id INTEGER PRIMARY KEY, said TEXT)');
  const insert = ['INSERT INTO notes (said) VALUES (?)', ['x'.repeat(megabyte / 4)]] as const;
  const sizes: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    // Some by themselves and some in a transaction, several at once.
    await Promise.all([
      database.run(...insert),
      database.transaction((tx) => tx.run(...insert)),
      database.run(...insert),
    ]);
    sizes.push(statSync(`${file}-wal`).size / megabyte);
  }
  expect(Math.max(...sizes)).toBeLessThan(8);
  expect(await database.all('SELECT COUNT(*) AS n FROM notes')).toEqual([{ n: 180 }]);
  await database.close();
  const kept = new Sqlite(file, { readonly: true });
  expect(kept.prepare('SELECT COUNT(*) AS n FROM notes').get()).toEqual({ n: 180 });
  kept.close();
});
