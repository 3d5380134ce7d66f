import { add, compare, sign, sub } from '../../../metadata/common/decimal.ts';
import type { HandInvoice, HandLine } from '../../../rules/einvoicing/split/by-hand.ts';
import type { SplitInvoice } from '../../../rules/einvoicing/split/split-document.ts';

/** The lines of each invoice, as somebody puts them: at most one place of a line takes what the others leave of it. */
export type Hand = readonly HandInvoice[];

/** A line on an invoice: place of the invoice, and the number of the line. */
export interface Spot {
  readonly invoice: number;
  readonly line: number;
}

/** The size of a line's piece in a place, as the rules judged it. */
export interface Size {
  readonly quantity: string | null;
  readonly amount: string;
}

export type SizeAt = (spot: Spot) => Size | undefined;

/** The measure of a piece of a line. */
export type Part = { readonly quantity: string } | { readonly amount: string };

/**
 * From what the rules made, so that one goes on by hand: a line in one place is that; of one in several, all but the
 * last say what they have.
 *
 * @example
 * const one = { lines: [{ from: 0, quantity: '1', amount: '10' }] };
 * const rest = { lines: [{ from: 0, quantity: '2', amount: '20' }] };
 * handFrom([one, rest], (from) => from + 1, 'amount') //=> [{ lines: [{ line: 1, amount: '10' }] }, { lines: [{ line: 1 }] }]
 */
export function handFrom(
  invoices: readonly {
    readonly lines: readonly Pick<SplitInvoice['lines'][number], 'from' | 'kind' | 'quantity' | 'amount'>[];
  }[],
  numberOf: (from: number) => number,
  by: 'amount' | 'quantity',
): Hand {
  const places = invoices.map(({ lines }) => lines.filter(({ kind }) => kind !== 'discount'));
  const last = new Map<number, number>();
  const count = new Map<number, number>();
  for (const [at, lines] of places.entries())
    for (const { from } of lines) {
      last.set(from, at);
      count.set(from, (count.get(from) ?? 0) + 1);
    }
  return places.map((lines, at) => ({
    lines: lines.map(({ from, quantity, amount }): HandLine => {
      const line = numberOf(from);
      if (count.get(from) === 1 || last.get(from) === at) return { line };
      return by === 'quantity' && quantity ? { line, quantity } : { line, amount: amount ?? '0' };
    }),
  }));
}

/**
 * All that stands in these places goes to another invoice; one behind the last is a new one, and what is empty then is gone.
 *
 * @example
 * const hand = [{ lines: [{ line: 1 }, { line: 2 }] }];
 * moved(hand, [{ invoice: 0, line: 2 }], 1, () => undefined) //=> [{ lines: [{ line: 1 }] }, { lines: [{ line: 2 }] }]
 */
export function moved(hand: Hand, spots: readonly Spot[], to: number, sizeAt: SizeAt): Hand {
  let next = to >= hand.length ? [...hand, { lines: [] }] : [...hand];
  for (const spot of spots) {
    if (spot.invoice === to) continue;
    const own = pieceAt(next, spot);
    if (!own) continue;
    next = next.map((invoice, at) => {
      if (at === spot.invoice) return without(invoice, spot.line);
      return at === to ? withPiece(invoice, own, { spot, to, sizeAt }) : invoice;
    });
  }
  return settled(next);
}

/**
 * A part of what stands in a place goes to another invoice. Null: there is not so much of it.
 *
 * @example
 * const all = () => ({ quantity: '5', amount: '50' });
 * cutOff([{ lines: [{ line: 1 }] }], { invoice: 0, line: 1 }, { quantity: '2' }, 1, all) //=> [{ lines: [{ line: 1 }] }, { lines: [{ line: 1, quantity: '2' }] }]
 */
export function cutOff(hand: Hand, spot: Spot, part: Part, to: number, sizeAt: SizeAt): Hand | null {
  const own = pieceAt(hand, spot);
  const size = sizeAt(spot);
  if (!own || !size || spot.invoice === to) return null;
  const whole = 'quantity' in part ? size.quantity : size.amount;
  const wanted = 'quantity' in part ? part.quantity : part.amount;
  // With the sign of the line, and less than all of it.
  if (whole === null || sign(wanted) !== sign(whole) || compare(magnitude(wanted), magnitude(whole)) >= 0)
    return null;
  const base = to >= hand.length ? [...hand, { lines: [] }] : [...hand];
  return settled(
    base.map((invoice, at) => {
      if (at === spot.invoice)
        return {
          lines: invoice.lines.map((piece) => (piece.line === spot.line ? less(piece, part, size) : piece)),
        };
      return at === to ? withPiece(invoice, { line: spot.line, ...part }, { spot, to, sizeAt }) : invoice;
    }),
  );
}

function magnitude(value: string): string {
  return value.replace(/^-/, '');
}

/** Takes a part away from a piece; a piece that takes the rest goes on doing so. */
function less(piece: HandLine, part: Part, size: Size): HandLine {
  const { line } = piece;
  if (isRest(piece)) return piece;
  if ('quantity' in part)
    return size.quantity === null ? piece : { line, quantity: sub(size.quantity, part.quantity) };
  return { line, amount: sub(size.amount, part.amount) };
}

interface Joining {
  readonly spot: Spot;
  readonly to: number;
  readonly sizeAt: SizeAt;
}

/** A line stands on an invoice once: what comes to what is there already is added to it. */
function withPiece(invoice: HandInvoice, own: HandLine, { spot, to, sizeAt }: Joining): HandInvoice {
  const there = invoice.lines.find(({ line }) => line === own.line);
  if (!there) return { lines: [...invoice.lines, own] };
  const joined = join(there, own, {
    there: sizeAt({ invoice: to, line: own.line }),
    own: isRest(own) ? sizeAt(spot) : undefined,
  });
  return { lines: invoice.lines.map((one) => (one === there ? joined : one)) };
}

interface Sizes {
  readonly there: Size | undefined;
  readonly own: Size | undefined;
}

function join(there: HandLine, own: HandLine, sizes: Sizes): HandLine {
  const { line } = there;
  if (isRest(there) || isRest(own)) return { line };
  if (there.quantity && own.quantity) return { line, quantity: add(there.quantity, own.quantity) };
  const amounts = [there.amount ?? sizes.there?.amount, own.amount ?? sizes.own?.amount];
  return { line, amount: amounts.reduce<string>((all, one) => add(all, one ?? '0'), '0') };
}

function isRest({ quantity, amount, gross }: HandLine): boolean {
  return !quantity && !amount && !gross;
}

function pieceAt(hand: Hand, { invoice, line }: Spot): HandLine | undefined {
  return hand[invoice]?.lines.find((one) => one.line === line);
}

function without(invoice: HandInvoice, line: number): HandInvoice {
  return { lines: invoice.lines.filter((one) => one.line !== line) };
}

/** Without empty invoices; a line that stands in one place is all there. */
function settled(hand: Hand): Hand {
  const count = new Map<number, number>();
  for (const { lines } of hand) for (const { line } of lines) count.set(line, (count.get(line) ?? 0) + 1);
  return hand
    .filter(({ lines }) => lines.length > 0)
    .map(({ lines }) => ({
      lines: lines.map((piece) => (count.get(piece.line) === 1 ? { line: piece.line } : piece)),
    }));
}
