import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { openSqlite, type SqliteOptions } from './sqlite.ts';
import { openDisk, type SqliteDisk } from './sqlite-disk.ts';

/** A disk that confirms when it is told to. */
function heldDisk() {
  const waiting: PromiseWithResolvers<void>[] = [];
  const disk: SqliteDisk = {
    confirm() {
      const asked = Promise.withResolvers<void>();
      waiting.push(asked);
      return asked.promise;
    },
    close: async () => {},
  };
  return { disk, waiting };
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a file of SQLite', () => {
  let folder: string;
  let database: Database;
  let held: ReturnType<typeof heldDisk>;
  const open = (options: SqliteOptions = {}) => openSqlite(join(folder, 'some.db'), options);
  const count = async (of = database) => (await of.first<{ n: number }>('SELECT COUNT(*) AS n FROM note'))?.n;
  const insert = 'INSERT INTO note (said) VALUES (?)';

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-disk-'));
    const first = open();
    await first.run('CREATE TABLE note (id INTEGER PRIMARY KEY, said TEXT UNIQUE)');
    await first.close();
    held = heldDisk();
    database = open({ disk: held.disk });
  });
  afterEach(async () => {
    for (const asked of held.waiting) asked.resolve();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, (said: string) => Promise<unknown>]>([
    ['a statement', (said) => database.run(insert, [said])],
    ['a statement that answers rows', (said) => database.all(`${insert} RETURNING id`, [said])],
    ['a statement that answers one row', (said) => database.first(`${insert} RETURNING id`, [said])],
    ['a transaction', (said) => database.transaction((tx) => tx.run(insert, [said]))],
  ])(
    '%s is done, read and counted once the disk has confirmed it, and nobody is stopped meanwhile',
    async (_, write) => {
      let done = false;
      const before = database.commits();
      const writing = write('one').then(() => {
        done = true;
      });
      await turns();
      expect([held.waiting.length, done, await count(), database.commits()]).toEqual([1, false, 0, before]);
      const next = write('two');
      const seen = database.snapshot(async (reader) => {
        const row = await reader.first<{ n: number }>('SELECT COUNT(*) AS n FROM note');
        return row?.n;
      });
      await turns();
      // One after the other: what comes later has not begun.
      expect([held.waiting.length, await count()]).toEqual([1, 0]);
      held.waiting[0]?.resolve();
      await writing;
      await turns();
      expect([held.waiting.length, await count()]).toEqual([2, 1]);
      held.waiting[1]?.resolve();
      await next;
      // A snapshot that was asked for meanwhile has what was confirmed by then.
      expect([await count(), await seen, database.commits()]).toEqual([2, 1, (before ?? 0) + 2]);
    },
  );

  it('a disk that does not confirm leaves unknown what became of it, and whoever comes next goes on', async () => {
    const failing = [database.transaction((tx) => tx.run(insert, ['one'])), database.run(insert, ['two'])];
    const answers = failing.map((one) => one.then(String, ({ code }) => code));
    await turns();
    held.waiting[0]?.reject(new Error('EIO'));
    await turns();
    held.waiting[1]?.reject(new Error('EIO'));
    expect(await Promise.all(answers)).toEqual(['outcome-unknown', 'outcome-unknown']);
    const last = database.run(insert, ['three']);
    await turns();
    held.waiting[2]?.resolve();
    await last;
    expect(await count()).toBe(3);
  });

  it('what is refused is not asked of the disk, and hides nothing', async () => {
    const first = database.run(insert, ['one']);
    await turns();
    held.waiting[0]?.resolve();
    await first;
    const refused = [
      database.run(insert, ['one']),
      database.transaction((tx) => tx.run(insert, ['one'])),
      database.transaction(async () => {
        throw new Error('no');
      }),
    ];
    expect((await Promise.allSettled(refused)).map(({ status }) => status)).toEqual(
      Array(3).fill('rejected'),
    );
    const other = open({ synchronous: 'normal' });
    await other.run(insert, ['two']);
    await other.close();
    expect([held.waiting.length, await count()]).toEqual([1, 2]);
  });

  it('a beat of its heart, and a setting, wait for nobody', async () => {
    await database.beat(insert, ['beat']);
    await database.run('PRAGMA optimize');
    expect([held.waiting.length, await count()]).toEqual([0, 1]);
  });

  it('where somebody chose so, nothing waits for the disk', async () => {
    const other = heldDisk();
    const quick = open({ synchronous: 'normal', disk: other.disk });
    await quick.transaction((tx) => tx.run(insert, ['one']));
    expect([other.waiting.length, await count(quick)]).toEqual([0, 1]);
    await quick.close();
  });

  it('is asked by its log, which is taken into it before it grows long', async () => {
    let asked = 0;
    const own = openDisk(join(folder, 'other.db'));
    const file = openSqlite(join(folder, 'other.db'), {
      disk: {
        confirm() {
          asked += 1;
          return own.confirm();
        },
        close: own.close,
      },
    });
    await file.run('CREATE TABLE note (id INTEGER PRIMARY KEY, said TEXT)');
    const text = 'x'.repeat(40_000);
    for (let at = 0; at < 500; at += 1) await file.transaction((tx) => tx.run(insert, [text]));
    expect([asked, await count(file)]).toEqual([501, 500]);
    expect(statSync(join(folder, 'other.db-wal')).size).toBeLessThan(5 * 1024 * 1024);
    await file.close();
  });
});
