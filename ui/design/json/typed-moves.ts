import type { JsonObject } from '../../../metadata/common/json.ts';
import { optionAt } from '../../../metadata/property/target-place.ts';
import { type Listed, listsOf, type OrderedList, spotOf } from './json-lists.ts';
import { thingsOf } from './json-things.ts';
import { longestRise } from './longest-rise.ts';
import type { TypedFlaw, TypedStep } from './typed-steps.ts';
import { wantedGroups } from './wanted-groups.ts';

/** A form before and after somebody typed, and as it is by now. */
interface MovesAsk {
  readonly form: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly now: JsonObject;
}

/**
 * The steps by which things come to stand where somebody typed them: as few as bring each list that he changed into
 * its order, each before the one that follows it.
 */
export function typedMoves({ form, before, after, now }: MovesAsk): readonly TypedStep[] {
  const [was, is, known] = [before, after, now].map((content) =>
    Map.groupBy(listsOf(content), ({ sort }) => sort),
  );
  const groups = wantedGroups(before, after).groups;
  if (groups) is?.set('fields', [...groups]);
  return [...(is ?? [])].flatMap(([sort, wanted]) => {
    // A block that says a group beside its field would stay behind in it when the field alone is moved.
    const from = sort === 'blocks' ? known : was;
    if (sort === 'fields' ? !groups : sameOrder(from?.get(sort) ?? [], wanted)) return [];
    return arranged(known?.get(sort) ?? [], wanted).map(({ at, to, next }): TypedStep => {
      const beside = next ? nameOf(next.place) : to.end;
      return {
        pointer: at.pointer,
        step: {
          do: 'place',
          form,
          place: at.place,
          ...(to.in !== undefined && { in: to.in }),
          ...(beside !== undefined && { before: beside }),
        },
      };
    });
  });
}

/** What typing says of where things stand that no step can do: told at its place. */
export function orderFlaws(before: JsonObject, after: JsonObject): readonly TypedFlaw[] {
  return [...wantedGroups(before, after).flaws, ...blocksOutOfOrder(before, after)];
}

/** Blocks stand where they say: beside which others of another spot they are written means nothing. */
function blocksOutOfOrder(before: JsonObject, after: JsonObject): readonly TypedFlaw[] {
  const [were, are] = [spotsIn(before), spotsIn(after)];
  const stay = [...are].filter(([place]) => were.has(place));
  const rank = new Map([...were.keys()].map((place, at) => [place, at]));
  const moved = stay.find(([place, { spot }], at) => {
    const [last = '', above] = stay[at - 1] ?? [];
    const isBehind = (rank.get(last) ?? -1) > (rank.get(place) ?? 0) && above?.spot !== spot;
    return isBehind && above?.spot === were.get(last)?.spot && spot === were.get(place)?.spot;
  });
  return moved ? [{ pointer: moved[1].pointer, why: 'order-blocks' }] : [];
}

function spotsIn(content: JsonObject) {
  const things = thingsOf(content);
  const blocks = things.filter(({ list }) => list === '/blocks');
  return new Map(
    blocks.map((one) => [one.place, { pointer: one.pointer, spot: spotOf(one, things) }] as const),
  );
}

interface Move {
  readonly at: Listed;
  readonly to: OrderedList;
  readonly next: Listed | undefined;
}

/** From the last to the first, so that what follows stands where it is to stay. */
function arranged(now: readonly OrderedList[], wanted: readonly OrderedList[]): readonly Move[] {
  const stood = new Map(
    now.flatMap(({ key, items }) => items.map(({ place }, at) => [place, { key, at }] as const)),
  );
  return wanted.flatMap((to) => {
    const items = to.items.filter(({ place }) => stood.has(place));
    const places = items.map(({ place }) => {
      const found = stood.get(place);
      return found?.key === to.key ? found.at : -1;
    });
    const run = longestRise(places);
    return items
      .map((at, index) => ({ at, to, next: items[index + 1], index }))
      .filter(({ index }) => !run.has(index))
      .toReversed();
  });
}

/** Also with things in it that are new, or without some that are gone. */
function sameOrder(was: readonly OrderedList[], is: readonly OrderedList[]): boolean {
  const known = new Set(is.flatMap(({ items }) => items.map(({ place }) => place)));
  const left = was.map((list) => ({ ...list, items: list.items.filter(({ place }) => known.has(place)) }));
  const isThere = new Set(left.flatMap(({ items }) => items.map(({ place }) => place)));
  if (isThere.size < known.size) return false;
  return arranged(left, is).length === 0;
}

/** As steps name what something stands before. */
function nameOf(place: string): string {
  if (place.startsWith('blocks/')) return place;
  const option = optionAt(place)?.value;
  return option ?? (place.split('/').at(-1) ?? '').split('.').at(-1) ?? '';
}
