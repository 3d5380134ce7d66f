import { abs, compare, cut, div, mul, negate, round, sign, sub, sum } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { addDays, addMonths, compareDates, parseInstant, toLocal } from '../../calendar.ts';
import { compareText } from '../../condition/value.ts';
import { isGiven, type Text } from '../common/given.ts';
import { keyOf } from '../common/key.ts';
import { type Line, lineBounds } from '../common/line.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../common/trace.ts';
import { addTaken, type BlueLine, lessTaken, type Remaining, remainingOf } from './remaining.ts';

export interface BlueInvoice {
  /** Where it is stored; matches say it then. */
  readonly id?: string;
  readonly number: string;
  readonly sign?: Text;
  readonly issuedAt: string;
  readonly lines: readonly BlueLine[];
}

/** The members of a rule for blue invoices. */
export interface BlueRule {
  readonly used?: UsedRecord;
  readonly sharing?: Text;
  /** None: for all. */
  readonly redReasons?: readonly string[] | null;
  readonly basis?: 'amount' | 'quantity' | null;
  readonly headerFields?: readonly string[] | null;
  readonly lineFields?: readonly string[] | null;
  readonly ignorePrice?: boolean | null;
  readonly comparedPrice?: 'original' | 'remaining' | null;
  readonly range?: number | null;
  readonly rangeUnit?: 'days' | 'months' | null;
  readonly order?: 'farthest' | 'nearest' | 'largest' | 'smallest' | null;
  readonly allowanceBasis?: 'remaining-allowance' | 'remaining-red' | null;
  readonly quantityDecimals?: number | null;
}

export interface BlueQuestion {
  readonly today: string;
  readonly zone: string;
  readonly application: JsonObject;
  readonly redReason?: Text;
  readonly lines: readonly Line[];
  readonly invoices: readonly BlueInvoice[];
  /** `sim_invoice_discount_rate`. Default: 1. */
  readonly discountRate?: Text;
}

/** A part of a negative line, on a line of a blue invoice. */
export interface BlueMatch {
  /** `seq` of the lines, or their places where they have none. */
  readonly line: number;
  readonly blue: string;
  readonly blueLine: number;
  /** Of a stored blue invoice, and the place of the line in it. */
  readonly id?: string;
  readonly place?: number;
  readonly amount: string;
  readonly quantity: string | null;
  /** Before this decision took of it. */
  readonly remainingRed: string;
  readonly remainingAllowance: string;
  readonly remainingPrice: string | null;
}

export interface MatchedBlue {
  readonly rule: UsedRecord | null;
  readonly matches: readonly BlueMatch[];
  /** What no blue invoice has room for. */
  readonly unmatched: string;
}

/** The rules one after another: the next only where one finds nothing. */
export function matchBlue(
  question: BlueQuestion,
  rules: readonly BlueRule[],
  level?: TraceLevel,
): Decided<MatchedBlue> {
  const trace = new Trace(level);
  for (const rule of rules) {
    const found = byRule(question, rule);
    if (found.matches.length === 0) {
      trace.look('blue-none', rule.used ? { by: rule.used } : {});
      continue;
    }
    for (const { line, blue, blueLine, amount } of found.matches)
      trace.step('blue-matched', {
        ...(rule.used ? { by: rule.used } : {}),
        ...{ at: { line: placeOf(question.lines, line) }, params: { blue, blueLine, amount } },
      });
    if (sign(found.unmatched) !== 0) trace.warns('blue-unmatched', undefined, { amount: found.unmatched });
    return trace.decided({ ...found, rule: rule.used ?? null });
  }
  const unmatched = negate(sum(question.lines.map(wanted)));
  trace.warns('blue-unmatched', undefined, { amount: unmatched });
  return trace.decided({ rule: null, matches: [], unmatched });
}

/** Of a line that is named by its `seq`, or by its place where it has none. */
function placeOf(lines: readonly Line[], line: number): number {
  const place = lines.findIndex(({ seq }, at) => (seq ?? at + 1) === line);
  return Math.max(place, 0);
}

