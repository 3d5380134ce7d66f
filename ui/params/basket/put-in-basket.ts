import { msg, str } from '@lit/localize';
import { failureText } from '../../kit/base/failure-text.ts';
import { notify } from '../../kit/gj-notices.ts';
import { plural } from '../../session/i18n.ts';
import { basket } from './basket.ts';
import type { SentItem } from './change-set.ts';
import { fillBasket } from './fill-basket.ts';

/** Puts changes into the basket and says so, with a way to take them out again. Throws what the server refuses. */
export async function putInBasket(items: readonly SentItem[]): Promise<void> {
  const undo = await fillBasket(items);
  const { current } = basket;
  const count = current?.count ?? items.length;
  notify({
    text: plural(msg(str`已放入变更集，现有 ${count} 项`, { id: 'basket-added' })),
    offers: current
      ? [{ text: msg('打开变更集', { id: 'basket-open' }), href: `/changes/${current.id}` }]
      : [],
    undo: async () => {
      try {
        await undo();
      } catch (failure) {
        notify({ text: failureText(failure), kind: 'error' });
      }
    },
  });
}
