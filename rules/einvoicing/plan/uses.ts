import { add, compare, div, negate, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import type { Steps } from '../../decisions/steps.ts';
import { type Line, share } from '../common/line.ts';
import type { MergedDocument } from '../merge/merge.ts';
import type { Difference } from '../merge/tail.ts';
import type { InvoiceLine } from '../split/split-document.ts';
import type { Prepared } from './prepare.ts';

/** The part of a line of an application that went into a pending invoice, in the unit that came in. */
export interface LineUse extends JsonObject {
  /** Places of the application among those asked, and of the line in it. */
  readonly document: number;
  readonly line: number;
  /** Place of the line of the invoice that it went into; null: it was offset away. */
  readonly invoiceLine: number | null;
  readonly quantity: string | null;
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
  /** Null: the line deducts nothing. */
  readonly deduction: string | null;
  /** The amount by which merging made more of it than it says. */
  readonly amountDifference: string;
  readonly taxDifference: string;
}

interface Piece {
  readonly invoice: number;
  readonly invoiceLine: number | null;
  readonly weight: string;
  /** In the unit that came in; null: by its share. */
  readonly quantity: string | null;
  /** The sums that the invoice has for it; null: others are in it, too. */
  readonly said: Sums | null;
  readonly deduction: string | null;
}

type Sums = Readonly<Record<(typeof sums)[number], string>>;
const sums = ['amount', 'tax', 'gross'] as const;

/**
 * Computes the part of each line that each invoice uses. The uses of a line add up to the line, to the cent, whatever
 * merging and splitting made of it; a line that was offset away counts towards the first invoice.
 */
export function* usesOf(
  invoices: readonly (readonly InvoiceLine[])[],
  { of, sources, differences }: MergedDocument,
  group: readonly Prepared[],
): Steps<readonly (readonly LineUse[])[]> {
  const pieces = new Map<string, Piece[]>();
  for (const [invoice, lines] of invoices.entries())
    for (const [invoiceLine, line] of lines.entries()) {
      yield;
      const from = sources[line.from] ?? [];
      for (const source of from) {
        const key = `${source.document} ${source.line}`;
        const own = group[source.document]?.lines[source.line];
        const quantity = from.length === 1 ? incoming(line.writeBackQuantity, own) : null;
        const weight = absolute(line.gross || line.amount || '0');
        const { amount, tax, gross } = line;
        const said =
          from.length === 1 ? { amount: amount || '0', tax: tax || '0', gross: gross || '0' } : null;
        const known = pieces.get(key);
        const deduction = from.length === 1 ? (line.deduction ?? null) : null;
        const piece = { invoice, invoiceLine, weight, quantity, said, deduction };
        if (known) known.push(piece);
        else pieces.set(key, [piece]);
      }
    }
  const moved = new Map(differences.map((one) => [`${one.document} ${one.line}`, one]));
  const uses = invoices.map((): LineUse[] => []);
  for (const document of of)
    for (const [line, own] of (group[document]?.lines ?? []).entries()) {
      yield;
      const key = `${document} ${line}`;
      const used = pieces.get(key) ?? [
        { invoice: 0, invoiceLine: null, weight: '1', quantity: null, said: null, deduction: null },
      ];
      const off = moved.get(key);
      for (const { invoice, ...use } of cutUp(used, own, off))
        uses[invoice]?.push({ document: group[document]?.at ?? document, line, ...use });
    }
  return uses;
}

function incoming(quantity: string | null, line: Line | undefined): string | null {
  const factor = textIn(line ?? {}, 'unitFactor');
  if (!isGiven(quantity) || factor === '' || sign(factor) === 0) return quantity;
  return div(quantity, factor, 13) ?? quantity;
}

/** Each piece its share so far less what those before it had; so the last has the rest. */
function cutUp(pieces: readonly Piece[], line: Line, off: Difference | undefined) {
  const given = textIn(line, 'originalQuantity') || line.quantity || null;
  const total = {
    amount: line.amount || '0',
    tax: line.tax || '0',
    gross: line.gross || '0',
    amountDifference: off?.amount ?? '0',
    taxDifference: off?.tax ?? '0',
  };
  const deduction = isGiven(line.deduction) ? line.deduction : null;
  const [only] = pieces;
  // Most lines are on one invoice, all of them.
  if (only && pieces.length === 1) {
    const { invoice, invoiceLine } = only;
    return [{ invoice, invoiceLine, quantity: given, ...total, deduction }];
  }
  const all = sum(pieces.map(({ weight }) => weight));
  // As the invoices say it, as long as that is all of the line.
  const said = pieces.reduce<Sums | null>(
    (so, piece) => (so && piece.said ? together(so, piece.said) : null),
    nothing,
  );
  const isAllSaid = said !== null && sums.every((member) => compare(said[member], total[member]) === 0);
  const deductions = deduction === null ? null : deductionsOf(deduction, pieces);
  let had = nothing;
  let weight = '0';
  return pieces.map((piece, at) => {
    weight = add(weight, piece.weight);
    const isLast = at === pieces.length - 1;
    const soFar = (whole: string) => (isLast || sign(all) === 0 ? whole : share(whole, weight, all));
    const now = {
      amount: soFar(total.amount),
      tax: soFar(total.tax),
      gross: soFar(total.gross),
      ...(isAllSaid && piece.said ? together(had, piece.said) : {}),
      amountDifference: soFar(total.amountDifference),
      taxDifference: soFar(total.taxDifference),
    };
    const quantity = quantityOf({ given, piece, isLast, had: had.quantity, weight, all });
    const use = {
      invoice: piece.invoice,
      invoiceLine: piece.invoiceLine,
      quantity,
      amount: sub(now.amount, had.amount),
      tax: sub(now.tax, had.tax),
      gross: sub(now.gross, had.gross),
      deduction: deductions?.[at] ?? null,
      amountDifference: sub(now.amountDifference, had.amountDifference),
      taxDifference: sub(now.taxDifference, had.taxDifference),
    };
    had = { ...now, quantity: add(had.quantity, quantity ?? '0') };
    return use;
  });
}

const nothing = {
  amount: '0',
  tax: '0',
  gross: '0',
  quantity: '0',
  amountDifference: '0',
  taxDifference: '0',
};

/** As the invoices say them, as long as that is all of it; else each its share so far less what those before it had. */
function deductionsOf(whole: string, pieces: readonly Piece[]): readonly string[] {
  const said = pieces.map(({ deduction }) => deduction || '0');
  if (compare(sum(said), whole) === 0) return said;
  const all = sum(pieces.map(({ weight }) => weight));
  const soFar = (count: number) => {
    if (count === pieces.length || sign(all) === 0) return whole;
    return share(whole, sum(pieces.slice(0, count).map(({ weight }) => weight)), all);
  };
  return pieces.map((_, at) => sub(soFar(at + 1), at === 0 ? '0' : soFar(at)));
}

interface Cut {
  readonly given: string | null;
  readonly piece: Piece;
  readonly isLast: boolean;
  readonly had: string;
  readonly weight: string;
  readonly all: string;
}

function quantityOf({ given, piece, isLast, had, weight, all }: Cut): string | null {
  if (!isGiven(given)) return null;
  if (isLast) return sub(given, had);
  if (piece.quantity !== null) return piece.quantity;
  return sign(all) === 0 ? '0' : sub(share(given, weight, all, 13), had);
}

function together(one: Sums, other: Sums): Sums {
  const of = (member: keyof Sums) => add(one[member], other[member]);
  return { amount: of('amount'), tax: of('tax'), gross: of('gross') };
}

function absolute(value: string): string {
  return sign(value) < 0 ? negate(value) : value;
}
