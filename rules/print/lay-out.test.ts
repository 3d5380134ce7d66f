import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { FieldSet } from '../../metadata/field.ts';
import { compile } from '../../metadata/model/compile.ts';
import { type Change, changed, sourcesOf } from '../../metadata/model/sample.suite.ts';
import type { Block, PrintSource } from '../../metadata/print-source.ts';
import { checkPrints } from './check-prints.ts';
import { drawCode } from './draw-code.ts';
import { layOut } from './lay-out.ts';
import { toHtml } from './to-html.ts';
import { toPdf } from './to-pdf.ts';

function orderOf(changes: readonly Change[] = []) {
  const { model } = compile(sourcesOf(changed(changes)));
  const form = model?.formsById.get('order');
  if (!model || !form) throw new Error('the sample does not compile');
  return { form, target: (id: string) => model.formsById.get(id) };
}
const order = orderOf();

const record: JsonObject = {
  id: '0',
  number: 'SO1',
  buyer: 'Ann',
  createdAt: '2026-01-31T20:15:30.123Z',
  total: '30.5',
  lines: [
    { id: '1', item: { id: 'a', number: 'P1', name: 'Pen' }, net: '10' },
    { id: '2', item: { id: 'b', number: 'P2' }, net: '20.5' },
  ],
};

/** The place of a field of the order in its file, or of its rows. */
function at(id: string, rows?: string): number {
  const shape = rows === undefined ? order.form : order.form.byId.get(rows)?.rows;
  return shape?.fields.findIndex((field) => field.id === id) ?? -1;
}

const bare: PrintSource = {
  name: 'bare',
  form: 'order',
  label: { zh: '单', en: 'Sheet' },
  paper: { size: 'A4' },
  blocks: [],
};

interface Given extends Partial<PrintSource> {
  readonly by?: ReturnType<typeof orderOf>;
  readonly of?: JsonObject;
  readonly language?: Language;
}

const printed = ({ by = order, of = record, language = 'en', ...print }: Given) =>
  layOut(
    {
      print: { ...bare, ...print },
      form: by.form,
      record: of,
      language,
      zone: 'Asia/Shanghai',
      call: { today: '2026-02-01' },
      user: 'Bob',
      org: 'East',
    },
    { target: by.target },
  );

const textOf = async (text: string | { readonly zh: string; readonly en: string }, more: Given = {}) => {
  const { nodes } = await printed({ blocks: [{ block: 'text', text }], ...more });
  const [node] = nodes;
  return node?.type === 'text' ? node.text : undefined;
};

const table = async (
  columns: Extract<Block, { block: 'table' }>['columns'],
  of = record,
  numbered = false,
) => {
  const { nodes } = await printed({ blocks: [{ block: 'table', rows: 'lines', numbered, columns }], of });
  const [node] = nodes;
  if (node?.type !== 'table') throw new Error('no table');
  return node;
};

const values = [
  { name: 'inWords', label: { zh: '大写', en: 'In words' }, of: 'lines.net', as: 'capitals' },
  { name: 'sum', label: { zh: '合计', en: 'Sum' }, of: 'lines.net' },
  { name: 'total', label: { zh: '总额', en: 'Whole' }, of: 'total' },
] as const;

