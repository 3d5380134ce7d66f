import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sentence } from '../common/messages/index.ts';
import { notePackage, openTestNode } from '../server/test-node.suite.ts';

const boot = fileURLToPath(new URL('../../boot.mjs', import.meta.url));
const story = { name: 'story', kind: 'multiline', length: 20_000, label: { zh: 'story', en: 'story' } };
const mounted = 'mount -t tmpfs -o size="$0" none "$1" && shift && exec "$@"';
/** A disk of its own for one command, where a user may have that. */
const small = (size: string, folder: string, command: readonly string[], env: Record<string, string> = {}) =>
  spawnSync('sh', ['-c', 'exec unshare -rm sh -c "$@"', 'sh', mounted, size, folder, ...command], {
    env: { ...process.env, GUIJU_SECRET: '07'.repeat(32), LANG: 'en_US.UTF-8', ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });

describe('a disk without room', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-full-'));
  const [disk, home] = [join(folder, 'disk'), join(folder, 'home')];
  const archive = join(folder, 'whole.gz');
  const guiju = (...words: string[]) => [process.execPath, boot, ...words];
  const full = sentence('storage-full', {}, 'en', new Map());
  mkdirSync(disk);
  const isPossible = small('1m', disk, ['true']).status === 0;

  beforeAll(async () => {
    if (!isPossible) return;
    mkdirSync(home);
    const node = await openTestNode(`sqlite://${join(home, 'guiju.db')}`);
    await node.publish([notePackage([story])]);
    for (let at = 0; at < 20; at++) {
      const text = Array.from({ length: 1_500 }, (_, n) => `${(at * 7919 + n * 104_729) % 99_991}`).join(' ');
      await node.ask('POST', '/api/forms/note/records', { number: `${at}`, story: text });
    }
    await node.close();
    const made = spawnSync(process.execPath, [boot, 'backup', archive], {
      env: { ...process.env, GUIJU_HOME: home, GUIJU_SECRET: '07'.repeat(32) },
      encoding: 'utf8',
    });
    expect(made.stderr + made.stdout).toContain(archive);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.runIf(isPossible).each<[string, string, string[], Record<string, string>, RegExp | string]>([
    ['for the first start', '200k', guiju('start', '--port', '0'), { GUIJU_HOME: disk }, full],
    [
      'for a backup',
      '40k',
      guiju('backup', join(disk, 'b.gz')),
      { GUIJU_HOME: home },
      /disk is full|storage is full/i,
    ],
    ['for a restore', '600k', guiju('restore', archive), { GUIJU_HOME: disk }, full],
    ['for any other command', '4k', guiju('key', 'adopt', '--yes'), { GUIJU_HOME: disk }, /full/],
  ])(
    '%s is told in one sentence',
    (_sentence, size, command, env, said) => {
      const { status, stderr, stdout } = small(size, disk, command, env);
      expect(status, stdout).not.toBe(0);
      const found = stderr.split('\n').filter((line) => line.trim() !== '' && !/^ {2}[\d,]+ \/ /.test(line));
      expect(found.join('\n')).toMatch(said);
      expect(found).toHaveLength(1);
    },
    60_000,
  );
});
