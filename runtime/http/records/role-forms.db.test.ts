import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const roles = '/api/forms/role/records';
const grant = (form: string, more: object = {}) => ({ form, actions: ['read'], scope: 'own', ...more });

describeOnDatabases('what a role names', (database) => {
  let house: House;
  let as: string;
  beforeAll(async () => {
    house = await openHouse(database.url);
    as = await house.signIn('admin');
  });
  afterAll(() => house.close());

  it('is called in English by its English name wherever it is referred to or found', async () => {
    for (const body of [
      { number: 'R-two', name: '双语角色', nameEn: 'Bilingual' },
      { number: 'R-one', name: '单语角色' },
    ])
      await house.ask('POST', roles, { as, body });
    const org = house.orgs.root;
    const body = { number: 'held', name: 'held', organisation: { id: org } };
    const held = ['R-two', 'R-one'].map((role) => ({ role, organisation: { id: org } }));
    const user = await house.ask('POST', '/api/forms/user/records', { as, body: { ...body, roles: held } });
    expect(user.status, user.text).toBe(201);
    const said = async (language: string) => {
      const headers = { 'accept-language': language };
      const path = `/api/forms/user/records/${user.at('/id')}`;
      const { at } = await house.ask('GET', path, { as, headers });
      const found = await house.ask('GET', `/api/search?q=${encodeURIComponent('双语角色')}`, {
        as,
        headers,
      });
      return [at('/roles/0/role/name'), at('/roles/1/role/name'), found.at('/items/0/name')];
    };
    expect(await said('en')).toEqual(['Bilingual', '单语角色', 'Bilingual']);
    expect(await said('zh')).toEqual(['双语角色', '单语角色', '双语角色']);
  });

  it.each([
    ['a form by its id', 'item', 201, []],
    ['every form', '*', 201, []],
    ['a form of the platform', 'user', 201, []],
    ['a form misspelt', 'itme', 422, ['item']],
    ['a form by its name', '商品', 422, ['item']],
    ['a form there is nothing like', 'zeppelin', 422, []],
    ['no form at all', '', 422, undefined],
  ])('%s', async (sentence, form, status, near) => {
    const body = { number: `R ${sentence}`, name: sentence, grants: [grant('category'), grant(form)] };
    const answer = await house.ask('POST', roles, { as, body });
    expect(answer.status, answer.text).toBe(status);
    if (status === 201) return;
    expect(answer.at('/errors')).toMatchObject([
      { path: '/grants/1/form', ...(near && { code: 'not-a-form', params: { form, near } }) },
    ]);
  });

  it.each([
    ['fields of the form', { readable: ['number', 'lines.amount'], writable: ['number'] }, []],
    ['a field misspelt', { readable: ['number', 'pirce'] }, ['/grants/0/readable/1 unknown-field price']],
    [
      'a column misspelt',
      { writable: ['lines.amuont'] },
      ['/grants/0/writable/0 unknown-field lines.amount'],
    ],
    ['what is no list of fields', { readable: 'number' }, ['/grants/0/readable not-list ']],
  ])('fields: %s', async (sentence, more, expected) => {
    const body = { number: `F ${sentence}`, name: sentence, grants: [grant('item', more)] };
    const answer = await house.ask('POST', roles, { as, body });
    expect(answer.status, answer.text).toBe(expected.length === 0 ? 201 : 422);
    const errors = (answer.at('/errors') ?? []) as {
      path: string;
      code: string;
      params?: { near?: string[] };
    }[];
    expect(errors.map(({ path, code, params }) => `${path} ${code} ${params?.near?.join() ?? ''}`)).toEqual(
      expected,
    );
  });

  it('a form and a field that went stay where they stood, and stand nowhere else', async () => {
    const body = { number: 'stale', name: 'Stale', grants: [grant('item', { readable: ['price'] })] };
    const made = await house.ask('POST', roles, { as, body });
    const { served, database: rows } = house.host;
    const form = served().model.formsById.get('role');
    const table = form && served().table(form).entries.get('grants');
    const row = String(made.at('/grants/0/id'));
    const change = async (id: string | undefined, named: string, field: string) => {
      const kept = { ...(id && { id }), ...grant(named, { readable: [field] }) };
      const path = `${roles}/${made.at('/id')}`;
      const headers = { 'if-match': (await house.ask('GET', path, { as })).headers.get('etag') ?? '' };
      return house.ask('PATCH', path, { as, headers, body: { name: 'Kept', grants: [kept] } });
    };
    await rows.run(`UPDATE ${table?.name} SET ${table?.columns.get('form')} = 'gone' WHERE id = ?`, [row]);
    expect((await change(row, 'gone', 'price')).status).toBe(200);
    expect((await change(undefined, 'gone', 'price')).status).toBe(422);
    await rows.run(
      `UPDATE ${table?.name} SET ${table?.columns.get('form')} = 'item', ${table?.columns.get('readable')} = '["gone"]' WHERE id = ?`,
      [row],
    );
    expect((await change(row, 'item', 'gone')).status).toBe(200);
    expect((await change(undefined, 'item', 'gone')).status).toBe(422);
  });
});
