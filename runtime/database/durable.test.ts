import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DatabaseOptions, openDatabase } from './drivers/open-database.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'guiju-durable-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

it.each<[string, DatabaseOptions, number]>([
  ['a write is answered when the disk has it', {}, 2],
  ['so it is when that is said', { synchronous: 'full' }, 2],
  ['and before, where somebody chose so', { synchronous: 'normal' }, 0],
])('%s', async (_, options, expected) => {
  let asked = 0;
  const disk = {
    async confirm() {
      asked += 1;
    },
    close: async () => {},
  };
  const database = await openDatabase(undefined, home, { ...options, disk });
  try {
    await database.run('CREATE TABLE note (id INTEGER PRIMARY KEY)');
    await database.transaction((tx) => tx.run('INSERT INTO note (id) VALUES (1)'));
    expect(asked).toBe(expected);
  } finally {
    await database.close();
  }
});
