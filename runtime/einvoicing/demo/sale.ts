import { add, mul, round } from '../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Buyer, Good, InvoiceType, Seller } from './cast.ts';

/** An application for invoices, as somebody made it. */
export interface Sale {
  /** Names it within the story. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly type: InvoiceType;
  readonly lines: readonly SaleLine[];
  /** Names others that become one invoice with it. Default: it goes by itself. */
  readonly group?: string;
  readonly remark?: string;
}

export interface SaleLine {
  readonly good: Good;
  readonly quantity: number;
}

/** The enterprise that an organisation is, on its invoices. */
export interface Enterprise {
  readonly id: string;
  readonly name: string;
  readonly taxNo: string;
}

/** The net amount of a sale. */
export function netOf({ lines }: Pick<Sale, 'lines'>): string {
  return lines.reduce((net, line) => add(net, amountsOf(line).amount), '0');
}

export function lineOf(line: SaleLine): JsonObject {
  const { good, quantity } = line;
  const { name, taxCode, rate, unit, price, spec, item, preference } = good;
  return {
    kind: 'normal',
    itemName: name,
    taxCode,
    rate,
    unit,
    quantity: String(quantity),
    price: String(price),
    ...amountsOf(line),
    ...(spec ? { spec } : {}),
    ...(item ? { itemCode: item } : {}),
    ...(preference ? { preference: true, preferenceText: preference } : {}),
  };
}

function amountsOf({ good, quantity }: SaleLine) {
  const amount = round(mul(String(quantity), String(good.price)), 2);
  const tax = round(mul(amount, good.rate), 2);
  return { amount, tax, gross: add(amount, tax) };
}

/** The application as it is written. */
export function applicationOf(sale: Sale, enterprise: Enterprise): JsonObject {
  const { seller, buyer, type, lines, key, group, remark } = sale;
  const { source = 'manual', people, special, businessType } = seller;
  const system = group ? 'ERP' : source === 'import' ? 'Kingdee_Excel' : null;
  return {
    organisation: { id: enterprise.id },
    businessNumber: `XS-${seller.org}-${key}`,
    creator: people.drawer,
    dataSource: group ? 'api' : source,
    ...(system ? { sourceSystem: system } : {}),
    // What a system sends was approved there.
    ...(system ? { auditStatus: 'D' } : {}),
    invoiceType: type,
    businessType: { number: businessType },
    sellerName: enterprise.name,
    sellerTaxNo: enterprise.taxNo,
    ...people,
    ...buyerOf(buyer),
    ...(special ? { specialKind: special.kind, realEstate: { number: special.realEstate } } : {}),
    ...(remark ? { remark } : {}),
    lines: lines.map(lineOf),
  };
}

export function buyerOf({ name, taxNo, address, phone, bank, account }: Buyer): JsonObject {
  if (taxNo === null) return { buyerName: name, buyerKind: 'person' };
  return {
    buyerName: name,
    buyerKind: 'company',
    buyerTaxNo: taxNo,
    buyerAddress: address,
    buyerPhone: phone,
    buyerBank: bank,
    buyerAccount: account,
    customerName: name,
    customerTaxNo: taxNo,
  };
}
