import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (en: string) => ({ zh: en, en });
const number: FieldSource = { name: 'number', kind: 'text', label: label('Number'), length: 50 };
const name: FieldSource = { name: 'name', kind: 'text', label: label('Name'), length: 100 };
const to = (form: string): FieldSource => ({ name: form, kind: 'reference', form, label: label(form) });
const sharing = { allowed: ['private', 'free', 'global'], default: 'private' } as const;
const carried = (from: string): Partial<FormSource> => ({
  title: 'called',
  fields: [
    number,
    name,
    to(from),
    { name: 'called', kind: 'carry', label: label('Called'), from, field: 'name' },
  ],
});
const form = (own: string, more: Partial<FormSource>): FormSource => ({
  name: own,
  kind: 'master',
  label: label(own),
  sharing,
  fields: [number, name],
  ...more,
});

/** A shelf points at a box that is called as the vault it is for; a link is called as the one it hangs on. */
const forms: readonly FormSource[] = [
  form('vault', {}),
  form('box', carried('vault')),
  form('link', carried('link')),
  form('shelf', { fields: [number, to('box'), to('link')] }),
];

/** The users who see the vault that a box is called after. */
const vaults: Readonly<Record<string, readonly string[]>> = {
  everybody: ['keeper', 'spy', 'group'],
  north: ['keeper', 'group'],
  south: ['spy', 'group'],
  'south by assignment': ['keeper', 'spy', 'group'],
};

