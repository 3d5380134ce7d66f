import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Formula } from '../../metadata/formula/formula.ts';

/**
 * Formulas evaluated slowly and obviously: whole numbers above and below a line, rows looked for at each step, nothing
 * prepared. It knows the functions that the law generates.
 */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}
export type SlowValue = Fraction | string | boolean | null;

interface Known {
  readonly record: JsonObject;
  readonly line: JsonObject | undefined;
}

const isNumber = (value: SlowValue): value is Fraction => typeof value === 'object' && value !== null;
const abs = (n: bigint) => (n < 0n ? -n : n);

export function fractionOf(decimal: string): Fraction {
  const [whole = '0', part = ''] = decimal.split('.');
  return { n: BigInt(whole + part), d: 10n ** BigInt(part.length) };
}

/** Half up, away from nothing, as canonical text. */
export function decimalOf({ n, d }: Fraction, scale: number): string {
  const unit = 10n ** BigInt(scale);
  const [size, under] = [abs(n) * unit * 2n, abs(d) * 2n];
  const units = (size + abs(d)) / under;
  const digits = String(units).padStart(scale + 1, '0');
  const text = `${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
  const tidy = text.replace(/0+$/, '').replace(/\.$/, '');
  const isNegative = n < 0n !== d < 0n && units !== 0n;
  return isNegative ? `-${tidy}` : tidy;
}

const order = (a: Fraction, b: Fraction) => {
  const difference = a.n * b.d * (a.d * b.d < 0n ? -1n : 1n) - b.n * a.d * (a.d * b.d < 0n ? -1n : 1n);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

function field(value: Json | undefined, isDecimal: boolean): SlowValue {
  if (value === undefined || value === null || value === '') return null;
  return isDecimal ? fractionOf(String(value)) : (value as string | boolean);
}

const decimals = new Set(['a', 'b', 'x', 'y']);

function text(value: SlowValue): string {
  if (isNumber(value)) return decimalOf(value, 30);
  return typeof value === 'string' ? value : '';
}

function calculate(sign: string, a: SlowValue, b: SlowValue): SlowValue {
  if (!isNumber(a) && !isNumber(b)) return null;
  if ((sign === '*' || sign === '/') && !(isNumber(a) && isNumber(b))) return null;
  const [x, y] = [isNumber(a) ? a : fractionOf('0'), isNumber(b) ? b : fractionOf('0')];
  if (sign === '+') return { n: x.n * y.d + y.n * x.d, d: x.d * y.d };
  if (sign === '-') return { n: x.n * y.d - y.n * x.d, d: x.d * y.d };
  if (sign === '*') return { n: x.n * y.n, d: x.d * y.d };
  return y.n === 0n ? null : { n: x.n * y.d, d: x.d * y.n };
}

function compare(sign: string, a: SlowValue, b: SlowValue): boolean {
  if (a === null || b === null) return sign === '!=';
  const at = isNumber(a) && isNumber(b) ? order(a, b) : a === b ? 0 : a < b ? -1 : 1;
  return (
    { '=': at === 0, '!=': at !== 0, '<': at < 0, '<=': at <= 0, '>': at > 0, '>=': at >= 0 }[sign] ?? false
  );
}

export function slowly(formula: Formula, known: Known): SlowValue {
  const of = (one: Formula | undefined, beside = known) => (one ? slowly(one, beside) : null);
  switch (formula.type) {
    case 'number':
      return fractionOf(formula.value);
    case 'text':
      return formula.value === '' ? null : formula.value;
    case 'boolean':
      return formula.value;
    case 'empty':
      return null;
    case 'path': {
      const [first = '', second] = formula.path.split('.');
      return second === undefined
        ? field(known.record[first], decimals.has(first))
        : field(known.line?.[second], decimals.has(second));
    }
    case 'sign': {
      const value = of(formula.of);
      if (formula.sign === 'not') return value !== true;
      return isNumber(value) ? { n: -value.n, d: value.d } : null;
    }
    case 'pair': {
      const [a, b] = [of(formula.left), of(formula.right)];
      if (formula.sign === 'and') return a === true && b === true;
      if (formula.sign === 'or') return a === true || b === true;
      if (formula.sign === '&') return text(a) + text(b) || null;
      return '+-*/'.includes(formula.sign) ? calculate(formula.sign, a, b) : compare(formula.sign, a, b);
    }
    case 'call':
      return call(formula.name, formula.args, known);
  }
}

function call(name: string, args: readonly Formula[], known: Known): SlowValue {
  const [first, second, third] = args;
  const of = (one: Formula | undefined) => (one ? slowly(one, known) : null);
  const rows = (where: Formula | undefined) =>
    ((known.record['lines'] ?? []) as readonly JsonObject[])
      .map((line): Known => ({ ...known, line }))
      .filter((one) => !where || slowly(where, one) === true);
  const values = (where: Formula | undefined) =>
    rows(where).map((one) => (first ? slowly(first, one) : null));
  switch (name) {
    case 'if':
      return of(first) === true ? of(second) : of(third);
    case 'isEmpty':
      return of(first) === null;
    case 'round': {
      const value = of(first);
      const scale = of(second);
      return isNumber(value) && isNumber(scale) ? fractionOf(decimalOf(value, Number(scale.n))) : null;
    }
    case 'min': {
      const [a, b] = [of(first), of(second)];
      if (!isNumber(a)) return b;
      return isNumber(b) && order(b, a) < 0 ? b : a;
    }
    case 'upper':
      return text(of(first)).toUpperCase() || null;
    case 'sum': {
      let total: SlowValue = fractionOf('0');
      // What does not come out even is rounded to sixty digits, row by row.
      for (const value of values(second)) {
        if (isNumber(value)) total = calculate('+', total, fractionOf(decimalOf(value, 60)));
      }
      return total;
    }
    case 'count':
      return fractionOf(String(rows(second).length));
    case 'any':
      return values(second).some((value) => value === true);
    case 'join':
      return (
        values(third)
          .filter((value) => value !== null)
          .map(text)
          .join(text(of(second))) || null
      );
    default:
      throw new Error(name);
  }
}
