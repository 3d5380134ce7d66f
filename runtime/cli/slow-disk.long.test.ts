import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDiskLog } from '../../workshop/powercut/disk-log.ts';
import { buildDiskLog } from '../../workshop/services/disk-log.ts';
import { StartedServer } from './started-server.suite.ts';

/** Milliseconds that the disk takes for whatever it confirms. */
const slow = 200;
const records = '/api/forms/customer/records';

describe(`a server whose disk takes ${slow} ms to confirm what is written`, () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'guiju-slow-')));
  const [home, log] = [join(folder, 'home'), join(folder, 'disk.log')];
  const quick = { GUIJU_HOME: home, GUIJU_SECRET: '07'.repeat(32) };
  let server: StartedServer;

  beforeAll(async () => {
    // What a first start writes is another matter.
    server = await StartedServer.start(quick);
    await server.end('SIGTERM');
    const library = await buildDiskLog();
    const disk = { LD_PRELOAD: library, POWERCUT_ROOT: home, POWERCUT_LOG: log, POWERCUT_SLOW: String(slow) };
    server = await StartedServer.start({ ...quick, ...disk });
    await server.signIn();
  }, 120_000);
  afterAll(async () => {
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  const confirmed = () => [...readDiskLog(log)].filter(([{ did }]) => did === 'synced').length;
  const make = (number: string) => server.ask('POST', records, { number, name: `慢 ${number}` });
  const several = (count: number, name: string) => Array.from({ length: count }, (_, at) => `${name}${at}`);
  const found = async (q: string) =>
    (await server.right('GET', `${records}?view=manage&count=true&q=${q}`)).body['total'];

  it('does what many ask at once, and has it confirmed for many at once', async () => {
    const before = confirmed();
    const answers = await Promise.all([
      ...several(100, 'S').map(make),
      ...several(20, '').map(() => server.ask('GET', `${records}?view=manage&limit=50`)),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201]));
    expect(confirmed() - before).toBeLessThan(30);
    expect(await found('S')).toBe(100);
  }, 120_000);

  it('imports, and answers whoever asks meanwhile', async () => {
    const lines = several(2_000, 'I').map((number) => `${number},慢 ${number}`);
    const job = await server.right(
      'POST',
      '/api/forms/customer/import',
      ['number,name', ...lines].join('\n'),
    );
    const state = async () => (await server.ask('GET', `/api/jobs/${String(job.body['id'])}`)).body['status'];
    await expect.poll(state, { timeout: 200_000, interval: 300 }).toBe('done');
    expect(await found('I')).toBe(2_000);
  }, 240_000);

  it('ends when it is told to, has what it answered for, and nothing that it refused', async () => {
    const names = several(60, 'E');
    const asked = names.map((number) =>
      make(number).then(
        ({ status }) => status,
        () => null,
      ),
    );
    await Promise.race(asked);
    expect(await server.end('SIGTERM')).toBe(0);
    const answers = await Promise.all(asked);
    server = await StartedServer.start(quick);
    await server.signIn();
    const kept = await Promise.all(
      names.map(async (number) => {
        const { body } = await server.right('GET', `${records}?view=manage&count=true&number=${number}`);
        return body['total'] === 1;
      }),
    );
    const broken = names.filter((_, at) => answers[at] !== null && kept[at] !== (answers[at] === 201));
    expect(broken).toEqual([]);
    expect(answers).toContain(201);
    expect(server.complaint).toBe('');
  }, 120_000);
});
