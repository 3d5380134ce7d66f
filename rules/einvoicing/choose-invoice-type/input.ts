import { documentOf, object } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';
import { chooseInvoiceType } from './choose-invoice-type.ts';

export const invoiceTypeDecision = decision<{ readonly application: Application }>({
  name: 'choose-invoice-type',
  label: { zh: '确定票种', en: 'Choose the invoice type' },
  summary: {
    zh: '接口推送的申请单没有票种时按票种规则确定；启用数电纸质发票的税号改用数电纸票',
    en: 'Sets the type of an application that was pushed without one, by the type rules; tax numbers with digital paper invoices use those',
  },
  input: object({ application: documentOf('invoice-application') }, ['application']),
  reads: { rules: ['invoice-type-rule'], parameters: ['elePaperInvoice'] },
  decide: ({ application }, configuration, level) => chooseInvoiceType(application, configuration, level),
});
