import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sum } from '../../../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { kinds } from '../../../../metadata/kinds/index.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { everyKind, givenValues, papersPackage } from '../../../model/publish/every-kind.suite.ts';
import { notePackage, openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { openWorld, type World } from '../world.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const english = { 'accept-language': 'en' };

interface Asking {
  readonly form?: string;
  readonly language?: string;
}

/** The rows of a list as a workbook, the first with the heads. */
async function workbook(node: TestNode, query: string, { form = 'note', language = 'en' }: Asking = {}) {
  const path = `/api/forms/${form}/export?${query}`;
  const file = await node.raw('GET', path, undefined, { 'accept-language': language });
  if (file.status !== 200) throw new Error(await file.text());
  const { sheets } = await readXlsx(new Uint8Array(await file.arrayBuffer()), { readStyles: true });
  return sheets;
}

async function csv(node: TestNode, query: string, { form = 'note' }: Asking = {}) {
  const file = await node.raw('GET', `/api/forms/${form}/export?format=csv&${query}`, undefined, english);
  return (await file.text())
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n');
}

describeOnDatabases('a list as it is seen', (database) => {
  let node: TestNode;
  const fields: readonly JsonObject[] = [
    { name: 'day', kind: 'date', label: label('Day') },
    { name: 'met', kind: 'datetime', label: label('Met') },
    { name: 'currency', kind: 'currency', label: label('Currency') },
    { name: 'amount', kind: 'money', label: label('Amount'), currency: 'currency' },
    { name: 'pieces', kind: 'integer', label: label('Pieces') },
    { name: 'rate', kind: 'percent', label: label('Rate') },
    {
      name: 'colour',
      kind: 'choice',
      label: { zh: '颜色', en: 'Colour' },
      options: [{ value: 'r', label: { zh: '红', en: 'Red' } }],
    },
    {
      name: 'lines',
      kind: 'entries',
      label: label('Lines'),
      fields: [{ name: 'net', kind: 'text', label: label('Net') }],
    },
  ];
  const made: readonly JsonObject[] = [
    {
      number: 'A',
      day: '2026-01-31',
      met: '2026-01-31T16:30:00Z',
      currency: 'USD',
      amount: '9.5',
      pieces: 3,
      rate: '0.065',
      colour: 'r',
      lines: [{ net: 'x' }, { net: 'y' }],
    },
    { number: 'B', day: '1899-01-01', currency: 'JPY', amount: '1000', pieces: -1, rate: '1' },
    { number: 'C', currency: 'USD', amount: '-10.25' },
    { number: 'D', currency: 'BHD', amount: '1234567890123456.125', pieces: 5 },
  ];
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([notePackage(fields)]);
    for (const body of made) {
      const { status, body: answer } = await node.ask('POST', '/api/forms/note/records', body);
      expect([status, answer['code']]).toEqual([201, undefined]);
    }
  });
  afterAll(() => node.close());

  it('has its columns in their order under one row of heads, and nothing else', async () => {
    const sheets = await workbook(node, 'fields=colour,number,lines&sort=number');
    expect(sheets.map(({ rows }) => rows)).toEqual([
      [
        ['Colour', 'Number', 'Lines'],
        ['Red', 'A', 2],
        [null, 'B', null],
        [null, 'C', null],
        [null, 'D', null],
      ],
    ]);
  });

  it('speaks the language of who reads it', async () => {
    const [sheet] = await workbook(
      node,
      'fields=colour&filter={"fact":"number","operator":"equal","value":"A"}',
      {
        language: 'zh',
      },
    );
    expect(sheet?.rows).toEqual([['颜色'], ['红']]);
  });

  it('has days and moments that sheets reckon with, by the clock of the organisation; older ones as texts', async () => {
    const [sheet] = await workbook(node, 'fields=day,met&sort=number');
    const [, first, second] = sheet?.rows ?? [];
    expect(first?.map((cell) => (cell instanceof Date ? cell.toISOString() : cell))).toEqual([
      '2026-01-31T00:00:00.000Z',
      '2026-02-01T00:30:00.000Z',
    ]);
    expect(second?.[0]).toBe('1899-01-01');
    expect(await csv(node, 'fields=number,day,met&sort=number')).toEqual([
      'Number,Day,Met',
      'A,2026-01-31,2026-02-01 00:30',
      'B,1899-01-01,',
      'C,,',
      'D,,',
    ]);
  });

  it('adds up what is asked: amounts of each currency apart, and exactly, whatever the size', async () => {
    const [sheet] = await workbook(node, 'fields=amount,number,pieces,rate&sums=amount,pieces&sort=number');
    expect(sheet?.rows.slice(1)).toEqual([
      [9.5, 'A', 3, 0.065],
      [1000, 'B', -1, 1],
      [-10.25, 'C', null, null],
      ['1234567890123456.125', 'D', 5, null],
      ['1234567890123456.125', 'Total (BHD)', 7, null],
      [1000, 'Total (JPY)', null, null],
      [-0.75, 'Total (USD)', null, null],
    ]);
    const format = (row: number, column: number) => sheet?.cells?.get(`${row},${column}`)?.style?.numFmt;
    expect([format(1, 0), format(2, 0), format(1, 3), format(7, 0)]).toEqual([
      '[$USD] #,##0.00',
      '[$JPY] #,##0',
      '0.0%',
      '[$USD] #,##0.00',
    ]);
    expect(sheet?.cells?.get('7,0')?.style?.font?.bold).toBe(true);
  });

  it('comes to what a report of the same records comes to', async () => {
    const { body } = await node.ask('POST', '/api/forms/note/reports', {
      groups: [],
      values: [{ of: 'sum', field: 'amount' }],
    });
    const [line] = body['lines'] as unknown as readonly { readonly cells: Json[][][] }[];
    const reported = (line?.cells[0]?.[0] ?? []) as unknown as readonly JsonObject[];
    const rows = await csv(node, 'fields=number,amount&sums=amount');
    const totals = rows.filter((row) => row.startsWith('Total'));
    expect(totals).toHaveLength(reported.length);
    for (const { currency, amount } of reported) {
      const own = totals.find((row) => row.includes(`(${String(currency)})`))?.split(',')[1] ?? '';
      expect(sum([own])).toBe(sum([String(amount)]));
    }
  });

  it('has no totals where nothing is there to add up', async () => {
    const none = 'filter={"fact":"number","operator":"equal","value":"Z"}';
    expect(await csv(node, `fields=number,amount&sums=amount&${none}`)).toEqual(['Number,Amount']);
  });

  it('is made as a job, too, and the trail says which columns left', async () => {
    const { status, body } = await node.ask('GET', '/api/forms/note/export?fields=number,amount&mode=job');
    expect(status).toBe(202);
    let job = body;
    while (job['status'] !== 'done' && job['status'] !== 'failed')
      job = (await node.ask('GET', `/api/jobs/${String(body['id'])}`)).body;
    expect(job['details']).toMatchObject({ records: 4 });
    const trail = await node.ask('GET', '/api/audit?action=export&limit=1');
    expect((trail.body['items'] as JsonObject[])[0]?.['detail']).toMatchObject({
      fields: ['number', 'amount'],
    });
  });

  it.each<readonly [says: string, query: string, problem: string]>([
    ['a column that is not there', 'fields=number,ammount', '/fields unknown-field'],
    ['a sum of what is no number', 'fields=number,amount&sums=number', '/sums not-summed'],
    ['a sum of what is no column', 'fields=number&sums=amount', '/sums not-summed'],
    ['sums without columns', 'sums=amount', '/sums unknown-parameter'],
    ['rows of entries in columns', 'fields=number&entries=lines&format=csv', '/entries unknown-parameter'],
    ['columns in a zip', 'fields=number&files=zip', '/files unknown-parameter'],
  ])('refuses %s', async (_, query, problem) => {
    const { status, body } = await node.ask('GET', `/api/forms/note/export?${query}`);
    const said = (body['errors'] as JsonObject[]).map(({ path, code }) => `${String(path)} ${String(code)}`);
    expect([status, said]).toEqual([400, [problem]]);
  });
});

