import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { allPages } from '../../../workshop/pages.ts';
import { runs } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const hour = 3_600_000;
const addresses = ['t/limit', 't/alone', 't/given', 'd/T', 'd/T:M', 'd/*'] as const;
const places = ['A', 'B', 'C', ''] as const;

/** The versions of the package, by how they define one parameter. */
const variants: Readonly<Record<string, JsonObject>> = {
  first: { unset: { label, value: 10 } },
  'another meaning of unset': { unset: { label, value: 20 } },
  'no inheritance': { unset: { label, value: 10 }, inherited: false },
  'a preset': { unset: { label, value: 10 }, preset: 30 },
  'the system only': { unset: { label, value: 10 }, scopes: ['system'] },
};

function definitions(version: number, variant: JsonObject) {
  const value = { kind: 'integer' };
  const unset = { label };
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'tuned', version: `1.${version}.0`, guiju: { prefix: 'tn', label } }],
      [
        'params/t.json',
        {
          type: 't',
          label,
          params: [
            { key: 'limit', label, value, ...variant },
            { key: 'alone', label, value, unset, inherited: false },
            { key: 'given', label, value: { kind: 'text' }, unset, preset: 'p' },
          ],
        },
      ],
      [
        'params/d.json',
        { type: 'd', label, params: [{ dimension: 'tax-number+machine', label, value, unset }] },
      ],
    ]),
  );
}

type Step =
  | {
      readonly do: 'set';
      readonly at: string;
      readonly org: string;
      readonly value: number;
      readonly locked: boolean;
      readonly from: number | null;
      readonly days: number | null;
    }
  | { readonly do: 'unset'; readonly at: string; readonly org: string; readonly which: number }
  | { readonly do: 'move'; readonly org: string; readonly to: string }
  | { readonly do: 'zone'; readonly org: string; readonly zone: string }
  | { readonly do: 'publish'; readonly variant: string }
  | { readonly do: 'wait'; readonly hours: number };

const at = fc.constantFrom(...addresses);
const org = fc.constantFrom(...places);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      at,
      org,
      value: fc.nat(5),
      locked: fc.boolean(),
      from: fc.option(fc.integer({ min: -1, max: 3 })),
      days: fc.option(fc.nat(3)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('unset' as const), at, org, which: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      org: fc.constantFrom('B', 'C'),
      to: fc.constantFrom('root', 'A', 'B', 'C'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('zone' as const),
      org: fc.constantFrom('A', 'C'),
      zone: fc.constantFrom('Pacific/Auckland', 'America/Los_Angeles', ''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      variant: fc.constantFrom(...Object.keys(variants)),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }),
  },
);

