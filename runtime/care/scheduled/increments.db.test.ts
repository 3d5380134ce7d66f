import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { BackupPlan } from '../../config/backup-plan.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { openS3Server, s3User } from '../../storage/contents/shelves.suite.ts';

const hour = 3_600_000;
/** A process is begun for each archive. */
const limit = { timeout: 120_000 };
const from = Date.parse('2026-11-20T00:30:00Z');

describeOnDatabases('increments that the server makes by itself', (under) => {
  let server: Awaited<ReturnType<typeof openS3Server>>;
  const folder = mkdtempSync(join(tmpdir(), 'guiju-increments-'));
  const homes: string[] = [];
  let now = from;
  let node: TestNode;
  const plan: Omit<BackupPlan, 'place'> = {
    times: { hours: 48 },
    increments: 60,
    kept: { last: 1, days: 0, weeks: 0, months: 0, increments: 1 },
    trialDays: 1,
  };
  const ask = async (path: string) =>
    (await node.ask('GET', path, undefined, { 'accept-language': 'en' })).body;
  const state = async () => (await ask('/api/backups'))['backups'] as JsonObject;
  const items = async (path: string) => (await ask(path))['items'] as readonly JsonObject[];
  const archives = async () =>
    (await items('/api/backups/archives')).map(({ name, kind }) => [String(name), String(kind)] as const);
  const inbox = async () => (await items('/api/inbox')).filter(({ id }) => String(id).startsWith('backup.'));
  const note = async (number: string) => {
    const { status } = await node.ask('POST', '/api/forms/note/records', { number, title: `note ${number}` });
    expect(status).toBe(201);
  };
  const turn = async (hours: number) => {
    now += hours * hour;
    await node.node.run('backups');
    expect(await state()).toMatchObject({ failure: null });
  };
  /** The command line on another machine that knows the key and the place. */
  const elsewhere = (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
    const home = mkdtempSync(join(tmpdir(), 'guiju-elsewhere-'));
    homes.push(home);
    const known = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      GUIJU_BACKUP: folder,
      TZ: 'Asia/Shanghai',
    };
    return cli([...words], { environment: { ...known, LANG: 'en_US.UTF-8', ...environment } });
  };

  beforeAll(async () => {
    server = await openS3Server();
    const wait = (_: number, stopping: AbortSignal) =>
      new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));
    node = await openTestNode(under.url, { clock: () => now, backups: { ...plan, place: { folder } }, wait });
    const field = { name: 'title', kind: 'text', length: 40, label: { zh: '标题', en: 'Title' } };
    await node.publish([notePackage([field])]);
    await note('1');
    await node.node.run('backups');
  }, 120_000);
  afterAll(async () => {
    await node?.close();
    await server.close();
    for (const one of [folder, ...homes]) rmSync(one, { recursive: true, force: true });
  });

  const [first, second, third] = [
    'guiju-2026-11-20t003000z.gz',
    'guiju-2026-11-20t013000z-after-2026-11-20t003000z.gz',
    'guiju-2026-11-20t023000z-after-2026-11-20t013000z.gz',
  ] as const;

  it('stand on the archive before, by their names, and hold no more than what is new', limit, async () => {
    await note('2');
    await turn(1);
    await note('3');
    await turn(1);
    expect(await archives()).toEqual([
      [third, 'increment'],
      [second, 'increment'],
      [first, 'full'],
    ]);
    const { last } = (await state()) as { last: JsonObject };
    expect(last).toMatchObject({ archive: third, kind: 'increment' });
    expect(last['rows']).toBeLessThan(20);
    const sizes = [first, second, third].map((name) => statSync(join(folder, name)).size);
    expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) / 3);
  });

  it('are restored by name with all they stand on', limit, async () => {
    const verified = await elsewhere(['backup', '--verify', join(folder, third)]);
    expect([verified.code, verified.out]).toEqual([
      0,
      expect.stringContaining('with the 2 backups it was made on'),
    ]);
    const restored = await elsewhere(['restore', third, '--json']);
    expect([restored.code, restored.err]).toEqual([0, '']);
    expect(restored.json).toMatchObject({ sealed: true, increments: 2 });
    const byFile = await elsewhere(['restore', join(folder, second)]);
    expect([byFile.code, byFile.out]).toEqual([
      0,
      expect.stringContaining('from a full backup and 1 increment'),
    ]);
  });

  const at = (moment: string, ...more: string[]) => ['restore', '--at', moment, ...more];

  it('bring everything back as of a moment, told beforehand', limit, async () => {
    const planned = await elsewhere(at('2026-11-20T10:00', '--dry-run', '--json'));
    expect(planned.json).toMatchObject({
      moment: '2026-11-20T02:00:00.000Z',
      zone: 'Asia/Shanghai',
      archives: [first, second],
      at: '2026-11-20T01:30:00.000Z',
      lost: null,
    });
    const here = under.url.startsWith('mysql')
      ? { DATABASE_URL: under.url }
      : { GUIJU_HOME: dirname(new URL(under.url).pathname) };
    const beside = await elsewhere(at('2026-11-20T02:00Z', '--dry-run'), here);
    expect(beside.out).toContain('it comes to: 2026-11-20 09:30:00 Asia/Shanghai (2026-11-20T01:30:00.000Z)');
    expect(beside.out).toContain(`from the backups:\n  ${first}\n  ${second}\n`);
    expect(beside.out).toContain(
      'What was written here since will be lost: 1 version of a record in 1 commit.',
    );
    const restored = await elsewhere(at('2026-11-20T10:00', '--json'));
    expect([restored.code, restored.json]).toMatchObject([
      0,
      { at: '2026-11-20T01:30:00.000Z', increments: 1 },
    ]);
  });

  it.each<[string, readonly string[], Readonly<Record<string, string>>, string]>([
    ['no moment', at('tomorrow'), {}, 'restore-moment-wrong'],
    ['a moment before all of them', at('2026-11-19T10:00'), {}, 'restore-none-so-early'],
    ['a moment where no place is set', at('2026-11-20T10:00'), { GUIJU_BACKUP: '' }, 'restore-place-needed'],
  ])('are not restored as of %s', limit, async (_, words, environment, code) => {
    const refused = await elsewhere([...words, '--json'], environment);
    expect([refused.code, refused.json]).toMatchObject([1, { error: code }]);
  });

  it('are asked for by a name or a moment, not by both or neither', limit, async () => {
    for (const words of [['restore'], at('2026-11-20T10:00', third)]) {
      const refused = await elsewhere(words);
      expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('Name a backup, or a moment')]);
    }
  });

  it('are refused by name where one between is missing or another', limit, async () => {
    const away = `${folder}-away`;
    renameSync(join(folder, second), away);
    const gap = await elsewhere(['restore', third, '--json']);
    expect(gap.json).toMatchObject({ error: 'backup-chain-gap' });
    expect((await elsewhere(['restore', third])).err).toContain(
      `The increment ${third} needs the backup guiju-2026-11-20t013000z`,
    );
    copyFileSync(join(folder, third), join(folder, second));
    const foreign = await elsewhere(['restore', third, '--json']);
    expect(foreign.json).toMatchObject({ error: 'backup-chain-foreign' });
    renameSync(away, join(folder, second));
  });

  it(
    'are tried as a chain; the piece that is wrong is named, until another one is made, which is full',
    limit,
    async () => {
      const good = readFileSync(join(folder, second));
      writeFileSync(join(folder, second), good.subarray(0, 200));
      await turn(22);
      const [newest] = await archives();
      const [item, ...others] = await inbox();
      expect(others).toEqual([]);
      expect(item).toMatchObject({ title: `The backup ${newest?.[0]} cannot be restored` });
      expect(item?.['reason']).toContain(`The backup ${folder}/${second} is cut off or was changed`);
      await turn(1.5);
      expect(await inbox()).toEqual([]);
      expect(await state()).toMatchObject({ trial: { failure: null }, last: { kind: 'full' } });
    },
  );

  it('go with the full archive they stand on, when another takes its place', limit, async () => {
    const [only, ...others] = await archives();
    expect(others).toEqual([]);
    expect(only?.[1]).toBe('full');
    expect(readdirSync(folder).sort()).toEqual([only?.[0], 'guiju-newest-rows.gz']);
  });

  it(
    'become a full one where nobody knows any more what the last held, or one between is gone',
    limit,
    async () => {
      await turn(1);
      expect((await archives())[0]?.[1]).toBe('increment');
      writeFileSync(join(folder, 'guiju-newest-rows.gz'), 'spoiled');
      await turn(1);
      expect((await archives())[0]?.[1]).toBe('full');
      await turn(1);
      await turn(1);
      const [newest, between] = await archives();
      expect(newest?.[1]).toBe('increment');
      rmSync(join(folder, between?.[0] ?? ''));
      await turn(1);
      expect((await archives())[0]?.[1]).toBe('full');
      await turn(1);
      expect((await archives())[0]?.[1]).toBe('increment');
    },
  );

  it('are put into a bucket and restored from there all the same', limit, async () => {
    const { region, keyId, secret } = s3User;
    const bucket = { address: `${server.address}/hourly`, region, keyId, secret };
    const other = await openTestNode((await under.fresh()).url, {
      clock: () => now,
      backups: { ...plan, trialDays: 0, place: { bucket } },
    });
    try {
      await other.node.run('backups');
      now += hour;
      await other.node.run('backups');
      const { body } = await other.ask('GET', '/api/backups/archives');
      const [newest, ...rest] = body['items'] as readonly JsonObject[];
      expect([newest?.['kind'], rest.length]).toEqual(['increment', 1]);
      const environment = {
        GUIJU_BACKUP: bucket.address,
        GUIJU_BACKUP_KEY: keyId,
        GUIJU_BACKUP_SECRET: secret,
      };
      const restored = await elsewhere(['restore', String(newest?.['name']), '--json'], environment);
      expect([restored.err, restored.json]).toMatchObject(['', { sealed: true, increments: 1 }]);
    } finally {
      await other.close();
    }
  });
});
