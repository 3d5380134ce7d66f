import type { Json } from '../../metadata/common/json.ts';
import { type Base, type Item, isParam } from './item.ts';

/** Returns the present state of an item's place; null: nothing stands there. */
export type NowOf = (item: Item) => Base | null;

export interface Conflict {
  readonly item: Item;
  readonly base: Base | null;
  readonly now: Base | null;
}

/** Items that started from something else than what stands there now. */
export function conflictsOf(items: readonly Item[], now: NowOf): readonly Conflict[] {
  return items.flatMap((item) => {
    if (isNew(item)) return [];
    const there = now(item);
    return revisionOf(item.base) === revisionOf(there) ? [] : [{ item, base: item.base, now: there }];
  });
}

/** Every item as if it had been put in now, and which of them started from something else. */
export function rebased(
  items: readonly Item[],
  now: NowOf,
): { readonly items: readonly Item[]; readonly moved: readonly Conflict[] } {
  const moved = conflictsOf(items, now);
  const bases = new Map(moved.map((conflict) => [conflict.item.id, conflict.now]));
  const next = items.map((item) =>
    bases.has(item.id) ? ({ ...item, base: bases.get(item.id) ?? null } as Item) : item,
  );
  return { items: next, moved };
}

/** Tells whether the item creates a record, which starts from nothing, whatever else there is. */
function isNew(item: Item): boolean {
  return !isParam(item) && item.action === 'create';
}

function revisionOf(base: Base | null): Json {
  return base === null || base.revision === 0 ? null : base.revision;
}
