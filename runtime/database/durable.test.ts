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

/** SQLite calls the ways a commit waits for the disk by these numbers. */
const [normal, full] = [1, 2];

it.each<[string, DatabaseOptions, number]>([
  ['a write is answered when the disk has it', {}, full],
  ['so it is when that is said', { synchronous: 'full' }, full],
  ['and before, where somebody chose so', { synchronous: 'normal' }, normal],
])('%s', async (_, options, expected) => {
  const database = await openDatabase(undefined, home, options);
  try {
    const found = await database.transaction((tx) => tx.first('PRAGMA synchronous'));
    expect(found).toEqual({ synchronous: expected });
  } finally {
    await database.close();
  }
});
