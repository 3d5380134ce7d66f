import type { Item } from '../../../rules/changes/item.ts';
import { undoing } from '../../../rules/changes/roll-back.ts';
import type { Call } from '../../call/call.ts';
import { type ChangeSet, changeSetOf, formOfSets, listedOf, setsCall } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { nowOf } from './now-of.ts';

const most = 200;

/** Finds the newest set that rolls back each of these, or would once it is published, without those discarded. */
export async function undoersOf(
  { store }: Pick<ChangesParts, 'store'>,
  call: Call,
  sets: readonly ChangeSet[],
): Promise<ReadonlyMap<string, ChangeSet>> {
  const ids = sets.filter(({ state }) => state === 'published').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const form = formOfSets(call);
  const { items } = await store.list(setsCall(call), form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'undoes', operator: 'in', value: ids },
        { fact: 'state', operator: 'notEqual', value: 'discarded' },
      ],
    },
    sort: ['-createdAt'],
    fields: listedOf(form),
    limit: most,
  });
  const undoers = items.map(changeSetOf);
  // The newest of several is the last to be written.
  return new Map(undoers.toReversed().flatMap((one) => (one.undoes ? [[one.undoes, one] as const] : [])));
}

/** What rolling back these items would do now, and what it would leave. */
export async function undoneNow(
  { store, newId }: Pick<ChangesParts, 'store' | 'newId'>,
  call: Call,
  items: readonly Item[],
): Promise<ReturnType<typeof undoing>> {
  const now = await nowOf(store, call, items, ({ done, record }) => done?.record ?? record);
  return undoing(items, now, newId);
}
