import { isGiven, type Text } from '../../decisions/given.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';

/** Types whose tax the buyer deducts; a red invoice takes back what is of its own family only. */
export const specialTypes: readonly string[] = ['004', '028', '004xdp', '08xdp'];
export const ordinaryTypes: readonly string[] = ['007', '025', '026', '007xdp', '10xdp'];

/**
 * Tells whether an invoice is digital, and so has neither list nor tax device.
 *
 * @example
 * isDigital('10xdp') //=> true
 * isDigital('026') //=> false
 */
export function isDigital(invoiceType: Text): boolean {
  return (invoiceType ?? '').endsWith('xdp');
}

/**
 * Tells whether a red invoice of a type may take back a blue one of another: a digital one of its family, one under tax
 * control of its own type only. What is not said agrees with all.
 */
export function canReverse(red: Text, blue: Text): boolean {
  if (!isGiven(red) || !isGiven(blue)) return true;
  if (!isDigital(red)) return red === blue;
  return specialTypes.includes(red) === specialTypes.includes(blue);
}

/** Tells whether channels of a kind can issue a type: digital ones go to the bureau, all others to a tax device. */
export function canIssue(kind: ChannelKind, invoiceType: Text): boolean {
  return isDigital(invoiceType) === (kind !== 'tax-control');
}

/** The most rows of an invoice; null: a list holds the others. */
export function mostRows(invoiceType: Text, withList: boolean): number | null {
  if (isDigital(invoiceType)) return 2000;
  // A roll has no list.
  return withList && invoiceType !== '025' ? null : 8;
}
