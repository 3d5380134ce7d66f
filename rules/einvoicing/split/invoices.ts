import { compare, sign, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import type { Trace } from '../../decisions/trace.ts';
import { checkLines, checkWhole } from '../check-tolerances/check-tolerances.ts';
import { writtenBack } from './cut.ts';
import { remarksOf } from './remarks.ts';
import type { SplitDocument, SplitInvoice } from './split-document.ts';
import type { SplitRule } from './split-rule.ts';
import type { Measure, SplitLine, Unit } from './unit.ts';

const digital = /xdp$/;

export interface Rows {
  readonly most: number;
  readonly withList: (rows: number) => boolean;
}

/** Digital invoices have no list; on paper one holds more rows than the invoice itself. */
export function roomsOf({ invoiceType }: SplitDocument, rule: SplitRule, units: readonly Unit[]): Rows {
  if (digital.test(invoiceType ?? '')) return { most: rule.digitalRows ?? 1000, withList: () => false };
  const own = rule.rowsPerInvoice ?? 8;
  const listed = Math.max(own, rule.listRows ?? 2000);
  const rows = units.reduce((count, { lines }) => count + lines.length, 0);
  if (rule.list === 'always') return { most: listed, withList: () => true };
  if (rule.list === 'when-over' && rows > own) return { most: listed, withList: (each) => each > own };
  return { most: own, withList: () => false };
}

export interface About {
  readonly rule: SplitRule;
  readonly rows: Rows;
  readonly trace: Trace;
  /** The amount that the limit is about. */
  readonly measure: Measure;
  readonly limit: Text;
  /** An invoice with too much on it is not issued so. Default: it is told. */
  readonly byHand?: boolean;
}

export function* invoicesOf(
  document: SplitDocument,
  invoices: readonly (readonly SplitLine[])[],
  { rule, rows, trace, measure, limit, byHand }: About,
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
      amount: of('amount'),
      tax: of('tax'),
      gross: of('gross'),
      ...(isDifference ? { deduction: of('deduction') } : {}),
      remark: remarks[at] ?? '',
      withList: rows.withList(lines.length),
      lines: lines.map((one) => ({
        ...one.line,
        from: one.from,
        writeBackQuantity: back.get(one) ?? null,
      })),
    };
    const [only] = invoice.lines;
    if (only && sign(invoice.amount) === 0)
      trace.stops('invoice-of-nothing', { line: only.from }, { invoice: at });
    const line = only?.from ?? 0;
    if (lines.length > rows.most && byHand)
      trace.stops('hand-above-rows', { line }, { invoice: at, rows: lines.length, most: rows.most });
    else if (lines.length > rows.most)
      trace.warns('above-rows', { line }, { rows: lines.length, most: rows.most });
    checkInvoice(document, invoice, at, trace);
    trace.look('invoice-filled', {
      params: {
        invoice: at,
        amount: invoice.amount,
        rows: lines.length,
        size: invoice[measure],
        limit: limit ?? null,
        most: rows.most,
      },
    });
    made.push(invoice);
    yield;
  }
  return made;
}

/** Checks an invoice that was made against the tolerances; flaws that the document had already stay its own affair. */
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
        invoice: at,
        expected: expected ?? null,
        actual: actual ?? null,
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
