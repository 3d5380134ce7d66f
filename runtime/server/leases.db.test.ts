import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { isLong, runs } from '../../workshop/runs.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import { allowHost } from '../access/egress/allow-host.suite.ts';
import { operatorEgress } from '../access/egress/operator-egress.ts';
import { systemCall } from '../call/system-call.ts';
import { createBackups } from '../care/scheduled/create-backups.ts';
import { forwardTrail } from '../care/trail/forward-trail.ts';
import { openLineReceiver } from '../care/trail/receivers.suite.ts';
import { type TrailFlaw, verifyTrail } from '../care/trail/verify-trail.ts';
import { createLog } from '../config/log.ts';
import { type Moment, type Sleeper, sleeperOn } from '../database/asleep.suite.ts';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { type LeasedWork, leasedWork } from '../database/leased-work.ts';
import { migrate } from '../database/migrate.ts';
import { createDomains } from '../domains.ts';
import type { Channel, IssueResult } from '../einvoicing/channels/channel.ts';
import { deskAt, seller } from '../einvoicing/issuing/desk.suite.ts';
import { license } from '../einvoicing/issuing/license.suite.ts';
import { openSinks, type Sinks } from '../einvoicing/outgoing/sinks.suite.ts';
import { openArchive, readArchives } from '../model/packages/archives.ts';
import { finishArchives } from '../model/publish/archive-package.ts';
import { installedFrom } from '../model/publish/publisher.ts';
import { createRefills, type Refills } from '../model/publish/records/create-refills.ts';
import { derivedId } from '../storage/store/record/derived-id.ts';
import { planTables } from '../storage/tables/plan-tables.ts';
import { makeAdministrator } from '../tenant/first-start.ts';
import { createJobs } from '../work/jobs/create-jobs.ts';
import { emit } from '../work/outbox/outbox.ts';
import { createStories } from '../work/stories/create-stories.ts';
import type { Story } from '../work/stories/story.ts';
import { standardEdition } from './edition.suite.ts';
import {
  adminPassword,
  notePackage,
  openTestInstallation,
  openTestNode,
  type TestNode,
} from './test-node.suite.ts';

const hour = 3_600_000;
/** Nobody waits as long as usual for a transaction that sleeps. */
const budgets = { idle: 1_000 };
const line = {
  itemName: '服务费',
  rate: '0.06',
  quantity: '2',
  price: '100',
  amount: '200',
  tax: '12',
  gross: '212',
  taxCode: '3040203000000000000',
};
const label = (en: string) => ({ zh: en, en });

interface Asleep {
  readonly job: Job;
  readonly slowly: Sleeper;
  readonly slept: boolean;
  /** How many calls came since the lease was taken. */
  readonly calls: number;
  /** Nobody has taken its lease while it slept. */
  readonly kept: boolean;
}

/**
 * A job of a node that falls asleep in the midst of it, what another node does meanwhile, and what has to come of both.
 */
interface Job {
  /** The work of the node that sleeps. Default: all that nodes do by themselves. */
  readonly slow?: () => Promise<unknown>;
  /** The work of the other one meanwhile. Default: all that nodes do by themselves. */
  readonly other?: () => Promise<unknown>;
  /** The statement before which it falls asleep. Default: any call. */
  readonly at?: RegExp;
  /** The number of such statements it lets pass before. Default: none. */
  readonly passed?: number;
  /** Does something else once it has come to its end. Default: nothing. */
  readonly after?: () => Promise<void>;
  /** Databases of its own: of the one that sleeps, and of the other. Default: those of the two nodes. */
  readonly own?: { readonly sleeper: Sleeper; readonly other: Database };
  check(): Promise<void>;
}

