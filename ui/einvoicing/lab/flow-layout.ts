import { add, parseDecimal, sum } from '../../../metadata/common/decimal.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { layRibbons, type Reach } from '../../kit/chart/ribbons.ts';

/** Lines that go into the same invoice, or one of them, on its way there. */
export interface Ribbon {
  readonly document: number;
  /** Places of the lines in it. */
  readonly lines: readonly number[];
  readonly invoice: number;
  readonly gross: string;
  readonly from: Reach;
  readonly to: Reach;
}

export interface DocumentRow extends Reach {
  readonly document: number;
  readonly number: string;
  readonly buyer: string;
  readonly gross: string;
  readonly lines: number;
  readonly isOpen: boolean;
}

export interface LineRow extends Reach {
  readonly document: number;
  /** The places of the application's lines that this row stands for. */
  readonly lines: readonly number[];
  readonly name: string;
  readonly gross: string;
}

export interface InvoiceBox extends Reach {
  readonly invoice: number;
}

export interface Flow {
  readonly documents: readonly DocumentRow[];
  readonly rows: readonly LineRow[];
  readonly invoices: readonly InvoiceBox[];
  readonly ribbons: readonly Ribbon[];
  readonly height: number;
}

export const sizes = { head: 30, row: 24, gap: 14, invoice: 68, between: 10 } as const;
/** Ribbons keep off the edges of what they join. */
const inset = 2;
/** With more lines than these, those of a document that go into the same invoices stand together. */
const mostLines = 60;

/** Applications at the left, invoices at the right, and what flows between them, to be drawn. */
export function layOutFlow(
  applications: readonly Json[],
  invoices: readonly PendingInvoice[],
  opened: ReadonlySet<number> = new Set(),
): Flow {
  const documents: DocumentRow[] = [];
  const rows: LineRow[] = [];
  const all = applications.map((one) => linesOf(isObject(one) ? one : {}));
  const many = all.reduce((count, lines) => count + lines.length, 0) > mostLines;
  const into = invoicesOfLines(invoices);
  let y = 0;
  for (const [document, application] of applications.entries()) {
    const own = isObject(application) ? application : {};
    const lines = all[document] ?? [];
    const isOpen = !many || opened.has(document);
    const gross = sum(lines.map(grossOf));
    documents.push({
      document,
      number: textOf(own['number']),
      buyer: textOf(own['buyerName']),
      gross,
      lines: lines.length,
      isOpen,
      y,
      height: sizes.head,
    });
    y += sizes.head;
    for (const group of isOpen ? lines.map((_, at) => [at]) : together(lines, document, into)) {
      const [first = 0] = group;
      rows.push({
        document,
        lines: group,
        y,
        height: sizes.row,
        name: textOf(lines[first]?.['itemName']),
        gross: sum(group.map((at) => grossOf(lines[at] ?? {}))),
      });
      y += sizes.row;
    }
    y += sizes.gap;
  }
  const pieces = piecesOf(rows, invoices);
  const boxes = seated(pieces, rows, invoices.length);
  return {
    documents,
    rows,
    invoices: boxes,
    ribbons: ribbonsOf(pieces, rows, boxes),
    height: Math.max(y, boxes.at(-1) ? (boxes.at(-1)?.y ?? 0) + sizes.invoice : 0),
  };
}

function linesOf(application: JsonObject): readonly JsonObject[] {
  const { lines } = application;
  return Array.isArray(lines) ? lines.filter(isObject) : [];
}

/** Answers a line's gross, which is its amount and tax where nobody said it. */
function grossOf(line: JsonObject): string {
  const own = decimalIn(line['gross']);
  return own !== '0' ? own : add(decimalIn(line['amount']), decimalIn(line['tax']));
}

function decimalIn(value: Json | undefined): string {
  const isNumber = typeof value === 'string' || typeof value === 'number';
  return (isNumber ? parseDecimal(value) : null) ?? '0';
}

const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '');
const keyOf = (document: number, line: number) => `${document} ${line}`;

function invoicesOfLines(invoices: readonly PendingInvoice[]): ReadonlyMap<string, readonly number[]> {
  const into = new Map<string, number[]>();
  for (const [invoice, { uses }] of invoices.entries())
    for (const { document, line } of uses) {
      const key = keyOf(document, line);
      into.set(key, [...(into.get(key) ?? []), invoice]);
    }
  return into;
}

/** Places of lines that go into the same invoices. */
function together(
  lines: readonly JsonObject[],
  document: number,
  into: ReadonlyMap<string, readonly number[]>,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const at of lines.keys()) {
    const key = (into.get(keyOf(document, at)) ?? []).join();
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  }
  return [...groups.values()];
}

interface Piece {
  readonly row: number;
  readonly invoice: number;
  readonly gross: string;
}

/** Row by row what goes into each invoice. */
function piecesOf(rows: readonly LineRow[], invoices: readonly PendingInvoice[]): readonly Piece[] {
  const rowOf = new Map(
    rows.flatMap(({ document, lines }, row) => lines.map((at) => [keyOf(document, at), row])),
  );
  const pieces = new Map<string, Piece>();
  for (const [invoice, { uses }] of invoices.entries())
    for (const { document, line, gross } of uses) {
      const row = rowOf.get(keyOf(document, line));
      if (row === undefined) continue;
      const key = keyOf(row, invoice);
      pieces.set(key, { row, invoice, gross: add(pieces.get(key)?.gross ?? '0', gross) });
    }
  return [...pieces.values()].sort((a, b) => a.row - b.row || a.invoice - b.invoice);
}

/** In their order, each as near as can be to the middle of what flows into it. */
function seated(pieces: readonly Piece[], rows: readonly LineRow[], count: number): readonly InvoiceBox[] {
  const middles = new Map<number, number[]>();
  for (const { row, invoice } of pieces) {
    const seat = rows[row];
    if (seat) middles.set(invoice, [...(middles.get(invoice) ?? []), seat.y + seat.height / 2]);
  }
  let free = 0;
  return Array.from({ length: count }, (_, invoice) => {
    const own = middles.get(invoice) ?? [];
    const middle = own.reduce((whole, one) => whole + one, 0) / (own.length || 1);
    const y = Math.max(free, middle - sizes.invoice / 2);
    free = y + sizes.invoice + sizes.between;
    return { invoice, y, height: sizes.invoice };
  });
}

/** All at one scale: a ribbon is as thick as its amount, whichever line and invoice it joins. */
function ribbonsOf(
  pieces: readonly Piece[],
  rows: readonly LineRow[],
  boxes: readonly InvoiceBox[],
): readonly Ribbon[] {
  const edges = (reaches: readonly Reach[]) =>
    reaches.map(({ y, height }) => ({ y: y + inset, height: height - 2 * inset }));
  const flowing = pieces.map(({ row, invoice, gross }) => ({ from: row, to: invoice, value: gross }));
  const ends = layRibbons(flowing, { left: edges(rows), right: edges(boxes) });
  return pieces.flatMap(({ row, invoice, gross }, at) => {
    const [seat, end] = [rows[row], ends[at]];
    return seat && end ? [{ document: seat.document, lines: seat.lines, invoice, gross, ...end }] : [];
  });
}
