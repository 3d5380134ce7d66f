import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { moment } from '../../kit/moment.ts';
import { listed } from '../../session/i18n.ts';
import type { Reviewed } from './review-data.ts';

/** What a bill is about, for who approves it. */
export function reviewFacts({ bill, review }: Reviewed): TemplateResult {
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [msg('业务应用', { id: 'review-application' }), bill.application],
    [msg('单据类型', { id: 'review-type' }), bill.billType],
    [msg('单据编号', { id: 'review-number' }), bill.billNumber],
    [msg('影像编码', { id: 'review-code' }), bill.code],
    [msg('所在节点', { id: 'review-node' }), review.node?.name ?? bill.node],
    [msg('提交人', { id: 'review-submitter' }), bill.submittedBy?.name],
    [msg('扫描人', { id: 'review-scanner' }), bill.scannedBy?.name],
    [
      msg('发票', { id: 'review-invoices' }),
      listed((bill.invoices ?? []).map((one) => one.invoiceNumber ?? '')),
    ],
    [msg('提示', { id: 'review-notice' }), bill.notice],
  ];
  const given = facts.filter(([, value]) => value);
  return html`<section class="card"><h2>${msg('单据', { id: 'review-bill' })}</h2>
    <dl class="facts">${given.map(([label, value]) => html`<dt class="muted">${label}</dt><dd class="breaks">${value}</dd>`)}</dl></section>`;
}

/** What somebody asked for when he sent the bill back: what, by whom, when, why. */
export function askedBefore(
  { bill }: Reviewed,
  words: (asked: string) => string,
): TemplateResult | typeof nothing {
  const { asked, askedBy, askedAt, askedWhy } = bill;
  if (!asked) return nothing;
  return html`<section class="card stack-2" aria-labelledby="asked"><h2 id="asked">${
    bill.stage === 'approval'
      ? msg('上次退回', { id: 'review-asked-before' })
      : msg('已退回', { id: 'review-asked-now' })
  }</h2>
    <p class="small flagged warn pad-1-2"><span class="badge warn">${words(asked)}</span>
      ${askedBy?.name} ${askedAt ? moment(askedAt) : nothing}<br /><span class="as-typed breaks">${askedWhy}</span></p></section>`;
}
