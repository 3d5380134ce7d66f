import { add, compare, sign, sub, sum } from '../../../metadata/common/decimal.ts';
import type { Steps } from '../../decisions/steps.ts';
import { isTooSmall, joined } from './too-small.ts';
import type { Measure, SplitLine, Unit } from './unit.ts';

/** The part of a unit that goes onto one invoice. */
interface Part {
  readonly unit: Unit;
  size: string;
  lines: readonly SplitLine[];
}

export interface Room {
  /** Null: no limit. */
  readonly limit: string | null;
  readonly rows: number;
  readonly measure: Measure;
  /** Returns the part of a unit that may fill the room left, where it does not fit whole; null: it is not cut there. */
  readonly piece: (unit: Unit, left: string, room: string) => string | null;
  /** Returns the part that goes onto an invoice of its own where not even that helps. Default: all of it. */
  readonly alone?: (unit: Unit, left: string) => string;
  /** Tells whether it goes there in such parts even where more of it fits. Default: no. */
  readonly eachAlone?: (unit: Unit) => boolean;
  /** Cuts a unit into pieces of these sizes. */
  readonly cut: (unit: Unit, sizes: readonly string[]) => Steps<readonly Unit[]>;
}

export interface Filled {
  readonly invoices: readonly (readonly SplitLine[])[];
  /** Units that are above the limit by themselves and are not cut. */
  readonly above: readonly Unit[];
  /** Units of which a piece stays too small wherever it is cut. */
  readonly tooSmall: readonly Unit[];
}

/** Whole units in order while the sum stays within the limit, and the piece of the next that fills it. */
export function* fill(units: readonly Unit[], room: Room): Steps<Filled> {
  const filling = new Filling(room);
  for (const unit of units) yield* filling.lay(unit);
  return filling.done();
}

class Filling {
  readonly #room: Room;
  readonly #invoices: Part[][] = [];
  readonly #above = new Set<Unit>();
  readonly #tooSmall: Unit[] = [];
  #open: Part[] = [];
  #size = '0';
  #rows = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** A line whose first piece stays too small begins on the next invoice. */
  *lay(unit: Unit): Steps<void> {
    const mark = { invoices: this.#invoices.length, open: this.#open, parts: this.#open.length };
    const [size, rows] = [this.#size, this.#rows];
    const how = yield* this.#settle(unit, yield* this.#place(unit));
    if (how === 'settled') return;
    if (how === 'first' && mark.parts > 0) {
      this.#invoices.length = mark.invoices;
      mark.open.length = mark.parts;
      [this.#open, this.#size, this.#rows] = [mark.open, size, rows];
      this.#above.delete(unit);
      this.#close();
      if ((yield* this.#settle(unit, yield* this.#place(unit))) === 'settled') return;
    }
    this.#tooSmall.push(unit);
  }

  done(): Filled {
    this.#close();
    const invoices = this.#invoices.filter(({ length }) => length > 0);
    return {
      invoices: invoices.map((parts) => parts.flatMap(({ lines }) => lines)),
      above: [...this.#above],
      tooSmall: this.#tooSmall,
    };
  }

  *#place(unit: Unit): Steps<readonly Placed[]> {
    const { limit, rows, piece, alone, eachAlone } = this.#room;
    const isApart = alone !== undefined && eachAlone?.(unit) === true;
    const placed: Placed[] = [];
    let left = unit.size;
    for (;;) {
      yield;
      if (this.#rows > 0 && this.#rows + unit.lines.length > rows) this.#close();
      // A unit that comes to nothing fits anywhere, and would be no invoice of its own.
      const isMore = isApart && compare(alone(unit, left), left) < 0;
      const fits = limit === null || sign(left) === 0 || compare(add(this.#size, left), limit) <= 0;
      if (fits && !isMore) {
        placed.push(this.#put(unit, left));
        return placed;
      }
      const part = limit === null ? null : piece(unit, left, sub(limit, this.#size));
      if (part !== null && sign(part) > 0 && compare(part, left) < 0) {
        placed.push(this.#put(unit, part));
        left = sub(left, part);
        this.#close();
      } else if (sign(this.#size) !== 0) this.#close();
      else {
        const own = alone?.(unit, left) ?? left;
        placed.push(this.#put(unit, own));
        this.#above.add(unit);
        left = sub(left, own);
        if (sign(left) <= 0) return placed;
        this.#close();
      }
    }
  }

  /** Cuts it into what was placed, and joins pieces that are too small to those before them. */
  *#settle(unit: Unit, placed: readonly Placed[]): Steps<Settled> {
    if (placed.length < 2) return 'settled';
    const { limit, cut, measure } = this.#room;
    const sizes = placed.map(({ part }) => part.size);
    const pieces = [...(yield* cut(unit, sizes))];
    const left = [...placed];
    for (;;) {
      const at = pieces.findIndex((piece) => isTooSmall(piece, unit));
      const [piece, before] = [pieces[at], pieces[at - 1]];
      const [own, room] = [left[at], left[at - 1]];
      if (at < 0) break;
      if (at === 0) return 'first';
      if (!piece || !before || !own || !room) return 'stays';
      const together = add(sum(room.on.map(({ size }) => size)), own.part.size);
      if (limit !== null && compare(together, limit) > 0) return 'stays';
      room.part.size = add(room.part.size, own.part.size);
      own.on.splice(own.on.indexOf(own.part), 1);
      pieces.splice(at - 1, 2, joined(before, piece, measure));
      left.splice(at, 1);
    }
    for (const [at, { part }] of left.entries()) part.lines = pieces[at]?.lines ?? [];
    this.#size = sum(this.#open.map(({ size }) => size));
    this.#rows = this.#open.reduce((rows, { lines }) => rows + lines.length, 0);
    return 'settled';
  }

  #put(unit: Unit, size: string): Placed {
    const part: Part = { unit, size, lines: unit.lines };
    this.#open.push(part);
    this.#size = add(this.#size, size);
    this.#rows += unit.lines.length;
    return { on: this.#open, part };
  }

  #close(): void {
    if (this.#open.length > 0) this.#invoices.push(this.#open);
    [this.#open, this.#size, this.#rows] = [[], '0', 0];
  }
}

type Settled = 'settled' | 'first' | 'stays';

interface Placed {
  readonly on: Part[];
  readonly part: Part;
}

/** A piece that fills the invoice exactly to the limit. */
export function toTheLimit(_unit: Unit, left: string, room: string): string | null {
  return sign(room) > 0 && compare(room, left) < 0 ? room : null;
}

export function neverCut(): null {
  return null;
}
