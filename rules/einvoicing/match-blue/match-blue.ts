import {
  abs,
  compare,
  cut,
  div,
  mul,
  negate,
  round,
  sign,
  sub,
  sum,
} from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { addDays, addMonths, compareDates, instantsOf, parseInstant } from '../../calendar.ts';
import { compareText } from '../../condition/value.ts';
import { isAmong, isGiven, type Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import { atOnce, type Steps } from '../../decisions/steps.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import { type Line, lineBounds } from '../common/line.ts';
import type { Application } from '../forms/documents.ts';
import type { Forms } from '../forms/forms.ts';
import { BlueLines, type BlueRow } from './blue-lines.ts';
import { headersAgree, linesAgree } from './forced-keys.ts';
import type { BlueInvoice } from './remaining.ts';
import { isWhole } from './whole.ts';

/** The members of a rule for blue invoices. */
export type BlueRule = Forms['blue-match-rule'] & {
  readonly used?: UsedRecord;
  readonly sharing?: Text;
};

export interface BlueQuestion {
  readonly today: string;
  readonly zone: string;
  readonly application: Application;
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
  /** The amount that no blue invoice has room for. */
  readonly unmatched: string;
}

/** The rules one after another: the next only where one finds nothing. */
export function matchBlue(
  question: BlueQuestion,
  rules: readonly BlueRule[],
  level?: TraceLevel,
): Decided<MatchedBlue> {
  return atOnce(matchingBlue(question, rules, level));
}

/** The same, which lets others in between invoices. */
export function* matchingBlue(
  question: BlueQuestion,
  rules: readonly BlueRule[],
  level?: TraceLevel,
): Steps<Decided<MatchedBlue>> {
  const trace = new Trace(level);
  for (const rule of rules) {
    const found = yield* byRule(question, rule);
    if (found.matches.length === 0) {
      trace.look('blue-none', rule.used ? { by: rule.used } : {});
      continue;
    }
    if (question.redReason === 'wrong' && !isWhole(found.matches, question.invoices)) {
      trace.stops('wrong-needs-whole', undefined, { blue: found.matches[0]?.blue ?? '' });
      return trace.decided({
        rule: rule.used ?? null,
        matches: [],
        unmatched: negate(sum(question.lines.map(wanted))),
      });
    }
    const places = placesOf(question.lines);
    for (const { line, blue, blueLine, amount } of found.matches)
      trace.step('blue-matched', {
        ...(rule.used ? { by: rule.used } : {}),
        at: { line: places.get(line) ?? 0 },
        params: { blue, blueLine, amount },
      });
    if (sign(found.unmatched) !== 0) trace.warns('blue-unmatched', undefined, { amount: found.unmatched });
    return trace.decided({ ...found, rule: rule.used ?? null });
  }
  const unmatched = negate(sum(question.lines.map(wanted)));
  trace.warns('blue-unmatched', undefined, { amount: unmatched });
  return trace.decided({ rule: null, matches: [], unmatched });
}

/** Of lines that are named by their `seq`, or by their place where they have none: of the same name the first. */
function placesOf(lines: readonly Line[]): ReadonlyMap<number, number> {
  return new Map(lines.map(({ seq }, at) => [seq ?? at + 1, at] as const).reverse());
}

type BlueMatches = Pick<MatchedBlue, 'matches' | 'unmatched'>;

function* byRule(question: BlueQuestion, rule: BlueRule): Steps<BlueMatches> {
  const isByQuantity = rule.basis === 'quantity' && question.redReason !== 'allowance';
  const ratio = isGiven(question.discountRate) ? question.discountRate : '1';
  const fields = rule.lineFields ?? ['itemName', 'rate'];
  const lines = new BlueLines(yield* candidates(question, rule), fields, ratio);
  const matches: BlueMatch[] = [];
  let left = '0';
  for (const [at, line] of question.lines.entries()) {
    let need = abs((isByQuantity ? line.quantity : line.amount) || '0');
    for (const row of lines.agreeing(line)) {
      if (sign(need) <= 0) break;
      yield;
      if (!row || !linesAgree(line, row.blue)) continue;
      if (!rule.ignorePrice && !samePrice(line, row, rule)) continue;
      const part = partOf(need, row, { question, rule, isByQuantity });
      if (part === null) continue;
      row.take(part);
      need = sub(need, isByQuantity ? (part.quantity ?? '0') : part.amount);
      matches.push(matchOf(line.seq ?? at + 1, row, part));
    }
    left = sub(left, need);
  }
  return { matches, unmatched: left };
}

interface Part {
  readonly amount: string;
  readonly quantity: string | null;
}

function matchOf(
  line: number,
  { invoice, blue, place, whole }: BlueRow,
  { amount, quantity }: Part,
): BlueMatch {
  return {
    line,
    blue: invoice.number,
    blueLine: blue.seq ?? place + 1,
    ...(invoice.id === undefined ? {} : { id: invoice.id, place }),
    amount: negate(amount),
    quantity: quantity && negate(quantity),
    remainingRed: whole.red,
    remainingAllowance: whole.allowance,
    remainingPrice: whole.price,
  };
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
function* candidates(
  { today, zone, application, invoices }: BlueQuestion,
  rule: BlueRule,
): Steps<readonly BlueInvoice[]> {
  const { headerFields, order } = rule;
  const { from, before } = instantsOf(firstDayOf(rule, today), today, zone);
  const keys = headerFields ?? ['buyerName', 'buyerTaxNo'];
  const key = keyOf(application, keys);
  const isBySize = order === 'largest' || order === 'smallest';
  const placed: Placed[] = [];
  for (const invoice of invoices) {
    yield;
    const issuedAt = parseInstant(invoice.issuedAt) ?? invoice.issuedAt;
    const isWithin = compareDates(issuedAt, from) >= 0 && compareDates(issuedAt, before) < 0;
    if (!isWithin || (invoice.sign ?? 'blue') !== 'blue' || !headersAgree(application, invoice)) continue;
    if (keyOf(invoice as JsonObject, keys) !== key) continue;
    const net = isBySize ? sum(invoice.lines.map(({ amount }) => amount || '0')) : '0';
    placed.push({ invoice, issuedAt, net });
  }
  placed.sort((a, b) => inOrder(a, b, order ?? 'nearest') || compareText(a.invoice.number, b.invoice.number));
  return placed.map(({ invoice }) => invoice);
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

function samePrice({ price }: Line, { blue, whole }: BlueRow, { comparedPrice }: BlueRule): boolean {
  if (!isGiven(price)) return true;
  const own = comparedPrice === 'remaining' ? whole.price : blue.price;
  return isGiven(own) && compare(own, price) === 0;
}

interface About {
  readonly question: BlueQuestion;
  readonly rule: BlueRule;
  readonly isByQuantity: boolean;
}

/** Takes the part of what is needed that the blue line has room for; null: none. */
function partOf(need: string, row: BlueRow, { question, rule, isByQuantity }: About): Part | null {
  const isAllowance = question.redReason === 'allowance';
  const { red, allowance, quantity } = row.remaining;
  const room = isAllowance && rule.allowanceBasis !== 'remaining-red' ? allowance : red;
  row.isUsedUp = sign(room) <= 0;
  if (row.isUsedUp) return null;
  const price = row.price;
  if (isByQuantity) {
    if (!isGiven(quantity) || !isGiven(price) || sign(quantity) <= 0) return null;
    return quantityWithin(least(need, quantity), price, room, rule);
  }
  const amount = least(need, room);
  if (isAllowance) return { amount, quantity: null };
  // All of the amount is all of the quantity, whatever it rounds to.
  const isAll = compare(amount, red) === 0 && isGiven(quantity) && sign(quantity) > 0;
  return { amount, quantity: isAll ? quantity : withinLeft(quantityOf(amount, price, rule), quantity) };
}

/** As much of the quantity as the amount that remains has room for: its price is that of the blue line. */
function quantityWithin(
  quantity: string,
  price: string,
  room: string,
  { quantityDecimals }: BlueRule,
): Part | null {
  const amount = round(mul(quantity, price), 2);
  if (compare(amount, room) <= 0) return sign(amount) > 0 ? { quantity, amount } : null;
  const less = cut(div(room, price, 26) ?? '0', quantityDecimals ?? 13);
  const lessAmount = round(mul(less, price), 2);
  return sign(lessAmount) > 0 ? { quantity: less, amount: lessAmount } : null;
}

/** No more than is left; where nothing is, the amount goes without. */
function withinLeft(quantity: string | null, left: string | null): string | null {
  if (quantity === null || left === null) return quantity;
  const most = least(quantity, left);
  return sign(most) > 0 ? most : null;
}

/** By the blue line's own price, at the configured decimals unless those break the tolerance of a line. */
function quantityOf(amount: string, price: Text, { quantityDecimals }: BlueRule): string | null {
  if (!isGiven(price) || sign(price) === 0) return null;
  const quantity = div(amount, price, quantityDecimals ?? 13);
  if (quantity === null) return null;
  if (sign(quantity) === 0) return div(amount, price, 13);
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
    !redReasons?.length || isAmong(redReasons, redReason ?? '');
  return (hits.length > 0 ? hits : all.filter(isFor)).filter(({ sharing }) => {
    const isFirst = !seen.has(sharing);
    seen.add(sharing);
    return isFirst;
  });
}
