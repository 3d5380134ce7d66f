import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import fc from 'fast-check';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { itLong } from '../../../workshop/it-long.ts';
import type { Book } from './book/protocol.ts';
import { type SheetCell, SheetFailure, sheetLimits } from './book/sheet.ts';
import { sheetFormatOf } from './book/sheet-kind.ts';
import { createSheetWorker } from './book/sheet-worker.ts';
import { packedWorkbook } from './packed-workbook.suite.ts';

const book: Book = {
  listsName: '选项',
  pages: [{ name: '说明', rows: [['a', 'b']] }],
  sheets: [
    {
      name: '品目',
      columns: [
        { label: '编号 *', name: 'number', width: 12, tone: 'key', text: true, note: '必填' },
        { label: '类型', name: 'kind', width: 12, tone: 'plain', text: true, list: ['a,b', 'c "d"'] },
        { label: '单价', name: 'price', width: 12, tone: 'plain', text: false },
      ],
    },
  ],
};

const usual = createSheetWorker();

function write(rows: readonly (readonly SheetCell[])[], format: 'xlsx' | 'csv' = 'xlsx') {
  return usual.use(async (session) => {
    await session.ask({ type: 'begin', book, format });
    await session.ask({ type: 'append', sheet: 0, rows });
    return session.ask({ type: 'finish' });
  });
}

function read(bytes: Uint8Array, format: 'xlsx' | 'csv' = 'xlsx', limits = sheetLimits) {
  const worker = limits === sheetLimits ? usual : createSheetWorker(limits);
  return worker.use(async (session) => {
    const { sheets } = await session.ask({ type: 'open', bytes, format, limits });
    const records = { sheet: 0, first: format === 'xlsx' ? 2 : 1, key: [] };
    await session.ask({ type: 'group', grouping: { records, rows: [] } });
    const taken = await session.ask({ type: 'take', from: 0, count: 1_000 });
    return { sheets, rows: taken.map(({ row }) => row?.cells ?? []) };
  });
}

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'went well',
    (error: unknown) => (error instanceof SheetFailure ? error.code : String(error)),
  );
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '=1+1',
    "'=1",
    "''",
    '-5',
    '+86',
    '@x',
    '\t=',
    '＝A1',
    'a"b',
    'a,b;c',
    'a;=1+1',
    "a;'=1+1",
    "'a;=1",
    "'a;'=1",
    'a;"=1',
    'a; =1;\t-x',
    'a\n＋1',
    ';x',
    '\u3000=1',
    '−1+1',
    '0012',
    ' x ',
    '_x000D_',
    '<&>',
    'a\nb',
    '1e5',
  ),
);
/**
 * Texts that a cell keeps as they are: not an empty one, and none with carriage returns, which XML reads as line feeds.
 */
const keepable = text.filter((value) => value !== '' && !/[\r\0\ufffe\uffff]/.test(value));

describe('a workbook', () => {
  it('has labels, hidden ids, notes, drop-downs and help', async () => {
    const { sheets } = await readXlsx(await write([['007', 'a,b', 1.5]]), { readStyles: true });
    expect(sheets.map(({ name, hidden }) => [name, hidden === true])).toEqual([
      ['品目', false],
      ['说明', false],
      ['选项', true],
    ]);
    const [sheet] = sheets;
    expect(sheet?.rows).toEqual([
      ['编号 *', '类型', '单价'],
      ['number', 'kind', 'price'],
      ['007', 'a,b', 1.5],
    ]);
    expect(sheet?.rowDefs?.get(1)?.hidden).toBe(true);
    expect(sheet?.cells?.get('0,0')?.comment?.text).toBe('必填');
    expect(
      sheet?.dataValidations?.map(({ type, formula1, range }) => [type, formula1, range.slice(0, 3)]),
    ).toEqual([['list', "'选项'!$A$1:$A$2", 'B3:']]);
    expect(sheets[2]?.rows).toEqual([['a,b'], ['c "d"']]);
  });

  it('keeps every text', () =>
    fc.assert(
      fc.asyncProperty(fc.array(keepable, { minLength: 1, maxLength: 200 }), async (texts) => {
        const { rows } = await read(await write(texts.map((value) => [value])));
        expect(rows.map(([cell]) => cell)).toEqual(texts);
      }),
      { numRuns: 4 },
    ));

  it('reads what people make of dates and numbers', async () => {
    const day = (value: number, numFmt: string) => ({ value, style: { numFmt } });
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'x',
          rows: [['a'], ['b'], [46_053], [46_053.34375], [0.34375], [1e21], [0.1], [true]],
          cells: new Map([
            ['2,0', day(46_053, 'yyyy-mm-dd')],
            ['3,0', day(46_053.34375, 'yyyy-mm-dd hh:mm')],
            ['4,0', day(0.34375, 'hh:mm:ss')],
          ]),
        },
      ],
    });
    const { rows } = await read(bytes);
    expect(rows.flat()).toEqual(['2026-01-31', '2026-01-31 08:15:00', '08:15:00', 1e21, 0.1, true]);
  });
});

