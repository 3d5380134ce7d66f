import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { type ExcelColumn, translateExcel } from '../../metadata/design/workbook/excel-formula.ts';
import { cellName, relativeFormula, writtenIn } from '../../metadata/design/workbook/excel-tokens.ts';
import { drawn } from '../../workshop/runs.ts';
import { behaviourOf, context, f } from '../behaviour/sample.suite.ts';

/** Columns of a sheet, from A on: three of numbers that are filled, one that may be blank, texts, truths. */
const columns: readonly (ExcelColumn & { readonly name: string })[] = [
  { name: 'a', type: 'number', filled: true },
  { name: 'b', type: 'number', filled: true },
  { name: 'c', type: 'number', filled: true },
  { name: 'd', type: 'number', filled: false },
  { name: 'e', type: 'text', filled: true },
  { name: 'f', type: 'boolean', filled: true },
  { name: 'g', type: 'date', filled: true },
];
const kinds = { number: 'decimal', text: 'text', boolean: 'boolean', date: 'date' } as const;

/** A formula of a sheet as ours by the names of its columns; else what of it cannot be read. */
function ours(formula: string, row = 2): string {
  const made = translateExcel(relativeFormula(formula, row), (place) => columns[place]);
  if ('unread' in made) return `? ${writtenIn(made.unread, row)}`;
  return made.parts.map((part) => (typeof part === 'number' ? columns[part]?.name : part)).join('');
}

function madeOf(formula: string, record: JsonObject): unknown {
  const fields = columns.map(({ name, type }) => f(kinds[type], name, type === 'number' ? { scale: 4 } : {}));
  const order = behaviourOf({ fields: [...fields, f('formula', 'made', { formula, scale: 6 })] });
  return order.complete(record, null, context)['made'] ?? null;
}

describe('a formula of a workbook', () => {
  it.each([
    ['cells of its row', 'A2*B2', 'a * b'],
    ['held fast by their columns', '$A2+B2', 'a + b'],
    ['a blank cell is nought', 'A2*D2', 'a * firstOf(d, 0)'],
    ['brackets where they are needed', '(A2+B2)*C2', '(a + b) * c'],
    ['and nowhere else', '(A2*B2)+C2', 'a * b + c'],
    ['what is taken away twice', 'A2-(B2-C2)', 'a - (b - c)'],
    ['a share', 'A2*13%', 'a * (13 / 100)'],
    ['a sum along the row', 'SUM(A2:C2)', 'a + b + c'],
    ['a sum of some and more', 'SUM(A2:B2,10)', 'a + b + 10'],
    ['a rounded one', 'ROUND(A2*B2,2)', 'round(a * b, 2)'],
    ['a choice', 'IF(A2>=100,"大","小")', 'if(a >= 100, "大", "小")'],
    ['by what stands there', 'IF(E2="是",A2,0)', 'if(e = "是", a, 0)'],
    ['or does not', 'IF(E2<>"是",A2,0)', 'if(not (e = "是"), a, 0)'],
    ['several at once', 'IF(AND(A2>1,OR(B2>1,C2>1)),1,0)', 'if(a > 1 and (b > 1 or c > 1), 1, 0)'],
    ['texts put together', 'E2&"-"&"x"', 'e & "-" & "x"'],
    ['by name', 'CONCATENATE(E2,"（",E2,"）")', 'e & "（" & e & "）"'],
    ['semicolons between', 'ROUND(A2;1)', 'round(a, 1)'],
    ['a sign before', '-A2*B2', '-a * b'],
    ['a quote in a text', 'E2&"""x"""', 'e & """x"""'],
    ['a newer one', '_xlfn.CONCAT(E2,"x")', 'e & "x"'],
    ['the year of a day', 'YEAR(G2)', 'year(g)'],
    ['a number beside a text', 'E2&A2', 'e & a'],
    ['a computed number in a text', '"No. "&(A2*B2)', '"No. " & a * b'],
    ['a rounded quotient in a text', 'E2&ROUND(A2/B2,1)', 'e & round(a / b, 1)'],
    ['the letters of a number', 'LEFT(A2,2)', 'left(a & "", 2)'],
    ['the first letter', 'LEFT(E2)', 'left(e, 1)'],
    ['letters out of the middle', 'MID(E2,2,3)', 'mid(e, 2, 3)'],
    ['a blank unless', 'IF(A2>0,A2*B2,"")', 'if(a > 0, a * b, empty)'],
    ['a division that may fail', 'IFERROR(A2/B2,0)', 'firstOf(a / b, 0)'],
    ['a mean', 'AVERAGE(A2:C2)', '(a + b + c) / 3'],
    ['a day some days later', 'G2+30', 'addDays(g, 30)'],
    ['and earlier', 'G2-7', 'addDays(g, -7)'],
    ['the days between two', 'G2-G2', 'days(g, g)'],
  ])('reads %s', (_, formula, said) => {
    expect(ours(formula)).toBe(said);
  });

  it.each([
    ['a cell of another row', 'A1+A2', '? A1'],
    ['a cell that is held fast', 'A2*$B$1', '? $B$1'],
    ['another sheet', 'A2*Rates!B2', '? Rates!B2'],
    ['what looks up another list', 'VLOOKUP(A2,Rates!$A:$B,2,FALSE)', '? VLOOKUP'],
    ['and so by two functions', 'INDEX(Rates!B2:B9,MATCH(A2,Rates!A2:A9,0))', '? INDEX'],
    ['a function that is not here', 'SUMIF(A2,B2,1)', '? SUMIF'],
    ['a fraction without end in a text', 'E2&A2/B2', '? &'],
    ['a day in a text', 'E2&G2', '? ='],
    ['part of a day', 'G2+A2', '? ='],
    ['what reads the clock', 'TODAY()-A2', '? TODAY'],
    ['letters, whose case is nothing there', 'IF(E2="yes",1,0)', '? ='],
    ['a text beside numbers', 'E2+1', '? ='],
    ['digits before the point', 'ROUND(A2,-2)', '? ROUND'],
    ['a power', 'A2^2', '? ^'],
    ['a sum down the column', 'SUM(A2:A9)', '? :'],
    ['a column that is no field', 'A2*Z2', '? Z'],
    ['a range alone', 'A2:B2', '? :'],
    ['half a formula', 'A2*', '? ='],
  ])('says what it is that it cannot read: %s', (_, formula, said) => {
    expect(ours(formula)).toBe(said);
  });

  it('is the same in every row of its column, and another where one row reads another', () => {
    expect(relativeFormula('B7*C7', 7)).toBe(relativeFormula('B2*C2', 2));
    expect(relativeFormula('B6*C7', 7)).toBe(relativeFormula('B1*C2', 2));
    expect(relativeFormula('B6*C7', 7)).not.toBe(relativeFormula('B7*C7', 7));
    expect(relativeFormula('"B7"&C7', 7)).toContain('"B7"');
    expect(cellName(27, 12)).toBe('AB12');
  });

  it('gives what the sheet shows', () => {
    fc.assert(
      fc.property(tree, rows, (formula, row) => {
        const shown = formula.shows(row);
        fc.pre(shown !== undefined);
        const said = ours(formula.text);
        expect(said.startsWith('?'), `${formula.text}: ${said}`).toBe(false);
        const record = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
        expect(String(Number(madeOf(said, record))), `${formula.text} as ${said}`).toBe(String(shown));
      }),
      { numRuns: drawn(150) },
    );
  });
});

