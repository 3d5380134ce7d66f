import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import type { BackupPlan } from '../../config/backup-plan.ts';
import { openDatabase } from '../../database/drivers/open-database.ts';
import { appliedMigrations, migrate } from '../../database/migrate.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createS3Client } from '../../storage/contents/s3-client.ts';
import { openS3Server, s3User } from '../../storage/contents/shelves.suite.ts';
import { describeTables } from '../backup/describe-tables.ts';
import { countRows } from './count-rows.ts';

const hour = 3_600_000;
/** A process is begun for each. */
const limit = { timeout: 120_000 };
const inEnglish = { 'accept-language': 'en' };
const paper = { name: 'paper', kind: 'file', label: { zh: '文件', en: 'Paper' } };
const at = (text: string) => Date.parse(text);

describeOnDatabases('backups that the server makes by itself', (under) => {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-scheduled-'));
  const home = mkdtempSync(join(tmpdir(), 'guiju-home-'));
  let now = at('2026-11-20T01:00:00+08:00');
  let [a, b]: TestNode[] = [];
  const plan: BackupPlan = {
    place: { folder },
    times: { at: '02:30:00' },
    kept: { last: 2, days: 3, weeks: 0, months: 0 },
    trialDays: 30,
  };
  /** What goes on behind nodes rests after its first run. */
  const wait = (_: number, stopping: AbortSignal) =>
    new Promise<void>((resolve) => stopping.addEventListener('abort', () => resolve()));

  const node = (one: TestNode | undefined): TestNode => {
    if (!one) throw new Error('no node');
    return one;
  };
  const state = async (one = a) => {
    const { status, body } = await node(one).ask('GET', '/api/backups', undefined, inEnglish);
    expect(status, JSON.stringify(body)).toBe(200);
    return body['backups'] as JsonObject;
  };
  const archives = async () => {
    const { status, body } = await node(a).ask('GET', '/api/backups/archives');
    expect(status, JSON.stringify(body)).toBe(200);
    return body['items'] as readonly JsonObject[];
  };
  const inbox = async () => {
    const { body } = await node(a).ask('GET', '/api/inbox', undefined, inEnglish);
    const items = body['items'] as readonly JsonObject[];
    return items.filter(({ id }) => String(id).startsWith('backup.'));
  };
  const trail = async (action: string) => {
    const { body } = await node(a).ask('GET', `/api/audit?action=${action}&limit=100`);
    return body['items'] as readonly JsonObject[];
  };
  const metrics = async () => {
    const text = await (await node(a).raw('GET', '/metrics')).text();
    return text.match(/^guiju_backup_.*$/gm)?.join('\n');
  };
  const both = () => Promise.all([a, b].map((one) => node(one).node.run('backups')));
  const turn = () => node(a).node.run('backups');
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };

  beforeAll(async () => {
    const options = { clock: () => now, home, backups: plan, wait };
    a = await openTestNode(under.url, { ...options, name: 'a' });
    b = await openTestNode(under.url, { ...options, name: 'b' });
    const field = { name: 'title', kind: 'text', length: 40, label: { zh: '标题', en: 'Title' } };
    await node(a).publish([notePackage([field])]);
    for (const number of ['1', '2', '3'])
      await node(a).ask('POST', '/api/forms/note/records', { number, title: `note ${number}` });
    await both();
  }, 120_000);
  afterAll(async () => {
    await a?.close();
    await b?.close();
    for (const one of [folder, home]) rmSync(one, { recursive: true, force: true });
  });

  it(
    'are first made at once, read whole and restored on trial, which everybody may see who administers',
    limit,
    async () => {
      expect(await state()).toMatchObject({
        place: folder,
        running: false,
        late: false,
        next: new Date(at('2026-11-20T02:30:00+08:00')).toISOString(),
        last: { archive: 'guiju-2026-11-19t170000z.gz', at: '2026-11-19T17:00:00.000Z', missingFiles: 0 },
        failure: null,
        trial: { passed: { archive: 'guiju-2026-11-19t170000z.gz' }, failure: null },
      });
      expect(await state(b)).toEqual(await state(a));
      const [only, ...others] = await archives();
      expect(only).toMatchObject({ name: 'guiju-2026-11-19t170000z.gz' });
      expect(others).toEqual([]);
      expect(await trail('backup-made')).toHaveLength(1);
    },
  );

  it('are made when they are due and not before, by one of several nodes', limit, async () => {
    pass(1.4 * hour);
    await both();
    expect(await trail('backup-made')).toHaveLength(1);
    pass(0.2 * hour);
    await both();
    expect(await trail('backup-made')).toHaveLength(2);
    expect(await archives()).toHaveLength(2);
  });

  it('are kept as was said, and what was never one of them stays', limit, async () => {
    writeFileSync(join(folder, 'guiju.gz'), 'by hand');
    for (let days = 0; days < 4; days += 1) {
      pass(24 * hour);
      await turn();
    }
    const names = (await archives()).map(({ name }) => String(name).slice(6, 16));
    expect(names).toEqual(['2026-11-23', '2026-11-22', '2026-11-21']);
    expect(existsSync(join(folder, 'guiju.gz'))).toBe(true);
    const [newest] = await trail('backup-made');
    expect(newest).toMatchObject({ detail: { removed: ['guiju-2026-11-20t183600z.gz'] } });
  });

  it(
    'tell administrators that the folder is missing, are tried again, and say no more of it then',
    limit,
    async () => {
      const away = `${folder}-away`;
      renameSync(folder, away);
      pass(24 * hour);
      await both();
      expect(existsSync(folder)).toBe(false);
      const text = `The backup folder ${folder} is missing. Mount its disk or create it; the server tries again automatically`;
      expect(await state()).toMatchObject({
        failure: { code: 'backup-folder-missing', message: text },
        last: { archive: 'guiju-2026-11-23t183600z.gz' },
        next: new Date(now + 5 * 60_000).toISOString(),
        late: false,
      });
      expect(await inbox()).toMatchObject([
        { kind: 'failure', title: 'The scheduled backup failed', reason: text, path: '/health' },
      ]);
      const missing = await node(a).ask('GET', '/api/backups/archives');
      expect([missing.status, missing.body['code']]).toEqual([503, 'backup-folder-missing']);
      await both();
      expect(await trail('backup-failed')).toHaveLength(1);
      pass(6 * 60_000);
      await both();
      expect(await trail('backup-failed')).toHaveLength(2);
      renameSync(away, folder);
      pass(9 * 60_000);
      await both();
      expect(await trail('backup-failed')).toHaveLength(2);
      pass(2 * 60_000);
      await both();
      expect(await state()).toMatchObject({ failure: null });
      expect(await inbox()).toEqual([]);
    },
  );

  it(
    'are late after twice the usual time, which pages, the inbox and metrics tell until one is made',
    limit,
    async () => {
      expect(await metrics()).toMatch(/^guiju_backup_interval_seconds 86400$/m);
      expect(await metrics()).toMatch(/^guiju_backup_age_seconds 0$/m);
      pass(47 * hour);
      expect(await state()).toMatchObject({ late: false });
      pass(2 * hour);
      expect(await state()).toMatchObject({ late: true, failure: null });
      expect(await inbox()).toMatchObject([{ title: 'No backup has been made for too long' }]);
      expect(await metrics()).toMatch(/^guiju_backup_age_seconds 176400$/m);
      await turn();
      expect(await state()).toMatchObject({ late: false });
      expect(await inbox()).toEqual([]);
      expect(await metrics()).toMatch(/^guiju_backup_age_seconds 0$/m);
    },
  );

  it('are made at once for an administrator who asks, under his name', limit, async () => {
    const before = (await trail('backup-made')).length;
    pass(hour);
    const asked = await node(b).ask('POST', '/api/backups');
    expect([asked.status, asked.body]).toEqual([202, { running: true }]);
    const again = await node(a).ask('POST', '/api/backups');
    expect([again.status, again.body['code']]).toEqual([409, 'backup-running']);
    expect(await state()).toMatchObject({ running: true });
    await expect.poll(() => trail('backup-made'), { timeout: 20_000 }).toHaveLength(before + 1);
    expect((await trail('backup-made'))[0]).toMatchObject({ actor: { number: 'admin' } });
  });

  /** The next time at which one is due, and so long after. */
  const dueAnd = async (minutes: number) => {
    now = Date.parse(String((await state())['next'])) + minutes * 60_000;
  };

  it('are told when one cannot be restored any more, until another one can', limit, async () => {
    await expect.poll(async () => (await state())['running'], { timeout: 20_000 }).toBe(false);
    now = at('2026-12-19T02:31:00+08:00');
    await turn();
    const { last } = (await state()) as { last: JsonObject };
    const archive = String(last['archive']);
    const bytes = readFileSync(join(folder, archive));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(join(folder, archive), bytes);
    // The first was tried thirty days before.
    now = at('2026-12-20T01:01:00+08:00');
    await both();
    expect(await trail('backup-unfit')).toHaveLength(1);
    const failure = { archive, code: 'backup-damaged' };
    expect(await state()).toMatchObject({ failure: null, trial: { failure } });
    expect(await metrics()).toMatch(/^guiju_backup_unfit 1$/m);
    const [item, ...others] = await inbox();
    expect(others).toEqual([]);
    expect(item).toMatchObject({ kind: 'failure', title: `The backup ${archive} cannot be restored` });
    expect(item?.['reason']).toContain(`The backup ${folder}/${archive} is cut off or was changed`);
    const marks = (await archives()).map(({ name, restoredAt }) => [name, restoredAt !== null]);
    expect(marks[0]).toEqual([archive, false]);
    await dueAnd(1);
    await both();
    expect(await state()).toMatchObject({ trial: { failure: null } });
    expect(await inbox()).toEqual([]);
    expect(await metrics()).toMatch(/^guiju_backup_unfit 0$/m);
  });

  itLong(
    'leave nothing that looks whole where the server ended halfway, and are made by another then',
    limit,
    async () => {
      writeFileSync(join(folder, 'guiju-2026-01-01t000000z.gz.part'), 'cut off');
      const c = await openTestNode(under.url, { clock: () => now, home, backups: plan, wait, name: 'c' });
      pass(hour);
      const made = (await trail('backup-made')).length;
      const failed = (await trail('backup-failed')).length;
      expect((await c.ask('POST', '/api/backups')).status).toBe(202);
      await c.close();
      expect(await trail('backup-made')).toHaveLength(made);
      expect(await trail('backup-failed')).toHaveLength(failed);
      await dueAnd(1);
      await both();
      expect(await trail('backup-made')).toHaveLength(made + 1);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
      for (const { verifiedAt } of await archives()) expect(verifiedAt).not.toBeNull();
    },
  );
});

