import { abs, add, compare, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';

/** A row of a document that may belong to one of its lines. */
interface OfLine {
  /** Number of the line; none: it belongs to all of them. */
  readonly line?: number | null;
}

interface Voucher extends OfLine {
  readonly deducted?: Text;
}

interface PieceLine {
  /** Place of the line that it is a piece of. */
  readonly from: number;
  /** The number that it keeps. Default: none, it goes by its place. */
  readonly seq?: number | null;
  readonly deduction?: Text;
}

type Pieces = readonly (readonly PieceLine[])[];

/** Answers the places of the lines that a number means; none: no line has it, or nothing is left of it. */
export type PlacesOf = (line: number) => readonly number[];

/**
 * Rows go whole with each piece of the line that they belong to; those of no line go with every piece. `isRest`: those of
 * a line that is out have gone with it.
 */
export function sharedRows<R extends OfLine>(
  rows: readonly R[],
  pieces: Pieces,
  placesOf: PlacesOf,
  isRest = false,
): readonly (readonly R[])[] {
  const issued = new Set(pieces.flatMap((piece) => piece.map(({ from }) => from)));
  const asked = rows.flatMap((row) => {
    const isOfLine = typeof row.line === 'number';
    const places = new Set(isOfLine ? placesOf(row.line) : []);
    if (isOfLine && isRest && places.size === 0) return [];
    // What belongs to a line of which nothing is issued is not lost.
    return [{ row, places: places.isDisjointFrom(issued) ? null : places }];
  });
  return pieces.map((piece) =>
    asked.flatMap(({ row, places }): readonly R[] => {
      if (!places) return [typeof row.line === 'number' ? { ...row, line: null } : row];
      const place = piece.findIndex(({ from }) => places.has(from));
      return place < 0 ? [] : [{ ...row, line: piece[place]?.seq ?? place + 1 }];
    }),
  );
}

/**
 * Vouchers are used up in their order by the deductions of the pieces, those of a line by its pieces alone: what is
 * deducted by each adds up to what was, and by those of a piece to its deduction. `isRest`: pieces before these have
 * used up what is too much; else the last piece has it, which is refused there.
 */
export function sharedVouchers<V extends Voucher>(
  vouchers: readonly V[],
  pieces: Pieces,
  placesOf: PlacesOf,
  isRest = false,
): readonly (readonly V[])[] {
  const lines = pieces.flat();
  const queues = new Map<number | null, Queue<V>>();
  for (const voucher of vouchers) {
    const line = voucher.line ?? null;
    const queue = queues.get(line) ?? new Queue<V>(line === null ? null : new Set(placesOf(line)));
    queues.set(line, queue);
    queue.add(voucher);
  }
  const named = [...queues.values()].filter(({ places }) => places !== null);
  const common = [...queues.values()].filter(({ places }) => places === null);
  if (isRest) {
    for (const queue of named) queue.drop(sub(queue.left, queue.neededBy(lines)));
    const byNamed = sum(named.map(({ left }) => left));
    for (const queue of common) queue.drop(sub(queue.left, sub(queue.neededBy(lines), byNamed)));
  }
  return pieces.map((piece, at): readonly V[] => {
    const used = piece.flatMap(({ from, seq, deduction }, place) => {
      let open = abs(deduction || '0');
      return [...named.filter(({ places }) => places?.has(from)), ...common].flatMap((queue) => {
        const taken = queue.take(open);
        open = sub(open, sum(taken.map(({ deducted }) => deducted || '0')));
        return queue.places === null ? taken : taken.map((one) => ({ ...one, line: seq ?? place + 1 }));
      });
    });
    const over = at === pieces.length - 1 && !isRest ? [...named, ...common] : [];
    return joined([...used, ...over.flatMap((queue) => queue.take(queue.left))]);
  });
}

/** A voucher that several lines of a piece use stands there once. */
function joined<V extends Voucher>(vouchers: readonly V[]): readonly V[] {
  const rows = new Map<string, V>();
  for (const one of vouchers) {
    const { deducted, ...rest } = one;
    const key = JSON.stringify(rest);
    const before = rows.get(key)?.deducted;
    rows.set(key, before ? { ...one, deducted: add(before, deducted || '0') } : one);
  }
  return [...rows.values()];
}

/** Vouchers of which some is left, in their order. */
class Queue<V extends Voucher> {
  /** Places of the lines that may use them; null: all may. */
  readonly places: ReadonlySet<number> | null;
  readonly #vouchers: V[] = [];

  constructor(places: ReadonlySet<number> | null) {
    this.places = places;
  }

  get left(): string {
    return sum(this.#vouchers.map(({ deducted }) => deducted || '0'));
  }

  add(voucher: V): void {
    this.#vouchers.push(voucher);
  }

  neededBy(lines: readonly PieceLine[]): string {
    const own = lines.filter(({ from }) => this.places?.has(from) ?? true);
    return sum(own.map(({ deduction }) => abs(deduction || '0')));
  }

  take(most: string): readonly V[] {
    const taken: V[] = [];
    let open = most;
    while (sign(open) > 0) {
      const first = this.#vouchers[0];
      if (!first) break;
      const own = first.deducted || '0';
      const part = compare(own, open) > 0 ? open : own;
      if (part === own) this.#vouchers.shift();
      else this.#vouchers[0] = { ...first, deducted: sub(own, part) };
      taken.push({ ...first, deducted: part });
      open = sub(open, part);
    }
    return taken;
  }

  drop(most: string): void {
    this.take(most);
  }
}