/** Whole numbers, so that what a sheet computes in halves of bits is exact. */
type Row = Readonly<Record<'a' | 'b' | 'c', string>> & { readonly d: string | null };
const whole = fc.integer({ min: -50, max: 50 }).map(String);
const rows: fc.Arbitrary<Row> = fc.record({ a: whole, b: whole, c: whole, d: fc.option(whole) });

/** A formula as a sheet has it, and what that shows of a row as sheets do; undefined: what is not exact there. */
interface Shown {
  readonly text: string;
  shows(row: Row): number | undefined;
}

const cell = fc
  .constantFrom('a' as const, 'b' as const, 'c' as const, 'd' as const)
  .map((name): Shown => ({ text: `${name.toUpperCase()}2`, shows: (row) => Number(row[name] ?? 0) }));
const number = fc
  .integer({ min: 0, max: 9 })
  .map((value): Shown => ({ text: String(value), shows: () => value }));

const both = (a: Shown, b: Shown, text: string, of: (x: number, y: number) => number): Shown => ({
  text,
  shows: (row) => {
    const [x, y] = [a.shows(row), b.shows(row)];
    const made = x === undefined || y === undefined ? undefined : of(x, y);
    return made !== undefined && Number.isSafeInteger(made) ? made + 0 : undefined;
  },
});

const { tree } = fc.letrec<{ tree: Shown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    cell,
    number,
    fc
      .tuple(tie('tree'), tie('tree'), fc.constantFrom('+', '-', '*'))
      .map(([a, b, sign]) =>
        both(a, b, `(${a.text}${sign}${b.text})`, (x, y) =>
          sign === '+' ? x + y : sign === '-' ? x - y : x * y,
        ),
      ),
    tie('tree').map((a): Shown => both(a, a, `-${a.text}`, (x) => -x)),
    tie('tree').map((a): Shown => both(a, a, `ABS(${a.text})`, (x) => Math.abs(x))),
    fc
      .tuple(tie('tree'), tie('tree'))
      .map(([a, b]) => both(a, b, `SUM(${a.text},${b.text},D2)`, (x, y) => x + y))
      .map(
        ({ text, shows }): Shown => ({
          text,
          shows: (row) => {
            const sum = shows(row);
            return sum === undefined ? undefined : sum + Number(row.d ?? 0);
          },
        }),
      ),
    fc.tuple(tie('tree'), tie('tree'), tie('tree'), fc.constantFrom('<', '<=', '>', '>=', '=', '<>')).map(
      ([a, b, c, sign]): Shown => ({
        text: `IF(${a.text}${sign}${b.text},${c.text},${b.text})`,
        shows: (row) => {
          const [x, y, z] = [a.shows(row), b.shows(row), c.shows(row)];
          if (x === undefined || y === undefined || z === undefined) return undefined;
          const holds = { '<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y, '=': x === y, '<>': x !== y };
          return holds[sign as '<'] ? z : y;
        },
      }),
    ),
  ),
}));
