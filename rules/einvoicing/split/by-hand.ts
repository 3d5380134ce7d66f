import { compare, negate, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { atOnce, type Steps } from '../../decisions/steps.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { completed, type Line, opposite } from '../common/line.ts';
import { piecesByHand, type Said } from './hand-pieces.ts';
import { invoicesOf, roomsOf } from './invoices.ts';
import type { SplitDocument, SplitResult } from './split-document.ts';
import { cutRuleOf, netLimit, type SplitRule } from './split-rule.ts';
import { signOf, type Unit, unitsOf } from './unit.ts';

/** The part of a line that somebody puts onto an invoice, with the sign that the line has. */
export interface HandLine extends Said {
  /** Number of the line; of one without, its place from 1. */
  readonly line: number;
}

export interface HandInvoice {
  readonly lines: readonly HandLine[];
}

interface HandAsked {
  /** The most that the tax device issues; null: no device limits it. */
  readonly deviceLimit?: Text;
}

interface Placed {
  readonly unit: Unit;
  readonly invoice: number;
  readonly said: Said;
}

/**
 * The invoices that somebody makes of a document by hand. What a rule says of limits, rows and remarks holds all the
 * same, and is an issue where it is broken: nothing that was said is altered.
 *
 * @example
 * const lines = [{ seq: 1, quantity: '3', price: '10', amount: '30', tax: '0', rate: '0' }];
 * const one = { lines: [{ line: 1, quantity: '1' }] };
 * const rest = { lines: [{ line: 1 }] };
 * splitByHand({ lines }, {}, [one, rest]).result.invoices.map(({ amount }) => amount) //=> ['10', '20']
 */
export function splitByHand(
  document: SplitDocument,
  rule: SplitRule,
  invoices: readonly HandInvoice[],
  asked?: HandAsked,
  level?: TraceLevel,
): Decided<SplitResult> {
  return atOnce(byHand(document, rule, invoices, asked, level));
}

/** The same with breaks. */
export function* byHand(
  document: SplitDocument,
  rule: SplitRule,
  invoices: readonly HandInvoice[],
  { deviceLimit }: HandAsked = {},
  level?: TraceLevel,
): Steps<Decided<SplitResult>> {
  const trace = new Trace(level);
  if (rule.used) trace.use(rule.used);
  const limit = netLimit(document, rule);
  if (isGiven(limit) && isGiven(deviceLimit) && compare(limit, deviceLimit) > 0)
    trace.warns('limit-above-device', undefined, { limit, device: deviceLimit });
  const given = document.lines.map((line) => completed(line, document.taxMethod));
  const turn = signOf(given, trace);
  if (turn === 0) return trace.decided({ invoices: [] });
  const units = unitsOf(
    given.map((line, from) => ({ from, line: turn < 0 ? opposite(line) : line })),
    'amount',
  );
  const places = placesOf(units, given, invoices, trace);
  const byUnit = Map.groupBy(places, ({ unit }) => unit);
  const pieces = new Map<Placed, Unit>();
  for (const unit of units) {
    yield;
    const own = byUnit.get(unit) ?? [];
    const line = unit.lines[0]?.from ?? 0;
    const tell = (code: string, params = {}) => trace.stops(code, { line }, params);
    if (own.length === 0) {
      const { amount, quantity } = unit.lines[0]?.line ?? {};
      tell('hand-line-left', { amount: amount || '0', quantity: quantity || '0' });
      continue;
    }
    const hand = { rule: cutRuleOf(rule), taxIncluded: document.taxIncluded !== false, tell };
    const said = own.map((one) => turned(one.said, turn));
    const cut = (yield* piecesByHand(unit, said, hand)) ?? [];
    for (const [at, place] of own.entries()) {
      const piece = cut[at];
      if (piece) pieces.set(place, piece);
    }
    if (cut.length > 1)
      trace.step('line-cut-by-hand', {
        at: { line },
        before: { size: unit.size },
        after: { sizes: cut.map(({ size }) => size) },
      });
  }
  const made = invoices.map((): Unit[] => []);
  for (const place of places) {
    const piece = pieces.get(place);
    if (piece) made[place.invoice]?.push(piece);
  }
  const rows = roomsOf(document, rule, units);
  for (const [invoice, own] of made.entries()) {
    const line = own[0]?.lines[0]?.from;
    const at = line === undefined ? undefined : { line };
    const size = sum(own.map((unit) => unit.size));
    if (invoices[invoice]?.lines.length === 0) trace.stops('hand-invoice-empty', at, { invoice });
    if (isGiven(limit) && compare(size, limit) > 0)
      trace.stops('hand-above-limit', at, { invoice, size, limit });
  }
  return trace.decided({
    invoices: yield* invoicesOf(
      document,
      made.map((own) =>
        own.flatMap(({ lines }) =>
          lines.map(({ from, line }) => ({ from, line: turn < 0 ? opposite(line) : line })),
        ),
      ),
      { rule, rows, trace, measure: 'amount', limit, byHand: true },
    ),
  });
}

/** In the order in which they are said. */
function placesOf(
  units: readonly Unit[],
  given: readonly Line[],
  invoices: readonly HandInvoice[],
  trace: Trace,
): readonly Placed[] {
  const byNumber = new Map<number, Unit>();
  const discounts = new Map<number, number>();
  for (const unit of units)
    for (const [at, { from }] of unit.lines.entries()) {
      const number = given[from]?.seq ?? from + 1;
      if (at === 0) byNumber.set(number, unit);
      else discounts.set(number, from);
    }
  const places: Placed[] = [];
  for (const [invoice, { lines }] of invoices.entries())
    for (const { line, ...said } of lines) {
      const unit = byNumber.get(line);
      const discount = discounts.get(line);
      if (unit) places.push({ unit, invoice, said });
      else if (discount === undefined) trace.stops('hand-line-unknown', undefined, { invoice, number: line });
      else trace.stops('hand-discount-named', { line: discount }, { invoice });
    }
  return places;
}

function turned(said: Said, turn: 1 | -1): Said {
  if (turn > 0) return said;
  const other = (value: Text) => (isGiven(value) ? negate(value) : null);
  return { quantity: other(said.quantity), amount: other(said.amount), gross: other(said.gross) };
}
