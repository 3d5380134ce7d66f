import { createHash } from 'node:crypto';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Change } from './plan.ts';

/**
 * Answers a hash that is equal for plans that do the same. The name of a new column does not count: a name that was
 * free when somebody looked may be taken when he says yes, by what another began meanwhile and gave up. Nor does an
 * index that nothing uses any more: what an earlier publish left behind is taken away while somebody looks.
 */
export function planHash(changes: readonly Change[]): string {
  const fresh = new Map<string, Map<string, string>>();
  for (const change of changes) {
    if (change.kind !== 'add-column') continue;
    const names = fresh.get(change.table) ?? new Map<string, string>();
    fresh.set(change.table, names.set(change.name, `new ${change.path}`));
  }
  const structure = changes
    .filter(({ kind }) => kind !== 'drop-index')
    .map(({ says: _, ...change }) => nameless(change as Json, fresh.get(change.table) ?? new Map()));
  return createHash('sha256').update(JSON.stringify(structure)).digest('hex');
}

/** With the path of a new column in the place of its name; the name of an index says which columns are in it. */
function nameless(part: Json, names: ReadonlyMap<string, string>): Json {
  if (Array.isArray(part)) return part.map((one) => nameless(one, names));
  if (!isObject(part)) return part;
  const { name, columns } = part;
  const own = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, nameless(value, names)]));
  if (typeof name !== 'string') return own;
  const isOfNew = Array.isArray(columns) && JSON.stringify(columns) !== JSON.stringify(own['columns']);
  return { ...own, name: isOfNew ? '' : (names.get(name) ?? name) };
}
