import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
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
const form = (
  name: string,
  fields: readonly FieldSource[],
  kind: FormSource['kind'] = 'master',
): FormSource => ({
  name,
  kind,
  sharing: 'everybody',
  label: label(name),
  fields,
});

const forms: readonly FormSource[] = [
  form('region', [field('number', 'text'), field('manager', 'text'), field('rate', 'percent')]),
  form('shop', [
    field('number', 'text'),
    field('region', 'reference', { form: 'region' }),
    field('manager', 'carry', { from: 'region', field: 'manager' }),
  ]),
  form(
    'visit',
    [
      field('number', 'text'),
      field('shop', 'reference', { form: 'shop' }),
      field('manager', 'carry', { from: 'shop', field: 'manager' }),
      field('kept', 'text', { carry: { from: 'shop', field: 'manager' } }),
      field('greeting', 'formula', { formula: '"To " & manager' }),
      field('office', 'reference', { form: 'organisation', default: { fact: '$org' } }),
      field('officeName', 'carry', { from: 'office', field: 'name' }),
      field('lines', 'entries', {
        fields: [
          field('what', 'text'),
          field('region', 'reference', { form: 'region' }),
          field('rate', 'percent', { carry: { from: 'region', field: 'rate' } }),
          field('above', 'carry', { from: 'parent.shop', field: 'manager' }),
        ],
      }),
    ],
    'document',
  ),
];

describeOnDatabases('what is carried', (database) => {
  let house: House;
  let admin: string;
  const at = (name: string) => `/api/forms/${name}/records`;
  const made = async (name: string, body: JsonObject, org = ''): Promise<JsonObject> => {
    const answer = await house.ask('POST', `${at(name)}${org}`, { as: admin, body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json as JsonObject;
  };
  const saved = async (name: string, record: JsonObject, body: JsonObject) => {
    const headers = { 'if-match': `"${String(record['revision'])}"` };
    const to = `${at(name)}/${String(record['id'])}`;
    return (await house.ask('PATCH', to, { as: admin, headers, body })).json as JsonObject;
  };
  let north: JsonObject;

  beforeAll(async () => {
    house = await openHouse(database.url, { forms });
    admin = await house.signIn('admin');
    north = await made('region', { number: 'N', manager: 'Li', rate: '6' });
    await made('shop', { number: 'S', region: 'N' });
  });
  afterAll(() => house.close());

  it('comes over two steps, each a carry of its own, and into what is made of it', async () => {
    expect(await made('visit', { number: '1', shop: 'S' })).toMatchObject({
      manager: 'Li',
      kept: 'Li',
      greeting: 'To Li',
    });
  });

  it.each<[org: string, name: Json]>([
    ['', 'ROOT'],
    ['?org=SOUTH', 'SOUTH'],
  ])('comes from the organisation that a record is made for (%s)', async (org, number) => {
    const one = await made('visit', { number: `org ${org}` }, org);
    expect(one['office']).toMatchObject({ number });
    expect(one['officeName']).toBe((one['office'] as JsonObject)['name']);
  });

  it('comes into rows, from what the row names and from what the record does', async () => {
    const one = await made('visit', {
      number: '2',
      shop: 'S',
      lines: [{ what: 'a', region: 'N' }, { what: 'b' }, { what: 'c', region: 'N', rate: '9' }],
    });
    expect(one['lines']).toMatchObject([
      { rate: '6', above: 'Li' },
      { rate: null, above: 'Li' },
      { rate: '9', above: 'Li' },
    ]);
  });

  it('follows where it is the other record’s, and stays where it is the record’s own', async () => {
    const one = await made('visit', { number: '3', shop: 'S' });
    north = await saved('region', north, { manager: 'Wang' });
    const { json } = await house.ask('GET', `${at('shop')}?number=S`, { as: admin });
    const [shop] = (json as { items: JsonObject[] }).items;
    const again = await saved('shop', shop ?? {}, { number: 'S' });
    expect(again).toMatchObject({ manager: 'Wang' });
    expect(await saved('visit', one, { number: '3b' })).toMatchObject({
      manager: 'Wang',
      greeting: 'To Wang',
      kept: 'Li',
    });
  });
});
