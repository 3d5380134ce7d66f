import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { slotLength } from '../../common/recent-traffic.ts';
import type { Database } from '../../database/database.ts';
import { createSlowStatements } from '../../database/slow-statements.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createLayouts } from '../../storage/store/record/layouts.ts';
import { keepNodeDay } from './node-days.ts';

const hour = 3_600_000;

describeOnDatabases('how a server fares', (under) => {
  const home = mkdtempSync(join(tmpdir(), 'guiju-state-'));
  let node: TestNode;
  const start = () => openTestNode(under.url, { name: 'web-1:8787', home });
  beforeAll(async () => {
    node = await start();
    await node.publish([notePackage([])]);
  });
  afterAll(async () => {
    await node.close();
    rmSync(home, { recursive: true, force: true });
  });
  const slots = async () => (await node.ask('GET', '/api/nodes/day')).body['slots'] as readonly JsonObject[];
  const requests = async () => (await slots()).reduce((sum, slot) => sum + Number(slot['requests']), 0);
  const load = async () => {
    const { status, body } = await node.ask('GET', '/api/nodes/load');
    expect([status, body['detail'] ?? '']).toEqual([200, '']);
    return body;
  };

  it('its last day is told beyond a restart', async () => {
    for (let turn = 0; turn < 3; turn += 1) await node.ask('GET', '/api/forms');
    const before = await requests();
    expect(before).toBeGreaterThanOrEqual(3);
    await node.close();
    node = await start();
    const [oldest] = await slots();
    expect(await requests()).toBeGreaterThan(before);
    expect(Date.now() - Date.parse(String(oldest?.['from']))).toBeLessThan(2 * slotLength);
  });

  it('of another server of the same database nothing is in it, nor what is older than a day', async () => {
    const { database } = node.tenant;
    const row = (id: string, name: string, began: number) =>
      database.run(
        `INSERT INTO gj_node_day (node, slot, name, began, requests, failed, milliseconds, memory)
         VALUES (?, 0, ?, ?, 1000, 0, 1, 1)`,
        [id, name, began],
      );
    const before = await requests();
    await row('other', 'web-2:8787', Date.now());
    await row('old', 'web-1:8787', Date.now() - 25 * hour);
    expect(await requests()).toBeLessThan(before + 1000);
    await row('former', 'web-1:8787', Date.now() - 23 * hour);
    expect(await requests()).toBeGreaterThanOrEqual(before + 1000);
    await node.node.run('day');
    const left = await database.all<{ node: string }>(
      "SELECT node FROM gj_node_day WHERE node IN ('other', 'old', 'former') ORDER BY node",
    );
    expect(left.map((one) => one.node)).toEqual(['former', 'other']);
  });

  it('a slot is written down as it grows, and once for all its requests', async () => {
    const { database } = node.tenant;
    const slot = { at: 3, requests: 1, failed: 0, milliseconds: 4.4, memory: 5 };
    const recent = { slots: () => [slot] };
    let now = Date.now();
    const day = keepNodeDay({ database, recent, node: 'n', name: 'grows', clock: () => now });
    await day.keep();
    slot.requests = 2;
    // A clock that is put on meanwhile makes no other slot of it.
    now += hour;
    await day.keep();
    const rows = await database.all<{ requests: number; began: number }>(
      "SELECT requests, began FROM gj_node_day WHERE name = 'grows'",
    );
    expect(rows.map((one) => Number(one.requests))).toEqual([2]);
    expect(Number(rows[0]?.began)).toBeLessThan(now);
    expect((await day.slots(database)).map((one) => one.requests)).toEqual([2]);
  });

  it('what waits is counted, with since when', async () => {
    const { queues } = await load();
    const jobs = (queues as readonly JsonObject[]).find(({ form }) => form === 'job');
    expect(jobs).toMatchObject({ waiting: 0, since: null, more: false });
    const call = node.tenant.systemCall();
    const form = call.served.model.formsById.get('job');
    if (!form) throw new Error('jobs are a form');
    const root = call.served.orgs.root;
    const made = { kind: 'other', name: 'waits', status: 'waiting', startedAt: call.now.instant };
    await node.tenant.store.create({ ...call, org: root }, form, made);
    const after = ((await load())['queues'] as readonly JsonObject[]).find((one) => one['form'] === 'job');
    expect(after).toMatchObject({ waiting: 1, since: expect.any(String) });
  });

  it('the largest forms are told, the largest first', async () => {
    for (const number of ['a', 'b', 'c'])
      expect((await node.ask('POST', '/api/forms/note/records', { number })).status).toBe(201);
    const { database } = node.tenant;
    const largest = async () => (await load())['forms'] as readonly { form: string; records: number }[];
    const before = await largest();
    const layouts = createLayouts(database.dialect);
    expect(before.map(({ records }) => records)).toEqual(
      before.map(({ records }) => records).toSorted((a, b) => b - a),
    );
    for (const { form, records } of before) {
      const known = node.tenant.served().model.forms.get(form);
      if (!known) throw new Error(`no form ${form}`);
      const row = await database.first<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${layouts.of(node.tenant.served(), known).table}`,
      );
      expect([form, Number(row?.n)]).toEqual([form, records]);
    }
  });

  it('statements that are slow are told without their values, others are not', async () => {
    const { database } = node.tenant;
    const slow = createSlowStatements(Date.now, 0);
    const watched = slow.watch(database);
    const secret = 'SELECT COUNT(*)   AS n FROM gj_node WHERE name = ?';
    await watched.first(secret, ['a secret']);
    await watched.all(secret, ['another']);
    await watched.transaction((tx) => tx.all('SELECT 1 AS one'));
    await watched.all('no statement').catch(() => {});
    const known = slow.known();
    expect(known.find(({ statement }) => statement.includes('gj_node'))).toMatchObject({
      statement: 'SELECT COUNT(*) AS n FROM gj_node WHERE name = ?',
      count: 2,
    });
    expect(known.map(({ statement }) => statement)).toContain('SELECT 1 AS one');
    expect(JSON.stringify(known)).not.toContain('secret');
    const quick = createSlowStatements(Date.now, 60_000);
    await quick.watch(database).first(secret, ['x']);
    expect(quick.known()).toEqual([]);
  });

  it('so many of them are kept, the slowest', async () => {
    const slow = createSlowStatements(Date.now, 0);
    const pause = (sql: string) => new Promise((resolve) => setTimeout(resolve, sql === 'slowest' ? 40 : 0));
    const waits = { all: async (sql: string) => void (await pause(sql)) } as unknown as Database;
    const watched = slow.watch(waits);
    await watched.all('slowest');
    for (let at = 0; at < 80; at += 1) await watched.all(`statement ${at}`);
    expect(slow.known()).toHaveLength(50);
    expect(slow.known()[0]?.statement).toBe('slowest');
  });
});
