import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Once } from '../../../call/call.ts';
import { createLog } from '../../../config/log.ts';
import { LeaseLost } from '../../../database/fence.ts';
import { sweepLeases } from '../../../database/lease.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { createJobs } from '../../../work/jobs/create-jobs.ts';
import { installedFrom } from '../publisher.ts';
import { createRefills } from './create-refills.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const path = '/api/forms/leaflet/records';

describeOnDatabases('what a publish leaves to be computed anew', (database) => {
  let node: TestNode;
  let version = 0;
  const leaflet = (formula: string, more: JsonObject = {}) => {
    version += 1;
    const guiju = { prefix: 'lf', label: label('Leaflets') };
    const fields = [
      field('number', 'text', { length: 40, required: true }),
      field('price', 'money', { ownable: true }),
      field('note', 'text', { length: 20, ...more }),
      field('worth', 'formula', { formula, precision: 6, scale: 2 }),
    ];
    const sharing = { allowed: ['hierarchical'], default: 'hierarchical' };
    return installedFrom(
      new Map<string, Json>([
        [
          'package.json',
          { name: 'leaflets', version: `1.${version}.0`, peerDependencies: { platform: '*' }, guiju },
        ],
        ['forms/leaflet.json', { name: 'leaflet', kind: 'master', label: label('leaflet'), sharing, fields }],
      ]),
    );
  };
  const ok = async (...asked: Parameters<typeof node.ask>) => {
    const { status, body } = await node.ask(...asked);
    expect(status, JSON.stringify(body)).toBeLessThan(300);
    return body;
  };
  const worths = async (org = '') => {
    const { items } = await ok('GET', `${path}?sort=number&fields=number,worth&limit=500${org}`);
    return (items as JsonObject[]).map(({ worth }) => worth);
  };
  const left = () => node.tenant.database.all('SELECT revision, state FROM gj_fill');
  /** As a node has them that looks at once. */
  const refills = (store = node.tenant.store) => {
    const log = createLog('silent');
    const jobs = createJobs({ ...node.tenant, log });
    const made = createRefills({ ...node.tenant, store, jobs, log, clock: Date.now, patience: -1_000 });
    return { made, jobs };
  };
  const goOn = async (of: ReturnType<typeof refills>) => {
    await of.made.goOn();
    await of.made.idle();
    await of.jobs.idle();
  };
  const jobs = async () => {
    const { items } = await ok('GET', '/api/forms/job/records?view=manage&sort=-createdAt&limit=50');
    return (items as JsonObject[]).filter(({ name }) => String(name).includes('leaflet'));
  };

  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([leaflet('price * 2')]);
    const { items } = await ok('GET', '/api/forms/organisation/records?view=manage');
    const parent = { id: (items as JsonObject[])[0]?.['id'] ?? null };
    await ok('POST', '/api/forms/organisation/records', { number: 'BRANCH', name: 'Branch', parent });
    for (const at of [1, 2, 3, 4, 5]) await ok('POST', path, { number: `L${at}`, price: `${at}` });
    const [first] = (await ok('GET', `${path}?number=L1`))['items'] as JsonObject[];
    const one = `${path}/${String(first?.['id'])}`;
    await ok('POST', '/api/forms/leaflet/assignments', {
      records: [first?.['id'] ?? null],
      orgs: ['BRANCH'],
    });
    const tag = async () => ({ 'if-match': `"${(await ok('GET', `${one}?org=BRANCH`))['revision']}"` });
    await ok('POST', `${one}/actions/personalise?org=BRANCH`, {}, await tag());
    await ok('PATCH', `${one}?org=BRANCH`, { price: '100' }, await tag());
  });
  afterAll(() => node.close());

  it('is done though nobody began it, own copies too', async () => {
    await node.publish([leaflet('price * 3')]);
    expect(await left()).toMatchObject([{ state: null }]);
    expect(await worths()).toEqual(['2', '4', '6', '8', '10']);
    await goOn(refills());
    expect(await left()).toEqual([]);
    expect(await worths()).toEqual(['3', '6', '9', '12', '15']);
    expect(await worths('&org=BRANCH')).toEqual(['300']);
    // No person published: none is made to own what records said no.
    expect((await jobs())[0]).toMatchObject({ status: 'done', updated: 6, failed: 0, user: null });
  });

  it('waits for whoever published to begin it', async () => {
    await node.publish([leaflet('price * 4')]);
    await node.node.run('fills');
    expect(await left()).toHaveLength(1);
    await goOn(refills());
    expect(await worths()).toEqual(['4', '8', '12', '16', '20']);
  });

  it('goes on where it was cut off, with what was counted', async () => {
    await node.publish([leaflet('price * 5')]);
    const { store } = node.tenant;
    let saved = 0;
    const cut = new Proxy(store, {
      get(of, name: keyof typeof store) {
        if (name !== 'patch') return of[name];
        return (...asked: Parameters<typeof store.patch>) => {
          saved += 1;
          if (saved > 3) throw new LeaseLost('fill');
          return of.patch(...asked);
        };
      },
    });
    await goOn(refills(cut));
    expect(await worths()).toEqual(['5', '10', '15', '16', '20']);
    expect(await left()).toHaveLength(1);
    await goOn(refills());
    expect(await worths()).toEqual(['5', '10', '15', '20', '25']);
    expect(await worths('&org=BRANCH')).toEqual(['500']);
    expect(await left()).toEqual([]);
    await goOn(refills());
    expect((await jobs()).map(({ status }) => status).slice(0, 2)).toEqual(['done', 'failed']);
  });

  it('is begun by the call that publishes, and says beforehand what will not be saved', async () => {
    const files = (formula: string, more: JsonObject) => ({
      packages: [{ files: Object.fromEntries(leaflet(formula, more).files) }],
    });
    const body = files('price * 900', { required: true, default: 'n' });
    const english = { 'accept-language': 'en' };
    const plan = await node.ask('POST', '/api/model/plan', { ...body, fill: true }, english);
    expect(plan.body['issues']).toContainEqual(
      expect.objectContaining({
        code: 'records-not-remade',
        message: expect.stringMatching(/^1 record of “leaflet” .*: L1 \(BRANCH\)\./),
      }),
    );
    const hash = plan.body['hash'] ?? null;
    const applied = await node.ask('POST', '/api/model/apply', { ...body, hash, fill: true }, english);
    const job = await (async () => {
      for (;;) {
        const found = await node.ask('GET', `/api/jobs/${String(applied.body['job'])}`, undefined, english);
        if (found.body['status'] === 'done') return found.body;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    expect(job).toMatchObject({ name: 'Fill in defaults: note; Recompute: leaflet' });
    expect(job['message']).toMatch(/^Defaults filled in: 5 records\. Recomputed: . records? changed\./);
    expect(await left()).toEqual([]);
  });

  it('is begun once by a request that is sent again, and by none where nothing is left', async () => {
    const [made, again] = [refills(), refills()];
    const marked = new Map<string, number>();
    const once = (key: string): Once => ({
      next: () => ({
        principal: 'p',
        key,
        hash: 'h',
        lasts: 60_000,
        ...(marked.has(key) && { written: marked.get(key) as number }),
      }),
      part: () => once(key),
    });
    const call = { ...node.tenant.systemCall(), once: once('refill 1') };
    const listed = async () => (await ok('GET', '/api/forms/job/records?view=manage&limit=500'))['items'];
    const before = ((await listed()) as JsonObject[]).length;
    expect(await made.made.begin(call, 77)).toBeNull();
    expect((await listed()) as JsonObject[]).toHaveLength(before);
    const revision = await node.publish([leaflet('price * 6', { required: true, default: 'n' })]);
    const job = await made.made.begin(call, revision);
    marked.set('refill 1', Number(job?.revision));
    expect(await again.made.begin(call, revision)).toMatchObject({ id: job?.id });
    await Promise.all([made, again].flatMap((one) => [one.made.idle(), one.jobs.idle()]));
    expect(await again.made.begin(call, revision)).toMatchObject({ id: job?.id });
    const rows = (await listed()) as JsonObject[];
    expect(rows.map(({ name }) => name)).not.toContain('');
    expect(rows).toHaveLength(before + 1);
    expect(await left()).toEqual([]);
  });

  it('gives its lease back where its job was cancelled before it began, and one of a dead node is swept', async () => {
    const { database: rows } = node.tenant;
    const leases = () => rows.all("SELECT name FROM gj_lease WHERE name LIKE 'fill %'");
    const revision = await node.publish([leaflet('price * 7', { required: true, default: 'n' })]);
    const of = refills();
    const job = await of.made.begin(node.tenant.systemCall(), revision);
    await of.jobs.cancel(node.tenant.systemCall(), String(job?.id), true);
    await of.made.idle();
    expect(await leases()).toEqual([]);
    const day = 24 * 3_600_000;
    for (const [name, at] of [
      ['fill 1', Date.now() - 2 * day],
      ['fill 2', Date.now() + 6_000],
    ] as const)
      await rows.run('INSERT INTO gj_lease (name, holder, expires_at) VALUES (?, ?, ?)', [name, 'x', at]);
    await sweepLeases(rows);
    expect(await leases()).toEqual([{ name: 'fill 2' }]);
    await rows.run("DELETE FROM gj_lease WHERE name = 'fill 2'");
  });

  it('tells why which records were refused and is done once more when asked; nobody hears of what is over', async () => {
    const publish = async (formula: string) => {
      const body = { packages: [{ files: Object.fromEntries(leaflet(formula).files) }] };
      const { hash } = await ok('POST', '/api/model/plan', body);
      return ok('POST', '/api/model/apply', { ...body, hash: hash ?? null });
    };
    const ended = async (id: Json | undefined) => {
      await expect.poll(async () => (await ok('GET', `/api/jobs/${String(id)}`))['status']).toBe('done');
      return node.ask('GET', `/api/jobs/${String(id)}`, undefined, { 'accept-language': 'en' });
    };
    const waiting = async (id: Json | undefined) =>
      ((await ok('GET', '/api/inbox'))['items'] as JsonObject[]).filter((one) =>
        String(one['id']).includes(String(id)),
      ).length;
    const { items } = await ok('GET', `${path}?number=L5`);
    const [{ id = null, revision = null } = {}] = items as JsonObject[];
    const priced = (price: string, tag: Json) =>
      node.ask('PATCH', `${path}/${String(id)}`, { price }, { 'if-match': `"${String(tag)}"` });
    expect((await priced('11', revision)).status).toBe(200);

    const { job } = await publish('price * 99');
    const other = await ended(job);
    expect([other.body['failed'], await waiting(job)]).toEqual([0, 0]);
    const wrong = await ok('POST', `/api/jobs/${String(job)}/again`);
    expect((await ended(wrong['id'])).body['updated']).toBe(0);

    const { packages } = { packages: [{ files: Object.fromEntries(leaflet('price * 950').files) }] };
    const planned = await node.ask('POST', '/api/model/plan', { packages }, { 'accept-language': 'en' });
    // Four records and no more will be computed; the fifth, and a copy of the first, cannot be saved.
    expect((planned.body['issues'] as JsonObject[]).map(({ message }) => message)).toEqual([
      '4 records of “leaflet” will have worth recomputed right after the publish',
      expect.stringMatching(/^2 records of “leaflet” cannot be saved after recalculation/),
    ]);
    const { job: failing } = await publish('price * 950');
    const { body } = await ended(failing);
    const { refused, reasons } = body['details'] as JsonObject;
    const reason = 'worth: At most 4 digits before the decimal point; there are 5';
    const link = expect.stringContaining('/forms/leaflet/');
    expect(refused).toEqual([
      { form: 'leaflet', number: 'L5', org: 'root', link, reason },
      { form: 'leaflet', number: 'L1', org: 'BRANCH', link, reason },
    ]);
    expect(reasons).toEqual([{ form: 'leaflet', reason, count: 2 }]);
    expect(await waiting(failing)).toBe(1);

    const { job: next } = await publish('price * 900');
    expect([(await ended(next)).body['failed'], await waiting(failing), await waiting(next)]).toEqual([
      1, 0, 1,
    ]);
    const again = await ok('POST', `/api/jobs/${String(next)}/again`);
    expect([(await ended(again['id'])).body['failed'], await waiting(next)]).toEqual([1, 0]);
    expect(await waiting(again['id'])).toBe(1);
    // Another node is at it.
    const { database: rows } = node.tenant;
    const lease = `fill ${String((again['details'] as JsonObject)['publish'])}`;
    const until = Date.now() + 60_000;
    await rows.run('INSERT INTO gj_lease (name, holder, expires_at) VALUES (?, ?, ?)', [lease, 'x', until]);
    const busy = await node.ask('POST', `/api/jobs/${String(again['id'])}/again`);
    expect([busy.status, busy.body['code']]).toEqual([409, 'job-under-way']);
    await rows.run('DELETE FROM gj_lease WHERE name = ?', [lease]);
    await rows.run('DELETE FROM gj_fill');

    const plan = await ok('POST', '/api/publishes/undo/plan', {});
    await ok('POST', '/api/publishes/undo', { hash: plan['hash'] ?? null });
    expect(await waiting(again['id'])).toBe(0);
    await publish('price * 7');
  });

  it('is done once more of a job that a publish left alone', async () => {
    const { jobs: made } = refills();
    const work = { kind: 'other', name: label('stocktake'), details: {}, run: async () => ({}) } as const;
    const { id } = await made.start(node.tenant.systemCall(), work);
    await made.over(id);
    const { status, body } = await node.ask('POST', `/api/jobs/${id}/again`);
    expect([status, body['code']]).toEqual([409, 'job-not-again']);
  });

  it('is tried for the oldest and the newest of very many records, and the plan says so', async () => {
    const items = Array.from({ length: 1_100 }, (_, at) => ({
      op: 'create',
      body: { number: `M${at}`, price: '1', note: 'n' },
    }));
    for (const from of [0, 400, 800])
      await ok('POST', '/api/forms/leaflet/batch', { items: items.slice(from, from + 400) });
    // The newest one has too many digits then.
    await ok('POST', path, { number: 'LARGE', price: '11', note: 'n' });
    const body = { packages: [{ files: Object.fromEntries(leaflet('price * 2000').files) }] };
    const plan = await node.ask('POST', '/api/model/plan', body, { 'accept-language': 'en' });
    const said = (plan.body['issues'] as JsonObject[]).map(({ code, message }) => [code, message]);
    expect(said).toContainEqual([
      'records-not-tried',
      'Of 1107 records of “leaflet”, only the 1001 oldest and newest were tried. The job lists any others that cannot be saved',
    ]);
    expect(said).toContainEqual([
      'records-not-remade',
      expect.stringMatching(/^\d+ records? of “leaflet” .*LARGE/),
    ]);
  });
});
