import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { cli } from '../../cli/captured-terminal.suite.ts';
import { refusal } from '../../common/refusal.ts';
import { recordsThen } from '../../effective/decisions/records-then.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { historyBegins } from '../../storage/store/history/history-begins.ts';
import { thinHistory } from './thin-history.ts';
import { thinRecords } from './thin-records.ts';

const label = (name: string) => ({ zh: name, en: name });
const day = 24 * 3_600_000;
const secret = '07'.repeat(32);
const orgs = ['A', 'B'] as const;

type Step =
  | { readonly do: 'make' }
  | { readonly do: 'wait'; readonly days: number }
  | { readonly do: 'change' | 'delete' | 'restore'; readonly which: number; readonly value: number }
  | {
      readonly do: 'assign' | 'withdraw' | 'copy';
      readonly which: number;
      readonly org: (typeof orgs)[number];
    }
  /** What is older than so many days before then goes. */
  | { readonly do: 'thin'; readonly days: number };

/** The second version makes numbers of texts, of which those are lost that are none. */
const noted = (version: string) =>
  notePackage(
    [
      { name: 'title', kind: 'text', label: label('title'), length: 40 },
      { name: 'size', kind: version === '1.0.0' ? 'text' : 'integer', label: label('size') },
      { name: 'pin', kind: 'text', label: label('pin'), length: 40, ownable: true, personal: true },
    ],
    { sharing: { allowed: ['free', 'private'], default: 'free' } },
    version,
  );

const which = fc.integer({ min: 0, max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ do: 'make' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('change' as const, 'change' as const, 'delete' as const, 'restore' as const),
      which,
      value: fc.integer({ min: 0, max: 9 }),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('assign' as const, 'assign' as const, 'withdraw' as const, 'copy' as const),
      which,
      org: fc.constantFrom(...orgs),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('thin' as const), days: fc.integer({ min: 0, max: 60 }) }),
  },
);

