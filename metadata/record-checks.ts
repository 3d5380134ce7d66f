import type { Label } from './common/label.ts';

/** Checks that no condition can say, such as on what a record adds up to; a form names those it wants. */
export const recordChecks = [
  'line-tolerances',
  'invoice-tolerances',
  'items-matched',
  'host-can-be-called',
] as const;

export type RecordCheck = (typeof recordChecks)[number];

/** What they are called where a plan tells of records that do not fulfil them. */
export const recordCheckLabels: Readonly<Record<RecordCheck, Label>> = {
  'line-tolerances': { zh: '明细尾差与折扣行校验', en: 'Tolerances of lines, and discount lines' },
  'invoice-tolerances': { zh: '整张发票尾差校验', en: 'Tolerances of the invoice as a whole' },
  'items-matched': { zh: '应收单明细须匹配开票项', en: 'Lines from receivables need an invoice item' },
  'host-can-be-called': { zh: '列出的主机须能访问', en: 'A listed host can be called' },
};
