import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../workshop/runs.ts';
import { render } from '../common/render.ts';
import { messages } from '../messages/messages.ts';
import { compile } from '../model/compile.ts';
import type { FieldSource, FormSource, PackageSource, ParamSource } from '../source.ts';
import { type CalledField, pathsCalled } from './called-fields.ts';
import { type Formula, formulaLimits, formulaWords, levels, partsOf } from './formula.ts';
import { formulaFunctions } from './functions.ts';
import { parseFormula } from './parse-formula.ts';
import { printFormula, withPaths } from './print-formula.ts';

const at = { from: 0, to: 0 };
const path = fc
  .constantFrom(
    'price',
    'parent.rate',
    'row.size',
    'lines.amount',
    'acme_x',
    'and',
    'true',
    'empty',
    '$today',
    '$param.shop_config.rate',
    '$param.a-b.c.d',
    '$param.shop.two-words',
  )
  .map((one): Formula => ({ type: 'path', path: one, at }));
const pairSigns = Object.keys(levels).filter((sign) => sign !== 'not' && sign !== 'negative');

/** Any tree there is, also of functions that nobody knows. */
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    path,
    fc.constantFrom('0', '12.5', '0.001').map((value): Formula => ({ type: 'number', value, at })),
    fc.string({ maxLength: 8 }).map((value): Formula => ({ type: 'text', value, at })),
    fc.boolean().map((value): Formula => ({ type: 'boolean', value, at })),
    fc.constant<Formula>({ type: 'empty', at }),
    fc.record({ type: fc.constant('sign' as const), sign: fc.constantFrom('not', '-'), of: tie('formula') }),
    fc.record({
      type: fc.constant('pair' as const),
      sign: fc.constantFrom(...pairSigns),
      left: tie('formula'),
      right: tie('formula'),
    }),
    fc.record({
      type: fc.constant('call' as const),
      name: fc.constantFrom('if', 'sum', 'whatever'),
      args: fc.array(tie('formula'), { maxLength: 3 }),
    }),
  ) as fc.Arbitrary<Formula>,
}));

/** The tree without where it stood. */
function bare(of: Formula): unknown {
  const { at: _, ...rest } = of;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(bare) : typeof value === 'object' ? bare(value as Formula) : value,
    ]),
  );
}

function parsed(text: string): Formula {
  const found = parseFormula(text);
  if (!found.ok) throw new Error(`${text}: ${JSON.stringify(found.problems)}`);
  return found.value;
}

describe('fields as people call them', () => {
  const field = (
    id: string,
    zh: string,
    en: string,
    below: readonly CalledField[] = [],
    name = id,
  ): CalledField => ({ id, name, label: { zh, en }, below: () => below });
  const item = [field('rate', '税率', 'Tax rate'), field('cost', '单价', 'Unit price')];
  const lines = [
    field('price', '单价', 'Unit price'),
    field('date', '开票 日期', 'Invoice date'),
    field('item', '物料', 'Item', item),
    field('no', '编号', 'No.'),
  ];
  const record = [
    field('lines', '明细', 'Order lines', lines),
    field('buyer', '客户', 'Buyer'),
    field('payer', '客户', 'Payer'),
    field('discount', '折扣', 'Discount', [], 'rebate'),
  ];

  it.each<readonly [string, readonly string[]]>([
    ['Unit price', ['price']],
    ['unit  PRICE', ['price']],
    ['单价', ['price']],
    ['开票 日期', ['date']],
    ['No.', ['no']],
    ['Item.Tax rate', ['item.rate']],
    ['物料.单价', ['item.cost']],
    ['parent.Discount', ['parent.discount']],
    ['parent.rebate', ['parent.discount']],
    ['parent.Order lines.Unit price', ['parent.lines.price']],
    ['parent.客户', ['parent.buyer', 'parent.payer']],
    ['Discount', []],
    ['Price', []],
  ])('%s', (said, expected) => {
    expect(pathsCalled({ own: lines, parent: record }, said)).toEqual(expected);
  });

  it.each([
    ['{Unit price} * 2', '{Unit price} * 2'],
    ['[Unit price] * 2', '{Unit price} * 2'],
    ['【开票 日期】 = a', '{开票 日期} = a'],
    ['｛单价｝ * 数量', '单价 * 数量'],
    ['sum(明细.金额)', 'sum(明细.金额)'],
    ['round（单价×数量，2）', 'round(单价 * 数量, 2)'],
    ['{No.} & "Unit price"', '{No.} & "Unit price"'],
  ])('in a text: %s', (text, printed) => {
    expect(printFormula(parsed(text))).toBe(printed);
  });
});

