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
import type { MergeDocument } from './group.ts';
import type { MergeRule } from './merge.ts';

interface Part {
  readonly from: string;
  readonly amount: Fraction;
  readonly tax: Fraction;
  readonly line: Line;
}
interface Row {
  readonly line: Line;
  readonly amount: Fraction;
  readonly tax: Fraction;
  readonly quantity: Fraction | null;
  readonly price: Fraction | null;
  readonly parts: readonly Part[];
}
/** A line, or a discounted one with its discount. */
type Rows = readonly Row[];
interface Document {
  readonly place: number;
  readonly given: MergeDocument;
  readonly units: readonly Rows[];
  readonly gross: Fraction;
}

export interface SlowLine {
  readonly from: readonly string[];
  readonly amount: string;
  readonly tax: string;
  readonly quantity: string | null;
  readonly price: string | null;
}
export interface SlowMerged {
  readonly of: readonly number[];
  readonly lines: readonly SlowLine[];
  /** Something about it cannot be issued. */
  readonly stops: boolean;
}
interface Answer {
  readonly held: readonly string[];
  readonly documents: readonly SlowMerged[];
}

const sixKeys = ['buyerName', 'buyerTaxNo', 'invoiceType', 'taxMethod', 'taxIncluded', 'sourceSystem'];
const neverMerged = ['receivable', 'issue-bill', 'sales-invoice', 'customs'];
const mostTax = read('0.06');

/** Merging and offset once more, by the sentences of the documents and with fractions, one thing after another. */
export function mergeSlowly(documents: readonly MergeDocument[], rule: MergeRule): Answer {
  const given = documents.map((one, place): Document => {
    const units = unitsOf(one.lines, place);
    return { place, given: one, units, gross: total(units.flat().map(grossOf)) };
  });
  // Positive ones before negative ones, each by number.
  const byNumber = given.toSorted((a, b) => (a.given.number < b.given.number ? -1 : 1));
  const all = [...byNumber.filter((one) => !isNegative(one)), ...byNumber.filter(isNegative)];
  const sets: Document[][] = [];
  for (const one of all) {
    const found = sets.find(([first]) => first && mayJoin(first.given, one.given, rule.documentKeys ?? []));
    if (found) found.push(one);
    else sets.push([one]);
  }
  const waiting = sets.map((set) => waitingOf(set, rule));
  return {
    held: waiting.flat().map(({ given }) => given.number),
    documents: sets.flatMap((set, at) => {
      const staying = set.filter((one) => !waiting[at]?.includes(one));
      return staying.length > 0 ? [joinedOf(staying, rule)] : [];
    }),
  };
}

function isAlone({ billType, taxMethod, dataSource, sourceBill }: MergeDocument): boolean {
  if (['void', 'red'].includes(billType ?? '') || (taxMethod ?? '').startsWith('difference')) return true;
  return neverMerged.includes(dataSource ?? '') || neverMerged.includes(sourceBill ?? '');
}

function mayJoin(one: MergeDocument, other: MergeDocument, more: readonly string[]): boolean {
  if (isAlone(one) || isAlone(other)) return false;
  const ofBusiness = one['specialKind']
    ? ['specialKind', 'realEstate', 'leaseFrom', 'travellers']
    : ['specialKind'];
  const said = (of: MergeDocument, key: string) => JSON.stringify(of[key] ?? null);
  // A row of a single line is about that document alone.
  const ownLines = (of: MergeDocument) => /"line":\d/.test(said(of, 'travellers'));
  if (one['specialKind'] && ownLines(one) && one.number !== other.number) return false;
  return [...sixKeys, ...ofBusiness, ...more].every((key) => said(one, key) === said(other, key));
}

function unitsOf(lines: readonly Line[], place: number): readonly Rows[] {
  const units: Row[][] = [];
  for (const [at, line] of lines.entries()) {
    const [amount, tax] = [read(line.amount), read(line.tax)];
    const row: Row = {
      line,
      amount,
      tax,
      quantity: line.quantity ? read(line.quantity) : null,
      price: line.price ? read(line.price) : null,
      parts: [{ from: `${place} ${at}`, amount, tax, line }],
    };
    const last = units.at(-1);
    if (line.kind === 'discount' && last?.length === 1 && last[0]?.line.kind === 'discounted') last.push(row);
    else units.push([row]);
  }
  return units;
}

