import { slotsOf } from '../../../metadata/kinds/common/variables.ts';
import type { Form } from '../../../metadata/model.ts';
import type { PartialWire } from '../../../rules/einvoicing/forms/wire.ts';
import { issueLabel } from '../../../rules/einvoicing/issue-words.ts';
import { renderMail } from '../../../rules/einvoicing/render-mail/render-mail.ts';
import type { Failure } from './common/sender.ts';
import { type Composed, languageOf } from './compose-mail.ts';
import type { Scene } from './confirmation-mails-of.ts';

const sentences: Readonly<Record<Scene, string>> = {
  waiting: '等待确认，请在 72 小时内登录电子税局确认，逾期作废',
  confirmed: '已确认，可以开具红字发票',
  refused: '被拒绝',
  expired: '超过 72 小时未确认，已作废',
  withdrawn: '已撤销',
};
const closing = '<p>[&sellerName&]</p>';

export interface ConfirmationComposing {
  readonly about: Form;
  readonly schemeForm: Form;
  readonly scheme: PartialWire<'red-mail-scheme'>;
  readonly confirmation: PartialWire<'red-confirmation'>;
  readonly scene: Scene;
}

/** Subject and body in the scheme’s own words, or in the usual ones. */
export function composeConfirmationMail(question: ConfirmationComposing): Composed | Failure {
  const { about, schemeForm, scheme, confirmation, scene } = question;
  const isOwn = scheme.mailbox === 'own' && scheme.ownTemplate === 'own';
  const own = (text: string | null | undefined) => (isOwn ? text : null);
  const field = schemeForm.byId.get('ownBody');
  const slots = field ? slotsOf(field) : [];
  const columns = scheme.customFields ?? [];
  const rendered = (template: string, as: 'html' | 'subject') =>
    renderMail(
      {
        template,
        as,
        invoices: [confirmation],
        listColumns: columns.length > 0 ? columns : ['number', 'buyerName', 'gross'],
      },
      { about, slots: as === 'html' ? slots : [] },
      'none',
    );
  const usual = `<p>红字确认单 [&number&] ${sentences[scene]}。</p>[&${slots[0]?.name ?? 'number'}&]${closing}`;
  const title = own(scheme.ownSubject) ?? `红字确认单 [&number&] ${sentences[scene]}`;
  const subject = rendered(title, 'subject');
  const body = own(scheme.ownBody) ?? usual;
  const html = rendered(body, 'html');
  const [issue] = [...subject.issues, ...html.issues];
  if (subject.result.text === null || html.result.text === null)
    return {
      code: 'mail-template-wrong',
      params: { problem: issue ? issueLabel(issue) : '' },
    } as const;
  return { subject: subject.result.text, html: html.result.text, language: languageOf(title + body) };
}
