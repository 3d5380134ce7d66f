import { type Line, reducedText } from '../common/line.ts';
import {
  type Fraction,
  isMore,
  minus,
  over,
  plus,
  read,
  rounded,
  size,
  times,
  written,
  zero,
} from '../fractions.suite.ts';
import type { SplitRule } from './split.ts';

export interface SlowPiece {
  readonly from: number;
  readonly amount: string;
  readonly tax: string;
  readonly quantity: string | null;
  readonly price: string | null;
}

interface Portion {
  readonly unit: readonly number[];
  readonly cents: bigint;
}

/**
 * The net split once more, by the sentences of the documents and with fractions: hundreds, yuan and cents are laid on the
 * invoice one by one until it is full. For documents of one sign; what the rule says of lists and remarks is not looked at.
 */
export function splitSlowly(lines: readonly Line[], rule: SplitRule, limit: string | null, rows: number) {
  const units: number[][] = [];
  for (const [at, { kind }] of lines.entries()) {
    const last = units.at(-1);
    if (kind === 'discount' && last?.length === 1 && lines[last[0] ?? 0]?.kind === 'discounted')
      last.push(at);
    else units.push([at]);
  }
  const fields = rule.splitFields ?? [];
  const groups = new Map<string, number[][]>();
  for (const unit of units) {
    const line = lines[unit[0] ?? 0] ?? {};
    const key = fields.map((field) => `${line[field]}`).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  const invoices = [...groups.values()].flatMap((group) => laid(group, lines, rule, limit, rows));
  const portions = new Map<readonly number[], bigint[]>();
  for (const { unit, cents } of invoices.flat()) portions.set(unit, [...(portions.get(unit) ?? []), cents]);
  const pieces = new Map(
    [...portions].map(([unit, all]) => [unit, piecesOf(unit, all, lines, rule)] as const),
  );
  return invoices.map((invoice) => invoice.flatMap(({ unit }) => pieces.get(unit)?.shift() ?? []));
}

const centsOf = (line: Line | undefined): bigint => {
  const [a, b] = rounded(read(line?.amount ?? '0'), 2);
  return (a * 100n) / b;
};

function laid(
  group: readonly (readonly number[])[],
  lines: readonly Line[],
  rule: SplitRule,
  limit: string | null,
  rows: number,
): Portion[][] {
  const most = limit === null ? null : centsOf({ amount: limit });
  const invoices: Portion[][] = [];
  let [open, used, taken] = [[] as Portion[], 0n, 0];
  const next = () => {
    if (open.length > 0) invoices.push(open);
    [open, used, taken] = [[], 0n, 0];
  };
  for (const unit of group) {
    let left = unit.reduce((total, at) => total + centsOf(lines[at]), 0n);
    while (left > 0n || (left === 0n && !open.some((one) => one.unit === unit))) {
      if (taken > 0 && taken + unit.length > rows) next();
      let cents = 0n;
      if (most === null || used + left <= most) cents = left;
      else if (rule.lastLine === 'none' && open.length > 0) {
        next();
        continue;
      } else if (rule.lastLine === 'none') cents = left;
      else
        for (const step of [10_000n, 100n, 1n])
          while (used + cents + step <= most && cents + step <= left) cents += step;
      if (cents === 0n && left > 0n) {
        next();
        continue;
      }
      open.push({ unit, cents });
      used += cents;
      taken += unit.length;
      left -= cents;
      if (left > 0n) next();
      else break;
    }
  }
  next();
  return invoices;
}

function piecesOf(
  unit: readonly number[],
  portions: readonly bigint[],
  lines: readonly Line[],
  rule: SplitRule,
): SlowPiece[][] {
  const nets = portions.map((cents): Fraction => [cents, 100n]);
  const [first = 0, second] = unit;
  const own = lines[first] ?? {};
  if (nets.length === 1) return [unit.map((at) => whole(at, lines[at] ?? {}))];
  if (second === undefined) return linePieces(first, own, nets, rule).map((one) => [one]);
  // A pair: the discounted piece is in proportion, the discount's piece is what is left of the net.
  const pair = nets.reduce(plus, zero);
  let rest = read(own.amount ?? '0');
  const upper = nets.map((net, at) => {
    const part = at === nets.length - 1 ? rest : rounded(over(times(read(own.amount ?? '0'), net), pair), 2);
    rest = minus(rest, part);
    return part;
  });
  const lower = nets.map((net, at) => minus(net, upper[at] ?? zero));
  const [above, below] = [
    linePieces(first, own, upper, rule),
    linePieces(second, lines[second] ?? {}, lower, { ...rule, fixedQuantity: null }),
  ];
  return nets.map((_net, at) => [above[at], below[at]].flatMap((one) => one ?? []));
}

function whole(from: number, { amount, tax, quantity, price }: Line): SlowPiece {
  const text = (value: string | null | undefined) => (value ? written(read(value)) : null);
  return {
    ...{ from, amount: text(amount) ?? '0', tax: text(tax) ?? '0' },
    ...{ quantity: text(quantity), price: text(price) },
  };
}

function linePieces(from: number, line: Line, amounts: readonly Fraction[], rule: SplitRule): SlowPiece[] {
  const taxes = taxesOf(line, amounts, rule);
  const priced = pricesOf(line, amounts, rule);
  return amounts.map((amount, at) => ({
    ...{ from, amount: written(amount), tax: written(taxes[at] ?? zero) },
    ...(priced[at] ?? { quantity: null, price: null }),
  }));
}

function exactTax({ rate, preferenceText }: Line, amount: Fraction): Fraction {
  if (preferenceText === reducedText) return over(times(amount, read('0.015')), read('1.035'));
  return times(amount, read(rate));
}

function taxesOf(line: Line, amounts: readonly Fraction[], { taxRule }: SplitRule): readonly Fraction[] {
  const total = read(line.tax ?? '0');
  const net = read(line.amount ?? '0');
  const asEntered = taxRule === 'as-entered';
  let rest = total;
  const taxes = amounts.map((amount, at) => {
    const last = at === amounts.length - 1;
    const part = asEntered ? over(times(total, amount), net) : exactTax(line, amount);
    const tax = last ? rest : rounded(part, 2);
    rest = minus(rest, tax);
    return tax;
  });
  const end = amounts.at(-1) ?? zero;
  const off = size(minus(exactTax(line, end), taxes.at(-1) ?? zero));
  if (asEntered || !isMore(off, read('0.06'))) return taxes;
  let [sum, given] = [zero, zero];
  return amounts.map((amount) => {
    sum = plus(sum, amount);
    const tax = minus(rounded(over(times(total, sum), net), 2), given);
    given = plus(given, tax);
    return tax;
  });
}

function pricesOf(line: Line, amounts: readonly Fraction[], rule: SplitRule) {
  const { quantityDecimals: q = 13, priceDecimals: p = 13, handling, fixedQuantity, lastLine } = rule;
  const both = (quantity: Fraction, price: Fraction) => ({
    quantity: written(quantity),
    price: written(price),
  });
  const misses = (quantity: Fraction, price: Fraction, amount: Fraction) =>
    isMore(size(minus(times(quantity, price), amount)), read('0.01'));
  const priceFor = (amount: Fraction, quantity: Fraction): Fraction => {
    const short = rounded(over(amount, quantity), p ?? 13);
    return misses(quantity, short, amount) ? rounded(over(amount, quantity), 13) : short;
  };
  if (fixedQuantity)
    return amounts.map((amount) => both(read(fixedQuantity), priceFor(amount, read(fixedQuantity))));
  if (!line.quantity) return amounts.map(() => ({ quantity: null, price: line.price ?? null }));
  const price = line.price
    ? read(line.price)
    : rounded(over(amounts.reduce(plus, zero), read(line.quantity)), 13);
  let rest = read(line.quantity);
  return amounts.map((amount, at) => {
    const isLast = at === amounts.length - 1;
    if (isLast && lastLine === 'quantity-kept' && isMore(rest, zero))
      return both(rest, priceFor(amount, rest));
    const short = rounded(over(amount, price), q ?? 13);
    const long = rounded(over(amount, price), 13);
    const isNone = short[0] === 0n;
    const fits = !isNone && !misses(short, price, amount);
    const keeps = !isNone && handling === 'keep-decimals';
    const quantity = fits || keeps ? short : long;
    rest = minus(rest, quantity);
    return both(quantity, fits || !keeps ? price : priceFor(amount, short));
  });
}