const grossOf = ({ amount, tax }: Row): Fraction => plus(amount, tax);
const weighs = (unit: Rows): Fraction => total(unit.map(grossOf));
const isNegative = ({ gross }: Document): boolean => isBelow(gross);
const meets = (set: readonly Document[]): boolean => set.some(isNegative) && !set.every(isNegative);

function keyOf(unit: Rows, rule: MergeRule, isByRate: boolean): string {
  const line = unit[0]?.line ?? {};
  if (isByRate) return written(read(line.rate));
  const keys = rule.lineKeys ?? ['itemName', 'rate', 'kind'];
  const word = ['免税', '不征税', '免征收'].find((one) => one === line.preferenceText) ?? null;
  return JSON.stringify([unit.length, word, ...keys.map((key) => line[key] ?? null)]);
}

/** Returns documents that wait: negative ones not offset to the last line, then positive ones that offset nothing. */
function waitingOf(set: readonly Document[], rule: MergeRule): readonly Document[] {
  if (!meets(set)) return [];
  const isByRate = rule.offset === 'same-rate';
  let staying = set;
  while (rule.switch1) {
    const left = unfinished(staying, rule, isByRate);
    if (left.size === 0) break;
    staying = staying.filter((one) => !left.has(one));
  }
  const idle = rule.switch2 ? staying.filter((one) => !isNegative(one) && !offsets(one)) : [];
  return [...set.filter((one) => !staying.includes(one)), ...idle];

  function offsets(one: Document): boolean {
    if (isByRate) return meets(staying) && byRate(staying, rule).touched.has(one.place);
    return one.units.some((unit) =>
      staying.some(
        (other) =>
          isNegative(other) &&
          other.units.some((each) => keyOf(each, rule, false) === keyOf(unit, rule, false)),
      ),
    );
  }
}

function unfinished(staying: readonly Document[], rule: MergeRule, isByRate: boolean): ReadonlySet<Document> {
  const left = new Set<Document>();
  const keys = new Set(staying.flatMap(({ units }) => units.map((unit) => keyOf(unit, rule, isByRate))));
  for (const key of keys) {
    const own = (one: Document) => one.units.filter((unit) => keyOf(unit, rule, isByRate) === key);
    const positive = total(staying.filter((one) => !isNegative(one)).flatMap((one) => own(one).map(weighs)));
    let negatives = staying
      .filter(isNegative)
      .flatMap((one) => own(one).map((unit) => ({ one, weight: weighs(unit) })));
    while (negatives.length > 0 && !isMore(positive, size(total(negatives.map(({ weight }) => weight))))) {
      const worst = negatives.reduce((a, b) => {
        if (isMore(size(a.weight), size(b.weight))) return a;
        if (isMore(size(b.weight), size(a.weight))) return b;
        return b.one.given.number > a.one.given.number ? b : a;
      });
      left.add(worst.one);
      negatives = negatives.filter((each) => each !== worst);
    }
  }
  if (left.size > 0 || !isByRate || !meets(staying)) return left;
  const { open } = byRate(staying, rule);
  return new Set(staying.filter((one) => isNegative(one) && open.has(one.place)));
}

