import { add, compare, sign, sub } from '../../../metadata/common/decimal.ts';
import type { Steps } from '../../decisions/steps.ts';
import type { Unit } from './unit.ts';

/** The part of a unit that goes onto one invoice. */
export interface Part {
  readonly unit: Unit;
  readonly size: string;
}

export interface Room {
  /** Null: no limit. */
  readonly limit: string | null;
  readonly rows: number;
  /** Returns the part of a unit that may fill the room left, where it does not fit whole; null: it is not cut there. */
  readonly piece: (unit: Unit, left: string, room: string) => string | null;
  /** Returns the part that goes onto an invoice of its own where not even that helps. Default: all of it. */
  readonly alone?: (unit: Unit, left: string) => string;
}

export interface Filled {
  readonly invoices: readonly (readonly Part[])[];
  /** Units that are above the limit by themselves and are not cut. */
  readonly above: readonly Unit[];
}

/** Whole units in order while the sum stays within the limit, and the piece of the next that fills it. */
export function* fill(units: readonly Unit[], { limit, rows: mostRows, piece, alone }: Room): Steps<Filled> {
  const invoices: Part[][] = [];
  const above = new Set<Unit>();
  let parts: Part[] = [];
  let [size, rows] = ['0', 0];
  const put = (unit: Unit, part: string) => {
    parts.push({ unit, size: part });
    size = add(size, part);
    rows += unit.lines.length;
  };
  const close = () => {
    if (parts.length > 0) invoices.push(parts);
    parts = [];
    [size, rows] = ['0', 0];
  };
  for (const unit of units) {
    let left = unit.size;
    for (;;) {
      yield;
      if (rows > 0 && rows + unit.lines.length > mostRows) close();
      // A unit that comes to nothing fits anywhere, and would be no invoice of its own.
      if (limit === null || sign(left) === 0 || compare(add(size, left), limit) <= 0) {
        put(unit, left);
        break;
      }
      const part = piece(unit, left, sub(limit, size));
      if (part !== null && sign(part) > 0 && compare(part, left) < 0) {
        put(unit, part);
        left = sub(left, part);
        close();
      } else if (sign(size) !== 0) close();
      else {
        const part = alone?.(unit, left) ?? left;
        put(unit, part);
        above.add(unit);
        left = sub(left, part);
        if (sign(left) <= 0) break;
        close();
      }
    }
  }
  close();
  return { invoices, above: [...above] };
}

/** A piece that fills the invoice exactly to the limit. */
export function toTheLimit(_unit: Unit, left: string, room: string): string | null {
  return sign(room) > 0 && compare(room, left) < 0 ? room : null;
}

export function neverCut(): null {
  return null;
}
