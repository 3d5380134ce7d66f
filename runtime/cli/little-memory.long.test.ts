import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartedServer } from './started-server.suite.ts';

/** Megabytes for what it keeps; of itself it keeps two thirds of that. */
const memory = 120;
const rows = 20_000;

describe(`a server with ${memory} MB of memory`, () => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-little-'));
  let server: StartedServer;

  beforeAll(async () => {
    server = await StartedServer.start({ GUIJU_HOME: home }, [`--max-old-space-size=${memory}`]);
    await server.signIn();
  }, 120_000);
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(home, { recursive: true, force: true });
  });

  const units = '/api/forms/unit';

  it('carries out or refuses whatever is asked of it at once, and goes on', {
    timeout: 600_000,
  }, async () => {
    const lines = Array.from({ length: rows }, (_, at) => `L${at},单位${at}`);
    const job = await server.ask('POST', `${units}/import`, ['number,name', ...lines].join('\n'));
    expect(job.status).toBe(202);
    const batch = (nth: number) => ({
      items: Array.from({ length: 1_000 }, (_, at) => ({
        op: 'create',
        body: { number: `B${nth}-${at}`, name: '名'.repeat(30) },
      })),
    });
    const tooLong = { items: [{ op: 'create', body: { number: 'x', name: '长'.repeat(8_000_000) } }] };
    const several = (count: number, one: (nth: number) => Promise<{ readonly status: number }>) =>
      Array.from({ length: count }, (_, nth) => one(nth));
    const answers = await Promise.all([
      ...several(8, (nth) => server.ask('POST', `${units}/batch`, batch(nth))),
      ...several(4, () => server.ask('POST', `${units}/batch`, tooLong)),
      ...several(4, () => server.ask('GET', '/openapi.json')),
      ...several(20, () => server.ask('GET', `${units}/records?view=manage&limit=500`)),
      ...several(4, () => server.ask('GET', `${units}/export?format=xlsx`)),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 413, 503].includes(status))).toEqual(
      [],
    );
    const state = async () => (await server.ask('GET', `/api/jobs/${String(job.body['id'])}`)).body['status'];
    await expect.poll(state, { timeout: 500_000, interval: 500 }).toBe('done');
    const { body } = await server.ask('GET', `${units}/records?view=manage&count=true&q=L${rows - 1}`);
    expect([body['total'], server.isRunning, server.complaint]).toEqual([1, true, '']);
  });
});