/** Negative lines over positive ones of their rate, in input order. */
function byRate(set: readonly Document[], { priceGap }: MergeRule) {
  const rows: { of: number; unit: Rows; gone: boolean }[] = set.flatMap(({ place, units }) =>
    units.map((unit) => ({ of: place, unit, gone: false })),
  );
  const touched = new Set<number>();
  for (const negative of rows) {
    for (const positive of rows) {
      const [down, up] = [negative.unit[0], positive.unit[0]];
      if (!down || !up || negative.unit.length > 1 || positive.unit.length > 1) continue;
      if (negative.gone || positive.gone || !isBelow(down.amount) || isBelow(up.amount) || isNone(up.amount))
        continue;
      if (down.line.rate !== up.line.rate || !isNear(up, down, priceGap)) continue;
      touched.add(positive.of);
      const rest = plus(up.amount, down.amount);
      const parts = [...up.parts, ...down.parts];
      const tax = plus(up.tax, down.tax);
      const kept = isBelow(rest) ? down : up;
      const moved = minus(kept.amount, rest);
      const quantity =
        kept.price && kept.quantity && !isNone(kept.price)
          ? minus(kept.quantity, rounded(over(moved, kept.price), 13))
          : kept.quantity;
      const left: Row = { ...kept, amount: rest, tax, quantity, parts };
      if (isBelow(rest)) [positive.gone, negative.unit] = [true, [left]];
      else [negative.gone, positive.unit] = [true, [left]];
    }
  }
  const open = new Set(
    rows
      .filter(({ gone, unit }) => !gone && isBelow(total(unit.map(({ amount }) => amount))))
      .map(({ of }) => of),
  );
  return { touched, open, units: rows.filter(({ gone }) => !gone).map(({ unit }) => unit) };
}

function isNear(up: Row, down: Row, gap: string | null | undefined): boolean {
  if (!gap || !up.price || !down.price) return true;
  return !isMore(size(minus(up.price, down.price)), times(read(gap), up.price));
}

function joinedOf(staying: readonly Document[], rule: MergeRule): SlowMerged {
  const of = staying.map(({ place }) => place);
  let units: readonly Rows[] = staying.flatMap((one) => one.units);
  const [only] = staying;
  if (staying.length === 1 && only && isAlone(only.given))
    return { of, lines: units.flat().map(said), stops: false };
  const zeroes = rule.zeroQuantity ?? 'empty';
  const kept: Rows[] = [];
  if (meets(staying) && rule.offset === 'same-rate')
    units = withoutNothing(byRate(staying, rule).units, zeroes, kept);
  if (meets(staying) && rule.offset === 'line-keys') {
    const isBoth = (group: readonly Rows[]) => {
      const signs = group.map(([row]) => row?.amount ?? zero).filter((one) => !isNone(one));
      return signs.some(isBelow) && !signs.every(isBelow);
    };
    units = withoutNothing(together(units, rule, 'add', isBoth), zeroes, kept);
  }
  if (rule.mergeLines)
    units = withoutNothing(together(units, rule, rule.lineHandling ?? 'add'), zeroes, kept);
  let stops = units.length === 0 || kept.length > 0;
  const lines = units.flatMap((unit) => {
    if (unit.every(isAsItCame) || unit.every(isTolerated)) return unit;
    const signs = unit.map(({ parts }) => parts.map(({ amount }) => amount).filter((one) => !isNone(one)));
    const isMixed = signs.some((own) => own.some(isBelow) && !own.every(isBelow));
    const addsUp = unit.every(
      (row) =>
        isNone(minus(total(row.parts.map(({ amount }) => amount)), row.amount)) &&
        isNone(minus(total(row.parts.map(({ tax }) => tax)), row.tax)),
    );
    const tail = rule.tail ?? 'several-lines';
    if (tail === 'gross-exact') return unit.map(exact);
    if (tail === 'several-lines' && !isMixed && addsUp) return several(unit, rule.lineHandling ?? 'add');
    stops = true;
    return unit;
  });
  return { of, lines: lines.map(said), stops };
}

/** Units of the same keys become one, where the first of them stands. */
function together(
  units: readonly Rows[],
  rule: MergeRule,
  handling: 'add' | 'one',
  which: (group: readonly Rows[]) => boolean = () => true,
): readonly Rows[] {
  const keys = units.map((unit) => keyOf(unit, rule, false));
  return units.flatMap((unit, at) => {
    const group = units.filter((_unit, other) => keys[other] === keys[at]);
    if (group.length < 2 || !which(group)) return [unit];
    return keys.indexOf(keys[at] ?? '') === at
      ? [
          unit.map((_row, place) =>
            summed(
              group.map((one) => one[place]),
              handling,
            ),
          ),
        ]
      : [];
  });
}

