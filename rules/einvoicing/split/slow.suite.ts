import type { Line } from '../common/line.ts';
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
} from '../fractions.suite.ts';
import type { GrossRule } from './gross.ts';
import { countsOf, grossPiecesOf, isSmall, netPiecesOf, type SlowPiece } from './slow-pieces.suite.ts';
import type { SplitRule } from './split-rule.ts';

/** Places of a line, or of a discounted one and its discount. */
export type SlowUnit = readonly number[];

interface Portion {
  readonly unit: SlowUnit;
  cents: bigint;
  pieces: readonly SlowPiece[];
}

/** The room on an invoice. */
interface SlowRoom {
  readonly size: (unit: SlowUnit) => bigint;
  readonly most: bigint | null;
  readonly rows: number;
  readonly cut: 'to the limit' | 'never' | 'whole units';
  /** Returns the amount of one of its quantity, and whether as many of them as fit may be put there. */
  readonly one?: (unit: SlowUnit) => { readonly cents: bigint; readonly isWhole: boolean };
  readonly cutUp: (unit: SlowUnit, portions: readonly Fraction[]) => SlowPiece[][];
  readonly isSmall: (pieces: readonly SlowPiece[]) => boolean;
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
): readonly (readonly SlowPiece[])[] | null {
  const room: SlowRoom = {
    size: (unit) => unit.reduce((total, at) => total + centsOf(lines[at]?.amount), 0n),
    most: limit === null ? null : centsOf(limit),
    rows,
    cut: rule.lastLine === 'none' ? 'never' : 'to the limit',
    cutUp: (unit, all) => netPiecesOf(unit, all, lines, rule),
    isSmall: (pieces) => isSmall(pieces, lines),
  };
  return taken(lines, rule.splitFields ?? [], room);
}

/** The split by gross amounts in the same way. */
export function splitGrossSlowly(
  lines: readonly Line[],
  rule: GrossRule,
  rows: number,
): readonly (readonly SlowPiece[])[] | null {
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
    cutUp: (unit, all) => grossPiecesOf(unit, all, lines, rule),
    isSmall: (pieces) => isSmall(pieces, lines),
  };
  return taken(lines, [], room);
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
): readonly (readonly SlowPiece[])[] | null {
  const groups = new Map<string, SlowUnit[]>();
  for (const unit of unitsOf(lines)) {
    const line = lines[unit[0] ?? 0] ?? {};
    const key = fields.map((field) => `${line[field]}`).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), unit]);
  }
  const invoices: Portion[][] = [];
  for (const group of groups.values()) {
    const own = laid(group, room);
    if (own === null) return null;
    invoices.push(...own);
  }
  return invoices.map((invoice) => invoice.flatMap(({ pieces }) => pieces));
}

function centsOf(text: string | null | undefined): bigint {
  const [a, b] = rounded(read(text), 2);
  return (a * 100n) / b;
}

/** Null: a piece stays too small. */
function laid(group: readonly SlowUnit[], room: SlowRoom): Portion[][] | null {
  let all: Portion[][] = [[]];
  for (const unit of group) {
    const before = all.map((one) => [...one]);
    let how = settled(unit, layer(unit, all, room), room);
    if (how === 'first' && before.at(-1)?.length !== 0) {
      all = [...before, []];
      how = settled(unit, layer(unit, all, room), room);
    }
    if (how !== 'fine') return null;
    if (all.at(-1)?.length === 0) all.splice(all.length - 1, 1, []);
  }
  return all.filter(({ length }) => length > 0);
}

/** The last invoice is the open one. */
function layer(unit: SlowUnit, all: Portion[][], { most, rows, size, ...room }: SlowRoom) {
  const placed: { readonly on: Portion[]; readonly portion: Portion }[] = [];
  const open = () => all.at(-1) ?? [];
  const used = () => open().reduce((cents, one) => cents + one.cents, 0n);
  const taken = () => open().reduce((count, one) => count + (one.pieces.length || one.unit.length), 0);
  const next = () => {
    if (open().length > 0) all.push([]);
  };
  let left = size(unit);
  for (;;) {
    if (taken() > 0 && taken() + unit.length > rows) next();
    const one = room.cut === 'whole units' ? room.one?.(unit) : undefined;
    const isApart = one !== undefined && !one.isWhole && one.cents > 0n && one.cents < left;
    const fits = most === null || left === 0n || used() + left <= most;
    const space = most === null ? left : most - used();
    const cents =
      fits && !isApart ? left : portionOf(unit, left, space, { size, most, rows, ...room }, used() === 0n);
    if (cents === 0n && left > 0n) {
      next();
      continue;
    }
    const portion: Portion = { unit, cents, pieces: [] };
    open().push(portion);
    placed.push({ on: open(), portion });
    left -= cents;
    if (left <= 0n) return placed;
    next();
  }
}

function settled(
  unit: SlowUnit,
  placed: { readonly on: Portion[]; readonly portion: Portion }[],
  { most, cutUp, isSmall: tooSmall }: SlowRoom,
): 'fine' | 'first' | 'small' {
  const pieces = cutUp(
    unit,
    placed.map(({ portion }): Fraction => [portion.cents, 100n]),
  );
  if (placed.length === 1) {
    for (const { portion } of placed) portion.pieces = pieces[0] ?? [];
    return 'fine';
  }
  for (let at = pieces.findIndex(tooSmall); at >= 0; at = pieces.findIndex(tooSmall)) {
    if (at === 0) return 'first';
    const [before, own] = [placed[at - 1], placed[at]];
    if (!before || !own) return 'small';
    const together = before.on.reduce((cents, one) => cents + one.cents, own.portion.cents);
    if (most !== null && together > most) return 'small';
    before.portion.cents += own.portion.cents;
    own.on.splice(own.on.indexOf(own.portion), 1);
    placed.splice(at, 1);
    pieces.splice(at - 1, 2, asOne(pieces[at - 1] ?? [], pieces[at] ?? []));
  }
  for (const [at, { portion }] of placed.entries()) portion.pieces = pieces[at] ?? [];
  return 'fine';
}

function asOne(a: readonly SlowPiece[], b: readonly SlowPiece[]): SlowPiece[] {
  const froms = [...new Set([...a, ...b].map(({ from }) => from))].sort((x, y) => x - y);
  return froms.flatMap((from) => {
    const [one, other] = [a, b].map((pieces) => pieces.find((piece) => piece.from === from));
    if (!one || !other) return one ?? other ?? [];
    const both = (x: string | null, y: string | null) =>
      x === null && y === null ? null : written(plus(read(x), read(y)));
    const [amount, tax] = [both(one.amount, other.amount) ?? '0', both(one.tax, other.tax) ?? '0'];
    const quantity = both(one.quantity, other.quantity);
    const priced = (price: string | null, of: Fraction) => {
      if (price === null || quantity === null) return price;
      const off = size(minus(times(read(quantity), read(price)), of));
      return isMore(off, read('0.01')) ? written(rounded(over(of, read(quantity)), 13)) : price;
    };
    return {
      from,
      amount,
      tax,
      deduction: both(one.deduction, other.deduction),
      quantity,
      price: priced(one.price, read(amount)),
      grossPrice: priced(one.grossPrice, plus(read(amount), read(tax))),
    };
  });
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
