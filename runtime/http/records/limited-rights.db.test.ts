import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from '../../work/sheets/world.suite.ts';

const label = (zh: string, en: string) => ({ zh, en });
const sharing = { allowed: ['private', 'global'], default: 'private' };
const number = { name: 'number', kind: 'text', label: label('编号', 'Number'), required: true };

const region: Json = {
  name: 'region',
  kind: 'master',
  label: label('区域', 'Region'),
  sharing,
  fields: [number, { name: 'name', kind: 'text', label: label('名称', 'Name') }],
  title: 'name',
  list: { columns: ['number', 'name'], search: ['number', 'name'] },
};

const lead: Json = {
  name: 'lead',
  kind: 'document',
  label: label('线索', 'Lead'),
  sharing,
  title: 'number',
  fields: [
    number,
    { name: 'area', kind: 'reference', form: 'region', label: label('区域', 'Region') },
    { name: 'note', kind: 'text', label: label('说明', 'Note') },
  ],
  list: { columns: ['number'], search: ['number', 'area'] },
};

const print: Json = {
  name: 'sheet',
  form: 'lead',
  label: label('线索单', 'Lead sheet'),
  paper: { size: 'A4' },
  blocks: [{ block: 'text', text: '[&number&]' }],
};

const json = { 'content-type': 'application/json' };

