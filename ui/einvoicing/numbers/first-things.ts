import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { OpenSummary, Overview, QuotaUsed } from '../../../rules/einvoicing/contract/overview.ts';
import { icon } from '../../kit/base/icons.ts';

/** Draws what somebody has to see to before anything else: quota that is nearly used up, summaries that wait. */
export function firstThings({
  quota,
  summaries,
}: Pick<Overview, 'quota' | 'summaries'>): TemplateResult | typeof nothing {
  const short = quota.filter(({ share }) => share !== null);
  if (short.length + summaries.length === 0) return nothing;
  return html`<ul class="below-3" aria-label=${msg('需要先处理', { id: 'numbers-first' })}>
    ${short.map(
      (one) =>
        html`<li class="pad-block-1 ${one.share === '80' ? 'in-warn' : 'in-error'}">${icon('alert', 14)} <a
            href="/forms/quota-account/${one.account}">${quotaText(one)}</a></li>`,
    )}
    ${summaries.map(
      (one) =>
        html`<li class="pad-block-1">${icon('calendar', 14)} <a
            href="/forms/leqi-summary/${one.summary}">${summaryText(one)}</a></li>`,
    )}
  </ul>`;
}

/** By the name under which it stands among the limits, too. */
function quotaText({ organisation, share, left, runsOutOn }: QuotaUsed): string {
  const rest = `¥${grouped(left, 2)}`;
  if (share === '100') return msg(str`${organisation}的本月发票额度已用完`, { id: 'numbers-quota-out' });
  if (runsOutOn === null)
    return msg(str`${organisation}的本月发票额度已用 ${share ?? ''}% 以上，剩余 ${rest}`, {
      id: 'numbers-quota-used',
    });
  return msg(
    str`${organisation}的本月发票额度已用 ${share ?? ''}% 以上，剩余 ${rest}，按目前速度将于 ${runsOutOn} 用完`,
    {
      id: 'numbers-quota-pace',
    },
  );
}

function summaryText({ taxNo, month, confirmsOn }: OpenSummary): string {
  return msg(str`税号 ${taxNo} ${month} 的乐企汇总待确认，${confirmsOn ?? ''} 00:00 自动确认`, {
    id: 'numbers-summary',
  });
}
