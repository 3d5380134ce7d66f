import { sub } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { share } from './line.ts';

/** A line of which parts are issued or reversed, as much as says what is still to be deducted of it. */
export interface Deducting {
  readonly deduction?: Text;
  readonly amount?: Text;
  /** Net amount of it that is still to come. */
  readonly rest: string;
  /** As it is kept. Null: the parts before were made when nobody kept it. */
  readonly left?: Text;
}

/**
 * What is still to be deducted of a line; null: it deducts nothing.
 *
 * @example
 * deductionLeft({ deduction: '60', amount: '100', rest: '25' }) //=> '15'
 * deductionLeft({ deduction: '60', amount: '100', rest: '25', left: '15.01' }) //=> '15.01'
 */
export function deductionLeft({ deduction, amount, rest, left }: Deducting): string | null {
  if (!isGiven(deduction)) return null;
  return isGiven(left) ? left : share(deduction, rest, amount || '0');
}

/** What was deducted of a line so far. */
export function deductionIssued(line: Deducting): string | null {
  const left = deductionLeft(line);
  return left === null ? null : sub(line.deduction || '0', left);
}
