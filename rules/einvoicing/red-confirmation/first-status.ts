import type { Text } from '../../decisions/given.ts';
import { isDigital } from '../common/invoice-types.ts';

/** A red document before its confirmation is entered at the bureau. */
export interface EnteringQuestion {
  /** Of the red invoice. */
  readonly invoiceType?: Text;
  /** What the buyer has done with the blue one. */
  readonly blueDeducted?: boolean | null;
  readonly blueEntered?: boolean | null;
  readonly buyerKind?: Text;
  /** Default: the seller. */
  readonly enteredBy?: 'seller' | 'buyer' | null;
}

/**
 * The status that a confirmation has once it is entered: nobody is asked where the buyer did nothing with the blue
 * invoice yet, or is a person; else the other side answers. Null: under tax control there is none.
 *
 * @example
 * firstStatus({ invoiceType: '10xdp', buyerKind: 'company' }) //=> '01'
 * firstStatus({ invoiceType: '08xdp', buyerKind: 'company', blueDeducted: true }) //=> '02'
 * firstStatus({ invoiceType: '007' }) //=> null
 */
export function firstStatus(asked: EnteringQuestion): '01' | '02' | '03' | null {
  const { invoiceType, blueDeducted, blueEntered, buyerKind, enteredBy } = asked;
  if (!isDigital(invoiceType)) return null;
  const isAsked = buyerKind !== 'person' && (blueDeducted === true || blueEntered === true);
  if (!isAsked) return '01';
  return enteredBy === 'buyer' ? '03' : '02';
}
