import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import { type House, type HouseAnswer, openHouse } from '../house.suite.ts';

const items = '/api/forms/item/records';
const whole = {
  name: 'Whole',
  price: '1.5',
  cost: '9.00',
  stock: 3,
  lines: [{ text: 'one', amount: '7.00' }],
};

/** A copy of an item: what it says, beside its number, and what stayed behind. */
interface Case {
  readonly sentence: string;
  readonly grant: JsonObject;
  readonly says: JsonObject;
  readonly left: readonly string[];
  readonly body?: JsonObject;
}

const all = { name: 'Whole', price: '1.5', cost: '9', stock: 3 };
const cases: readonly Case[] = [
  {
    sentence: 'whoever may write all of it copies all of it',
    grant: {},
    says: { ...all, lines: [{ text: 'one', amount: '7' }] },
    left: [],
  },
  {
    sentence: 'what may be read and not written stays behind',
    grant: { writable: ['number', 'name'] },
    says: { name: 'Whole', price: null, cost: null, stock: null, lines: [] },
    left: ['/cost', '/lines', '/price', '/stock'],
  },
  {
    sentence: 'a column of rows that may not be written stays behind, and its row does not',
    grant: { writable: ['number', 'name', 'lines.text'] },
    says: { lines: [{ text: 'one', amount: null }] },
    left: ['/cost', '/lines/0/amount', '/price', '/stock'],
  },
  {
    sentence: 'what may not be read is neither copied nor told',
    grant: { readable: ['number', 'name', 'lines.text'] },
    says: { name: 'Whole' },
    left: [],
  },
  {
    sentence: 'what the body says needs no copying',
    grant: { writable: ['number', 'name', 'stock'] },
    body: { name: 'Other', stock: 4 },
    says: { name: 'Other', stock: 4, price: null },
    left: ['/cost', '/lines', '/price'],
  },
];

describeOnDatabases('a copy', (database) => {
  let house: House;
  let admin: string;
  let category: string;
  beforeAll(async () => {
    house = await openHouse(database.url);
    admin = await house.signIn('admin');
    const made = await house.ask('POST', '/api/forms/category/records?org=NORTH', {
      as: admin,
      body: { number: 'SEEN-BY-NORTH', name: 'North alone' },
    });
    category = String(made.at('/id'));
  });
  afterAll(() => house.close());

  const make = async (body: JsonObject): Promise<HouseAnswer> => {
    const made = await house.ask('POST', `${items}?org=NORTH`, { as: admin, body });
    expect(made.status, made.text).toBe(201);
    return made;
  };
  const copy = (as: string, of: HouseAnswer, body: Json, query = '') =>
    house.ask('POST', `${items}/${of.at('/id')}/actions/copy${query}`, {
      as,
      body,
      headers: { 'if-match': `"${of.at('/revision')}"` },
    });
  const asAdmin = async (id: unknown) =>
    (await house.ask('GET', `${items}/${id}?view=manage`, { as: admin })).json;

  it.each(cases.map((one, at) => ({ ...one, at })))('$sentence', async ({ at, grant, says, left, body }) => {
    const user = `copier${at}`;
    await house.user(user, house.orgs.north, [{ form: 'item', actions: ['all'], scope: 'own', ...grant }]);
    const original = await make({ number: `WHOLE-${at}`, ...whole });
    const answer = await copy(await house.signIn(user), original, { number: `COPY-${at}`, ...body });
    expect(answer.status, answer.text).toBe(201);
    expect(await asAdmin(answer.at('/id'))).toMatchObject(says);
    const warned = (answer.at('/$warnings') ?? []) as { path: string; code: string; message: string }[];
    expect(warned.map(({ path }) => path).sort()).toEqual(left);
    for (const { code, message } of warned)
      expect([code, message]).toEqual(['not-copied', expect.stringContaining('“')]);
  });

  it('shows no value of a row to whoever could not have read it', async () => {
    await house.user('blind', house.orgs.north, [
      { form: 'item', actions: ['all'], scope: 'own', readable: ['number', 'lines.text'] },
    ]);
    const original = await make({ number: 'BLIND', ...whole });
    const answer = await copy(await house.signIn('blind'), original, { number: 'BLIND-2' });
    expect(await asAdmin(answer.at('/id'))).toMatchObject({ lines: [{ text: 'one', amount: null }] });
  });

  it('refers to nothing its maker could not have referred to', async () => {
    await house.user('southern', house.orgs.south, [{ form: 'item', actions: ['all'], scope: 'own' }]);
    const original = await make({
      number: 'SHARED',
      name: 'For all',
      category: { id: category },
      sharing: 'global',
    });
    const answer = await copy(await house.signIn('southern'), original, { number: 'SHARED-2' });
    expect(answer.status, answer.text).toBe(201);
    expect(await asAdmin(answer.at('/id'))).toMatchObject({ name: 'For all', category: null });
    expect(answer.at('/$warnings')).toMatchObject([{ path: '/category', code: 'not-copied' }]);
    const kept = await copy(admin, original, { number: 'SHARED-3' }, '?org=NORTH');
    expect(await asAdmin(kept.at('/id'))).toMatchObject({ category: { id: category } });
  });

  it('begins anew what a field says is not copied, also of a row', async () => {
    const node = await openTestNode(database.url);
    const own = (name: string, kind: string, more: JsonObject = {}) => ({
      name,
      kind,
      label: { zh: name, en: name },
      ...more,
    });
    const text = (name: string, more: JsonObject = {}) => own(name, 'text', { length: 20, ...more });
    const rows = [text('what'), text('seen', { copied: false })];
    await node.publish([
      notePackage(
        [
          text('kept'),
          text('own', { copied: false }),
          text('usual', { copied: false, default: 'fresh' }),
          own('lines', 'entries', { fields: rows }),
          own('gone', 'entries', { fields: [text('one')], copied: false }),
        ],
        { sharing: 'everybody' },
      ),
    ]);
    const said = { kept: 'a', own: 'b', usual: 'c', lines: [{ what: 'd', seen: 'e' }], gone: [{ one: 'f' }] };
    const { body: original } = await node.ask('POST', '/api/forms/note/records', { number: 'one', ...said });
    const path = `/api/forms/note/records/${String(original['id'])}/actions/copy`;
    const headers = { 'if-match': `"${String(original['revision'])}"` };
    const made = await node.ask('POST', path, { number: 'two' }, headers);
    expect([made.status, made.body['$warnings']]).toEqual([201, undefined]);
    const lines = [{ what: 'd', seen: null }];
    expect(made.body).toMatchObject({ kept: 'a', own: null, usual: 'fresh', lines, gone: [] });
    const given = await node.ask('POST', path, { number: 'three', own: 'g' }, headers);
    expect(given.body).toMatchObject({ kept: 'a', own: 'g' });
    await node.close();
  });
});
