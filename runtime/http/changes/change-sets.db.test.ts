import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type ChangeSetBody, codes, type Office, openOffice, put, take } from './office.suite.ts';

describeOnDatabases('change sets', (under) => {
  let office: Office;

  beforeAll(async () => {
    office = await openOffice(under.url);
    await office.hire(
      'keeper',
      [
        ['*', 'read'],
        ['*', 'write'],
      ],
      [['*', ['all']]],
    );
    await office.hire('onlooker', [['*', 'read']], [['*', ['read']]]);
    await office.hire('southerner', [['*', 'write']], [], 'SOUTH');
    await office.hire('half', [
      ['limits', 'read'],
      ['paper', 'write'],
    ]);
    await office.hire('nobody', []);
  });
  afterAll(() => office.close());

  it('publish everything in one commit, that names them', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', {
      name: 'spring',
      reason: 'new limits',
      items: [
        put('limits.top', 'NORTH', 5),
        put('limits.other', 'CITY', 6),
        { action: 'create', form: 'pen', body: { number: 'P1', name: 'first' }, as: 'pen' },
        { action: 'create', form: 'box', body: { number: 'B1', pen: { $item: 'pen' } } },
      ],
    });
    expect([set.state, set['count'], set.items.length, set['number']]).toEqual(['draft', 4, 4, 'CS0001']);
    expect(await office.reads('limits/top', 'CITY')).toBe(0);
    const published = await sets.step('keeper', set, 'publish');
    expect(codes(published)).toBe('published 200');
    expect([await office.reads('limits/top', 'CITY'), await office.reads('limits/other', 'CITY')]).toEqual([
      5, 6,
    ]);
    const { items } = (await office.ask('keeper', 'GET', '/api/forms/box/records?number=B1')).body;
    expect((items as JsonObject[])[0]).toMatchObject({ pen: { number: 'P1' } });
    const commits = await office.node.tenant.database.all<{ first: number; last: number }>(
      'SELECT first_revision AS first, last_revision AS last FROM gj_commit WHERE change_set = ?',
      [set.id],
    );
    expect(commits.map(({ first, last }) => Number(last) - Number(first))).toEqual([4]);
    const { history } = await sets.read('keeper', set);
    expect((history as JsonObject[]).map(({ step }) => step)).toEqual(['create', 'publish']);
  });

  it('tell of each step what it did: which item, from what to what, and other names', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', { name: 'told', items: [put('limits.top', 'NORTH', 15)] });
    const edit = async (body: JsonObject) => {
      const now = await sets.read('keeper', set);
      const { status, body: answer } = await sets.step('keeper', now, 'edit', body);
      expect(status, JSON.stringify(answer)).toBe(200);
    };
    await edit({ items: { put: [put('limits.other', 'CITY', 16)] } });
    await edit({ items: { put: [put('limits.top', 'NORTH', 17)] } });
    await edit({ name: 'told again', reason: 'so it is' });
    const [, other] = (await sets.read('keeper', set)).items;
    await edit({ items: { remove: [other?.id ?? ''] } });
    const steps = async (who: string) => (await sets.read(who, set))['history'] as JsonObject[];
    const top = { type: 'limits', key: 'top', org: { number: 'NORTH' } };
    expect(await steps('keeper')).toMatchObject([
      { step: 'create', size: 1, says: [{ what: 'put', item: { ...top, value: 15 } }, { what: 'name' }] },
      { step: 'edit', size: 2, says: [{ what: 'put', item: { key: 'other', value: 16 } }] },
      { says: [{ what: 'changed', item: { ...top, value: 17 }, before: { ...top, value: 15 } }] },
      {
        says: [
          { what: 'name', text: 'told again' },
          { what: 'reason', text: 'so it is' },
        ],
      },
      { step: 'edit', size: 1, more: 0, says: [{ what: 'removed', item: { key: 'other' } }] },
    ]);
  });

  it('publish nothing where one thing cannot be', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', {
      items: [
        put('paper.size', 'NORTH', 3),
        { action: 'create', form: 'pen', body: { number: 'P1', name: 'a second one' } },
        { action: 'create', form: 'box', body: { number: 'B1', pen: { $item: 'none' } } },
      ],
    });
    const preview = await sets.preview('keeper', set);
    expect((preview['problems'] as JsonObject[]).map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/items/2/body/pen item-name-unknown',
    ]);
    expect(codes(await sets.step('keeper', set, 'publish'))).toBe(
      'changeset-wrong 422 /items/2/body/pen item-name-unknown',
    );
    const mended = await sets.step('keeper', set, 'edit', { items: { remove: [set.items[2]?.id ?? ''] } });
    const next = mended.body as typeof set;
    expect(codes(await sets.step('keeper', next, 'publish'))).toBe(
      'changeset-wrong 422 /items/1/body/number number-taken',
    );
    expect(await office.reads('paper/size', 'NORTH')).toBe(0);
  });

  const may = { validFrom: '2031-05-01', validTo: '2031-05-31' };
  const summer = { validFrom: '2031-05-31', validTo: '2031-09-01' };
  const turned = { validFrom: '2031-05-02', validTo: '2031-05-01' };
  it.each([
    [
      'a period that ends before it begins',
      [put('paper.lines', 'NORTH', 3, turned)],
      '/0/validTo param-window',
    ],
    ['a value of another kind', [put('paper.lines', 'NORTH', 'many')], '/0/value not-integer'],
    ['nothing, where nothing was preset', [put('paper.lines', 'NORTH', null)], '/0/value param-null'],
    ['a value where there can be none', [put('paper.mill', 'NORTH', 3)], '/0 param-not-for-organisation'],
    [
      'two values for one day',
      [
        put('paper.size', 'CITY', 1),
        put('paper.lines', 'NORTH', 1, may),
        put('paper.lines', 'NORTH', 2, summer),
      ],
      '/1/validFrom param-overlap /2/validFrom param-overlap',
    ],
    [
      'a record with a field that its form has not',
      [{ action: 'create', form: 'pen', body: { number: 'P9', length: 3 } }],
      '/0/body/length unknown-field',
    ],
    [
      'a record with a value of another kind, beside one that the set makes',
      [{ action: 'create', form: 'box', body: { number: 7, pen: { $item: 'later' } } }],
      '/0/body/number schema-type',
    ],
  ] as const)('do not take %s, and say so at its place', async (_, items, said) => {
    const { sets } = office;
    const wrong = (under: string) => `changeset-wrong 422 ${said.replace(/(^| )\//g, `$1${under}/`)}`;
    const path = '/api/changesets?org=NORTH';
    expect(codes(await office.ask('keeper', 'POST', path, { items: [...items] }))).toBe(wrong('/items'));
    const set = await sets.make('keeper', {});
    expect(codes(await sets.step('keeper', set, 'edit', { items: { put: [...items] } }))).toBe(
      wrong('/items'),
    );
    expect((await sets.read('keeper', set)).items).toEqual([]);
    await sets.step('keeper', set, 'discard');
  });

  it('take a value for days that the same set takes from another', async () => {
    const { sets } = office;
    const first = await sets.make('keeper', { items: [put('paper.lines', 'CITY', 1, may)] });
    const edited = (set: ChangeSetBody, items: JsonObject) => sets.step('keeper', set, 'edit', { items });
    const overlap = 'changeset-wrong 422 /items/0/validFrom param-overlap';
    const later = put('paper.lines', 'CITY', 2, summer);
    expect(codes(await edited(first, { put: [later] }))).toBe(overlap);
    expect(codes(await edited(first, { put: [later], remove: [first.items[0]?.id ?? ''] }))).toBe(
      'draft 200',
    );
    await sets.step('keeper', await sets.read('keeper', first), 'publish');
    const second = await sets.make('keeper', {});
    const former = { action: 'unset', type: 'paper', key: 'lines', org: 'CITY', ...summer };
    const instead = put('paper.lines', 'CITY', 3, may);
    expect(codes(await edited(second, { put: [instead] }))).toBe(overlap);
    const both = await edited(second, { put: [instead, former] });
    expect(codes(both)).toBe('draft 200');
    expect(codes(await sets.step('keeper', both.body as ChangeSetBody, 'publish'))).toBe('published 200');
    const nothing = await sets.make('keeper', { items: [{ ...former, ...may }] });
    expect(codes(await sets.step('keeper', nothing, 'publish'))).toBe('published 200');
  });

  it('tell a conflict with both values, and start anew on demand', async () => {
    const { sets } = office;
    await sets.step(
      'keeper',
      await sets.make('keeper', { items: [put('paper.size', 'NORTH', 1)] }),
      'publish',
    );
    const mine = await sets.make('keeper', {
      items: [put('paper.size', 'NORTH', 2), put('paper.lines', 'NORTH', 2)],
    });
    await sets.step(
      'keeper',
      await sets.make('keeper', { items: [put('paper.size', 'NORTH', 9)] }),
      'publish',
    );
    const refused = await sets.step('keeper', mine, 'publish');
    expect(codes(refused)).toBe('changeset-conflict 409');
    expect(refused.body['conflicts']).toMatchObject([
      {
        item: mine.items[0]?.id,
        base: { value: 1 },
        now: { value: 9 },
        mine: { value: 2 },
        by: { name: 'keeper' },
      },
    ]);
    expect((await sets.preview('keeper', mine))['conflicts']).toMatchObject([{ now: { value: 9 } }]);
    const rebased = await sets.step('keeper', mine, 'rebase');
    expect(rebased.body['moved']).toMatchObject([{ now: { value: 9 } }]);
    expect(codes(await sets.step('keeper', rebased.body as typeof mine, 'publish'))).toBe('published 200');
    expect(await office.reads('paper/size', 'NORTH')).toBe(2);
  });

  it('are rolled back as far as they still stand', async () => {
    const { sets } = office;
    const pen = await office.create('pen', { number: 'P2', name: 'old', ink: 'blue' });
    const set = await sets.make('keeper', {
      items: [
        put('limits.top', 'CITY', 50),
        put('limits.other', 'NORTH', 60),
        { action: 'create', form: 'pen', body: { number: 'P3' } },
      ],
    });
    const admins = await sets.make('admin', {
      items: [
        { action: 'change', form: 'pen', record: pen, body: { name: 'new' }, org: 'root' },
        { action: 'disable', form: 'pen', record: pen, org: 'root' },
      ],
    });
    const published = (await sets.step('keeper', set, 'publish')).body as typeof set;
    const changed = (await sets.step('admin', admins, 'publish')).body as typeof set;
    expect(changed.state).toBe('published');
    await sets.step(
      'keeper',
      await sets.make('keeper', { items: [put('limits.other', 'NORTH', 61)] }),
      'publish',
    );
    const back = await sets.step('keeper', published, 'rollback', { reason: 'too early' });
    expect(back.status).toBe(201);
    expect(back.body['left']).toMatchObject([
      { item: { key: 'other' }, why: 'changed-since', by: { name: 'keeper' } },
    ]);
    expect((back.body['items'] as JsonObject[]).map(({ action }) => action)).toEqual(['delete', 'unset']);
    const links = async ({ id }: typeof set) => {
      const { undoneBy, may } = await sets.read('keeper', { id });
      const listed = (await office.ask('keeper', 'GET', `/api/changesets?ids=${id}`)).body;
      const [row] = listed['items'] as JsonObject[];
      return [
        undoneBy,
        row?.['undoneBy'],
        ...[may, row?.['may']].map((one) => (one as JsonObject)['rollback']),
      ];
    };
    const { id, number, name, state } = back.body;
    expect(name).toBe(`Rollback of ${String(published['number'])}`);
    const draft = { id, number, name, state };
    expect(await links(published)).toEqual([draft, draft, false, false]);
    expect(codes(await sets.step('keeper', back.body as typeof set, 'publish'))).toBe('published 200');
    const undoer = { ...draft, state: 'published' };
    expect(await links(published)).toEqual([undoer, undoer, false, false]);
    expect(await links(back.body as typeof set)).toEqual([null, null, true, true]);
    expect(await office.reads('limits/top', 'CITY')).toBe(5);
    expect((await office.ask('admin', 'GET', '/api/forms/pen/records?number=P3')).body['items']).toEqual([]);
    const undone = await sets.step('admin', changed, 'rollback', { publish: true });
    expect([undone.status, undone.body['state']]).toEqual([201, 'published']);
    expect((await office.ask('admin', 'GET', `/api/forms/pen/records/${pen}?org=root`)).body).toMatchObject({
      name: 'old',
      ink: 'blue',
      enabled: true,
    });
  });

  it('tell beforehand who reads another value from a day to come, and what becomes of it where that is taken back', async () => {
    const { sets } = office;
    const effects = async (items: readonly JsonObject[]) => {
      const set = await sets.make('keeper', { items: [...items] });
      const { changed, total, untouched } = (await sets.preview('keeper', set))['params'] as {
        [name: string]: JsonObject[];
      };
      const side = (one: unknown) => String((one as JsonObject)['value']);
      const daysSaid = ({ since, until }: JsonObject) =>
        `${since ?? 'at once'}${until === null ? '' : ` until ${until}`}`;
      const number = (one: JsonObject) => String((one['org'] as JsonObject)['number']);
      return {
        set,
        total,
        said: (changed ?? []).map(
          (one) => `${one['key']} ${number(one)} ${side(one['from'])}→${side(one['to'])} ${daysSaid(one)}`,
        ),
        untouched: (untouched ?? []).map((one) => `${number(one)} ${one['why']}`),
      };
    };
    const now = Number(await office.reads('limits/top', 'CITY'));
    const later = { validFrom: '2998-06-01' };
    const { said, total, set } = await effects([
      put('limits.top', 'CITY', 41, { validFrom: '2999-01-01' }),
      put('limits.top', 'CITY', 40, { ...later, validTo: '2998-12-31' }),
    ]);
    expect([said, total]).toEqual([
      [`top CITY ${now}→40 2998-06-01 until 2998-12-31`, `top CITY ${now}→41 2999-01-01`],
      2,
    ]);
    const { params: foreseen } = await sets.preview('keeper', set);
    const published = (await sets.step('keeper', set, 'publish')).body as typeof set;
    expect(published.state).toBe('published');
    expect(await office.reads('limits/top', 'CITY')).toBe(now);
    expect((await sets.read('keeper', published))['effects']).toEqual(foreseen);
    const locked = await effects([put('limits.top', 'NORTH', 8, { ...later, locked: true })]);
    expect(locked.said).toEqual(
      expect.arrayContaining(['top CITY 40→8 2998-06-01 until 2998-12-31', 'top CITY 41→8 2999-01-01']),
    );
    expect(locked.untouched).toContain('CITY locked');
    const back = (await sets.step('keeper', published, 'rollback')).body as typeof set;
    const { changed } = (await sets.preview('keeper', back))['params'] as { changed: JsonObject[] };
    expect(changed).toMatchObject([
      { from: { value: 40 }, to: { value: now }, since: '2998-06-01', until: '2998-12-31' },
      { from: { value: 41 }, to: { value: now }, since: '2999-01-01', until: null },
    ]);
    expect(codes(await sets.step('keeper', back, 'publish'))).toBe('published 200');
  });

  it('tell each value that one reads in turn, whom a lock overrides, and nobody both as affected and as not', async () => {
    const { sets } = office;
    const later = { validFrom: '2998-06-01' };
    const region = put('paper.lines', 'NORTH', 500);
    const publish = async (...items: readonly JsonObject[]) =>
      sets.step('admin', await sets.make('admin', { items: [...items] }), 'publish');
    const effects = async (items: readonly JsonObject[]) => {
      const set = await sets.make('admin', { items: [...items] });
      const params = (await sets.preview('admin', set))['params'] as { [name: string]: JsonObject[] };
      await sets.step('admin', set, 'discard');
      const number = ({ org }: JsonObject) => String((org as JsonObject)['number']);
      const value = (one: Json | undefined) => String((one as JsonObject)['value']);
      return [
        ...(params['changed'] ?? []).map(
          (one) =>
            `${number(one)} ${value(one['from'])} → ${value(one['to'])}, ${one['since'] ?? 'now'} to ${one['until'] ?? 'ever'}`,
        ),
        ...(params['untouched'] ?? []).map((one) => `${number(one)} ${one['why']}`),
      ].sort();
    };
    await publish(put('paper.lines', 'NORTH', 2));
    expect(await effects([region, put('paper.lines', 'CITY', 200, later)])).toEqual([
      'CITY 2 → 200, 2998-06-01 to ever',
      'CITY 2 → 500, now to 2998-05-31',
      'NORTH 2 → 500, now to ever',
    ]);
    expect(await effects([{ ...region, locked: true }, put('paper.lines', 'CITY', 200, later)])).toEqual([
      'CITY 2 → 500, now to ever',
      'CITY locked',
      'NORTH 2 → 500, now to ever',
    ]);
    await publish(put('paper.lines', 'CITY', 300));
    expect(await effects([region])).toEqual(['CITY overrides', 'NORTH 2 → 500, now to ever']);
    expect(await effects([region, put('paper.lines', 'CITY', 250, later)])).toEqual([
      'CITY 300 → 250, 2998-06-01 to ever',
      'NORTH 2 → 500, now to ever',
    ]);
    expect(await effects([put('paper.lines', 'NORTH', 500, { ...later, locked: true })])).toEqual([
      'CITY 300 → 500, 2998-06-01 to ever',
      'CITY locked',
      'NORTH 2 → 500, 2998-06-01 to ever',
    ]);
    await publish(take('unset', 'paper.lines', 'CITY'), take('unset', 'paper.lines', 'NORTH'));
  });

  it('tell beforehand who reads what, who says his own, and what becomes of records', async () => {
    const { sets } = office;
    const set = await sets.make('admin', {
      items: [
        put('limits.top', 'NORTH', 7, { locked: true }),
        { action: 'create', form: 'pen', body: { number: 'P9', name: 'n' }, org: 'root' },
        take('unset', 'limits.other', 'CITY'),
      ],
    });
    const preview = await sets.preview('admin', set);
    expect(preview['problems']).toEqual([]);
    const { changed, total, untouched } = preview['params'] as { [name: string]: JsonObject[] };
    const said = (changed ?? []).map(({ key, org, from, to }) => {
      const side = (one: unknown) => String((one as JsonObject)['value']);
      return `${key} ${String((org as JsonObject)['number'])} ${side(from)}→${side(to)}`;
    });
    expect(said.sort()).toEqual(['other CITY 6→61', 'top CITY 5→7', 'top NORTH 5→7']);
    expect([total, untouched]).toEqual([3, []]);
    expect((await sets.read('admin', set))['effects']).toBe(null);
    expect(preview['records']).toMatchObject([
      {
        action: 'create',
        number: 'P9',
        diff: [{ path: '/number', from: null, to: 'P9' }, { path: '/name' }],
      },
    ]);
    expect((await office.ask('admin', 'GET', '/api/forms/pen/records?number=P9')).body['items']).toEqual([]);
  });

  it('tell whoever may see them that something happened, and nobody else', async () => {
    const { sets, node, people } = office;
    const since = node.node.host.revision();
    const set = await sets.make('keeper', { items: [put('limits.top', 'CITY', 1)] });
    const hears = async (who: string): Promise<boolean> => {
      const path = `/api/watch?forms=change-set&since=${since}`;
      const answer = await node.node.app.request(path, { headers: { ...people.get(who) } });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      while (reader && !text.includes(`id: ${set.revision}\n`)) text += (await reader.read()).value ?? '';
      await reader?.cancel();
      return text.includes(set.id);
    };
    expect([await hears('keeper'), await hears('southerner'), await hears('nobody')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('say who reads what is in them', async () => {
    await office.ask('keeper', 'GET', '/api/params/limits/top?org=CITY', undefined, {
      'guiju-client': 'till/1.0',
    });
    const set = await office.sets.make('keeper', { items: [put('limits.top', 'CITY', 1)] });
    const { readers } = (await office.sets.preview('keeper', set)) as { readers: JsonObject[] };
    expect(readers).toMatchObject([{ type: 'limits', key: 'top', items: [{ client: 'till' }] }]);
  });

  it('are kept by whoever may change something, and not without end', async () => {
    const { sets, ask } = office;
    const path = '/api/changesets?org=NORTH';
    for (const who of ['nobody', 'onlooker'])
      expect([who, codes(await ask(who, 'POST', path, {}))]).toEqual([who, 'changeset-pointless 403']);
    await office.hire('hoarder', [['limits', 'write']]);
    const mine = await Promise.all(Array.from({ length: 99 }, () => sets.make('hoarder', {})));
    const set = await sets.make('hoarder', { items: [put('limits.top', 'NORTH', 77)] });
    expect(codes(await ask('hoarder', 'POST', path, {}))).toBe('changeset-drafts 409');
    // A set that is done with is no draft; a roll back is never refused for that.
    const published = (await sets.step('hoarder', set, 'publish')).body as typeof set;
    await sets.make('hoarder', {});
    expect(codes(await ask('hoarder', 'POST', path, {}))).toBe('changeset-drafts 409');
    const back = await sets.step('hoarder', published, 'rollback', { publish: true });
    expect([back.status, back.body['state']]).toEqual([201, 'published']);
    const [first, ...others] = mine;
    if (!first) throw new Error('there are 99');
    await sets.step('hoarder', first, 'discard');
    expect((await ask('hoarder', 'POST', path, {})).status).toBe(201);
    for (const one of others) await sets.step('hoarder', one, 'discard');
  });

  it('are no more than so many, however many are made at the same moment', async () => {
    await office.hire('hasty', [['limits', 'write']]);
    const path = '/api/changesets?org=NORTH';
    const made = await Promise.all(Array.from({ length: 110 }, () => office.ask('hasty', 'POST', path, {})));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(100);
    const refused = made.filter(({ status }) => status !== 201).map(codes);
    expect(refused).toEqual(Array.from({ length: 10 }, () => 'changeset-drafts 409'));
    const { body } = await office.ask('hasty', 'GET', '/api/changesets?state=draft&mine=true&limit=500');
    for (const set of body['items'] as ChangeSetBody[]) await office.sets.step('hasty', set, 'discard');
  });

  it('hold no more than can be handled', async () => {
    const { sets } = office;
    const pen = (story: string) => ({ action: 'create', form: 'pen', body: { story } });
    let set = await sets.make('keeper', {});
    const add = (letters: number) =>
      sets.step('keeper', set, 'edit', { items: { put: [pen('x'.repeat(letters))] } });
    for (let at = 0; at < 8; at++) set = (await add(950_000)).body as typeof set;
    const refused = await add(950_000);
    expect([codes(refused), (refused.body['errors'] as JsonObject[])[0]?.['params']]).toEqual([
      'changeset-wrong 422 /items changeset-too-large',
      { most: '8', size: '8.6' },
    ]);
    expect((await sets.read('keeper', set)).items.length).toBe(8);
    await sets.step('keeper', set, 'discard');
  });

  it('are found by their ids, as far as one may see them', async () => {
    const { sets, ask } = office;
    const north = await sets.make('keeper', { items: [put('limits.top', 'CITY', 1)] });
    const south = await sets.make('southerner', { items: [put('limits.top', 'SOUTH', 1)] }, 'SOUTH');
    const found = async (who: string, ...ids: readonly string[]) => {
      const { body } = await ask(who, 'GET', `/api/changesets?ids=${ids.join(',')}&state=draft`);
      return (body['items'] as JsonObject[]).map(({ id }) => id);
    };
    const both = [north.id, south.id];
    expect(await found('keeper', ...both)).toEqual([north.id]);
    expect(await found('southerner', ...both)).toEqual([south.id]);
    expect((await found('admin', ...both)).sort()).toEqual(both.sort());
    expect(await found('admin', 'no-such-thing')).toEqual([]);
  });

  it('are nobody’s who has nothing to do with what is in them', async () => {
    const { sets } = office;
    const set = await sets.make('keeper', { reason: 'secret plan', items: [put('limits.top', 'CITY', 1)] });
    for (const who of ['onlooker', 'southerner', 'nobody'])
      expect(codes(await office.ask(who, 'GET', `/api/changesets/${set.id}`))).toBe('changeset-unknown 404');
    const listed = async (who: string) =>
      (
        (await office.ask(who, 'GET', '/api/changesets?state=draft&limit=100')).body['items'] as JsonObject[]
      ).some(({ id }) => id === set.id);
    expect([await listed('keeper'), await listed('southerner'), await listed('admin')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(
      codes(await office.ask('half', 'POST', '/api/changesets', { items: [put('limits.top', 'CITY', 1)] })),
    ).toBe('changeset-wrong 422 /items/0 parameter-forbidden');
    const mixed = await sets.make('admin', {
      items: [put('limits.top', 'CITY', 1), put('limits.top', 'SOUTH', 2)],
    });
    const seen = await sets.read('southerner', mixed);
    expect(seen.items).toMatchObject([{ hidden: true }, { value: 2 }]);
    expect(seen['history']).toMatchObject([{ says: [{ item: { hidden: true } }, { item: { value: 2 } }] }]);
    expect(JSON.stringify((await sets.preview('southerner', mixed))['params'])).not.toContain('CITY');
    expect(codes(await sets.step('southerner', mixed, 'publish'))).toBe('changeset-forbidden 403');
  });
});