describeOnDatabases('a list of amounts in currencies that a reader does not see', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url, {
      'forms/bill.json': {
        name: 'bill',
        kind: 'document',
        label: label('Bill'),
        sharing: { allowed: ['private'], default: 'private' },
        title: 'number',
        fields: [
          { name: 'number', kind: 'text', label: label('Number'), required: true },
          { name: 'money', kind: 'currency', label: label('Money') },
          { name: 'amount', kind: 'money', label: label('Amount'), currency: 'money' },
          { name: 'pieces', kind: 'integer', label: label('Pieces') },
        ],
      },
    });
    await world.create('bill', { number: 'A', money: 'USD', amount: '1', pieces: 1 });
    await world.create('bill', { number: 'B', money: 'JPY', amount: '2', pieces: 2 });
  });
  afterAll(() => world.close());

  it('adds up what each may be in any, for nobody', async () => {
    const readable = ['number', 'amount', 'pieces'];
    await world.create('role', {
      number: 'blind',
      name: 'blind',
      grants: [{ form: 'bill', actions: ['read', 'export'], scope: 'all', readable }],
    });
    const { orgs } = world.tenant.served();
    const as = await world.user('blind', orgs.get(orgs.root)?.number ?? '', [], ['blind']);
    const query = 'format=csv&fields=number,amount,pieces&sums=amount,pieces&sort=number';
    const totals = async (asked: { readonly as?: string }) => {
      const text = await (await world.ask('GET', `/api/forms/bill/export?${query}`, asked)).text();
      return text.split('\r\n').filter((line) => line.startsWith('Total'));
    };
    expect(await totals({})).toEqual(['Total (JPY),2,3', 'Total (USD),1.00,']);
    expect(await totals({ as })).toEqual(['Total,,3']);
  });
});

