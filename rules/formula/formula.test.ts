import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Formula } from '../../metadata/formula/formula.ts';
import { formulaFunctions } from '../../metadata/formula/functions.ts';
import { printFormula } from '../../metadata/formula/print-formula.ts';
import { drawn } from '../../workshop/runs.ts';
import { behaviour } from '../behaviour/behaviour.ts';
import { scopeOf } from '../behaviour/condition-place.ts';
import { behaviourOf, c1, c2, checks, context, f, formOf, modelOf, text } from '../behaviour/sample.suite.ts';
import { rounded } from './amount.ts';
import { compileFormula } from './compile-formula.ts';
import { decimalOf, type SlowValue, slowly } from './slow-formula.suite.ts';
import { inOneGo } from './steps.ts';
import { isAmount, type Value } from './value.ts';

const options = ['red', 'blue', 'green'].map((value) => ({ value, label: text(value) }));
const fields = [
  f('money', 'price'),
  f('text', 'name'),
  f('choices', 'colours', { options }),
  f('choice', 'colour', { options }),
  f('date', 'day'),
  f('boolean', 'open'),
  f('decimal', 'a'),
  f('decimal', 'b'),
  f('reference', 'item', { form: 'category' }),
];
const inLines = [
  f('text', 'name'),
  f('decimal', 'amount'),
  f('boolean', 'gift'),
  f('decimal', 'x'),
  f('decimal', 'y'),
  f('reference', 'item', { form: 'category' }),
];

/** What a formula makes of a record, through the behaviour of its form. */
function madeOf(formula: string, record: JsonObject, more: object = {}) {
  const order = behaviourOf({
    fields: [
      ...fields,
      f('entries', 'lines', { fields: inLines }),
      f('formula', 'made', { formula, scale: 6, ...more }),
    ],
  });
  return order.complete(record, null, context)['made'] ?? null;
}

const example: JsonObject = {
  price: '80',
  name: 'Desk',
  colours: ['red', 'blue'],
  lines: [
    { name: 'A', amount: '10', gift: false },
    { name: 'B', amount: '20', gift: false },
    { name: 'C', amount: '12.5', gift: true },
  ],
};

describe('a function of formulas', () => {
  const entries = Object.entries(formulaFunctions);

  it.each(entries)('%s gives what its example says', (name, { example: [formula, gives] }) => {
    expect(formula).toContain(`${name}(`);
    expect(madeOf(formula, example)).toBe(gives);
  });

  it.each(entries)('%s is written as it is used', (name, { usage, params }) => {
    expect(usage.startsWith(`${name}(`)).toBe(true);
    const places = usage.split(',').length;
    expect((usage.includes('…') ? params(8) : params(places)) ?? usage).not.toBe(usage);
  });

  it.each(entries)('%s gives a value, or nothing, of nothing at all', (name, { example: [formula] }) => {
    const value = madeOf(formula, {});
    expect(
      value === null || typeof value === 'string' || typeof value === 'boolean',
      `${name}: ${value}`,
    ).toBe(true);
  });
});

type Case = readonly [sentence: string, formula: string, record: JsonObject, made: string | boolean | null];

