import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { table } from '../../kit/table/table.ts';
import { session } from '../../session/session.ts';
import { reviewAddress, type Waiting, type WaitingBill } from './waiting-bills.ts';

/** The bills that wait for this person, one a row; each leads to its images. */
export function waitingTable({ items, more }: Waiting, asked: (bill: WaitingBill) => string): TemplateResult {
  const isManyOrgs = new Set(items.map(({ org }) => org)).size > 1;
  return html`${
    more
      ? html`<p class="muted">${msg(str`先列出最早的 ${items.length} 张，审批后继续。`, { id: 'review-first' })}</p>`
      : nothing
  }${table({
    caption: msg('等待您审批的单据', { id: 'review-waiting' }),
    columns: [
      {
        label: msg('编码', { id: 'review-bill-code' }),
        role: 'name',
        room: 'tight',
        cell: ({ number }) => number,
        href: reviewAddress,
      },
      { label: msg('业务应用', { id: 'review-application' }), cell: ({ application }) => application },
      { label: msg('单据类型', { id: 'review-type' }), cell: ({ billType }) => billType },
      { label: msg('单据编号', { id: 'review-number' }), cell: ({ billNumber }) => billNumber },
      { label: msg('所在节点', { id: 'review-node' }), cell: ({ node }) => node },
      {
        label: msg('提交人', { id: 'review-submitter' }),
        cell: ({ submittedBy }) => submittedBy?.name ?? '',
      },
      ...(isManyOrgs
        ? [{ label: msg('组织', { id: 'review-org' }), cell: ({ org }: WaitingBill) => nameOf(org) }]
        : []),
      { label: msg('曾经退回', { id: 'review-was-asked' }), cell: asked },
    ],
    rows: items,
    key: ({ id }) => id,
    empty: { text: msg('没有等待您审批的单据。', { id: 'review-nothing-waits' }), symbol: 'check' },
    frame: 'framed',
  })}`;
}

function nameOf(org: unknown): string {
  const named = org as { readonly name?: string; readonly number?: string } | null;
  return named?.name ?? named?.number ?? session.org?.name ?? '';
}
