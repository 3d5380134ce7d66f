import { add, sign, sum } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import type { Trace } from '../../decisions/trace.ts';
import type { Line } from '../common/line.ts';

/** A line with the place it came from. */
export interface SplitLine {
  readonly from: number;
  readonly line: Line;
}

/** A unit that is taken apart by cutting alone: a line, or a discounted one with its discount right below it. */
export interface Unit {
  readonly lines: readonly SplitLine[];
  /** The amount that is held against the limit. */
  readonly size: string;
}

export type Measure = 'amount' | 'gross';

export function unitsOf(lines: readonly SplitLine[], measure: Measure): readonly Unit[] {
  const units: Unit[] = [];
  for (const one of lines) {
    const last = units.at(-1);
    const isPair =
      one.line.kind === 'discount' && last?.lines.length === 1 && last.lines[0]?.line.kind === 'discounted';
    if (isPair) units[units.length - 1] = unitOf([...last.lines, one], measure);
    else units.push(unitOf([one], measure));
  }
  return units;
}

export function unitOf(lines: readonly SplitLine[], measure: Measure): Unit {
  return { lines, size: lines.reduce((size, { line }) => add(size, line[measure] || '0'), '0') };
}

/**
 * 1 or -1; 0: it cannot be split, which is told: at the first line that says no amount, or at the first of the other sign
 * where both stand in it, other than discounts.
 */
export function signOf(lines: readonly Line[], trace: Trace): 1 | -1 | 0 {
  const unsaid = lines.findIndex(({ amount, gross }) => !isGiven(amount) && !isGiven(gross));
  if (unsaid >= 0) {
    trace.stops('line-amount-missing', { line: unsaid, field: 'amount' });
    return 0;
  }
  const signs = lines.map(({ kind, ...line }) => (kind === 'discount' ? 0 : sign(sizeOf(line))));
  if (!signs.includes(-1)) return 1;
  if (!signs.includes(1)) return -1;
  const odd = signs.indexOf(sign(sum(lines.map(sizeOf))) < 0 ? 1 : -1);
  trace.stops('mixed-signs', { line: odd }, { amount: sizeOf(lines[odd] ?? {}) });
  return 0;
}

function sizeOf({ amount, gross }: Line): string {
  return amount || gross || '0';
}
