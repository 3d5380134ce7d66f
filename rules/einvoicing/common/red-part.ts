import { add, compare, round, sub } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';
import { deductionLeft } from './deduction.ts';
import { exactTax, type Line, share } from './line.ts';

/** A line of a blue invoice, as far as its figures say what a part of it comes to. */
export type BlueFigures = Pick<Line, 'amount' | 'tax' | 'rate' | 'preferenceText' | 'deduction'> & {
  readonly remainingDeduction?: Text;
};

interface Part {
  /** Net. */
  readonly amount: string;
  /** Net amount of the line that is still to be reversed. */
  readonly rest: string;
  /** As a confirmation has it. Default: by the rate of the line. */
  readonly tax?: string | null;
}

/** What a part of a blue line comes to when it is reversed: positive, as the blue one says it. */
export interface RedPartFigures {
  readonly tax: string;
  readonly gross: string;
  /** Null: the line deducts nothing. */
  readonly deduction: string | null;
}

/**
 * Answers what a part of a blue line comes to; of a line that goes as a whole the tax is its own.
 *
 * @example
 * redPart({ amount: '200', tax: '12.01', rate: '0.06' }, { amount: '50', rest: '200' }) //=> { tax: '3', gross: '53', deduction: null }
 * redPart({ amount: '200', tax: '12.01', rate: '0.06' }, { amount: '200', rest: '200' }) //=> { tax: '12.01', gross: '212.01', deduction: null }
 */
export function redPart(line: BlueFigures, { amount, rest, tax: said }: Part): RedPartFigures {
  const left = deductionLeft({
    deduction: line.deduction,
    amount: line.amount,
    rest,
    left: line.remainingDeduction,
  });
  const deduction = left === null ? null : share(left, amount, rest);
  const isWhole = compare(amount, line.amount || '0') === 0;
  const taxed = deduction === null ? amount : sub(amount, deduction);
  const tax = said ?? (isWhole ? line.tax || '0' : round(exactTax(line, taxed), 2));
  return { tax, gross: add(amount, tax), deduction };
}
