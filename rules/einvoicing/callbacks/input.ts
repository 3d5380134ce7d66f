import { instant, listOf, object, oneOf, text } from '../../decisions/schema.ts';
import { Trace } from '../../decisions/trace.ts';
import { decision } from '../forms/configuration.ts';
import { type CallbackQuestion, callbackParameters, callbacksOf } from './callbacks.ts';

export const callbackDecision = decision<CallbackQuestion>({
  name: 'callbacks',
  label: { zh: '回调时机', en: 'Callback timing' },
  summary: {
    zh: '发票开具、失败或文件生成时，来源系统何时收到回调、带哪些文件和哪些申请单',
    en: 'When the source system is called back about an invoice that was issued, failed or has its files, and with which files and applications',
  },
  input: object(
    {
      invoiceType: text,
      applications: listOf({ type: 'string' }),
      events: listOf(
        object({ at: instant, what: oneOf('issued', 'failed', 'pdf', 'ofd', 'xml') }, ['at', 'what']),
      ),
    },
    ['applications', 'events'],
  ),
  reads: { parameters: [...callbackParameters] },
  decide: (asked, { parameter }, level) =>
    new Trace(level).decided({ callbacks: callbacksOf(asked, parameter) }),
});
