import { decimal, documentOf, listOf, object, text, yes } from '../../decisions/schema.ts';
import { decision } from '../forms/configuration.ts';
import { judgeScan, type ScanQuestion } from './scan.ts';

export const scanDecision = decision<ScanQuestion>({
  name: 'scan',
  label: { zh: '扫码开票', en: 'Scan' },
  summary: {
    zh: '扫码提交的内容能否成为申请单：二维码、销方、业务系统、发票种类和限额，以及全部原因',
    en: 'Whether a scan can become an application, by its QR code, seller, business system, types and limit, with every reason against it',
  },
  input: object(
    {
      scanned: { type: 'string' },
      code: {
        ...object({
          number: text,
          enabled: yes,
          organisation: text,
          taxNo: text,
          invoiceTypes: listOf({ type: 'string' }),
          businessSystem: text,
          grossLimit: decimal,
        }),
        type: ['object', 'null'],
      },
      application: documentOf('invoice-application', { organisation: text, gross: decimal }),
    },
    ['scanned', 'code', 'application'],
  ),
  reads: {},
  decide: (question, _configuration, level) => judgeScan(question, level),
});
