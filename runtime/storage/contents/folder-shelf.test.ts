import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openFolderShelf } from './folder-shelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'guiju-shelf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const shelf = openFolderShelf(folder);

it('a process that is killed while it writes leaves nothing under the name, and its rest is taken away', async () => {
  const script = `
    import { openFolderShelf } from ${JSON.stringify(join(import.meta.dirname, 'folder-shelf.ts'))};
    const bytes = (async function* () {
      yield Buffer.alloc(100_000, 1);
      process.stdout.write('half');
      await new Promise(() => setInterval(() => {}, 1_000));
    })();
    await openFolderShelf(${JSON.stringify(folder)}).write('object-killed', bytes);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await shelf.size('object-killed')).toBe(null);
  expect(readdirSync(join(folder, 'unfinished'))).toHaveLength(1);
  await shelf.tidy(Date.now() - 60_000);
  expect(readdirSync(join(folder, 'unfinished'))).toHaveLength(1);
  await shelf.tidy(Date.now() + 1_000);
  expect(readdirSync(join(folder, 'unfinished'))).toEqual([]);
});

it('what others write is left alone while it is young', async () => {
  mkdirSync(join(folder, 'unfinished'), { recursive: true });
  for (const name of ['young', 'old']) writeFileSync(join(folder, 'unfinished', name), '');
  utimesSync(join(folder, 'unfinished', 'old'), 1, 1);
  await shelf.tidy(Date.now() - 60_000);
  expect(readdirSync(join(folder, 'unfinished'))).toEqual(['young']);
});

it('two that write under one name at once leave one of them whole', async () => {
  const bytes = async function* (fill: number) {
    for (let part = 0; part < 50; part += 1) yield Buffer.alloc(1_000, fill);
  };
  await Promise.all([shelf.write('object-both', bytes(1)), shelf.write('object-both', bytes(2))]);
  const parts: Buffer[] = [];
  for await (const some of shelf.read('object-both', { from: 0, before: 50_000 }))
    parts.push(Buffer.from(some));
  expect(new Set(Buffer.concat(parts)).size).toBe(1);
});
