import { escaped } from '../../../metadata/common/html.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { slotsOf } from '../../../metadata/kinds/common/variables.ts';
import type { Form } from '../../../metadata/model.ts';
import type { PartialWire } from '../../../rules/einvoicing/forms/wire.ts';
import { issueLabel } from '../../../rules/einvoicing/issue-words.ts';
import { renderMail } from '../../../rules/einvoicing/render-mail/render-mail.ts';
import type { Failure } from './common/sender.ts';

export interface Composed {
  readonly subject: string;
  readonly html: string;
  /** The language of its words, in which others are added to them. */
  readonly language: Language;
}

/** Words without a Chinese letter are English; variables are called by either language’s names in both. */
export function languageOf(template: string): Language {
  return /\p{Script=Han}/u.test(template.replace(/\[&.*?&\]/gs, '')) ? 'zh' : 'en';
}

export interface ComposeQuestion {
  readonly invoice: Form;
  readonly schemeForm: Form;
  readonly scheme: PartialWire<'mail-scheme'>;
  readonly invoices: readonly PartialWire<'invoice'>[];
}

const subjects = { one: '[&sellerName&]给您开的发票 [&number&]', many: '[&sellerName&]给您开的发票' };
const greeting = '<p>尊敬的[&buyerName&]：</p>';
const closing = '<p>[&sellerName&]</p>';
const bodies = {
  one: `${greeting}<p>您有一张发票已开具：发票号码 [&number&]，价税合计 [&gross&] 元。</p>[&invoiceList&]${closing}`,
  many: `${greeting}<p>您有以下发票已开具：</p>[&invoiceList&]${closing}`,
};

export const formats = ['pdf', 'ofd', 'xml'] as const;
export type Format = (typeof formats)[number];

/** Answers the formats whose links a scheme sends. Default: all. */
export function formatsOf({ linkFormats }: PartialWire<'mail-scheme'>): readonly Format[] {
  return formats.filter((format) => linkFormats?.includes(format) ?? true);
}

/** Subject and body in the scheme's own words, or in the usual ones; links below. */
export function composeMail(question: ComposeQuestion): Composed | Failure {
  const { scheme, invoices, invoice } = question;
  const many = invoices.length > 1 ? 'many' : 'one';
  const of = many === 'many' ? 'multi' : 'single';
  const isOwn = scheme.mailbox === 'own' && scheme[`${of}Template`] === 'own';
  const texts = { subject: subjects[many], html: bodies[many] };
  const said = {
    subject: isOwn ? scheme[`${of}Subject`] || texts.subject : texts.subject,
    html: isOwn ? scheme[`${of}Body`] || texts.html : texts.html,
  };
  const body = question.schemeForm.byName.get(`${of}Body`);
  const slots = body ? slotsOf(body) : [];
  const columns = scheme.listColumns ?? [];
  const rendered = (template: string, as: 'html' | 'subject') =>
    renderMail(
      { template, as, invoices, ...(columns.length > 0 ? { listColumns: columns } : {}) },
      { about: invoice, slots: as === 'html' ? slots : [] },
      'none',
    );
  const [subject, html] = [rendered(said.subject, 'subject'), rendered(said.html, 'html')];
  const [issue] = [...subject.issues, ...html.issues];
  if (subject.result.text === null || html.result.text === null)
    return { code: 'mail-template-wrong', params: { problem: issue ? issueLabel(issue) : '' } };
  return {
    subject: subject.result.text,
    html: html.result.text + linksOf(scheme, invoices),
    language: languageOf(said.subject + said.html),
  };
}

function linksOf(scheme: PartialWire<'mail-scheme'>, invoices: readonly PartialWire<'invoice'>[]): string {
  const links = invoices.flatMap((invoice) =>
    formatsOf(scheme).flatMap((format) => {
      const url = invoice[`${format}Url`];
      const name = `${invoice.number ?? ''} ${format.toUpperCase()}`;
      return !url ? [] : [`<li><a href="${escaped(url)}">${escaped(name)}</a></li>`];
    }),
  );
  return links.length === 0 ? '' : `<ul>${links.join('')}</ul>`;
}