type Found = Pick<MatchedBlue, 'matches' | 'unmatched'>;
type Taken = { readonly amount: string; readonly quantity: string };
const nothing: Taken = { amount: '0', quantity: '0' };

function byRule(question: BlueQuestion, rule: BlueRule): Found {
  const linesFor = linesAmong(candidates(question, rule), rule);
  const taken = new Map<BlueLine, Taken>();
  const matches: BlueMatch[] = [];
  let left = '0';
  for (const [at, line] of question.lines.entries()) {
    const isByQuantity = rule.basis === 'quantity' && question.redReason !== 'allowance';
    let need = abs((isByQuantity ? line.quantity : line.amount) || '0');
    for (const { invoice, blue, place } of linesFor(line)) {
      if (sign(need) <= 0) break;
      const whole = remainingOf(blue, {
        discount: discountBelow(invoice, place),
        ratio: isGiven(question.discountRate) ? question.discountRate : '1',
      });
      const remaining = lessTaken(whole, taken.get(blue) ?? nothing);
      if (!rule.ignorePrice && !samePrice(line, blue, whole, rule)) continue;
      const part = partOf(need, blue, remaining, { question, rule, isByQuantity });
      if (part === null) continue;
      taken.set(blue, addTaken(taken.get(blue) ?? nothing, part));
      need = sub(need, isByQuantity ? (part.quantity ?? '0') : part.amount);
      matches.push({
        ...{ line: line.seq ?? at + 1, blue: invoice.number, blueLine: blue.seq ?? place + 1 },
        ...(invoice.id === undefined ? {} : { id: invoice.id, place }),
        ...{ amount: negate(part.amount), quantity: part.quantity && negate(part.quantity) },
        ...{ remainingRed: whole.red, remainingAllowance: whole.allowance, remainingPrice: whole.price },
      });
    }
    left = sub(left, need);
  }
  return { matches, unmatched: left };
}

function wanted({ amount, quantity }: Line): string {
  return abs((amount || quantity) ?? '0');
}

/** The first local day on which what a rule looks for may have been issued. */
export function firstDayOf({ range, rangeUnit }: BlueRule, today: string): string {
  const count = range ?? 12;
  return rangeUnit === 'days' ? addDays(today, -count) : addMonths(today, -count);
}

/** Blue invoices within the range that agree in the header, in the rule's order. */
function candidates({ today, zone, application, invoices }: BlueQuestion, rule: BlueRule) {
  const { headerFields, order } = rule;
  const first = firstDayOf(rule, today);
  const keys = headerFields ?? ['buyerName', 'buyerTaxNo'];
  const key = keyOf(application, keys);
  return invoices
    .filter((one) => (one.sign ?? 'blue') === 'blue')
    .filter((one) => {
      const { date } = toLocal(one.issuedAt, zone);
      return compareDates(date, first) >= 0 && compareDates(date, today) <= 0;
    })
    .filter((one) => keyOf(one as unknown as JsonObject, keys) === key)
    .map((invoice): Placed => {
      const issuedAt = parseInstant(invoice.issuedAt) ?? invoice.issuedAt;
      const isBySize = order === 'largest' || order === 'smallest';
      return {
        invoice,
        issuedAt,
        net: isBySize ? sum(invoice.lines.map(({ amount }) => amount || '0')) : '0',
      };
    })
    .sort((a, b) => inOrder(a, b, order ?? 'nearest') || compareText(a.invoice.number, b.invoice.number))
    .map(({ invoice }) => invoice);
}

/** With what its place in the order depends on. */
interface Placed {
  readonly invoice: BlueInvoice;
  readonly issuedAt: string;
  readonly net: string;
}

function inOrder(a: Placed, b: Placed, order: NonNullable<BlueRule['order']>): number {
  const earlier = compareDates(a.issuedAt, b.issuedAt);
  if (order === 'farthest') return earlier;
  if (order === 'nearest') return -earlier;
  const larger = compare(a.net, b.net);
  return (order === 'largest' ? -larger : larger) || earlier;
}

