import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { isLong } from '../../workshop/runs.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { allowHost } from '../access/egress/allow-host.suite.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { deskAt, seller, serviceLine } from '../einvoicing/issuing/desk.suite.ts';
import { license } from '../einvoicing/issuing/license.suite.ts';
import { type ProcessNode, startProcessNode } from './process-node.suite.ts';
import { notePackage } from './test-node.suite.ts';

const hour = 3_600_000;
/** Milliseconds that a lease stands without a heartbeat here, and a transaction without a statement. */
const [lasts, idle] = [2_500, 2_000];
/** Numbers, always the same ones of a seed. */
let seed = (Number(process.env['GUIJU_SEED'] ?? 1) % 2_147_483_646) + 1;
const random = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};

const text = (name: string): JsonObject => ({
  name,
  kind: 'text',
  length: 60,
  label: { zh: name, en: name },
});
const size = (kind: string): JsonObject => ({
  name: 'size',
  kind,
  label: { zh: 'size', en: 'size' },
  ...(kind === 'text' ? { length: 60 } : {}),
});

/** A bureau that issues what it is sent once, and a business system that is called back; both take their time. */
async function openOutside() {
  const issued = new Map<string, Json>();
  const delivered: { readonly delivery: string; readonly invoice: string }[] = [];
  let heard = Promise.withResolvers<void>();
  const read = async (request: IncomingMessage): Promise<JsonObject> => {
    let body = '';
    for await (const part of request) body += String(part);
    return JSON.parse(body) as JsonObject;
  };
  const issue = (id: string): Json => {
    const number = String(10_000_000 + issued.size).padStart(20, '1');
    const files = { pdf: false, ofd: false, xml: false };
    const result = issued.get(id) ?? { state: 'issued', number, issuedAt: new Date().toISOString(), files };
    issued.set(id, result);
    return result;
  };
  const server = createServer(async (request, response) => {
    const body = await read(request);
    const id = String(body['id']);
    await sleep(random(20));
    let answer: Json = null;
    if (request.url === '/bureau/issue') answer = issue(id);
    else if (request.url === '/bureau/query') answer = issued.get(id) ?? null;
    else {
      const invoice = String((body['invoice'] as JsonObject)['id']);
      delivered.push({ delivery: String(request.headers['guiju-delivery']), invoice });
      heard.resolve();
      await sleep(random(60));
    }
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issued,
    delivered,
    url,
    /** Fulfilled with the next callback that comes. */
    nextCall() {
      heard = Promise.withResolvers();
      return heard.promise;
    },
    close: () => void server.close(),
  };
}

/**
 * Processes as they are, stopped by the system and not by the test: `runtime/server/leases.db.test.ts` names the moments, here
 * they come by chance. Two processes have one file together no longer than a statement takes: a stopped one may have it
 * for itself, which is why several servers need a database server.
 */
describeOnDatabases('a process that is stopped for longer than its leases last', (under) => {
  describe.runIf(isLong && under.name === 'mariadb')(
    'is not in the way of another, and does nothing twice',
    () => {
      let outside: Awaited<ReturnType<typeof openOutside>>;
      let nodes: readonly [ProcessNode, ProcessNode];
      let database: Database;
      let round = 0;
      let kind = 'text';
      /** The field that the last publish added, and the next one drops. */
      let last = 'f0';

      beforeAll(async () => {
        outside = await openOutside();
        const packages = ['platform', 'basis', 'tax-codes', 'invoicing'];
        const parts = { url: under.url, bureau: `${outside.url}/bureau/`, packages, lasts, idle };
        const first = await startProcessNode(parts);
        nodes = [first, await startProcessNode(parts)];
        database = await openDatabase(under.url, '/nowhere');
        await allowHost(first, outside.url);
        await license(first, seller);
        await deskAt(first).make('callback-target', { name: 'ERP', url: `${outside.url}/erp` });
        expect(await first.publish(notePackage([text('f0'), size(kind)], {}, '1.0.0'))).toHaveProperty(
          'revision',
        );
      }, 120_000);
      afterAll(async () => {
        for (const node of nodes ?? []) await node.end();
        await database?.close();
        outside?.close();
      });

      /** Finds the node that has a lease of the work; null: nobody took it in time. */
      async function busyWith(work: string): Promise<ProcessNode | null> {
        for (const until = performance.now() + 10_000; performance.now() < until; await sleep(2)) {
          const sql = 'SELECT holder AS taking FROM gj_lease WHERE name = ? OR name LIKE ?';
          const row = await database.first<{ taking: string }>(sql, [work, `${work} %`]);
          const found = nodes.find(({ id }) => row?.taking.startsWith(id));
          if (found) return found;
        }
        return null;
      }
      const otherThan = (node: ProcessNode) => (node === nodes[0] ? nodes[1] : nodes[0]);

      /** Stops the one, lets the other go on for longer than leases last, and wakes the first. */
      async function whileStopped(
        node: ProcessNode,
        work: (other: ProcessNode) => Promise<void>,
      ): Promise<void> {
        node.stop();
        try {
          const since = performance.now();
          await work(otherThan(node));
          await sleep(Math.max(0, since + lasts + 500 - performance.now()));
        } finally {
          node.go();
        }
        // It serves on.
        await expect
          .poll(async () => (await node.ask('GET', '/api/forms/note/records?limit=1')).status, {
            timeout: 20_000,
          })
          .toBe(200);
      }

      async function listed(node: ProcessNode, form: string, query: string): Promise<readonly JsonObject[]> {
        const { status, body } = await node.ask(
          'GET',
          `/api/forms/${form}/records?view=manage&limit=500&${query}`,
        );
        expect(status, JSON.stringify(body)).toBe(200);
        return body['items'] as readonly JsonObject[];
      }

      /** Applications that are approved, by a buyer of this round. */
      async function approved(count: number): Promise<readonly string[]> {
        const made: string[] = [];
        for (let one = 0; one < count; one += 1)
          made.push(
            await deskAt(nodes[0]).approved({
              buyerName: `买方${round}`,
              lines: [serviceLine],
              sourceSystem: 'ERP',
              dataSource: 'api',
            }),
          );
        return made;
      }

      async function areIssued(node: ProcessNode, applications: readonly string[]): Promise<void> {
        for (const id of applications)
          await expect
            .poll(() => listed(node, 'pending-invoice', `application=${id}`), {
              timeout: 40_000,
              interval: 100,
            })
            .toMatchObject([{ issueStatus: 'issued' }]);
      }

      /** Each was issued once and told once, at the bureau, in the business system, and here. */
      async function areDoneOnce(applications: readonly string[]): Promise<void> {
        for (const node of nodes) await areIssued(node, applications);
        const [node] = nodes;
        for (const id of applications) {
          const [pending] = await deskAt(node).pendingOf(id);
          expect(outside.issued.has(String(pending?.['requestId']))).toBe(true);
          const invoices = await listed(node, 'invoice', `pendingInvoice=${String(pending?.['id'])}`);
          expect(invoices).toHaveLength(1);
          const invoice = String(invoices[0]?.['id']);
          await expect
            .poll(() => listed(node, 'callback', `invoice=${invoice}`), { timeout: 40_000, interval: 100 })
            .toMatchObject([{ state: 'sent' }]);
          const calls = outside.delivered.filter((one) => one.invoice === invoice);
          expect(new Set(calls.map(({ delivery }) => delivery)).size).toBe(1);
        }
        expect((await listed(node, 'invoice', 'count=true')).length).toBe(outside.issued.size);
      }

      const rounds = Array.from({ length: 5 }, (_, at) => at + 1);

      it.each(rounds)('in the midst of a publish, %i', { timeout: 120_000 }, async () => {
        round += 1;
        kind = kind === 'text' ? 'integer' : 'text';
        const node = nodes[random(2)] ?? nodes[0];
        const publishing = node.publish(notePackage([text(`a${round}`), size(kind)], {}, `1.${round}.0`));
        const [moment, field] = [random(200), `b${round}`];
        await busyWith('publish');
        await sleep(moment);
        let written: ReturnType<ProcessNode['ask']> | undefined;
        kind = kind === 'text' ? 'integer' : 'text';
        await whileStopped(node, async (other) => {
          // The stopped one counts no more among those who may still read what is dropped.
          await other.pass(hour);
          const next = notePackage([text(field), size(kind)], {}, `1.${round}.1`);
          await expect
            .poll(() => other.publish(next), { timeout: 40_000, interval: 200 })
            .toHaveProperty('revision');
          const { body } = await other.ask('POST', '/api/forms/note/records', {
            number: `o${round}`,
            [field]: 'x',
            size: kind === 'text' ? '1' : 1,
          });
          expect(body).toMatchObject({ [field]: 'x' });
          // This write is the first thing that it does when it wakes, by the model that it still has.
          written = node.ask('POST', '/api/forms/note/records', { number: `w${round}`, [last]: 'old' });
        });
        last = field;
        expect([201, 400, 409, 422, 503]).toContain((await written)?.status);
        await node.pass(hour);
        const { revision, failed } = await publishing;
        if (revision !== undefined)
          expect(
            await database.all('SELECT revision FROM gj_publish WHERE revision = ?', [revision]),
          ).toHaveLength(1);
        else
          expect(failed, `after ${moment} ms`).toMatch(
            /^(publish-given-up|publish-replaced|publish-overtaken|plan-changed)$/,
          );
        for (const one of nodes)
          await expect
            .poll(() => one.look('note'), { timeout: 30_000, interval: 200 })
            .toMatchObject({ fields: { [field]: 'text', size: kind }, unplanned: 0 });
        expect(await database.all("SELECT id FROM gj_plan WHERE state = 'running'")).toEqual([]);
        for (const one of nodes) {
          const found = await listed(one, 'note', `number=o${round}`);
          expect(found).toMatchObject([{ number: `o${round}` }]);
          const again = { number: `p${round}-${one.id}`.slice(0, 40), [field]: 'y' };
          expect((await one.ask('POST', '/api/forms/note/records', again)).body).toMatchObject({
            [field]: 'y',
          });
        }
      });

      it.each(rounds)('in the midst of an issuing queue, %i', { timeout: 120_000 }, async () => {
        round += 1;
        const applications = await approved(4);
        for (const id of applications)
          expect((await deskAt(nodes[0]).act('invoice-application', id, 'issue')).status).toBe(200);
        const node = (await busyWith('issue')) ?? nodes[0];
        await sleep(random(150));
        await whileStopped(node, (other) => areIssued(other, applications));
        await areDoneOnce(applications);
      });

      it.each(rounds)('in the midst of a scheduled run, %i', { timeout: 120_000 }, async () => {
        round += 1;
        const buyerName = `买方${round}`;
        const scheme = await deskAt(nodes[0]).make('auto-issue-scheme', {
          name: buyerName,
          frequency: 'daily',
          window: '00:00:00~23:59:59',
          everyMinutes: 60,
          sign: ['positive'],
          merge: 'line',
          push: 'issue',
          priority: 1,
          condition: { fact: 'buyerName', operator: 'equal', value: buyerName },
        });
        const applications = await approved(4);
        const noted = () => database.all('SELECT task FROM gj_schedule WHERE task LIKE ?', [`%${scheme}%`]);
        await expect.poll(noted, { timeout: 10_000 }).toHaveLength(1);
        await Promise.all(nodes.map((one) => one.pass(hour)));
        const node = (await busyWith('run')) ?? nodes[0];
        await sleep(random(200));
        await whileStopped(node, (other) => areIssued(other, applications));
        await areDoneOnce(applications);
        const [found, ...more] = await listed(nodes[1], 'auto-issue-run', `scheme=${scheme}`);
        expect(more).toEqual([]);
        const path = `/api/forms/auto-issue-run/records/${String(found?.['id'])}`;
        const read = async () => (await nodes[1].ask('GET', `${path}?view=manage`)).body;
        const done = { state: 'done', total: 4, done: 4, failed: 0, waiting: 0 };
        await expect.poll(read, { timeout: 20_000 }).toMatchObject(done);
        const { body } = await nodes[0].ask('GET', `${path}/history?limit=100`);
        const states = (body['items'] as readonly JsonObject[]).map(({ record }) =>
          String((record as JsonObject)['state']),
        );
        // Newest first: nothing follows its end.
        const ends = states.reverse().indexOf('done');
        expect(new Set(states.slice(ends)), states.join()).toEqual(new Set(['done']));
        expect((await deskAt(nodes[0]).act('auto-issue-scheme', scheme, 'disable')).body['enabled']).toBe(
          false,
        );
      });

      it.each(rounds)('in the midst of callbacks, %i', { timeout: 120_000 }, async () => {
        round += 1;
        const applications = await approved(4);
        const called = outside.nextCall();
        for (const id of applications)
          expect((await deskAt(nodes[0]).act('invoice-application', id, 'issue')).status).toBe(200);
        await called;
        const node = nodes[random(2)] ?? nodes[0];
        await sleep(random(100));
        await whileStopped(node, async (other) => {
          await areIssued(other, applications);
          // A callback that the stopped one was sending counts as interrupted, and is sent once more.
          await other.pass(hour);
          const open = () => listed(other, 'callback', 'state[in]=sending,waiting');
          await expect.poll(open, { timeout: 40_000, interval: 100 }).toEqual([]);
        });
        await node.pass(hour);
        await areDoneOnce(applications);
      });

      it('says in its log what it lost', () => {
        const said = nodes.flatMap((node) => node.said);
        expect(said.filter((one) => one.includes('was taken over'))).not.toEqual([]);
      });
    },
  );
});
