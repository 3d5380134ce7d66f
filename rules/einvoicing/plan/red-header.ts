import type { JsonObject } from '../../../metadata/common/json.ts';

/** The members of the header that a red document takes of its blue invoice where it leaves them empty. */
const asBlue = [
  ...['invoiceType', 'taxMethod', 'buyerCode', 'buyerName', 'buyerTaxNo', 'buyerKind', 'buyerAddress'],
  ...['buyerPhone', 'buyerBank', 'buyerAccount', 'buyerEmail', 'buyerMobile', 'sellerName', 'sellerTaxNo'],
  ...['sellerAddress', 'sellerPhone', 'sellerBank', 'sellerAccount', 'hidden'],
];

/**
 * What the blue invoice says and the red document does not.
 *
 * @example
 * missingOf({ buyerName: '甲' }, { buyerName: '乙', buyerPhone: '0755' }) //=> { buyerPhone: '0755' }
 */
export function missingOf(red: JsonObject, blue: JsonObject): JsonObject {
  const isEmpty = (of: JsonObject, member: string) => [undefined, null, ''].includes(of[member] as never);
  return Object.fromEntries(
    asBlue.flatMap((member) => {
      const value = blue[member];
      return isEmpty(red, member) && !isEmpty(blue, member) && value !== undefined ? [[member, value]] : [];
    }),
  );
}
