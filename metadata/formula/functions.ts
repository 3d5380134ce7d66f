import type { TypeName } from '../formula-type.ts';
import { dateFunctions } from './date-functions.ts';
import { type Formula, partsOf } from './formula.ts';
import { type FormulaFunction, type Param, places } from './function-shape.ts';

const number: Param = { takes: ['number'] };
const text: Param = { takes: ['text'] };
const truth: Param = { takes: ['boolean'] };
const single = ['number', 'text', 'boolean', 'date', 'time', 'datetime', 'reference'] as const;
const ordered = ['number', 'date', 'time', 'datetime'] as const;
const value: Param = { takes: single, group: 'value' };
const key: Param = { takes: single, group: 'key' };
const ofRows = (takes: readonly TypeName[]): Param => ({ takes, group: 'value', perRow: true });
const where: Param = { takes: ['boolean'], perRow: true };

const many = (one: Param, least: number) => (count: number) =>
  count >= least ? Array.from({ length: count }, () => one) : undefined;
const rows = (group: FormulaFunction['group'], first: Param, ...more: readonly Param[]) => ({
  group,
  params: places([first, ...more, where], 1 + more.length),
});

/** The functions of formulas by their names. */
export const formulaFunctions = {
  if: {
    group: 'choosing',
    usage: 'if(condition, then, else)',
    params: places([truth, value, value], 2),
    gives: 'value',
    example: ['if(price > 50, "much", "little")', 'much'],
  },
  switch: {
    group: 'choosing',
    usage: 'switch(value, case, result, …, otherwise)',
    params: (count) =>
      count < 3
        ? undefined
        : Array.from({ length: count }, (_, at) => {
            const isLast = at === count - 1;
            if (at === 0) return key;
            return at % 2 === 0 || isLast ? value : key;
          }),
    gives: 'value',
    example: ['switch(name, "Desk", "D", "Chair", "C", "?")', 'D'],
  },
  firstOf: {
    group: 'choosing',
    usage: 'firstOf(value, …)',
    params: many(value, 1),
    gives: 'value',
    example: ['firstOf(empty, name)', 'Desk'],
  },
  given: {
    group: 'choosing',
    usage: 'given(field)',
    params: places([value]),
    gives: 'value',
    example: ['given(name)', 'Desk'],
  },
  isEmpty: {
    group: 'choosing',
    usage: 'isEmpty(value)',
    params: places([{ takes: [...single, 'list', 'rows', 'other'] }]),
    gives: 'boolean',
    example: ['isEmpty(name)', false],
  },
  in: {
    group: 'choosing',
    usage: 'in(value, one, …)',
    params: (count) => (count < 2 ? undefined : Array.from({ length: count }, () => key)),
    gives: 'boolean',
    example: ['in(name, "Desk", "Chair")', true],
  },
  has: {
    group: 'choosing',
    usage: 'has(choices, option)',
    params: places([{ takes: ['list'] }, text]),
    gives: 'boolean',
    example: ['has(colours, "red")', true],
  },
  round: {
    group: 'numbers',
    usage: 'round(number, digits)',
    params: places([number, number], 1),
    gives: 'number',
    example: ['round(2.345, 2)', '2.35'],
  },
  roundUp: {
    group: 'numbers',
    usage: 'roundUp(number, digits)',
    params: places([number, number], 1),
    gives: 'number',
    example: ['roundUp(2.341, 2)', '2.35'],
  },
  roundDown: {
    group: 'numbers',
    usage: 'roundDown(number, digits)',
    params: places([number, number], 1),
    gives: 'number',
    example: ['roundDown(-2.349, 2)', '-2.34'],
  },
  roundEven: {
    group: 'numbers',
    usage: 'roundEven(number, digits)',
    params: places([number, number], 1),
    gives: 'number',
    example: ['roundEven(2.345, 2)', '2.34'],
  },
  abs: {
    group: 'numbers',
    usage: 'abs(number)',
    params: places([number]),
    gives: 'number',
    example: ['abs(-4.5)', '4.5'],
  },
  remainder: {
    group: 'numbers',
    usage: 'remainder(number, divisor)',
    params: places([number, number]),
    gives: 'number',
    example: ['remainder(price, 7)', '3'],
  },
  min: {
    group: 'numbers',
    usage: 'min(value, …)',
    params: many({ takes: ordered, group: 'value' }, 1),
    gives: 'value',
    example: ['min(price, 50)', '50'],
  },
  max: {
    group: 'numbers',
    usage: 'max(value, …)',
    params: many({ takes: ordered, group: 'value' }, 1),
    gives: 'value',
    example: ['max(price, 50)', '80'],
  },
  number: {
    group: 'numbers',
    usage: 'number(text)',
    params: places([text]),
    gives: 'number',
    example: ['number("12.50") + 1', '13.5'],
  },
  text: {
    group: 'texts',
    usage: 'text(value, digits)',
    params: (count) => (count === 1 ? [{ takes: single }] : count === 2 ? [number, number] : undefined),
    gives: 'text',
    example: ['text(price, 2)', '80.00'],
  },
  length: {
    group: 'texts',
    usage: 'length(text)',
    params: places([text]),
    gives: 'number',
    example: ['length(name)', '4'],
  },
  left: {
    group: 'texts',
    usage: 'left(text, count)',
    params: places([text, number]),
    gives: 'text',
    example: ['left(name, 2)', 'De'],
  },
  right: {
    group: 'texts',
    usage: 'right(text, count)',
    params: places([text, number]),
    gives: 'text',
    example: ['right(name, 2)', 'sk'],
  },
  mid: {
    group: 'texts',
    usage: 'mid(text, from, count)',
    params: places([text, number, number]),
    gives: 'text',
    example: ['mid(name, 2, 2)', 'es'],
  },
  upper: {
    group: 'texts',
    usage: 'upper(text)',
    params: places([text]),
    gives: 'text',
    example: ['upper(name)', 'DESK'],
  },
  lower: {
    group: 'texts',
    usage: 'lower(text)',
    params: places([text]),
    gives: 'text',
    example: ['lower(name)', 'desk'],
  },
  trim: {
    group: 'texts',
    usage: 'trim(text)',
    params: places([text]),
    gives: 'text',
    example: ['trim("  a b ") & "."', 'a b.'],
  },
  replace: {
    group: 'texts',
    usage: 'replace(text, what, by)',
    params: places([text, text, text]),
    gives: 'text',
    example: ['replace("a-b-c", "-", "/")', 'a/b/c'],
  },
  padLeft: {
    group: 'texts',
    usage: 'padLeft(text, count, by)',
    params: places([text, number, text]),
    gives: 'text',
    example: ['padLeft("42", 5, "0")', '00042'],
  },
  contains: {
    group: 'texts',
    usage: 'contains(text, part)',
    params: places([text, text]),
    gives: 'boolean',
    example: ['contains(name, "es")', true],
  },
  startsWith: {
    group: 'texts',
    usage: 'startsWith(text, part)',
    params: places([text, text]),
    gives: 'boolean',
    example: ['startsWith(name, "De")', true],
  },
  endsWith: {
    group: 'texts',
    usage: 'endsWith(text, part)',
    params: places([text, text]),
    gives: 'boolean',
    example: ['endsWith(name, "De")', false],
  },
  ...dateFunctions,
  sum: {
    ...rows('rows', ofRows(['number'])),
    usage: 'sum(rows.number, where)',
    gives: 'number',
    example: ['sum(lines.amount, not lines.gift)', '30'],
  },
  count: {
    ...rows('rows', { takes: [...single, 'list', 'rows'], perRow: true }),
    usage: 'count(rows, where)',
    gives: 'number',
    example: ['count(lines, lines.amount > 10)', '2'],
  },
  average: {
    ...rows('rows', ofRows(['number'])),
    usage: 'average(rows.number, where)',
    gives: 'number',
    example: ['average(lines.amount, not lines.gift)', '15'],
  },
  lowest: {
    ...rows('rows', ofRows(ordered)),
    usage: 'lowest(rows.value, where)',
    gives: 'value',
    example: ['lowest(lines.amount)', '10'],
  },
  highest: {
    ...rows('rows', ofRows(ordered)),
    usage: 'highest(rows.value, where)',
    gives: 'value',
    example: ['highest(lines.amount)', '20'],
  },
  first: {
    ...rows('rows', ofRows(single)),
    usage: 'first(rows.value, where)',
    gives: 'value',
    example: ['first(lines.name)', 'A'],
  },
  last: {
    ...rows('rows', ofRows(single)),
    usage: 'last(rows.value, where)',
    gives: 'value',
    example: ['last(lines.name)', 'C'],
  },
  join: {
    ...rows('rows', { takes: single, perRow: true }, text),
    usage: 'join(rows.value, between, where)',
    gives: 'text',
    example: ['join(lines.name, ", ", not lines.gift)', 'A, B'],
  },
  any: {
    ...rows('rows', where),
    usage: 'any(condition, where)',
    gives: 'boolean',
    example: ['any(lines.amount > 15)', true],
  },
  every: {
    ...rows('rows', where),
    usage: 'every(condition, where)',
    gives: 'boolean',
    example: ['every(lines.amount > 15)', false],
  },
} as const satisfies Readonly<Record<string, FormulaFunction>>;

export type FunctionName = keyof typeof formulaFunctions;

const bySmallLetters: ReadonlyMap<string, string> = new Map([
  ...Object.keys(formulaFunctions).map((name) => [name.toLowerCase(), name] as const),
  ['如果', 'if'],
]);

/** The function that somebody means who writes its name otherwise: `IF` and `如果` are `if`; else what is written. */
export function functionMeant(written: string): string {
  return bySmallLetters.get(written.toLowerCase()) ?? written;
}

/** Own names only: `constructor` finds nothing. */
export function functionNamed(name: string): FormulaFunction | undefined {
  return Object.hasOwn(formulaFunctions, name) ? formulaFunctions[name as FunctionName] : undefined;
}

/** Tells whether a formula goes by the days on which an organisation works. */
export function isByCalendar(formula: Formula): boolean {
  const own = formula.type === 'call' && functionNamed(formula.name)?.byCalendar === true;
  return own || partsOf(formula).some(isByCalendar);
}

/** Tells whether a function is asked of rows. */
export function isOfRows(name: string): boolean {
  return functionNamed(name)?.group === 'rows';
}
