/** A code that was read on a page, and where its centre stands: parts of the page's width and height. */
export interface PageCode {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** A bill whose image code a page may bear, and why no images can be brought to it now. Null: they can. */
export interface KnownBill {
  readonly id: string;
  readonly refused: string | null;
}

/** Why a page waits. */
export type PageWhy = 'no-cover' | 'two-covers' | 'not-in-corner' | 'bill-refused';

export interface PlacedPage {
  /** The bill that it goes to; null: it waits in the basket. */
  readonly bill: string | null;
  /** A piece begins with it. */
  readonly isCover: boolean;
  /** Of one that waits. */
  readonly why: PageWhy | null;
  /** The bill that its cover names, wherever it goes. Null: none, or nobody knows which. */
  readonly named: KnownBill | null;
}

/** How far from its edges the corner of a page reaches, in parts of its sides. */
const corner = 0.35;

/**
 * Cuts a stack of pages into pieces, each of which goes to a bill: a page with the image code of a bill in a corner,
 * whichever way it lies, begins one, and all up to the next go with it. Codes that no bill has are none: an invoice
 * bears one of its own.
 *
 * The cover goes with its piece, as its first image: people signed it, and a stack of images that is printed again is
 * known again by it.
 *
 * Where it is in doubt whose a piece is, all of it waits: pages are easily assigned, and hardly missed where they went
 * to a wrong bill.
 */
export function cutStack(
  pages: readonly (readonly PageCode[])[],
  bills: ReadonlyMap<string, KnownBill>,
): readonly PlacedPage[] {
  let piece: PlacedPage = { bill: null, isCover: false, why: 'no-cover', named: null };
  return pages.map((codes) => {
    const begun = pieceOf(codes, bills);
    if (!begun) return piece;
    piece = { ...begun, isCover: false };
    return begun;
  });
}

/** The piece that a page begins; undefined: none. */
function pieceOf(codes: readonly PageCode[], bills: ReadonlyMap<string, KnownBill>): PlacedPage | undefined {
  const found = codes.flatMap((code) => {
    const bill = bills.get(code.text);
    return bill ? [{ bill, inCorner: isInCorner(code) }] : [];
  });
  const inCorner = found.filter((one) => one.inCorner);
  // Of a code in a corner and one elsewhere the first is the cover's.
  const [first, ...others] = inCorner.length > 0 ? inCorner : found;
  if (!first) return undefined;
  const named = first.bill;
  if (others.some(({ bill }) => bill.id !== named.id)) return waiting('two-covers', null);
  if (!first.inCorner) return waiting('not-in-corner', named);
  return named.refused === null
    ? { bill: named.id, isCover: true, why: null, named }
    : waiting('bill-refused', named);
}

function waiting(why: PageWhy, named: KnownBill | null): PlacedPage {
  return { bill: null, isCover: true, why, named };
}

function isInCorner({ x, y }: PageCode): boolean {
  return [x, y].every((one) => one < corner || one > 1 - corner);
}