describeOnDatabases(
  'a node that sleeps while it has a lease, and wakes when another has taken over,',
  (under) => {
    let [now, round] = [Date.parse('2026-11-20T12:00:00+08:00'), 0];
    let [a, b]: TestNode[] = [];
    let sleeper: Sleeper;
    let beside: Sleeper;
    let sinks: Sinks;
    let isAway = true;
    const sent: string[] = [];

    /** Issues whatever it is sent, also what it was sent before. */
    const bureau: Channel = (() => {
      const known = new Map<string, IssueResult>();
      return {
        name: 'naive',
        simulated: true,
        credit: async () => null,
        async issue({ id }) {
          sent.push(id);
          const number = String(10_000_000 + known.size).padStart(20, '1');
          const files = { pdf: false, ofd: false, xml: false };
          const result: IssueResult = {
            state: 'issued',
            number,
            issuedAt: new Date(now).toISOString(),
            files,
          };
          known.set(id, result);
          return result;
        },
        query: async (id) => known.get(id) ?? null,
      };
    })();
    const away: Channel = { ...bureau, query: () => Promise.reject(new Error('away')) };

    /** The work behind nodes rests until it is told to look again. */
    const resting = new Map<TestNode | undefined, (() => void)[]>();
    const open = async (): Promise<TestNode> => {
      const own: (() => void)[] = [];
      const node = await openTestNode(under.url, {
        // The other one rests, or sleeps: it would be waited for in vain after each publish.
        budgets,
        nodesPatience: 0,
        packages: ['platform', 'basis', 'invoicing'],
        clock: () => now,
        smtp: sinks.smtp,
        search: { worthwhile: 3, grace: 0 },
        learning: { slow: 0, rows: 0, worth: 0 },
        domains: createDomains({ channels: () => async () => (isAway ? away : bureau) }),
        wait: (_, stopping) =>
          new Promise((resolve) => {
            own.push(resolve);
            stopping.addEventListener('abort', () => resolve());
          }),
      });
      resting.set(node, own);
      // All have looked once.
      let seen = 0;
      while (own.length === 0 || own.length > seen) {
        seen = own.length;
        await setTimeout(300);
      }
      return node;
    };
    /** All that a node does by itself, once. */
    const tick = async (node: TestNode | undefined) => {
      const own = resting.get(node) ?? [];
      const all = own.splice(0);
      for (const again of all) again();
      const rests = () => expect(own).toHaveLength(all.length);
      await vi.waitFor(rests, { timeout: 30_000, interval: 5 });
    };

    beforeAll(async () => {
      sinks = await openSinks();
      a = await open();
      b = await open();
      sleeper = sleeperOn(a.tenant.database);
      beside = sleeperOn(b.tenant.database);
      await allowHost(b, sinks.url);
      const target = { name: 'ERP', url: sinks.url };
      await deskAt(b).make('callback-target', target);
      const category = { number: line.taxCode, name: '服务', rate: '0.06', sharing: 'global' };
      await deskAt(b).make('tax-category', category);
      await license(b, seller);
      await b.publish([notes('0.0.1', []), office('1.0.0')]);
      const settings = await b.ask('GET', '/api/forms/other-settings/record');
      const saved = await b.ask(
        'PATCH',
        '/api/forms/other-settings/record',
        { saveItems: true },
        {
          'if-match': `"${String(settings.body['revision'] ?? 0)}"`,
        },
      );
      expect(saved.status, JSON.stringify(saved.body)).toBe(201);
    }, 120_000);
    afterAll(async () => {
      await a?.close();
      await b?.close();
      await sinks.close();
    });

    const at = (node: TestNode | undefined): TestNode => {
      if (!node) throw new Error('no node');
      return node;
    };
    const list = async (form: string, query: string) => {
      const { status, body } = await at(b).ask(
        'GET',
        `/api/forms/${form}/records?view=manage&limit=500&${query}`,
      );
      expect(status, JSON.stringify(body)).toBe(200);
      return body['items'] as readonly JsonObject[];
    };
    const signIn = async () => {
      const from = { address: '::1', agent: null, requestId: 't' };
      await signInAs(at(b).node.gate, 'admin', adminPassword, from);
    };
    const pass = async (milliseconds: number) => {
      now += milliseconds;
      await signIn();
    };

    /** An invoice that somebody waits for, as it is told when it was issued. */
    async function issued(itemName: string): Promise<string> {
      const { tenant } = at(b);
      const call = systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
      const form = call.served.model.formsById.get('invoice');
      if (!form) throw new Error('no invoices');
      const made = await tenant.store.atOnce<{ id: string }>(call, async (transaction) => {
        const invoice = await transaction.create(form, {
          number: String(round).padStart(20, '2'),
          sign: 'blue',
          invoiceStatus: 'normal',
          invoiceType: '10xdp',
          issuedAt: call.now.instant,
          sellerTaxNo: seller,
          buyerName: '买方',
          buyerEmail: 'buyer@example.com',
          sourceSystem: 'ERP',
          dataSource: 'api',
          simulated: true,
          // Mails wait for the files of a simulation.
          pdfUrl: 'https://faces.example/1.pdf',
          lines: [{ ...line, itemName }],
        });
        const about = { form: 'invoice', record: invoice.id, document: invoice.id, org: call.org };
        const payload = { applications: [invoice.id], sign: 'blue', number: String(round) };
        await emit(transaction, call.now.instant, [{ kind: 'invoice-issued', ...about, payload }]);
        return { id: invoice.id };
      });
      return made.id;
    }

    async function awaited(): Promise<Job> {
      const itemName = `项目${round}`;
      const id = await issued(itemName);
      return {
        async check() {
          const one = [{ state: 'sent' }];
          await expect.poll(() => list('callback', `invoice=${id}`), { timeout: 10_000 }).toMatchObject(one);
          await expect.poll(() => list('invoice-mail', `invoices.invoice=${id}`)).toMatchObject(one);
          expect(sinks.calls.filter(({ invoice }) => (invoice as JsonObject)['id'] === id)).toHaveLength(1);
          expect(await list('invoice-item', `name=${encodeURIComponent(itemName)}`)).toHaveLength(1);
        },
      };
    }

    async function queued(): Promise<Job> {
      const desk = deskAt(at(b));
      const applications: string[] = [];
      for (let made = 0; made < 2; made += 1) {
        const id = await desk.approved({ buyerName: `买方${round}`, lines: [line] });
        expect((await desk.act('invoice-application', id, 'issue')).status).toBe(200);
        applications.push(id);
      }
      isAway = false;
      return {
        async check() {
          isAway = true;
          for (const id of applications) {
            const [pending] = await desk.pendingOf(id);
            expect(pending).toMatchObject({ issueStatus: 'issued' });
            expect(sent.filter((request) => request === pending?.['requestId'])).toHaveLength(1);
            expect(await list('invoice', `pendingInvoice=${String(pending?.['id'])}`)).toHaveLength(1);
          }
        },
      };
    }

    const ended = new Set(['done', 'partly', 'failed', 'missed']);
    async function due(): Promise<Job> {
      const desk = deskAt(at(b));
      const buyerName = `定时${round}`;
      const scheme = await desk.make('auto-issue-scheme', {
        name: buyerName,
        frequency: 'daily',
        window: '00:00:00~23:59:59',
        everyMinutes: 60,
        sign: ['positive'],
        merge: 'line',
        push: 'pending',
        priority: 1,
        condition: { fact: 'buyerName', operator: 'equal', value: buyerName },
      });
      // It counts from the moment at which a node notes it, which has to have the lease for that.
      const noted = async () => {
        await tick(b);
        const tasks = await at(b).tenant.database.all<{ task: string }>('SELECT task FROM gj_schedule');
        return tasks.some(({ task }) => task.includes(String(scheme)));
      };
      await expect.poll(noted, { interval: 5 }).toBe(true);
      const applications: string[] = [];
      for (let made = 0; made < 3; made += 1)
        applications.push(await desk.approved({ buyerName, lines: [line] }));
      await pass(hour);
      return {
        async check() {
          const found = await list('auto-issue-run', `scheme=${scheme}`);
          expect(found).toHaveLength(1);
          const path = `/api/forms/auto-issue-run/records/${String(found[0]?.['id'])}`;
          const { body: run } = await at(b).ask('GET', `${path}?view=manage`);
          expect(run).toMatchObject({ state: 'done', total: 3, done: 3, failed: 0, waiting: 0 });
          const versions = (await at(b).ask('GET', `${path}/history?limit=100`)).body[
            'items'
          ] as JsonObject[];
          const states = versions.map(({ record }) => String((record as JsonObject)['state'])).reverse();
          const first = states.findIndex((state) => ended.has(state));
          expect([...new Set(states.slice(first))], states.join()).toEqual(['done']);
          for (const id of applications)
            expect(await list('pending-invoice', `application=${id}`)).toHaveLength(1);
          const { body } = await desk.act('auto-issue-scheme', scheme, 'disable');
          expect(body['enabled']).toBe(false);
        },
      };
    }

    /**
     * A run whose next document waits on both: one sleeps before it issues that, and wakes when another is about to.
     */
    async function midway(): Promise<Job> {
      const { check } = await due();
      await at(a).node.run('schedule');
      let other: Promise<unknown> | undefined;
      return {
        at: /^BEGIN$/,
        // The write that says that it runs passes, and the first document.
        passed: 2,
        slow: () => at(a).node.run('runs'),
        async other() {
          if (other !== undefined) return;
          // The write that ends the run that was cut off passes, and the one that says that it runs again.
          beside.sleepsBefore(/^BEGIN$/, 2);
          other = Promise.allSettled([at(b).node.run('runs')]);
          await Promise.race([beside.asleep, other]);
        },
        async after() {
          beside.wake();
          await other;
        },
        check,
      };
    }

    /** A scheme that the sleeper was about to forget is meant again and due when he wakes. */
    async function meantAgain(): Promise<Job> {
      const desk = deskAt(at(b));
      const buyerName = `又定时${round}`;
      const scheme = await desk.make('auto-issue-scheme', {
        name: buyerName,
        frequency: 'daily',
        window: '00:00:00~23:59:59',
        everyMinutes: 60,
        sign: ['positive'],
        merge: 'line',
        push: 'pending',
        priority: 1,
        condition: { fact: 'buyerName', operator: 'equal', value: buyerName },
      });
      await at(b).node.run('schedule');
      await desk.approved({ buyerName, lines: [line] });
      expect((await desk.act('auto-issue-scheme', scheme, 'disable')).status).toBe(200);
      await at(a).tenant.follow();
      let passes = 0;
      return {
        at: /^BEGIN$|^DELETE FROM gj_schedule/,
        slow: () => at(a).node.run('schedule'),
        async other() {
          passes += 1;
          if (passes === 1) {
            expect((await desk.act('auto-issue-scheme', scheme, 'enable')).status).toBe(200);
            const path = `/api/forms/auto-issue-scheme/records/${scheme}`;
            const { revision } = (await at(b).ask('GET', path)).body;
            const tag = { 'if-match': `"${String(revision)}"` };
            expect((await at(b).ask('PATCH', path, { everyMinutes: 30 }, tag)).status).toBe(200);
            await at(b).node.run('schedule');
          }
          if (passes === 3) await pass(hour);
        },
        async check() {
          expect(await list('auto-issue-run', `scheme=${scheme}`)).toHaveLength(1);
          expect((await desk.act('auto-issue-scheme', scheme, 'disable')).status).toBe(200);
        },
      };
    }

    async function set(): Promise<Job> {
      const value = 100 + (round % 500);
      const item = { action: 'set', type: 'limits', key: 'top', org: null, value };
      const made = await at(b).ask('POST', '/api/changesets', { items: [item], name: `set ${round}` });
      const path = `/api/changesets/${String(made.body['id'])}`;
      const when = new Date(now + hour).toISOString();
      const tag = { 'if-match': `"${String(made.body['revision'])}"`, 'guiju-reason': 'test' };
      const scheduled = await at(b).ask('POST', `${path}/schedule`, { at: when }, tag);
      expect(scheduled.body['state'], JSON.stringify(scheduled.body)).toBe('scheduled');
      await pass(2 * hour);
      return {
        async check() {
          expect((await at(b).ask('GET', path)).body).toMatchObject({ state: 'published', failure: null });
          const sql = 'SELECT change_set FROM gj_commit WHERE change_set = ?';
          expect(await at(b).tenant.database.all(sql, [String(made.body['id'])])).toHaveLength(1);
        },
      };
    }

    async function designed(): Promise<Job> {
      const name = `local_d${round}`;
      const begun = await at(b).ask('POST', '/api/design/drafts', { name });
      const path = `/api/design/drafts/${String(begun.body['id'])}`;
      const content = { name, kind: 'text', label: label(name) };
      const steps: Json = [{ do: 'add-field', form: 'note', content }];
      const taken = await at(b).ask('POST', `${path}/steps`, { seen: 0, steps });
      expect(taken.status, JSON.stringify(taken.body)).toBeLessThan(300);
      const when = new Date(now + hour).toISOString();
      const scheduled = await at(b).ask('POST', `${path}/schedule`, { at: when });
      expect(scheduled.status, JSON.stringify(scheduled.body)).toBeLessThan(300);
      await pass(2 * hour);
      return {
        async check() {
          expect((await at(b).ask('GET', path)).body).toMatchObject({ state: 'published', failure: null });
          for (const node of [a, b])
            expect(at(node).tenant.served().model.forms.get('note')?.byName.has(name)).toBe(true);
          await whole(name);
        },
      };
    }

    /** Tables are as the model wants them, nothing is under way, and what is written is read. */
    async function whole(field: string): Promise<void> {
      const { tenant, ask } = at(b);
      expect((await planTables(tenant.database, tenant.served().model)).changes).toEqual([]);
      expect(await tenant.database.all("SELECT id FROM gj_plan WHERE state = 'running'")).toEqual([]);
      const body = { [field]: `${field} ${round}` };
      const made = await ask('POST', '/api/forms/note/records', { number: `W${round}-${now}`, ...body });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      expect((await ask('GET', `/api/forms/note/records/${String(made.body['id'])}`)).body).toMatchObject(
        body,
      );
    }

    async function published(): Promise<Job> {
      const version = `1.${round}`;
      const mine = round;
      const data = [{ key: `D${mine}`, values: { number: `D${mine}`, title: `data ${mine}` } }];
      return {
        slow: () => at(a).publish([notes(`${version}.0`, [`a${mine}`], data)]),
        other: async () => {
          await at(b).tenant.follow();
          await at(b).publish([notes(`${version}.1`, [`b${mine}`], data)]);
        },
        async check() {
          for (const node of [a, b]) await at(node).tenant.follow();
          for (const node of [a, b])
            expect(at(node).tenant.served().model.forms.get('note')?.byName.has(`b${mine}`)).toBe(true);
          expect(await list('note', `number=D${mine}`)).toHaveLength(1);
          await whole(`b${mine}`);
        },
      };
    }

    async function brought(): Promise<Job> {
      const mine = round;
      const record = {
        org: 'root',
        sharing: 'global',
        enabled: true,
        assigned: [],
        values: { number: `P${mine}`, title: 'P' },
      };
      const carrying = installedFrom(
        new Map<string, Json>([
          [
            'package.json',
            {
              name: 'carrying',
              version: `1.${mine}.0`,
              peerDependencies: { platform: '*', notes: '*' },
              guiju: { prefix: 'ca', label: label('Carrying') },
            },
          ],
          ['local/records/note.json', { form: 'note', records: { [`P${mine}`]: record } }],
        ]),
      );
      return {
        slow: () => at(a).publish([carrying]),
        other: () => at(b).tenant.promotion.load(),
        async check() {
          expect(await list('note', `number=P${mine}`)).toHaveLength(1);
        },
      };
    }

    async function taken(): Promise<Job> {
      const { tenant } = at(a);
      const call = () => systemCall(tenant.served(), tenant.now(tenant.served().orgs.root));
      return {
        slow: async () => {
          const { hash } = (await tenant.publisher.planUninstall(call(), 'office')) as JsonObject;
          await tenant.publisher.uninstall(call(), 'office', String(hash));
        },
        other: () =>
          finishArchives({
            database: at(b).tenant.database,
            node: 'other',
            edition: standardEdition('1.0.0'),
          }),
        async check() {
          const archives = await readArchives(at(b).tenant.database);
          for (const { id, state, size } of archives) {
            expect(state).toBe('done');
            const { bytes } = await openArchive(at(b).tenant.database, archives, id);
            const pieces: Uint8Array[] = [];
            for await (const piece of bytes) pieces.push(piece);
            const all = Buffer.concat(pieces);
            expect(all.length).toBe(size);
            const lines = gunzipSync(all).toString().trim().split('\n');
            expect(lines.map((text) => JSON.parse(text) as Json).length).toBeGreaterThan(3);
          }
          await at(b).tenant.follow();
          await at(b).publish([office(`1.${round}.0`)]);
          await at(a).tenant.follow();
        },
      };
    }

    async function searched(): Promise<Job> {
      const word = `Wort${round}x`;
      for (let made = 0; made < 4; made += 1)
        await at(b).ask('POST', '/api/forms/note/records', { number: `S${round}-${made}`, title: word });
      now += 20_000;
      return {
        async check() {
          expect(await list('note', `q=${word}`)).toHaveLength(4);
          const ready = "SELECT form FROM gj_search WHERE form = 'note' AND phase = 'ready'";
          const indexes = async () => {
            await tick(b);
            return at(b).tenant.database.all(ready);
          };
          await expect.poll(indexes, { timeout: 10_000 }).toHaveLength(1);
          expect(await list('note', `q=${word}`)).toHaveLength(4);
        },
      };
    }

    /** Orders that no index of a note serves yet: an order that was learned before would leave nothing to do. */
    const orders = ['title', 'weight', 'createdAt'].flatMap((first) =>
      ['number', 'title', 'weight', 'createdAt'].flatMap((second) =>
        first === second ? [] : [[first, second] as const],
      ),
    );

    async function learned(): Promise<Job> {
      const [first, second] = orders.pop() ?? [];
      const { status } = await at(a).ask('GET', `/api/forms/note/records?sort=-${first},${second}`);
      expect(status).toBe(200);
      return {
        async check() {
          const { tenant } = at(b);
          const { indexes } = await tenant.database.schema.indexesOf(tenant.database, 'note');
          const names = indexes.map(({ name }) => name);
          expect(names).toHaveLength(new Set(names).size);
          expect((await planTables(tenant.database, tenant.served().model)).changes).toEqual([]);
        },
      };
    }

    async function migrated(): Promise<Job> {
      const { url } = await under.fresh();
      const [one, two] = [
        await openDatabase(url, '/nowhere', { budgets }),
        await openDatabase(url, '/nowhere', { budgets }),
      ];
      return {
        own: { sleeper: sleeperOn(one), other: two },
        slow: () => migrate(one, 'one'),
        other: async () => {
          await two.run('UPDATE gj_lease SET expires_at = 0').catch(() => {});
          await migrate(two, 'two');
        },
        async check() {
          expect(await two.all('SELECT value, model FROM gj_revision')).toEqual([{ value: 0, model: 0 }]);
          await one.close();
          await two.close();
        },
      };
    }

    async function begun(): Promise<Job> {
      const { url } = await under.fresh();
      const home = await mkdtemp(join(tmpdir(), 'guiju-home-'));
      const [one, two] = [
        await openTestInstallation(url, home, { budgets }),
        await openTestInstallation(url, home, { budgets }),
      ];
      const { database: other } = two.installation.tenant;
      const own = { sleeper: sleeperOn(one.installation.tenant.database), other };
      const passwords: (string | null)[] = [];
      const begin = async ({ installation: { tenant }, folders }: typeof one) => {
        await tenant.database.run('UPDATE gj_lease SET expires_at = 0');
        const parts = { tenant, folders, gate: { setPassword: async () => 0 }, randomPassword: () => 'made' };
        passwords.push(await makeAdministrator(parts));
      };
      return {
        own,
        slow: () => begin(one),
        other: () => begin(two),
        async check() {
          const { tenant } = two.installation;
          await tenant.follow();
          const call = tenant.systemCall();
          for (const id of ['organisation', 'user']) {
            const form = call.served.model.formsById.get(id);
            expect(form && (await tenant.store.list(call, form, { view: 'manage' })).items).toHaveLength(1);
          }
          expect(passwords.filter(Boolean).length).toBeLessThanOrEqual(1);
          await one.installation.tenant.close();
          await tenant.close();
          await rm(home, { recursive: true });
        },
      };
    }

    /** Records that say the same once they are computed anew get no version, whoever did it. */
    async function refilled(): Promise<Job> {
      const made = `filled${round}`;
      if (!at(a).tenant.served().model.formsById.has('note')) await at(a).publish([notePackage([])]);
      await tick(b);
      const created = await at(a).ask('POST', '/api/forms/note/records', { number: made });
      expect(created.status, JSON.stringify(created.body)).toBe(201);
      const revision = 5_000_000 + round;
      const { database, systemCall: asPlatform } = at(a).tenant;
      await database.run('INSERT INTO gj_fill (revision, fills, actor, at) VALUES (?, ?, ?, ?)', [
        revision,
        '["note/*"]',
        asPlatform().user.id,
        0,
      ]);
      const refillsOf = ({ tenant }: TestNode) => {
        const log = createLog('silent');
        const jobsOf = createJobs({ ...tenant, log });
        return createRefills({ ...tenant, jobs: jobsOf, log, clock: () => now });
      };
      const [slow, other] = [refillsOf(at(a)), refillsOf(at(b))];
      const goOn = async (refills: Refills) => {
        await refills.goOn();
        await refills.idle();
      };
      return {
        slow: () => goOn(slow),
        other: () => goOn(other),
        async check() {
          await goOn(refillsOf(at(b)));
          expect(await database.all('SELECT revision FROM gj_fill WHERE revision = ?', [revision])).toEqual(
            [],
          );
          const one = `/api/forms/note/records/${String(created.body['id'])}`;
          const { body } = await at(b).ask('GET', `${one}/history`);
          expect(body['items'], JSON.stringify(body)).toHaveLength(1);
        },
      };
    }

    /** Scenes are played once: each leaves a note, under an id of its own. */
    async function playedOnce(): Promise<Job> {
      const own = `told${round}`;
      const storyAt = ({ tenant }: TestNode): Story => ({
        name: own,
        label: { zh: '故事', en: 'Story' },
        scenes: async (call) => {
          const form = call.served.model.formsById.get('note');
          return [1, 2, 3].map((nth) => ({
            key: String(nth),
            play: async (asked) => {
              if (!form) return;
              await tenant.store.atOnce(asked, async (transaction) => {
                await transaction.createAs(form, derivedId(`${own} ${nth}`), { number: `${own}-${nth}` });
                return {};
              });
            },
          }));
        },
      });
      const storiesOf = (node: TestNode) => {
        const { tenant } = node;
        const log = createLog('silent');
        const { store, database, systemCall: asPlatform } = tenant;
        const jobsOf = createJobs({ store, database, log, systemCall: asPlatform });
        return createStories({ ...tenant, jobs: jobsOf, log, clock: () => now }, () => [storyAt(node)]);
      };
      const [slow, other] = [storiesOf(at(a)), storiesOf(at(b))];
      return {
        slow: async () => {
          await slow.begin(at(a).tenant.systemCall());
          await slow.idle();
        },
        other: async () => {
          await other.goOn();
          await other.idle();
        },
        async check() {
          await other.begin(at(b).tenant.systemCall());
          await other.idle();
          for (const scene of [1, 2, 3]) expect(await list('note', `number=${own}-${scene}`)).toHaveLength(1);
        },
      };
    }

    /** A backup is noted once, though the files of two may be there. */
    async function backedUp(): Promise<Job> {
      const folder = await mkdtemp(join(tmpdir(), 'guiju-asleep-'));
      await pass(2 * hour);
      const kept = { last: 9, days: 0, weeks: 0, months: 0 };
      const plan = { place: { folder }, times: { hours: 1 }, kept, trialDays: 0 };
      const backupsOf = ({ tenant }: TestNode) =>
        createBackups({
          database: tenant.database,
          node: tenant.node,
          clock: () => now,
          newId,
          zone: () => 'Asia/Shanghai',
          log: createLog('silent'),
          stopping: new AbortController().signal,
          config: { backups: plan, home: folder, databaseUrl: under.url, secret: new Uint8Array(32).fill(7) },
        });
      const [slow, other] = [backupsOf(at(a)), backupsOf(at(b))];
      return {
        slow: () => slow.task.run(),
        other: () => other.task.run(),
        async check() {
          const sql = 'SELECT target FROM gj_audit WHERE action = ? AND at = ?';
          expect(await at(b).tenant.database.all(sql, ['backup-made', now])).toHaveLength(1);
          await rm(folder, { recursive: true });
        },
      };
    }

    /** Each entry of the trail is sealed by one link, and each link follows from the one before. */
    async function sealed(): Promise<Job> {
      await signIn();
      const { tenant } = at(b);
      return {
        slow: () => at(a).node.run('audit-links'),
        other: () => at(b).node.run('audit-links'),
        async check() {
          const flaws: TrailFlaw[] = [];
          const tell = (flaw: TrailFlaw) => void flaws.push(flaw);
          const found = await tenant.database.snapshot((reader) => verifyTrail(reader, [], tell));
          expect([flaws, found.links > 0]).toEqual([[], true]);
        },
      };
    }

    /** Whatever is sent twice, nothing is passed over, and nothing comes before what is older. */
    async function forwarded(): Promise<Job> {
      await signIn();
      const receiver = await openLineReceiver();
      const forward = ({ tenant, node }: TestNode) =>
        forwardTrail({
          database: tenant.database,
          node: node.host.node,
          egress: operatorEgress,
          to: { by: 'http', url: receiver.url },
          hostname: 'localhost',
          log: createLog('silent'),
        });
      await at(b).tenant.database.run('DELETE FROM gj_audit_forward');
      await at(b).node.run('audit-links');
      return {
        slow: () => forward(at(a)),
        other: () => forward(at(b)),
        async check() {
          await at(b).node.run('audit-links');
          await forward(at(b));
          const sql = 'SELECT id FROM gj_audit WHERE link IS NOT NULL ORDER BY link, at, id';
          const sealed = await at(b).tenant.database.all<{ id: string }>(sql);
          expect([...new Set(receiver.lines.map(({ id }) => id))]).toEqual(sealed.map(({ id }) => id));
          await receiver.close();
        },
      };
    }

    const jobs: Readonly<Record<LeasedWork, () => Promise<Job>>> = {
      migrations: migrated,
      'first-start': begun,
      tables: published,
      publish: published,
      archives: taken,
      'package-data': published,
      promoted: brought,
      design: designed,
      designs: designed,
      'change-sets': set,
      schedule: () => (isLong && round % 3 === 0 ? due() : meantAgain()),
      run: () => (isLong && round % 3 === 0 ? due() : midway()),
      issue: queued,
      masters: awaited,
      fill: refilled,
      story: playedOnce,
      outgoing: awaited,
      indexes: learned,
      search: searched,
      backup: backedUp,
      'audit-links': sealed,
      'audit-forward': forwarded,
    };
    /** Numbers of calls, always the same ones of a seed. */
    let seed = Number(process.env['GUIJU_SEED'] ?? 1);
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };

    /**
     * The work that leaves the house or makes something leave, and every sixth on each database; all of it in the long
     * run.
     */
    const tried = (Object.keys(leasedWork) as LeasedWork[]).filter(
      (work, at) =>
        isLong ||
        ['schedule', 'run', 'issue', 'outgoing'].includes(work) ||
        at % 6 === (under.name === 'mariadb' ? 3 : 0),
    );
    /** One job, begun by a node that falls asleep as `fall` says; what `meanwhile` does goes on while it sleeps. */
    async function asleep(
      work: LeasedWork,
      fall: (slowly: Sleeper, job: Job) => void,
      meanwhile: (other: Database) => Promise<void> = async () => {},
      begin = jobs[work],
    ): Promise<Asleep> {
      round += 1;
      const job = await begin();
      const slowly = job.own?.sleeper ?? sleeper;
      fall(slowly, job);
      const slow = Promise.allSettled([job.slow?.() ?? tick(a)]);
      const slept = await Promise.race([slowly.asleep.then(() => true), slow.then(() => false)]);
      // A call that was on its way when it fell asleep arrives.
      await setTimeout(20);
      const other = job.own?.other ?? at(b).tenant.database;
      const takings = async () => {
        const sql = 'SELECT holder AS taking FROM gj_lease WHERE name = ? OR name LIKE ?';
        return (await other.all<{ taking: string }>(sql, [work, `${work} %`])).map(({ taking }) => taking);
      };
      const held = await takings();
      let [calls, kept] = [0, false];
      try {
        if (slept) await meanwhile(other);
        for (let passes = 0; passes < 3; passes += 1) {
          // Its leases have run out.
          await at(b).tenant.database.run('UPDATE gj_lease SET expires_at = 0');
          await (job.other?.() ?? tick(b));
        }
        const now = await takings();
        kept = held.some((one) => now.includes(one));
      } finally {
        calls = slowly.wake();
        await slow;
      }
      await job.after?.();
      for (const node of [a, b, a, b]) await tick(node);
      await job.check();
      return { job, slowly, slept, calls, kept };
    }

    it.each(tried)('%s: what has to be done is done once', { timeout: 600_000 }, async (work) => {
      let most = runs(6, 24);
      for (let times = 0; times < runs(1, 6); times += 1) {
        const fall = (slowly: Sleeper, { at, passed }: Job) =>
          at ? slowly.sleepsBefore(at, passed) : slowly.sleepsIn(work, random(most));
        const { job, slept, calls } = await asleep(work, fall);
        if (!slept && !job.at) most = Math.max(2, calls);
      }
    });

    /**
     * In the usual run the two that leave the house; a file has one transaction at a time, and no server that ends it.
     * A migration is changes of tables, with each of which MariaDB ends a transaction, and an index of texts is made but
     * once.
     */
    const inside = tried.filter((work) =>
      isLong ? work !== 'migrations' && work !== 'search' : work === 'issue' || work === 'outgoing',
    );
    async function inTransaction(
      work: LeasedWork,
      moment: Moment,
      meanwhile?: (other: Database) => Promise<void>,
    ) {
      const begin = work === 'schedule' || work === 'run' ? due : jobs[work];
      const fall = (slowly: Sleeper) => slowly.sleepsInside(work, moment);
      // A record that is made in one pass is worked on in the next.
      const twice = async () => {
        await tick(a);
        await tick(a);
      };
      return asleep(work, fall, meanwhile, async () => ({ slow: twice, ...(await begin()) }));
    }

    describe.runIf(under.name === 'mariadb')('within a transaction', () => {
      // It has nothing that others wait for, so they take the lease; its fence comes last, and does not hold any more.
      it.each(inside)('%s: what sleeps when it has begun writes nothing', async (work) => {
        const { slept, slowly, kept } = await inTransaction(work, 'begin');
        expect(slept).toBe(true);
        if (slowly.slept.fenced) expect(slowly.slept.written).toBe(kept);
      });

      // Its fence holds the row of the lease: nobody takes it before the server has ended the transaction, and then
      // there is nothing left to commit.
      it.each(inside)('%s: what sleeps before its commit keeps its lease until it is ended', async (work) => {
        const { slept, slowly } = await inTransaction(work, 'commit', async (other) => {
          const sql = 'SELECT name FROM gj_lease WHERE name = ? OR name LIKE ? FOR UPDATE NOWAIT';
          const looked = other.all(sql, [work, `${work} %`]);
          await expect(looked).rejects.toMatchObject({ code: 'lock-timeout' });
        });
        expect(slept).toBe(true);
        expect(slowly.slept).toEqual({ fenced: true, written: false });
      });
    });
  },
);

