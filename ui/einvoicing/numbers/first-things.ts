import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { sub } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type {
  Credit,
  OpenSummary,
  Overview,
  QuotaUsed,
} from '../../../rules/einvoicing/contract/overview.ts';
import { icon } from '../../kit/base/icons.ts';

interface First {
  readonly href: string;
  readonly text: string;
  /** Default: it is a date, and nothing is short. */
  readonly tone?: 'in-warn' | 'in-error';
}

/** From this part on credit and licences are told first. */
const nearEnd = 0.95;

/** Draws what somebody has to see to before anything else: what is nearly used up, and summaries that wait. */
export function firstThings(
  overview: Pick<Overview, 'quota' | 'summaries' | 'credit' | 'licences'>,
): TemplateResult | typeof nothing {
  const all = [
    ...overview.quota.flatMap(quotaThing),
    ...overview.credit.flatMap(creditThings),
    ...overview.licences.flatMap(licenceThing),
    ...overview.summaries.map(
      (one): First => ({ href: `/forms/leqi-summary/${one.summary}`, text: summaryText(one) }),
    ),
  ];
  if (all.length === 0) return nothing;
  return html`<ul class="below-3" aria-label=${msg('需要先处理', { id: 'numbers-first' })}>
    ${all.map(
      ({ href, text, tone }) =>
        html`<li class="pad-block-1 ${tone ?? ''}">${icon(tone ? 'alert' : 'calendar', 14)} <a href=${href}>${text}</a></li>`,
    )}
  </ul>`;
}

function quotaThing(one: QuotaUsed): readonly First[] {
  if (one.share === null) return [];
  const tone = one.share === '80' ? 'in-warn' : 'in-error';
  return [{ href: `/forms/quota-account/${one.account}`, text: quotaText(one), tone }];
}

function creditThings({
  control,
  organisation,
  businessType,
  day,
  month,
}: Overview['credit'][number]): readonly First[] {
  const name = [organisation, businessType].filter(Boolean).join(' ');
  const href = `/forms/business-control/${control}`;
  const said = (credit: Credit, usedUp: string, text: (rest: string) => string): readonly First[] => {
    if (credit.limit === null) return [];
    const part = partOf(credit.used, credit.limit);
    if (part < nearEnd) return [];
    const rest = `¥${grouped(sub(credit.limit, credit.used), 2)}`;
    return [{ href, text: part >= 1 ? usedUp : text(rest), tone: part >= 1 ? 'in-error' : 'in-warn' }];
  };
  return [
    ...said(day, msg(str`${name}今天的授信已用完`, { id: 'numbers-day-out' }), (rest) =>
      msg(str`${name}今天的授信已用 95% 以上，剩余 ${rest}`, { id: 'numbers-day-used' }),
    ),
    ...said(month, msg(str`${name}本月的授信已用完`, { id: 'numbers-month-out' }), (rest) =>
      msg(str`${name}本月的授信已用 95% 以上，剩余 ${rest}`, { id: 'numbers-month-used' }),
    ),
  ];
}

function licenceThing({ authorisation, name, used, total }: Overview['licences'][number]): readonly First[] {
  const left = total - used;
  if (left > 1 && used / total < nearEnd) return [];
  const href = `/forms/cloud-authorisation/${authorisation}`;
  if (left <= 0)
    return [
      {
        href,
        text: msg(str`${name}的 ${total} 个开票许可已用完`, { id: 'numbers-licences-out' }),
        tone: 'in-error',
      },
    ];
  return [
    {
      href,
      text: msg(str`${name}的开票许可只剩 ${left} 个`, { id: 'numbers-licences-few' }),
      tone: 'in-warn',
    },
  ];
}

function partOf(used: string, limit: string): number {
  return Number(limit) > 0 ? Number(used) / Number(limit) : 1;
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

function summaryText({ organisation, month, confirmsOn }: OpenSummary): string {
  return msg(str`${organisation} ${month} 的乐企汇总待确认，${confirmsOn ?? ''} 00:00 自动确认`, {
    id: 'numbers-summary',
  });
}
