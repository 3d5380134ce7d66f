import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from '../../work/sheets/world.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}) => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const options = ['open', 'lost'].map((value) => ({ value, label: label(value) }));

/** Whom it is sold to; `rank` is for some alone. */
const buyer: Json = {
  name: 'buyer',
  kind: 'master',
  label: label('Buyer'),
  sharing: 'everybody',
  fields: [
    field('number', 'text', { required: true }),
    field('rank', 'choice', { options: ['gold', 'lead'].map((value) => ({ value, label: label(value) })) }),
  ],
};

/** What is sold to whom; `margin` is for some alone. */
const deal: Json = {
  name: 'deal',
  kind: 'document',
  label: label('Deal'),
  icon: 'star',
  picture: 'face',
  sharing: 'everybody',
  fields: [
    field('number', 'text', { required: true }),
    field('state', 'choice', { options }),
    field('margin', 'choice', { options: ['high', 'low'].map((value) => ({ value, label: label(value) })) }),
    field('closes', 'date'),
    field('face', 'image'),
    field('above', 'parent'),
    field('buyer', 'reference', { form: 'buyer' }),
  ],
  views: [
    {
      name: 'byState',
      kind: 'board',
      label: label('By state'),
      groupBy: 'state',
      columns: ['number', 'margin'],
    },
    { name: 'byMargin', kind: 'board', label: label('By margin'), groupBy: 'margin' },
    {
      name: 'good',
      kind: 'list',
      label: label('Good'),
      filter: { fact: 'margin', operator: 'equal', value: 'high' },
    },
    { name: 'closing', kind: 'calendar', label: label('Closing'), start: 'closes' },
    {
      name: 'golden',
      kind: 'list',
      label: label('Golden'),
      filter: { fact: 'buyer.rank', operator: 'equal', value: 'gold' },
    },
    { name: 'chief', kind: 'gallery', label: label('Chief'), roles: ['chief'] },
    { name: 'gone', kind: 'list', label: label('Gone'), hidden: true },
    { name: 'first', kind: 'tree', label: label('First'), order: 1 },
  ],
};

