import { compare, mul, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { keyOf } from '../../decisions/key.ts';
import { atOnce, type Steps } from '../../decisions/steps.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import { completed, opposite } from '../common/line.ts';
import { inParts } from './by-count.ts';
import { type CutRule, cutByNet } from './cut.ts';
import { type Filled, fill, neverCut, type Room, toTheLimit } from './fill.ts';
import { cutByGross, eachAlone, type GrossRule, oneUnit, wholeUnits } from './gross.ts';
import { invoicesOf, roomsOf } from './invoices.ts';
import type { SplitDocument, SplitResult } from './split-document.ts';
import { cutRuleOf, netLimit, type SplitRule } from './split-rule.ts';
import { type Measure, signOf, type Unit, unitsOf } from './unit.ts';

/** The question beside the rule: asked in the workbench, or by the limit of the device. */
export interface SplitAsked {
  /** Default: by the rule's limits. */
  readonly by?: 'limit' | 'line' | 'count';
  /** Invoices, where it goes by their number. */
  readonly count?: number;
  /** By gross amounts, instead of the rule's net limits. */
  readonly gross?: GrossRule;
  /** The most that the tax device issues; null: no device limits it. */
  readonly deviceLimit?: Text;
}

/** A document that would become more is not issued by any rule that was meant so. */
const mostInvoices = 5_000;
/** Of all lines together. */
const mostPieces = 100_000;
const nothing: SplitResult = { invoices: [] };

/** The invoices of a document, in order. */
export function split(
  document: SplitDocument,
  rule: SplitRule,
  asked?: SplitAsked,
  level?: TraceLevel,
): Decided<SplitResult> {
  return atOnce(splitting(document, rule, asked, level));
}

/** The same with breaks: of thousands of lines it takes a while. */
export function* splitting(
  document: SplitDocument,
  rule: SplitRule,
  { by = 'limit', count = 1, gross, deviceLimit }: SplitAsked = {},
  level?: TraceLevel,
): Steps<Decided<SplitResult>> {
  const trace = new Trace(level);
  // The rule was gone by, also where nothing had to be cut.
  if (rule.used) trace.use(rule.used);
  const limit = gross ? gross.limit : netLimit(document, rule);
  if (!gross && isGiven(limit) && isGiven(deviceLimit) && compare(limit, deviceLimit) > 0)
    trace.warns('limit-above-device', undefined, { limit, device: deviceLimit });
  const given = document.lines.map((line) => completed(line, document.taxMethod));
  const turn = signOf(given, trace);
  if (turn === 0) return trace.decided(nothing);
  const lines = given.map((line, from) => ({ from, line: turn < 0 ? opposite(line) : line }));
  const measure: Measure = gross ? 'gross' : 'amount';
  const units = unitsOf(lines, measure);
  const size = sum(units.map((unit) => unit.size));
  if (isGiven(limit) && compare(size, mul(limit, String(mostInvoices))) > 0) {
    trace.stops('too-many-invoices', undefined, { size, limit, most: mostInvoices });
    return trace.decided(nothing);
  }
  yield;
  const groups = yield* apart(units, { by, count }, cutRuleOf(rule), trace);
  if (groups === null) return trace.decided(nothing);
  const rows = roomsOf(document, rule, units);
  const room: Room = {
    limit: limit ?? null,
    rows: rows.most,
    measure,
    cut: cutter(rule, gross, trace),
    ...cuttingOf(rule, gross),
  };
  const filled: Filled[] = [];
  for (const group of groups.flatMap((one) => byFields(one, rule.splitFields ?? [])))
    filled.push(yield* fill(group, room));
  const stays = filled.flatMap(({ tooSmall }) => tooSmall);
  for (const unit of stays) tellTooSmall(unit, trace);
  if (stays.length > 0) return trace.decided(nothing);
  reportAbove(filled, limit, trace);
  const invoices = filled.flatMap((one) => one.invoices);
  const turned = invoices.map((invoice) =>
    invoice.map(({ from, line }) => ({ from, line: turn < 0 ? opposite(line) : line })),
  );
  return trace.decided({
    invoices: yield* invoicesOf(document, turned, { rule, rows, trace, measure, limit: limit ?? null }),
  });
}

function cuttingOf(
  rule: SplitRule,
  gross: GrossRule | undefined,
): Pick<Room, 'piece' | 'alone' | 'eachAlone'> {
  if (gross?.mode === 'by-quantity-whole')
    return { piece: wholeUnits(gross), alone: oneUnit, eachAlone: eachAlone(gross) };
  return { piece: !gross && rule.lastLine === 'none' ? neverCut : toTheLimit };
}

/** Lines that never share an invoice: by line, by their number, or all together. Null: it cannot be. */
function* apart(
  units: readonly Unit[],
  { by, count }: { readonly by: NonNullable<SplitAsked['by']>; readonly count: number },
  rule: CutRule,
  trace: Trace,
): Steps<readonly (readonly Unit[])[] | null> {
  if (by === 'line') return units.map((unit) => [unit]);
  if (by !== 'count' || count < 2) return [units];
  if (units.length * count > mostPieces) {
    trace.stops('too-many-pieces', undefined, { lines: units.length, count, most: mostPieces });
    return null;
  }
  const cut: (readonly Unit[] | null)[] = [];
  for (const unit of units) {
    cut.push(yield* inParts(unit, count, rule));
    yield;
  }
  const empty = units[cut.indexOf(null)];
  if (empty) {
    tellTooSmall(empty, trace);
    return null;
  }
  return Array.from({ length: count }, (_, at) => cut.flatMap((parts) => parts?.[at] ?? []));
}

/** Groups of equal values, in the order in which they first appear. */
function byFields(units: readonly Unit[], fields: readonly string[]): readonly (readonly Unit[])[] {
  if (fields.length === 0) return [units];
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const line = unit.lines[0]?.line ?? {};
    const key = keyOf(line as JsonObject, fields);
    const group = groups.get(key);
    if (group) group.push(unit);
    else groups.set(key, [unit]);
  }
  return [...groups.values()];
}

function reportAbove(filled: readonly Filled[], limit: Text, trace: Trace): void {
  for (const unit of filled.flatMap(({ above }) => above)) {
    const line = unit.lines[0]?.from ?? 0;
    trace.warns('above-limit', { line }, { size: unit.size, limit: limit ?? '' });
  }
}

/** Units that lie on several invoices are cut once, in all their pieces. */
function cutter(rule: SplitRule, gross: GrossRule | undefined, trace: Trace): Room['cut'] {
  return function* (unit, sizes) {
    yield;
    const [first] = unit.lines;
    trace.step('line-cut', {
      ...(rule.used ? { by: rule.used } : {}),
      ...(first ? { at: { line: first.from } } : {}),
      before: { size: unit.size },
      after: { sizes: [...sizes] },
    });
    return gross ? yield* cutByGross(unit, sizes, gross) : yield* cutByNet(unit, sizes, cutRuleOf(rule));
  };
}

function tellTooSmall(unit: Unit, trace: Trace): void {
  const [first] = unit.lines;
  trace.stops('piece-too-small', first && { line: first.from }, { amount: unit.size });
}
