import { specialMembers } from '../special-business/special-business.ts';

/** What people may always change of a pending invoice that was made of something: remark, contact, delivery, elements. */
export const freeOfPending: ReadonlySet<string> = new Set([
  ...['remark', 'buyerAddress', 'buyerPhone', 'buyerEmail', 'buyerMobile', 'additionalMode', 'additional'],
  ...specialMembers,
]);