interface Candidate {
  readonly invoice: BlueInvoice;
  readonly blue: BlueLine;
  readonly place: number;
}

/** Lines that agree with one in what the rule compares. */
function linesAmong(invoices: readonly BlueInvoice[], rule: BlueRule): (line: Line) => readonly Candidate[] {
  const keys = (rule.lineFields ?? ['itemName', 'rate']).filter((key) => !asked.has(key));
  const lines = invoices.flatMap((invoice) =>
    invoice.lines.flatMap((blue, place) => (blue.kind === 'discount' ? [] : [{ invoice, blue, place }])),
  );
  const byKey = Map.groupBy(lines, ({ blue }) => keyOf(blue as JsonObject, keys));
  return (line) => byKey.get(keyOf(line as JsonObject, keys)) ?? [];
}

/** Amounts and quantities are what is looked for, and prices are compared by their own setting. */
const asked = new Set(['amount', 'quantity', 'price']);

function discountBelow({ lines }: BlueInvoice, place: number): Text {
  const below = lines[place + 1];
  return lines[place]?.kind === 'discounted' && below?.kind === 'discount' ? below.amount : null;
}

function samePrice({ price }: Line, blue: BlueLine, remaining: Remaining, rule: BlueRule): boolean {
  if (!isGiven(price)) return true;
  const own = rule.comparedPrice === 'remaining' ? remaining.price : blue.price;
  return isGiven(own) && compare(own, price) === 0;
}

interface About {
  readonly question: BlueQuestion;
  readonly rule: BlueRule;
  readonly isByQuantity: boolean;
}

/** What the blue line has room for; null: nothing. */
function partOf(need: string, blue: BlueLine, remaining: Remaining, { question, rule, isByQuantity }: About) {
  const isAllowance = question.redReason === 'allowance';
  const room = isAllowance && rule.allowanceBasis !== 'remaining-red' ? remaining.allowance : remaining.red;
  if (sign(room) <= 0) return null;
  if (isByQuantity) {
    if (!isGiven(remaining.quantity) || !isGiven(blue.price) || sign(remaining.quantity) <= 0) return null;
    return quantityWithin(least(need, remaining.quantity), blue.price, room, rule);
  }
  const amount = least(need, room);
  return { amount, quantity: isAllowance ? null : quantityOf(amount, blue.price, rule) };
}

/** As much of the quantity as the amount that remains has room for: its price is that of the blue line. */
function quantityWithin(quantity: string, price: string, room: string, { quantityDecimals }: BlueRule) {
  const amount = round(mul(quantity, price), 2);
  if (compare(amount, room) <= 0) return sign(amount) > 0 ? { quantity, amount } : null;
  const less = cut(div(room, price, 26) ?? '0', quantityDecimals ?? 13);
  const lessAmount = round(mul(less, price), 2);
  return sign(lessAmount) > 0 ? { quantity: less, amount: lessAmount } : null;
}

/** By the blue line's own price, at the configured decimals unless those break the tolerance of a line. */
function quantityOf(amount: string, price: Text, { quantityDecimals }: BlueRule): string | null {
  if (!isGiven(price) || sign(price) === 0) return null;
  const quantity = div(amount, price, quantityDecimals ?? 13);
  if (quantity === null) return null;
  const off = abs(sub(mul(quantity, price), amount));
  return compare(off, lineBounds.amount) <= 0 ? quantity : div(amount, price, 13);
}

function least(a: string, b: string): string {
  return compare(a, b) <= 0 ? a : b;
}

/** Of rules for the reason whose condition holds (else of all for it) the newest of each way of sharing. */
export function rulesToTry(
  hits: readonly BlueRule[],
  all: readonly BlueRule[],
  redReason: Text,
): readonly BlueRule[] {
  const seen = new Set<Text>();
  const isFor = ({ redReasons }: BlueRule): boolean =>
    !redReasons?.length || redReasons.includes(redReason ?? '');
  return (hits.length > 0 ? hits : all.filter(isFor)).filter(({ sharing }) => {
    const isFirst = !seen.has(sharing);
    seen.add(sharing);
    return isFirst;
  });
}