const cases: readonly Case[] = [
  ['nothing beside a number counts as nought where it is added', 'a + b', { a: '2' }, '2'],
  ['and where it is taken away', 'a - b', { b: '2' }, '-2'],
  ['two nothings are nothing', 'a + b', {}, null],
  ['a product with nothing is nothing', 'a * b', { a: '2' }, null],
  ['and so is a quotient', 'a / b', { a: '2' }, null],
  ['nothing is divided by nought', 'a / b', { a: '2', b: '0' }, null],
  ['a third of three is one', 'if(1 / 3 * 3 = 1, "one", "less")', {}, 'one'],
  ['what is rounded is rounded once', '1.005 * a', { a: '1', b: '' }, '1.005'],
  ['half goes up, away from nothing', 'round(a, 1)', { a: '-0.25' }, '-0.3'],
  ['or to the even digit', 'roundEven(a, 1)', { a: '-0.25' }, '-0.2'],
  ['or to the even digit above', 'roundEven(a, 1)', { a: '0.35' }, '0.4'],
  ['or always away', 'roundUp(a / 3, 2)', { a: '1' }, '0.34'],
  ['or always towards it', 'roundDown(a / 3, 2)', { a: '-2' }, '-0.66'],
  ['digits that are none give nothing', 'round(a, b)', { a: '1', b: '-1' }, null],
  ['nothing is equal to nothing', 'a = b', {}, false],
  ['but other than it', 'a != b', {}, true],
  ['nothing is neither greater nor smaller', 'a > b or a < b or a >= 0', { b: '1' }, false],
  ['numbers are compared as numbers', 'a > 9', { a: '10' }, true],
  ['texts beside numbers', 'name & ": " & a', { name: 'n', a: '1.50' }, 'n: 1.5'],
  ['a text of no characters is empty', 'isEmpty(name & "")', {}, true],
  ['not of nothing is true', 'not open', {}, true],
  ['a day after', 'addDays(day, 1)', { day: '2026-02-28' }, '2026-03-01'],
  ['days that nobody can write are none', 'addYears(day, 9000)', { day: '2026-02-28' }, null],
  ['a date that is none', 'date(2026, 2, 29)', {}, null],
  ['weekdays the other way round', 'weekdays(addDays(day, 7), day)', { day: '2026-03-06' }, '-6'],
  ['of a reference', 'item.rate * 100', { item: c1 }, '13'],
  ['of a reference to nothing', 'item.name', {}, null],
  [
    'two references to the same',
    'count(lines, lines.item = item)',
    { item: c1, lines: [{ item: c1 }, { item: c2 }, {}] },
    '1',
  ],
  [
    'through the references of rows',
    'sum(lines.amount * lines.item.rate)',
    { lines: [{ item: c1, amount: '100' }, { item: c2, amount: '50' }, { amount: '7' }] },
    '16',
  ],
  [
    'a text has thirty digits after the point, whatever was added up',
    '"" & sum(lines.amount / 3)',
    { lines: [{ amount: '1' }] },
    '0.333333333333333333333333333333',
  ],
  [
    'one of two records, by its id',
    'if(open, item, empty)',
    { item: { id: c2, number: 'C2' }, open: true },
    c2,
  ],
  ['or none', 'if(open, item, empty)', { item: c1 }, null],
  ['a record as a text is its number', '"no. " & text(item)', { item: c1 }, 'no. C1'],
  ['no rows add up to nought', 'sum(lines.amount)', {}, '0'],
  ['and have no average', 'average(lines.amount)', {}, null],
  [
    'an average of what is there',
    'average(lines.amount)',
    { lines: [{ amount: '1' }, {}, { amount: '2' }] },
    '1.5',
  ],
  ['how many rows there are', 'count(lines)', { lines: [{}, {}] }, '2'],
  ['every of none', 'every(lines.amount > 1)', {}, true],
  [
    'an option by a switch',
    'switch(colour, "red", "blue", "blue", "red", "green")',
    { colour: 'blue' },
    'red',
  ],
  [
    'a text that comes to too much',
    `replace(${'replace('.repeat(3)}name, "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")${', "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")'.repeat(3)}`,
    { name: 'a' },
    null,
  ],
  ['lines stand one behind the other', 'replace(name, "x", name)', { name: 'x\ny' }, 'x y y'],
  ['signs of more than one unit are cut nowhere', 'left(name, 1) & length(name)', { name: '😀b' }, '😀2'],
];

describe('weekdays on from a date', () => {
  /** A day after the other, and nothing known of weeks. */
  const slowlyOn = (from: string, count: number): string => {
    let [at, left] = [Date.parse(`${from}T00:00:00Z`), Math.abs(count)];
    while (left > 0) {
      at += Math.sign(count) * 86_400_000;
      if (![0, 6].includes(new Date(at).getUTCDay())) left -= 1;
    }
    return new Date(at).toISOString().slice(0, 10);
  };

  it('are those of whoever walks from day to day', () => {
    const order = behaviourOf({
      fields: [...fields, f('formula', 'made', { formula: 'addWeekdays(day, a)' })],
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: -60, max: 60 }), (after, count) => {
        const day = new Date(Date.UTC(2025, 0, 1 + after)).toISOString().slice(0, 10);
        const { made } = order.complete({ day, a: String(count) }, null, context) as { made?: unknown };
        expect(made).toBe(slowlyOn(day, count));
      }),
      { numRuns: drawn(300) },
    );
  });
});

