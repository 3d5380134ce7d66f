import { abs, add, compare, div, sign, sub } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import { exactTax, type Line } from '../common/line.ts';
import { isWithin } from './pieces.ts';
import { type Measure, type Unit, unitOf } from './unit.ts';

/** A tax that rounds to nothing of itself is none. */
const leastTax = '0.005';

/** Tells whether a piece of a unit is of nothing, or of another sign, in its amounts or its taxes. */
export function isTooSmall(piece: Unit, unit: Unit): boolean {
  return piece.lines.some(({ from, line }) => {
    const whole = unit.lines.find((one) => one.from === from)?.line;
    return whole !== undefined && isBroken(line, whole);
  });
}

/** What its whole is, a piece may be: a line that came with nothing stays so. */
function isBroken(piece: Line, whole: Line): boolean {
  const way = sign(whole.amount || '0');
  if (way === 0) return false;
  if (sign(piece.amount || '0') !== way) return true;
  const [own, all] = [sign(piece.tax || '0'), sign(whole.tax || '0')];
  if (own !== 0) return own !== (all || way);
  const base = sub(piece.amount || '0', piece.deduction || '0');
  return all !== 0 && compare(abs(exactTax(whole, base)), leastTax) >= 0;
}

const added = ['quantity', 'amount', 'tax', 'gross', 'deduction'] as const;

/** Two pieces of a unit as one: the price stays where it fits. */
export function joined(a: Unit, b: Unit, measure: Measure): Unit {
  const froms = [...new Set([...a.lines, ...b.lines].map(({ from }) => from))].sort((x, y) => x - y);
  const lines = froms.flatMap((from) => {
    const [one, other] = [a, b].map((unit) => unit.lines.find((line) => line.from === from)?.line);
    const line = one && other ? lineOf(one, other) : (one ?? other);
    return line ? [{ from, line }] : [];
  });
  const isPair = lines.length > 1;
  return unitOf(
    lines.map(({ from, line }, at) =>
      at === 0 && isPair ? { from, line: { ...line, kind: 'discounted' as const } } : { from, line },
    ),
    measure,
  );
}

function lineOf(a: Line, b: Line): Line {
  const sums: Record<string, string> = {};
  for (const member of added)
    if (isGiven(a[member]) || isGiven(b[member])) sums[member] = add(a[member] || '0', b[member] || '0');
  const line: Line = { ...a, ...sums };
  const priced = (price: Line['price'], amount: Line['amount']) =>
    isGiven(price) && isGiven(line.quantity) && !isWithin(line.quantity, price, amount || '0')
      ? div(amount || '0', line.quantity, 13)
      : (price ?? null);
  return {
    ...line,
    ...(a.price === undefined ? {} : { price: priced(a.price, line.amount) }),
    ...(a.grossPrice === undefined ? {} : { grossPrice: priced(a.grossPrice, line.gross) }),
  };
}
