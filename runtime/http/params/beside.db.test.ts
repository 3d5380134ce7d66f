import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { signInAs } from '../../access/auth/signed-in.suite.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';

const label = { zh: '参数', en: 'Parameter' };
const integer = { label, value: { kind: 'integer' } };

const definitions = installedFrom(
  new Map<string, Json>([
    ['package.json', { name: 'tuned', version: '1.0.0', guiju: { prefix: 'tn', label } }],
    [
      'params/t.json',
      {
        type: 't',
        label,
        params: [
          { key: 'limit', ...integer, unset: { label, value: 10 } },
          { key: 'text', label, value: { kind: 'text' }, unset: { label } },
          { key: 'off', label, value: { kind: 'boolean' }, unset: { label, value: false }, danger: true },
        ],
      },
    ],
    [
      'params/d.json',
      { type: 'd', label, params: [{ dimension: 'tax-number', ...integer, unset: { label } }] },
    ],
  ]),
);

describeOnDatabases('organisations beside each other', (under) => {
  let node: TestNode;
  let keeper: Readonly<Record<string, string>> = {};
  const ask = (method: string, path: string, body?: Json, headers: Readonly<Record<string, string>> = {}) =>
    node.ask(method, `/api/params/${path}`, body, { 'accept-language': 'en', ...headers });
  const codes = ({ status, body }: TestAnswer) => {
    const errors = (body['errors'] ?? []) as { path: string; code: string }[];
    return [status, body['code'] ?? '', ...errors.map(({ path, code }) => `${path} ${code}`)]
      .join(' ')
      .trim();
  };
  const exported = async () => {
    const answer = await node.raw('GET', '/api/params/export?format=json');
    return ((await answer.json()) as { parameters: JsonObject[] }).parameters;
  };
  const set = async () =>
    (await exported())
      .map(({ key, org, value, raw, locked, validTo }) =>
        [
          org ?? '-',
          key,
          raw ?? value,
          ...(locked === 'true' ? ['locked'] : []),
          ...(validTo ? [validTo] : []),
        ].join(' '),
      )
      .sort();
  const imported = (parameters: readonly JsonObject[]) =>
    node.raw(
      'POST',
      '/api/params/import',
      new TextEncoder().encode(JSON.stringify({ parameters: [...parameters] })),
      {
        'guiju-reason': 'r',
      },
    );
  const say = async (...lines: readonly string[]) => {
    const rows = lines.map((line) => {
      const [org = '', key = '', value = '', ...more] = line.split(' ');
      const dated = more.includes('2031-01-01') ? { validTo: '2031-01-01' } : {};
      const type = ['limit', 'text', 'off'].includes(key) ? 't' : 'd';
      return {
        type,
        key,
        ...(org === '-' ? {} : { org }),
        value,
        locked: String(more.includes('locked')),
        ...dated,
      };
    });
    expect((await imported(rows)).status).toBe(200);
  };

  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([definitions]);
    const create = async (form: string, body: JsonObject) =>
      (await node.ask('POST', `/api/forms/${form}/records`, body)).body as { id: string };
    for (const [number, parent] of [
      ['A', 'root'],
      ['B', 'root'],
      ['C', 'root'],
    ] as const)
      await create('organisation', { number, name: number, parent });
    const grants = [{ type: 't', access: 'read', scope: 'own' }];
    await create('role', { number: 'keeper', name: 'Keeper', paramGrants: grants });
    const roles = [{ role: { number: 'keeper' }, organisation: 'A' }];
    const { id } = await create('user', { number: 'keeper', name: 'Keeper', organisation: 'A', roles });
    await node.node.gate.setPassword({ id, number: 'keeper' }, 'a password nobody guesses');
    const from = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, 'keeper', 'a password nobody guesses', from);
    keeper = { authorization: `Bearer ${token}` };
  });
  beforeEach(async () => {
    const rows = (await exported()).map(({ type, key, org, validFrom, validTo }) => ({
      type: type ?? '',
      key: key ?? '',
      org: org ?? '',
      state: 'unset',
      validFrom: validFrom ?? '',
      validTo: validTo ?? '',
    }));
    expect((await imported(rows)).status).toBe(200);
  });
  afterAll(() => node.close());

  it.each<readonly [mode: string, changes: number, stands: readonly string[]]>([
    ['missing', 0, ['B limit 5', 'B text  y', 'B T 9 2031-01-01', 'B U 3']],
    ['overwrite', 3, ['B limit 1 locked', 'B text x', 'B T 2', 'B T 9 2031-01-01', 'B U 3']],
    ['replace', 5, ['B limit 1 locked', 'B text x', 'B T 2']],
  ])('are copied with everything they say: %s', async (mode, changes, stands) => {
    await say('A limit 1 locked', 'A text x', 'A T 2', 'B limit 5', 'B T 9 2031-01-01', 'B U 3', '- limit 7');
    await ask('POST', 'many', { items: [{ action: 'set', type: 't', key: 'text', org: 'B', raw: ' y' }] });
    const before = await set();
    const body = { from: 'A', to: ['B', 'A'], mode, reason: 'alike' };
    const tried = await ask('POST', 'copy?dryRun=true', body);
    expect(await set()).toEqual(before);
    expect(codes(await ask('POST', 'copy', body))).toBe('200');
    const after = await set();
    expect(after.filter((one) => one.startsWith('B'))).toEqual(stands.toSorted());
    expect(after.filter((one) => !one.startsWith('B'))).toEqual(before.filter((one) => !one.startsWith('B')));
    expect(tried.body['items']).toHaveLength(changes);
  });

  it('are copied by whoever may set there, of what he may see, with a reason for dangers', async () => {
    await say('A limit 1', 'A off true', 'A T 2');
    const body = { from: 'A', to: ['B'] };
    expect(codes(await ask('POST', 'copy', body))).toBe('422 content-wrong /to/0/t.off param-reason');
    expect(codes(await ask('POST', 'copy', body, keeper))).toContain('/to/0/t.limit/org parameter-forbidden');
    expect(codes(await ask('POST', 'copy', { from: 'A', to: ['GONE'] }))).toBe(
      '422 content-wrong /to/0 organisation-forbidden',
    );
    expect(codes(await ask('POST', 'copy', { ...body, types: ['d'] }))).toBe('200');
    expect(await set()).toEqual(['A T 2', 'A limit 1', 'A off true', 'B T 2']);
    const rows = Array.from({ length: 501 }, (_, at) => `A N${at} 1`);
    await say(...rows);
    expect(codes(await ask('POST', 'copy', { from: 'A', to: ['B', 'C'], types: ['d'] }))).toBe(
      '422 params-too-many',
    );
  });

  const compared = async (query: string, who = {}) => {
    const { status, body } = await ask('GET', `compare?${query}`, undefined, who);
    if (status !== 200) return codes({ status, body } as TestAnswer);
    const side = (one: Json | undefined) => (one ? String((one as JsonObject)['value']) : 'none');
    const lines = (body['items'] as JsonObject[]).map(
      ({ key, a, b }) => `${String(key)} ${side(a)} ${side(b)}`,
    );
    return [...lines, `${body['different']} differ ${body['same']} same`].join(', ');
  };

  it('are compared as they read, differences first', async () => {
    await say('A limit 1', 'B text x', '- T 4', 'C T 5');
    expect(await compared('a=A&b=B')).toBe('limit 1 10, text null x, 2 differ 2 same');
    expect(await compared('a=A&b=B&types=d')).toBe('0 differ 1 same');
    expect(await compared('a=C&b=B&types=d&same=true')).toBe('T 5 4, 1 differ 0 same');
    expect(await compared('a=A&b=A&same=true&types=t')).toBe(
      'limit 1 1, off false false, text null null, 0 differ 3 same',
    );
    expect(await compared('a=A')).toBe('400 parameters-wrong /b parameter-needed');
    expect(await compared('a=A&b=GONE')).toBe('400 parameters-wrong /b organisation-forbidden');
    expect(await compared('a=A&b=B@soon')).toBe('400 parameters-wrong /b parameter-moment');
    expect(await compared('a=A&b=B', keeper)).toBe('0 differ 0 same');
  });

  it('are compared at two moments', async () => {
    await say('A limit 1');
    const then = node.tenant.revision();
    await say('A limit 2', 'A text x');
    expect(await compared(`a=A@${then}&b=A`)).toBe('limit 1 2, text null x, 2 differ 1 same');
    expect(await compared('a=A@2000-01-01T00:00:00Z&b=A')).toBe('410 then-not-kept');
  });

  it('are compared by the files they were exported to, and with what is set now', async () => {
    await say('A limit 1', 'A text x');
    const file = async () =>
      new File(
        [new Uint8Array(await (await node.raw('GET', '/api/params/export?format=csv')).arrayBuffer())],
        'a.csv',
      );
    const first = await file();
    await say('A limit 2', 'B T 3');
    const compare = async (files: Readonly<Record<string, File>>, query = '') => {
      const form = new FormData();
      for (const [name, one] of Object.entries(files)) form.append(name, one);
      const sent = new Response(form);
      const type = sent.headers.get('content-type') ?? '';
      const bytes = new Uint8Array(await sent.arrayBuffer());
      const answer = await node.raw('POST', `/api/params/compare${query}`, bytes, { 'content-type': type });
      const body = (await answer.json()) as JsonObject;
      if (answer.status !== 200) return `${answer.status} ${String(body['code'])}`;
      const side = (one: Json | undefined) => (one ? String((one as JsonObject)['value']) : 'none');
      return (body['items'] as JsonObject[])
        .map(({ org, key, a, b }) => `${String(org)} ${String(key)} ${side(a)} ${side(b)}`)
        .join(', ');
    };
    expect(await compare({ a: first, b: await file() })).toBe('A limit 1 2, B T none 3');
    expect(await compare({ a: first })).toBe('A limit 1 2, B T none 3');
    expect(await compare({ a: first }, '?same=true')).toContain('A text x x');
    // However a spreadsheet writes it, and whatever it leaves out that says nothing.
    const typed = new File(['type,key,org,value,locked\r\nt,limit,A,2,FALSE\r\n'], 'b.csv');
    expect(await compare({ a: typed }, '?same=true')).toContain('A limit 2 2');
    expect(await compare({ a: typed })).not.toContain('A limit');
    expect(await compare({ b: first })).toBe('422 params-files-missing');
    expect(await compare({ a: new File(['nothing'], 'a.csv') })).toBe('422 content-wrong');
  });

  it('tell before one is moved what it, and all below it, would read differently', async () => {
    const made = await node.ask('POST', '/api/forms/organisation/records', {
      number: 'AA',
      name: 'AA',
      parent: 'A',
    });
    expect(made.status).toBe(201);
    await say('A limit 1', 'A text x', 'A T 2', 'B text x', 'B limit 3 locked', 'AA text own', '- T 4');
    const moved = async (organisation: string, parent: string, who = {}) => {
      const answer = await ask(
        'GET',
        `if-moved?organisation=${organisation}&parent=${parent}`,
        undefined,
        who,
      );
      if (answer.status !== 200) return codes(answer);
      const { items, total, hidden } = answer.body;
      const value = (one: Json | undefined) => String((one as JsonObject)['value']);
      const lines = (items as JsonObject[]).map(
        ({ key, org, from, to }) =>
          `${String((org as JsonObject)['number'])} ${String(key)} ${value(from)}→${value(to)}`,
      );
      return [...lines.sort(), `${total} and ${hidden}`].join(', ');
    };
    expect(await moved('AA', 'B')).toBe('AA T 2→4, AA limit 1→3, 2 and 0');
    expect(await moved('A', 'B')).toBe('A limit 1→3, AA limit 1→3, 2 and 0');
    expect(await moved('AA', 'A')).toBe('0 and 0');
    expect(await moved('A', 'AA')).toBe('400 parameters-wrong /parent organisation-below-itself');
    expect(await moved('A', 'GONE')).toBe('400 parameters-wrong /parent organisation-forbidden');
    expect(await moved('AA', 'B', keeper)).toContain(
      '400 parameters-wrong /organisation organisation-forbidden',
    );
    const promised = await moved('AA', 'B');
    const read = async () => (await ask('GET', 'values?org=AA&instance=T')).body['values'];
    expect(await read()).toEqual({ d: { T: 2 }, t: { limit: 1, off: false, text: 'own' } });
    const { body } = await node.ask('GET', '/api/forms/organisation/records?number=AA');
    const [record] = body['items'] as { id: string; revision: number }[];
    const match = { 'if-match': `"${record?.revision}"` };
    await node.ask('PATCH', `/api/forms/organisation/records/${record?.id}`, { parent: 'B' }, match);
    expect([await read(), promised]).toEqual([
      { d: { T: 4 }, t: { limit: 3, off: false, text: 'own' } },
      promised,
    ]);
  });

  it('of which values are set cannot be deleted, and read what they read while they are disabled: both is told before', async () => {
    await node.ask('POST', '/api/forms/organisation/records', { number: 'AB', name: 'AB', parent: 'A' });
    await say('A limit 1', 'AB text own', 'AB U 3', 'B text other');
    const body = { name: 'for programs', scopes: ['read'] };
    const token = (await node.ask('POST', '/api/me/tokens', body)).body['token'];
    const erp = { authorization: `Bearer ${String(token)}`, 'guiju-client': 'erp/1' };
    expect(codes(await ask('GET', 't/limit?org=AB', undefined, erp))).toBe('200');
    const warned = async (action: string, who = {}) => {
      const answer = await ask('GET', `if?organisation=AB&action=${action}`, undefined, who);
      return answer.status === 200 ? answer.body : codes(answer);
    };
    const erpReads = { count: 1, names: ['erp'], lastRead: expect.any(String) };
    const unmoved = { items: [], total: 0, hidden: 0, readers: erpReads };
    expect(await warned('disable')).toEqual({ action: 'disable', ...unmoved });
    expect(await warned('enable')).toEqual({ action: 'enable', ...unmoved });
    const gone = (type: string, key: string, value: string | number): unknown =>
      expect.objectContaining({ type, key, from: expect.objectContaining({ value }), to: null });
    const deletion = (await warned('delete')) as JsonObject;
    expect(deletion).toMatchObject({ action: 'delete', total: 3, hidden: 0, below: 0, readers: erpReads });
    expect(deletion['items']).toEqual(
      expect.arrayContaining([gone('t', 'limit', 1), gone('t', 'text', 'own'), gone('d', 'U', 3)]),
    );
    expect(deletion['own']).toMatchObject({
      total: 2,
      hidden: 0,
      items: [
        { type: 'd', key: 'U', value: 3 },
        { type: 't', key: 'text', value: 'own', org: { number: 'AB' } },
      ],
    });
    expect(await warned('sell')).toBe('400 parameters-wrong /action parameter-choice');
    expect(await warned('move')).toBe('400 parameters-wrong /parent parameter-needed');
    expect(await warned('delete', keeper)).toContain('/organisation organisation-forbidden');
    const above = (await ask('GET', 'if?organisation=A&action=delete')).body;
    expect(above).toMatchObject({ below: expect.any(Number), own: { total: 1 } });
    expect(Number(above['below'])).toBeGreaterThan(0);
    expect((above['items'] as JsonObject[]).every(({ org }) => (org as JsonObject)['number'] === 'A')).toBe(
      true,
    );
    const ofKeeper = (await ask('GET', 'if?organisation=A&action=delete', undefined, keeper)).body;
    expect([ofKeeper['total'], ofKeeper['hidden'], ofKeeper['own']]).toMatchObject([1, 0, { total: 1 }]);
    const record = async () => {
      const { body } = await node.ask('GET', '/api/forms/organisation/records?number=AB');
      const [one] = body['items'] as { id: string; revision: number }[];
      return {
        path: `/api/forms/organisation/records/${one?.id}`,
        match: { 'if-match': `"${one?.revision}"` },
      };
    };
    const first = await record();
    const refused = await node.ask('DELETE', first.path, undefined, first.match);
    expect(refused.status).toBe(409);
    const read = async () => (await ask('GET', 'values?org=AB&types=t')).body['values'];
    const before = await read();
    expect((await node.ask('POST', `${first.path}/actions/disable`, {}, first.match)).status).toBe(200);
    expect(await read()).toEqual(before);
    for (const { type, key, validFrom, validTo } of (deletion['own'] as { items: JsonObject[] }).items) {
      const item = { action: 'unset', type, key, org: 'AB', validFrom, validTo } as JsonObject;
      const { body } = await ask('GET', `${String(type)}/${String(key)}?org=AB`);
      const [own] = body['own'] as { revision: number }[];
      expect(codes(await ask('POST', 'many', { items: [{ ...item, ifMatch: own?.revision ?? 0 }] }))).toBe(
        '200',
      );
    }
    const again = await record();
    expect((await node.ask('DELETE', again.path, undefined, again.match)).status).toBe(204);
    expect(codes(await ask('GET', 't/limit?org=AB'))).toContain('organisation-forbidden');
  });
});
