import type { JsonObject } from '../../../metadata/common/json.ts';
import { optionAt } from '../../../metadata/property/target-place.ts';
import { blockLists, type Listed, listsOf, type OrderedList } from './json-lists.ts';
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

/**
 * Blocks stand where they say: beside which others of another spot they are written means nothing. Where those of a spot
 * are others, or follow each other differently, that is what was meant.
 */
function blocksOutOfOrder(before: JsonObject, after: JsonObject): readonly TypedFlaw[] {
  const [were, are] = [before, after].map((content) => blockLists(thingsOf(content)));
  const lines = new Map((were ?? []).map(({ key, items }) => [key, linesOf(items)]));
  const same = (are ?? []).filter(({ key, items }) => lines.get(key) === linesOf(items));
  const stay = new Set(same.flatMap(({ items }) => items.map(({ place }) => place)));
  const [was, is] = [before, after].map((content) =>
    thingsOf(content).filter(({ list, place }) => list === '/blocks' && stay.has(place)),
  );
  const moved = is?.find(({ place }, at) => place !== was?.[at]?.place);
  return moved ? [{ pointer: moved.pointer, why: 'order-blocks' }] : [];
}

function linesOf(items: readonly Listed[]): string {
  return items.map(({ place }) => place).join('\n');
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
