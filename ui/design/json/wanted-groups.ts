import type { JsonObject } from '../../../metadata/common/json.ts';
import { groupLists, type Listed, type OrderedList } from './json-lists.ts';
import { idOf, type JsonThing, thingsOf } from './json-things.ts';
import { longestRise } from './longest-rise.ts';
import type { TypedFlaw } from './typed-steps.ts';

/** What a form says of where its fields stand: in the lists of its groups, and by the order of its fields. */
interface Said {
  readonly groups: readonly OrderedList[];
  /** The fields of the record that are shown, as they are written. */
  readonly fields: readonly (Listed & { readonly rows: boolean })[];
  /** All fields of the record. */
  readonly known: ReadonlySet<string>;
}

/** The groups as they are to hold the fields. Null: nobody moved any. */
export interface Wanted {
  readonly groups: readonly OrderedList[] | null;
  readonly flaws: readonly TypedFlaw[];
}

/**
 * Where fields are to stand after somebody typed: as the groups list them where he changed those, else as he ordered
 * the fields themselves. A field among others goes into the group of the one it then stands before.
 */
export function wantedGroups(before: JsonObject, after: JsonObject): Wanted {
  const [was, is] = [saidIn(before), saidIn(after)];
  const flaws = [...flawsIn(was, is)];
  if (flaws.length > 0) return { groups: null, flaws };
  const stood = new Set(was.groups.flatMap(({ items }) => items.map(({ place }) => place)));
  const shown = new Set(is.fields.map(({ place }) => place));
  const stays = ({ place }: Listed) => stood.has(place) && shown.has(place);
  // Rows that nobody placed take a group of their own.
  const fresh = is.fields.filter(({ place, rows }) => !was.known.has(place) && !rows);
  const areGroupsOther = linesOf(was.groups, stays) !== linesOf(is.groups, stays);
  const placed = new Set(is.groups.flatMap(({ items }) => items.map(({ place }) => place)));
  const orders = [was, is].map(({ fields }) => placesOf(fields.filter(stays)));
  const isOrderOther = orders[0] !== orders[1];
  // Fields that nobody placed stand in the last group, which may be another one then.
  const areMoved = was.groups.map(({ key }) => key).join() !== is.groups.map(({ key }) => key).join();
  if (!areGroupsOther && !areMoved && !isOrderOther && fresh.length === 0) return { groups: null, flaws: [] };
  const lists = is.groups.map((group) => ({
    ...group,
    items: group.items.filter(({ place }) => shown.has(place)),
  }));
  if (areGroupsOther || !isOrderOther) {
    const groups = withMore(
      lists,
      is.fields,
      fresh.filter(({ place }) => !placed.has(place)),
    );
    if (!isOrderOther) return { groups, flaws: [] };
    const flat = groups.flatMap(({ items }) => items.filter(stays));
    const other = is.fields.filter(stays).find(({ place }, at) => flat[at]?.place !== place);
    return { groups, flaws: other ? [{ pointer: other.pointer, why: 'twofold' }] : [] };
  }
  const were = placesIn(was.groups);
  const run = longestRise(is.fields.map((one) => (stays(one) ? were.indexOf(one.place) : -1)));
  const moved = is.fields.filter(
    (one, at) => !run.has(at) && (stays(one) || (fresh.includes(one) && !placed.has(one.place))),
  );
  const still = lists.map((group) => ({
    ...group,
    items: group.items.filter(({ place }) => !moved.some((one) => one.place === place)),
  }));
  return { groups: withMore(still, is.fields, moved), flaws: [] };
}

function saidIn(content: JsonObject): Said {
  const things = thingsOf(content);
  const all = things.filter(({ list }) => list === '/fields');
  const listed = ({ value, pointer }: JsonThing) => ({
    place: `fields/${idOf(value)}`,
    pointer,
    rows: value['fields'] !== undefined,
  });
  return {
    groups: groupLists(things),
    fields: all.filter(({ value }) => value['hidden'] !== true).map(listed),
    known: new Set(all.map(({ value }) => `fields/${idOf(value)}`)),
  };
}

/** A field stands in one group; and every field that is shown in some. */
function* flawsIn(was: Said, is: Said): Generator<TypedFlaw> {
  const seen = new Set<string>();
  for (const { place, pointer } of is.groups.flatMap(({ items }) => items)) {
    if (seen.has(place)) yield { pointer, why: 'twice' };
    else if (!is.known.has(place) && !was.known.has(place)) yield { pointer, why: 'unknown-field' };
    seen.add(place);
  }
  const shown = new Set(is.fields.map(({ place }) => place));
  for (const { key, items } of was.groups)
    for (const { place } of items) {
      if (seen.has(place) || !shown.has(place)) continue;
      const group = is.groups.find((one) => one.key === key)?.items[0]?.pointer.replace(/\/\d+$/, '');
      yield {
        pointer: group ?? is.fields.find((one) => one.place === place)?.pointer ?? '',
        why: 'unplaced',
      };
    }
}

/** Fields that no list names, each before the one that follows it, else behind all that came before it. */
function withMore(
  lists: readonly OrderedList[],
  order: readonly Listed[],
  more: readonly Listed[],
): readonly OrderedList[] {
  const groups = lists.map((group) => ({ ...group, items: [...group.items] }));
  const isMore = new Set(more.map(({ place }) => place));
  for (const [at, one] of [...order.entries()].toReversed()) {
    if (!isMore.has(one.place)) continue;
    const next = order.slice(at + 1).find(({ place }) => groupOf(groups, place))?.place;
    const last = order.slice(0, at).findLast(({ place }) => !isMore.has(place))?.place;
    const beside = groupOf(groups, next ?? last ?? '');
    const spot = beside?.items.findIndex(({ place }) => place === next) ?? -1;
    beside?.items.splice(spot < 0 ? beside.items.length : spot, 0, one);
  }
  return groups;
}

function groupOf<T extends OrderedList>(groups: readonly T[], wanted: string): T | undefined {
  return groups.find(({ items }) => items.some(({ place }) => place === wanted));
}

function linesOf(groups: readonly OrderedList[], stays: (one: Listed) => boolean): string {
  const lines = groups.flatMap(({ key, items }) => {
    const own = items.filter(stays);
    return own.length > 0 ? [`${key}: ${placesOf(own)}`] : [];
  });
  return lines.toSorted().join('\n');
}

function placesIn(groups: readonly OrderedList[]): readonly string[] {
  return groups.flatMap(({ items }) => items.map(({ place }) => place));
}

function placesOf(items: readonly Listed[]): string {
  return items.map(({ place }) => place).join(' ');
}
