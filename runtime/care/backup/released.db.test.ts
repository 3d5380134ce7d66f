import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createVault } from '../../common/vault.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { archiveFormat, incrementFormat } from './archive.ts';
import { restore } from './restore.ts';

/** Archives as each format was written when it was released, never made anew; a new format brings its own. */
const released = join(import.meta.dirname, 'released');

describeOnDatabases('a backup as it was written when its format was new', (under) => {
  it.each<[string, readonly (readonly [string, string])[]]>([
    [
      '1',
      [
        ['1', 'note 1'],
        ['2', 'note 2'],
        ['3', 'note 3'],
      ],
    ],
    [
      '2',
      [
        ['1', 'changed'],
        ['3', 'note 3'],
        ['4', 'note 4'],
      ],
    ],
  ])('is restored and served, of format %s', { timeout: 60_000 }, async (format, notes) => {
    const folder = join(released, format);
    const chain = readdirSync(folder)
      .sort()
      .map((name) => join(folder, name))
      .sort((a, b) => a.length - b.length);
    const { url } = await under.fresh();
    const database = await openDatabase(url, tmpdir());
    const vault = createVault(new Uint8Array(32).fill(7));
    const { sealing } = await restore(database, chain, {
      edition: standardEdition('0.1.0'),
      node: 'test',
      vault,
    });
    expect(sealing).toBe('right');
    await database.close();
    const node = await openTestNode(url);
    try {
      const path = '/api/forms/note/records?limit=10&sort=number&fields=number,title,price,lines';
      const { body } = await node.ask('GET', path);
      const items = body['items'] as readonly JsonObject[];
      expect(items.map(({ number, title }) => [number, title])).toEqual(notes);
      expect(items.find(({ number }) => number === '3')).toMatchObject({
        price: '1.5',
        lines: [{ text: 'line 3' }],
      });
      const made = await node.ask('POST', '/api/forms/note/records', { number: '9', title: 'new' });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
    } finally {
      await node.close();
    }
  });

  it('is there of every format', () => {
    expect(readdirSync(released).sort()).toEqual([archiveFormat, incrementFormat].map(String));
  });
});
