import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLog } from '../config/log.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { migrate } from '../database/migrate.ts';
import { reportNode } from '../storage/tables/nodes.ts';
import { tellBeside } from './tell-beside.ts';

it('a second server on SQLite data tells of the first, and none tells of itself', async () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-beside-'));
  const database = await openDatabase(undefined, home);
  await migrate(database, 'test');
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const tell = (nodeName: string) => tellBeside({ database, nodeName }, { home: '/data' }, log);
  await tell('one:80');
  await reportNode(database, { id: 'a', name: 'one:80', startedAt: 1, model: 0 });
  await tell('one:80');
  expect(lines).toEqual([]);
  await tell('one:81');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', home: '/data', others: ['one:80'], msg: expect.stringContaining('same SQLite data') },
  ]);
  await database.close();
  rmSync(home, { recursive: true, force: true });
});
