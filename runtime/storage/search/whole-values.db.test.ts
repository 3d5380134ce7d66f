import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { foldText } from '../../../metadata/words/fold-text.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { type IndexedNotes, notesOf } from './indexed-notes.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const number = { name: 'number', kind: 'text', length: 40, required: true, label: label('number') };
const name = { name: 'name', kind: 'text', length: 60, label: label('name') };
const sharing = { allowed: ['private', 'global'], default: 'private' };
const master = (form: string, more: JsonObject = {}): Json => ({
  name: form,
  kind: 'master',
  label: label(form),
  sharing,
  title: 'name',
  fields: [number, name],
  ...more,
});
const searched = ['number', 'note', 'client', 'unit', 'about', 'amount', 'pieces', 'rate', 'day'];
const bill: Json = {
  name: 'bill',
  kind: 'master',
  label: label('bill'),
  sharing: { allowed: ['private', 'free', 'global'], default: 'global' },
  fields: [
    number,
    { name: 'note', kind: 'text', length: 60, label: label('note'), ownable: true },
    { name: 'client', kind: 'reference', form: 'client', label: label('client'), ownable: true },
    { name: 'unit', kind: 'reference', form: 'unit', label: label('unit') },
    { name: 'about', kind: 'any-reference', forms: ['client', 'unit'], label: label('about') },
    { name: 'amount', kind: 'money', label: label('amount'), ownable: true },
    { name: 'pieces', kind: 'integer', label: label('pieces') },
    { name: 'rate', kind: 'percent', label: label('rate') },
    { name: 'day', kind: 'date', label: label('day') },
  ],
  list: { columns: searched, sort: ['number'], search: searched },
};

const guests = [...Array(6).keys()].map((at) => `guest${at}`);
const party: Json = {
  name: 'party',
  kind: 'master',
  label: label('party'),
  sharing: { allowed: ['global'], default: 'global' },
  fields: [
    number,
    ...guests.map((one): JsonObject => ({ name: one, kind: 'reference', form: 'client', label: label(one) })),
  ],
  list: { columns: ['number'], sort: ['number'], search: guests },
};

/** Each number with the ways in which people type it. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  '1200.5': ['1,200.50', '1200.5', '１２００．５', '+1200.5', '¥1,200.50'],
  '1200': ['1200', '1,200', '1,200.00'],
  '120': ['120', '120.'],
  '-7.25': ['-7.25', '−7.25'],
};
const amounts = Object.keys(spellings);
const days = ['2026-02-03', '2026-12-30'];
const orgs = ['NORTH', 'SOUTH'] as const;

/** Whether an answered record has the text in what its reader is shown of it: obvious, and slow. */
function holds(record: JsonObject, q: string): boolean {
  const words = foldText(q);
  const has = (value: Json | undefined) => typeof value === 'string' && foldText(value).includes(words);
  const pointed = (value: Json | undefined) => {
    const { number, name } = (value ?? {}) as JsonObject;
    return has(number) || has(name);
  };
  const asNumber = Object.entries(spellings).find(([, all]) => all.includes(q));
  const same = (value: Json | undefined) =>
    value !== null && asNumber !== undefined && Number(value) === Number(asNumber[0]);
  const bare = !q.includes('¥');
  return (
    ['number', 'note'].some((one) => has(record[one])) ||
    ['client', 'unit', 'about'].some((one) => pointed(record[one])) ||
    same(record['amount']) ||
    (bare && (same(record['pieces']) || same(record['rate']))) ||
    (q === '13%' && record['rate'] === '0.13') ||
    (q.replaceAll('/', '-') === record['day'] && days.includes(q.replaceAll('/', '-')))
  );
}

