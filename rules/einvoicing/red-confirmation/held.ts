import { abs, add, compare, sign, sub } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';

/** Statuses that hold the amounts of the blue invoice; the others free them, and a draft holds nothing. */
export const holdingStatuses: readonly string[] = ['01', '02', '03', '04'];

/** A line of a blue invoice, as much as is held of it by. */
export interface HoldableLine {
  /** Its number in the invoice. */
  readonly number: number;
  readonly itemName?: Text;
  readonly rate?: Text;
  readonly amount?: Text;
}

/** A line of something that is to take back a part of a blue invoice. */
export interface HoldingLine {
  /** Number of the line it is about; null: it does not say. */
  readonly blueLine?: number | null;
  readonly itemName?: Text;
  readonly rate?: Text;
  readonly quantity?: Text;
  readonly amount?: Text;
}

/** The part of a blue line that nobody else may take back. Both positive. */
export interface Held {
  readonly amount: string;
  readonly quantity: string;
}

const nothingHeld: Held = { amount: '0', quantity: '0' };

/**
 * The parts of the lines of a blue invoice that these lines hold, in the order of its lines. A line that does not say
 * which one it is about holds of those of the same goods, one after another; of all, where there are none.
 */
export function heldOf(blue: readonly HoldableLine[], lines: readonly HoldingLine[]): readonly Held[] {
  const held: Held[] = blue.map(() => nothingHeld);
  for (const line of lines) {
    const named = blue.findIndex(({ number }) => number === line.blueLine);
    const same = blue.flatMap((one, at) => (isSame(one, line) ? [at] : []));
    const places = named >= 0 ? [named] : same.length > 0 ? same : blue.map((_, at) => at);
    let rest = abs(line.amount || '0');
    let quantity = abs(line.quantity || '0');
    for (const place of places) {
      const had = held[place] ?? nothingHeld;
      const room = positive(sub(abs(blue[place]?.amount || '0'), had.amount));
      const isLast = place === places.at(-1) || compare(rest, room) <= 0;
      const taken = isLast ? rest : room;
      held[place] = { amount: add(had.amount, taken), quantity: add(had.quantity, quantity) };
      rest = sub(rest, taken);
      quantity = '0';
      if (isLast) break;
    }
  }
  return held;
}

function positive(amount: string): string {
  return sign(amount) < 0 ? '0' : amount;
}

function isSame(one: HoldableLine, line: HoldingLine): boolean {
  return one.itemName === line.itemName && compare(one.rate || '0', line.rate || '0') === 0;
}

/** Line by line the sums of what several hold. */
export function allHeld(lines: number, claims: readonly (readonly Held[])[]): readonly Held[] {
  return Array.from({ length: lines }, (_, at) =>
    claims.reduce<Held>((sum, one) => {
      const { amount, quantity } = one[at] ?? nothingHeld;
      return { amount: add(sum.amount, amount), quantity: add(sum.quantity, quantity) };
    }, nothingHeld),
  );
}
