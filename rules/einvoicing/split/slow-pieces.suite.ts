import { type Line, reducedText } from '../common/line.ts';
import {
  type Fraction,
  isBelow,
  isMore,
  isNone,
  minus,
  over,
  plus,
  read,
  rounded,
  size,
  times,
  total,
  written,
  zero,
} from '../fractions.suite.ts';
import type { GrossRule } from './gross.ts';
import type { SplitRule } from './split-rule.ts';

export interface SlowPiece {
  readonly from: number;
  readonly amount: string;
  readonly tax: string;
  readonly deduction: string | null;
  readonly quantity: string | null;
  readonly price: string | null;
  readonly grossPrice: string | null;
}

/** The rule by which quantities and prices of pieces come about, whatever the price means. */
interface Pricing {
  readonly quantityDecimals: number;
  readonly priceDecimals: number;
  readonly keepsDecimals: boolean;
  readonly keepsQuantity: boolean;
  readonly fixed: Fraction | null;
}
interface Priced {
  readonly quantity: Fraction | null;
  readonly price: Fraction | null;
}
type Unit = readonly number[];
type Cut = (from: number, line: Line, parts: readonly Fraction[]) => SlowPiece[];

const mostTax = read('0.06');

/** The way in which a unit is cut, where it is said. */
interface SlowCut {
  /** Amounts of its discounted line. */
  readonly discounted?: readonly Fraction[];
  readonly taxes?: readonly Fraction[];
  /** By which all is spread where a piece would be too small. Default: the net amounts. */
  readonly parts?: readonly Fraction[];
}

/** A unit in pieces of these net amounts. */
export function netPiecesOf(
  unit: Unit,
  nets: readonly Fraction[],
  lines: readonly Line[],
  rule: SplitRule,
  how: SlowCut = {},
): SlowPiece[][] {
  const { parts = nets } = how;
  const ordinary = netPieces(unit, nets, lines, rule, how);
  if (nets.length < 2 || !ordinary.some((pieces) => isSmall(pieces, lines))) return ordinary;
  const spread = unit.map((at) => {
    const line = lines[at] ?? {};
    const [amounts, taxes] = [soFar(read(line.amount), parts), soFar(read(line.tax), parts)];
    return netPieces([at], amounts, lines, rule, { taxes }).flat();
  });
  return nets.map((_net, at) =>
    spread.flatMap((pieces) => pieces[at] ?? []).filter((piece) => !isEmpty(piece, lines)),
  );
}

/** A discount of nothing is none. */
function isEmpty({ from, amount, tax }: SlowPiece, lines: readonly Line[]): boolean {
  return lines[from]?.kind === 'discount' && amount === '0' && tax === '0';
}

/** Of nothing or of another sign; a tax of nothing, where half a cent would be due. */
export function isSmall(pieces: readonly SlowPiece[], lines: readonly Line[]): boolean {
  return pieces.some((piece) => {
    const whole = lines[piece.from] ?? {};
    const [amount, tax] = [read(piece.amount), read(piece.tax)];
    const [all, allTax] = [read(whole.amount), read(whole.tax)];
    if (isNone(all)) return false;
    if (isNone(amount) || isBelow(amount) !== isBelow(all)) return true;
    if (!isNone(tax)) return isBelow(tax) !== isBelow(isNone(allTax) ? all : allTax);
    const due = exactTax(whole, minus(amount, read(piece.deduction)));
    return !isNone(allTax) && !isMore(read('0.005'), size(due));
  });
}

function netPieces(
  unit: Unit,
  nets: readonly Fraction[],
  lines: readonly Line[],
  rule: SplitRule,
  { discounted, taxes: spreadTaxes }: SlowCut,
): SlowPiece[][] {
  return unitPieces(
    unit,
    nets,
    lines,
    (line) => discounted ?? sharesOf(read(line.amount), nets, total(nets)),
    (from, line, amounts) => {
      const fixed = rule.fixedQuantity && line.kind !== 'discount' ? read(rule.fixedQuantity) : null;
      const deductions = line.deduction
        ? deductionsOf(read(line.deduction), amounts, read(line.amount))
        : null;
      const taxes = spreadTaxes ?? taxesOf(line, amounts, deductions, rule);
      const given = { quantity: line.quantity, price: line.price };
      const priced = pricesOf(given, amounts, {
        quantityDecimals: rule.quantityDecimals ?? 13,
        priceDecimals: rule.priceDecimals ?? 13,
        fixed,
        keepsDecimals: rule.handling === 'keep-decimals',
        keepsQuantity: rule.lastLine === 'quantity-kept',
      });
      return amounts.map((amount, at) => {
        const { quantity = null, price = null } = priced[at] ?? {};
        const tax = taxes[at] ?? zero;
        const isSame = price !== null && line.price ? isNone(minus(price, read(line.price))) : price === null;
        const other =
          isSame || !quantity ? readOr(line.grossPrice) : rounded(over(plus(amount, tax), quantity), 13);
        return said(
          from,
          { amount, tax, deduction: deductions?.[at] ?? null, quantity, price },
          line.grossPrice ? other : null,
        );
      });
    },
  );
}

