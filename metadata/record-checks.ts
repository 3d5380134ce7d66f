import type { Label } from './label.ts';

/** Checks on what a record adds up to, which no condition can say; a form names those it wants. */
export const recordChecks = ['line-tolerances', 'invoice-tolerances', 'items-matched'] as const;

export type RecordCheck = (typeof recordChecks)[number];

/** What they are called where a plan tells of records that do not fulfil them. */
export const recordCheckLabels: Readonly<Record<RecordCheck, Label>> = {
  'line-tolerances': { zh: '明细尾差与折扣行校验', en: 'Tolerances of lines, and discount lines' },
  'invoice-tolerances': { zh: '整张发票尾差校验', en: 'Tolerances of the invoice as a whole' },
  'items-matched': { zh: '应收单明细须匹配开票项', en: 'Lines from receivables need an invoice item' },
};