describe('a csv', () => {
  it('keeps every text, and nothing in it is a formula', () =>
    fc.assert(
      fc.asyncProperty(fc.array(keepable, { minLength: 1, maxLength: 200 }), async (texts) => {
        const bytes = await write(
          texts.map((value) => [value, 'x']),
          'csv',
        );
        const { rows } = await read(bytes, 'csv');
        expect(rows.map(([cell]) => cell)).toEqual(texts);
        const cells = new TextDecoder().decode(bytes).split(/\r\n|,/);
        for (const cell of cells) expect(cell).not.toMatch(/^"?[=+@\t＝＋－＠]|^"?-(?!\d+(\.\d+)?"?$)/);
        // A program whose locale separates by something else, and whose quotes hold nothing together, reads these
        // cells.
        for (const cell of new TextDecoder().decode(bytes).split(/[;；\t\r\n]/))
          expect(cell).not.toMatch(/^["\s\u200b\ufeff]*(?:[=+@＝＋－＠﹦﹢﹣﹫−]|-(?!\d+(\.\d+)?"?(?:,|$)))/);
      }),
      { numRuns: 8 },
    ));

  it.each([
    ["5' x 3'", "5' x 3'"],
    ["'s-Hertogenbosch", "'s-Hertogenbosch"],
    ["'tis; -5 degrees", "'tis; -5 degrees"],
    ["he said;'-5'", "he said;'-5'"],
  ])('of another house keeps its own quotes: %s', async (cell, text) => {
    const { rows } = await read(new TextEncoder().encode(`number,x\r\n"${cell}",y\r\n`), 'csv');
    expect(rows).toEqual([[text, 'y']]);
  });

  it.each([
    ['UTF-8 with a mark', new TextEncoder().encode('\ufeffnumber\r\n编号\r\n')],
    [
      'GB 18030, as Chinese Excel saves it',
      new Uint8Array([...new TextEncoder().encode('number\r\n'), 0xb1, 0xe0, 0xba, 0xc5]),
    ],
  ])('is read in %s', async (_, bytes) => {
    const { rows, sheets } = await read(bytes, 'csv');
    expect([sheets[0]?.head[0], rows]).toEqual([['number'], [['编号']]]);
  });
});

describe('the delimiter of a csv', () => {
  it.each([
    ['is a comma', 'a,b\r\n1;2;3;4,x', [['1;2;3;4', 'x']]],
    ['may be a semicolon', 'a;b\n1,5;x', [['1,5', 'x']]],
    ['may be a tab', 'a\tb\n1\tx', [['1', 'x']]],
    ['is not what stands in quotes', '"a;b;c",d\n1,x', [['1', 'x']]],
  ])('%s', async (_, text, rows) => {
    expect((await read(new TextEncoder().encode(text), 'csv')).rows).toEqual(rows);
  });
});

describe('a file is refused', () => {
  it('when its name says that it is a workbook, and nothing else does', () => {
    const text = new TextEncoder().encode('not a zip');
    expect(() => sheetFormatOf(text, '坏.XLSX')).toThrow('sheet-not-a-workbook');
    expect(sheetFormatOf(text, 'good.csv')).toBe('csv');
  });

  const sheet = (rows: SheetCell[][]) => writeXlsx({ sheets: [{ name: 'x', rows }] });
  const small = { ...sheetLimits, rows: 10, columns: 5, unpacked: 20_000 };

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, string]>([
    ['when it is empty', () => new Uint8Array(), 'sheet-empty'],
    ['when it is no file of sheets', () => new Uint8Array([1, 0, 2, 0]), 'sheet-not-a-workbook'],
    [
      'when it has a password',
      () => writeXlsx({ sheets: [{ name: 'x', rows: [[1]] }], encryption: { password: 'x', spinCount: 10 } }),
      'sheet-encrypted-or-old',
    ],
    ['when it is half a workbook', async () => (await sheet([['a']])).slice(0, 800), 'sheet-damaged'],
    [
      'when its insides are damaged',
      async () => (await sheet([['a']])).map((byte, index) => (index > 200 && index < 900 ? 7 : byte)),
      'sheet-damaged',
    ],
    [
      'when it has too many rows',
      () => sheet(Array.from({ length: 30 }, (_, at) => [at])),
      'sheet-too-many-rows',
    ],
    ['when it has too many columns', () => sheet([[1, 2, 3, 4, 5, 6]]), 'sheet-too-many-columns'],
    ['when it would unpack to too much', () => sheet([['x'.repeat(30_000)]]), 'sheet-unpacks-too-large'],
    [
      'when many small parts together would',
      () => writeXlsx({ sheets: Array.from({ length: 60 }, (_, at) => ({ name: `s${at}`, rows: [[at]] })) }),
      'sheet-unpacks-too-large',
    ],
    [
      'when its csv is in no known encoding',
      () => new Uint8Array([0x61, 0xff, 0xff, 0x0a]),
      'sheet-encoding',
    ],
  ])('%s', async (_, make, code) => {
    const bytes = await make();
    const work = async () => read(bytes, sheetFormatOf(bytes), small);
    expect(await failure(work())).toBe(code);
  });

  it('when it needs more memory than it may have', async () => {
    const bytes = await sheet(Array.from({ length: 40_000 }, (_, at) => [`text ${at}`, at, `more ${at}`]));
    expect(await failure(read(bytes, 'xlsx', { ...sheetLimits, memory: 80 }))).toBe('sheet-too-complex');
  });

  itLong('when a small one unpacks to very much', async () => {
    const row = `<row>${'<c t="inlineStr"><is><t>a</t></is></c>'.repeat(900)}</row>`;
    const bytes = packedWorkbook(row.repeat(1_200));
    expect(bytes.length).toBeLessThan(200_000);
    expect(await failure(read(bytes, 'xlsx', { ...sheetLimits, memory: 150 }))).toBe('sheet-too-complex');
    expect((await read(bytes)).rows.length).toBe(1_000);
  });

  it('when it takes too long', async () => {
    const bytes = await sheet(Array.from({ length: 20_000 }, (_, at) => [`text ${at}`, at]));
    expect(await failure(read(bytes, 'xlsx', { ...sheetLimits, milliseconds: 1 }))).toBe('sheet-too-slow');
  });
});

