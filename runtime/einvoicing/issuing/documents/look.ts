import { append } from '../../../../metadata/common/append.ts';
import type { FormTelling } from '../../../../metadata/record-of.ts';
import type { Call } from '../../../call/call.ts';
import { Refusal } from '../../../common/refusal.ts';
import type { ListQuery, Store, WireRecord } from '../../../storage/store/record/store.ts';

export interface LookLimits {
  /** What one pass does at most, and how many are read at once. */
  readonly page: number;
  /** So many are passed over in one pass at most, for what is behind those that rest. */
  readonly passed: number;
}

/** In the order of the queue. */
export interface Seen<Item> {
  readonly all: readonly Item[];
  readonly due: readonly Item[];
}

interface Asked<W> {
  readonly form: FormTelling<W>;
  readonly query: ListQuery;
  readonly isResting: (item: WireRecord & W) => boolean;
}

/**
 * Looks through what is queued for what is due. However many rest, they stand in the way of none behind them: where a
 * pass has passed over enough of them, the next goes on behind.
 */
export type Look = <W>(call: Call, name: string, asked: Asked<W>) => Promise<Seen<WireRecord & W>>;

export function createLook(store: Pick<Store, 'list'>, { page, passed }: LookLimits): Look {
  const goesOn = new Map<string, ListQuery>();
  return async <W>(call: Call, name: string, { form, query, isResting }: Asked<W>) => {
    // The cursor of a question is good for that question only, moments it names included.
    const from = goesOn.get(name);
    goesOn.delete(name);
    let asked: ListQuery = from ?? { ...query, limit: page };
    const all: (WireRecord & W)[] = [];
    const due: (WireRecord & W)[] = [];
    for (;;) {
      const { items, next } = await store.list(call, form, asked).catch((refused) => {
        // What was published meanwhile asks another question.
        if (from !== asked || !(refused instanceof Refusal)) throw refused;
        return { items: [], next: null };
      });
      append(all, items);
      append(
        due,
        items.filter((item) => !isResting(item)),
      );
      if (next === null || due.length >= page) break;
      asked = { ...asked, cursor: next };
      if (all.length - due.length < passed) continue;
      goesOn.set(name, asked);
      break;
    }
    return { all, due };
  };
}
