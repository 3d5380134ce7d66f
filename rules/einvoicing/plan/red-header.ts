import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { specialMembers } from '../special-business/special-business.ts';

/** The members of the header that a red document takes of its blue invoice where it leaves them empty. */
const asBlue = [
  ...['invoiceType', 'taxMethod', 'buyerCode', 'buyerName', 'buyerTaxNo', 'buyerKind', 'buyerAddress'],
  ...['buyerPhone', 'buyerBank', 'buyerAccount', 'buyerEmail', 'buyerMobile', 'sellerName', 'sellerTaxNo'],
  ...['sellerAddress', 'sellerPhone', 'sellerBank', 'sellerAccount', 'hidden'],
];

/** Those of its special business, which are its own or the blue one's altogether, with their texts as issued. */
const asBlueOfBusiness = [...specialMembers, 'specialElements'];

const transports = ['travellers', 'freights'];

/** Lines of a red invoice stand in other places than those of its blue one, to which its rows belong. */
export function ofNoLine(rows: Json | undefined): Json {
  return Array.isArray(rows) ? rows.map((row: Json) => (isObject(row) ? { ...row, line: null } : row)) : [];
}

/**
 * What the blue invoice says and the red document does not.
 *
 * @example
 * missingOf({ buyerName: '甲' }, { buyerName: '乙', buyerPhone: '0755' }) //=> { buyerPhone: '0755' }
 */
export function missingOf(red: JsonObject, blue: JsonObject): JsonObject {
  const isEmpty = (of: JsonObject, member: string) => {
    const value = of[member];
    return (
      value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    );
  };
  const members = isEmpty(red, 'specialKind') ? [...asBlue, ...asBlueOfBusiness] : asBlue;
  return Object.fromEntries(
    members.flatMap((member) => {
      const value = blue[member];
      if (!isEmpty(red, member) || isEmpty(blue, member) || value === undefined) return [];
      return [[member, transports.includes(member) ? ofNoLine(value) : value]];
    }),
  );
}
