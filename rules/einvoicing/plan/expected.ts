import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';

/** Of an invoice, what somebody who reads it would miss. */
const ofInvoice = [
  ...['applications', 'splitOrder', 'invoiceType', 'buyerName', 'buyerTaxNo', 'channel'],
  ...['amount', 'tax', 'gross', 'remark'],
] as const;
const ofLine = [
  ...['itemName', 'spec', 'unit', 'taxCode', 'kind'],
  ...['quantity', 'price', 'rate', 'amount', 'tax', 'gross'],
] as const;

/** Returns the parts of a plan that a case expects: the invoices with their lines, who waits and what stops. */
export function expectedOfPlan({ pendingInvoices, held = [], stopped = [] }: JsonObject): JsonObject {
  const invoices = objectsIn(pendingInvoices).map(({ lines, ...invoice }) => ({
    ...only(invoice, ofInvoice),
    lines: objectsIn(lines).map((line) => only(line, ofLine)),
  }));
  return { pendingInvoices: invoices, held, stopped };
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function only(from: JsonObject, members: readonly string[]): JsonObject {
  const kept = members.flatMap((member) => {
    const value = from[member];
    return value === undefined || value === null || value === '' ? [] : [[member, value] as const];
  });
  return Object.fromEntries(kept);
}
