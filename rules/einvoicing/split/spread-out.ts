import { add, sign, sub } from '../../../metadata/common/decimal.ts';
import { isGiven } from '../../decisions/given.ts';
import { share } from '../common/line.ts';
import type { SplitLine } from './unit.ts';

/** What has come together of a whole up to a piece, that piece included. */
export interface Share {
  readonly come: string;
  readonly of: string;
}

/**
 * The shares of parts that add up to a whole.
 *
 * @example
 * sharesOf(['1', '2']) //=> [{ come: '1', of: '3' }, { come: '3', of: '3' }]
 */
export function sharesOf(parts: readonly string[]): readonly Share[] {
  let come = '0';
  const comes = parts.map((part) => {
    come = add(come, part);
    return come;
  });
  return comes.map((one) => ({ come: one, of: come }));
}

/** As many equal shares. */
export function equalShares(count: number): readonly Share[] {
  return Array.from({ length: count }, (_, at) => ({ come: String(at + 1), of: String(count) }));
}

/**
 * Of each the part of what has come together so far, to the cent, less what went before.
 *
 * @example
 * spreadBy('0.1', equalShares(3)) //=> ['0.03', '0.04', '0.03']
 */
export function spreadBy(total: string, shares: readonly Share[]): readonly string[] {
  let given = '0';
  return shares.map(({ come, of }) => {
    const own = sub(share(total, come, of), given);
    given = add(given, own);
    return own;
  });
}

/** A line and its discount; where that is of nothing, the line alone is a normal one. */
export function withoutEmptyDiscount(lines: readonly SplitLine[]): readonly SplitLine[] {
  const [first, second] = lines;
  if (!first || second?.line.kind !== 'discount') return lines;
  const isNothing = [second.line.amount, second.line.tax].every((one) => !isGiven(one) || sign(one) === 0);
  return isNothing ? [{ ...first, line: { ...first.line, kind: 'normal' } }] : lines;
}
