import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Inbox } from '../../../metadata/contract/inbox/calls.ts';
import { itLong } from '../../../workshop/it-long.ts';
import { isLong } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { SheetCell } from './book/sheet.ts';
import { openWorld, type World } from './world.suite.ts';

type Rows = readonly (readonly SheetCell[])[];

/** A workbook as somebody makes it by hand. */
function workbook(sheets: Readonly<Record<string, Rows>>): Promise<Uint8Array> {
  return writeXlsx({
    sheets: Object.entries(sheets).map(([name, rows]) => ({ name, rows: rows.map((row) => [...row]) })),
  });
}

function csv(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function countsOf(job: JsonObject): JsonObject {
  const details = job['details'] as JsonObject | undefined;
  return (details?.['counts'] as JsonObject | undefined) ?? job;
}

const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };

describeOnDatabases('an import', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
  });
  afterAll(() => world.close());

  const device = async (number: string) =>
    (await world.all('tax-device')).find((one) => one['number'] === number);
  const limitsOf = (record: JsonObject | undefined) =>
    ((record?.['limits'] ?? []) as readonly JsonObject[]).map((row) => [row['invoiceType'], row['netLimit']]);

  it.each([
    ['where the file says nothing', '', '', ['import', 'Kingdee_Excel']],
    ['but for what it says', ',Data source,Source system', ',api,ERP', ['api', 'ERP']],
  ])('has a document begin as its form says of imports, %s', async (_, heads, cells, expected) => {
    const buyer = `进口${expected.join('')}`;
    const file = csv(`Buyer name,Document number${heads}\n${buyer},${cells}\n`);
    expect(await world.import('invoice-application', file)).toMatchObject({ status: 'done', created: 1 });
    const made = (await world.all('invoice-application')).find((one) => one['buyerName'] === buyer);
    expect([made?.['dataSource'], made?.['sourceSystem']]).toEqual(expected);
  });

  it('names the rows that a warning is about where their records have no number yet', async () => {
    const file = csv('Buyer name,auditStatus\n甲,D\n乙,\n丙,D\n');
    const job = await world.import('invoice-application', file, '?dryRun=true');
    const warnings = (job['details'] as JsonObject)['warnings'] as readonly JsonObject[];
    expect(warnings.filter(({ code }) => code === 'sheet-column-unused')).toMatchObject([
      { message: expect.stringContaining('2 records: row 2, row 4') },
    ]);
  });

  it('takes no numbers while it is only tried', async () => {
    const file = csv('Buyer name\n只试一次\n');
    const numberOf = async () => {
      const job = await world.import('invoice-application', file);
      expect(job).toMatchObject({ status: 'done', created: 1 });
      const made = await world.all('invoice-application');
      return Math.max(...made.map(({ number }) => Number(/\d+$/.exec(String(number))?.[0])));
    };
    const before = await numberOf();
    const tried = await world.import('invoice-application', file, '?dryRun=true');
    expect(countsOf(tried)).toMatchObject({ created: 1 });
    expect(await numberOf()).toBe(before + 1);
  });

  it('understands labels of either language, codes and names, and creates what is not there', async () => {
    const job = await world.import(
      'tax-device',
      await workbook({
        随便: [
          ['设备编号 *', 'Device number', '设备名称', 'kind', '备注'],
          ['L1', null, '一号', '税务UKey', 'a\nb'],
          ['L2', null, '二号', 'Tax-control server', null],
          ['L3', null, '三号', 'server', null],
        ],
      }),
    );
    expect([job['message'], (job['details'] as JsonObject)['warnings']]).toEqual([
      expect.any(String),
      [expect.objectContaining({ code: 'sheet-column-twice' })],
    ]);
    expect((await device('L1'))?.['kind']).toBe('ukey');
  });

  it('creates records with their entries, and finds them again by their number', async () => {
    const file = await workbook({
      开票设备: [
        ['设备编号', '设备名称'],
        ['A1', '甲'],
      ],
      票种限额: [
        ['设备编号', '发票种类', '不含税限额'],
        ['A1', '数电普票', '1234567890123.45'],
        ['A1', '08xdp', 100],
      ],
    });
    expect(countsOf(await world.import('tax-device', file))).toEqual({ ...none, created: 1 });
    expect(limitsOf(await device('A1'))).toEqual([
      ['10xdp', '1234567890123.45'],
      ['08xdp', '100'],
    ]);
    expect(countsOf(await world.import('tax-device', file))).toEqual({ ...none, unchanged: 1 });
  });

  it('leaves alone what the file has no column, no row and no sheet for', async () => {
    await world.create('tax-device', {
      number: 'P1',
      name: '甲',
      drawer: '张三',
      limits: [
        { invoiceType: '026', netLimit: '1' },
        { invoiceType: '028', netLimit: '2' },
      ],
    });
    const renamed = await workbook({
      开票设备: [
        ['设备编号', '设备名称'],
        ['P1', '乙'],
      ],
    });
    expect(countsOf(await world.import('tax-device', renamed))).toEqual({ ...none, updated: 1 });
    const more = csv('parent.number,invoiceType,netLimit\r\nP1,007,3\r\n');
    expect(countsOf(await world.import('tax-device', more, '?entries=limits'))).toEqual({
      ...none,
      updated: 1,
    });
    const record = await device('P1');
    expect([record?.['name'], record?.['drawer'], limitsOf(record)]).toEqual([
      '乙',
      '张三',
      [
        ['026', '1'],
        ['028', '2'],
        ['007', '3'],
      ],
    ]);
  });

  it('remembers what it wrote, to be taken back, also of a record of which the rest was refused', async () => {
    const root = (await world.all('organisation')).find(({ parent }) => !parent);
    const made = await world.create('organisation', {
      number: 'TB',
      name: '之前',
      parent: { id: root?.id ?? '' },
    });
    const top = String(root?.['number']);
    const rows = [`${top},改名,no,`, `TB,改名,no,${top}`, `TB2,新的,,${top}`];
    const job = await world.import(
      'organisation',
      csv(['number,name,enabled,parent', ...rows, ''].join('\n')),
    );
    expect(countsOf(job)).toEqual({ ...none, updated: 1, created: 1, failed: 1 });
    const after = await world.all('organisation');
    const now = (number: unknown) => after.find((one) => one['number'] === number);
    expect((job['details'] as JsonObject)['changes']).toEqual(
      expect.arrayContaining([
        { record: root?.id, before: root?.revision, after: now(top)?.revision },
        { record: made.id, before: made.revision, after: now('TB')?.revision, enabled: true },
        { record: now('TB2')?.id, before: null, after: now('TB2')?.revision },
      ]),
    );
  });

  it('changes and deletes rows by the identity an export gave them, and empties what is blank', async () => {
    await world.create('tax-device', {
      number: 'R1',
      name: '甲',
      drawer: '张三',
      limits: [
        { invoiceType: '026', netLimit: '1' },
        { invoiceType: '028', netLimit: '2' },
      ],
    });
    const [first, second] = ((await device('R1'))?.['limits'] ?? []) as readonly JsonObject[];
    const file = await workbook({
      'Tax device': [
        ['number', 'drawer'],
        ['R1', null],
      ],
      'Limits per invoice type': [
        ['parent.number', '$row', 'netLimit', '$delete'],
        ['R1', String(first?.['id']), 9, null],
        ['R1', String(second?.['id']), null, 'x'],
      ],
    });
    const job = await world.import('tax-device', file);
    expect(countsOf(job)).toEqual({ ...none, updated: 1 });
    const record = await device('R1');
    expect([record?.['drawer'], limitsOf(record)]).toEqual([null, [['026', '9']]]);
  });

  it('tells by name, before anything is written, which values blank cells empty; of what is empty already nothing', async () => {
    await world.create('tax-device', { number: 'E1', name: '空一', drawer: '张三' });
    await world.create('tax-device', { number: 'E2', name: '空二' });
    const file = csv('number,name,drawer,enabled,sharing\nE1,空一,,,\nE2,空二,,,\nE3,空三,,,\n');
    for (const dryRun of ['?dryRun=true', '']) {
      expect((await device('E1'))?.['drawer']).toBe('张三');
      const job = await world.import('tax-device', file, dryRun);
      expect(countsOf(job)).toEqual({ ...none, created: 1, updated: 1, unchanged: 1 });
      const { warnings } = job['details'] as Readonly<Record<string, readonly JsonObject[]>>;
      expect(warnings?.filter(({ code }) => code === 'sheet-value-emptied')).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(/^The cell of “Drawer” .*\(1 record: E1 空一\)$/),
        }),
      ]);
    }
    expect((await device('E1'))?.['drawer']).toBeNull();
  });

  it('takes entries below entries: new rows by a name of their own, known ones by their identity', async () => {
    const codes = async () => {
      const item = (await world.all('item')).find((one) => one['number'] === 'S1');
      return ((item?.['lines'] ?? []) as readonly JsonObject[]).map((line) => [
        line['text'],
        ((line['batches'] ?? []) as readonly JsonObject[]).map((batch) => batch['code']),
      ]);
    };
    const file = await workbook({
      item: [
        ['number', 'name'],
        ['S1', '甲'],
      ],
      lines: [
        ['parent.number', '$row', 'text'],
        ['S1', 'a', 'first'],
        ['S1', 'b', 'second'],
      ],
      batches: [
        ['parent.number', '$upper', 'code'],
        ['S1', 'b', 'B1'],
        ['S1', 'a', 'A1'],
        ['S1', 'b', 'B2'],
        ['S1', 'c', 'C1'],
      ],
    });
    const job = await world.import('item', file);
    expect(countsOf(job)).toEqual({ ...none, failed: 1 });
    expect((job['details'] as JsonObject)['problems']).toMatchObject([
      { sheet: 2, row: 5, code: 'sheet-upper-unknown' },
    ]);
    const right = async (more: Rows) =>
      workbook({
        item: [
          ['number', 'name'],
          ['S1', '甲'],
        ],
        lines: [
          ['parent.number', '$row', 'text'],
          ['S1', 'a', 'first'],
          ['S1', 'b', 'second'],
        ],
        batches: [['parent.number', '$upper', 'code'], ['S1', 'b', 'B1'], ['S1', 'a', 'A1'], ...more],
      });
    expect(countsOf(await world.import('item', await right([])))).toEqual({ ...none, created: 1 });
    expect(await codes()).toEqual([
      ['first', ['A1']],
      ['second', ['B1']],
    ]);
    expect(countsOf(await world.import('item', await right([])))).toEqual({ ...none, unchanged: 1 });
    expect(countsOf(await world.import('item', await right([['S1', 'b', 'B2']])))).toEqual({
      ...none,
      updated: 1,
    });
    expect(await codes()).toEqual([
      ['first', ['A1']],
      ['second', ['B1', 'B2']],
    ]);
    const item = (await world.all('item')).find((one) => one['number'] === 'S1');
    const [line] = (item?.['lines'] ?? []) as readonly JsonObject[];
    const only = csv(`parent.number,$upper,code\r\nS1,${String(line?.['id'])},A2\r\n`);
    expect(countsOf(await world.import('item', only, '?entries=lines.batches'))).toEqual({
      ...none,
      updated: 1,
    });
    expect(await codes()).toEqual([
      ['first', ['A1', 'A2']],
      ['second', ['B1', 'B2']],
    ]);
  });

  it('finds records again whose key is empty, and their entries; another system has none of them', async () => {
    await world.create('category', { number: 'G1', name: '组' });
    await world.create('scheme', { active: true, members: [{ category: { number: 'G1' } }] });
    const bytes = new Uint8Array(await (await world.ask('GET', '/api/forms/scheme/export')).arrayBuffer());
    const { sheets } = await readXlsx(bytes);
    expect(sheets.slice(0, 2).map(({ rows }) => rows[2]?.[0])).toEqual(
      Array(2).fill(expect.stringMatching(/^\{record [0-9a-f-]{36}\}$/)),
    );
    expect(countsOf(await world.import('scheme', bytes))).toEqual({ ...none, unchanged: 1 });
    const foreign = csv('number,active\r\n{record 00000000-0000-7000-8000-000000000000},Yes\r\n');
    const job = await world.import('scheme', foreign);
    expect((job['details'] as JsonObject)['problems']).toMatchObject([{ code: 'sheet-id-unknown' }]);
  });

  it('takes names only one has for references, and conditions as sentences; what is nearly so is proposed', async () => {
    const names = { N1: '办公用品', N2: '差旅费', N3: '重名', N4: '重名', N5: 'N1' };
    for (const [number, name] of Object.entries(names)) await world.create('category', { number, name });
    const head = ['number', 'name', 'category', 'also', 'panel'];
    const job = await world.import(
      'item',
      await workbook({
        item: [
          head,
          ['R1', '甲', '办公用品', '差旅费，N1', 'name 等于 “甲” 且 （rate 为空 或 number 开头是 “N”）'],
          ['R2', '乙', 'N1', null, 'name is one of “a”, “b”'],
          ['R3', '丙', '重名', null, null],
          ['R4', '丁', '办公用', null, 'name 等于 “甲” 且 nane 为空'],
        ],
      }),
    );
    expect(countsOf(job)).toEqual({ ...none, created: 2, failed: 2 });
    expect((job['details'] as JsonObject)['problems']).toMatchObject([
      {
        code: 'sheet-name-several',
        message: expect.stringMatching(/N3, N4/),
        about: 'R3 丙',
        columnLabel: { zh: 'category' },
      },
      // All that is wrong of a row is told at once.
      { code: 'reference-unknown', message: expect.stringMatching(/办公用/), about: 'R4 丁' },
      {
        code: 'sentence-unread',
        message: expect.stringMatching(/“nane 为空”/),
        about: 'R4 丁',
        sheetLabel: { zh: 'item' },
      },
    ]);
    const several = csv('number,name,category,also\r\nR7,x,办公用,旅费\r\nR8,y,办公用,\r\nR9,z,,办公用\r\n');
    const found = (await world.import('item', several, '?dryRun=true'))['details'] as JsonObject;
    const places = (found['problems'] as readonly JsonObject[]).map((one) => one['nearly'] as JsonObject);
    expect(places.map(({ text, places: count }) => [text, count])).toEqual([
      ['办公用', 3],
      ['旅费', 1],
      ['办公用', 3],
      ['办公用', 3],
    ]);
    const near = csv('number,name,category\r\nR5,x,办公用\r\nR6,y,旅费\r\n');
    const response = (await world.import('item', near))['details'] as JsonObject;
    expect((response['problems'] as readonly JsonObject[]).map(({ message }) => message)).toEqual([
      expect.stringMatching(/办公用.*did you mean “办公用品”\?/),
      expect.stringMatching(/旅费.*did you mean “差旅费”\?/),
    ]);
    // The meaning that the caller gives a text, by name or number, is taken, tried and imported alike; nothing else is.
    const nearly = (response['problems'] as readonly JsonObject[]).map((one) => one['nearly'] as JsonObject);
    expect(nearly).toEqual([
      { form: 'category', text: '办公用', names: ['办公用品'], places: 1 },
      { form: 'category', text: '旅费', names: ['差旅费'], places: 1 },
    ]);
    const saying = (meant: unknown) => `meant=${encodeURIComponent(JSON.stringify(meant))}`;
    const first = saying({ category: { 办公用: '办公用品' } });
    expect(countsOf(await world.import('item', near, `?dryRun=true&${first}`))).toMatchObject({
      created: 1,
      failed: 1,
    });
    const both = saying({ category: { 办公用: '办公用品', 旅费: 'N2' }, item: { R5: 'R1' } });
    expect(countsOf(await world.import('item', near, `?${both}`))).toEqual({ ...none, created: 2 });
    for (const wrong of [
      'meant={',
      saying([]),
      saying({ category: '办公用品' }),
      saying({ category: { a: 1 } }),
    ])
      expect((await world.import('item', near, `?${wrong}`))['errors']).toMatchObject([
        { path: '/meant', code: 'parameter-meant' },
      ]);
    const items = await world.all('item');
    const of = (number: string) => items.find((one) => one['number'] === number);
    expect(of('R1')).toMatchObject({
      category: { number: 'N1' },
      also: [{ number: 'N2' }, { number: 'N1' }],
      panel: { all: [{ fact: 'name', value: '甲' }, { any: [{ operator: 'isEmpty' }, { value: 'N' }] }] },
    });
    expect([of('R5'), of('R6')]).toMatchObject([
      { category: { number: 'N1' } },
      { category: { number: 'N2' } },
    ]);
    expect(of('R2')).toMatchObject({ category: { name: '办公用品' }, panel: { value: ['a', 'b'] } });
    const filter = encodeURIComponent(JSON.stringify({ fact: 'number', operator: 'equal', value: 'R1' }));
    const answer = await world.ask('GET', `/api/forms/item/export?filter=${filter}&format=csv`);
    expect(await answer.text()).toContain('name is “甲” and (rate is empty or number starts with “N”)');
  });

  it('takes the number and the name of a record in one, however they are written; of two records it is refused', async () => {
    const names = { C3: '海港食品', C4: '山城（重庆）', C5: 'Blue Sea', C6: '双名', C7: '双名' };
    for (const [number, name] of Object.entries(names)) await world.create('category', { number, name });
    const written = [
      ...['C3 海港食品', 'C3 - 海港食品', '海港食品 (C3)', '海港食品（C3）', 'C3｜海港食品', 'C3海港食品'],
      ...['【C3】海港食品', 'C4 山城（重庆）', '山城（重庆）（C4）', 'Blue Sea C5', 'C7：双名'],
    ];
    const of = ['C3', 'C3', 'C3', 'C3', 'C3', 'C3', 'C3', 'C4', 'C4', 'C5', 'C7'];
    const rows = written.map((text, at) => `T${at},x,"${text}",`).join('\r\n');
    const job = await world.import(
      'item',
      csv(`number,name,category,also\r\n${rows}\r\nT,x,,"C3 海港食品;C5 Blue Sea"\r\n`),
    );
    expect(countsOf(job), JSON.stringify(job['details'])).toEqual({ ...none, created: written.length + 1 });
    const items = await world.all('item');
    const numberOf = (number: string) =>
      (items.find((one) => one['number'] === number)?.['category'] as JsonObject | null)?.['number'];
    expect(written.map((_, at) => numberOf(`T${at}`))).toEqual(of);
    expect(items.find((one) => one['number'] === 'T')).toMatchObject({
      also: [{ number: 'C3' }, { number: 'C5' }],
    });
    const wrong = csv('number,name,category\r\nT90,x,C3 Blue Sea\r\nT91,x,C3 海港食\r\nT92,x,Nobody C99\r\n');
    const tried = await world.import('item', wrong, '?dryRun=true');
    expect((tried['details'] as JsonObject)['problems']).toMatchObject([
      {
        code: 'sheet-name-differs',
        message: '“C3 Blue Sea” names two different records: C3 is “海港食品”, and “Blue Sea” is C5',
      },
      { code: 'reference-unknown', nearly: { text: 'C3 海港食', names: ['海港食品'] } },
      { code: 'reference-unknown' },
    ]);
    const mended = encodeURIComponent(
      JSON.stringify([
        [0, 2, 3, 'C5 Blue Sea'],
        [0, 3, 3, '海港食品（C3）'],
      ]),
    );
    const meant = encodeURIComponent(JSON.stringify({ category: { 'Nobody C99': 'C4 山城（重庆）' } }));
    expect(countsOf(await world.import('item', wrong, `?mended=${mended}&meant=${meant}`))).toEqual({
      ...none,
      created: 3,
    });
    const after = await world.all('item');
    expect(
      ['T90', 'T91', 'T92'].map((number) => after.find((one) => one['number'] === number)),
    ).toMatchObject([
      { category: { number: 'C5' } },
      { category: { number: 'C3' } },
      { category: { number: 'C4' } },
    ]);
  });

  it('waits for whoever tried a file with flaws, until he tries it corrected or imports it', async () => {
    await world.create('category', { number: 'W1', name: '待办' });
    const waiting = async () => {
      const { items } = (await (await world.ask('GET', '/api/inbox')).json()) as Inbox;
      return items.filter(({ title }) => title.startsWith('Trial import of categor'));
    };
    const wrong = csv('number,name,above\r\nW2,甲,NONE\r\nW3,乙,NONE\r\n');
    await world.import('category', wrong, '?dryRun=true');
    expect(await waiting()).toMatchObject([
      { count: 2, remedy: { label: 'Correct and import again', path: '/forms/category?show=import' } },
    ]);
    const mended = encodeURIComponent(JSON.stringify([[0, 2, 3, 'W1']]));
    await world.import('category', wrong, `?dryRun=true&mended=${mended}`);
    expect(await waiting()).toMatchObject([{ count: 1 }]);
    await world.import('category', csv('number,name\r\nW4,丙\r\n'));
    expect(await waiting()).toEqual([]);
  });

  it('reads cells as they were mended by whoever tried it, marks them so, and changes nothing of others', async () => {
    await world.create('category', { number: 'N7', name: '差旅' });
    const file = csv('number,name,category\r\nM1,甲,QQ\r\n,乙,N7\r\nM3,丙,XX\r\n');
    const tried = await world.import('item', file, '?dryRun=true');
    const problems = (tried['details'] as JsonObject)['problems'] as readonly JsonObject[];
    expect(problems.map(({ row, column }) => [row, column])).toContainEqual([2, 3]);
    const saying = (mended: unknown) => `mended=${encodeURIComponent(JSON.stringify(mended))}`;
    const some = saying([
      [0, 2, 3, 'N7'],
      [0, 3, 1, 'M2'],
    ]);
    expect(countsOf(await world.import('item', file, `?dryRun=true&${some}`))).toMatchObject({
      created: 2,
      failed: 1,
    });
    const job = await world.import('item', file, `?${some}`);
    expect(countsOf(job)).toMatchObject({ created: 2, failed: 1 });
    const marked = await (await world.ask('GET', `/api/jobs/${String(job['id'])}/file`)).text();
    expect(marked).toContain('M2,乙');
    const items = await world.all('item');
    expect(items.find((one) => one['number'] === 'M2')).toMatchObject({ name: '乙' });
    for (const wrong of [
      'mended={',
      saying([[0, 0, 1, 'x']]),
      saying([[0, 2, 'C', 'x']]),
      saying([[0, 2, 9_000_000_000, 'x']]),
      saying(Array.from({ length: 201 }, () => [0, 2, 3, '1'])),
    ])
      expect((await world.import('item', file, `?${wrong}`))['errors']).toMatchObject([
        { path: '/mended', code: 'parameter-mended' },
      ]);
    const nowhere = await world.import('item', file, `?dryRun=true&${saying([[0, 9, 1, 'x']])}`);
    expect(nowhere).toMatchObject({ status: 'failed', message: 'The file has no row 9 to change' });
    expect(nowhere['details']).toMatchObject({ problem: { code: 'sheet-mended-nowhere' } });
  });

  it('takes a record that stands twice once its number was mended', async () => {
    const file = csv('number,name\r\nTWICE,甲\r\nTWICE,乙\r\n');
    const tried = await world.import('item', file, '?dryRun=true');
    expect((tried['details'] as JsonObject)['problems']).toMatchObject([
      { row: 3, column: 1, code: 'sheet-key-twice', same: { text: 'TWICE', rows: 1 } },
    ]);
    const mended = encodeURIComponent(JSON.stringify([[0, 3, 1, 'ONCE']]));
    expect(countsOf(await world.import('item', file, `?mended=${mended}`))).toMatchObject({
      created: 2,
      failed: 0,
    });
  });

  it('mends all cells of a column that say the same in one step, headings and other columns not among them', async () => {
    await world.create('category', { number: 'A7', name: '差旅' });
    const file = csv(
      'number,name,category,also\r\nA1,甲,Q9,\r\nA2,乙, Q9 ,\r\nA3,丙,Q9,\r\nA4,丁,category,\r\nA5,戊,Q8,Q9\r\n',
    );
    const saying = (mended: unknown) => `mended=${encodeURIComponent(JSON.stringify(mended))}`;
    const problemsOf = async (query: string) =>
      (((await world.import('item', file, `?dryRun=true&${query}`))['details'] as JsonObject)['problems'] ??
        []) as readonly JsonObject[];
    const placesOf = (problems: readonly JsonObject[]) =>
      problems
        .map(({ row, column, same }) => [row, column, same ?? null])
        .sort(([one, at], [other, more]) => Number(one) - Number(other) || Number(at) - Number(more));
    // What stands alone in its column, whatever stands in others, is mended alone.
    const alone = (text: string) => ({ text, rows: 1 });
    const same = { text: 'Q9', rows: 3 };
    expect(placesOf(await problemsOf(''))).toEqual([
      [2, 3, same],
      [3, 3, same],
      [4, 3, same],
      [5, 3, alone('category')],
      [6, 3, alone('Q8')],
      [6, 4, alone('Q9')],
    ]);
    // One cell for itself, all others that say so, and those that they become.
    const some = saying([
      [0, 'Q9', 3, 'Q8'],
      [0, 6, 4, 'A7'],
      [0, 'category', 3, 'A7'],
      [0, 'Q8', 3, 'A7'],
    ]);
    expect(await problemsOf(some)).toEqual([]);
    expect(countsOf(await world.import('item', file, `?${some}`))).toEqual({ ...none, created: 5 });
    const items = await world.all('item');
    expect(
      ['A1', 'A2', 'A3', 'A4', 'A5'].map((number) => items.find((one) => one['number'] === number)),
    ).toMatchObject([
      { category: { number: 'A7' } },
      { category: { number: 'A7' } },
      { category: { number: 'A7' } },
      { category: { number: 'A7' } },
      { category: { number: 'A7' }, also: [{ number: 'A7' }] },
    ]);
    expect((await world.import('item', file, `?${saying([[0, ' ', 3, 'A7']])}`))['errors']).toMatchObject([
      { path: '/mended', code: 'parameter-mended' },
    ]);
  });

  it('neither exports secrets nor empties them, and leaves what is too long for a cell', async () => {
    const panel = { all: [{ fact: 'name', operator: 'equal', value: '长'.repeat(40_000) }] };
    await world.create('item', { number: 'Z1', name: '甲', pin: 'geheim', panel });
    const filter = encodeURIComponent(JSON.stringify({ fact: 'number', operator: 'equal', value: 'Z1' }));
    const answer = await world.ask('GET', `/api/forms/item/export?filter=${filter}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const [sheet] = (await readXlsx(bytes)).sheets;
    expect(JSON.stringify(sheet?.rows)).not.toMatch(/geheim|•/);
    expect(countsOf(await world.import('item', bytes))).toEqual({ ...none, unchanged: 1 });
    const rows = (sheet?.rows ?? []).map((row) =>
      row.map((cell) => (cell === '甲' ? '乙' : (cell as SheetCell))),
    );
    expect(countsOf(await world.import('item', await workbook({ item: rows })))).toEqual({
      ...none,
      updated: 1,
    });
    const record = (await world.all('item')).find((one) => one['number'] === 'Z1');
    expect([record?.['name'], record?.['panel'], record?.['pin']]).toEqual(['乙', panel, '••••••••']);
  });

  it('deletes, disables and shares records', async () => {
    for (const number of ['D1', 'D2', 'D3']) await world.create('tax-device', { number, name: number });
    const job = await world.import(
      'tax-device',
      await workbook({
        x: [
          ['number', 'enabled', 'sharing', '$delete'],
          ['D1', '是', null, '是'],
          ['D2', 'No', null, null],
          ['D3', null, 'global', null],
        ],
      }),
    );
    expect(countsOf(job)).toEqual({ ...none, deleted: 1, updated: 2 });
    const { items } = await world.tenant.store.list(world.call(), world.form('tax-device'), {
      view: 'manage',
      filter: { fact: 'number', operator: 'in', value: ['D1', 'D2', 'D3'] },
      sort: ['number'],
    });
    expect(items.map((one) => [one['number'], one['enabled'], one['sharing']])).toEqual([
      ['D2', false, 'private'],
      ['D3', true, 'global'],
    ]);
  });

  it.each([
    ['全局共享', '禁用', 'global', false],
    ['Global', 'Disabled', 'global', false],
    ['global', 'no', 'global', false],
    [' private ', ' enabled ', 'private', true],
    ['私有', '启用', 'private', true],
  ])(
    'reads the system members as lists show them, and by their codes: %s, %s',
    async (sharing, enabled, ...then) => {
      const rows = [
        ['number', 'name', 'sharing', 'enabled'],
        ['S1', 'S', sharing, enabled],
      ];
      expect(countsOf(await world.import('tax-device', await workbook({ x: rows })))['failed']).toBe(0);
      const { items } = await world.tenant.store.list(world.call(), world.form('tax-device'), {
        view: 'manage',
        filter: { fact: 'number', operator: 'equal', value: 'S1' },
      });
      expect(items.map((one) => [one['sharing'], one['enabled']])).toEqual([then]);
    },
  );

  it('takes records that refer to others further down', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => [
      `F${at}`,
      `类 ${at}`,
      at === 119 ? null : `F${at + 1}`,
    ]);
    const file = await workbook({ x: [['number', 'name', 'parent'], ...rows] });
    const tried = await world.import('material-category', file, '?dryRun=true');
    expect(countsOf(tried)).toEqual({ ...none, created: 120 });
    expect(tried['message'], 'what was only tried is not told as done').toMatch(/^Would create 120, /);
    expect(countsOf(await world.import('material-category', file))).toEqual({ ...none, created: 120 });
    expect(countsOf(await world.import('material-category', file))).toEqual({ ...none, unchanged: 120 });
  });

  it('rehearses what the import does, where records of the file stand above each other', async () => {
    for (const number of ['K1', 'K2', 'K3'])
      await world.create('material-category', {
        number,
        name: number,
        ...(number === 'K3' && { parent: { number: 'K2' } }),
      });
    const rows = [
      ['ZZ1', 'itself', 'ZZ1'],
      ['ZZ2', 'one', 'ZZ3'],
      ['ZZ3', 'other', 'ZZ2'],
      ['ZZ4', 'below a circle', 'ZZ2'],
      ['ZZ5', null, null],
      ['ZZ6', 'below what is wrong', 'ZZ5'],
      ['ZZ9', null, 'ZZ8'],
      ['ZZ7', 'below a new one', 'ZZ8'],
      ['ZZ8', 'sound', 'K1'],
      // Below what is below it so far, and below the new one, which stands below it.
      ['K2', 'K2', 'K3'],
      ['K3', 'K3', null],
      ['K1', 'K1', 'ZZ7'],
    ];
    const file = await workbook({ x: [['number', 'name', 'parent'], ...rows] });
    const outcomeOf = async (query: string) => {
      const job = await world.import('material-category', file, query);
      const problems = (job['details'] as JsonObject)['problems'] as readonly JsonObject[];
      return [countsOf(job), problems.map(({ row, code }) => [row, code])];
    };
    const expected = [
      { ...none, created: 2, updated: 2, failed: 8 },
      [
        [2, 'sheet-reference-circle'],
        [3, 'sheet-reference-circle'],
        [4, 'sheet-reference-circle'],
        [5, 'reference-unknown'],
        [6, 'required'],
        [7, 'reference-unknown'],
        [8, 'required'],
        [13, 'tree-loop'],
      ],
    ];
    expect(await outcomeOf('?dryRun=true')).toEqual(expected);
    expect(await outcomeOf('')).toEqual(expected);
  });

  it('rehearses: tells what would be created, changed, left and refused, and writes nothing', async () => {
    await world.create('customer', { number: 'C1', name: '甲', kind: 'company' });
    await world.create('customer', { number: 'C2', name: '乙', kind: 'company' });
    const before = await world.all('customer');
    const job = await world.import(
      'customer',
      await workbook({
        x: [
          ['number', 'name', 'kind', 'email'],
          ['C1', '甲', '企业', null],
          ['C2', '丙', '企业', null],
          ['C3', '丁', '个人', 'a@example.com'],
          ['C4', null, '个人', 'a@example.com'],
          ['C5', '戊', '组织', 'not an address'],
        ],
      }),
      '?dryRun=true',
    );
    expect(countsOf(job)).toEqual({ ...none, unchanged: 1, updated: 1, created: 1, failed: 2 });
    expect(await world.all('customer')).toEqual(before);
  });

  it('takes what is right, and gives the rest back in the own workbook with its cells marked', async () => {
    const job = await world.import(
      'customer',
      await workbook({
        客户: [
          ['编码', '名称', '客户类型', '自己的列'],
          ['M1', '甲', '企业', '留着'],
          ['M2', null, '企业', '留着'],
          ['M3', '丙', '怪物', '留着'],
          ['M1', '丁', '企业', '留着'],
        ],
        自己的表: [['也', '留着']],
      }),
      '',
      { headers: { 'accept-language': 'zh' } },
    );
    expect(countsOf(job)).toEqual({ ...none, created: 1, failed: 3 });
    const { sheets } = await readXlsx(await world.file(job), { readStyles: true });
    const [sheet, own] = sheets;
    const marked = [...(sheet?.cells ?? [])]
      .filter(([, { style }]) => style?.fill)
      .map(([place]) => place)
      .sort();
    expect(marked).toEqual(['2,1', '3,2', '4,0']);
    expect(sheet?.cells?.get('2,1')?.comment?.text).toMatch(/名称/);
    expect(sheet?.cells?.get('3,2')?.comment?.text).toMatch(/怪物/);
    expect(sheet?.rows.map((row) => row[3])).toEqual(['自己的列', '留着', '留着', '留着', '留着']);
    expect(sheet?.rows[0]?.[4]).toBe('错误');
    expect(sheet?.cells?.get('4,0')?.comment?.text).toMatch(/第 2 行已经是这条记录/);
    expect(own?.rows).toEqual([['也', '留着']]);
  });

  it('shows mistakes in entries at the row and cell of the entries', async () => {
    const job = await world.import(
      'tax-device',
      await workbook({
        开票设备: [
          ['设备编号', '设备名称'],
          ['E1', '甲'],
        ],
        票种限额: [
          ['设备编号', '发票种类', '不含税限额'],
          ['E1', '数电普票', 1],
          ['E1', null, 2],
          ['E1', '数电专票', '很多'],
          [null, '数电专票', 3],
        ],
      }),
    );
    const problems = (job['details'] as JsonObject)['problems'] as readonly JsonObject[];
    expect(problems.map(({ sheet, row, column, code }) => [sheet, row, column, code])).toEqual([
      [1, 3, 2, 'required'],
      [1, 4, 3, 'not-decimal'],
      [1, 5, null, 'sheet-key-blank'],
    ]);
  });

  describe('refuses', () => {
    it.each<[string, () => Promise<Uint8Array> | Uint8Array, string, number]>([
      ['what is too large', () => new Uint8Array(21 * 1024 * 1024).fill(0x61), 'sheet-too-large', 413],
      ['what is no file of sheets', () => new Uint8Array([0, 1, 2]), 'sheet-not-a-workbook', 422],
      ['what is empty', () => new Uint8Array(), 'sheet-empty', 422],
      [
        'what has a password',
        () =>
          writeXlsx({ sheets: [{ name: 'x', rows: [[1]] }], encryption: { password: 'x', spinCount: 10 } }),
        'sheet-encrypted-or-old',
        422,
      ],
    ])('%s, at once', async (_, make, code, status) => {
      const job = await world.import('customer', await make());
      expect([job['code'], job['status']]).toEqual([code, status]);
    });

    it.each<[string, () => Promise<Uint8Array> | Uint8Array, RegExp]>([
      ['what is damaged', async () => (await workbook({ x: [['number']] })).slice(0, 700), /damaged/],
      [
        'what names no column',
        () =>
          workbook({
            x: [
              ['a', 'b'],
              [1, 2],
            ],
          }),
        /contains no known column names/,
      ],
      ['what lacks the key', () => workbook({ x: [['name'], ['x']] }), /is missing the columns: Number/],
      [
        'what has too many rows',
        () => csv(`number,name\r\n${Array.from({ length: 50_010 }, (_, at) => `T${at},x`).join('\r\n')}`),
        /50000 rows/,
      ],
    ])('%s, as a job that failed', async (_, make, message) => {
      const job = await world.import('customer', await make());
      expect([job['status'], job['message']]).toEqual(['failed', expect.stringMatching(message)]);
    });
  });

  it('is done for others only by those who may', async () => {
    await world.create('organisation', { number: 'N', name: '北', parent: { number: 'root' } });
    const north = await world.user('north', 'N', ['read', 'create', 'edit', 'import', 'export']);
    const reader = await world.user('reader', 'N', ['read', 'export']);
    await world.create('customer', { number: 'ROOT1', name: '总部的', kind: 'company', sharing: 'global' });
    const file = await workbook({
      x: [
        ['number', 'name', 'kind', 'org'],
        ['ROOT1', '改名', '企业', null],
        ['NEW1', '新的', '企业', 'N'],
        ['NEW2', '别人的', '企业', 'root'],
      ],
    });
    const job = await world.import('customer', file, '', { as: north });
    expect(countsOf(job)).toEqual({ ...none, created: 1, failed: 2 });
    const codes = ((job['details'] as JsonObject)['problems'] as readonly JsonObject[]).map(
      ({ code }) => code,
    );
    expect(codes.sort()).toEqual(['sheet-org-unknown', 'sheet-record-foreign']);
    const refused = await world.import('customer', file, '', { as: reader });
    expect([refused['status'], refused['code']]).toEqual([403, 'forbidden']);

    const exported = await world.ask('GET', '/api/forms/customer/export', { as: north });
    const [sheet] = (await readXlsx(new Uint8Array(await exported.arrayBuffer()))).sheets;
    expect(sheet?.rows.slice(2).map(([number]) => number)).toEqual(['NEW1']);
  });

  it('may come as the field of a form, as browsers send it', async () => {
    const form = new FormData();
    form.set('file', new File([csv('number,name,kind\r\nB1,浏览器,company\r\n')], '客户.csv'));
    const answer = await world.ask('POST', '/api/forms/customer/import', { body: form });
    const job = (await answer.json()) as JsonObject;
    expect([answer.status, answer.headers.get('location')]).toEqual([202, `/api/jobs/${String(job['id'])}`]);
    expect((job['details'] as JsonObject)['upload']).toBe('客户.csv');
  });

  itLong(
    'sent again with its Idempotency-Key is the same job; another file with that key is refused',
    async () => {
      const send = async (body: FormData | Uint8Array<ArrayBuffer>, key: string) => {
        const headers = { 'idempotency-key': key };
        const answer = await world.ask('POST', '/api/forms/customer/import', { body, headers });
        const { id, code } = (await answer.json()) as JsonObject;
        return [answer.status, id ?? code];
      };
      const file = (number: string) => new Uint8Array(csv(`number,name,kind\r\n${number},一次,company\r\n`));
      const form = (number: string) => {
        const made = new FormData();
        made.set('file', new File([file(number)], 'once.csv'));
        return made;
      };
      const first = await send(file('ONCE1'), 'plain');
      expect(first).toEqual([202, expect.any(String)]);
      expect(await send(file('ONCE1'), 'plain')).toEqual(first);
      expect(await send(file('ONCE2'), 'plain')).toEqual([422, 'idempotency-key-reused']);
      // Each has a boundary of its own.
      const wrapped = await send(form('ONCE3'), 'form');
      expect(wrapped).toEqual([202, expect.any(String)]);
      expect(await send(form('ONCE3'), 'form')).toEqual(wrapped);
      expect(await send(form('ONCE4'), 'form')).toEqual([422, 'idempotency-key-reused']);
    },
  );

  // The worker and the order of work let others through, not the database.
  it.runIf(isLong || database.name === 'sqlite')(
    'of 10,000 rows tells how far it is, and lets others through all the while',
    async () => {
      const rows = Array.from({ length: 10_000 }, (_, at) => `X${at},名称 ${at},company`).join('\r\n');
      let over = false;
      const work = world.import('customer', csv(`number,name,kind\r\n${rows}`)).finally(() => {
        over = true;
      });
      const seen = new Set<unknown>();
      let answered = 0;
      while (!over) {
        const [job] = (
          (await (await world.ask('GET', '/api/jobs?limit=1')).json()) as { items: JsonObject[] }
        ).items;
        seen.add(job?.['done']);
        answered += 1;
        // As the network would let others have their turn.
        await new Promise((resolve) => setImmediate(resolve));
        // Requests that are answered without waiting would never let the worker's messages in.
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(countsOf(await work)).toEqual({ ...none, created: 10_000 });
      expect([answered > 100, seen.size > 2]).toEqual([true, true]);
    },
    120_000,
  );
});

describeOnDatabases('a template', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
  });
  afterAll(() => world.close());

  it('says what to fill in, where there are choices to pick, and can be sent back', async () => {
    const answer = await world.ask('GET', '/api/forms/tax-device/import-template', {
      headers: { 'accept-language': 'zh' },
    });
    expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toMatch(/开票设备.*\.xlsx/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const { sheets } = await readXlsx(bytes, { readStyles: true });
    expect(sheets.map(({ name }) => name)).toEqual(['开票设备', '票种限额', '说明', '选项']);
    const [records, limits] = sheets;
    expect(records?.rows[0]?.slice(0, 2)).toEqual(['设备编号 *', '设备名称 *']);
    expect(limits?.rows[1]).toEqual(['parent.number', '$row', 'invoiceType', 'netLimit', '$delete']);
    expect(records?.cells?.get('0,0')?.comment?.text).toMatch(/必填/);
    expect(records?.dataValidations?.length).toBeGreaterThan(2);
    expect(sheets[3]?.rows.flat()).toContain('税务UKey');
    expect(countsOf(await world.import('tax-device', bytes))).toEqual(none);
  });

  it('exports nothing that a sheet program would run', async () => {
    await world.create('customer', { number: '=1+1', name: '@SUM(A1)', kind: 'company', address: '-2+3' });
    const answer = await world.ask('GET', '/api/forms/customer/export?format=csv');
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(text).toMatch(/'=1\+1/);
    for (const cell of text.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^[=@+]|^-\d+\+/);
    expect(countsOf(await world.import('customer', csv(text)))).toEqual({ ...none, unchanged: 1 });
  });

  it('exports what a filter says', async () => {
    await world.create('customer', { number: 'K1', name: '甲', kind: 'person' });
    const answer = await world.ask('GET', '/api/forms/customer/export?kind=person&limit=1');
    const rest = await world.ask('GET', '/api/forms/customer/export?kind=person');
    const [sheet] = (await readXlsx(new Uint8Array(await rest.arrayBuffer()))).sheets;
    expect([answer.status, sheet?.rows.slice(2).map(([number]) => number)]).toEqual([400, ['K1']]);
  });

  it('reads documents as facts: of an export, and of a file made by hand, with what could not be read', async () => {
    const facts = async (bytes: Uint8Array) => {
      const answer = await world.ask('POST', '/api/forms/invoice-item/match/documents', {
        body: bytes as Uint8Array<ArrayBuffer>,
        headers: { 'accept-language': 'zh' },
      });
      return { status: answer.status, body: (await answer.json()) as JsonObject };
    };
    await world.create('invoice-application', {
      number: 'AP-1',
      buyerName: '甲',
      buyerTaxNo: '007',
      invoiceType: '10xdp',
      lines: [{ itemName: '服务', amount: '12.5' }, { itemName: '货物' }],
    });
    const exported = await world.ask('GET', '/api/forms/invoice-application/export?number=AP-1');
    const { body } = await facts(new Uint8Array(await exported.arrayBuffer()));
    expect(body).toMatchObject({
      warnings: [],
      items: [
        {
          row: 3,
          problems: [],
          facts: {
            number: 'AP-1',
            buyerName: '甲',
            buyerTaxNo: '007',
            invoiceType: '10xdp',
            lines: [{ itemName: '服务', amount: '12.5' }, { itemName: '货物' }],
          },
        },
      ],
    });
    const asked = { facts: (body['items'] as readonly JsonObject[]).map((item) => item['facts'] ?? null) };
    const matched = await world.ask('POST', '/api/forms/invoice-item/match', {
      body: new TextEncoder().encode(JSON.stringify(asked)),
      headers: { 'content-type': 'application/json' },
    });
    expect(await matched.json()).toMatchObject({ items: [{ status: 200 }] });

    const file = await workbook({
      单据: [
        ['单据编号', '购方名称', '发票种类', '天气'],
        ['X1', '甲', '数电普票', '晴'],
        ['X1', '乙', null, null],
        [null, '丙', '没有这种', null],
      ],
    });
    const { items, warnings } = (await facts(file)).body as {
      items: readonly JsonObject[];
      warnings: readonly string[];
    };
    expect(items.map(({ row, facts }) => [row, (facts as JsonObject)['buyerName']])).toEqual([
      [2, '甲'],
      [4, '丙'],
      [3, undefined],
    ]);
    expect(items.map(({ problems }) => problems)).toEqual([
      [],
      [expect.stringMatching(/发票种类/)],
      [expect.any(String)],
    ]);
    expect(warnings).toEqual([expect.stringContaining('天气')]);
    expect(await facts(csv('nothing known\n1\n'))).toMatchObject({
      status: 422,
      body: { code: 'sheet-no-columns' },
    });
    const many = Array.from({ length: 1_001 }, (_, at) => `N${at}`).join('\n');
    expect(await facts(csv(`number\n${many}\n`))).toMatchObject({ status: 413 });
  });
});