describeOnDatabases('scheduled backups in a bucket', (under) => {
  let now = at('2026-11-20T01:00:00+08:00');
  let server: Awaited<ReturnType<typeof openS3Server>>;
  beforeAll(async () => {
    server = await openS3Server();
  });

  it(
    'are put there whole, read from there, thinned, and restored on trial with the files of records',
    limit,
    async () => {
      const { region, keyId, secret } = s3User;
      const bucket = { address: `${server.address}/nightly`, region, keyId, secret };
      const kept = { last: 1, days: 0, weeks: 0, months: 0 };
      const backups = { place: { bucket }, times: { hours: 6 }, kept, trialDays: 1 };
      const node = await openTestNode(under.url, { clock: () => now, backups });
      try {
        const state = async () => (await node.ask('GET', '/api/backups')).body['backups'] as JsonObject;
        const names = async () => {
          const { body } = await node.ask('GET', '/api/backups/archives');
          return (body['items'] as readonly JsonObject[]).map(({ name }) => name);
        };
        await node.publish([notePackage([paper])]);
        await bring(node);
        await node.node.run('backups');
        now += 6 * hour;
        await node.node.run('backups');
        const [last, ...others] = await names();
        expect(others).toEqual([]);
        expect(await state()).toMatchObject({
          place: bucket.address,
          last: { archive: last, files: 1, missingFiles: 0 },
          failure: null,
          trial: { failure: null },
        });
        const elsewhere = mkdtempSync(join(tmpdir(), 'guiju-elsewhere-'));
        const environment = {
          GUIJU_HOME: elsewhere,
          GUIJU_SECRET: '07'.repeat(32),
          GUIJU_BACKUP: bucket.address,
          GUIJU_BACKUP_KEY: keyId,
          GUIJU_BACKUP_SECRET: secret,
        };
        const restored = await cli(['restore', String(last), '--json'], { environment });
        expect(restored.code, restored.err).toBe(0);
        expect(restored.json).toMatchObject({ sealed: true, files: { count: 1, verified: true, lost: [] } });
        rmSync(elsewhere, { recursive: true, force: true });
        now += 6 * hour;
        await server.close();
        await node.node.run('backups');
        expect(await state()).toMatchObject({ failure: { code: 'backup-bucket' } });
      } finally {
        await node.close();
      }
    },
  );

  itLong('are not kept where what is read there is not what was written', limit, async () => {
    const behind = await openS3Server();
    const spoiling = await openSpoiling(behind.address);
    const { region, keyId, secret } = s3User;
    const bucket = { address: spoiling.address, region, keyId, secret };
    const kept = { last: 1, days: 0, weeks: 0, months: 0 };
    const { url } = await under.fresh();
    const backups = { place: { bucket }, times: { hours: 6 }, kept, trialDays: 0 };
    const node = await openTestNode(url, { clock: () => now, backups });
    try {
      await node.node.run('backups');
      const { body } = await node.ask('GET', '/api/backups');
      expect(body['backups']).toMatchObject({ last: null, failure: { code: 'backup-damaged' } });
      const listed = await node.ask('GET', '/api/backups/archives');
      expect(listed.body['items']).toEqual([]);
      spoiling.spoils = false;
      now += 6 * 60_000;
      await node.node.run('backups');
      const mended = await node.ask('GET', '/api/backups');
      expect(mended.body['backups']).toMatchObject({ last: { missingFiles: 0 }, failure: null });
      const index = await createS3Client({ ...s3User, ...bucket }).ask('PUT', 'guiju-backups.json', {
        body: 'no list',
      });
      expect(index.status).toBe(200);
      now += 7 * hour;
      await node.node.run('backups');
      const broken = await node.ask('GET', '/api/backups');
      expect(broken.body['backups']).toMatchObject({ failure: { code: 'backup-broken-off' } });
    } finally {
      await node.close();
      await spoiling.close();
      await behind.close();
    }
  });
});

