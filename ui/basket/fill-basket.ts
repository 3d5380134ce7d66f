import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';
import { basket } from './basket.ts';
import { type ChangeSet, resent, type SentItem } from './change-set.ts';

const all = '/api/changesets';

/** Puts changes into the basket; answers how to take them out again. Throws what the server refuses. */
export async function fillBasket(items: readonly SentItem[]): Promise<() => Promise<void>> {
  const before = basket.current ? await readSet(basket.current.id).catch(gone) : null;
  const isOpen = before?.state === 'draft';
  const after = isOpen
    ? await edit(before, { items: { put: [...items] } })
    : await session.api.post<ChangeSet>(all, { items: [...items] });
  basket.choose(after);
  const known = new Map((isOpen ? before.items : []).map((item) => [item.id, JSON.stringify(item)]));
  const added = after.items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const stay = new Map(after.items.map((item) => [item.id, JSON.stringify(item)]));
  const replaced = (isOpen ? before.items : []).filter(({ id }) => stay.get(id) !== known.get(id));
  return async () => {
    const now = await readSet(after.id);
    const put = replaced.map((item) => (stay.has(item.id) ? { ...resent(item), id: item.id } : resent(item)));
    basket.heard(await edit(now, { items: { remove: added, put } }));
  };
}

function gone(failure: unknown): null {
  if (failure instanceof ApiProblem && failure.status === 404) return null;
  throw failure;
}

export function readSet(id: string): Promise<ChangeSet> {
  return session.api.get(`${all}/${encodeURIComponent(id)}`);
}

/** Changes a set on top of what somebody else did to it meanwhile: what is put in and taken out does not touch his. */
async function edit(set: ChangeSet, change: SentItem): Promise<ChangeSet> {
  const path = `${all}/${encodeURIComponent(set.id)}`;
  try {
    return await session.api.patch<ChangeSet>(path, change, { ifMatch: set.revision });
  } catch (failure) {
    if (!(failure instanceof ApiProblem && failure.status === 412)) throw failure;
    const now = await readSet(set.id);
    return session.api.patch<ChangeSet>(path, change, { ifMatch: now.revision });
  }
}
