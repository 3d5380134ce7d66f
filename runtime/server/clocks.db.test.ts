import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { cli } from '../cli/captured-terminal.suite.ts';
import { createLog } from '../config/log.ts';
import { asTimePasses } from '../work/background/run-in-background.ts';
import { adminPassword, notePackage, openTestNode, type TestNode } from './test-node.suite.ts';

const records = '/api/forms/note/records';
const second = 1_000;
const hour = 3_600 * second;

describeOnDatabases('nodes whose clocks are apart', (under) => {
  /** By how much the clock of one of them is ahead of the other one's and of the database's. */
  let ahead = 10 * second;
  /** By how much all of them were put forward. */
  let skipped = 0;
  let fast: TestNode;
  let slow: TestNode;
  const log: string[] = [];
  let at = 0;
  const fresh = () => `n${at++}`;
  const now = () => Date.now() + skipped;

  beforeAll(async () => {
    const clock = () => now() + ahead;
    fast = await openTestNode(under.url, {
      clock,
      databaseClock: now,
      log: createLog('info', { write: (line) => void log.push(line) }),
    });
    slow = await openTestNode(under.url, { clock: now, databaseClock: now });
    await fast.publish([notePackage([])]);
    await slow.tenant.follow();
  });
  afterAll(async () => {
    await Promise.all([fast.close(), slow.close()]);
  });

  describe.each([
    ['10 s', 10 * second],
    ['an hour', hour],
    ['an hour the other way', -hour],
  ])('by %s', (_, apart) => {
    beforeAll(async () => {
      ahead = apart;
      await fast.setClock();
    });

    it('answer the same of a key, whichever is asked first, for its whole day', async () => {
      for (const [first, second_] of [
        [fast, slow],
        [slow, fast],
      ] as const) {
        const sent = { 'idempotency-key': fresh() };
        const made = await first.ask('POST', records, { number: sent['idempotency-key'] }, sent);
        expect(made.status).toBe(201);
        for (const asked of [second_, first, second_]) {
          const again = await asked.ask('POST', records, { number: sent['idempotency-key'] }, sent);
          expect([again.status, again.body['id']]).toEqual([201, made.body['id']]);
        }
      }
    });

    it('do not take up what the other one is working on, nor sweep what it has answered', async () => {
      const { database } = slow.tenant;
      const key = fresh();
      const made = await slow.ask('POST', records, { number: key }, { 'idempotency-key': key });
      for (const other of [fast, slow]) {
        await other.ask('POST', records, { number: fresh() }, { 'idempotency-key': fresh() });
        const [row] = await database.all<{ n: number }>(
          `SELECT COUNT(*) AS n FROM gj_idempotency WHERE ${database.dialect.quote('key')} IN (?, ?)`,
          [key, `${key} 0`],
        );
        expect(Number(row?.n)).toBe(2);
      }
      expect(made.status).toBe(201);
    });

    it('take up what somebody was working on while the database’s clock was ahead, and who is gone', async () => {
      const { database } = slow.tenant;
      const column = database.dialect.quote('key');
      for (const node of [fast, slow])
        for (const [lasts, status] of [
          [10 * second, 422],
          [hour, 201],
          [24 * hour, 201],
        ] as const) {
          const known = fresh();
          await node.ask('POST', records, { number: known }, { 'idempotency-key': known });
          const key = fresh();
          // As somebody left it who asked for something else with it.
          await database.run(
            `INSERT INTO gj_idempotency (principal, ${column}, hash, status, expires_at)
              SELECT principal, ?, hash, 1, ${database.dialect.now} + ? FROM gj_idempotency WHERE ${column} = ?`,
            [key, lasts, known],
          );
          const asked = await node.ask('POST', records, { number: key }, { 'idempotency-key': key });
          expect(asked.status).toBe(status);
        }
    });

    it('commit at instants that rise, by the database’s clock', async () => {
      const before = now();
      for (const node of [slow, fast, slow, fast, slow])
        expect((await node.ask('POST', records, { number: fresh() })).status).toBe(201);
      const after = now();
      const rows = await slow.tenant.database.all<{ at: number }>(
        'SELECT at FROM gj_commit ORDER BY last_revision DESC LIMIT 5',
      );
      const instants = rows.map((row) => Number(row.at)).reverse();
      expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
      expect(instants[0]).toBeGreaterThanOrEqual(before - 5);
      expect(instants.at(-1)).toBeLessThanOrEqual(after + 5);
    });

    it('call the same time now, and stamp records with it', async () => {
      const [one, other] = await Promise.all([fast, slow].map((node) => node.ask('GET', '/api/now')));
      const instant = (answer = one) => Date.parse(String(answer?.body['instant']));
      expect(Math.abs(instant(one) - instant(other))).toBeLessThan(2 * second);
      const { body } = await fast.ask('POST', records, { number: fresh() });
      expect(Math.abs(Date.parse(String(body['createdAt'])) - now())).toBeLessThan(2 * second);
    });

    it('let whoever signed in at one of them in at the other one, as long as he may', async () => {
      for (const [one, other] of [
        [fast, slow],
        [slow, fast],
      ] as const) {
        const signed = await one.ask('POST', '/api/session', { user: 'admin', password: adminPassword });
        const authorization = `Bearer ${String(signed.body['token'])}`;
        const status = async () =>
          (await other.node.app.request('/api/session', { headers: { authorization } })).status;
        const { body } = await one.ask('GET', '/api/session', undefined, { authorization });
        const left = Date.parse(String(body['expires'])) - now();
        expect(await status()).toBe(200);
        const before = skipped;
        skipped += left - 3 * second;
        expect(await status()).toBe(200);
        skipped = before;
      }
    });
  });

  it('are told: in the log once, among the metrics, and no node is unready for it', async () => {
    ahead = 10 * second;
    await fast.setClock();
    const logged = (words: string) => log.filter((line) => line.includes(words)).length;
    await expect.poll(() => logged("apart from the database's"), { timeout: 10_000 }).toBe(1);
    const metrics = await (await fast.raw('GET', '/metrics')).text();
    const [, seconds] = /^guiju_clock_ahead_seconds (\S+)$/m.exec(metrics) ?? [];
    expect(Math.abs(Number(seconds) - 10)).toBeLessThan(1);
    expect((await fast.ask('GET', '/readyz')).status).toBe(200);
    ahead = 0;
    await expect.poll(() => logged('is right again'), { timeout: 10_000 }).toBe(1);
    expect(logged("apart from the database's")).toBe(1);
  });
});