describe('a form is proposed in the process', () => {
  it('by which little comes of a file, whatever stands in it', async () => {
    const [columns, rows] = [24, 5_000];
    const heads = Array.from({ length: columns }, (_, at) => `Column ${at}`);
    const lines = Array.from({ length: rows }, (_, row) => heads.map((_, at) => `v${at}-${row}`));
    const csv = [heads, ...lines].map((line) => line.join(',')).join('\n');
    const counted = await usual.use(async (session) => {
      await session.ask({
        type: 'open',
        bytes: new TextEncoder().encode(csv),
        format: 'csv',
        limits: sheetLimits,
      });
      const surveyed = await session.ask({ type: 'survey' });
      const texts = await session.ask({ type: 'texts', of: [{ sheet: 0, place: 3 }] });
      const context = { title: 'File', named: new Map() };
      return [surveyed, texts, await session.ask({ type: 'propose', context })].map(textsIn);
    });
    const [surveyed = 0, texts, proposed = 0] = counted;
    expect(surveyed).toBeLessThan(columns * 10);
    expect(texts).toBe(200);
    // A hundred of each column and ten rows, beside what is said of them.
    expect(proposed).toBeLessThan(columns * 140);
  });

  function textsIn(value: unknown): number {
    if (typeof value === 'string') return 1;
    if (typeof value !== 'object' || value === null) return 0;
    const held = value instanceof Map ? value : Object.values(value);
    return [...held.values()].reduce((sum: number, one) => sum + textsIn(one), 0);
  }
});