describeOnDatabases('only my region, and only mine', (under) => {
  let world: World;
  const regions: Record<string, string> = {};
  const ids: Record<string, string> = {};
  let root = '';

  beforeAll(async () => {
    world = await openWorld(under.url, {
      'forms/region.json': region,
      'forms/lead.json': lead,
      'prints/sheet.json': print,
    });
    root = world.tenant.served().orgs.get(world.tenant.served().orgs.root)?.number ?? '';
    for (const name of ['EAST', 'WEST'])
      regions[name] = (await world.create('region', { number: name, name: `Region ${name}` })).id;
    for (const [name, area] of [
      ['east-1', 'EAST'],
      ['east-2', 'EAST'],
      ['west-1', 'WEST'],
    ] as const)
      ids[name] = (await world.create('lead', { number: name, area: { number: area } })).id;
  });
  afterAll(() => world.close());

  /** Somebody with one role, limited to these regions; his token. */
  async function person(name: string, grants: readonly JsonObject[], own: readonly string[] = ['EAST']) {
    await world.create('role', { number: `role-${name}`, name, grants: [...grants] });
    const token = await world.user(name, root, [], [`role-${name}`]);
    await limit(name, own);
    return token;
  }

  async function limit(name: string, own: readonly string[]) {
    const user = (await world.all('user')).find((one) => one['number'] === name);
    const limits = own.map((one) => ({ form: 'region', recordId: regions[one] ?? '' }));
    await world.tenant.store.put(world.call(), world.form('user'), user?.id ?? '', { ...user, limits });
  }

  const body = async (answer: Response) => (await answer.json()) as JsonObject;
  const get = async (path: string, as: string) => body(await world.ask('GET', path, { as }));
  const send = (method: string, path: string, as: string, sent: JsonObject, headers = {}) =>
    world.ask(method, path, {
      as,
      headers: { ...json, ...headers },
      body: new TextEncoder().encode(JSON.stringify(sent)),
    });
  const numbers = ({ items }: JsonObject) =>
    (items as readonly JsonObject[]).map((one) => String(one['number'])).toSorted();
  const over = async (started: JsonObject, as: string) => {
    for (;;) {
      const job = await get(`/api/jobs/${String(started['id'])}`, as);
      if (!['waiting', 'running'].includes(String(job['status']))) return job;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  const regional = [
    { form: 'region', actions: ['read'], scope: 'own', limitedBy: ['id'] },
    { form: 'lead', actions: ['read', 'export', 'history'], scope: 'own', limitedBy: ['area'] },
    { form: 'lead', actions: ['create', 'edit'], scope: 'own', limitedBy: ['area', 'createdBy'] },
  ];

  it('whoever is limited to a region sees it by every door, and nothing of another', async () => {
    const as = await person('anna', regional);
    const leads = '/api/forms/lead';
    for (const view of ['use', 'manage']) {
      const page = await get(`${leads}/records?view=${view}&count=true`, as);
      expect([numbers(page), page['total']]).toEqual([['east-1', 'east-2'], 2]);
      expect(numbers(await get(`/api/forms/region/records?view=${view}`, as))).toEqual(['EAST']);
    }
    const found = await get('/api/search?q=west', as);
    expect(found['items']).toEqual([]);
    expect((found['items'] as Json[]).length + numbers(await get('/api/search?q=east', as)).length).toBe(3);
    // By what a lead points at it is found where that is seen; of a form without rights nothing is found out.
    const sought = async (q: string, by: string) =>
      numbers(await get(`${leads}/records?view=manage&q=${q}`, by));
    expect(await sought('Region', as)).toEqual(['east-1', 'east-2']);
    const blind = await person('berta', [{ form: 'lead', actions: ['read'], scope: 'all' }], []);
    expect(await sought('Region', blind)).toEqual([]);
    expect(await sought('west', blind)).toEqual(['west-1']);
    const file = await (await world.ask('GET', `${leads}/export?format=csv`, { as })).text();
    expect([file.includes('east-2'), file.includes('west-1'), file.includes('WEST')]).toEqual([
      ...[true, false, false],
    ]);
    const counts = { groups: [{ field: 'area' }], values: [{ of: 'count' }] };
    const counted = await body(await send('POST', `${leads}/reports`, as, counts));
    expect((counted['lines'] as JsonObject[]).map(({ cells }) => cells)).toEqual([[['2']], [['2']]]);
    const printed = await over(await get(`${leads}/prints/sheet`, as), as);
    expect(printed).toMatchObject({ status: 'done', details: { records: 2 } });
    const one = (path: string) => world.ask('GET', `${leads}/records/${path}`, { as });
    for (const [name, status] of [
      ['east-1', 200],
      ['west-1', 404],
    ] as const)
      for (const door of [
        '',
        '?view=manage',
        '/history',
        '/references',
        '/prints/sheet?format=html',
        '/links',
      ])
        expect([name, door, (await one(`${ids[name]}${door}`)).status]).toEqual([name, door, status]);
    expect(
      (await world.ask('GET', `/api/forms/region/records/${regions['WEST']}/references`, { as })).status,
    ).toBe(404);
  });

  it('he is told of changes there alone', async () => {
    const as = await person('ben', regional);
    const stream = await world.ask('GET', '/api/watch?since=0&forms=lead,region', { as });
    const { store } = world.tenant;
    const { revision } = await store.patch(world.call(), world.form('lead'), ids['east-1'] ?? '', {
      note: 'later',
    });
    const reader = stream.body?.getReader();
    let text = '';
    for (let through = 0; through < revision; ) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) break;
      text += new TextDecoder().decode(value);
      through = Math.max(0, ...[...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)));
    }
    await reader?.cancel();
    const heard = [ids['east-1'], ids['west-1'], regions['EAST'], regions['WEST']].map((id) =>
      text.includes(id ?? '?'),
    );
    expect(heard).toEqual([true, false, true, false]);
  });

  it('he sees all of his region and changes what he made, and is told which that is', async () => {
    const as = await person('carl', regional);
    const made = await send('POST', '/api/forms/lead/records', as, { number: 'mine', area: 'EAST' });
    const { id } = await body(made);
    expect(made.status).toBe(201);
    const elsewhere = await send('POST', '/api/forms/lead/records', as, { number: 'x', area: 'WEST' });
    expect([elsewhere.status, (await body(elsewhere))['errors']]).toEqual([
      422,
      [expect.objectContaining({ path: '/area', code: 'reference-unknown' })],
    ]);
    const bare = await body(await send('POST', '/api/forms/lead/records', as, { number: 'x' }));
    expect(bare['errors']).toEqual([
      expect.objectContaining({
        path: '/area',
        code: 'outside-limits',
        message: 'Your role limits “Create” to records of your own, so “Region” cannot have this value',
      }),
    ]);
    for (const [record, may, status] of [
      [String(id), true, 200],
      [ids['east-1'] ?? '', false, 403],
      [ids['west-1'] ?? '', false, 404],
    ] as const) {
      const path = `/api/forms/lead/records/${record}`;
      const read = await world.ask('GET', `${path}?view=manage,use`, { as });
      expect(read.headers.get('guiju-may')?.split(',').includes('edit') ?? false).toBe(may);
      const etag = read.headers.get('etag') ?? '"1"';
      const changed = await send('PATCH', path, as, { note: 'x' }, { 'if-match': etag });
      expect([record === id, changed.status]).toEqual([record === id, status]);
      if (status === 403) expect((await body(changed))['code']).toBe('beyond-limits');
    }
  });

  it('what is his changes at once with the user; with nothing of his own he sees nothing', async () => {
    const as = await person('dora', regional, []);
    const seen = async () =>
      numbers(await get('/api/forms/lead/records', as)).filter((one) => one !== 'mine');
    expect(await seen()).toEqual([]);
    await limit('dora', ['WEST']);
    expect(await seen()).toEqual(['west-1']);
    await limit('dora', ['EAST', 'WEST']);
    expect(await seen()).toEqual(['east-1', 'east-2', 'west-1']);
  });

  it('what a role withholds is refused and not offered, and the rest of it stays', async () => {
    const row = { form: 'lead', actions: ['read', 'export'], scope: 'own' };
    const free = await person('emil', [row]);
    const held = await person('fred', [{ ...row, withheld: ['print', 'link'] }]);
    const single = `/api/forms/lead/records/${ids['east-1']}/prints/sheet?format=html`;
    for (const [as, status, can] of [
      [free, 200, ['print', 'link']],
      [held, 403, []],
    ] as const) {
      expect((await world.ask('GET', single, { as })).status).toBe(status);
      const { can: offered } = await get('/api/forms/lead', as);
      expect((offered as string[]).filter((one) => ['print', 'link'].includes(one)).toSorted()).toEqual(
        [...can].toSorted(),
      );
      expect(offered).toContain('export');
    }
    const refused = await body(await world.ask('GET', single, { as: held }));
    expect([refused['code'], refused['detail']]).toEqual(['forbidden', expect.stringContaining('Print')]);
  });

  it.each([
    ['a field that names no record', 'lead', ['note'], '/grants/0/limitedBy/0 unknown-field'],
    ['a field in rows, or none at all', 'lead', ['area', 'nothing'], '/grants/0/limitedBy/1 unknown-field'],
    ['a field of one form for all forms', '*', ['area'], '/grants/0/limitedBy/0 unknown-field'],
    ['no list', 'lead', 'area', '/grants/0/limitedBy not-list'],
  ])('a role is not limited by %s', async (_, form, limitedBy, problem) => {
    const { token } = await body(await signIn());
    const grants = [{ form, actions: ['read'], scope: 'own', limitedBy }];
    const answer = await send('POST', '/api/forms/role/records', String(token), {
      number: 'R',
      name: 'R',
      grants,
    });
    const { errors } = await body(answer);
    const [first] = errors as readonly JsonObject[];
    expect([answer.status, `${String(first?.['path'])} ${String(first?.['code'])}`]).toEqual([422, problem]);
  });

  const anyRecord = '018f0000-0000-7000-8000-000000000000';
  it.each<[string, readonly JsonObject[], JsonObject]>([
    [
      'by their ids, and told so who gives a number',
      [{ form: 'region', recordId: 'EAST' }],
      { path: '/limits/0/recordId', code: 'not-id' },
    ],
    [
      'and to no more than a list can be asked by',
      Array.from({ length: 501 }, () => ({ form: 'region', recordId: anyRecord })),
      { path: '/limits', code: 'too-many-items', params: { most: 500 } },
    ],
  ])('a user is limited to records %s', async (_says, limits, problem) => {
    const { token } = await body(await signIn());
    const [user] = await world.all('user');
    const path = `/api/forms/user/records/${user?.id}`;
    const answer = await send(
      'PATCH',
      path,
      String(token),
      { limits },
      { 'if-match': `"${user?.revision}"` },
    );
    const { errors } = await body(answer);
    expect([answer.status, errors]).toEqual([422, [expect.objectContaining(problem)]]);
  });

  const signIn = () =>
    world.ask('POST', '/api/session', {
      headers: json,
      body: new TextEncoder().encode(JSON.stringify({ user: 'admin', password: 'correct horse battery' })),
    });

  it('nobody gives himself, or others, records of their own who is no administrator', async () => {
    const as = await person('ida', [{ form: 'user', actions: ['read', 'create', 'edit'], scope: 'all' }], []);
    const ida = (await world.all('user')).find((one) => one['number'] === 'ida');
    const path = `/api/forms/user/records/${ida?.id}`;
    const limits = [{ form: 'region', recordId: regions['WEST'] ?? '' }];
    const answer = await send('PATCH', path, as, { limits }, { 'if-match': `"${ida?.revision}"` });
    expect([answer.status, JSON.stringify(await body(answer))]).toEqual([
      422,
      expect.stringContaining('/limits'),
    ]);
  });
});