describeOnDatabases('a list of people, as it is seen', (database) => {
  let node: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const role = (number: string, name: string) =>
      node.ask('POST', '/api/forms/role/records', { number, name, grants: [] });
    for (const [number = '', name = ''] of [
      ['r1', 'Clerk'],
      ['r2', 'Approver'],
    ])
      expect((await role(number, name)).status).toBe(201);
    const organisation = { number: 'root' };
    const roles = ['r1', 'r2', 'r1'].map((number) => ({ role: { number }, organisation }));
    const person = { number: 'li', name: 'Li', organisation, roles };
    const made = await node.ask('POST', '/api/forms/user/records', person);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  });
  afterAll(() => node.close());

  it('names the roles of each, once', async () => {
    const only = 'filter={"fact":"number","operator":"equal","value":"li"}';
    const [sheet] = await workbook(node, `fields=number,roles,enabled&${only}`, { form: 'user' });
    expect(sheet?.rows).toEqual([
      ['User name', 'Roles', 'State'],
      ['li', 'Clerk, Approver', 'Enabled'],
    ]);
  });
});

describeOnDatabases('a list of fields of every kind, as it is seen', (database) => {
  let node: TestNode;
  const names = everyKind
    .filter(({ field }) => !kinds.get(String(field['kind']))?.secret)
    .map(({ name }) => name);
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await node.publish([papersPackage(everyKind.map(({ field }) => field))]);
    await node.ask('POST', '/api/forms/thing/records', { number: 'T1', rank: 'high' });
    const made = await node.ask('POST', '/api/forms/paper/records', {
      number: 'A',
      ...(await givenValues(node)),
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  });
  afterAll(() => node.close());

  it('says of each what its record has, with no id and no code of the platform', async () => {
    const [sheet] = await workbook(node, `fields=${names.join(',')}`, { form: 'paper' });
    const { body } = await node.ask('GET', `/api/forms/paper/records?fields=${names.join(',')}`);
    const [record = {}] = body['items'] as JsonObject[];
    const [heads = [], row = []] = sheet?.rows ?? [];
    expect(heads).toHaveLength(names.length);
    for (const [at, name] of names.entries()) {
      const value = record[name] ?? null;
      const isThere = value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
      expect([name, (row[at] ?? null) !== null]).toEqual([name, isThere]);
      expect(`${name} ${String(row[at])}`).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|\[object|undefined/);
      if (isObject(value) && 'number' in value) expect(row[at]).toContain(value['name'] ?? value['number']);
    }
  });

  it('says the same in a csv', async () => {
    const [sheet] = await workbook(node, `fields=${names.join(',')}`, { form: 'paper' });
    const [heads] = await csv(node, `fields=${names.join(',')}`, { form: 'paper' });
    expect(heads).toBe((sheet?.rows[0] ?? []).join(','));
  });
});
