import { type Json, type JsonObject, pointerTo } from '../../../metadata/common/json.ts';
import { optionAt } from '../../../metadata/property/target-place.ts';
import { type JsonThing, thingsOf } from './json-things.ts';

/** Something that stands in an order, and where that is said. */
export interface Listed {
  readonly place: string;
  readonly pointer: string;
}

/** A list of a form whose order means something. */
export interface OrderedList {
  /** Things move among the lists of one sort, and among no others. */
  readonly sort: string;
  /** Tells the lists of a form apart. */
  readonly key: string;
  /** What a step names that brings something here: a group, or a tab. Default: nothing stands elsewhere. */
  readonly in?: string;
  /** What stands behind the last of it. Default: nothing. */
  readonly end?: string;
  readonly items: readonly Listed[];
}

/** The lists by which a form says what stands where: tabs, groups, fields of groups, columns of rows, options, parts. */
export function listsOf(content: JsonObject): readonly OrderedList[] {
  const things = thingsOf(content);
  const inLists = Map.groupBy(things, ({ list }) => list ?? '');
  inLists.delete('');
  inLists.delete('/fields');
  inLists.delete('/blocks');
  const tabs = new Map(things.map(({ pointer, value }) => [`${pointer}/groups`, String(value['name'])]));
  const lists = [...inLists].map(([list, all]): OrderedList => {
    const [{ place = '' } = {}] = all;
    const tab = place.startsWith('layout/groups/') ? tabs.get(list) : undefined;
    const above =
      optionAt(place)?.of ?? (place.includes('.') ? place.slice(0, place.lastIndexOf('.')) : list);
    if (tab !== undefined) return { sort: 'groups', key: tab, in: tab, items: all };
    return { sort: above, key: above, items: all };
  });
  return [...lists, ...groupLists(things), ...blockLists(things)];
}

/** The groups of a form with the fields that are named in each. */
export function groupLists(things: readonly JsonThing[]): readonly OrderedList[] {
  return things
    .filter(({ place }) => place.startsWith('layout/groups/'))
    .map(({ pointer, value }) => {
      const name = String(value['name']);
      const items = listed(value['fields']).map((id, at) => ({
        place: `fields/${String(id)}`,
        pointer: `${pointer}${pointerTo('fields', at)}`,
      }));
      return { sort: 'fields', key: name, in: name, items };
    });
}

/** Blocks before one field, or behind all fields of a group, stand in an order among each other. */
export function blockLists(things: readonly JsonThing[]): readonly OrderedList[] {
  const spots = Map.groupBy(
    things.filter(({ list }) => list === '/blocks'),
    (thing) => spotOf(thing, things),
  );
  return [...spots].map(([key, items]) => {
    const [, group = '', before = ''] = key.split('/');
    return {
      sort: 'blocks',
      key,
      items,
      ...(group !== '' && { in: group }),
      ...(before !== '' && { end: before }),
    };
  });
}

/** Where a block stands on the page: before a field, wherever that is (`//rate`), or behind all of a group (`/basic/`). */
function spotOf({ value }: JsonThing, things: readonly JsonThing[]): string {
  const groups = groupLists(things);
  const [before, said] = [String(value['before'] ?? ''), String(value['group'] ?? '')];
  const holds = ({ items }: OrderedList) => items.some(({ place }) => place === `fields/${before}`);
  const group = groups.find(({ key }) => key === said) ?? groups.find(holds) ?? groups[0];
  return group && holds(group) ? `//${before}` : `/${group?.key ?? ''}/`;
}

function listed(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
