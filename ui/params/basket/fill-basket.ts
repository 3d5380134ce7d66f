import type { SentEdit } from '../../../metadata/contract/changes/sent.ts';
import { ApiProblem } from '../../session/api.ts';
import { session } from '../../session/session.ts';
import { basket } from './basket.ts';
import { type ChangeSet, resent, type SentItem } from './change-set.ts';

/** Puts changes into the basket; answers how to take them out again. Throws what the server refuses. */
export async function fillBasket(items: readonly SentItem[]): Promise<() => Promise<void>> {
  const before = basket.current ? await readSet(basket.current.id).catch(gone) : null;
  const isOpen = before?.state === 'draft';
  const after = isOpen
    ? await edit(before, { items: { put: items } })
    : await session.api.call('POST /api/changesets', { body: { items } });
  basket.choose(after);
  const known = new Map((isOpen ? before.items : []).map((item) => [item.id, JSON.stringify(item)]));
  const added = after.items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const stay = new Map(after.items.map((item) => [item.id, JSON.stringify(item)]));
  const replaced = (isOpen ? before.items : []).filter(({ id }) => stay.get(id) !== known.get(id));
  return async () => {
    const now = await readSet(after.id);
    const put = replaced.flatMap((item) => {
      const again = resent(item);
      if (!again) return [];
      return [stay.has(item.id) ? { ...again, id: item.id } : again];
    });
    basket.heard(await edit(now, { items: { remove: added, put } }));
  };
}

function gone(failure: unknown): null {
  if (failure instanceof ApiProblem && failure.status === 404) return null;
  throw failure;
}

export function readSet(id: string): Promise<ChangeSet> {
  return session.api.call('GET /api/changesets/:id', { path: { id } });
}

/** Changes a set on top of what somebody else did to it meanwhile: what is put in and taken out does not touch his. */
async function edit(set: ChangeSet, body: SentEdit): Promise<ChangeSet> {
  const path = { id: set.id };
  try {
    return await session.api.call('PATCH /api/changesets/:id', { path, body, ifMatch: set.revision });
  } catch (failure) {
    if (!(failure instanceof ApiProblem && failure.status === 412)) throw failure;
    const now = await readSet(set.id);
    return session.api.call('PATCH /api/changesets/:id', { path, body, ifMatch: now.revision });
  }
}
