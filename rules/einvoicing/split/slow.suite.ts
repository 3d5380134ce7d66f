import type { Line } from '../common/line.ts';
import { type Fraction, over, read, rounded } from '../fractions.suite.ts';
import type { GrossRule } from './gross.ts';
import { countsOf, grossPiecesOf, netPiecesOf, type SlowPiece } from './slow-pieces.suite.ts';
import type { SplitRule } from './split-rule.ts';

/** Places of a line, or of a discounted one and its discount. */
export type SlowUnit = readonly number[];

interface Portion {
  readonly unit: SlowUnit;
  readonly cents: bigint;
}

/** The room on an invoice. */
interface SlowRoom {
  readonly size: (unit: SlowUnit) => bigint;
  readonly most: bigint | null;
  readonly rows: number;
  readonly cut: 'to the limit' | 'never' | 'whole units';
  /** Returns the amount of one of its quantity, and whether as many of them as fit may be put there. */
  readonly one?: (unit: SlowUnit) => { readonly cents: bigint; readonly isWhole: boolean };
}

/**
 * The net split once more, by the sentences of the documents and with fractions: hundreds, yuan and cents are laid on the
 * invoice one by one until it is full. For documents of one sign; what the rule says of lists and remarks is not looked at.
 */
export function splitSlowly(
  lines: readonly Line[],
  rule: SplitRule,
  limit: string | null,
  rows: number,
): readonly (readonly SlowPiece[])[] {
  const room: SlowRoom = {
    size: (unit) => unit.reduce((total, at) => total + centsOf(lines[at]?.amount), 0n),
    most: limit === null ? null : centsOf(limit),
    rows,
    cut: rule.lastLine === 'none' ? 'never' : 'to the limit',
  };
  return taken(lines, rule.splitFields ?? [], room, (unit, all) => netPiecesOf(unit, all, lines, rule));
}

/** The split by gross amounts in the same way. */
export function splitGrossSlowly(
  lines: readonly Line[],
  rule: GrossRule,
  rows: number,
): readonly (readonly SlowPiece[])[] {
  const room: SlowRoom = {
    size: (unit) => unit.reduce((total, at) => total + centsOf(lines[at]?.gross), 0n),
    most: centsOf(rule.limit),
    rows,
    cut: rule.mode === 'by-quantity-whole' ? 'whole units' : 'to the limit',
    one: (unit) => {
      const line = lines[unit[0] ?? 0] ?? {};
      const whole = room.size(unit);
      if (!line.quantity) return { cents: whole, isWhole: false };
      const own = rule.taxIncluded === false ? line.price : line.grossPrice;
      const of = rule.taxIncluded === false ? line.amount : line.gross;
      const price = own ? read(own) : rounded(over(read(of), read(line.quantity)), 13);
      const [a, b] = rounded(over([whole, 100n], read(line.quantity)), 2);
      return { cents: (a * 100n) / b, isWhole: price[0] % price[1] === 0n };
    },
  };
  return taken(lines, [], room, (unit, all) => grossPiecesOf(unit, all, lines, rule));
}

/** As many invoices as are asked for, each with a piece of every line. Null: one of them would be nothing. */
export function splitByCountSlowly(
  lines: readonly Line[],
  rule: SplitRule,
  count: number,
): readonly (readonly SlowPiece[])[] | null {
  const pieces = unitsOf(lines).map((unit) => countsOf(unit, count, lines, rule));
  if (pieces.includes(null)) return null;
  return Array.from({ length: count }, (_, at) => pieces.flatMap((each) => each?.[at] ?? []));
}

function unitsOf(lines: readonly Line[]): readonly SlowUnit[] {
  const units: number[][] = [];
  for (const [at, { kind }] of lines.entries()) {
    const last = units.at(-1);
    if (kind === 'discount' && last?.length === 1 && lines[last[0] ?? 0]?.kind === 'discounted')
      last.push(at);
    else units.push([at]);
  }
  return units;
}

function taken(
  lines: readonly Line[],
  fields: readonly string[],
  room: SlowRoom,
  cut: (unit: SlowUnit, portions: readonly Fraction[]) => SlowPiece[][],
): readonly (readonly SlowPiece[])[] {
  const groups = new Map<string, SlowUnit[]>();
  for (const unit of unitsOf(lines)) {
    const line = lines[unit[0] ?? 0] ?? {};
    const key = fields.map((field) => `${line[field]}`).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  const invoices = [...groups.values()].flatMap((group) => laid(group, room));
  const portions = new Map<SlowUnit, Fraction[]>();
  for (const { unit, cents } of invoices.flat())
    portions.set(unit, [...(portions.get(unit) ?? []), [cents, 100n]]);
  const pieces = new Map([...portions].map(([unit, all]) => [unit, cut(unit, all)] as const));
  return invoices.map((invoice) => invoice.flatMap(({ unit }) => pieces.get(unit)?.shift() ?? []));
}

function centsOf(text: string | null | undefined): bigint {
  const [a, b] = rounded(read(text), 2);
  return (a * 100n) / b;
}

function laid(group: readonly SlowUnit[], room: SlowRoom): Portion[][] {
  const { most, rows } = room;
  const invoices: Portion[][] = [];
  let [open, used, taken] = [[] as Portion[], 0n, 0];
  const next = () => {
    if (open.length > 0) invoices.push(open);
    [open, used, taken] = [[], 0n, 0];
  };
  for (const unit of group) {
    let left = room.size(unit);
    while (left > 0n || (left === 0n && !open.some((one) => one.unit === unit))) {
      if (taken > 0 && taken + unit.length > rows) next();
      const fits = most === null || used + left <= most;
      const cents = fits ? left : portionOf(unit, left, most - used, room, used === 0n);
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

/** Of what does not fit: nothing has to wait for the next invoice, and on one of its own something has to go. */
function portionOf(unit: SlowUnit, left: bigint, space: bigint, room: SlowRoom, isAlone: boolean): bigint {
  if (room.cut === 'never') return isAlone ? left : 0n;
  let cents = 0n;
  if (room.cut === 'to the limit') {
    for (const step of [10_000n, 100n, 1n])
      while (cents + step <= space && cents + step <= left) cents += step;
    return cents;
  }
  const one = room.one?.(unit) ?? { cents: left, isWhole: false };
  while (one.isWhole && one.cents > 0n && cents + one.cents <= space) cents += one.cents;
  if (cents > 0n || !isAlone) return cents;
  return one.cents > 0n && one.cents < left ? one.cents : left;
}
