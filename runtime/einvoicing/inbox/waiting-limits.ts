import { compare, mul, sub } from '../../../metadata/common/decimal.ts';
import { monthOf } from '../../../rules/calendar.ts';
import type { Credit, Overview, QuotaUsed } from '../../../rules/einvoicing/contract/overview.ts';
import type { Call } from '../../call/call.ts';
import { mayAnywhere } from '../../call/rights.ts';
import type { InboxSource, Waiting } from '../../work/inbox/inbox-source.ts';
import { type OpenNumbers, OwnNumbers } from '../issuing/overview.ts';
import { creditOf, licencesOf, quotaOf } from '../issuing/overview-limits.ts';

/** From this part on credit and licences are told. */
const nearEnd = '0.95';

/** What somebody does who mends it, by id of the form; whoever may do none of it is told by nobody to do so. */
const mending = {
  'quota-account': ['edit', 'return-quota'],
  'business-control': ['edit'],
  'cloud-authorisation': ['edit', 'sync-licences'],
} as const;

/** Quota, credit and licences of which little is left, for whoever may do something about it. */
export function waitingLimits(open: OpenNumbers): InboxSource {
  return {
    name: 'limit',
    label: { code: 'inbox-of-limits' },
    byOrganisation: true,
    async ask(call) {
      const parts = open(call);
      const { places } = new OwnNumbers(parts, call);
      const { localDate } = call.now;
      const [quota, credit, licences] = [
        mayMend(call, 'quota-account') ? await quotaOf(parts, call, places) : [],
        mayMend(call, 'business-control') ? await creditOf(parts, call, places) : [],
        mayMend(call, 'cloud-authorisation') ? await licencesOf(parts, call) : [],
      ];
      return [
        ...quota.flatMap(quotaItem),
        ...credit.flatMap((one) => creditItems(one, localDate)),
        ...licences.flatMap(licenceItem),
      ];
    },
  };
}

function mayMend({ served, rights }: Call, id: keyof typeof mending): boolean {
  const form = served.model.formsById.get(id);
  return form !== undefined && mending[id].some((action) => mayAnywhere(rights, form, action));
}

function quotaItem({ account, organisation, share, left, runsOutOn }: QuotaUsed): readonly Waiting[] {
  if (share === null) return [];
  const isOut = share === '100';
  return [
    {
      ...about(`quota.${account}`, `/forms/quota-account/${account}`),
      title: { code: isOut ? 'inbox-quota-out' : 'inbox-quota-used', params: { organisation, share } },
      reason: isOut
        ? undefined
        : {
            code: runsOutOn === null ? 'inbox-quota-rest' : 'inbox-quota-pace',
            params: { left, date: runsOutOn },
          },
      // What is left changes with each invoice: only the next step is news.
      version: share,
    },
  ];
}

function creditItems(
  { control, organisation, businessType, day, month }: Overview['credit'][number],
  today: string,
): readonly Waiting[] {
  const name = [organisation, businessType].filter(Boolean).join(' ');
  const said = ({ used, limit }: Credit, span: 'day' | 'month'): readonly Waiting[] => {
    if (limit === null || compare(used, mul(limit, nearEnd)) < 0) return [];
    const isOut = compare(used, limit) >= 0;
    return [
      {
        ...about(`credit.${control}.${span}`, `/forms/business-control/${control}`),
        title: { code: `inbox-credit-${span}${isOut ? '-out' : ''}`, params: { name } },
        reason: isOut ? undefined : { code: 'inbox-quota-rest', params: { left: sub(limit, used) } },
        // What was used up yesterday is there again today.
        version: `${isOut ? 'out' : 'near'} ${span === 'day' ? today : monthOf(today)}`,
      },
    ];
  };
  return [...said(day, 'day'), ...said(month, 'month')];
}

function licenceItem({ authorisation, name, used, total }: Overview['licences'][number]): readonly Waiting[] {
  const left = total - used;
  if (left > 1 && compare(String(used), mul(String(total), nearEnd)) < 0) return [];
  return [
    {
      ...about(`licences.${authorisation}`, `/forms/cloud-authorisation/${authorisation}`),
      title: { code: left <= 0 ? 'inbox-licences-out' : 'inbox-licences-few', params: { name, left, total } },
      version: `${left}/${total}`,
    },
  ];
}

function about(key: string, path: string) {
  return { key, kind: 'limit', path, remedy: { label: { code: 'inbox-limit-open' }, path } } as const;
}