describe('a formula over very many rows', () => {
  const byKind = 'sum(parent.lines.amount, parent.lines.name = name)';
  const order = behaviourOf({
    fields: [
      f('entries', 'lines', { fields: [...inLines, f('formula', 'ofKind', { formula: byKind })] }),
      f('formula', 'ratio', { formula: 'sum(lines.amount / lines.x)', scale: 6 }),
    ],
  });
  const rowsOf = (count: number) => ({
    lines: Array.from({ length: count }, (_, at) => ({ name: `n${at % 3}`, amount: `${at}`, x: '7' })),
  });

  it('gives the same with pauses as in one go, and offers a pause at every row', async () => {
    const record = rowsOf(60);
    let offered = 0;
    const paused = await order.completed(record, null, {
      ...context,
      pause: () => {
        offered += 1;
        return offered % 7 === 0 ? Promise.resolve() : undefined;
      },
    });
    expect(paused).toEqual(order.complete(record, null, context));
    // Each of the rows goes through all of them, and the total once more.
    expect(offered).toBeGreaterThan(60 * 60 + 60);
  });

  it('is told by its field where every row asks all of thousands of others, and nothing is made of it', () => {
    const heard: string[] = [];
    const complete = (count: number) =>
      order.complete(rowsOf(count), null, { ...context, tooMuch: ({ path }) => heard.push(path) });
    complete(500);
    expect(heard).toEqual([]);
    const { lines } = complete(2000) as { readonly lines: readonly JsonObject[] };
    expect(heard).toEqual(['lines.ofKind']);
    expect(lines.at(-1)).not.toHaveProperty('ofKind');
  });
});

