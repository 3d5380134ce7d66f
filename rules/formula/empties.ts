import type { PairSign } from '../../metadata/formula/formula.ts';

/**
 * What a sign makes of sides that are empty; a comparison goes by the operators of conditions, and functions say it of
 * themselves.
 *
 * - `nothing`: an empty side counts as nought; of two, the whole is empty
 * - `empty`: where one side is empty, the whole is
 * - `untrue`: an empty side is not true
 * - `no text`: an empty side is a text of no characters; where both are, the whole is empty
 */
export const empties: Readonly<
  Record<'+' | '-' | '*' | '/' | '&' | 'and' | 'or', 'nothing' | 'empty' | 'untrue' | 'no text'>
> = {
  '+': 'nothing',
  '-': 'nothing',
  '*': 'empty',
  '/': 'empty',
  '&': 'no text',
  and: 'untrue',
  or: 'untrue',
};

export function isCalculated(sign: PairSign): sign is '+' | '-' | '*' | '/' {
  return sign === '+' || sign === '-' || sign === '*' || sign === '/';
}