describeOnDatabases('a trial of a scheduled backup', (under) => {
  itLong('finds that an archive or contents of files are gone', limit, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-tried-'));
    let now = at('2026-11-20T01:00:00+08:00');
    const kept = { last: 1, days: 0, weeks: 0, months: 0 };
    const backups = { place: { folder }, times: { hours: 168 }, kept, trialDays: 1 };
    const node = await openTestNode(under.url, { clock: () => now, backups });
    try {
      const turned = async (hours: number) => {
        now += hours * hour;
        await node.node.run('backups');
        return (await node.ask('GET', '/api/backups')).body['backups'] as JsonObject;
      };
      await node.publish([notePackage([paper])]);
      await turned(0);
      await bring(node);
      expect(await turned(168)).toMatchObject({ last: { files: 1 }, trial: { failure: null } });
      const [files, elsewhere] = [join(folder, 'backup-files'), join(folder, 'elsewhere')];
      renameSync(files, elsewhere);
      expect(await turned(24)).toMatchObject({ trial: { failure: { code: 'backup-files-missing' } } });
      renameSync(elsewhere, files);
      expect(await turned(24)).toMatchObject({ trial: { failure: null } });
      for (const name of readdirSync(folder)) if (name.endsWith('.gz')) rmSync(join(folder, name));
      expect(await turned(24)).toMatchObject({ trial: { failure: { code: 'backup-gone' } } });
    } finally {
      await node.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('finds that a table lacks a row', async () => {
    const database = await openDatabase((await under.fresh()).url, tmpdir());
    try {
      await migrate(database, 'test');
      await database.run('INSERT INTO gj_done (name, at) VALUES (?, ?)', ['one', 1]);
      const tables = await database.snapshot((reader) => describeTables(database, reader));
      const header = { migrations: await appliedMigrations(database), tables };
      expect(await countRows(database, header, 'a.gz')).toBeGreaterThan(0);
      await database.run('DELETE FROM gj_done');
      const params = { file: 'a.gz', table: 'gj_done', rows: 1, found: 0 };
      const counted = countRows(database, header, 'a.gz');
      await expect(counted).rejects.toMatchObject({ code: 'backup-rows-missing', params });
    } finally {
      await database.close();
    }
  });

  it('is not made where nobody wants backups, which whoever asks for one is told', async () => {
    const node = await openTestNode((await under.fresh()).url);
    try {
      expect((await node.ask('GET', '/api/backups')).body).toEqual({ backups: null });
      for (const [method, path] of [
        ['POST', '/api/backups'],
        ['GET', '/api/backups/archives'],
      ] as const) {
        const refused = await node.ask(method, path);
        expect([refused.status, refused.body['code']]).toEqual([409, 'backup-not-set']);
      }
    } finally {
      await node.close();
    }
  });
});

const mounted = 'mount -t tmpfs -o size=1m none "$0" && echo mounted && exec sleep 600';

describeOnDatabases('scheduled backups on a disk of their own', (under) => {
  itLong('that is full are told so, and made once there is room', limit, async ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-small-'));
    const disk = spawn('unshare', ['-rm', 'sh', '-c', mounted, folder]);
    const ended = once(disk, 'exit');
    const isMounted = await Promise.race([
      once(disk.stdout, 'data').then(() => true),
      ended.then(() => false),
    ]);
    if (!isMounted) skip('nobody may mount a disk here');
    // The disk as that process sees it.
    const seen = `/proc/${disk.pid}/root${folder}`;
    let now = at('2026-11-20T01:00:00+08:00');
    const kept = { last: 1, days: 0, weeks: 0, months: 0 };
    const backups = { place: { folder: seen }, times: { hours: 6 }, kept, trialDays: 0 };
    writeFileSync(join(seen, 'filler'), Buffer.alloc(1024 * 1024 - 4096));
    const node = await openTestNode(under.url, { clock: () => now, backups });
    try {
      await node.node.run('backups');
      const { body } = await node.ask('GET', '/api/backups');
      expect(body['backups']).toMatchObject({ last: null, failure: { code: 'backup-folder-full' } });
      expect(readdirSync(seen)).toEqual(['filler']);
      rmSync(join(seen, 'filler'));
      now += 6 * 60_000;
      await node.node.run('backups');
      const mended = await node.ask('GET', '/api/backups');
      expect(mended.body['backups']).toMatchObject({ last: { missingFiles: 0 }, failure: null });
    } finally {
      await node.close();
      disk.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** A server in front of one of S3 that changes a byte of each archive on its way out. */
async function openSpoiling(address: string) {
  const { port, pathname } = new URL(address);
  const spoiling = { spoils: true, address: '', close: async () => {} };
  const server = createServer((request, response) => {
    const { method, url: path, headers } = request;
    const passed = forward({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
      const bytes = Buffer.concat(await answer.toArray());
      const middle = bytes.length >> 1;
      if (spoiling.spoils && method === 'GET' && path?.endsWith('.gz'))
        bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      response.writeHead(answer.statusCode ?? 500, answer.headers).end(bytes);
    });
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  spoiling.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`;
  spoiling.close = async () => void server.close();
  return spoiling;
}

/** A note with a file. */
async function bring(node: TestNode): Promise<void> {
  const form = new FormData();
  form.set('record', JSON.stringify({ number: '1' }));
  form.set('paper', new Blob(['a paper'], { type: 'text/plain' }), 'paper.txt');
  const made = await node.raw('POST', '/api/forms/note/records', form);
  expect(made.status, await made.text()).toBe(201);
}