/** A unit in pieces of these gross amounts. */
export function grossPiecesOf(
  unit: Unit,
  parts: readonly Fraction[],
  lines: readonly Line[],
  rule: GrossRule,
): SlowPiece[][] {
  const ordinary = grossPieces(unit, parts, lines, rule);
  if (parts.length < 2 || !ordinary.some((pieces) => isSmall(pieces, lines))) return ordinary;
  const spread = unit.map((at) => {
    const line = lines[at] ?? {};
    const [grosses, nets] = [soFar(read(line.gross), parts), soFar(read(line.amount), parts)];
    return grossPieces([at], grosses, lines, rule, nets).flat();
  });
  return parts.map((_part, at) =>
    spread.flatMap((pieces) => pieces[at] ?? []).filter((piece) => !isEmpty(piece, lines)),
  );
}

function grossPieces(
  unit: Unit,
  parts: readonly Fraction[],
  lines: readonly Line[],
  rule: GrossRule,
  spreadNets?: readonly Fraction[],
): SlowPiece[][] {
  return unitPieces(
    unit,
    parts,
    lines,
    (line) => sharesOf(read(line.gross), parts, total(parts)),
    (from, line, grosses) => {
      const deductions = line.deduction
        ? deductionsOf(read(line.deduction), grosses, read(line.gross))
        : null;
      const amounts = spreadNets ?? netsOf(line, grosses, deductions);
      const isNet = rule.taxIncluded === false;
      const isWhole = rule.mode === 'by-quantity-whole';
      const meant = { quantity: line.quantity, price: isNet ? line.price : line.grossPrice };
      const priced = pricesOf(meant, isNet ? amounts : grosses, {
        quantityDecimals: isWhole ? 0 : (rule.decimals ?? 10),
        priceDecimals: 13,
        keepsQuantity: isWhole,
        keepsDecimals: !isWhole && rule.handling === 'keep-decimals',
        fixed: rule.mode === 'by-price' && line.quantity ? read(rule.fixedQuantity || line.quantity) : null,
      });
      return grosses.map((gross, at) => {
        const { quantity = null, price = null } = priced[at] ?? {};
        const amount = amounts[at] ?? zero;
        const other = (of: Fraction, given: string | null | undefined) =>
          given && quantity && !isNone(quantity) ? rounded(over(of, quantity), 13) : null;
        const [net, whole] = !quantity
          ? [readOr(line.price), readOr(line.grossPrice)]
          : isNet
            ? [price, other(gross, line.grossPrice)]
            : [other(amount, line.price), price];
        const piece = {
          amount,
          tax: minus(gross, amount),
          deduction: deductions?.[at] ?? null,
          quantity,
          price: net,
        };
        return said(from, piece, whole);
      });
    },
  );
}