describeOnDatabases('a record that is called as another one is', (database) => {
  let house: House;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    house = await openHouse(database.url, { forms });
    const all = { form: '*', actions: ['all'], moreActions: '*' };
    await house.user('keeper', house.orgs.north, [{ ...all, scope: 'own' }]);
    await house.user('spy', house.orgs.south, [{ ...all, scope: 'own' }]);
    await house.user('group', house.orgs.root, [{ ...all, scope: 'all' }]);
    for (const user of ['admin', 'keeper', 'spy', 'group']) tokens[user] = await house.signIn(user);
    for (const seen of Object.keys(vaults)) {
      const org = seen === 'south' ? 'SOUTH' : 'NORTH';
      const shared = { everybody: 'global', 'south by assignment': 'free' }[seen] ?? 'private';
      const vault = await create('vault', org, { number: `V ${seen}`, name: `N ${seen}`, sharing: shared });
      if (shared === 'free')
        await ok('POST', '/api/forms/vault/assignments', { records: [vault], orgs: ['SOUTH'] }, 'keeper');
      const box = await create('box', org, {
        number: `B ${seen}`,
        name: 'box',
        sharing: 'global',
        vault: { id: vault },
      });
      await create('shelf', 'NORTH', { number: `H ${seen}`, sharing: 'global', box: { id: box } });
    }
  });
  afterAll(() => house.close());

  async function ok(method: string, path: string, body?: Json, as = 'admin'): Promise<JsonObject> {
    const asked = { as: tokens[as] ?? '', ...(body === undefined ? {} : { body }) };
    const { status, text, json } = await house.ask(method, path, asked);
    if (status >= 300) expect.fail(`${method} ${path}: ${text}`);
    return json as JsonObject;
  }
  const create = async (of: string, org: string, body: JsonObject) =>
    String((await ok('POST', `/api/forms/${of}/records?org=${org}`, body))['id']);
  const boxIn = (shelf: JsonObject) => {
    const { number: of, name: called } = shelf['box'] as JsonObject;
    return [String(shelf['number']).slice(2), { number: of, name: called }];
  };

  const callers: readonly (readonly [string, string])[] = [
    ['keeper', 'org=NORTH'],
    ['spy', 'org=SOUTH'],
    ['group', 'org=ROOT&view=manage'],
    ['keeper', 'org=NORTH&view=manage'],
  ];

  it.each(callers)(
    'is called so to %s who sees both, and by its number alone to others (%s)',
    async (who, where) => {
      const isManaging = where.includes('manage');
      const expected = Object.fromEntries(
        Object.entries(vaults).map(([seen, by]) => [
          seen,
          { number: `B ${seen}`, name: by.includes(who) ? `N ${seen}` : null },
        ]),
      );
      for (const query of ['', '&fields=number,box', '&q=H', '&sort=-number']) {
        const { items } = await ok('GET', `/api/forms/shelf/records?${where}${query}`, undefined, who);
        const shelves = items as JsonObject[];
        if (!isManaging || who === 'group') expect(shelves.length, query).toBe(4);
        const found = Object.fromEntries(shelves.map(boxIn));
        expect(found, query).toEqual(
          Object.fromEntries(shelves.map((one) => [boxIn(one)[0], expected[String(boxIn(one)[0])]])),
        );
        for (const { id } of shelves) {
          const read = await ok('GET', `/api/forms/shelf/records/${String(id)}?${where}`, undefined, who);
          expect(Object.fromEntries([boxIn(read)]), query).toEqual({
            [String(boxIn(read)[0])]: expected[String(boxIn(read)[0])],
          });
        }
      }
      if (isManaging) return;
      const hits = (await ok('GET', `/api/search?${where}&q=B`, undefined, who))['items'] as JsonObject[];
      const boxes = hits.filter((hit) => hit['form'] === 'box');
      expect(boxes.length).toBe(4);
      for (const hit of boxes)
        expect({ number: hit['number'], name: hit['name'] }).toEqual(
          expected[String(hit['number']).slice(2)],
        );
    },
  );

  it('is asked for the one it is called after, and not for all that lie behind', async () => {
    const links: string[] = [];
    for (let at = 0; at < 12; at += 1)
      links.push(
        await create('link', 'NORTH', {
          number: `L${at}`,
          name: `name ${at}`,
          link: links.length === 0 ? null : { id: links.at(-1) ?? '' },
        }),
      );
    const reads = async (last: number) => {
      const shelf = await create('shelf', 'NORTH', { number: `X${last}`, link: { id: links[last] ?? '' } });
      // From the last to the first, so that nobody remembers what any of them was called.
      for (const id of links.toReversed()) {
        const { revision, name: before } = await ok(
          'GET',
          `/api/forms/link/records/${id}?org=NORTH&view=manage`,
        );
        const changed = await house.ask('PATCH', `/api/forms/link/records/${id}?org=NORTH`, {
          as: tokens['admin'] ?? '',
          body: { name: `${String(before)}!` },
          headers: { 'if-match': `"${String(revision)}"` },
        });
        expect(changed.status, changed.text).toBe(200);
      }
      const asked = vi.spyOn(house.host.database, 'all');
      const read = await ok('GET', `/api/forms/shelf/records/${shelf}?org=NORTH`, undefined, 'keeper');
      const count = asked.mock.calls.length;
      asked.mockRestore();
      expect((read['link'] as JsonObject)['number']).toBe(`L${last}`);
      return count;
    };
    const near = await reads(2);
    expect(near).toBeGreaterThan(1);
    expect(await reads(11)).toBe(near);
  });

  it('is called as it is now where it was written while its name was read', async () => {
    const box = await create('box', 'NORTH', { number: 'before', name: 'box', sharing: 'global' });
    const shelf = await create('shelf', 'NORTH', { number: 'Y', sharing: 'global', box: { id: box } });
    const read = async () =>
      (await ok('GET', `/api/forms/shelf/records/${shelf}?org=NORTH`, undefined, 'keeper'))['box'];
    const change = async (number: string) => {
      const { revision } = await ok('GET', `/api/forms/box/records/${box}?org=NORTH`);
      const headers = { 'if-match': `"${String(revision)}"` };
      const asked = { as: tokens['admin'] ?? '', body: { number }, headers };
      expect((await house.ask('PATCH', `/api/forms/box/records/${box}?org=NORTH`, asked)).status).toBe(200);
    };
    await change('meanwhile');
    const { database: db } = house.host;
    const { all } = db;
    let isFirst = true;
    const spy = vi.spyOn(db, 'all').mockImplementation(async (sql, params) => {
      const rows = await all(sql, params);
      if (isFirst && rows.some((row) => Object.values(row as object).includes('meanwhile'))) {
        isFirst = false;
        await change('after');
      }
      return rows as never;
    });
    const shown = await read();
    spy.mockRestore();
    expect(isFirst).toBe(false);
    expect([shown, await read()]).toEqual(Array(2).fill({ id: box, number: 'after', name: null }));
  });

  it('is called so no longer to whom the other one was taken from', async () => {
    const vault = await create('vault', 'NORTH', { number: 'V lent', name: 'N lent', sharing: 'free' });
    const box = { number: 'B lent', name: 'box', sharing: 'global', vault: { id: vault } };
    const boxId = await create('box', 'NORTH', box);
    const shelf = await create('shelf', 'NORTH', { number: 'Z', sharing: 'global', box: { id: boxId } });
    const pair = { records: [vault], orgs: ['SOUTH'] };
    const nameTo = async (who: string, org: string) => {
      const read = await ok('GET', `/api/forms/shelf/records/${shelf}?org=${org}`, undefined, who);
      return (read['box'] as JsonObject)['name'];
    };
    expect(await nameTo('spy', 'SOUTH')).toBe(null);
    await ok('POST', '/api/forms/vault/assignments', pair, 'keeper');
    expect(await nameTo('spy', 'SOUTH')).toBe('N lent');
    await ok('DELETE', '/api/forms/vault/assignments', pair, 'keeper');
    expect([await nameTo('spy', 'SOUTH'), await nameTo('keeper', 'NORTH')]).toEqual([null, 'N lent']);
  });
});
