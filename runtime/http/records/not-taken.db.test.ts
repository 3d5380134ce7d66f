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
const forms: readonly FormSource[] = [
  {
    name: 'maker',
    kind: 'master',
    sharing: 'everybody',
    label: label('maker'),
    fields: [field('number', 'text'), field('home', 'reference', { form: 'maker' }), field('town', 'text')],
  },
  {
    name: 'good',
    kind: 'master',
    sharing: 'everybody',
    label: label('good'),
    fields: [
      field('number', 'text'),
      field('pieces', 'integer'),
      field('price', 'money'),
      field('sum', 'computed', { compute: { op: 'product', of: ['pieces', 'price'] } }),
      field('kept', 'formula', { formula: 'pieces * 2' }),
      field('virtual', 'formula', { formula: 'pieces * 3', virtual: true }),
      field('maker', 'reference', { form: 'maker' }),
      field('town', 'carry', { from: 'maker', field: 'town' }),
      field('home', 'carry', { from: 'maker', field: 'home' }),
      field('lines', 'entries', {
        fields: [field('pieces', 'integer'), field('half', 'formula', { formula: 'pieces / 2' })],
      }),
    ],
  },
];
const path = '/api/forms/good/records';
const whole = { number: 'G', pieces: 4, price: '2.5', maker: 'M', lines: [{ pieces: 6 }] };
const right = {
  sum: '10',
  kept: '8',
  virtual: '12',
  town: 'Linz',
  home: 'H',
  lines: [{ pieces: 6, half: '3' }],
};
const wrong = { sum: '11', kept: 'x', virtual: 13, town: 'Graz', home: 'M', lines: [{ pieces: 6, half: 4 }] };
const places = ['/lines/0/half', '/sum', '/kept', '/virtual', '/town', '/home'];

describeOnDatabases('values that the platform makes, sent to it', (database) => {
  let house: House;
  let admin: string;
  const said = (record: Json | undefined): string[] =>
    (((record as JsonObject)['$warnings'] ?? []) as JsonObject[]).map(
      ({ path: at, code, severity }) => `${String(at)} ${String(code)} ${String(severity)}`,
    );
  const notTaken = (of: readonly string[]) => of.map((at) => `${at} value-not-taken warning`);
  const make = async (body: JsonObject): Promise<JsonObject> => {
    const answer = await house.ask('POST', path, { as: admin, body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json as JsonObject;
  };
  const write = async (method: string, record: JsonObject, body: JsonObject) => {
    const headers = { 'if-match': `"${String(record['revision'])}"` };
    const answer = await house.ask(method, `${path}/${String(record['id'])}`, { as: admin, headers, body });
    expect(answer.status, answer.text).toBe(200);
    return answer.json as JsonObject;
  };

  beforeAll(async () => {
    house = await openHouse(database.url, { forms });
    admin = await house.signIn('admin');
    for (const body of [
      { number: 'H', town: 'Wien' },
      { number: 'M', town: 'Linz', home: 'H' },
    ]) {
      const answer = await house.ask('POST', '/api/forms/maker/records', { as: admin, body });
      expect(answer.status, answer.text).toBe(201);
    }
  });
  afterAll(() => house.close());

  it('are told of, each by its name and place, where they are others than what is made', async () => {
    const made = await make({ ...whole, ...wrong, number: '1' });
    expect(said(made)).toEqual(notTaken(places));
    expect((made['$warnings'] as JsonObject[])[1]?.['message']).toContain('“sum” (sum)');
    expect(made).toMatchObject({ sum: '10', kept: '8', virtual: '12', town: 'Linz', home: { number: 'H' } });
  });

  it('are not told of where they are what is made, however they are written, nor where nothing is said', async () => {
    expect(said(await make({ ...whole, ...right, number: '2' }))).toEqual([]);
    expect(said(await make({ ...whole, number: '3', sum: 10, kept: 8, home: null, virtual: '' }))).toEqual(
      [],
    );
  });

  it.each(['PATCH', 'PUT'])('come back as they were read without a word: %s', async (method) => {
    const made = await make({ ...whole, number: `4 ${method}` });
    const { json } = await house.ask('GET', `${path}/${String(made['id'])}`, { as: admin });
    const read = json as JsonObject;
    expect(said(await write(method, read, read))).toEqual([]);
    const changed = await write(method, read, { ...read, pieces: 5, maker: null });
    expect(said(changed)).toEqual([]);
    expect(changed).toMatchObject({ sum: '12.5', kept: '10', virtual: '15', town: null });
    expect(said(await write(method, changed, { ...changed, sum: '1', virtual: '1' }))).toEqual(
      notTaken(['/sum', '/virtual']),
    );
  });

  it.each([true, false])('are told of by a batch too, all or none: %s', async (atomic) => {
    const body = { atomic, items: [{ op: 'create', body: { ...whole, ...wrong, number: `5 ${atomic}` } }] };
    const answer = await house.ask('POST', '/api/forms/good/batch', { as: admin, body });
    expect(said(answer.at('/items/0/record') as Json), answer.text).toEqual(notTaken(places));
  });
});