function summed(given: readonly (Row | undefined)[], handling: 'add' | 'one'): Row {
  const rows = given.flatMap((row) => row ?? []);
  const [first] = rows;
  if (!first) throw new Error('no rows');
  const amount = total(rows.map((row) => row.amount));
  const counted = rows.flatMap(({ quantity }) => (quantity ? [quantity] : []));
  const one: Fraction = isBelow(amount) ? [-1n, 1n] : [1n, 1n];
  // A discount line has neither quantity nor price; nor has a discounted one whose quantity says otherwise.
  const asMany =
    handling === 'one' && first.line.kind !== 'discount'
      ? one
      : counted.length === rows.length
        ? total(counted)
        : null;
  const isOff =
    first.line.kind === 'discounted' &&
    asMany !== null &&
    (isNone(asMany) !== isNone(amount) || isBelow(asMany) !== isBelow(amount));
  const quantity = isOff ? null : asMany;
  return priced({
    line: first.line,
    amount,
    tax: total(rows.map(({ tax }) => tax)),
    quantity,
    price: null,
    parts: rows.flatMap(({ parts }) => parts),
  });
}

function priced(row: Row): Row {
  const { amount, quantity } = row;
  return { ...row, price: quantity && !isNone(quantity) ? rounded(over(amount, quantity), 13) : null };
}

/** Lines of no amount go; of no quantity, or one that does not fit the amount, go out without, or are spread. */
function withoutNothing(units: readonly Rows[], handling: 'empty' | 'spread', kept: Rows[]): readonly Rows[] {
  const some = units.filter(
    (unit) =>
      !unit.every(
        ({ amount, tax, quantity, parts }) =>
          isNone(amount) && (parts.length > 1 ? isNone(tax) : isNone(quantity ?? zero)),
      ),
  );
  let left: readonly Rows[] = [];
  const given = new Map<Rows, Row[]>();
  const isTaxAlone = (unit: Rows) =>
    unit.every(({ amount, parts }) => isNone(amount) && parts.length > 1) &&
    !isNone(total(unit.map(({ tax }) => tax)));
  for (const unit of some) {
    if (!isTaxAlone(unit)) continue;
    const takers = some.filter(
      (other) => !isTaxAlone(other) && !isOdd(other[0]) && other[0]?.line.rate === unit[0]?.line.rate,
    );
    const most = takers.reduce<Rows | null>(
      (a, b) => (a && !isMore(size(b[0]?.amount ?? zero), size(a[0]?.amount ?? zero)) ? a : b),
      null,
    );
    if (most) given.set(most, [...(given.get(most) ?? []), ...unit]);
    else kept.push(unit);
  }
  left = some.flatMap((unit): readonly Rows[] => {
    if (isTaxAlone(unit)) return kept.includes(unit) ? [unit] : [];
    const more = given.get(unit) ?? [];
    return [
      unit.map((row, place) =>
        place > 0 || more.length === 0
          ? row
          : {
              ...row,
              tax: total([row, ...more].map(({ tax }) => tax)),
              parts: [row, ...more].flatMap(({ parts }) => parts),
            },
      ),
    ];
  });
  const settled = new Set<Rows>();
  for (;;) {
    const at = left.findIndex((unit) => !settled.has(unit) && unit.length === 1 && isOdd(unit[0]));
    const [row] = left[at] ?? [];
    if (!row) return left;
    const takers = left.filter(
      ([other], place) =>
        place !== at &&
        left[place]?.length === 1 &&
        other &&
        !isOdd(other) &&
        other.line.rate === row.line.rate,
    );
    const base = total(takers.map(([one]) => one?.amount ?? zero));
    if (handling === 'spread' && takers.length > 0 && !isNone(base)) {
      const largest = takers.reduce((a, b) =>
        isMore(size(b[0]?.amount ?? zero), size(a[0]?.amount ?? zero)) ? b : a,
      );
      const shareOf = (whole: Fraction, [one]: Rows): Fraction =>
        rounded(over(times(whole, one?.amount ?? zero), base), 2);
      const restOf = (whole: Fraction): Fraction =>
        minus(whole, total(takers.map((taker) => shareOf(whole, taker))));
      left = left.flatMap((unit, place): readonly Rows[] => {
        const [one] = unit;
        if (place === at) return [];
        if (!one || !takers.includes(unit)) return [unit];
        const gain = (whole: Fraction) => plus(shareOf(whole, unit), unit === largest ? restOf(whole) : zero);
        const parts = unit === largest ? [...one.parts, ...row.parts] : one.parts;
        return [
          [
            priced({
              ...one,
              amount: plus(one.amount, gain(row.amount)),
              tax: plus(one.tax, gain(row.tax)),
              parts,
            }),
          ],
        ];
      });
    } else {
      const without: Rows = [{ ...row, quantity: null, price: null }];
      settled.add(without);
      left = left.map((unit, place) => (place === at ? without : unit));
    }
  }
}

