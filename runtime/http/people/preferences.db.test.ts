import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const path = '/api/me/preferences';

describeOnDatabases('what a person prefers', (database) => {
  let house: House;
  let [ann, bob] = ['', ''];
  beforeAll(async () => {
    house = await openHouse(database.url);
    await house.user('ann', house.orgs.north, []);
    await house.user('bob', house.orgs.north, []);
    [ann, bob] = [await house.signIn('ann'), await house.signIn('bob')];
  });
  afterAll(() => house.close());

  const put = (name: string, value: Json, as = ann) =>
    house.ask('PUT', `${path}/${encodeURIComponent(name)}`, { as, body: JSON.stringify(value) });
  const items = async (as = ann) =>
    ((await house.ask('GET', path, { as })).json as { items: { name: string; value: Json }[] }).items;

  it('is kept under names, replaced and forgotten, without any role', async () => {
    expect(await items()).toEqual([]);
    expect((await put('columns:item', { shown: ['number', '名称'], widths: { number: 120.5 } })).status).toBe(
      204,
    );
    expect((await put('language', 'en')).status).toBe(204);
    expect((await put('language', 'zh')).status).toBe(204);
    expect(await items()).toEqual([
      { name: 'columns:item', value: { shown: ['number', '名称'], widths: { number: 120.5 } } },
      { name: 'language', value: 'zh' },
    ]);
    for (const status of [204, 204])
      expect((await house.ask('DELETE', `${path}/language`, { as: ann })).status).toBe(status);
    expect(await items()).toHaveLength(1);
  });

  it.each([null, false, 0, '', [], [1, { a: null }]])('may be any JSON: %j', async (value) => {
    expect((await put('any', value)).status).toBe(204);
    expect((await items()).find(({ name }) => name === 'any')?.value).toEqual(value);
  });

  it('is seen from every session of the same person, and by nobody else', async () => {
    await put('theme', 'dark');
    expect(await items(await house.signIn('ann'))).toEqual(await items());
    expect(await items(bob)).toEqual([]);
    await put('theme', 'light', bob);
    await house.ask('DELETE', `${path}/any`, { as: bob });
    const own = await items();
    expect(own).toContainEqual({ name: 'theme', value: 'dark' });
    expect(own.map(({ name }) => name)).toContain('any');
  });

  it('is read, but not written, with a token that only reads', async () => {
    const body = { name: 'BI', scopes: ['read'] };
    const made = await house.ask('POST', '/api/me/tokens', { as: ann, body });
    const as = String(made.at('/token'));
    expect((await items(as)).length).toBeGreaterThan(0);
    expect((await put('theme', 'light', as)).at('/code')).toBe('token-reads-only');
  });

  it.each(['Theme', '1', 'a b', 'a/b', '名', `a${'x'.repeat(128)}`])('has no name like %s', async (name) => {
    for (const found of [
      await put(name, 1),
      await house.ask('DELETE', `${path}/${encodeURIComponent(name)}`, { as: ann }),
    ])
      expect([found.status, found.at('/errors/0/path'), found.at('/errors/0/code')]).toEqual([
        400,
        '/name',
        'preference-name',
      ]);
  });

  it('is no store for anything large', async () => {
    const long = '规'.repeat(11 * 1024);
    const answer = await put('long', long);
    expect([answer.status, answer.at('/code')]).toEqual([413, 'body-too-large']);
    expect((await put('long', long.slice(0, 10 * 1024))).status).toBe(204);

    const [{ id }] = (await house.host.database.all<{ id: string }>(
      'select user_id as id from gj_preference limit 1',
    )) as [{ id: string }];
    const have = (await items()).length;
    for (let at = have; at < 200; at++)
      await house.host.database.run('insert into gj_preference values (?, ?, ?, ?)', [id, `n${at}`, '1', 0]);
    const full = await put('more', 1);
    expect([full.status, full.at('/code')]).toEqual([422, 'preferences-full']);
    expect((await put('n199', 2)).status).toBe(204);
  });
});
