import { type Base, type Item, isParam, type ParamItem, type RecordItem } from './item.ts';

/** An item that is not undone, and what stands there instead. */
export interface Left {
  readonly item: Item;
  readonly why: 'changed-since' | 'no-version';
  readonly now: Base | null;
}

/**
 * Returns the items that undo a published set: of each item that still stands as the set left it the opposite, in the
 * opposite order. `now`: what stands at the place of an item, or of what it created.
 */
export function undoing(
  items: readonly Item[],
  now: (item: Item) => Base | null,
  newId: () => string,
): { readonly items: readonly Item[]; readonly left: readonly Left[] } {
  const undone: Item[] = [];
  const left: Left[] = [];
  const latest = latestWrites(items);
  for (const item of items.toReversed()) {
    if (item.done === undefined || item.done.revision === undefined) continue;
    const there = now(item);
    const expected = isGone(item) ? null : (latest.get(item.done.record) ?? item.done.revision);
    if ((there?.revision || null) !== expected) {
      left.push({ item, why: 'changed-since', now: there });
      continue;
    }
    const opposite = isParam(item) ? paramBack(item, there, newId()) : recordBack(item, there, newId());
    if (opposite) undone.push(opposite);
    else left.push({ item, why: 'no-version', now: there });
  }
  return { items: undone, left };
}

/** Of a record that several items of the set wrote, the last of these writes. */
function latestWrites(items: readonly Item[]): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (const { done } of items)
    if (done?.revision !== undefined)
      latest.set(done.record, Math.max(done.revision, latest.get(done.record) ?? 0));
  return latest;
}

function isGone(item: Item): boolean {
  return item.action === 'unset' || item.action === 'delete';
}

function paramBack(item: ParamItem, there: Base | null, id: string): ParamItem {
  const { type, key, org, validFrom, validTo, base } = item;
  const place = { id, type, key, org, validFrom, validTo, base: there as ParamItem['base'] };
  if (base === null) return { ...place, action: 'unset' };
  const { value, raw, locked } = base;
  return { ...place, action: 'set', value, raw, locked };
}

function recordBack(item: RecordItem, there: Base | null, id: string): RecordItem | undefined {
  const { action, form, org, owner, base, done } = item;
  const record = done?.record ?? '';
  const of = { id, form, org, owner, record, base: there as RecordItem['base'] };
  switch (action) {
    case 'create':
      return { ...of, action: 'delete' };
    case 'enable':
      return { ...of, action: 'disable' };
    case 'disable':
      return { ...of, action: 'enable' };
    case 'delete':
      return { ...of, action: 'restore', version: done?.revision ?? 0 };
    default: {
      const version = base?.revision ?? 0;
      // The first version of a setting has none before it; what was restored out of nothing goes again.
      if (version > 0) return { ...of, action: 'restore', version };
      return action === 'restore' ? { ...of, action: 'delete' } : undefined;
    }
  }
}
