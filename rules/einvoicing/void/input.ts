import { decimal, documentOf, instant, listOf, object, yes } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import { mayVoid, type VoidQuestion, voidParameters } from './void.ts';

export const voidDecision = decision<Pick<VoidQuestion, 'invoice' | 'copiesTicked'>>({
  name: 'void',
  label: { zh: '作废', en: 'Void' },
  summary: {
    zh: '一张发票能否作废，全部原因，以及作废后额度、授信和申请单退回多少',
    en: 'Whether an invoice can be voided, every reason against it, and what is returned to quota, credit and application',
  },
  input: object(
    {
      invoice: documentOf('invoice', {
        issuedAt: instant,
        amount: decimal,
        tax: decimal,
        gross: decimal,
        reversed: decimal,
        deducted: yes,
      }),
      copiesTicked: listOf({ type: 'boolean' }),
    },
    ['invoice'],
  ),
  reads: { parameters: [...voidParameters] },
  decide: (asked, { now, zone, parameter }, level) =>
    mayVoid({ ...asked, now: now.instant, zone }, parameter, level),
});