describeOnDatabases('what was read at moments of the past', (under) => {
  let node: TestNode;
  let headers: Readonly<Record<string, string>> = {};
  let now = Date.parse('2031-03-01T02:00:00Z');
  let version = 0;

  const ask = (method: string, path: string, body?: Json, more: Readonly<Record<string, string>> = {}) =>
    node.ask(method, path, body, { 'accept-language': 'en', ...headers, ...more });
  const codes = ({ status, body }: TestAnswer) =>
    [status, body['code'] ?? '', ...((body['errors'] ?? []) as JsonObject[]).map(({ code }) => code)]
      .join(' ')
      .trim();
  /** Nothing happens at the same millisecond as what was looked at. */
  const passes = (milliseconds: number) => {
    now += milliseconds;
    vi.setSystemTime(now);
  };
  const publish = (variant: JsonObject) => node.publish([definitions(version++, variant)]);

  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now });
    node = await openTestNode(under.url, { clock: () => Date.now() });
    const { body } = await node.ask('POST', '/api/me/tokens', {
      name: 'for years',
      scopes: ['read', 'write', 'administer'],
    });
    headers = { authorization: `Bearer ${String(body['token'])}` };
    passes(1000);
    await publish(variants['first'] ?? {});
    passes(1000);
  });
  afterAll(async () => {
    await node.close();
    vi.useRealTimers();
  });

  async function organisation(number: string, parent: string): Promise<void> {
    const body = { number, name: number, parent: { number: parent } };
    expect(codes(await ask('POST', '/api/forms/organisation/records', body))).toBe('201');
  }

  async function change(number: string, body: JsonObject): Promise<void> {
    const { body: found } = await ask('GET', `/api/forms/organisation/records?number=${number}`);
    const [record] = found['items'] as JsonObject[];
    const path = `/api/forms/organisation/records/${String(record?.['id'])}`;
    const changed = await ask('PATCH', path, body, { 'if-match': `"${String(record?.['revision'])}"` });
    expect(changed.status).toBeLessThan(500);
  }

  const placed = (world: string, place: string) => (place === '' ? 'scope=system' : `org=${world}${place}`);

  async function perform(world: string, one: Step): Promise<void> {
    if (one.do === 'wait') passes(one.hours * hour);
    else if (one.do === 'publish') await publish(variants[one.variant] ?? {}).catch(() => undefined);
    else if (one.do === 'zone') await change(`${world}${one.org}`, { timezone: one.zone || null });
    else if (one.do === 'move')
      await change(`${world}${one.org}`, {
        parent: { number: one.to === 'root' ? 'root' : `${world}${one.to}` },
      });
    else {
      const path = `/api/params/${one.at}?${placed(world, one.org)}`;
      const { body } = await ask('GET', path);
      const own = (body['own'] ?? []) as {
        id: string;
        revision: number;
        validFrom: string;
        validTo: string;
      }[];
      const answer = one.do === 'set' ? await set(path, one, own) : await unset(path, own[one.which]);
      expect(answer?.status ?? 200).toBeLessThan(500);
    }
  }

  function set(
    path: string,
    one: Step & { do: 'set' },
    own: readonly { id: string; revision: number; validFrom: string | null; validTo: string | null }[],
  ) {
    const day = (days: number) => new Date(now + days * 24 * hour).toISOString().slice(0, 10);
    const validFrom = one.from === null ? null : day(one.from);
    const validTo = one.days === null ? null : day((one.from ?? 0) + one.days);
    const same = own.find((each) => each.validFrom === validFrom && each.validTo === validTo);
    const value = one.at === 't/given' ? `v${one.value}` : one.value;
    const match: Record<string, string> = same ? { 'if-match': `"${same.revision}"` } : {};
    return ask('PUT', path, { value, validFrom, validTo, locked: one.locked }, match);
  }

  async function unset(path: string, one: { id: string; revision: number } | undefined) {
    return one && ask('DELETE', `${path}&id=${one.id}`, undefined, { 'if-match': `"${one.revision}"` });
  }

  /** Reads the values of all places and instances, now or then. */
  async function readings(world: string, then = ''): Promise<Readonly<Record<string, JsonObject>>> {
    const found: Record<string, JsonObject> = {};
    for (const place of ['A', 'B', 'C'])
      for (const instance of ['T', 'T:M', '*']) {
        const path = `/api/params/values?format=full&org=${world}${place}&instance=${instance}${then}`;
        const { status, body } = await ask('GET', path);
        expect([path, status, body['detail']]).toEqual([path, 200, undefined]);
        for (const [type, keys] of Object.entries(
          body['values'] as Record<string, Record<string, JsonObject>>,
        ))
          for (const [key, read] of Object.entries(keys)) found[`${place} ${type}/${key}`] = read;
      }
    return found;
  }

  const shown = (read: JsonObject | undefined | null) =>
    read ? `${JSON.stringify(read['value'])} ${String(read['raw'])} ${String(read['isSet'])}` : 'nothing';

  async function wholeHistory(world: string, place: string, path: string): Promise<readonly JsonObject[]> {
    return allPages<JsonObject, number>(async (cursor) => {
      const before = cursor === undefined ? '' : `&before=${cursor}`;
      const query = `effective=true&limit=3&org=${world}${place}${before}`;
      const { status, body } = await ask('GET', `/api/params/${path}/history?${query}`);
      expect(status).toBe(200);
      return { items: body['items'] as JsonObject[], next: body['next'] as number | null };
    });
  }

  /** Reads the history of the effective value, the oldest first: why, from what to what, by whom. */
  const moves = async (path: string, place: string, who: Readonly<Record<string, string>> = {}) => {
    const { body } = await ask('GET', `/api/params/${path}/history?effective=true&${place}`, undefined, who);
    return (body['items'] as JsonObject[])
      .map(({ cause, from, to, by, reason }) => {
        const value = (one: Json | undefined) => (one ? String((one as JsonObject)['value']) : '-');
        const person = by ? ` by ${String((by as JsonObject)['name'])}` : '';
        return `${String(cause)} ${value(from)}→${value(to)}${person}${reason ? ` (${String(reason)})` : ''}`;
      })
      .reverse();
  };

  it('is told with what moved it: a value, a lock, a day, a move, a zone, other definitions', async () => {
    await organisation('XA', 'root');
    await organisation('XB', 'XA');
    passes(1000);
    const path = '/api/params/t/limit';
    const put = async (query: string, body: JsonObject, reason: string) => {
      const { body: read } = await ask('GET', `${path}?${query}`);
      const [own] = read['own'] as { revision: number }[];
      const seen = own && body['validFrom'] === undefined ? { 'if-match': `"${own.revision}"` } : {};
      const answer = await ask('PUT', `${path}?${query}`, body, { 'guiju-reason': reason, ...seen });
      expect(codes(answer)).toMatch(/^20[01]$/);
      passes(1000);
      return (answer.headers.get('etag') ?? '').replaceAll('"', '');
    };
    await put('org=XB', { value: 1 }, 'own');
    await put('org=XA', { value: 2 }, 'above');
    await put('org=XA', { value: 2, locked: true }, 'all alike');
    await put('org=XA', { value: 2 }, 'as they like');
    const today = new Date(now + 8 * hour);
    const tomorrow = new Date(today.getTime() + 24 * hour).toISOString().slice(0, 10);
    await put('org=XB', { value: 3, validFrom: tomorrow, validTo: tomorrow }, 'a day');
    passes(48 * hour);
    const [own] = (await ask('GET', `${path}?org=XB`)).body['own'] as { id: string; revision: number }[];
    const match = { 'if-match': `"${own?.revision}"`, 'guiju-reason': 'enough' };
    expect(codes(await ask('DELETE', `${path}?org=XB&id=${own?.id}`, undefined, match))).toBe('200');
    passes(1000);
    await change('XB', { parent: { number: 'root' } });
    passes(1000);
    await publish(variants['another meaning of unset'] ?? {});
    passes(1000);
    expect(await moves('t/limit', 'org=XB')).toEqual([
      expect.stringMatching(/^move -→/),
      'set 10→1 by 管理员 (own)',
      'lock 1→2 by 管理员 (all alike)',
      'unlock 2→1 by 管理员 (as they like)',
      'date 1→3',
      'date 3→1',
      'unset 1→2 by 管理员 (enough)',
      'move 2→10 by 管理员',
      'definition 10→20 by System',
    ]);
    const zoned = new Date(now + 8 * hour).toISOString().slice(0, 10);
    await put('org=XB', { value: 7, validFrom: zoned }, 'from today');
    await change('XB', { timezone: 'Pacific/Pago_Pago' });
    passes(1000);
    expect((await moves('t/limit', 'org=XB')).slice(-2)).toEqual([
      'set 20→7 by 管理员 (from today)',
      'zone 7→3 by 管理员',
    ]);
    const page = `${path}/history?effective=true&org=XB`;
    const since = (await ask('GET', `${page}&since=${new Date(now - 1500).toISOString()}`)).body['items'];
    expect(since as Json[]).toHaveLength(1);
  });

  it('says who had set it, as whoever asks may see it today, by what was known then', async () => {
    await organisation('YA', 'root');
    await organisation('YB', 'YA');
    const roles = [{ role: { number: 'sees' }, organisation: 'YB' }];
    const grants = [{ type: 't', access: 'read', scope: 'own' }];
    await ask('POST', '/api/forms/role/records', { number: 'sees', name: 'Sees', paramGrants: grants });
    const user = { number: 'sees', name: 'Sees', organisation: 'YB', roles };
    const { body: made } = await ask('POST', '/api/forms/user/records', user);
    const password = 'a password nobody guesses';
    await node.node.gate.setPassword({ id: String(made['id']), number: 'sees' }, password);
    const { token } = await signInAs(node.node.gate, 'sees', password, {
      address: '::1',
      agent: null,
      requestId: 't',
    });
    const sees = { authorization: `Bearer ${token}` };
    const set = await ask('PUT', '/api/params/t/limit?org=YA', { raw: ' 5' }, { 'guiju-reason': 'why' });
    const revision = (set.headers.get('etag') ?? '').replaceAll('"', '');
    passes(1000);
    await ask('PUT', '/api/params/t/limit?org=YB', { value: 6 });
    passes(1000);
    const path = `/api/params/t/limit?org=YB&at=${revision}`;
    expect((await ask('GET', path)).body).toMatchObject({
      value: 5,
      raw: ' 5',
      org: { number: 'YB' },
      at: { revision: Number(revision) },
      set: { by: { name: '管理员' }, reason: 'why', revision: Number(revision), changeSet: null },
    });
    const seen = (await ask('GET', `${path}&explain=true`, undefined, sees)).body;
    expect(seen).toMatchObject({ value: 5, set: null });
    expect((seen['chain'] as JsonObject[])[0]).toMatchObject({ hidden: true, org: { number: 'YA' } });
    expect((await moves('t/limit', 'org=YB', sees)).slice(-2)).toEqual(['set 20→5', 'set 5→6 by 管理员']);
    const gone = (await ask('GET', '/api/forms/organisation/records?number=YB')).body[
      'items'
    ] as JsonObject[];
    for (const [way, value] of [
      [`/api/params/t/limit?org=YB&at=${revision}&on=2000-01-01`, 5],
      ['/api/params/t/limit?org=YB', 6],
    ] as const)
      expect((await ask('GET', way)).body['value']).toBe(value);
    expect(gone).toHaveLength(1);
  });

  it('is told of organisations that are gone to whoever sees all, and of none that were not there yet', async () => {
    await organisation('ZA', 'root');
    passes(1000);
    const then = new Date(now).toISOString();
    passes(1000);
    const { body } = await ask('GET', '/api/forms/organisation/records?number=ZA');
    const [record] = body['items'] as { id: string; revision: number }[];
    const match = { 'if-match': `"${record?.revision}"` };
    await ask('DELETE', `/api/forms/organisation/records/${record?.id}`, undefined, match);
    passes(1000);
    expect(codes(await ask('GET', `/api/params/t/limit?org=ZA&at=${then}`))).toBe('200');
    expect(codes(await ask('GET', '/api/params/t/limit?org=ZA'))).toBe('403 organisation-forbidden');
    const now2 = new Date(now).toISOString();
    expect(codes(await ask('GET', `/api/params/t/limit?org=ZA&at=${now2}`))).toBe('404 then-no-organisation');
    await organisation('ZB', 'root');
    expect(codes(await ask('GET', `/api/params/t/limit?org=ZB&at=${then}`))).toBe('404 then-no-organisation');
  });

  it.each([
    ['before definitions were kept', '2031-02-28T00:00:00Z', '410 then-not-kept'],
    ['still to come', '2099-01-01T00:00:00Z', '400 then-ahead'],
    ['of a revision nobody has', '999999999', '400 then-ahead'],
    ['that is none', 'yesterday', '400 parameters-wrong parameter-moment'],
    ['without a zone', '2031-03-02T00:00:00', '400 parameters-wrong parameter-moment'],
  ])('is not told of a moment %s', async (_says, moment, refused) => {
    expect(codes(await ask('GET', `/api/params/t/limit?at=${moment}`))).toBe(refused);
    expect(codes(await ask('GET', `/api/params/values?at=${moment}`))).toBe(refused);
  });

  let worlds = 0;
  it('is what was read as it happened, by instants, by revisions, and by what history tells of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 25 }), async (steps) => {
        const world = `W${++worlds}`;
        await organisation(`${world}A`, 'root');
        await organisation(`${world}B`, `${world}A`);
        await organisation(`${world}C`, `${world}B`);
        const log: {
          readonly at: string;
          readonly revision: number;
          readonly isFresh: boolean;
          readonly read: Readonly<Record<string, JsonObject>>;
        }[] = [];
        for (const one of steps) {
          await perform(world, one);
          passes(1000);
          const revision = node.tenant.revision();
          const read = await readings(world);
          const isFresh = one.do !== 'wait' && revision !== log.at(-1)?.revision;
          log.push({ at: new Date(now).toISOString(), revision, isFresh, read });
          passes(1000);
        }
        for (const { at: instant, revision, isFresh, read } of log) {
          expect(await readings(world, `&at=${instant}`)).toEqual(read);
          if (isFresh) expect(await readings(world, `&at=${revision}`)).toEqual(read);
        }
        for (const place of ['A', 'B', 'C'])
          for (const path of addresses) {
            const history = await wholeHistory(world, place, path);
            for (const { at: instant, read } of log) {
              const moved = history.find((entry) => String(entry['at']) <= instant);
              const then = moved ? moved['to'] : history.at(-1)?.['from'];
              const about = `${place} ${path} ${instant}: `;
              expect(about + shown(then as JsonObject)).toBe(about + shown(read[`${place} ${path}`]));
            }
            for (const [place2, entry] of history.entries()) {
              const earlier = history[place2 + 1];
              if (earlier) expect(entry['from']).toEqual(earlier['to']);
              expect(shown(entry['from'] as JsonObject)).not.toBe(shown(entry['to'] as JsonObject));
            }
          }
      }),
      { numRuns: runs(2, 12), endOnFailure: true },
    );
  });

  it('is refused where the definitions of then are lost, and not answered by those of today', async () => {
    passes(1000);
    const then = new Date(now).toISOString();
    passes(1000);
    await publish(variants['first'] ?? {});
    passes(1000);
    const other = await openTestNode(under.url, { clock: () => Date.now() });
    try {
      await node.tenant.database.run(
        "UPDATE gj_source SET content = '{}' WHERE content LIKE '%\"dimension\"%'",
      );
      const path = `/api/params/t/limit?at=${then}`;
      expect(codes(await other.ask('GET', path))).toBe('410 then-unreadable');
    } finally {
      await other.close();
    }
  });
});