describeOnDatabases('a search by references and whole values', (under) => {
  let notes: IndexedNotes;
  const post = async (path: string, body: Json) => {
    const answer = await notes.node.ask('POST', path, body);
    expect([answer.status, answer.body['problems'] ?? '']).toEqual([201, '']);
    return answer.body;
  };
  const batch = async (form: string, bodies: readonly JsonObject[], org: string) => {
    const items = bodies.map((body) => ({ op: 'create', body }));
    const { body } = await notes.node.ask('POST', `/api/forms/${form}/batch?org=${org}`, {
      items,
      atomic: true,
    });
    const made = body['items'] as unknown as readonly JsonObject[];
    expect(made.filter(({ status }) => status !== 201)).toEqual([]);
    return made.map(({ record }) => String((record as JsonObject)['id']));
  };
  const list = async (org: string, query: Readonly<Record<string, string>>, view = 'use') => {
    const items: JsonObject[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const asked = new URLSearchParams({ org, view, ...query, ...(cursor ? { cursor } : {}) });
      const { status, body } = await notes.node.ask('GET', `/api/forms/bill/records?${asked}`);
      expect([status, body['problems'] ?? '']).toEqual([200, '']);
      items.push(...(body['items'] as unknown as JsonObject[]));
      cursor = body['next'] as string | null;
    }
    return items;
  };

  beforeAll(async () => {
    const node = await openTestNode(under.url, { search: { worthwhile: 20, grace: 0 } });
    notes = notesOf(node);
    const manifest = {
      name: 'bills',
      version: '1.0.0',
      peerDependencies: { platform: '*' },
      guiju: { prefix: 'bl', label: label('bills') },
    };
    await node.publish([
      installedFrom(
        new Map<string, Json>([
          ['package.json', manifest],
          ['forms/client.json', master('client')],
          ['forms/unit.json', master('unit', { publicNumbers: true })],
          ['forms/bill.json', bill],
          ['forms/party.json', party],
        ]),
      ),
    ]);
    const parent = { id: node.tenant.served().orgs.root };
    for (const org of orgs) await post('/api/forms/organisation/records', { number: org, name: org, parent });
    const one = (kind: string, org: string, at: number): JsonObject => ({
      number: `${kind}${org}-${at}`,
      name: `${['华北', 'Acme', '上海发票', '1200.5'][at % 4]} ${kind} ${at}`,
      sharing: at % 3 === 0 ? 'global' : 'private',
    });
    for (const org of orgs) {
      const some = (kind: string) => [...Array(12).keys()].map((at) => one(kind, org, at));
      const clients = await batch('client', some('C'), org);
      const units = await batch('unit', some('U'), org);
      await batch(
        'bill',
        [...Array(40).keys()].map((at): JsonObject => {
          const about =
            at % 2 === 0 ? { form: 'client', id: clients[at % 12] } : { form: 'unit', id: units[at % 12] };
          return {
            number: `${org}${at}`,
            note: at % 5 === 0 ? null : `note ${['华北', '增值税', '120'][at % 3]} ${at}`,
            client: at % 4 === 0 ? null : { id: clients[(at * 5) % 12] ?? '' },
            unit: at % 3 === 0 ? null : { id: units[(at * 7) % 12] ?? '' },
            about: at % 7 === 0 ? null : (about as Json),
            amount: at % 3 === 0 ? null : (amounts[at % 4] ?? null),
            pieces: at % 2 === 0 ? 1200 : at,
            rate: at % 5 === 1 ? '0.13' : null,
            day: days[at % 3] ?? null,
            sharing: at % 6 === 0 ? 'private' : 'global',
          };
        }),
        org,
      );
    }
  });
  afterAll(() => notes.node.close());

  const question = fc.oneof(
    fc.constantFrom(...Object.values(spellings).flat(), '13%', ...days, '2026/02/03', 'nothing is called so'),
    fc.constantFrom(
      '华北',
      'acme',
      'ＡＣＭＥ',
      '上海发票',
      'C NORTH',
      'cnorth-1',
      'USOUTH-',
      'u 1',
      'c',
      '海',
      'note 增',
    ),
  );

  async function asLookedThrough(most: number): Promise<void> {
    const drawn = fc.sample(question, { numRuns: most, seed: most });
    for (const view of ['use', 'manage'] as const)
      for (const org of orgs) {
        const all = await list(org, { sort: 'id', limit: '500' }, view);
        expect(all.length).toBeGreaterThan(30);
        for (const [at, q] of [...new Set(drawn)].entries()) {
          const hits = all.filter((one) => holds(one, q)).map(({ id }) => String(id));
          const sort: Readonly<Record<string, string>> = at % 2 === 0 ? {} : { sort: '-number' };
          const found = await list(org, { q: q, limit: '7', ...sort }, view);
          expect([view, org, q, found.map(({ id }) => String(id)).toSorted()]).toEqual([
            view,
            org,
            q,
            hits.toSorted(),
          ]);
          const counted = new URLSearchParams({ org, view, q: q, count: 'true', limit: '1' });
          const { body } = await notes.node.ask('GET', `/api/forms/bill/records?${counted}`);
          expect([view, org, q, body['total']]).toEqual([view, org, q, hits.length]);
        }
      }
  }

  it('finds what looking through all that one is shown finds, before there is an index', async () => {
    await asLookedThrough(15);
  });

  it('does so with an index of texts', async () => {
    await notes.indexed('bill');
    await asLookedThrough(25);
  });

  it('the palette finds a bill by its amount, and by the client it points at', async () => {
    const numbersOf = async (q: string, org: string) => {
      const { body } = await notes.node.ask(
        'GET',
        `/api/search?${new URLSearchParams({ q, org, limit: '50' })}`,
      );
      return (body['items'] as unknown as JsonObject[])
        .filter(({ form }) => form === 'bill')
        .map(({ number }) => number);
    };
    expect((await numbersOf('1,200.50', 'SOUTH')).length).toBeGreaterThan(0);
    expect((await numbersOf('CSOUTH-1', 'SOUTH')).length).toBeGreaterThan(0);
  });

  it('numbers longer than any column are nowhere', async () => {
    for (const q of ['9'.repeat(190), `0.${'1'.repeat(120)}`, '-1e999', '99999999999999999999', '0001-01-01'])
      expect([q, await list('NORTH', { q })]).toEqual([q, []]);
  });

  it('names so many records in all fields together: by which one points at them does not matter', async () => {
    const crowd = [...Array(450).keys()].map((at) => ({
      number: `CROWD-${at}`,
      name: 'crowd',
      sharing: 'private',
    }));
    const ids = await batch('client', crowd, 'NORTH');
    const parties = guests.map((guest, at) => ({ number: `P${at}`, [guest]: { id: ids[at * 70] ?? '' } }));
    await batch('party', [...parties, { number: 'NOBODY' }], 'NORTH');
    const { database } = notes.node.tenant;
    const reading = database.reading.bind(database);
    const bound: number[] = [];
    const reads = vi.spyOn(database, 'reading').mockImplementation((asked) => {
      const reader = reading(asked);
      return {
        all: (sql, params) => {
          bound.push(params?.length ?? 0);
          return reader.all(sql, params);
        },
        first: (sql, params) => reader.first(sql, params),
        run: (sql, params) => reader.run(sql, params),
      };
    });
    const { body } = await notes.node.ask('GET', '/api/forms/party/records?org=NORTH&q=crowd&count=true');
    reads.mockRestore();
    expect((body['items'] as unknown as JsonObject[]).map((one) => one['number'])).toEqual(
      parties.map((one) => one.number),
    );
    expect(body['total']).toBe(parties.length);
    expect(Math.max(...bound)).toBeGreaterThan(1_800);
    expect(Math.max(...bound)).toBeLessThan(2_600);
  });

  it('is exact where more records are called so than are named one by one', async () => {
    const many = [...Array(520).keys()].map((at) => ({
      number: `MANY-${at}`,
      name: 'mass',
      sharing: 'private',
    }));
    const ids = [
      ...(await batch('client', many.slice(0, 300), 'NORTH')),
      ...(await batch('client', many.slice(300), 'NORTH')),
    ];
    const made = await batch(
      'bill',
      [
        { number: 'M1', client: { id: ids[3] ?? '' }, sharing: 'free' },
        { number: 'M2', about: { form: 'client', id: ids[501] ?? '' }, sharing: 'global' },
        { number: 'M3', client: null, sharing: 'global' },
      ],
      'NORTH',
    );
    expect((await list('NORTH', { q: 'mass' })).map(({ id }) => id)).toEqual(made.slice(0, 2));
    expect(await list('SOUTH', { q: 'mass' })).toEqual([]);
    const records = made.slice(0, 1);
    await notes.node.ask('POST', '/api/forms/bill/assignments?org=NORTH', { records, orgs: ['SOUTH'] });
    // An own copy is judged apart from the originals.
    const [id] = made;
    const path = `/api/forms/bill/records/${id}`;
    const { headers } = await notes.node.ask('GET', `${path}?org=SOUTH`);
    const match = { 'if-match': headers.get('etag') ?? '' };
    const { status } = await notes.node.ask(
      'POST',
      `${path}/actions/personalise?org=SOUTH`,
      { note: 'own' },
      match,
    );
    expect(status).toBe(200);
    expect(await list('SOUTH', { q: 'mass' })).toEqual([]);
    expect((await list('NORTH', { q: 'mass' })).map(({ number }) => number)).toEqual(['M1', 'M2']);
    await asLookedThrough(10);
  });
});