describeOnDatabases('views of a package', (under) => {
  let world: World;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    world = await openWorld(under.url, { 'forms/deal.json': deal, 'forms/buyer.json': buyer });
    const { orgs } = world.tenant.served();
    const root = orgs.get(orgs.root)?.number ?? '';
    const person = async (name: string, grant: JsonObject, buyers?: JsonObject) => {
      const actions = ['read', 'edit'];
      const grants = [
        { form: 'deal', actions, scope: 'all', ...grant },
        ...(buyers ? [{ form: 'buyer', actions, scope: 'all', ...buyers }] : []),
      ];
      await world.create('role', { number: name, name, grants });
      tokens.set(name, await world.user(`${name}-user`, root, [], [name]));
    };
    await person('chief', {}, {});
    await person('seller', {}, { readable: ['number'] });
    await person('stranger', {});
    await person('helper', { readable: ['number', 'state'] });
    for (let at = 0; at < 12; at += 1)
      await world.create('deal', {
        number: `D${at}`,
        state: ['open', 'lost', null][at % 3] ?? null,
        margin: at % 4 === 0 ? 'high' : 'low',
        closes: `2026-11-${10 + at}`,
      });
  });
  afterAll(() => world.close());

  const get = async (path: string, as: string) => {
    const answer = await world.ask('GET', path, { as: tokens.get(as) ?? '' });
    return { status: answer.status, body: (await answer.json()) as JsonObject };
  };
  const viewsFor = async (as: string) =>
    (await get('/api/forms/deal', as)).body['views'] as unknown as readonly (JsonObject & { name: string })[];

  it.each([
    [
      'whoever has the role it is for',
      'chief',
      ['first', 'byState', 'byMargin', 'good', 'closing', 'golden', 'chief'],
    ],
    ['others go without it', 'seller', ['first', 'byState', 'byMargin', 'good', 'closing']],
    [
      'whoever reads nothing of a form goes without what filters by it',
      'stranger',
      ['first', 'byState', 'byMargin', 'good', 'closing'],
    ],
    ['whoever does not see a field goes without what needs it', 'helper', ['byState']],
  ])('%s', async (_, as, names) => {
    expect((await viewsFor(as)).map(({ name }) => name)).toEqual(names);
  });

  it('say nothing of whom else they are for, nor of fields that their reader does not see', async () => {
    for (const as of ['chief', 'seller', 'helper'])
      expect(JSON.stringify(await viewsFor(as))).not.toMatch(/"roles"|"hidden"/);
    expect(JSON.stringify(await viewsFor('helper'))).not.toMatch(/margin|closes/);
    for (const as of ['seller', 'stranger', 'helper'])
      expect(JSON.stringify(await viewsFor(as))).not.toMatch(/rank|gold/);
    expect((await viewsFor('helper'))[0]?.['columns']).toEqual(['number']);
  });

  it('what a board counts in its columns is what the list holds, and nothing is counted twice', async () => {
    const all = (await get('/api/forms/deal/records?limit=100', 'seller')).body[
      'items'
    ] as unknown as JsonObject[];
    for (const [groupBy, values] of [
      ['state', ['open', 'lost', null]],
      ['margin', ['high', 'low', null]],
    ] as const) {
      let sum = 0;
      for (const value of values) {
        const own =
          value === null
            ? { fact: groupBy, operator: 'isEmpty' }
            : { fact: groupBy, operator: 'equal', value };
        const filter = encodeURIComponent(JSON.stringify(own));
        const path = `/api/forms/deal/records?limit=2&count=true&fields=number&filter=${filter}`;
        const { body } = await get(path, 'seller');
        expect(body['total']).toBe(all.filter((one) => (one[groupBy] ?? null) === value).length);
        sum += Number(body['total']);
      }
      expect(sum).toBe(all.length);
    }
  });

  it('whose picture stands for a record is told to whoever sees the field; an icon to everybody', async () => {
    const faceFor = async (as: string) => {
      const { body } = await get('/api/forms/deal', as);
      return [body['icon'], body['picture']];
    };
    expect(await faceFor('chief')).toEqual(['star', 'face']);
    expect(await faceFor('helper')).toEqual(['star', undefined]);
  });

  it('the filter of a view is asked of the list; whoever may not ask it is refused', async () => {
    const [good] = (await viewsFor('seller')).filter(({ name }) => name === 'good');
    const path = `/api/forms/deal/records?filter=${encodeURIComponent(JSON.stringify(good?.['filter']))}`;
    const { body } = await get(path, 'seller');
    expect((body['items'] as unknown as JsonObject[]).map((one) => one['number']).toSorted()).toEqual([
      'D0',
      'D4',
      'D8',
    ]);
    expect((await get(path, 'helper')).status).toBe(400);
  });

  const share = async (name: string, config: JsonObject) => {
    const answer = await world.ask('POST', '/api/me/views', {
      as: tokens.get('chief') ?? '',
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify({ form: 'deal', name, config, shared: true })),
    });
    expect(answer.status, await answer.clone().text()).toBe(201);
  };
  const sharedTo = async (as: string, name: string) => {
    const { body } = await get('/api/me/views?form=deal', as);
    return (body['items'] as unknown as JsonObject[]).find((view) => view['name'] === name)?.['config'];
  };

  it.each<readonly [string, JsonObject, Json | undefined]>([
    [
      'columns, their widths and the order',
      {
        columns: {
          shown: ['number', 'margin', 'state'],
          widths: { margin: 80, state: 90 },
          pinned: ['margin'],
        },
        sort: ['-margin', 'number'],
        q: 'margin',
      },
      {
        columns: { shown: ['number', 'state'], widths: { state: 90 }, pinned: [] },
        sort: ['number'],
        q: 'margin',
      },
    ],
    [
      'what a board tells beside its columns',
      { drawing: { kind: 'board', groupBy: 'state', title: 'margin' } },
      { drawing: { kind: 'board', groupBy: 'state' } },
    ],
    ['but not the columns themselves', { drawing: { kind: 'board', groupBy: 'margin' } }, undefined],
    ['nor days', { drawing: { kind: 'calendar', start: 'closes' } }, undefined],
    [
      'nor what it is filtered by',
      { condition: { all: [{ not: { fact: 'margin', operator: 'equal', value: 'low' } }] } },
      undefined,
    ],
    ['quickly, too', { quick: { margin: ['high'] } }, undefined],
    [
      'or through a reference',
      { condition: { fact: 'buyer.rank', operator: 'equal', value: 'gold' } },
      undefined,
    ],
    [
      'or a report that is made by one',
      { report: { groups: [{ field: 'margin' }], values: [{ of: 'count' }] } },
      undefined,
    ],
    [
      'across, too',
      { report: { groups: [], across: { field: 'margin' }, values: [{ of: 'count' }] } },
      undefined,
    ],
    [
      'or of one',
      { report: { groups: [{ field: 'state' }], values: [{ of: 'count', field: 'margin' }] } },
      undefined,
    ],
    [
      'a report of what it sees stays',
      { report: { groups: [{ field: 'state' }], values: [{ of: 'count' }], chart: 'bars' } },
      { report: { groups: [{ field: 'state' }], values: [{ of: 'count' }], chart: 'bars' } },
    ],
    [
      'what it does see stays, though a value be called so',
      { condition: { fact: 'number', operator: 'in', value: ['margin'] }, columns: { shown: ['number'] } },
      { condition: { fact: 'number', operator: 'in', value: ['margin'] }, columns: { shown: ['number'] } },
    ],
  ])(
    'what somebody shared is told without fields that its reader does not see: %s',
    async (name, config, seen) => {
      await share(name, config);
      expect(await sharedTo('chief', name)).toEqual(config);
      expect(await sharedTo('helper', name)).toEqual(seen);
    },
  );
});