/** A unit in so many pieces by quantity, or by amount where it has none. Null: a piece would be nothing. */
export function countsOf(
  unit: Unit,
  count: number,
  lines: readonly Line[],
  rule: SplitRule,
): SlowPiece[][] | null {
  const [first = 0, second] = unit;
  const line = lines[first] ?? {};
  const net = read(line.amount);
  const isPriced = line.quantity && line.price;
  const decimals = rule.quantityDecimals ?? 13;
  const even = (digits: number) => evenly(read(line.quantity), count, digits);
  const isNothing = (one: Fraction) => isBelow(one) || isNone(one);
  const quantities = isPriced ? even(even(decimals).some(isNothing) ? 13 : decimals) : null;
  const amounts = quantities
    ? withRest(
        net,
        quantities.slice(0, -1).map((one) => rounded(times(one, read(line.price)), 2)),
      )
    : evenly(net, count, 2);
  if (quantities?.some(isNothing)) return null;
  const discount = read(lines[second ?? -1]?.amount);
  const shares = sharesOf(discount, amounts, net);
  const sizes = amounts.map((amount, at) => plus(amount, shares[at] ?? zero));
  const each = amounts.map((): Fraction => [1n, 1n]);
  const pieces = netPiecesOf(
    unit,
    sizes,
    lines,
    { ...rule, lastLine: 'quantity-kept' },
    { discounted: amounts, parts: each },
  );
  if (pieces.some((one) => isSmall(one, lines))) return null;
  return pieces.map(([piece, ...rest], at) => {
    const own = quantities?.[at];
    if (!piece || !own || rule.fixedQuantity) return piece ? [piece, ...rest] : rest;
    const amount = read(piece.amount);
    const fits = !misses(own, read(line.price), amount);
    const price = fits ? read(line.price) : priceFor(amount, own, rule.priceDecimals ?? 13);
    const gross = rounded(over(plus(amount, read(piece.tax)), own), 13);
    const grossPrice = line.grossPrice && !fits ? written(gross) : piece.grossPrice;
    return [{ ...piece, quantity: written(own), price: written(price), grossPrice }, ...rest];
  });
}

function unitPieces(
  unit: Unit,
  parts: readonly Fraction[],
  lines: readonly Line[],
  upperOf: (line: Line) => readonly Fraction[],
  cut: Cut,
): SlowPiece[][] {
  const [first = 0, second] = unit;
  const own = lines[first] ?? {};
  if (parts.length === 1) return [unit.map((at) => asItIs(at, lines[at] ?? {}))];
  if (second === undefined) return cut(first, own, parts).map((one) => [one]);
  // A pair: the discount's piece is what is left of the net.
  const upper = upperOf(own);
  const lower = parts.map((part, at) => minus(part, upper[at] ?? zero));
  const [above, below] = [cut(first, own, upper), cut(second, lines[second] ?? {}, lower)];
  return parts.map((_part, at) => [above[at], below[at]].flatMap((one) => one ?? []));
}

function asItIs(from: number, line: Line): SlowPiece {
  const { amount, tax, deduction, quantity, price, grossPrice } = line;
  const piece = { deduction: readOr(deduction), quantity: readOr(quantity), price: readOr(price) };
  return said(from, { ...piece, amount: read(amount), tax: read(tax) }, readOr(grossPrice));
}

function readOr(text: string | null | undefined): Fraction | null {
  return text ? read(text) : null;
}

function said(
  from: number,
  piece: Priced & Readonly<Record<'amount' | 'tax', Fraction>> & { readonly deduction: Fraction | null },
  grossPrice: Fraction | null,
): SlowPiece {
  const text = (value: Fraction | null) => (value ? written(value) : null);
  return {
    from,
    amount: written(piece.amount),
    tax: written(piece.tax),
    deduction: text(piece.deduction),
    quantity: text(piece.quantity),
    price: text(piece.price),
    grossPrice: text(grossPrice),
  };
}

/** In proportion, to the cent, the rest on the last. */
function sharesOf(whole: Fraction, parts: readonly Fraction[], base: Fraction): readonly Fraction[] {
  return withRest(
    whole,
    parts.slice(0, -1).map((part) => rounded(over(times(whole, part), base), 2)),
  );
}

/** No piece deducts with the other sign: each then has what has come together less what was given. */
function deductionsOf(whole: Fraction, parts: readonly Fraction[], base: Fraction): readonly Fraction[] {
  const shares = sharesOf(whole, parts, base);
  const last = shares.at(-1) ?? zero;
  return isNone(last) || isBelow(last) === isBelow(whole) ? shares : soFar(whole, parts);
}

function withRest(whole: Fraction, parts: readonly Fraction[]): readonly Fraction[] {
  return [...parts, minus(whole, total(parts))];
}

function evenly(whole: Fraction, count: number, decimals: number): readonly Fraction[] {
  const part = rounded(over(whole, [BigInt(count), 1n]), decimals);
  return withRest(
    whole,
    Array.from({ length: count - 1 }, () => part),
  );
}