describe('a template and a record', () => {
  it.each<[string, string, string]>([
    ['a field', 'Order [&number&] of [&buyer&]', 'Order SO1 of Ann'],
    ['a moment, as clocks there show it', '[&createdAt&]', '2026-02-01 04:15'],
    ['whoever prints', '[&$user&], [&$org&], [&$today&]', 'Bob, East, 2026-02-01'],
    ['a sum', '[&sum&]', '30.50'],
    ['in capitals', '[&inWords&]', '叁拾圆伍角整'],
    ['a value that is called as its field is', '[&total&]', '30.50'],
    ['nothing where nothing is', '[[&acme_note&]]', '[]'],
  ])('%s', async (_says, text, shown) => expect(await textOf(text, { values })).toBe(shown));

  it.each<[string, string, Json, string, RegExp]>([
    [
      'an address stands on one line',
      'address',
      { city: '深圳市', street: '1 号', postcode: '518000' },
      '深圳市1 号 518000',
      /<td>深圳市1 号 518000<\/td>/,
    ],
    [
      'a rich text is its words',
      'rich-text',
      '<p>a <b>b</b></p><ul><li><p>c</p></li></ul>',
      'a b\nc',
      /<td>a b\nc<\/td>/,
    ],
    [
      'code keeps its blanks, in letters of one width',
      'code',
      'a\n  b',
      'a\n  b',
      /<td class="code">a\n {2}b<\/td>/,
    ],
    [
      'a signature is drawn above who signed and when, as clocks there show it',
      'signature',
      { path: 'M1 1L2 2', by: 'Ann', at: '2026-01-31T20:15:30.123Z' },
      'Ann 2026-02-01 04:15',
      /<td><svg[^>]*><path d="M1 1L2 2"[^>]*\/><\/svg><br>Ann 2026-02-01 04:15<\/td>/,
    ],
    ['a place is two numbers', 'geolocation', '22.5,114', '22.5, 114', /<td>22\.5, 114<\/td>/],
  ])('%s', async (_says, kind, buyer, text, shown) => {
    const by = orderOf([
      [
        'shop',
        'forms/order.json',
        `/fields/${at('buyer')}`,
        { name: 'buyer', kind, label: { zh: 'b', en: 'b' } },
      ],
    ]);
    const blocks: Block[] = [{ block: 'fields', columns: 1, fields: [{ field: 'buyer' }] }];
    const tree = await printed({ by, of: { ...record, buyer }, blocks });
    const [node] = tree.nodes;
    expect(node?.type === 'fields' ? node.lines[0]?.[0]?.value : undefined).toBe(text);
    expect(toHtml(tree, drawCode)).toMatch(shown);
    expect(JSON.stringify(toPdf([tree], 'Noto', drawCode))).toContain(JSON.stringify(text));
    if (kind === 'signature') expect(JSON.stringify(toPdf([tree], 'Noto', drawCode))).toContain('M1 1L2 2');
  });

  it.each([
    ['a code is drawn beside its label, its text below', 'SN-1', 'SN-1'],
    ['an empty one is not', null, undefined],
  ])('%s', async (_says, buyer, text) => {
    const by = orderOf([['shop', 'forms/order.json', `/fields/${at('buyer')}/kind`, 'barcode']]);
    const { nodes } = await printed({
      by,
      of: { ...record, buyer },
      blocks: [{ block: 'fields', fields: [{ field: 'buyer' }] }],
    });
    const [node] = nodes;
    const [[pair] = []] = node?.type === 'fields' ? node.lines : [];
    expect(pair?.code?.text).toBe(text);
    if (text === undefined) return;
    expect(pair?.code).toMatchObject({ type: 'code', code: 'qr', caption: true });
    const tree = await printed({
      by,
      of: { ...record, buyer },
      blocks: [{ block: 'fields', fields: [{ field: 'buyer' }] }],
    });
    expect(toHtml(tree, drawCode)).toMatch(
      /<th>Customer<\/th><td><figure><svg[\s\S]*aria-label="SN-1"[\s\S]*SN-1<\/figcaption>/,
    );
    expect(JSON.stringify(toPdf([tree], 'Noto', drawCode))).toContain('<svg');
    expect(toHtml(tree, () => null)).toContain('SN-1 (cannot be a qr code)');
  });

  it('speaks the reader’s language', async () => {
    const text = { zh: '订单 [&number&]', en: 'Order [&number&]' };
    expect([await textOf(text), await textOf(text, { language: 'zh' })]).toEqual(['Order SO1', '订单 SO1']);
  });

  it('a table has a row for each line, numbers at the right, and its sums', async () => {
    const shown = await table([{ field: 'item.name' }, { field: 'net', sum: true }], record, true);
    expect(shown).toMatchObject({
      columns: [{ label: 'No.' }, { label: 'item' }, { label: 'net', align: 'right' }],
      rows: [
        ['1', 'Pen', '10.00'],
        ['2', '', '20.50'],
      ],
      sums: ['Total', '', '30.50'],
    });
  });

  it('a column stands empty, and is not added up, where its condition does not hold of the record', async () => {
    const of = (value: string) =>
      table([
        { field: 'item.number' },
        { field: 'net', sum: true, when: { fact: 'buyer', operator: 'equal', value } },
      ]);
    expect(await of('Ann')).toMatchObject({
      rows: [
        ['P1', '10.00'],
        ['P2', '20.50'],
      ],
      sums: ['Total', '30.50'],
    });
    expect(await of('Bob')).toMatchObject({
      columns: [{ label: 'item' }, { label: 'net' }],
      rows: [
        ['P1', ''],
        ['P2', ''],
      ],
      sums: null,
    });
  });

  it('a field says whether it is on paper, whether it is while it is empty, and how wide its column is', async () => {
    const of = (pointer: string, property: string, value: Json): Change => [
      'shop',
      'forms/order.json',
      `${pointer}/${property}`,
      value,
    ];
    const blocks: Block[] = [
      { block: 'text', text: 'By [&buyer&]' },
      { block: 'fields', fields: [{ field: 'number' }, { field: 'buyer' }] },
      { block: 'table', rows: 'lines', columns: [{ field: 'item.number' }, { field: 'net', sum: true }] },
    ];
    const shown = async (changes: readonly Change[], given: JsonObject = record) => {
      const { nodes } = await printed({ by: orderOf(changes), blocks, of: given });
      return nodes.map((node) => {
        if (node.type === 'text') return node.text;
        if (node.type === 'fields') return node.lines.flat().map(({ label }) => label);
        return node.type === 'table' ? node.columns.map(({ label, width }) => [label, width]) : node;
      });
    };
    const usual = [
      'By Ann',
      ['number', 'Customer'],
      [
        ['item', null],
        ['net', null],
      ],
    ];
    expect(await shown([])).toEqual(usual);
    const [buyer, net] = [`/fields/${at('buyer')}`, `/fields/${at('lines')}/fields/${at('net', 'lines')}`];
    expect(await shown([of(buyer, 'printed', false), of(net, 'printed', false)])).toEqual([
      'By ',
      ['number'],
      [['item', null]],
    ]);
    const unlessEmpty = [of(buyer, 'printedEmpty', false), of(net, 'printedEmpty', false)];
    expect(await shown(unlessEmpty)).toEqual(usual);
    const empty = {
      ...record,
      buyer: null,
      lines: [{ id: '1', item: { id: 'a', number: 'P1' }, net: null }],
    };
    expect(await shown(unlessEmpty, empty)).toEqual(['By ', ['number'], [['item', null]]]);
    expect(await shown([of(net, 'printWidth', 25)])).toEqual([
      ...usual.slice(0, 2),
      [
        ['item', null],
        ['net', 25],
      ],
    ]);
  });

  it.each<[says: string, number: string, buyer: string | null, labels: readonly string[]]>([
    ['that applies stands on paper empty as well', 'SO1', null, ['number', 'Customer']],
    ['that does not apply is no empty line', 'SO2', null, ['number']],
    ['that does not apply is no more on paper than on pages', 'SO2', 'Ann', ['number']],
  ])('a field %s', async (_says, number, buyer, labels) => {
    const visible = { fact: 'number', operator: 'equal', value: 'SO1' };
    const by = orderOf([['shop', 'forms/order.json', `/fields/${at('buyer')}/visible`, visible]]);
    const blocks: readonly Block[] = [{ block: 'fields', fields: [{ field: 'number' }, { field: 'buyer' }] }];
    const { nodes } = await printed({ by, of: { ...record, number, buyer }, blocks });
    expect(nodes.flatMap((node) => (node.type === 'fields' ? node.lines.flat() : []))).toMatchObject(
      labels.map((label) => ({ label })),
    );
  });

  it('amounts stand with separators of thousands where the template says so, and nothing else does', async () => {
    const lines = [
      { id: '1', item: { id: 'a', number: '1234567.8' }, net: '1234567.8' },
      { id: '2', item: { id: 'b', number: '1' }, net: '-0.5' },
    ];
    const columns = [{ field: 'item.number' }, { field: 'net', sum: true }];
    const more = { of: { ...record, lines }, grouped: true, values };
    const { nodes } = await printed({ blocks: [{ block: 'table', rows: 'lines', columns }], ...more });
    expect(nodes).toMatchObject([
      {
        rows: [
          ['1234567.8', '1,234,567.80'],
          ['1', '-0.50'],
        ],
        sums: ['Total', '1,234,567.30'],
      },
    ]);
    expect(await textOf('[&sum&]', more)).toBe('1,234,567.30');
    expect(await textOf('[&sum&]', { ...more, grouped: false })).toBe('1234567.30');
  });

  it('numbers that are computed stand as amounts do, with the digits that they have', async () => {
    const path = `/fields/${at('lines')}/fields/4`;
    const twice = {
      name: 'twice',
      kind: 'formula',
      formula: 'net * 2',
      scale: 3,
      label: { zh: '倍', en: 'Twice' },
    };
    const by = orderOf([['shop', 'forms/order.json', path, twice]]);
    const lines = [
      { id: '1', net: '617283.9', twice: '1234567.8' },
      { id: '2', net: '0.25', twice: '0.5' },
    ];
    const columns = [{ field: 'net' }, { field: 'twice', sum: true }];
    const blocks: readonly Block[] = [{ block: 'table', rows: 'lines', columns }];
    const of = { ...record, lines };
    expect((await printed({ by, of, blocks, grouped: true })).nodes).toMatchObject([
      {
        rows: [
          ['617,283.90', '1,234,567.800'],
          ['0.25', '0.500'],
        ],
        sums: ['Total', '1,234,568.300'],
      },
    ]);
    expect((await printed({ by, of, blocks, grouped: false })).nodes).toMatchObject([
      { sums: ['Total', '1234568.3'] },
    ]);
  });

  it.each<[says: string, made: JsonObject, total: string]>([
    ['a product', { kind: 'formula', formula: 'pieces * 2' }, '2,469,146'],
    ['the greatest', { kind: 'formula', formula: 'max(pieces, 1)' }, '2,469,146'],
    [
      'what is computed',
      { kind: 'computed', compute: { op: 'product', of: ['pieces', { value: '2' }] } },
      '2,469,146',
    ],
    ['a quotient has digits', { kind: 'formula', formula: 'pieces / 2' }, '2,469,146.00'],
    [
      'so has what somebody gave digits',
      { kind: 'formula', formula: 'pieces * 2', scale: 2 },
      '2,469,146.00',
    ],
    ['and a part of it', { kind: 'formula', formula: 'pieces * 2.5' }, '2,469,146.00'],
    ['and what an amount is in', { kind: 'formula', formula: 'pieces * net' }, '2,469,146.00'],
  ])('%s of whole numbers', async (_, made, total) => {
    const path = `/fields/${at('lines')}/fields`;
    const label = { zh: '件', en: 'Pieces' };
    const by = orderOf([
      ['shop', 'forms/order.json', `${path}/4`, { name: 'pieces', kind: 'integer', label }],
      ['shop', 'forms/order.json', `${path}/5`, { name: 'made', label: { zh: '数', en: 'Made' }, ...made }],
    ]);
    const lines = [
      { id: '1', pieces: 1_234_568, made: '2469136' },
      { id: '2', pieces: 5, made: '10' },
    ];
    const columns = [
      { field: 'pieces', sum: true },
      { field: 'made', sum: true },
    ];
    const blocks: readonly Block[] = [{ block: 'table', rows: 'lines', columns }];
    const { nodes } = await printed({ by, of: { ...record, lines }, blocks, grouped: true });
    const [node] = nodes;
    expect(node?.type === 'table' && node.sums?.at(-1)).toBe(total);
    expect(node?.type === 'table' && node.sums?.[0]).toBe('1234573');
  });

  const only = (word: string) => ({ zh: word, en: word });
  it.each<[says: string, language: Language, label: typeof order.form.label, words: readonly string[]]>([
    ['in English, of a form that is labelled in Chinese alone', 'en', only('订单'), ['zh', '序号', '合计']],
    ['in Chinese, of a form that is labelled in English alone', 'zh', only('Order'), ['en', 'No.', 'Total']],
    [
      'in English, of one that is labelled in both',
      'en',
      { zh: '订单', en: 'Order' },
      ['en', 'No.', 'Total'],
    ],
    [
      'in Chinese, of one that is labelled in both',
      'zh',
      { zh: '订单', en: 'Order' },
      ['zh', '序号', '合计'],
    ],
  ])('words are in the language of the labels: %s', async (_, language, label, words) => {
    const relabelled = <T extends FieldSet>(shape: T): T => ({
      ...shape,
      fields: shape.fields.map((field) => ({
        ...field,
        label,
        ...(field.rows && { rows: relabelled(field.rows) }),
      })),
    });
    const by = { ...order, form: { ...relabelled(order.form), label } };
    const columns = [{ field: 'item' }, { field: 'net', sum: true }];
    const blocks: readonly Block[] = [{ block: 'table', rows: 'lines', numbered: true, columns }];
    const tree = await printed({ by, blocks, language });
    const [node] = tree.nodes;
    if (node?.type !== 'table') throw new Error('no table');
    expect([tree.language, node.columns[0]?.label, node.sums?.[0]]).toEqual(words);
  });

  it('amounts stand in their currency, and are added up for each apart', async () => {
    const path = `/fields/${at('lines')}/fields`;
    const rows = (currency: Json): readonly Change[] => [
      [
        'shop',
        'forms/order.json',
        `${path}/4`,
        { name: 'code', kind: 'currency', label: { zh: '币', en: 'Cur' } },
      ],
      ['shop', 'forms/order.json', `${path}/${at('net', 'lines')}/currency`, currency],
    ];
    const lines = [
      { id: '1', code: 'JPY', net: '1200' },
      { id: '2', code: 'BHD', net: '-0.5' },
      { id: '3', code: 'JPY', net: '300' },
      { id: '4', code: null, net: '7' },
    ];
    const of = { ...record, buyer: 'CNY', lines };
    const columns = [{ field: 'code' }, { field: 'net', sum: true }];
    const blocks: readonly Block[] = [{ block: 'table', rows: 'lines', columns }];
    const words = [{ ...values[0], name: 'words' }];
    const apart = { by: orderOf(rows('code')), of, grouped: true, language: 'zh' as const };
    expect((await printed({ ...apart, blocks })).nodes).toMatchObject([
      {
        rows: [
          ['JPY', 'JP¥1,200'],
          ['BHD', '-BHD\u00a00.500'],
          ['JPY', 'JP¥300'],
          ['', '7.00'],
        ],
        sums: ['合计', '7.00\n-BHD\u00a00.500\nJP¥1,500'],
      },
    ]);
    // Whoever does not see which currencies they are in sees no sum either.
    const unseen = { ...of, lines: lines.map(({ code: _, ...line }) => line) };
    expect((await printed({ ...apart, of: unseen, blocks })).nodes).toMatchObject([{ sums: ['合计'] }]);
    // In capitals there are only yuan.
    expect(await textOf('[&words&]', { ...apart, values: words })).toBe('7.00 + -BHD\u00a00.500 + JP¥1,500');
    const together = { ...apart, by: orderOf(rows('parent.buyer')), grouped: false };
    expect((await printed({ ...together, blocks })).nodes).toMatchObject([{ sums: ['合计', '¥1506.50'] }]);
    expect(await textOf('[&words&]', { ...together, values: words })).toBe('壹仟伍佰零陆圆伍角整');
  });

  it('what the reader does not see is not there, neither its label nor its sum', async () => {
    const lines = [{ id: '1', item: { id: 'a', number: 'P1' } }];
    const { buyer: _, ...rest } = record;
    const columns = [{ field: 'item.number' }, { field: 'net', sum: true }];
    expect((await table(columns, { ...rest, lines })).columns.map(({ label }) => label)).toEqual(['item']);
    const fields: Block = {
      block: 'fields',
      fields: [{ field: 'buyer' }, { field: 'sum' }, { field: 'number' }],
    };
    const { nodes } = await printed({ of: { ...rest, lines }, blocks: [fields], values });
    expect(nodes).toMatchObject([{ lines: [[{ label: 'number', value: 'SO1' }]] }]);
    expect(await textOf('[[&buyer&]]', { of: rest })).toBe('[]');
  });

  it('fields stand beside one another, and what is wide alone', async () => {
    const names = ['number', 'buyer', 'total', 'inWords', 'sum'];
    const fields = names.map((field) => ({ field, wide: field === 'inWords' }));
    const { nodes } = await printed({ blocks: [{ block: 'fields', columns: 2, fields }], values });
    const [node] = nodes;
    const lines = node?.type === 'fields' ? node.lines.map((line) => line.map(({ label }) => label)) : [];
    expect(lines).toEqual([['number', 'Customer'], ['Whole'], ['In words'], ['Sum']]);
  });

  it.each<[string, Json, boolean]>([
    ['while its condition holds', { fact: 'total', operator: 'greaterThan', value: '30' }, true],
    ['and not otherwise', { fact: 'buyer', operator: 'equal', value: 'Eve' }, false],
    ['also of a row', { some: 'lines', where: { fact: 'lines.net', operator: 'equal', value: '10' } }, true],
  ])('a block is there %s', async (_says, when, there) => {
    const blocks = [{ block: 'line', when } as Block];
    expect((await printed({ blocks })).nodes.length > 0).toBe(there);
  });

  it('a condition on what the reader does not see finds nothing', async () => {
    const { buyer: _, ...of } = record;
    const when = { fact: 'buyer', operator: 'equal', value: 'Ann' } as const;
    expect((await printed({ of, blocks: [{ block: 'line', when }] })).nodes).toEqual([]);
  });

  it('a code of nothing is not drawn', async () => {
    const blocks: Block[] = [{ block: 'code', code: 'qr', text: '[&acme_note&]', width: 20 }];
    expect((await printed({ blocks })).nodes).toEqual([]);
  });

  it('a sum is what its lines add up to, however many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt(-(10n ** 14n), 10n ** 14n), { maxLength: 30 }), async (cents) => {
        const of = { ...record, lines: cents.map((one, at) => ({ id: String(at), net: inUnits(one) })) };
        const { sums } = await table([{ field: 'item.name' }, { field: 'net', sum: true }], of);
        const whole = cents.reduce((sum, one) => sum + one, 0n);
        expect(sums?.at(-1)).toBe(cents.length === 0 ? '' : inUnits(whole));
      }),
      { numRuns: 50 },
    );
  });
});

/** Cents with a point, by hand. */
function inUnits(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

describe('conditions of templates', () => {
  it.each<[string, Json, readonly string[]]>([
    ['fit', { fact: 'total', operator: 'greaterThan', value: '0' }, []],
    [
      'compare numbers with numbers',
      { fact: 'total', operator: 'greaterThan', value: 'many' },
      ['/blocks/4/when/value operand-type'],
    ],
    [
      'by operators that the kind has',
      { fact: 'total', operator: 'startsWith', value: '1' },
      ['/blocks/4/when/operator operator-not-fitting'],
    ],
  ])('%s', (_says, when, issues) => {
    for (const place of ['/blocks/4/when', '/blocks/2/columns/0/when']) {
      const built = compile(sourcesOf(changed([['shop', 'prints/order.json', place, when]])));
      if (!built.model) throw new Error(JSON.stringify(built.issues));
      const found = checkPrints(built.model, { target: order.target });
      expect(found.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
        issues.map((issue) => issue.replace('/blocks/4/when', place)),
      );
    }
  });
});
