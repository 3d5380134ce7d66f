import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { FieldSource, FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const formula = (name: string, text: string, more: object = {}) =>
  field(name, 'formula', { formula: text, ...more });

/** Of these a caller is told nothing that does not see `cost` (and nothing of rows that does not see `lines.price`). */
const forms: readonly FormSource[] = [
  {
    name: 'part',
    kind: 'master',
    sharing: 'everybody',
    label: label('part'),
    title: 'name',
    fields: [
      field('number', 'text'),
      formula('name', 'number & " at " & cost'),
      field('cost', 'money'),
      field('price', 'money'),
      formula('margin', 'price - cost'),
      formula('grade', 'if(margin > 10, "good", "bad")'),
      formula('open', 'price * 2'),
      field('double', 'computed', { compute: { op: 'sum', of: ['cost', 'cost'] } }),
      field('lines', 'entries', {
        fields: [
          field('price', 'money'),
          field('note', 'text'),
          formula('share', 'price / sum(parent.lines.price)', { scale: 4 }),
        ],
      }),
      formula('total', 'sum(lines.price)'),
      formula('rows', 'count(lines)'),
    ],
  },
  {
    name: 'basket',
    kind: 'master',
    sharing: 'everybody',
    label: label('basket'),
    fields: [
      field('number', 'text'),
      field('part', 'reference', { form: 'part' }),
      formula('behind', 'part.margin * 3'),
      field('taken', 'carry', { from: 'part', field: 'grade' }),
    ],
  },
];
const path = '/api/forms/part/records';
/** What the values are made of that must be nowhere. */
const secrets = ['777.31', '223.69', '1554.62', '671.07', '0.2499'];

describeOnDatabases('computed values of what a role withholds', (database) => {
  let house: House;
  let admin: string;
  let id: string;
  const as: Record<string, string> = {};
  const seen = ['number', 'name', 'price', 'margin', 'grade', 'open', 'double', 'lines', 'total', 'rows'];

  beforeAll(async () => {
    house = await openHouse(database.url, { forms });
    admin = await house.signIn('admin');
    const body = {
      number: 'P1',
      cost: '777.31',
      price: '1001',
      lines: [{ price: '111', note: 'a' }, { price: '333.11' }],
    };
    const made = await house.ask('POST', `${path}?org=SOUTH`, { as: admin, body });
    expect(made.at('/margin'), made.text).toBe('223.69');
    id = String(made.at('/id'));
    const basket = { number: 'B1', part: { id } };
    const filled = await house.ask('POST', '/api/forms/basket/records?org=SOUTH', {
      as: admin,
      body: basket,
    });
    expect([filled.at('/behind'), filled.at('/taken')]).toEqual(['671.07', 'good']);
    const give = async (name: string, readable: readonly string[]) => {
      await house.user(name, house.orgs.south, [
        { form: 'part', actions: ['all'], scope: 'subtree', readable: [...readable] },
        { form: 'basket', actions: ['all'], scope: 'subtree' },
      ]);
      as[name] = await house.signIn(name);
    };
    await give('buyer', seen);
    await give('packer', ['number', 'price', 'margin', 'total', 'rows', 'open', 'lines.note', 'lines.share']);
    await give('boss', [...seen, 'cost']);
  });
  afterAll(() => house.close());

  const record = async (who: string) => (await house.ask('GET', `${path}/${id}`, { as: as[who] ?? '' })).json;

  it('are answered to who may read all that they are made of', async () => {
    expect(await record('boss')).toMatchObject({
      name: 'P1 at 777.31',
      margin: '223.69',
      grade: 'good',
      double: '1554.62',
      open: '2002',
      lines: [{ share: '0.2499' }, { share: '0.7501' }],
    });
  });

  it.each([
    ['buyer', ['lines', 'number', 'open', 'price', 'rows', 'total'], ['note', 'price', 'share']],
    ['packer', ['lines', 'number', 'open', 'price', 'rows'], ['note']],
  ])('are not answered to others, through other computed fields neither: %s', async (who, fields, inRows) => {
    const answer = (await record(who)) as JsonObject;
    const own = Object.keys(answer).filter((name) => [...seen, 'cost'].includes(name));
    expect(own.toSorted()).toEqual(fields);
    const [row] = answer['lines'] as JsonObject[];
    expect(
      Object.keys(row ?? {})
        .filter((name) => name !== 'id')
        .toSorted(),
    ).toEqual(inRows);
  });

  it.each([
    ['a list', () => path],
    ['a list of such fields', () => `${path}?fields=number,price,open`],
    ['a search', () => '/api/search?q=777.31'],
    ['the record', () => `${path}/${id}`],
    ['its history', () => `${path}/${id}/history`],
    ['its references', () => `${path}/${id}/references`],
    ['who points at it', () => '/api/forms/basket/records'],
    ['what may be picked', () => `${path}?q=777&enabled=true`],
    ['the form', () => '/api/forms/part'],
    ['its documentation', () => '/openapi.json?forms=part'],
    ['the schema of its records', () => '/api/forms/part/schema'],
  ])('stand in no answer: %s', async (_, ask) => {
    const of = async (who: string) => (await house.ask('GET', ask(), { as: as[who] ?? '' })).text;
    const [buyer, boss] = [await of('buyer'), await of('boss')];
    for (const secret of secrets.slice(0, 4)) expect(buyer).not.toContain(secret);
    expect(buyer).not.toContain('"margin"');
    expect(await of('packer')).not.toMatch(/0\.2499|"name":"share"|444\.11/);
    expect(boss.length).toBeGreaterThan(0);
  });

  it.each([
    ['sorted by', 'sort=margin'],
    ['filtered by', 'margin[gt]=1'],
    ['asked for', 'fields=margin'],
    ['asked for by a name made of it', 'fields=name'],
  ])('are %s by who may read them alone', async (_, query) => {
    const of = async (who: string) =>
      (await house.ask('GET', `${path}?${query}`, { as: as[who] ?? '' })).status;
    expect([await of('boss'), await of('buyer')]).toEqual([200, 400]);
  });

  it('are given away by no reference: neither its name nor what is made of it elsewhere', async () => {
    const of = async (who: string) =>
      (await house.ask('GET', '/api/forms/basket/records', { as: as[who] ?? '' })).at(
        '/items/0',
      ) as JsonObject;
    expect(await of('boss')).toMatchObject({
      part: { number: 'P1', name: 'P1 at 777.31' },
      behind: '671.07',
      taken: 'good',
    });
    const found = await of('buyer');
    expect(found['part']).toMatchObject({ number: 'P1' });
    expect(JSON.stringify(found)).not.toMatch(/777\.31|671\.07|good/);
  });

  it('are computed all the same when somebody saves who does not see them', async () => {
    const { headers } = await house.ask('GET', `${path}/${id}`, { as: as['buyer'] ?? '' });
    const changed = await house.ask('PATCH', `${path}/${id}`, {
      as: as['buyer'] ?? '',
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { price: '2001' },
    });
    expect([changed.status, changed.at('/margin')]).toEqual([200, undefined]);
    expect(await record('boss')).toMatchObject({ margin: '1223.69' });
  });
});