describeOnDatabases('what the settings no longer want to be kept', (under) => {
  let node: TestNode;
  let now = Date.parse('2000-03-01T02:00:00Z');

  const ask: TestNode['ask'] = (...asked) => node.ask(...asked);
  const passes = (milliseconds: number) => {
    now += milliseconds;
    vi.setSystemTime(now);
  };
  const codeOf = async (answer: ReturnType<typeof ask>) => {
    const { status, body } = await answer;
    return [status, body['code']];
  };
  const notes = '/api/forms/note/records';
  const settings = '/api/forms/tenant-settings/record?org=root';
  const setMonths = async (body: JsonObject) => {
    const { body: found } = await ask('GET', settings);
    const { status, body: said } = await ask('PATCH', settings, body, {
      'if-match': `"${String(found['revision'] ?? 0)}"`,
    });
    expect([200, 201], JSON.stringify(said)).toContain(status);
  };
  const read = async (id: string) => (await ask('GET', `${notes}/${id}?view=manage&org=root`)).body;
  const etag = async (id: string) => ({ 'if-match': `"${String((await read(id))['revision'])}"` });
  const make = async (number: string) => {
    const { body } = await ask('POST', `${notes}?org=root`, {
      number,
      title: 'one',
      pin: 'first',
      sharing: 'free',
    });
    return String(body['id']);
  };
  const versions = async (id: string) => {
    const { body } = await ask('GET', `${notes}/${id}/history?org=root`);
    const items = (body['items'] as JsonObject[]).map((one) => [
      one['operation'],
      (one['record'] as JsonObject | null)?.['title'],
    ]);
    return [...items, ...(body['thinned'] === true ? ['and what is no longer kept'] : [])];
  };
  const doctor = async () => {
    const home = under.name === 'sqlite' ? dirname(fileURLToPath(under.url.replace('sqlite:', 'file:'))) : '';
    const place = home ? { GUIJU_HOME: home } : { DATABASE_URL: under.url };
    const environment = { ...place, GUIJU_SECRET: secret };
    const { json } = await cli(['doctor', '--json'], { environment });
    return ((json as JsonObject)['findings'] as JsonObject[]).filter(({ status }) => status === 'fail');
  };

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    node = await openTestNode(under.url, { clock: () => Date.now() });
    await node.publish([noted('1.0.0')]);
    for (const number of orgs)
      await ask('POST', '/api/forms/organisation/records', {
        number,
        name: number,
        parent: { number: 'root' },
      });
  });
  afterAll(async () => {
    vi.useRealTimers();
    await node?.close();
  });

  it('goes a day after they say so, and everything since can be read as before', async () => {
    const began = new Date(now).toISOString();
    const [id, gone] = [await make('N1'), await make('N2')];
    const since = Number((await read(id))['revision']);
    passes(30 * day);
    await ask('PATCH', `${notes}/${id}?org=root`, { title: 'two' }, await etag(id));
    const two = Number((await read(id))['revision']);
    passes(30 * day);
    await ask('PATCH', `${notes}/${id}?org=root`, { title: 'three' }, await etag(id));
    await ask('DELETE', `${notes}/${gone}?org=root`, undefined, await etag(gone));
    const published = await node.publish([noted('1.1.0')]);
    await make('N3');
    passes(300 * day);
    await ask('PATCH', `${notes}/${id}?org=root`, { title: 'four' }, await etag(id));
    passes(200 * day);
    await setMonths({ historyMonths: 12 });
    const all = [
      ['update', 'four'],
      ['update', 'three'],
      ['update', 'two'],
      ['create', 'one'],
    ];
    await node.node.run('thinning');
    expect(await versions(id)).toEqual(all);

    passes(2 * day);
    await node.node.run('thinning');
    const left = [...all.slice(0, 2), 'and what is no longer kept'];
    expect(await versions(id)).toEqual(left);
    expect((await ask('GET', '/api/forms/note/deleted?org=root')).body['items']).toEqual([]);
    const restored = `${notes}/${id}/history/${two}/restore?org=root`;
    expect(await codeOf(ask('POST', restored, {}, await etag(id)))).toEqual([404, 'version-unknown']);
    expect(await codeOf(ask('GET', `/api/params/values?org=root&at=${began}`))).toEqual([
      410,
      'then-not-kept',
    ]);
    expect((await node.raw('GET', `/api/watch?since=${since}`)).status).toBe(410);
    expect(await codeOf(ask('POST', '/api/publishes/undo/plan', { publish: published }))).toEqual([
      409,
      'undo-too-old',
    ]);
    const { body: trail } = await ask('GET', '/api/audit?action=history-thinned');
    expect(trail['items']).toMatchObject([
      { action: 'history-thinned', detail: { records: expect.any(Number) } },
    ]);
    expect(await doctor()).toEqual([]);
    const { database } = node.tenant;
    expect(await database.all('SELECT path FROM gj_reshape WHERE revision <= ?', [published])).toEqual([]);
    expect(await database.all('SELECT path FROM gj_replaced')).toEqual([]);
    await node.node.run('thinning');
    expect(await versions(id)).toEqual(left);
  });

  it('is of the audit trail what is older than it says, and plans of tables that ended long ago', async () => {
    const entries = async () => {
      const rows = await node.tenant.database.all<{ at: number }>('SELECT at FROM gj_audit ORDER BY at');
      return rows.map(({ at }) => Number(at));
    };
    await setMonths({ historyMonths: null, auditMonths: 6 });
    const before = await entries();
    expect(before[0]).toBeLessThan(now - 200 * day);
    passes(2 * day);
    await node.node.run('thinning');
    const after = await entries();
    expect(after[0]).toBeGreaterThan(now - 190 * day);
    expect(after).toEqual(expect.arrayContaining(before.filter((at) => at > now - 180 * day)));
    const plans = await node.tenant.database.all<{ at: number }>('SELECT at FROM gj_plan');
    expect(plans.filter(({ at }) => Number(at) < now - 90 * day)).toEqual([]);
    const steps = 'SELECT plan FROM gj_journal WHERE plan NOT IN (SELECT id FROM gj_plan)';
    expect(await node.tenant.database.all(steps)).toEqual([]);
  });

  it('is of jobs those that have ended, with their history but for that they are gone', async () => {
    const { database, store, systemCall } = node.tenant;
    const form = systemCall().served.model.formsById.get('job');
    if (!form) throw new Error('no jobs');
    const jobs = new Map<string, string>();
    for (const status of ['done', 'failed', 'cancelled', 'waiting'])
      jobs.set(
        status,
        (await store.create(systemCall(), form, { kind: 'other', name: status, status })).record.id,
      );
    const left = async () => {
      const found = await Promise.all(
        [...jobs].map(async ([status, id]) => {
          const path = `/api/forms/job/records/${id}?view=manage&org=root`;
          return (await ask('GET', path)).status === 200 ? status : '';
        }),
      );
      return found.filter(Boolean);
    };
    passes(20 * day);
    await setMonths({ auditMonths: null, passingDays: 30 });
    passes(8 * day);
    await node.node.run('thinning');
    expect(await left()).toEqual(['done', 'failed', 'cancelled', 'waiting']);
    passes(5 * day);
    await node.node.run('thinning');
    expect(await left()).toEqual(['waiting']);
    const history = await database.all<{ operation: string; snapshot: string | null }>(
      'SELECT operation, snapshot FROM gj_history WHERE record = ?',
      [jobs.get('done') ?? ''],
    );
    expect(history).toEqual([{ operation: 'delete', snapshot: null }]);
    const { body } = await ask('GET', '/api/forms/job/deleted?org=root');
    expect(body['items']).toEqual([]);
    expect(await doctor()).toEqual([]);
  });

  it('goes on behind records that stay, however many they are', async () => {
    const { database, store, systemCall } = node.tenant;
    const form = systemCall().served.model.formsById.get('job');
    if (!form) throw new Error('no jobs');
    for (let at = 0; at < 203; at += 1)
      await store.create(systemCall(), form, { kind: 'other', name: String(at), status: 'done' });
    passes(day);
    const referred = refusal('referenced', 409);
    let asked = 0;
    const held = {
      list: store.list,
      remove: async (...those: Parameters<typeof store.remove>) => {
        asked += 1;
        if (asked <= 200) throw referred();
        return store.remove(...those);
      },
    };
    const parts = { database, store: held };
    const ended = { state: 'status', ended: ['done'] };
    const before = new Date(now).toISOString();
    const begun = await thinRecords(parts, systemCall(), form, ended, { before });
    expect(begun).toMatchObject({ gone: 0, round: { before } });
    expect(await thinRecords(parts, systemCall(), form, ended, begun.round ?? { before })).toEqual({
      gone: 3,
      round: undefined,
    });
  });

  it('leaves each moment since as it was, who held a record and with which copy included', async () => {
    let serial = 0;
    const { database } = node.tenant;
    const form = node.tenant.served().model.forms.get('note');
    if (!form) throw new Error('no form');
    const then = async (revision: number) => {
      const { records } = await recordsThen(database, form, revision, (_form, stored, { content }) => ({
        ...stored,
        ...content,
      }));
      return [...records]
        .map(([id, { record, assigned, copies }]) => ({
          id,
          record,
          assigned: [...(assigned ?? [])].sort(),
          copies: [...(copies ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    };
    const ends = async (from: number) => {
      const rows = await database.all<{ last: number }>(
        'SELECT last_revision AS last FROM gj_commit WHERE last_revision >= ? ORDER BY last_revision',
        [from],
      );
      return rows.map(({ last }) => Number(last));
    };
    const thin = async (days: number) => {
      const begins = await historyBegins(database);
      const states = new Map<number, unknown>();
      for (const revision of await ends(begins)) states.set(revision, await then(revision));
      for (let gone = -1; gone !== 0; ) gone = await thinHistory(database, now - days * day);
      const from = await historyBegins(database);
      const left = await ends(from);
      // The server itself may have written meanwhile.
      for (const [revision, state] of states) {
        if (revision < from) continue;
        expect(left).toContain(revision);
        expect(await then(revision), `as of ${revision}, thinned until ${from}`).toEqual(state);
      }
      const doubled = await database.all(
        `SELECT record FROM gj_history WHERE form = 'note' AND revision <= ? GROUP BY record HAVING COUNT(*) > 1`,
        [from],
      );
      expect(doubled).toEqual([]);
    };

    const perform = async (made: string[], one: Step): Promise<void> => {
      if (one.do === 'wait') return passes(one.days * day);
      if (one.do === 'make') return void made.push(await make(`L${String(++serial)}`));
      if (one.do === 'thin') return thin(one.days);
      const id = made[one.which % Math.max(made.length, 1)];
      if (id === undefined) return;
      passes(1000);
      if (one.do === 'assign' || one.do === 'withdraw') {
        const method = one.do === 'assign' ? 'POST' : 'DELETE';
        await ask(method, '/api/forms/note/assignments?org=root', { records: [id], orgs: [one.org] });
      } else if (one.do === 'copy') {
        const { body } = await ask('GET', `${notes}/${id}?org=${one.org}`);
        const match = { 'if-match': `"${String(body['revision'])}"` };
        await ask(
          'POST',
          `${notes}/${id}/actions/personalise?org=${one.org}`,
          { pin: `of ${one.org}` },
          match,
        );
      } else if (one.do === 'delete')
        await ask('DELETE', `${notes}/${id}?org=root`, undefined, await etag(id));
      else if (one.do === 'change')
        await ask('PATCH', `${notes}/${id}?org=root`, { title: `title ${one.value}` }, await etag(id));
      else {
        const { body } = await ask('GET', '/api/forms/note/deleted?org=root');
        const found = (body['items'] as JsonObject[]).find((each) => each['id'] === id);
        const path = `${notes}/${id}/history/${String(found?.['revision'])}/restore?org=root`;
        if (found) await ask('POST', path, {}, { 'if-match': '"0"' });
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
        const made = [await make(`L${String(++serial)}`)];
        for (const one of steps) await perform(made, one);
        await thin(0);
      }),
      { numRuns: runs(8, 100) },
    );
    const kept = await database.all('SELECT record FROM gj_history WHERE INSTR(snapshot, \'"held"\') > 0');
    expect(kept.length).toBeGreaterThan(0);
    expect(await doctor()).toEqual([]);
  });
});