/** Of what has come together so far its part, less what those before it had. */
function soFar(whole: Fraction, parts: readonly Fraction[]): readonly Fraction[] {
  const base = total(parts);
  const until = (count: number) => rounded(over(times(whole, total(parts.slice(0, count))), base), 2);
  return parts.map((_part, at) => minus(until(at + 1), at === 0 ? zero : until(at)));
}

function exactTax({ rate, preferenceText }: Line, amount: Fraction): Fraction {
  if (preferenceText === reducedText) return over(times(amount, read('0.015')), read('1.035'));
  return times(amount, read(rate));
}

function taxesOf(
  line: Line,
  amounts: readonly Fraction[],
  deductions: readonly Fraction[] | null,
  { taxRule }: SplitRule,
): readonly Fraction[] {
  const whole = read(line.tax);
  if (taxRule === 'as-entered') return sharesOf(whole, amounts, read(line.amount));
  const bases = amounts.map((amount, at) => minus(amount, deductions?.[at] ?? zero));
  const exact = bases.map((base) => exactTax(line, base));
  const taxes = withRest(
    whole,
    exact.slice(0, -1).map((tax) => rounded(tax, 2)),
  );
  const off = size(minus(exact.at(-1) ?? zero, taxes.at(-1) ?? zero));
  return isMore(off, mostTax) ? soFar(whole, bases) : taxes;
}

function netsOf(
  line: Line,
  grosses: readonly Fraction[],
  deductions: readonly Fraction[] | null,
): readonly Fraction[] {
  const one: Fraction = [1n, 1n];
  const taxOf = (gross: Fraction, deduction: Fraction) =>
    over(times(minus(gross, deduction), read(line.rate)), plus(one, read(line.rate)));
  const nets = grosses.map((gross, at) => {
    const deduction = deductions?.[at];
    if (deduction) return minus(gross, rounded(taxOf(gross, deduction), 2));
    if (line.preferenceText === reducedText)
      return minus(gross, rounded(over(times(gross, read('0.015')), read('1.05')), 2));
    return rounded(over(gross, plus(one, read(line.rate))), 2);
  });
  const ended = withRest(read(line.amount), nets.slice(0, -1));
  const [last, gross] = [ended.at(-1) ?? zero, grosses.at(-1) ?? zero];
  const deduction = deductions?.at(-1);
  const expected = deduction ? taxOf(gross, deduction) : exactTax(line, last);
  const isOff = isMore(size(minus(expected, minus(gross, last))), mostTax);
  const isTurned = isNone(last) !== isNone(gross) || isBelow(last) !== isBelow(gross);
  return isOff || isTurned ? soFar(read(line.amount), grosses) : ended;
}

function misses(quantity: Fraction, price: Fraction, amount: Fraction): boolean {
  return isMore(size(minus(times(quantity, price), amount)), read('0.01'));
}

function priceFor(amount: Fraction, quantity: Fraction, decimals: number): Fraction {
  const short = rounded(over(amount, quantity), decimals);
  return misses(quantity, short, amount) ? rounded(over(amount, quantity), 13) : short;
}

function pricesOf(
  given: { readonly quantity?: string | null | undefined; readonly price?: string | null | undefined },
  amounts: readonly Fraction[],
  how: Pricing,
): readonly Priced[] {
  const { quantityDecimals, priceDecimals, keepsDecimals, keepsQuantity, fixed } = how;
  if (fixed)
    return amounts.map((amount) => ({ quantity: fixed, price: priceFor(amount, fixed, priceDecimals) }));
  if (!given.quantity) return amounts.map(() => ({ quantity: null, price: readOr(given.price) }));
  const price = given.price ? read(given.price) : rounded(over(total(amounts), read(given.quantity)), 13);
  let rest = read(given.quantity);
  return amounts.map((amount, at): Priced => {
    if (at === amounts.length - 1 && keepsQuantity && isMore(rest, zero))
      return { quantity: rest, price: priceFor(amount, rest, priceDecimals) };
    const short = rounded(over(amount, price), quantityDecimals);
    const long = rounded(over(amount, price), 13);
    const fits = !isNone(short) && !misses(short, price, amount);
    const keeps = !isNone(short) && keepsDecimals;
    const quantity = fits || keeps ? short : long;
    rest = minus(rest, quantity);
    return { quantity, price: fits || !keeps ? price : priceFor(amount, short, priceDecimals) };
  });
}
