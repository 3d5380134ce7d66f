import { msg, str } from '@lit/localize';
import type { NoticeOffer } from '../kit/gj-notices.ts';
import type { ChangeItem } from '../params/basket/change-set.ts';
import { session } from '../session/session.ts';
import { itemName } from './change-words.ts';

const most = 3;

/** Where one looks next, once a set is published: at the parameters and records that it changed, each place once. */
export function nextPlaces(items: readonly ChangeItem[]): readonly NoticeOffer[] {
  const places = items.flatMap((item): readonly (readonly [string, string])[] => {
    const { type, key = '', form, record, action, hidden } = item;
    if (hidden || action === 'delete') return [];
    if (type !== undefined)
      return [[`/parameters?${new URLSearchParams({ open: `${type}/${key}` })}`, itemName(item)]];
    if (form === undefined || !session.form(form)) return [];
    return [[record ? `/forms/${form}/${record}` : `/forms/${form}`, itemName(item)]];
  });
  return [...new Map(places)]
    .slice(0, most)
    .map(([href, name]) => ({ text: msg(str`查看“${name}”`, { id: 'change-see' }), href }));
}
