import { compare, mul, sign, sum } from '../../../metadata/decimal.ts';
import type { JsonObject } from '../../../metadata/json.ts';
import { checkLines, checkWhole } from '../check-tolerances/check-tolerances.ts';
import { isGiven, type Text } from '../common/given.ts';
import { keyOf } from '../common/key.ts';
import { completed, type Line, opposite } from '../common/line.ts';
import { atOnce, type Steps } from '../common/steps.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../common/trace.ts';
import { inParts } from './by-count.ts';
import { type CutRule, cutByNet, writtenBack } from './cut.ts';
import { type Filled, fill, neverCut, type Part, type Room, toTheLimit } from './fill.ts';
import { cutByGross, type GrossRule, oneUnit, wholeUnits } from './gross.ts';
import { type RemarkRule, remarksOf } from './remarks.ts';
import { type Measure, type SplitLine, signOf, type Unit, unitsOf } from './unit.ts';

export interface SplitDocument {
  readonly invoiceType?: Text;
  readonly taxMethod?: Text;
  readonly remark?: Text;
  readonly lines: readonly Line[];
}

/** The members of a split rule. */
export interface SplitRule {
  readonly used?: UsedRecord;
  readonly limits?: readonly { readonly invoiceType: string; readonly netLimit?: Text }[];
  readonly quantityDecimals?: number | null;
  readonly priceDecimals?: number | null;
  readonly handling?: 'system' | 'keep-decimals' | null;
  readonly fixedQuantity?: Text;
  readonly lastLine?: 'none' | 'price-kept' | 'quantity-kept' | null;
  readonly remarkRule?: RemarkRule | null;
  readonly remarkSeparator?: Text;
  readonly list?: 'none' | 'when-over' | 'always' | null;
  readonly rowsPerInvoice?: number | null;
  readonly digitalRows?: number | null;
  readonly listRows?: number | null;
  readonly taxRule?: 'per-line' | 'as-entered' | null;
  readonly splitFields?: readonly string[] | null;
  /** Whether a limit above that of the tax device is told. Default: yes. */
  readonly deviceLimit?: boolean | null;
}

/** What is asked beside the rule: in the workbench, or by what the device allows. */
export interface SplitAsked {
  /** Default: by the rule's limits. */
  readonly by?: 'limit' | 'line' | 'count';
  /** Invoices, where it goes by their number. */
  readonly count?: number;
  /** By gross amounts, instead of the rule's net limits. */
  readonly gross?: GrossRule;
  /** What the tax device issues at most; null: no device says so. */
  readonly deviceLimit?: Text;
}

/** A line of an invoice, with the line of the document it is (a piece of). */
export type InvoiceLine = Line & { readonly from: number; readonly writeBackQuantity: string | null };

export interface SplitInvoice {
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
  readonly deduction?: string;
  readonly remark: string;
  readonly withList: boolean;
  readonly lines: readonly InvoiceLine[];
}

export interface SplitResult {
  readonly invoices: readonly SplitInvoice[];
}

const digital = /xdp$/;
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
  // It was gone by, also where nothing had to be cut.
  if (rule.used) trace.use(rule.used);
  const limit = gross ? gross.limit : netLimit(document, rule);
  if (!gross && isGiven(limit) && isGiven(deviceLimit) && compare(limit, deviceLimit) > 0)
    trace.warns('limit-above-device', undefined, { limit, device: deviceLimit });
  const given = document.lines.map((line) => completed(line, document.taxMethod));
  const turn = signOf(given);
  if (turn === 0) {
    trace.stops('mixed-signs');
    return trace.decided(nothing);
  }
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
  const room = { limit: limit ?? null, rows: rows.most, ...cuttingOf(rule, gross) };
  const filled: Filled[] = [];
  for (const group of groups.flatMap((one) => byFields(one, rule.splitFields ?? [])))
    filled.push(yield* fill(group, room));
  reportAbove(filled, limit, trace);
  const cut = yield* pieces(filled, rule, gross, trace);
  const turned = cut.map((invoice) =>
    invoice.map(({ from, line }) => ({ from, line: turn < 0 ? opposite(line) : line })),
  );
  return trace.decided({
    invoices: yield* invoicesOf(document, turned, { rule, rows, trace, measure, limit: limit ?? null }),
  });
}

