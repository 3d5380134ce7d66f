import { slotsOf } from '../../../metadata/kinds/common/variables.ts';
import { count, documentOf, listOf, object, oneOf, text } from '../../decisions/schema.ts';
import { asWritten } from '../../decisions/written.ts';
import { decision } from '../forms/configuration.ts';
import { type MailQuestion, renderMail } from './render-mail.ts';

export const mailDecision = decision<MailQuestion>({
  name: 'render-mail',
  label: { zh: '生成邮件内容', en: 'Compose an e-mail' },
  summary: {
    zh: '把模板中的 [&变量&] 换成发票的内容；附件超过上限的改为链接',
    en: 'Replaces [&variables&] in the template with the content of the invoice; attachments above the limit become links',
  },
  input: object(
    {
      template: { type: 'string', maxLength: 50_000 },
      as: oneOf('html', 'subject', 'text'),
      invoices: listOf(documentOf('invoice')),
      listColumns: listOf({ type: 'string' }),
      files: listOf(object({ name: text, bytes: count }, ['name', 'bytes'])),
      attachmentLimit: { type: ['number', 'null'], minimum: 0 },
      language: oneOf('zh', 'en'),
    },
    ['template', 'invoices'],
  ),
  reads: {},
  decide: (question, configuration, level) => {
    const template = configuration.shape('mail-scheme').byId.get('singleBody');
    const slots = template ? slotsOf(template) : [];
    const about = configuration.shape('invoice');
    const invoices = question.invoices.map((invoice) => asWritten(about, invoice));
    return renderMail({ ...question, invoices }, { about, slots }, level);
  },
});
