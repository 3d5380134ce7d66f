import type { Border } from '../../metadata/print-source.ts';
import { toLocal } from '../calendar.ts';
import type { TableNode } from '../paper/tree.ts';
import type { Holding } from '../sharing/contract.ts';
import { byThemselves } from '../sharing/how.ts';
import type { Writing } from './printed-record.ts';

interface SharingQuestion extends Pick<Writing, 'language' | 'zone'> {
  readonly holdings?: readonly Holding[];
}

const heads = [
  { zh: '组织编码', en: 'Number' },
  { zh: '使用组织', en: 'Organisation' },
  { zh: '使用方式', en: 'Used by' },
  { zh: '分配组织', en: 'Assigned by' },
  { zh: '分配时间', en: 'Assigned at' },
] as const;
const widths = [26, null, 30, null, 32];

const own = { zh: '自己创建', en: 'Creator' };
const assigned = { zh: '分配得到', en: 'Assigned' };

/** Who uses the record: a line an organisation, as the page of sharing tells it. Null: nobody looked. */
export function sharingTable(
  { holdings, language, zone }: SharingQuestion,
  border: Border = 'all',
): TableNode | null {
  if (!holdings) return null;
  const said = (how: Holding['how']) => {
    if (how === 'own') return own[language];
    if (how === 'assigned') return assigned[language];
    return byThemselves.find(({ name }) => name === how)?.way.choice[language] ?? how;
  };
  const moment = (at: string | null) => {
    if (at === null) return '';
    const { date, time } = toLocal(at, zone);
    return `${date} ${time.slice(0, 5)}`;
  };
  return {
    type: 'table',
    border,
    columns: heads.map((label, at) => ({ label: label[language], width: widths[at] ?? null, align: 'left' })),
    rows: holdings.map(({ org, how, by, at }) => [
      org.number ?? '',
      org.name ?? '',
      said(how),
      by?.name ?? by?.number ?? '',
      moment(at),
    ]),
    sums: null,
  };
}