/** Nodes of a cluster whose members have a clock each; the machines of the nodes agree with their members. */
describeOnDatabases('nodes that work with members whose clocks are apart', (under) => {
  const isFile = under.name === 'sqlite';
  const quickly = { timeout: 20_000, interval: 50 };
  /** By how much the clock of one member is ahead of the other one's. */
  let ahead = 0;
  let home: string;
  let one: TestNode;
  let other: TestNode;
  const logs: readonly string[][] = [[], []];
  const linesOf = (log: readonly string[] = [], words = 'apart from that of another') =>
    log
      .filter((line) => line.includes(words))
      .map((line) => JSON.parse(line) as { node: string; ahead: number });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-clocks-'));
    const [first, second] = await Promise.all(
      logs.map((lines, at) => {
        const clock = () => Date.now() + (at === 0 ? ahead : 0);
        return openTestNode(under.url, {
          name: `node-${at}`,
          clock,
          databaseClock: clock,
          log: createLog('info', { write: (line) => void lines.push(line) }),
          // Work that is due every two seconds comes twenty times as often.
          wait: (milliseconds, stopping) => asTimePasses(milliseconds / 20, stopping),
        });
      }),
    );
    if (!first || !second) throw new Error('there are two of them');
    [one, other] = [first, second];
    await one.publish([notePackage([])]);
    await other.tenant.follow();
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await rm(home, { recursive: true, force: true });
  });

  /** Reads a number of the page of health, in seconds. */
  async function metric(node: TestNode, name: string): Promise<number | undefined> {
    const text = await (await node.raw('GET', '/metrics')).text();
    const [, value] = new RegExp(`^${name} (\\S+)$`, 'm').exec(text) ?? [];
    return value === undefined ? undefined : Math.round(Number(value));
  }
  const aheadOf = (node: TestNode, of: TestNode) =>
    metric(
      node,
      `guiju_node_clock_ahead_seconds\\{node="node-${of === one ? 0 : 1}[^"]*",id="${of.tenant.node}"\\}`,
    );

  async function doctor(): Promise<readonly string[]> {
    const place = isFile
      ? { GUIJU_HOME: dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) }
      : { GUIJU_HOME: home, DATABASE_URL: under.url };
    const environment = { ...place, GUIJU_SECRET: '07'.repeat(32) };
    const answers = await Promise.all(
      ['zh_CN.UTF-8', 'en_US.UTF-8'].map((LANG) =>
        cli(['doctor', '--json'], { environment: { ...environment, LANG } }),
      ),
    );
    const [zh = [], en = []] = answers.map(({ json }) =>
      ((json as JsonObject)['findings'] as { code: string; message: string }[])
        .filter(({ code }) => /^doctor-(node-clock|commits)/.test(code))
        .map(({ code, message }) => {
          expect(message).not.toMatch(/\{\w+|undefined|^doctor-/);
          return `${code} ${message.includes(one.tenant.nodeName) ? 'one' : ''}`.trim();
        }),
    );
    expect(en).toEqual(zh);
    return en;
  }

  it('are told nothing as long as they agree', async () => {
    await expect.poll(() => aheadOf(one, other), quickly).toBe(0);
    await expect.poll(() => aheadOf(other, one), quickly).toBe(0);
    expect((await one.ask('POST', records, { number: 'agreed' })).status).toBe(201);
    expect(logs.flatMap((log) => linesOf(log))).toEqual([]);
    expect(await doctor()).toEqual([]);
  });

  it.each([
    ['behind', -10, 'doctor-node-clock-slow one'],
    ['ahead', 10, 'doctor-node-clock-fast one'],
  ])(
    'are told that one is %s: in both logs once, among the metrics, by the doctor',
    async (_, apart, found) => {
      ahead = 0;
      await expect.poll(() => aheadOf(one, other), quickly).toBe(0);
      await expect.poll(() => aheadOf(other, one), quickly).toBe(0);
      for (const log of logs) log.length = 0;
      ahead = apart * second;
      await expect.poll(() => aheadOf(one, other), quickly).toBe(apart);
      await expect.poll(() => aheadOf(other, one), quickly).toBe(-apart);
      for (const [at, of] of [other, one].entries()) {
        await expect
          .poll(() => linesOf(logs[at]).map(({ node }) => node), quickly)
          .toEqual([of.tenant.nodeName]);
        expect(Math.abs((linesOf(logs[at])[0]?.ahead ?? 0) - (at === 0 ? apart : -apart))).toBeLessThan(2);
      }
      expect(await doctor()).toEqual([found]);
      expect((await other.ask('GET', '/readyz')).status).toBe(200);
    },
  );

  it('are told that what a fast one committed is later than it is', async () => {
    expect((await one.ask('POST', records, { number: 'fast' })).status).toBe(201);
    expect((await other.ask('POST', records, { number: 'behind it' })).status).toBe(201);
    await expect.poll(() => linesOf(logs[1], 'the newest commit is later').length, quickly).toBe(1);
    expect(await metric(other, 'guiju_commits_ahead_seconds')).toBeGreaterThan(5);
    expect(linesOf(logs[0], 'the newest commit is later')).toEqual([]);
    expect(await doctor()).toEqual(['doctor-node-clock-fast one', 'doctor-commits-ahead']);
  });

  it('are told when they agree again', async () => {
    ahead = 0;
    for (const log of logs)
      await expect.poll(() => linesOf(log, "as that of the other node's again").length, quickly).toBe(1);
    await expect.poll(() => aheadOf(other, one), quickly).toBe(0);
  });
});