/** A package with a form whose fields the test says. */
function notes(version: string, fields: readonly string[], records: readonly JsonObject[] = []) {
  const field = (name: string, more: JsonObject = {}) => ({
    name,
    kind: 'text',
    length: 60,
    label: label(name),
    ...more,
  });
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'notes',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'nt', label: label('Notes') },
        },
      ],
      ...(records.length > 0 ? [['data/base.json', { form: 'note', records: [...records] }] as const] : []),
      [
        'forms/note.json',
        {
          name: 'note',
          kind: 'master',
          sharing: 'everybody',
          label: label('Note'),
          list: { columns: ['number', 'title'], search: ['title'] },
          fields: [
            field('number', { required: true }),
            field('title'),
            { name: 'weight', kind: 'integer', label: label('Weight') },
            ...fields.map((name) => field(name)),
          ],
        },
      ],
    ]),
  );
}

/** A package of parameters. */
function office(version: string) {
  const top = {
    key: 'top',
    label: label('Top'),
    value: { kind: 'integer' },
    unset: { label: label('None'), value: 0 },
  };
  return installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'office',
          version,
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'of', label: label('Office') },
        },
      ],
      ['params/limits.json', { type: 'limits', label: label('Limits'), params: [top] }],
      [
        'forms/desk.json',
        {
          name: 'desk',
          kind: 'master',
          sharing: 'everybody',
          label: label('Desk'),
          fields: [{ name: 'number', kind: 'text', label: label('Number') }],
        },
      ],
    ]),
  );
}
