import type { Problem } from '../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { type Item, isParam, type RecordItem } from './item.ts';

const member = '$item';

/** The name in `{ "$item": "name" }`; undefined: it is no such reference. */
function namedBy(value: Json): string | undefined {
  if (!isObject(value)) return undefined;
  const name = value[member];
  return typeof name === 'string' && Object.keys(value).length === 1 ? name : undefined;
}

/** Names of items a body refers to, each with its place. */
export function referencesIn(
  value: Json,
  path = '',
): readonly { readonly name: string; readonly path: string }[] {
  const name = namedBy(value);
  if (name !== undefined) return [{ name, path }];
  if (Array.isArray(value)) return value.flatMap((one, at) => referencesIn(one, `${path}/${at}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    referencesIn(one, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/** A body in which references are the records that were made; `made`: ids by name. */
export function withMade(body: JsonObject, made: ReadonlyMap<string, string>): JsonObject {
  return replaced(body, made) as JsonObject;
}

function replaced(value: Json, made: ReadonlyMap<string, string>): Json {
  const name = namedBy(value);
  if (name !== undefined) return { id: made.get(name) ?? '' };
  if (Array.isArray(value)) return value.map((one) => replaced(one, made));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, made)]));
}

/** Of each item what its references do wrong: names nobody has, names of two, circles. */
export function referenceProblems(items: readonly Item[]): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  const say = (item: Item, problem: Problem) => found.set(item.id, [...(found.get(item.id) ?? []), problem]);
  const byName = new Map<string, RecordItem>();
  for (const item of items) {
    if (isParam(item) || item.as === undefined) continue;
    if (byName.has(item.as)) say(item, { path: '/as', code: 'item-name-twice', params: { name: item.as } });
    else byName.set(item.as, item);
  }
  for (const item of items)
    for (const { name, path } of referencesOf(item)) {
      const target = byName.get(name);
      if (!target) say(item, { path: `/body${path}`, code: 'item-name-unknown', params: { name } });
      else if (reaches(target, item, byName, new Set()))
        say(item, { path: `/body${path}`, code: 'item-circle', params: { name } });
    }
  return found;
}

function referencesOf(item: Item) {
  return isParam(item) ? [] : referencesIn(item.body ?? {});
}

function reaches(
  from: RecordItem,
  to: Item,
  byName: ReadonlyMap<string, RecordItem>,
  seen: Set<string>,
): boolean {
  if (from.id === to.id) return true;
  if (seen.has(from.id)) return false;
  seen.add(from.id);
  return referencesOf(from).some(({ name }) => {
    const next = byName.get(name);
    return next !== undefined && reaches(next, to, byName, seen);
  });
}

/**
 * The order in which items are written: what gives way first (unset, unlocked), then parameters from the top of the
 * tree down, so that a lock of this set is judged by what it says below, then records as they were put in, each
 * after those it refers to.
 */
export function inOrder(items: readonly Item[], depth: (org: string | null) => number): readonly Item[] {
  const params = items.filter(isParam);
  const gives = (item: Item) => isParam(item) && (item.action === 'unset' || item.action === 'unlock');
  const sorted = [
    ...params.filter(gives),
    ...params.filter((item) => !gives(item)).sort((a, b) => depth(a.org) - depth(b.org)),
  ];
  const records = items.filter((item): item is RecordItem => !isParam(item));
  const byName = new Map(
    records.flatMap((item) => (item.as === undefined ? [] : [[item.as, item] as const])),
  );
  const placed = new Set<string>();
  const order: Item[] = [...sorted];
  const place = (item: RecordItem) => {
    if (placed.has(item.id)) return;
    placed.add(item.id);
    for (const { name } of referencesOf(item)) {
      const target = byName.get(name);
      if (target) place(target);
    }
    order.push(item);
  };
  for (const item of records) place(item);
  return order;
}
