import { abs, padded, round, sum } from '../../../metadata/common/decimal.ts';
import type { Text } from '../../decisions/given.ts';

interface Taxed {
  readonly taxMethod?: Text;
  readonly lines?: readonly { readonly deduction?: Text }[] | null;
}

/**
 * What a face says of an invoice that is taxed on the difference; null: it is not.
 *
 * @example
 * differenceMark({ taxMethod: 'difference', lines: [{ deduction: '60' }] }) //=> '差额征税：扣除额 ¥60.00'
 * differenceMark({ taxMethod: 'difference-full' }) //=> '差额征税（全额开票）'
 * differenceMark({ taxMethod: 'normal' }) //=> null
 */
export function differenceMark({ taxMethod, lines }: Taxed): string | null {
  if (taxMethod === 'difference-full') return '差额征税（全额开票）';
  if (taxMethod !== 'difference') return null;
  const deducted = abs(sum((lines ?? []).map(({ deduction }) => deduction || '0')));
  return deducted === '0' ? '差额征税' : `差额征税：扣除额 ¥${padded(round(deducted, 2), 2)}`;
}
