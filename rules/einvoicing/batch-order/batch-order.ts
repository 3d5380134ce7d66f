import { compareText } from '../../condition/value.ts';
import type { Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

export type IssueOrder =
  | 'pending-number'
  | 'buyer-name'
  | 'seller-bank'
  | 'application-number'
  | 'split-order';

export interface OrderedInvoice {
  readonly number: string;
  readonly buyerName?: Text;
  readonly sellerBank?: Text;
  readonly sellerAccount?: Text;
  readonly applicationNumber?: Text;
  readonly splitOrder?: number | null;
}

export interface OrderQuestion {
  readonly issueOrder?: IssueOrder;
  readonly pendingInvoices: readonly OrderedInvoice[];
}

type Compare = (a: OrderedInvoice, b: OrderedInvoice) => number;
type Member = 'number' | 'buyerName' | 'sellerBank' | 'sellerAccount' | 'applicationNumber';

const by =
  (...members: readonly Member[]): Compare =>
  (a, b) => {
    for (const member of members) {
      const order = compareText(a[member] ?? '', b[member] ?? '');
      if (order !== 0) return order;
    }
    return 0;
  };

const byNumber = by('number');

/** Applications follow one another by the lowest number of their pending invoices. */
function bySplit(invoices: readonly OrderedInvoice[]): Compare {
  const first = new Map<string, string>();
  const keyOf = ({ applicationNumber, number }: OrderedInvoice): string =>
    applicationNumber ? `of ${applicationNumber}` : `alone ${number}`;
  for (const one of invoices) {
    const lowest = first.get(keyOf(one));
    if (lowest === undefined || compareText(one.number, lowest) < 0) first.set(keyOf(one), one.number);
  }
  const firstOf = (one: OrderedInvoice): string => first.get(keyOf(one)) ?? '';
  return (a, b) => compareText(firstOf(a), firstOf(b)) || (a.splitOrder ?? 0) - (b.splitOrder ?? 0);
}

/** The numbers of pending invoices in the order in which they are issued; equal ones by their number. */
export function batchOrder(
  { issueOrder = 'pending-number', pendingInvoices }: OrderQuestion,
  level?: TraceLevel,
): Decided<{ readonly order: readonly string[] }> {
  const trace = new Trace(level);
  const orders: Readonly<Record<IssueOrder, () => Compare>> = {
    'pending-number': () => byNumber,
    'buyer-name': () => by('buyerName'),
    'seller-bank': () => by('sellerBank', 'sellerAccount'),
    'application-number': () => by('applicationNumber'),
    'split-order': () => bySplit(pendingInvoices),
  };
  const compare = orders[issueOrder]();
  const order = [...pendingInvoices].sort((a, b) => compare(a, b) || byNumber(a, b));
  trace.step('batch-ordered', { params: { by: issueOrder, count: order.length } });
  return trace.decided({ order: order.map(({ number }) => number) });
}