function isOdd(row: Row | undefined): boolean {
  if (!row) return false;
  const { amount, tax, quantity, parts } = row;
  if (isNone(amount)) return parts.length > 1 && !isNone(tax);
  return quantity !== null && (isNone(quantity) || isBelow(quantity) !== isBelow(amount));
}

function exactTax({ rate, preferenceText }: Line, amount: Fraction): Fraction {
  if (preferenceText === reducedText) return over(times(amount, read('0.015')), read('1.035'));
  return times(amount, read(rate));
}

function isTolerated({ line, amount, tax }: Row): boolean {
  return !isMore(size(minus(exactTax(line, amount), tax)), mostTax);
}

function isAsItCame({ parts: [part, ...more], amount, tax }: Row): boolean {
  return !!part && more.length === 0 && isNone(minus(part.amount, amount)) && isNone(minus(part.tax, tax));
}

/** The gross stays, and the amount is what it comes to without the tax. */
function exact(row: Row): Row {
  if (isTolerated(row) || isAsItCame(row)) return row;
  const gross = grossOf(row);
  const isReduced = row.line.preferenceText === reducedText;
  const tax = isReduced ? rounded(over(times(gross, read('0.015')), read('1.05')), 2) : null;
  const amount = tax ? minus(gross, tax) : rounded(over(gross, plus([1n, 1n], read(row.line.rate))), 2);
  return priced({ ...row, amount, tax: minus(gross, amount) });
}

/** As many in one, in input order, as stay within the tolerance; a pair stays one. */
function several(unit: Rows, handling: 'add' | 'one'): readonly Row[] {
  const alone = (part: Part): Row => ({
    line: part.line,
    amount: part.amount,
    tax: part.tax,
    parts: [part],
    quantity: part.line.quantity ? read(part.line.quantity) : null,
    price: part.line.price ? read(part.line.price) : null,
  });
  const runs: Rows[][] = [];
  for (const at of (unit[0]?.parts ?? []).keys()) {
    const next = unit.map(({ parts }) => alone(parts[at] as Part));
    const run = runs.at(-1);
    const joined =
      run &&
      unit.map((_row, place) =>
        summed(
          [...run, next].map((one) => one[place]),
          handling,
        ),
      );
    if (run && joined?.every(isTolerated)) run.push(next);
    else runs.push([next]);
  }
  return runs.flatMap((run) =>
    run.length === 1
      ? (run[0] ?? [])
      : unit.map((_row, place) =>
          summed(
            run.map((one) => one[place]),
            handling,
          ),
        ),
  );
}

function said({ amount, tax, quantity, price, parts }: Row): SlowLine {
  const text = (value: Fraction | null) => (value ? written(value) : null);
  return {
    amount: written(amount),
    tax: written(tax),
    quantity: text(quantity),
    price: text(price),
    from: [...new Set(parts.map(({ from }) => from))].toSorted(),
  };
}
