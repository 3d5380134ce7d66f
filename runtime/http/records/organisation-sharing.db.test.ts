import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const form = (name: string, autoAssign: boolean): FormSource => ({
  name,
  kind: 'master',
  label: label(name),
  sharing: { allowed: sharingStrategies, default: 'private', autoAssign },
  fields: [
    { name: 'number', kind: 'text', label: label('number'), length: 50, required: true },
    { name: 'note', kind: 'text', label: label('note'), length: 50, ownable: true },
  ],
});

describeOnDatabases('organisations and what they share', (database) => {
  let house: House;
  let as: string;
  let serial = 0;
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [form('given', true), form('kept', false)] });
    as = await house.signIn('admin');
    await house.user('mover', house.orgs.root, [{ form: 'organisation', actions: ['all'], scope: 'all' }]);
  });
  afterAll(() => house.close());

  const ask = (method: string, path: string, body?: object, ifMatch?: string | null, who = as) =>
    house.ask(method, path, {
      as: who,
      ...(body === undefined ? {} : { body: body as never }),
      headers: ifMatch ? { 'if-match': ifMatch } : {},
    });
  const organisation = async (parent: string) => {
    const number = `O${++serial}`;
    const made = await ask('POST', '/api/forms/organisation/records', { number, name: number, parent });
    expect(made.status, made.text).toBe(201);
    return { number, id: String(made.at('/id')) };
  };
  const make = async (name: string, org: string, sharing: string, number = `G${++serial}`) => {
    const made = await ask('POST', `/api/forms/${name}/records?org=${org}`, { number, sharing });
    expect(made.status, made.text).toBe(201);
    return String(made.at('/id'));
  };
  const assign = async (name: string, by: string, record: string, org: string) =>
    (await ask('POST', `/api/forms/${name}/assignments?org=${by}`, { records: [record], orgs: [org] })).at(
      '/items/0/outcome',
    );
  const sees = async (name: string, id: string, org: string) =>
    (await ask('GET', `/api/forms/${name}/records/${id}?org=${org}`)).status === 200;
  const change = async (id: string, body: object | undefined, who = as) => {
    const path = `/api/forms/organisation/records/${id}`;
    const read = await ask('GET', path);
    return ask(body ? 'PATCH' : 'DELETE', path, body, read.headers.get('etag'), who);
  };

  it('a new one is given what its form says, from whoever can pass it on, and sees the scope above at once', async () => {
    const records = {
      free: await make('given', 'SOUTH', 'free'),
      'its parent’s': await make('given', 'NORTH', 'hierarchical'),
      'passed to its parent': await make('given', 'ROOT', 'hierarchical'),
      'never passed to its parent': await make('given', 'ROOT', 'hierarchical'),
      'of scope above': await make('given', 'ROOT', 'scope'),
      'of scope beside': await make('given', 'SOUTH', 'scope'),
      private: await make('given', 'NORTH', 'private'),
    };
    const other = await make('kept', 'NORTH', 'free');
    await assign('given', 'ROOT', records['passed to its parent'], 'NORTH');
    const { number } = await organisation('NORTH');
    const seen: Record<string, boolean> = {};
    for (const [name, id] of Object.entries(records)) seen[name] = await sees('given', id, number);
    expect(seen).toEqual({
      free: true,
      'its parent’s': true,
      'passed to its parent': true,
      'never passed to its parent': false,
      'of scope above': true,
      'of scope beside': false,
      private: false,
    });
    expect(await sees('kept', other, number)).toBe(false);
    const holders = await ask('GET', `/api/forms/given/assignments?record=${records.free}&org=SOUTH`);
    expect(holders.text).toContain(number);
    const history = await ask('GET', `/api/forms/given/records/${records.free}/history?org=SOUTH`);
    expect(history.at('/items/0/operation')).toBe('assign');
  });

  it('a new one is given a number once', async () => {
    const number = `G${++serial}`;
    const records = [
      await make('given', 'SOUTH', 'free', number),
      await make('given', 'NORTH', 'free', number),
    ];
    const newcomer = await organisation('ROOT');
    const seen = await Promise.all(records.map((id) => sees('given', id, newcomer.number)));
    expect(seen.filter(Boolean)).toHaveLength(1);
  });

  it('many new ones in one batch are each given what their parents were', async () => {
    const id = await make('given', 'NORTH', 'hierarchical');
    const [a, b] = [`O${++serial}`, `O${++serial}`];
    const items = [
      { op: 'create', body: { number: a, name: a, parent: 'NORTH' } },
      { op: 'create', body: { number: b, name: b, parent: a } },
    ];
    const one = await ask('POST', '/api/forms/organisation/batch', { items: items.slice(0, 1) });
    const two = await ask('POST', '/api/forms/organisation/batch', { items: items.slice(1) });
    expect([one.status, two.status], two.text).toEqual([200, 200]);
    expect([await sees('given', id, a), await sees('given', id, b)]).toEqual([true, true]);
  });

  it('one that moves sees the scope it came to, and no longer that it left; what it was assigned stays', async () => {
    const { number, id } = await organisation('NORTH');
    const below = await organisation(number);
    const left = await make('kept', 'NORTH', 'scope');
    const gained = await make('kept', 'SOUTH', 'scope');
    const free = await make('kept', 'NORTH', 'free');
    expect(await assign('kept', 'NORTH', free, below.number)).toBe('assigned');
    const answer = await change(id, { parent: 'SOUTH' });
    expect(answer.status, answer.text).toBe(200);
    const seen = (record: string) => sees('kept', record, below.number);
    expect([await seen(left), await seen(gained), await seen(free)]).toEqual([false, true, true]);
  });

  it('one that would come to see two records with one number does not move; who may read them is told which', async () => {
    const { number, id } = await organisation('NORTH');
    const below = await organisation(number);
    const twice = `G${++serial}`;
    const above = await make('kept', 'SOUTH', 'scope', twice);
    const own = await make('kept', below.number, 'private', twice);
    const answer = await change(id, { parent: 'SOUTH' });
    expect([answer.status, answer.at('/code')]).toEqual([409, 'organisation-move-clashes']);
    expect(answer.at('/errors/0')).toMatchObject({
      path: '/parent',
      code: 'organisation-move-clash',
      params: { number: twice, org: below.number, record: above, other: own },
    });
    const blind = await change(id, { parent: 'SOUTH' }, await house.signIn('mover'));
    expect([blind.status, blind.at('/errors/0/params/record')]).toEqual([409, null]);
    expect(blind.text).not.toContain(own);
    expect((await ask('GET', `/api/forms/organisation/records/${id}`)).at('/parent/number')).toBe('NORTH');
  });

  it.each([
    ['below itself', async (own: string) => ({ parent: own }), 'tree-loop'],
    ['to the top beside the root', async () => ({ parent: null }), 'organisation-second-root'],
  ])('one does not move %s', async (_, body, code) => {
    const { number, id } = await organisation('NORTH');
    const below = await organisation(number);
    const answer = await change(id, await body(below.number));
    expect([answer.status, answer.at('/errors/0/code')]).toEqual([422, code]);
  });

  it.each([
    ['without a parent', {}],
    ['with none on purpose', { parent: null }],
  ])('none is made beside the root, %s', async (_, body) => {
    const path = '/api/forms/organisation/records';
    const answer = await ask('POST', path, { number: 'SECOND', name: '第二集团', ...body });
    expect([answer.status, answer.at('/errors/0/code'), answer.at('/errors/0/path')]).toEqual([
      ...[422, 'organisation-second-root', '/parent'],
    ]);
    const tried = await ask('POST', '/api/forms/organisation/batch', {
      items: [{ op: 'create', body: { number: 'SECOND', name: '第二集团' } }],
    });
    expect(tried.text).toContain('organisation-second-root');
    expect((await ask('GET', `${path}?number=SECOND&view=manage`)).at('/items')).toEqual([]);
  });

  it('one that is deleted has no copies any more, also when it comes back', async () => {
    const { number, id } = await organisation('NORTH');
    const record = await make('kept', 'NORTH', 'free');
    const path = `/api/forms/kept/records/${record}`;
    expect(await assign('kept', 'NORTH', record, number)).toBe('assigned');
    const seen = await ask('GET', `${path}?org=${number}`);
    const own = await ask(
      ...(['POST', `${path}/actions/personalise?org=${number}`, {}, seen.headers.get('etag')] as const),
    );
    expect(own.status, own.text).toBe(200);
    const mine = await ask('PATCH', `${path}?org=${number}`, { note: 'mine' }, own.headers.get('etag'));
    expect([mine.status, mine.at('/note')]).toEqual([200, 'mine']);
    const here = `/api/forms/organisation/records/${id}`;
    const { revision } = (await ask('GET', here)).json as { revision: number };
    expect((await change(id, undefined)).status).toBe(204);
    const back = await ask('POST', `${here}/history/${revision}/restore`, undefined, '"0"');
    expect(back.status, back.text).toBeLessThan(300);
    expect(await sees('kept', record, number)).toBe(false);
    expect(await assign('kept', 'NORTH', record, number)).toBe('assigned');
    expect((await ask('GET', `${path}?org=${number}`)).at('/note')).toBeNull();
  });

  it('one that is deleted holds nothing any more, and what went through it to others stays theirs', async () => {
    const middle = await organisation('NORTH');
    const below = await organisation(middle.number);
    const id = await make('kept', 'NORTH', 'hierarchical');
    expect(await assign('kept', 'NORTH', id, middle.number)).toBe('assigned');
    expect(await assign('kept', middle.number, id, below.number)).toBe('assigned');
    expect((await change(below.id, { parent: 'SOUTH' })).status).toBe(200);
    const gone = await change(middle.id, undefined);
    expect(gone.status, gone.text).toBe(204);
    const holders = await ask('GET', `/api/forms/kept/assignments?record=${id}&org=NORTH`);
    const items = holders.at('/items') as { org: { number: string }; by: { number: string } | null }[];
    expect(items.map(({ org, by }) => [org.number, by?.number])).toEqual([
      ['NORTH', undefined],
      [below.number, 'NORTH'],
    ]);
  });
});
