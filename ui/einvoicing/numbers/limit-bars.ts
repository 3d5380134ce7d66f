import { msg, str } from '@lit/localize';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Credit, Overview } from '../../../rules/einvoicing/contract/overview.ts';
import type { ListedBar } from '../../kit/chart/gj-bar-list.ts';
import { takenOf } from '../../kit/chart/scale.ts';

/** From this part on there is little left of something. */
const short = 0.8;

const yuan = (amount: string) => `¥${grouped(amount, 2)}`;

/** Of what there is only so much: quotas, credit and licences, and how much of each is taken. */
export function limitBars({
  credit,
  quota,
  licences,
}: Pick<Overview, 'credit' | 'quota' | 'licences'>): readonly ListedBar[] {
  return [
    ...quota.map(({ account, organisation, used, total }) =>
      takenBar(msg(str`本月发票额度 · ${organisation}`, { id: 'numbers-quota' }), {
        href: `/forms/quota-account/${account}`,
        used,
        limit: total,
        write: yuan,
      }),
    ),
    // Of those below only what is short is told.
    ...credit.flatMap((one) =>
      creditBars(one, (credits) =>
        one.organisation === '' ? true : takenOf(credits.used, credits.limit ?? '0') >= short,
      ),
    ),
    ...licences.map(({ authorisation, name, used, total }) =>
      takenBar(msg(str`开票许可 · ${name}`, { id: 'numbers-licences' }), {
        href: `/forms/cloud-authorisation/${authorisation}`,
        used: String(used),
        limit: String(total),
        write: (one) => one,
      }),
    ),
  ];
}

/** Credit of the day and of the month, as far as they are limited and wanted. */
function creditBars(
  { control, organisation, businessType, day, month }: Overview['credit'][number],
  isWanted: (credit: Credit) => boolean,
): readonly ListedBar[] {
  const name = [organisation, businessType].filter(Boolean).join(' ');
  const href = `/forms/business-control/${control}`;
  const bar = (words: string, one: Credit) =>
    one.limit !== null && isWanted(one)
      ? [takenBar(words, { href, used: one.used, limit: one.limit, write: yuan })]
      : [];
  return [
    ...bar(msg(str`今天 · ${name}`, { id: 'numbers-credit-day' }), day),
    ...bar(msg(str`本月 · ${name}`, { id: 'numbers-credit-month' }), month),
  ];
}

/** How much of something is taken. */
interface Taken {
  readonly href: string;
  readonly used: string;
  readonly limit: string;
  readonly write: (amount: string) => string;
}

function takenBar(name: string, { href, used, limit, write }: Taken): ListedBar {
  return { name, href, value: used, text: `${write(used)} / ${write(limit)}`, whole: limit };
}