describe('the process', () => {
  it('is used again after what went well, knows nothing of it, and is not used after what went wrong', async () => {
    let started = 0;
    const count = () => {
      started += 1;
    };
    subscribe('child_process', count);
    const worker = createSheetWorker();
    const open = (content: string) =>
      worker.use((session) => {
        const bytes = new TextEncoder().encode(content);
        return session.ask({ type: 'open', bytes, format: 'csv', limits: sheetLimits });
      });
    const finish = () => worker.use((session) => session.ask({ type: 'finish' }));
    const group = () =>
      worker.use((session) =>
        session.ask({ type: 'group', grouping: { records: { sheet: 0, first: 0, key: [] }, rows: [] } }),
      );

    for (let files = 0; files < 5; files += 1)
      expect((await open(`a,b\r\n1,${files}`)).sheets[0]?.rows).toBe(2);
    expect((await group()).records).toBe(0);
    expect(started).toBe(1);
    expect(await failure(finish())).toMatch(/nothing was begun/);
    await open('a,b');
    expect(started).toBe(2);
    unsubscribe('child_process', count);
  });
});

describe('a workbook with mistakes comes back', () => {
  const marking = {
    heading: '错误',
    headings: ['错误', 'Problems'],
    first: [{ sheet: 0, row: 1 }],
  };
  const mark = (
    bytes: Uint8Array,
    marks: { row: number; column: number | null; text: string }[],
    limits = sheetLimits,
  ) =>
    createSheetWorker(limits).use(async (session) => {
      await session.ask({ type: 'open', bytes, format: 'xlsx', limits });
      return session.ask({
        type: 'mark',
        marking: { ...marking, marks: marks.map((one) => ({ sheet: 0, ...one })) },
      });
    });
  const own = () =>
    writeXlsx({
      sheets: [
        {
          name: '数据',
          rows: [
            ['编号', '名称'],
            ['A', '甲'],
            ['B', null],
            ['C', '_x000D_'],
          ],
          columns: [{ width: 33 }],
        },
        { name: '别的', rows: [['不动']] },
      ],
    });

  it('as it was, with red cells, comments and a column of problems', async () => {
    const { sheets } = await readXlsx(await mark(await own(), [{ row: 2, column: 1, text: '必填' }]), {
      readStyles: true,
    });
    const [sheet, other] = sheets;
    expect(sheet?.rows.map(([, , problems]) => problems)).toEqual(['错误', null, '必填', null]);
    expect(sheet?.columns?.[0]?.width).toBe(33);
    expect(sheet?.cells?.get('2,1')?.comment?.text).toBe('必填');
    expect(sheet?.cells?.get('2,1')?.style?.fill).toMatchObject({
      fgColor: { rgb: expect.stringMatching(/FFC7CE$/) },
    });
    expect(sheet?.cells?.get('1,1')?.style?.fill).toBeUndefined();
    expect(other?.rows).toEqual([['不动']]);
  });

  it('and once more, without the marks of the first time', async () => {
    const once = await mark(await own(), [{ row: 2, column: 1, text: '必填' }]);
    const { sheets } = await readXlsx(await mark(once, [{ row: 3, column: null, text: '不行' }]), {
      readStyles: true,
    });
    const [sheet] = sheets;
    expect(sheet?.rows.map(([, , problems]) => problems)).toEqual(['错误', null, null, '不行']);
    expect(sheet?.cells?.get('2,1')?.comment).toBeUndefined();
    expect(sheet?.cells?.get('2,1')?.style?.fill).toBeUndefined();
    expect(sheet?.cells?.get('3,2')?.style?.fill).toBeDefined();
  });

  it('with its wrong rows only when it is very large', async () => {
    const bytes = await mark(await own(), [{ row: 3, column: 0, text: '不行' }], {
      ...sheetLimits,
      markedCells: 3,
    });
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(sheet?.rows).toEqual([
      ['编号', '名称', '错误'],
      ['C', '\r', '不行'],
    ]);
    expect(sheet?.cells?.get('1,0')?.comment?.text).toBe('不行');
  });
});
