import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createVault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { createContents } from './contents.ts';
import type { FilesRoom } from './files-room.ts';
import { shelves, type TestShelf } from './shelves.suite.ts';

const megabyte = 1024 * 1024;

describeOnDatabases('room for files', (under) => {
  let database: Database;
  let place: TestShelf;
  beforeAll(async () => {
    database = await openMigrated(under.url);
    place = await (shelves['a folder'] ?? expect.fail)();
  });
  afterAll(async () => {
    await database.close();
    await place.close();
  });

  const outcome = async (room: FilesRoom, size: number, owner: string, org: string) => {
    const vault = createVault(new Uint8Array(32).fill(7));
    const parts = { database, shelf: place.shelf, vault, newId: randomUUID, clock: Date.now, room };
    const asked = { name: 'a', size: size * megabyte, form: 'f', field: 'x', owner, org, sealed: false };
    return createContents(parts)
      .begin(asked)
      .then(
        () => 'begun',
        (error: { code: string; params: object }) => ({ code: error.code, ...error.params }),
      );
  };

  it.each([
    ['one person', { person: 10 * megabyte }, 'you'],
    ['one organisation', { organisation: 10 * megabyte }, 'the organisation'],
    ['all together', { all: 10 * megabyte }, 'the whole system'],
  ] as const)('ends for %s, told before anything comes', async (_, room, whose) => {
    await database.run('DELETE FROM gj_file');
    const [owner, org] = [randomUUID(), randomUUID()];
    expect(await outcome(room, 6, owner, org)).toBe('begun');
    expect(await outcome(room, 4, owner, org)).toBe('begun');
    expect(await outcome(room, 1, owner, org)).toMatchObject({
      code: 'files-full',
      used: 10,
      limit: 10,
      whose: { en: whose },
    });
    const others = await outcome(room, 1, randomUUID(), randomUUID());
    expect(others === 'begun').toBe(!('all' in room));
  });
});
