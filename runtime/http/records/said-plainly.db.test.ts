import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const items = '/api/forms/item/records';

describeOnDatabases('what somebody is told who stands before a door', (database) => {
  let house: House;
  let admin = '';
  const of = async (form: string, number: string) => {
    const { at } = await house.ask('GET', `/api/forms/${form}/records?number=${number}&view=manage`, {
      as: admin,
    });
    return at('/items/0') as JsonObject & { readonly id: string; readonly revision: number };
  };
  const match = ({ revision }: { readonly revision: number }) => ({ 'if-match': `"${revision}"` });
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  it('of rights he has elsewhere: where, and how to say so, whatever he does', async () => {
    const grants = [{ form: 'item', actions: ['read', 'create', 'export'], scope: 'own' }];
    const id = await house.user('traveller', house.orgs.north, grants);
    const home = await house.ask('PATCH', `/api/forms/user/records/${id}`, {
      as: admin,
      body: { organisation: 'ROOT' },
      headers: match(await of('user', 'traveller')),
    });
    expect(home.status, home.text).toBe(200);
    const as = await house.signIn('traveller');
    const doors: readonly (readonly [string, string, Json?])[] = [
      ['GET', items],
      ['POST', items, { number: 'T1', name: 'T' }],
    ];
    for (const [method, path, body] of doors) {
      const asked = { as, ...(body === undefined ? {} : { body }) };
      const answer = await house.ask(method, path, asked);
      expect([answer.status, answer.at('/code'), answer.at('/params/orgs')], answer.text).toEqual([
        ...[403, 'forbidden-here'],
        ['NORTH'],
      ]);
      expect(answer.at('/detail')).toContain('?org=NORTH');
      const there = await house.ask(method, `${path}?org=NORTH`, asked);
      expect(there.status, there.text).toBeLessThan(300);
    }
    const never = await house.ask('GET', '/api/forms/order/records', { as });
    expect(never.status === 404 || never.at('/code') === 'forbidden').toBe(true);
  });

  it('of the root organisation: that it stays, by every door that could disable it', async () => {
    const root = await of('organisation', 'ROOT');
    const place = `/api/forms/organisation/records/${root.id}/actions/disable`;
    const alone = await house.ask('POST', place, { as: admin, headers: match(root) });
    expect([alone.status, alone.at('/code')]).toEqual([409, 'root-stays']);
    for (const atomic of [true, false]) {
      const body = { items: [{ op: 'disable', id: root.id, ifMatch: root.revision }], atomic };
      expect((await house.ask('POST', '/api/forms/organisation/batch', { as: admin, body })).text).toContain(
        'root-stays',
      );
    }
    expect(await of('organisation', 'ROOT')).toEqual(root);
    const againstActions = async (id: string) => {
      const one = `/api/forms/organisation/records/${id}?view=manage,use`;
      const { headers } = await house.ask('GET', one, { as: admin });
      return JSON.parse(decodeURIComponent(headers.get('guiju-against') ?? 'null'));
    };
    const stays = { zh: expect.stringContaining('根组织'), en: expect.stringContaining('root') };
    expect(await againstActions(root.id)).toEqual({ disable: stays, delete: stays });
    expect(await againstActions((await of('organisation', 'SOUTH')).id)).toEqual({});
  });

  it('of a disabled record: its number, also when it was named by its id', async () => {
    const south = await of('organisation', 'SOUTH');
    const place = `/api/forms/organisation/records/${south.id}/actions`;
    expect((await house.ask('POST', `${place}/disable`, { as: admin, headers: match(south) })).status).toBe(
      200,
    );
    const body = { number: 'late', name: 'Late', organisation: { id: south.id }, roles: [] };
    const answer = await house.ask('POST', '/api/forms/user/records', { as: admin, body });
    expect([answer.status, answer.at('/errors/0/code')]).toEqual([422, 'reference-disabled']);
    expect(answer.at('/errors/0/message')).toContain('SOUTH');
    expect(answer.at('/errors/0/message')).not.toContain(south.id);
  });

  it('of a token that nobody could use: where tokens are made, by every door', async () => {
    const body = { name: 'useless', user: 'admin', scopes: ['read'] };
    const path = '/api/forms/token';
    const alone = await house.ask('POST', `${path}/records`, { as: admin, body });
    expect([alone.status, alone.at('/code')], alone.text).toEqual([409, 'token-without-secret']);
    expect(alone.at('/detail')).toContain('/api/me/tokens');
    for (const atomic of [true, false]) {
      const batch = { items: [{ op: 'create', body }], atomic };
      expect((await house.ask('POST', `${path}/batch`, { as: admin, body: batch })).text).toContain(
        'token-without-secret',
      );
    }
    const made = await house.ask('POST', '/api/me/tokens', { as: admin, body: { name: 'useful' } });
    expect([made.status, typeof made.at('/token')], made.text).toEqual([201, 'string']);
    const copied = await house.ask('POST', `${path}/records/${String(made.at('/id'))}/actions/copy`, {
      as: admin,
      body: {},
      headers: { 'if-match': '*' },
    });
    expect(copied.status).toBeGreaterThanOrEqual(400);
  });

  it('of what was not measured yet: nothing, however soon it is asked again', async () => {
    for (let scrape = 0; scrape < 3; scrape += 1) {
      const { status, text } = await house.ask('GET', '/metrics', { as: admin });
      expect([status, text]).toEqual([200, expect.stringContaining('guiju_revision')]);
      expect(text).not.toMatch(/ nan$/im);
      // A histogram without samples calls this its least value.
      expect(text).not.toMatch(/eventloop_lag_min_seconds [1-9]\d{5}/);
    }
  });

  it('of a parameter that is written out: the one that is meant', async () => {
    const answer = await house.ask('GET', `${items}?organization=NORTH`, { as: admin });
    const form = await house.ask('GET', '/api/forms/organization/records', { as: admin });
    expect([form.status, form.text]).toEqual([404, expect.stringContaining('organisation')]);
    const plain = await house.ask('GET', '/api/me/tokens?organization=NORTH', { as: admin });
    for (const { status, text } of [answer, plain])
      expect([status, text]).toEqual([400, expect.stringMatching(/Did you mean|did you mean/)]);
  });

  it('of a field he may not read: what he is told of one there is none of, however he names it', async () => {
    const grants = [
      { form: 'item', actions: ['read'], scope: 'own', readable: ['number', 'name', 'lines.text'] },
    ];
    await house.user('blind', house.orgs.north, grants);
    const as = await house.signIn('blind');
    const leaf = (fact: string, operator: string, value?: Json): JsonObject => ({
      fact,
      operator,
      ...(value === undefined ? {} : { value }),
    });
    const filter = (condition: JsonObject) => `filter=${encodeURIComponent(JSON.stringify(condition))}`;
    const asked: readonly ((name: string) => string)[] = [
      (name) => `${name}=1`,
      (name) => `${name}=no-number`,
      (name) => `${name}[startsWith]=1`,
      (name) => `${name}[between]=1`,
      (name) => `${name}[odd]=1`,
      (name) => `sort=${name}`,
      (name) => `sort=-${name}`,
      (name) => `fields=${name}`,
      (name) => filter(leaf(name, 'equal', '1')),
      (name) => filter(leaf(name, 'startsWith', '1')),
      (name) => filter(leaf(name, 'equal', { not: 'a value' })),
      (name) => filter(leaf(name, 'isEmpty', 'too much')),
      (name) => filter(leaf(name, 'between', [2, 1])),
      (name) => filter(leaf('number', 'equal', { fact: name })),
      (name) => filter({ some: name, where: leaf('amount', 'greaterThan', 1) }),
    ];
    const inRows: typeof asked = asked.filter((_, at) => at < 5 || at > 7);
    const names = [
      ...['price', 'cost', 'stock'].flatMap((hidden) => asked.map((ask) => [hidden, 'nosuch', ask] as const)),
      ...inRows.map((ask) => ['lines.amount', 'lines.nosuch', ask] as const),
    ];
    for (const [hidden, none, ask] of names) {
      const [found, reference] = [
        await house.ask('GET', `${items}?${ask(hidden)}`, { as }),
        await house.ask('GET', `${items}?${ask(none)}`, { as }),
      ];
      const plain = (text: string, name: string) =>
        text
          .replaceAll(encodeURIComponent(name), '·')
          .replaceAll(name, '·')
          .replace(/"near":\[[^\]]*\]|; did you mean[^"]*|urn:guiju:request:[^"]*/gi, '');
      expect([ask(hidden), found.status, plain(found.text, hidden)]).toEqual([
        ...[ask(hidden), reference.status],
        plain(reference.text, none),
      ]);
      expect(found.status).toBe(400);
    }
  });
});