/** A type without an entry has no limit. */
function netLimit({ invoiceType }: SplitDocument, { limits = [] }: SplitRule): string | null {
  return limits.find((one) => one.invoiceType === invoiceType)?.netLimit || null;
}

function cutRuleOf(rule: SplitRule): CutRule {
  return {
    quantityDecimals: rule.quantityDecimals ?? 13,
    priceDecimals: rule.priceDecimals ?? 13,
    handling: rule.handling ?? 'system',
    fixedQuantity: rule.fixedQuantity ?? null,
    lastLine: rule.lastLine === 'quantity-kept' ? 'quantity-kept' : 'price-kept',
    taxRule: rule.taxRule ?? 'per-line',
  };
}

function cuttingOf(rule: SplitRule, gross: GrossRule | undefined): Pick<Room, 'piece' | 'alone'> {
  if (gross?.mode === 'by-quantity-whole') return { piece: wholeUnits(gross), alone: oneUnit };
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
  const empty = cut.indexOf(null);
  if (empty >= 0) {
    const line = units[empty]?.lines[0]?.from;
    trace.stops('piece-of-nothing', line === undefined ? undefined : { line }, { count });
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

interface Rows {
  readonly most: number;
  readonly withList: (rows: number) => boolean;
}

/** Digital invoices have no list; on paper one holds more rows than the invoice itself. */
function roomsOf({ invoiceType }: SplitDocument, rule: SplitRule, units: readonly Unit[]): Rows {
  if (digital.test(invoiceType ?? '')) return { most: rule.digitalRows ?? 1000, withList: () => false };
  const own = rule.rowsPerInvoice ?? 8;
  const listed = Math.max(own, rule.listRows ?? 2000);
  const rows = units.reduce((count, { lines }) => count + lines.length, 0);
  if (rule.list === 'always') return { most: listed, withList: () => true };
  if (rule.list === 'when-over' && rows > own) return { most: listed, withList: (each) => each > own };
  return { most: own, withList: () => false };
}

function reportAbove(filled: readonly Filled[], limit: Text, trace: Trace): void {
  for (const unit of filled.flatMap(({ above }) => above)) {
    const line = unit.lines[0]?.from ?? 0;
    trace.warns('above-limit', { line }, { size: unit.size, limit: limit ?? '' });
  }
}

/** Units that lie on several invoices are cut once, in all their pieces. */
function* pieces(
  filled: readonly Filled[],
  rule: SplitRule,
  gross: GrossRule | undefined,
  trace: Trace,
): Steps<readonly (readonly SplitLine[])[]> {
  const invoices = filled.flatMap((one) => one.invoices);
  const sizes = new Map<Unit, string[]>();
  for (const { unit, size } of invoices.flat()) {
    const known = sizes.get(unit);
    if (known) known.push(size);
    else sizes.set(unit, [size]);
  }
  const cut = new Map<Unit, readonly Unit[]>();
  for (const [unit, parts] of sizes) {
    if (parts.length < 2) continue;
    yield;
    const [first] = unit.lines;
    cut.set(
      unit,
      gross ? yield* cutByGross(unit, parts, gross) : yield* cutByNet(unit, parts, cutRuleOf(rule)),
    );
    trace.step('line-cut', {
      ...(rule.used ? { by: rule.used } : {}),
      ...(first ? { at: { line: first.from } } : {}),
      ...{ before: { size: unit.size }, after: { sizes: parts } },
    });
  }
  const next = new Map<Unit, number>();
  const linesOf = ({ unit }: Part): readonly SplitLine[] => {
    const at = next.get(unit) ?? 0;
    next.set(unit, at + 1);
    return cut.get(unit)?.[at]?.lines ?? unit.lines;
  };
  return invoices.map((parts) => parts.flatMap(linesOf));
}

interface About {
  readonly rule: SplitRule;
  readonly rows: Rows;
  readonly trace: Trace;
  /** What the limit is about. */
  readonly measure: Measure;
  readonly limit: Text;
}

function* invoicesOf(
  document: SplitDocument,
  invoices: readonly (readonly SplitLine[])[],
  { rule, rows, trace, measure, limit }: About,
): Steps<readonly SplitInvoice[]> {
  const back = yield* writeBacks(document, invoices.flat());
  const remarks = remarksOf(
    { header: document.remark, invoices: invoices.map((lines) => lines.map(({ line }) => line.remark)) },
    rule.remarkRule ?? 'header',
    rule.remarkSeparator,
  );
  const made: SplitInvoice[] = [];
  for (const [at, lines] of invoices.entries()) {
    const of = (member: 'amount' | 'tax' | 'gross' | 'deduction') =>
      sum(lines.map(({ line }) => line[member] || '0'));
    const isDifference = lines.some(({ line }) => isGiven(line.deduction));
    const invoice: SplitInvoice = {
      ...{ amount: of('amount'), tax: of('tax'), gross: of('gross') },
      ...(isDifference ? { deduction: of('deduction') } : {}),
      ...{ remark: remarks[at] ?? '', withList: rows.withList(lines.length) },
      lines: lines.map((one) => ({
        ...one.line,
        from: one.from,
        writeBackQuantity: back.get(one) ?? null,
      })),
    };
    const [only] = invoice.lines;
    if (only && sign(invoice.amount) === 0)
      trace.stops('invoice-of-nothing', { line: only.from }, { invoice: at });
    if (lines.length > rows.most)
      trace.warns('above-rows', { line: only?.from ?? 0 }, { rows: lines.length, most: rows.most });
    checkInvoice(document, invoice, at, trace);
    trace.look('invoice-filled', {
      params: {
        ...{ invoice: at, amount: invoice.amount, rows: lines.length },
        ...{ size: invoice[measure], limit: limit ?? null, most: rows.most },
      },
    });
    made.push(invoice);
    yield;
  }
  return made;
}

/** What the tolerances say of an invoice that was made; what was so in the document stays its own affair. */
function checkInvoice(document: SplitDocument, invoice: SplitInvoice, at: number, trace: Trace): void {
  const { taxMethod = null } = document;
  const made = { taxMethod, amount: invoice.amount, tax: invoice.tax, lines: invoice.lines };
  for (const { code, line, expected, actual } of [
    ...checkLines(made, { discount: true }),
    ...checkWhole(made),
  ]) {
    const own = line === undefined ? undefined : invoice.lines[line];
    const before = own && document.lines[own.from];
    const wasSo =
      before &&
      checkLines({ taxMethod, lines: [before] }, { discount: true }).some((one) => one.code === code);
    if (!wasSo)
      trace.warns(`split-${code}`, own ? { line: own.from } : undefined, {
        ...{ invoice: at, expected: expected ?? null, actual: actual ?? null },
      });
  }
}

function* writeBacks(
  { lines }: SplitDocument,
  made: readonly SplitLine[],
): Steps<ReadonlyMap<SplitLine, string>> {
  const back = new Map<SplitLine, string>();
  const byLine = new Map<number, SplitLine[]>();
  for (const one of made) {
    const known = byLine.get(one.from);
    if (known) known.push(one);
    else byLine.set(one.from, [one]);
  }
  for (const [from, parts] of byLine) {
    const { quantity } = lines[from] ?? {};
    if (!isGiven(quantity)) continue;
    const own = parts.map(({ line }) => line.quantity || '0');
    const grosses = parts.map(({ line }) => line.gross || '0');
    const adds = compare(sum(own), quantity) === 0;
    const written = adds ? own : writtenBack(quantity, grosses, sum(grosses));
    for (const [at, part] of parts.entries()) back.set(part, written[at] ?? '0');
    yield;
  }
  return back;
}
