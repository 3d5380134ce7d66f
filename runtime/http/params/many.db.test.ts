import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const password = 'a password nobody guesses';

const definitions = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'tuned', version: '1.0.0', guiju: { prefix: 'tn', label } }],
    [
      'params/t.json',
      {
        type: 't',
        label,
        params: [
          { key: 'limit', label, value: { kind: 'integer', min: 1, max: 999 }, unset: { label, value: 10 } },
          { key: 'text', label, value: { kind: 'text' }, unset: { label }, preset: 'p' },
          { key: 'off', label, value: { kind: 'boolean' }, unset: { label, value: false }, danger: true },
        ],
      },
    ],
    [
      'params/d.json',
      {
        type: 'd',
        label,
        params: [{ dimension: 'tax-number+machine', label, value: { kind: 'integer' }, unset: { label } }],
      },
    ],
  ]),
);

type Refused = readonly [says: string, items: readonly JsonObject[], refused: string, who?: string];

describeOnDatabases('many values of parameters', (under) => {
  let node: TestNode;
  const as = new Map<string, Readonly<Record<string, string>>>();
  const ask = (method: string, path: string, body?: Json, headers: Readonly<Record<string, string>> = {}) =>
    node.ask(method, `/api/params/${path}`, body, { 'accept-language': 'en', ...headers });
  const codes = ({ status, body }: TestAnswer) => {
    const errors = (body['errors'] ?? []) as { path: string; code: string }[];
    return [status, body['code'] ?? '', ...errors.map(({ path, code }) => `${path} ${code}`)]
      .join(' ')
      .trim();
  };
  const many = (items: readonly JsonObject[], who?: string, query = '') =>
    ask('POST', `many${query}`, { reason: 'together', items: [...items] }, as.get(who ?? ''));
  const put = (place: string, more: JsonObject = {}): JsonObject => {
    const [type = '', key = '', org = ''] = place.split(' ');
    return { action: 'set', type, key, org: org === '-' ? null : org, ...more };
  };
  /** Returns the values set anywhere: place, value and whether it is locked. */
  const set = async (path: string) =>
    ((await ask('GET', `${path}/overrides`)).body['items'] as JsonObject[])
      .map(({ key, org, value, locked, raw, revision }) => ({
        revision: Number(revision),
        text: `${String(key)} ${String((org as JsonObject | null)?.['number'] ?? '-')} ${String(raw ?? value)}${locked ? ' locked' : ''}`,
      }))
      .sort((a, b) => (a.text < b.text ? -1 : 1));
  const texts = async (path: string) => (await set(path)).map(({ text }) => text);
  const revisionOf = async (path: string, place: string) =>
    (await set(path)).find(({ text }) => text.startsWith(place))?.revision ?? 0;

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([definitions]);
    const create = async (form: string, body: JsonObject) => {
      const made = await node.ask('POST', `/api/forms/${form}/records`, body);
      expect([made.status, made.body['errors']]).toEqual([201, undefined]);
      return made.body as { id: string };
    };
    for (const [number, parent] of [
      ['NORTH', 'root'],
      ['CITY', 'NORTH'],
      ['SOUTH', 'root'],
    ] as const)
      await create('organisation', { number, name: number, parent });
    const grants = [
      { type: '*', access: 'read', scope: 'subtree' },
      { type: 't', access: 'write', scope: 'subtree' },
    ];
    await create('role', { number: 'keeper', name: 'Keeper', paramGrants: grants });
    const roles = [{ role: { number: 'keeper' }, organisation: 'NORTH' }];
    const { id } = await create('user', { number: 'keeper', name: 'Keeper', organisation: 'NORTH', roles });
    await node.node.gate.setPassword({ id, number: 'keeper' }, password);
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, 'keeper', password, from);
    as.set('keeper', { authorization: `Bearer ${token}` });
  });
  afterAll(() => node.close());

  it('are written in one commit, each text what became of it, and nothing that is so already', async () => {
    const first = await many([
      put('t limit NORTH', { value: 5 }),
      put('t limit CITY', { raw: ' 6' }),
      put('d T:M NORTH', { value: 1 }),
      put('t limit -', { value: 7 }),
    ]);
    expect(codes(first)).toBe('200');
    const outcomes = (answer: TestAnswer) =>
      (answer.body['items'] as JsonObject[]).map(({ index, outcome }) => `${index} ${outcome}`);
    expect(outcomes(first)).toEqual(['0 set', '1 set', '2 set', '3 set']);
    expect(await texts('t/limit')).toEqual(
      ['limit -  7', 'limit CITY  6', 'limit NORTH 5'].map((t) => t.replace('-  7', '- 7')),
    );
    const revisions = (first.body['items'] as { revision: number }[]).map(({ revision }) => revision);
    const commits = await node.tenant.database.all<{ n: number }>(
      'SELECT count(*) AS n FROM gj_commit WHERE last_revision >= ? AND first_revision <= ?',
      [Math.min(...revisions), Math.max(...revisions)],
    );
    expect(commits.map(({ n }) => Number(n))).toEqual([1]);
    const city = await revisionOf('t/limit', 'limit CITY');
    const north = await revisionOf('t/limit', 'limit NORTH');
    const machine = await revisionOf('d/T:M', 'T:M NORTH');
    const again = await many([
      put('t limit CITY', { action: 'unset', ifMatch: city }),
      put('t limit NORTH', { value: 5, ifMatch: north }),
      put('d T:M NORTH', { value: 2, ifMatch: machine }),
      put('t limit SOUTH', { value: 8, locked: true }),
    ]);
    expect(outcomes(again)).toEqual(['0 unset', '1 unchanged', '2 changed', '3 set']);
    expect(await texts('t/limit')).toEqual(['limit - 7', 'limit NORTH 5', 'limit SOUTH 8 locked']);
    expect((await ask('GET', 't/limit/history?org=CITY')).body['items']).toMatchObject([
      { operation: 'delete', reason: 'together' },
      { operation: 'create', reason: 'together' },
    ]);
  });

  it('that unlock, take away, set below and lock stand at last as they were asked, in whatever order', async () => {
    await many([put('t text NORTH', { value: 'n', locked: true })]);
    const north = await revisionOf('t/text', 'text NORTH');
    const items = [
      put('t text NORTH', { action: 'unlock', ifMatch: north }),
      put('t text CITY', { value: 'c' }),
      put('t text root', { value: 'r', locked: true }),
    ];
    expect(codes(await many(items.slice(1, 2)))).toBe('422 content-wrong /items/0 parameter-locked');
    expect(codes(await many(items.toReversed()))).toBe('200');
    expect(await texts('t/text')).toEqual(['text CITY c', 'text NORTH n', 'text root r locked']);
    const root = await revisionOf('t/text', 'text root');
    const city = await revisionOf('t/text', 'text CITY');
    const under = [put('t text CITY', { value: 'x', ifMatch: city })];
    expect(codes(await many(under))).toBe('422 content-wrong /items/0 parameter-locked');
    expect(codes(await many([...under, put('t text root', { action: 'unset', ifMatch: root })]))).toBe('200');
    expect(await texts('t/text')).toEqual(['text CITY x', 'text NORTH n']);
  });

  it.each([
    [
      'one that is wrong, with all others that are',
      [
        put('t limit SOUTH', { value: 3 }),
        put('t limit root', { value: 1000 }),
        put('t gone root', { value: 1 }),
      ],
      '422 content-wrong /items/0/ifMatch batch-if-match /items/1/value too-great /items/2 parameter-unknown',
    ],
    [
      'what stands there and was not seen',
      [put('t limit SOUTH', { value: 3 })],
      '428 if-match-missing /items/0/ifMatch batch-if-match',
    ],
    [
      'what was seen and stands there no more as it was',
      [put('t limit SOUTH', { value: 3, ifMatch: 1 })],
      '422 content-wrong /items/0/ifMatch param-moved',
    ],
    [
      'one place twice',
      [put('t limit root', { value: 1 }), put('t limit root', { value: 2 })],
      '422 content-wrong /items/1 param-place-twice',
    ],
    [
      'nothing to take away',
      [put('d X root', { action: 'unset' })],
      '422 content-wrong /items/0 parameter-not-set',
    ],
    [
      'no such organisation',
      [put('t limit NOBODY', { value: 1 })],
      '422 content-wrong /items/0/org organisation-forbidden',
    ],
    [
      'windows that overlap each other',
      [
        put('t limit root', { value: 1, validFrom: '2031-01-01' }),
        put('t limit root', { value: 2, validFrom: '2031-02-01' }),
      ],
      '422 content-wrong /items/0/validFrom param-overlap /items/1/validFrom param-overlap',
    ],
    [
      'the whole system, of whoever may not',
      [put('t limit -', { value: 2 })],
      '422 content-wrong /items/0/org parameter-forbidden',
      'keeper',
    ],
    [
      'others’ organisations',
      [put('t limit SOUTH', { value: 2 })],
      '422 content-wrong /items/0/org parameter-forbidden',
      'keeper',
    ],
    [
      'a type one may not set',
      [put('d T CITY', { value: 2 })],
      '422 content-wrong /items/0/org parameter-forbidden',
      'keeper',
    ],
  ])('are refused whole for %s', async (...row) => {
    const [, items, refused, who] = row as unknown as Refused;
    const before = await texts('t/limit');
    expect(codes(await many(items, who))).toBe(refused);
    expect(await texts('t/limit')).toEqual(before);
  });

  it.each(['0001-01-01', '0999-12-31'])(
    'are refused for the day %s at the names they were sent under, whether tried or made, many or one',
    async (day) => {
      const window = { value: 1, validFrom: day, validTo: day };
      const at = (place: string) => `422 content-wrong ${place}/validFrom not-date ${place}/validTo not-date`;
      for (const query of ['?dryRun=true', ''])
        expect(codes(await many([put('t limit root', window)], undefined, query))).toBe(at('/items/0'));
      expect(codes(await ask('PUT', 't/limit', window))).toBe(at(''));
    },
  );

  it('with a danger among them want a reason, and may be tried without being made', async () => {
    const items = [put('t off CITY', { value: true })];
    expect(codes(await ask('POST', 'many', { items }))).toBe('422 content-wrong /items/0 param-reason');
    const tried = await many(items, undefined, '?dryRun=true');
    expect(tried.body['items']).toMatchObject([{ index: 0, org: 'CITY', from: null, to: { value: true } }]);
    expect(await texts('t/off')).toEqual([]);
  });

  it('of one parameter are a grid of organisations and instances, page by page, as far as one may see', async () => {
    await many([put('d T root', { value: 3 })]);
    const cells = async (path: string, who?: string) => {
      const { body } = await ask('GET', path, undefined, as.get(who ?? ''));
      const shown = (body['items'] as JsonObject[]).map(
        ({ org, level, key, value, own }) =>
          `${'>'.repeat(Number(level))}${String((org as JsonObject)['number'])} ${String(key)} ${String(value)}${(own as Json[]).length > 0 ? ' own' : ''}`,
      );
      return [...shown, body['next'] ?? '.'];
    };
    expect(await cells('d/T/grid?orgs=root,NORTH&instances=T,T:M')).toEqual([
      ...['root T 3 own', 'root T:M 3', '>NORTH T 3', '>NORTH T:M 2 own', '.'],
    ]);
    const first = await cells('d/T/grid?org=root&limit=2');
    expect(first).toEqual(['root T 3 own', '>NORTH T 3', 'NORTH']);
    expect(await cells('d/T/grid?org=root&limit=2&cursor=NORTH')).toEqual(['>>CITY T 3', '>SOUTH T 3', '.']);
    expect(await cells('d/T/grid?orgs=NORTH,SOUTH', 'keeper')).toEqual(['>NORTH T 3', '.']);
    expect(codes(await ask('GET', 'd/T/grid?orgs=NOBODY'))).toBe(
      '400 parameters-wrong /orgs organisation-forbidden',
    );
    expect(codes(await ask('GET', 'd/T/grid?cursor=NOBODY'))).toBe(
      '400 parameters-wrong /cursor cursor-wrong',
    );
    expect(codes(await ask('GET', 't/limit/grid?instances=x'))).toBe(
      '400 parameters-wrong /instances parameter-unknown',
    );
  });
});