describe('a formula of a record', () => {
  it.each(cases)('%s', (_, formula, record, made) => {
    expect(madeOf(formula, record)).toBe(made);
  });

  it('is made after those it reads, in rows, above them and between them', () => {
    const order = behaviourOf({
      fields: [
        f('formula', 'note', {
          formula: 'text(total, 2) & " / " & count(lines.batches, lines.batches.of > 3)',
        }),
        f('formula', 'total', { formula: 'sum(lines.gross)' }),
        f('percent', 'rate'),
        f('entries', 'lines', {
          fields: [
            f('formula', 'share', { formula: 'gross / sum(parent.lines.gross)', scale: 4 }),
            f('formula', 'gross', { formula: 'net * (1 + firstOf(item.rate, parent.rate))' }),
            f('decimal', 'net'),
            f('reference', 'item', { form: 'category' }),
            f('entries', 'batches', {
              fields: [
                f('integer', 'size'),
                f('formula', 'of', { formula: 'size * row.net * (1 - parent.rate)', scale: 0 }),
              ],
            }),
          ],
        }),
      ],
    });
    const record = {
      rate: '0.2',
      lines: [
        { net: '10', item: c1, batches: [{ size: 1 }, { size: 0 }] },
        { net: '5', batches: [{ size: 2 }] },
      ],
    };
    expect(order.complete(record, null, context)).toMatchObject({
      total: '17.3',
      note: '17.30 / 2',
      lines: [
        { gross: '11.3', share: '0.6532', batches: [{ of: '8' }, { of: '0' }] },
        { gross: '6', share: '0.3468', batches: [{ of: '8' }] },
      ],
    });
    expect([...order.references]).toEqual(['lines.item']);
  });

  it.each([
    ['sum(lines.amount * sum(parts.x))', '180'],
    ['sum(lines.amount, count(parts) > 1)', '6'],
    ['sum(lines.amount * sum(parts.x * count(lines.batches)))', '150'],
    ['join(lines.amount, ":" & count(parts), any(parts.x > 15))', '1:22:23'],
  ])('goes through rows for each of other rows: %s', (formula, made) => {
    const order = behaviourOf({
      fields: [
        f('entries', 'lines', {
          fields: [f('decimal', 'amount'), f('entries', 'batches', { fields: [f('integer', 'size')] })],
        }),
        f('entries', 'parts', { fields: [f('decimal', 'x')] }),
        f('formula', 'made', { formula, length: 40, scale: 6 }),
      ],
    });
    const lines = [{ amount: '1', batches: [{}] }, { amount: '2', batches: [{}, {}] }, { amount: '3' }];
    expect(order.complete({ lines, parts: [{ x: '10' }, { x: '20' }] }, null, context)['made']).toBe(made);
  });

  it('adds up a record once for all of its rows, and a row once for all below it', () => {
    const order = behaviourOf({
      fields: [
        f('entries', 'lines', {
          fields: [
            f('decimal', 'amount'),
            f('reference', 'item', { form: 'category' }),
            f('formula', 'share', { formula: 'amount / sum(parent.lines.item.rate)' }),
            f('entries', 'batches', {
              fields: [
                f('decimal', 'size'),
                f('reference', 'item', { form: 'category' }),
                f('formula', 'part', { formula: 'size / sum(row.batches.item.rate)' }),
              ],
            }),
          ],
        }),
      ],
    });
    let looked = 0;
    const target: typeof context.target = (form, ref) => {
      looked += 1;
      return context.target(form, ref);
    };
    const batches = [1, 2, 3, 4].map((size) => ({ size: String(size), item: c2 }));
    const lines = Array.from({ length: 25 }, () => ({ amount: '13', item: c1, batches }));
    const made = batches.map(({ size }) => ({ part: String(Math.round(Number(size) / 0.0024) / 100) }));
    expect(order.complete({ lines }, null, { ...context, target })['lines']).toMatchObject(
      lines.map(() => ({ share: '4', batches: made })),
    );
    expect(looked).toBe(25 + 25 * 4);
  });

  it.each([
    ['formula', { formula: 'price + a' }],
    ['computed', { compute: { op: 'sum', of: ['price', 'a'] } }],
    ['computed', { compute: { op: 'sum', of: ['a'] }, currency: 'name' }],
  ])('is left to the server by a page that may not know all of it: %s %o', (kind, how) => {
    const made = modelOf({
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: text('order'),
      fields: [f('decimal', 'price'), f('text', 'name'), f('decimal', 'a'), f(kind, 'made', how)],
    });
    const form = formOf(made, 'order');
    const known = form.fields.filter(({ id }) => id === 'a' || id === 'made');
    const byId = new Map(known.map((field) => [field.id, field]));
    const page = behaviour({ ...form, fields: known, byId }, { target: () => undefined, checks }, 'part');
    expect(page.complete({ a: '2', made: '9' }, null, context)['made']).toBe('9');
  });

  it('is not what a caller says', () => {
    expect(madeOf('a * 2', { a: '2', made: '7' })).toBe('4');
  });
});

