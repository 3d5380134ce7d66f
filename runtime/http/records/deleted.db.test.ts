import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const items = '/api/forms/item/records';

interface Page {
  readonly items: readonly {
    readonly id: string;
    readonly revision: number;
    readonly at: string;
    readonly actor: { readonly name: string };
    readonly reason: string | null;
    readonly record: JsonObject;
    readonly restorable: boolean;
  }[];
  readonly next: string | null;
}

describeOnDatabases('records that were deleted', (database) => {
  let house: House;
  let admin: string;
  const ids = new Map<string, string>();
  const revisions = new Map<string, number>();
  const deleted = async (as: string, query = ''): Promise<Page> => {
    const answer = await house.ask('GET', `/api/forms/item/deleted${query}`, { as });
    expect(answer.status, answer.text).toBe(200);
    return answer.json as Page;
  };
  const numbers = async (as: string, query = '') =>
    (await deleted(as, query)).items.map(({ record }) => record['number']);
  const somebody = async (number: string, grant: JsonObject) => {
    await house.user(number, house.orgs.north, [grant]);
    return house.signIn(number);
  };
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
    for (const [number, org, sharing] of [
      ['N1', 'NORTH', 'private'],
      ['N2', 'NORTH', 'private'],
      ['G1', 'ROOT', 'global'],
      ['S1', 'SOUTH', 'private'],
      ['STAYS', 'NORTH', 'private'],
    ]) {
      const body = {
        number,
        name: `Name of ${number}`,
        sharing,
        cost: '7.00',
        lines: [{ text: 'a' }],
      } as const;
      const made = await house.ask('POST', `${items}?org=${org}`, { as: admin, body: body as JsonObject });
      expect(made.status, made.text).toBe(201);
      ids.set(String(number), String(made.at('/id')));
      revisions.set(String(number), Number(made.at('/revision')));
    }
    for (const number of ['N1', 'N2', 'G1', 'S1']) {
      const headers = { 'if-match': `"${revisions.get(number)}"` };
      const answer = await house.ask('DELETE', `${items}/${ids.get(number)}`, { as: admin, headers });
      expect(answer.status, answer.text).toBe(204);
    }
  });
  afterAll(() => house.close());

  it('are listed with who and when, the last one first, page by page, and found by what they were called', async () => {
    const { items: all, next } = await deleted(admin);
    expect([all.map(({ record }) => record['number']), next]).toEqual([['S1', 'G1', 'N2', 'N1'], null]);
    const [last] = all;
    expect(last?.actor.name).not.toBe('');
    expect(last).toMatchObject({
      restorable: true,
      record: { name: 'Name of S1', org: { number: 'SOUTH' } },
    });
    expect(last?.record).not.toHaveProperty('lines');
    expect(await numbers(admin, '?q=nAmE OF n2')).toEqual(['N2']);
    expect(await numbers(admin, '?q=stays')).toEqual([]);
    const found: unknown[] = [];
    for (let page = await deleted(admin, '?limit=1'); ; ) {
      expect(page.items.length).toBeLessThanOrEqual(1);
      found.push(...page.items.map(({ record }) => record['number']));
      if (page.next === null) break;
      page = await deleted(admin, `?limit=1&cursor=${page.next}`);
    }
    expect(found).toEqual(['S1', 'G1', 'N2', 'N1']);
  });

  it('are told to whoever could see their history, and say what may be read of them', async () => {
    const plain = { form: 'item', actions: ['read', 'history'] };
    const north = await somebody('north-clerk', plain);
    expect(await numbers(north, '?org=NORTH')).toEqual(['G1', 'N2', 'N1']);
    const [g1, n2] = (await deleted(north, '?org=NORTH')).items;
    expect([g1?.restorable, n2?.restorable]).toEqual([false, false]);
    const narrow = await somebody('narrow', { ...plain, readable: ['number'] });
    const [first] = (await deleted(narrow, '?org=NORTH&q=n2')).items;
    expect([first?.record['number'], first?.record['name'], first?.record['cost']]).toEqual([
      'N2',
      undefined,
      undefined,
    ]);
    expect(await numbers(narrow, '?org=NORTH&q=Name')).toEqual([]);
    const reader = await somebody('reader', { form: 'item', actions: ['read'] });
    expect((await house.ask('GET', '/api/forms/item/deleted?org=NORTH', { as: reader })).status).toBe(403);
  });

  it('leave the list when they come back, and enter it again when they go', async () => {
    const find = async () => (await deleted(admin, '?q=N1')).items[0];
    const gone = await find();
    const back = await house.ask('POST', `${items}/${gone?.id}/history/${gone?.revision}/restore`, {
      as: admin,
      headers: { 'if-match': '"0"' },
    });
    expect([back.status, back.at('/number'), back.at('/lines/0/text')]).toEqual([201, 'N1', 'a']);
    expect(await numbers(admin)).toEqual(['S1', 'G1', 'N2']);
    const headers = { 'if-match': `"${back.at('/revision')}"` };
    await house.ask('DELETE', `${items}/${gone?.id}`, { as: admin, headers });
    expect(await numbers(admin)).toEqual(['N1', 'S1', 'G1', 'N2']);
  });

  it('are not told of by their ids, and a wrong question is refused', async () => {
    const answer = await house.ask('GET', `${items}/${ids.get('S1')}`, { as: admin });
    expect([answer.status, answer.at('/code')]).toEqual([404, 'record-unknown']);
    expect(String(answer.at('/detail'))).not.toContain(String(ids.get('S1')));
    for (const [query, refusal] of [
      ['?cursor=x', '400 cursor-wrong'],
      [`?q=${'x'.repeat(201)}`, '400 parameters-wrong'],
    ] as const) {
      const wrong = await house.ask('GET', `/api/forms/item/deleted${query}`, { as: admin });
      expect(`${wrong.status} ${wrong.at('/code')}`).toBe(refusal);
    }
  });
});
