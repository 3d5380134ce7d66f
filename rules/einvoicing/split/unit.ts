import { add, sign } from '../../../metadata/common/decimal.ts';
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

/** 1 or -1; 0: both signs stand in it, other than discounts. */
export function signOf(lines: readonly Line[]): 1 | -1 | 0 {
  const signs = lines.flatMap(({ kind, amount, gross }) => {
    const value = amount || gross || '0';
    return kind === 'discount' || sign(value) === 0 ? [] : [sign(value)];
  });
  const isNegative = signs.includes(-1);
  return isNegative ? (signs.includes(1) ? 0 : -1) : 1;
}
