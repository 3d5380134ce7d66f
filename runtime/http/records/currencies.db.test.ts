import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const records = '/api/forms/note/records';
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: { zh: name, en: name },
  ...more,
});
const fields = [
  field('currency', 'currency', { default: { fact: '$currency' } }),
  field('amount', 'money', { currency: 'currency' }),
  field('fee', 'money', { currency: 'JPY' }),
  field('total', 'computed', { currency: 'currency', compute: { op: 'sum', of: ['lines.net'] } }),
  field('lines', 'entries', { fields: [field('net', 'money', { currency: 'parent.currency' })] }),
];
const made: readonly JsonObject[] = [
  { number: 'A', currency: 'USD', amount: '9.5', fee: '120', lines: [{ net: '0.1' }, { net: '0.2' }] },
  { number: 'B', currency: 'JPY', amount: '1000', lines: [{ net: '7' }] },
  { number: 'C', currency: 'USD', amount: '-10.25', lines: [] },
  { number: 'D', currency: 'BHD', amount: '1234567890123456.125', lines: [{ net: '0.001' }] },
  { number: 'E', currency: null, amount: '3.1234', lines: [] },
];

describeOnDatabases('amounts in currencies', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([notePackage([field('amount', 'money')])]);
    for (const amount of ['1.25', '-9999999999999999.99'])
      await node.ask('POST', records, { number: `OLD${amount}`, amount });
    await node.publish([notePackage(fields, {}, '2.0.0')]);
    for (const body of made) {
      const { status, body: answer } = await node.ask('POST', records, body);
      expect([status, answer['code']]).toEqual([201, undefined]);
    }
  });
  afterAll(() => node.close());

  const listed = async (query: string) => {
    const { body } = await node.ask('GET', `${records}?limit=100&${query}`);
    return body['items'] as JsonObject[];
  };
  const numbers = async (query: string) => (await listed(query)).map(({ number }) => number);
  const problems = ({ errors: all = [] }: JsonObject) =>
    (all as JsonObject[]).map(({ path, code, message }) => `${path} ${code}: ${message}`);

  it('keep what they were before they said one', async () => {
    const old = await listed('filter={"fact":"number","operator":"startsWith","value":"OLD"}&sort=number');
    expect(old.map(({ amount, currency }) => [amount, currency])).toEqual([
      ['-9999999999999999.99', null],
      ['1.25', null],
    ]);
  });

  it('are added up exactly, and rounded to what the currency has', async () => {
    const all = await listed('filter={"fact":"number","operator":"in","value":["A","B","D"]}&sort=number');
    expect(all.map(({ total }) => total)).toEqual(['0.3', '7', '0.001']);
  });

  it.each<readonly [says: string, body: JsonObject, found: readonly string[]]>([
    [
      'with more digits than it has',
      { currency: 'JPY', amount: '1.5' },
      ['/amount currency-decimals: Amounts in JPY can have at most 0 digits after the decimal point'],
    ],
    [
      'in a row, too',
      { currency: 'USD', lines: [{ net: '1' }, { net: '0.001' }] },
      ['/lines/1/net currency-decimals: Amounts in USD can have at most 2 digits after the decimal point'],
    ],
    [
      'nor in the one that is for all',
      { fee: '0.5' },
      ['/fee currency-decimals: Amounts in JPY can have at most 0 digits after the decimal point'],
    ],
    [
      'or a currency that is none',
      { currency: 'DEM' },
      ['/currency not-currency: There is no currency “DEM”: enter an ISO 4217 code such as CNY'],
    ],
  ])('are refused %s', async (_, body, found) => {
    const { status, body: answer } = await node.ask(
      'POST',
      records,
      { number: 'X', ...body },
      { 'accept-language': 'en' },
    );
    expect([status, problems(answer)]).toEqual([422, found]);
  });

  it('are judged again when the currency becomes another', async () => {
    const [record] = await listed('filter={"fact":"number","operator":"equal","value":"A"}');
    const { id = '', revision = 0 } = record ?? {};
    const path = `${records}/${String(id)}`;
    const headers = { 'if-match': `"${String(revision)}"` };
    const { status, body } = await node.ask('PATCH', path, { currency: 'JPY' }, headers);
    expect([status, problems(body).map((one) => one.split(':')[0])]).toEqual([
      422,
      ['/amount currency-decimals', '/lines/0/net currency-decimals', '/lines/1/net currency-decimals'],
    ]);
  });

  it('begin in the currency of the organisation, which has that of the one above', async () => {
    const organisations = '/api/forms/organisation/records';
    await node.ask('POST', organisations, { number: 'EU', name: 'EU', parent: 'root', currency: 'EUR' });
    await node.ask('POST', organisations, { number: 'PARIS', name: 'Paris', parent: 'EU' });
    for (const [org, currency] of [
      ['root', 'CNY'],
      ['EU', 'EUR'],
      ['PARIS', 'EUR'],
    ]) {
      const { body } = await node.ask('POST', `${records}?org=${org}`, { number: `IN-${org}` });
      expect([org, body['currency']]).toEqual([org, currency]);
      expect((await node.ask('GET', `/api/now?org=${org}`)).body['currency']).toBe(currency);
    }
    const inEuros = '{"fact":"currency","operator":"equal","value":{"fact":"$currency"}}';
    expect(await numbers(`org=PARIS&sort=number&filter=${inEuros}`)).toEqual(['IN-EU', 'IN-PARIS']);
  });

  it('are ordered among those of their currency, page by page', async () => {
    const some = 'filter={"fact":"number","operator":"in","value":["A","B","C","D","E"]}';
    expect(await numbers(`${some}&sort=amount`)).toEqual(['E', 'D', 'B', 'C', 'A']);
    expect(await numbers(`${some}&sort=-amount`)).toEqual(['E', 'D', 'B', 'A', 'C']);
    expect(await numbers(`${some}&sort=-currency,amount`)).toEqual(['C', 'A', 'B', 'D', 'E']);
    let pages: readonly Json[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await node.ask('GET', `${records}?limit=2&${some}&sort=amount${cursor}`);
      pages = [...pages, ...(body['items'] as JsonObject[]).map(({ number = null }) => number)];
      if (typeof body['next'] !== 'string') break;
      cursor = `&cursor=${encodeURIComponent(body['next'])}`;
    }
    expect(pages).toEqual(['E', 'D', 'B', 'C', 'A']);
  });

  const imported = async (bytes: Uint8Array<ArrayBuffer>) => {
    let job = (await (await node.raw('POST', '/api/forms/note/import', bytes)).json()) as JsonObject;
    while (job['status'] !== 'done' && job['status'] !== 'failed') {
      await new Promise((resolve) => setTimeout(resolve, 25));
      job = (await node.ask('GET', `/api/jobs/${String(job['id'])}`)).body;
    }
    return job;
  };

  it.each(['csv', 'xlsx'])('go out as %s and come back as they were', async (format) => {
    const before = await listed('sort=number');
    const file = await node.raw('GET', `/api/forms/note/export?format=${format}`);
    const job = await imported(new Uint8Array(await file.arrayBuffer()));
    expect([job['created'], job['updated'], job['failed'], job['unchanged']]).toEqual([
      0,
      0,
      0,
      before.length,
    ]);
    expect(await listed('sort=number')).toEqual(before);
  });

  it('stand in a workbook in the format of their currency', async () => {
    const file = await node.raw('GET', '/api/forms/note/export?format=xlsx&sort=number');
    const { sheets } = await readXlsx(new Uint8Array(await file.arrayBuffer()), { readStyles: true });
    const formats = sheets.map(({ rows, cells }) => {
      const names = (rows[1] ?? []).map(String);
      return rows.slice(2).flatMap(([number], at) =>
        ['amount', 'fee', 'net'].flatMap((name) => {
          const cell = cells?.get(`${at + 2},${names.indexOf(name)}`);
          const format = cell?.style?.numFmt;
          return typeof cell?.value === 'number' && format?.startsWith('[$')
            ? [`${number} ${cell.value} ${format}`]
            : [];
        }),
      );
    });
    expect(formats[0]?.filter((one) => /^[A-E] /.test(one))).toEqual([
      'A 9.5 [$USD] #,##0.00',
      'A 120 [$JPY] #,##0',
      'B 1000 [$JPY] #,##0',
      'C -10.25 [$USD] #,##0.00',
    ]);
    expect(formats[1]).toEqual([
      'A 0.1 [$USD] #,##0.00',
      'A 0.2 [$USD] #,##0.00',
      'B 7 [$JPY] #,##0',
      'D 0.001 [$BHD] #,##0.000',
    ]);
  });

  it('that come in with too many digits are told at their cell', async () => {
    const job = await imported(
      new TextEncoder().encode('number,currency,amount\r\nNEW,JPY,1.5\r\nOK,JPY,2\r\n'),
    );
    expect([job['created'], job['failed']]).toEqual([1, 1]);
    expect(JSON.stringify(job)).toContain('currency-decimals');
  });
});