describe('a formula as a text', () => {
  it('is the same tree after it was written and read', () => {
    fc.assert(
      fc.property(formula, (tree) => {
        expect(bare(parsed(printFormula(tree)))).toEqual(bare(tree));
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it('knows where each part stands', () => {
    fc.assert(
      fc.property(formula, (tree) => {
        const text = printFormula(tree);
        const look = (one: Formula): void => {
          expect(bare(parsed(text.slice(one.at.from, one.at.to)))).toEqual(bare(one));
          for (const part of partsOf(one)) look(part);
        };
        look(parsed(text));
      }),
      { numRuns: runs(100, 5000) },
    );
  });

  it('never throws on what somebody types', () => {
    const typed = fc.array(
      fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom('(', ')', '"', ',', ' and ', 'if(', '1', '-', '{', 'a.'),
      ),
    );
    fc.assert(
      fc.property(typed, (parts) => {
        expect(typeof parseFormula(parts.join('')).ok).toBe('boolean');
      }),
      { numRuns: runs(300, 20_000) },
    );
  });

  it.each([
    ['1+2*3', '1 + 2 * 3'],
    ['(1 + 2) * 3', '(1 + 2) * 3'],
    ['((a))', 'a'],
    ['a - (b - c)', 'a - (b - c)'],
    ['a-b-c', 'a - b - c'],
    ['not a = b', 'not a = b'],
    ['(not a) = b', '(not a) = b'],
    ['-a * -b', '-a * -b'],
    ['if（a＝1，“甲”，"b"）', 'if(a = 1, "甲", "b")'],
    ['a×b÷c ≤ 3 and a <> 1', 'a * b / c <= 3 and a != 1'],
    ['{and} & {price}', '{and} & price'],
    ['"say ""hi"""', '"say ""hi"""'],
    ['$setting.sales-setting.limit - 1', '$setting.sales-setting.limit - 1'],
    ['$param.shop_config.rate-1', '$param.shop_config.rate - 1'],
    ['$param.shop-config.a.b*2', '$param.shop-config.a.b * 2'],
    ['{$param.shop.two-words}*2', '{$param.shop.two-words} * 2'],
    ['{$param.shop.rate}', '$param.shop.rate'],
  ])('%s is written %s', (text, written) => {
    expect(printFormula(parsed(text))).toBe(written);
  });

  it('shows other names, and nothing else becomes another', () => {
    const names: Readonly<Record<string, string>> = { a: 'price', 'lines.b': 'rows.not', sum: 'x', not: 'y' };
    const become = (one: string) => names[one] ?? one;
    expect(withPaths('sum( lines.b ) +  a & "a" & {not} and not c', become)).toBe(
      'sum( rows.not ) +  price & "a" & y and not c',
    );
    expect(withPaths('如果(a > 1, Round(a, 1), IF(a < 0, FIRSTOF(a, 0)))', become)).toBe(
      'if(price > 1, round(price, 1), if(price < 0, firstOf(price, 0)))',
    );
    expect(withPaths('a + "', become)).toBe('a + "');
  });
});

type Mistake = readonly [sentence: string, text: string, code: string, at: number, length?: number];

const mistakes: readonly Mistake[] = [
  ['a character without a meaning', 'price # 2', 'formula-character', 7],
  ['a share in a hundred', 'price * 13%', 'formula-percent', 9, 3],
  ['a text that is not closed', 'name & "abc', 'formula-text-open', 8, 4],
  ['two values side by side', 'price price', 'formula-superfluous', 7, 5],
  ['a comparison of a comparison', 'price = price = price', 'formula-superfluous', 15],
  ['a sign before nothing', 'price * ) 2', 'formula-value-missing', 9],
  ['an end too early', 'price *', 'formula-ends', 8],
  ['a parenthesis that is open', 'round(price', 'formula-open', 12],
  ['more characters than anybody reads', `${' '.repeat(8000)}1`, 'formula-long', 1],
  ['too many parts', Array.from({ length: 251 }, () => '1').join('+'), 'formula-large', 1, 501],
  ['too deep', `${'('.repeat(13)}1${')'.repeat(13)}`, 'formula-deep', 13],
  ['a field that is not there', 'price + cost', 'formula-unknown-field', 9, 4],
  ['a field that is secret', 'code & ""', 'formula-unknown-field', 1, 4],
  ['a function that is not there', 'summ(lines.amount)', 'formula-unknown-function', 1, 18],
  ['a function that is a property of every object', 'constructor(1)', 'formula-unknown-function', 1, 14],
  ['too few values', 'round()', 'formula-places', 1, 7],
  ['a text among numbers', 'price + name', 'formula-type', 9, 4],
  ['a number as a condition', 'if(price, 1, 2)', 'formula-type', 4, 5],
  ['two results of different types', 'if(open, 1, "a")', 'formula-type', 13, 3],
  ['a text beside a number', 'name = 1', 'formula-compare', 1, 8],
  ['which text comes first', 'name < "b"', 'formula-compare', 1, 10],
  ['records of two forms', 'item = owner', 'formula-compare', 1, 12],
  ['something beside nothing', 'name = empty', 'formula-compare-empty', 8, 5],
  ['an option that is none', 'colour = "reed"', 'formula-option', 10, 6],
  ['an option that is none, as a case', 'switch(colour, "blu", 1, 2)', 'formula-option', 16, 5],
  ['rows as one value', 'lines.amount + 1', 'formula-many-rows', 1, 12],
  ['a sum without rows', 'sum(price)', 'formula-no-rows', 1, 10],
  ['rows of two lists', 'sum(lines.amount * others.amount)', 'formula-rows-apart', 20, 13],
  ['what is another value tomorrow', 'days(day, $today)', 'formula-clock', 11, 6],
  ['what is computed when read', 'seen + 1', 'formula-virtual', 1, 4],
  ['several choices', 'colours', 'formula-result', 1, 7],
  ['one of two records of different forms', 'if(open, item, owner)', 'formula-type', 16, 5],
  ['nothing', 'empty', 'formula-result', 1, 5],
  ['two steps through references', 'item.category.rate * 1', 'formula-unknown-field', 1, 18],
  ['a parent of the record', 'parent.price', 'formula-unknown-field', 1, 12],
];

const text = (one: string) => ({ zh: one, en: one });
const f = (kind: string, name: string, more: object = {}): FieldSource => ({
  name,
  kind,
  label: text(name),
  ...more,
});
const seen = f('formula', 'seen', { formula: 'price * 2', virtual: true });
const options = ['red', 'blue'].map((value) => ({ value, label: text(value) }));
const master = (name: string): FormSource => ({
  name,
  kind: 'master',
  sharing: 'everybody',
  label: text(name),
  fields: [
    f('text', 'number'),
    f('percent', 'rate'),
    f('secret', 'code'),
    ...(name === 'item' ? [f('reference', 'category', { form: 'category' })] : []),
  ],
});

function formWith(fields: readonly FieldSource[], inLines: readonly FieldSource[] = []): FormSource {
  return {
    name: 'order',
    kind: 'document',
    sharing: 'everybody',
    label: text('order'),
    fields: [
      f('text', 'number'),
      f('money', 'price'),
      f('text', 'name'),
      f('boolean', 'open'),
      f('date', 'day'),
      f('secret', 'code'),
      f('choice', 'colour', { options }),
      f('choices', 'colours', { options }),
      f('reference', 'item', { form: 'item' }),
      f('reference', 'owner', { form: 'category' }),
      f('entries', 'lines', {
        fields: [
          f('decimal', 'amount'),
          f('boolean', 'gift'),
          f('reference', 'item', { form: 'item' }),
          f('entries', 'batches', { fields: [f('integer', 'size'), f('integer', 'spare')] }),
          ...inLines,
        ],
      }),
      f('entries', 'others', { fields: [f('decimal', 'amount')] }),
      ...fields,
    ],
  };
}

const param = (key: string, value: ParamSource['value'], more: object = {}): ParamSource => {
  return { key, label: text(key), value, unset: { label: text('unset') }, ...more };
};

function compiled(form: FormSource) {
  const source: PackageSource = {
    manifest: { name: 'sample', version: '1.0.0', guiju: { prefix: 's', label: text('s') } },
    forms: [form, master('item'), master('category')].map((content) => ({
      file: `forms/${content.name}.json`,
      content,
    })),
    extensions: [],
    params: [
      {
        file: 'params/shop.json',
        content: {
          type: 'shop-config',
          label: text('shop'),
          params: [
            param('rate', { kind: 'decimal' }),
            param('colour', { kind: 'choice', options }),
            param('two-words', { kind: 'text' }),
            param('a.b', { kind: 'date' }),
            param('code', { kind: 'secret' }),
            param('item', { kind: 'reference', form: 'item' }),
            param('marks', { kind: 'text' }, { raw: { separator: ',' } }),
            {
              label: text('each'),
              dimension: 'tax-number',
              value: { kind: 'decimal' },
              unset: { label: text('none') },
            },
          ],
        },
      },
    ],
    data: [],
    cases: [],
    messages: [],
  };
  const { model, issues } = compile([source]);
  return { form: model?.forms.get('order'), issues: issues.filter(({ severity }) => severity === 'error') };
}

describe('what is wrong with a formula', () => {
  it.each(mistakes.map((one) => [one[0], one] as const))('%s', (_, [, said, code, from, length = 1]) => {
    const { issues } = compiled(formWith([f('formula', 'made', { formula: said }), seen]));
    expect(issues.map((one) => [one.code, one.pointer, one.params['at'], one.params['length']])).toEqual(
      said.length > formulaLimits.characters
        ? [['schema-long', '/fields/12/formula', undefined, undefined]]
        : [[code, '/fields/12/formula', from, length]],
    );
    for (const language of ['zh', 'en'] as const)
      for (const one of issues)
        expect(render(messages, one.code, one.params, language)).not.toMatch(/\{\w+\}|undefined/);
  });

  it('is told of all of them, whatever is meant told beside it', () => {
    const { issues } = compiled(
      formWith([f('formula', 'made', { formula: 'rond(1) + name + (colour = "blu")' })]),
    );
    const said = issues.map(({ code, params }) => render(messages, code, params, 'en'));
    expect(said).toEqual([
      'Character 1: there is no function “rond”; did you mean “round”?',
      'Character 11: this must be a number, but is a text',
      'Character 28: “blu” is not one of the options; did you mean “blue”?',
      'Character 19: this must be a number, but is yes or no',
    ]);
  });

  it('names the chain of fields that are made of each other', () => {
    const { issues } = compiled(
      formWith(
        [f('formula', 'total', { formula: 'sum(lines.share)' })],
        [f('formula', 'share', { formula: 'parent.half / 3' })],
      ),
    );
    expect(issues.map(({ code }) => code)).toEqual(['formula-unknown-field']);
    const round = compiled(
      formWith(
        [
          f('formula', 'total', { formula: 'sum(lines.share)' }),
          f('computed', 'half', { compute: { op: 'quotient', of: ['total', { value: '2' }] } }),
        ],
        [f('formula', 'share', { formula: 'parent.half / 3' })],
      ),
    );
    expect(round.issues.map(({ code, params }) => render(messages, code, params, 'en'))).toEqual([
      '“share” (lines.share) is computed from itself: share (lines.share) → half (half) → total (total) → share (lines.share)',
    ]);
  });

  it('offers the names that may be meant, also of rows and of the record above', () => {
    const { issues } = compiled(
      formWith(
        [
          f('formula', 'total', { formula: 'sum(lines.shaer)' }),
          f('computed', 'half', { compute: { op: 'sum', of: ['totl'] } }),
          f('formula', 'other', { formula: 'max(amuont, $param.shop.rat)' }),
        ],
        [f('formula', 'share', { formula: 'totall / 3' })],
      ),
    );
    expect(issues.map(({ code, params }) => [code, params['near']])).toEqual(
      expect.arrayContaining([
        ['formula-unknown-field', ['lines.share']],
        ['compute-operand', ['total']],
        ['formula-unknown-field', ['parent.total']],
      ]),
    );
  });
});

describe('what a formula comes to', () => {
  type Case = readonly [formula: string, kind: string, props?: object];
  const cases: readonly Case[] = [
    ['price * 2', 'decimal', { precision: 25, scale: 2 }],
    ['price * $param.shop-config.rate', 'decimal'],
    ['$param.shop-config.colour', 'choice'],
    ['addDays($param.shop-config.a.b, 1)', 'date'],
    ['{$param.shop-config.two-words}', 'text'],
    ['name & price', 'text', { length: 255 }],
    ['open and not open', 'boolean'],
    ['price > 1 or day > addDays(day, -1)', 'boolean'],
    ['addMonths(day, 1)', 'date'],
    ['if(open, day)', 'date'],
    ['firstOf(empty, price, 1)', 'decimal'],
    ['if(open, colour, "red")', 'choice'],
    ['if(open, colour, "reddish")', 'text'],
    ['item.rate * price', 'decimal'],
    ['item.number', 'text'],
    ['sum(lines.amount, not lines.gift)', 'decimal'],
    ['sum(lines.amount * lines.item.rate)', 'decimal'],
    ['count(lines) + count(lines.batches, lines.batches.size > lines.amount)', 'decimal'],
    ['sum(lines.amount * sum(lines.batches.size))', 'decimal'],
    ['join(lines.item.number, "、")', 'text'],
    ['any(lines.item = item)', 'boolean'],
    ['has(colours, "red")', 'boolean'],
    ['highest(lines.amount)', 'decimal'],
  ];

  it.each(cases.map((one) => [one[0], one[1], one] as const))('%s is a %s', (said, kind, [, , props]) => {
    const { form, issues } = compiled(formWith([f('formula', 'made', { formula: said })]));
    expect(issues).toEqual([]);
    const inner = form?.byId.get('made')?.inner;
    expect(inner?.kind.name).toBe(kind);
    if (props) expect(inner?.props).toMatchObject(props);
  });

  it('goes by what stands in the rows and above them', () => {
    const { form, issues } = compiled(
      formWith(
        [],
        [
          f('formula', 'share', { formula: 'amount / sum(parent.lines.amount)', scale: 6 }),
          f('entries', 'parts', {
            fields: [
              f('integer', 'size'),
              f('formula', 'of', { formula: 'size * row.amount * parent.price' }),
            ],
          }),
        ],
      ),
    );
    expect(issues).toEqual([]);
    expect(form?.byId.get('lines')?.rows?.byId.get('share')?.inner?.props).toMatchObject({ scale: 6 });
  });

  it('gives away what it reads of other records, in rows too', () => {
    const { form } = compiled(
      formWith(
        [f('formula', 'made', { formula: 'item.rate + sum(lines.amount * lines.item.rate)' })],
        [
          f('entries', 'parts', {
            fields: [f('formula', 'of', { formula: 'row.item.rate * parent.item.rate' })],
          }),
        ],
      ),
    );
    const rate = { form: 'item', platform: false, field: 'rate' };
    expect(form?.byId.get('made')?.through).toEqual([
      { from: 'item', ...rate },
      { from: null, ...rate },
    ]);
    const of = form?.byId.get('lines')?.rows?.byId.get('parts')?.rows?.byId.get('of');
    expect(of?.through).toEqual([
      { from: null, ...rate },
      { from: 'parent.item', ...rate },
    ]);
  });

  it.each<[sentence: string, kind: string, formula: string, code: string | null, at?: number]>([
    ['a number of today', 'integer', 'day($today)', null],
    ['a day', 'date', 'addDays(firstOfMonth($today), 5)', null],
    ['this moment', 'datetime', '$now', null],
    ['a text beside others', 'text', 'name & "/" & $currency', null],
    ['of a record pointed at', 'percent', 'item.rate * 2', null],
    ['one of two records', 'reference', 'if(open, item, empty)', null],
    ['one of the options', 'choice', 'if(open, "red", colour)', null],
    ['an option misspelt', 'choice', 'if(open, "red", "blu")', 'formula-option', 17],
    ['any text as an option', 'choice', 'if(open, "red", name)', 'formula-default-option', 17],
    ['a record of another form', 'reference', 'owner', 'formula-default-form', 1],
    ['whoever asks, where another record is meant', 'reference', '$user', 'formula-default-form', 1],
    ['a text for a number', 'integer', 'name', 'formula-default', 1],
    ['a day for a moment', 'datetime', '$today', 'formula-default', 1],
    ['a field that is none', 'date', 'addDays(dayy, 1)', 'formula-unknown-field', 9],
    ['a setting that is none', 'integer', '$setting.shop.rate', 'formula-unknown-field', 1],
    ['for several at once', 'choices', '"red"', 'formula-default', 1],
    ['for rows', 'entries', '1', 'default-not-possible'],
    ['for what is computed', 'formula', '1', 'default-not-possible'],
  ])('begins a field as its default: %s', (_, kind, formula, code, character) => {
    const more: Record<string, object> = {
      choice: { options },
      choices: { options },
      reference: { form: 'item' },
      entries: { fields: [f('text', 'x')] },
      formula: { formula: 'price' },
    };
    const { issues } = compiled(formWith([f(kind, 'begun', { ...more[kind], default: { formula } })]));
    expect(issues.map((one) => [one.code, one.params['at'] ?? null])).toEqual(
      code === null ? [] : [[code, character ?? null]],
    );
  });

  it.each([
    ['category', 'owner', 'a record of “item”, but the formula returns one of “category”'],
    ['one of several', 'basis', 'a record of “item”, but the formula returns one of “one of several forms”'],
  ])('names the forms where a default is a record of another: %s', (_, formula, said) => {
    const basis = f('any-reference', 'basis', { forms: ['item', 'category'] });
    const { issues } = compiled(
      formWith([basis, f('reference', 'begun', { form: 'item', default: { formula } })]),
    );
    expect(issues.map((one) => render(messages, one.code, one.params, 'en'))).toEqual([
      `Character 1: the default must be ${said}`,
    ]);
  });

  it.each([
    ['of one form alone', 'basis.item.rate * 2', 'rate'],
    ['of one form, which others lack', 'basis.category', 'category'],
    ['in rows', 'sum(lines.basis.item.rate)', 'rate'],
  ])('names the forms where a reference to one of several is asked for a field %s', (_, formula, asked) => {
    const basis = f('any-reference', 'basis', { forms: ['item', 'category'] });
    const { issues } = compiled(formWith([basis, f('formula', 'made', { formula })], [basis]));
    const from = formula.startsWith('sum') ? 'lines.basis' : 'basis';
    expect(issues.map((one) => [one.code, render(messages, one.code, one.params, 'en')])).toEqual([
      [
        'formula-several-forms',
        `Character ${formula.indexOf(from) + 1}: “${from}” refers to one of item, category; only fields that all of them have alike can be used, and “${asked}” is not one of them`,
      ],
    ]);
  });

  it('takes what all the forms have alike', () => {
    const basis = f('any-reference', 'basis', { forms: ['item', 'category'] });
    const { issues } = compiled(formWith([basis, f('formula', 'made', { formula: 'basis.rate * 2' })]));
    expect(issues).toEqual([]);
  });

  it.each([
    ['is none', 'price * $param.shop-config.rates'],
    ['has no such type', 'price * $param.shop.rate'],
    ['is secret', 'price * $param.shop-config.code'],
    ['is a record', 'price * $param.shop-config.item'],
    ['is several values', 'price * $param.shop-config.marks'],
    ['is one of a dimension', 'price * $param.shop-config.each'],
  ])('finds no parameter that %s', (_, formula) => {
    for (const more of [f('formula', 'made', { formula }), f('decimal', 'begun', { default: { formula } })]) {
      const { issues } = compiled(formWith([more]));
      expect(issues.map(({ code, params }) => [code, params['at']])).toEqual([
        ['formula-unknown-parameter', 9],
      ]);
    }
  });

  it('is held against the type of a parameter', () => {
    const { issues } = compiled(
      formWith([f('formula', 'made', { formula: 'price * $param.shop-config.colour' })]),
    );
    expect(issues.map(({ code, params }) => [code, params['at']])).toEqual([['formula-type', 9]]);
    const option = compiled(
      formWith([f('formula', 'made', { formula: 'if($param.shop-config.colour = "blu", 1, 2)' })]),
    );
    expect(option.issues.map(({ code }) => code)).toEqual(['formula-option']);
  });

  it('finds no setting that is none', () => {
    const { issues } = compiled(formWith([f('formula', 'made', { formula: '1 + $setting.shop.rate' })]));
    expect(issues.map(({ code, params }) => [code, params['at']])).toEqual([['formula-unknown-field', 5]]);
  });

  it('is refused where its digits do not go together', () => {
    const { issues } = compiled(formWith([f('formula', 'made', { formula: '1', precision: 2, scale: 3 })]));
    expect(issues.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['scale-above-precision', '/fields/12/scale'],
    ]);
  });
});

describe('the words of formulas', () => {
  it('are no names of functions', () => {
    expect(Object.keys(formulaFunctions).filter((name) => formulaWords.has(name))).toEqual([]);
  });
});

it.each(Object.keys(formulaFunctions))('the function %s is meant however its letters are written', (name) => {
  for (const written of [name.toUpperCase(), name.toLowerCase(), name])
    expect(withPaths(`${written}(1)`, (path) => path)).toBe(`${name}(1)`);
  const read = parseFormula(`${name.toUpperCase()}(1)`);
  expect(read.ok && read.value.type === 'call' && read.value.name).toBe(name);
});

it.each([
  ['13%', '0.13'],
  ['6 ％', '0.06'],
  ['0.5%', '0.005'],
  ['150%', '1.5'],
])('the problem of %s says what to write: %s', (text, value) => {
  const read = parseFormula(text);
  expect(read.ok ? [] : read.problems).toMatchObject([{ code: 'formula-percent', params: { value } }]);
});
