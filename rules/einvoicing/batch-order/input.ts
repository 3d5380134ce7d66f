import { count, listOf, object, oneOf, text } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import { batchOrder, type IssueOrder, type OrderQuestion } from './batch-order.ts';

const orders: readonly IssueOrder[] = [
  'pending-number',
  'buyer-name',
  'seller-bank',
  'application-number',
  'split-order',
];
const pending = object(
  {
    number: { type: 'string' },
    buyerName: text,
    sellerBank: text,
    sellerAccount: text,
    applicationNumber: text,
    splitOrder: { anyOf: [count, { type: 'null' }] },
  },
  ['number'],
);

export const orderDecision = decision<OrderQuestion>({
  name: 'batch-order',
  label: { zh: '批量开票顺序', en: 'Batch order' },
  summary: {
    zh: '待开发票按设置的顺序依次开具',
    en: 'The order in which pending invoices are issued, by the settings',
  },
  input: object({ issueOrder: oneOf(...orders), pendingInvoices: listOf(pending) }, ['pendingInvoices']),
  reads: { settings: ['other-settings'] },
  decide: (question, configuration, level) => {
    const usual = orders.find((one) => one === configuration.setting('other-settings')['issueOrder']);
    const issueOrder = question.issueOrder ?? usual;
    return batchOrder({ ...question, ...(issueOrder ? { issueOrder } : {}) }, level);
  },
});