describe('a formula, fast and slow', () => {
  const at = { from: 0, to: 0 };
  const path = (one: string): Formula => ({ type: 'path', path: one, at });
  const call = (name: string, ...args: readonly Formula[]): Formula => ({ type: 'call', name, args, at });
  const compare = fc.constantFrom('=', '!=', '<', '<=', '>', '>=') as fc.Arbitrary<'='>;

  /** Formulas of a type; `inRow`: of a line, whose fields they may read. */
  function formulas(inRow: boolean): {
    readonly [type in 'number' | 'truth' | 'text']: fc.Arbitrary<Formula>;
  } {
    const row = inRow ? undefined : formulas(true);
    const inPair = <S extends string>(signs: readonly S[], of: fc.Arbitrary<Formula>) =>
      fc
        .tuple(fc.constantFrom(...signs), of, of)
        .map(([sign, left, right]): Formula => ({ type: 'pair', sign: sign as '+', left, right, at }));
    const line = (name: string) => (inRow ? [fc.constant(path(`lines.${name}`))] : []);
    return fc.letrec<{ number: Formula; truth: Formula; text: Formula }>((tie) => ({
      number: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom(...['a', 'b'].map(path)),
        ...line('x'),
        ...line('y'),
        fc
          .constantFrom('0', '1', '3', '2.5', '0.125')
          .map((value): Formula => ({ type: 'number', value, at })),
        inPair(['+', '-', '*', '/'], tie('number')),
        tie('number').map((of): Formula => ({ type: 'sign', sign: '-', of, at })),
        fc.tuple(tie('truth'), tie('number'), tie('number')).map((args) => call('if', ...args)),
        fc.tuple(tie('number'), tie('number')).map((args) => call('min', ...args)),
        fc
          .tuple(tie('number'), fc.constantFrom('0', '1', '2'))
          .map(([of, value]) => call('round', of, { type: 'number', value, at })),
        ...(row
          ? [
              fc
                .tuple(row.number, row.truth)
                .map(([of, where]) =>
                  call('sum', { type: 'pair', sign: '*', left: path('lines.x'), right: of, at }, where),
                ),
              row.truth.map((where) => call('count', path('lines'), where)),
            ]
          : []),
      ),
      truth: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.boolean().map((value): Formula => ({ type: 'boolean', value, at })),
        fc.constant(path('open')),
        ...line('gift'),
        fc
          .tuple(compare, tie('number'), tie('number'))
          .map(([sign, left, right]): Formula => ({ type: 'pair', sign, left, right, at })),
        fc
          .tuple(fc.constantFrom('=', '!=') as fc.Arbitrary<'='>, tie('text'), tie('text'))
          .map(([sign, left, right]): Formula => ({ type: 'pair', sign, left, right, at })),
        inPair(['and', 'or'], tie('truth')),
        tie('truth').map((of): Formula => ({ type: 'sign', sign: 'not', of, at })),
        tie('number').map((of) => call('isEmpty', of)),
        ...(row
          ? [
              fc
                .tuple(row.number, compare)
                .map(([left, sign]) => call('any', { type: 'pair', sign, left, right: path('lines.y'), at })),
            ]
          : []),
      ),
      text: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constant(path('name')),
        ...line('name'),
        fc.constantFrom('', 'x', '规').map((value): Formula => ({ type: 'text', value, at })),
        inPair(['&'], fc.oneof(tie('text'), tie('number'))),
        tie('text').map((of) => call('upper', of)),
        ...(row
          ? [
              row.truth.map((where) =>
                call('join', path('lines.name'), { type: 'text', value: ',', at }, where),
              ),
            ]
          : []),
      ),
    }));
  }
  const all = formulas(false);
  const decimal = fc.option(fc.constantFrom('0', '1', '-2', '3.5', '0.001', '1000000', '-7.25'), {
    nil: null,
  });
  const truth = fc.option(fc.boolean(), { nil: null });
  const name = fc.option(fc.constantFrom('x', '规矩', ''), { nil: null });
  const record = fc.record({
    a: decimal,
    b: decimal,
    open: truth,
    name,
    lines: fc.array(fc.record({ x: decimal, y: decimal, gift: truth, name }), { maxLength: 4 }),
  });

  const model = modelOf(
    {
      name: 'order',
      kind: 'document',
      sharing: 'everybody',
      label: text('order'),
      fields: [...fields, f('entries', 'lines', { fields: inLines })],
    },
    {
      name: 'category',
      kind: 'master',
      sharing: 'everybody',
      label: text('c'),
      fields: [f('text', 'number')],
    },
  );
  const scope = scopeOf(formOf(model, 'order'), { target: (id) => model.formsById.get(id) });

  const shown = (value: Value) => (isAmount(value) ? `#${rounded(value, 6)}` : value);
  const slowlyShown = (value: SlowValue) =>
    typeof value === 'object' && value !== null ? `#${decimalOf(value, 6)}` : value;

  it('gives the same', () => {
    fc.assert(
      fc.property(fc.oneof(all.number, all.truth, all.text), record, (formula, known) => {
        const value = inOneGo(compileFormula(formula, scope).evaluate({ record: known }));
        const expected = slowly(formula, { record: known, line: undefined });
        expect(shown(value), printFormula(formula)).toBe(slowlyShown(expected));
      }),
      { numRuns: drawn(2000) },
    );
  });
});
