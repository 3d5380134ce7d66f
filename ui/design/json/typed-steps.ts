import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { rowAt } from '../../../metadata/property/rows.ts';
import { askedBy, optionAt, placeSegments } from '../../../metadata/property/target-place.ts';
import { findTarget } from '../../../metadata/targets.ts';
import { membersOf } from './effective.ts';
import { holdsThings, idOf, type JsonThing, readThings, thingsOf } from './json-things.ts';

/** Why something that was typed is no step. */
export type TypedWhy =
  | ('kind' | 'id' | 'owner' | 'locked' | 'unknown' | 'not-said')
  | ('part' | 'list' | 'twice')
  | ('order' | 'order-blocks' | 'twofold' | 'unplaced' | 'unknown-field')
  | ('into-rows' | 'out-of-rows');

export interface TypedFlaw {
  readonly pointer: string;
  readonly why: TypedWhy;
}

/** A step, and the line of what was typed that it comes from. */
export interface TypedStep {
  readonly pointer: string;
  readonly step: DesignStep;
}

/** What is found while a form before and after is compared. */
interface Typed {
  readonly steps: TypedStep[];
  /** The steps after things were moved: what goes may have held them. */
  readonly last: TypedStep[];
  readonly flaws: TypedFlaw[];
}

/** All things of a form by their places. */
type ByPlace = ReadonlyMap<string, JsonThing>;

/** A form before and after somebody typed in its JSON, and whose the things in it are. */
interface TypedAsk {
  readonly form: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly isMine: (place: string) => boolean;
  /** Records may have values of a field, by its path. */
  readonly wasThere: (path: string) => boolean;
}

/**
 * The steps by which a form becomes what somebody typed, without those that only move things (`typed-moves.ts`); what no
 * step can do is told at its place.
 */
export function typedSteps(ask: TypedAsk): Typed {
  const typed: Typed = { steps: [], last: [], flaws: [] };
  const { flaws } = typed;
  const before = byPlace(thingsOf(ask.before));
  const { things, strays } = readThings(ask.after);
  for (const { pointer, lacks } of strays) flaws.push({ pointer, why: lacks === 'name' ? 'part' : 'list' });
  const layout = ask.after['layout'];
  for (const name of Object.keys(isObject(layout) ? layout : {}))
    if (name !== 'tabs') flaws.push({ pointer: `/layout/${name}`, why: 'unknown' });
  const after = byPlace(things, formerPlaces(before, things));
  const known = new Set([...after.values()].map(({ pointer }) => pointer));
  for (const { pointer } of things) if (!known.has(pointer)) flaws.push({ pointer, why: 'twice' });
  const fresh = [...after].filter(([place, thing]) => !before.has(place) && !isInside(thing, after, before));
  const gone = [...before].filter(([place, thing]) => !after.has(place) && !isGone(thing, before, after));
  const elsewhere = acrossRows(gone, fresh);
  for (const [place, thing] of after) {
    const was = before.get(place);
    const from = elsewhere.get(place);
    if (was) changed(ask, was, thing, typed);
    else if (from) movedAcross(ask, from, { ...thing, place }, { before, after }, typed);
  }
  for (const [place, thing] of fresh)
    if (!elsewhere.has(place)) added(ask, { ...thing, place }, { before, after }, typed);
  const taken = new Set([...elsewhere.values()].map(({ place }) => place));
  for (const [place, thing] of gone) if (!taken.has(place)) removed(ask, thing, after, typed);
  return typed;
}

/** Fields that went from the record into rows, out of them, or into others, by the places that they have now. */
function acrossRows(
  gone: readonly (readonly [string, JsonThing])[],
  fresh: readonly (readonly [string, JsonThing])[],
): ReadonlyMap<string, JsonThing> {
  const nameIn = (place: string) =>
    place
      .slice(place.startsWith('fields/') ? 7 : 0)
      .split('.')
      .at(-1);
  const isField = ([place]: readonly [string, JsonThing]) => place.startsWith('fields/') && !optionAt(place);
  const left = new Map(gone.filter(isField));
  return new Map(
    fresh.filter(isField).flatMap(([place, { value }]) => {
      const from = [...left].find(
        ([one, was]) => nameIn(one) === nameIn(place) && was.value['kind'] === value['kind'],
      );
      if (!from) return [];
      left.delete(from[0]);
      return [[place, from[1]] as const];
    }),
  );
}

/** Values go along from the record into rows; of rows a record may have several, which fit nowhere else. */
function movedAcross(
  ask: TypedAsk,
  was: JsonThing,
  thing: JsonThing,
  known: { readonly before: ByPlace; readonly after: ByPlace },
  typed: Typed,
): void {
  const { form, isMine, wasThere } = ask;
  const { pointer, place } = thing;
  const path = was.place.slice('fields/'.length);
  const rows = place.slice('fields/'.length, place.includes('.') ? place.lastIndexOf('.') : 0);
  const isMineThere = rows === '' || isMine(`fields/${rows}`);
  if (!isMine(was.place) || !isMineThere) typed.flaws.push({ pointer, why: 'into-rows' });
  else if (!path.includes('.') && !rows.includes('.') && was.value['fields'] === undefined) {
    typed.steps.push({ pointer, step: { do: 'move-into-rows', form, fields: [path], into: rows } });
    const own = { ...ask, isMine: () => true };
    changed(own, { ...was, place }, thing, typed);
    optionsMoved(own, was, thing, known, typed);
  } else if (wasThere(path)) typed.flaws.push({ pointer, why: 'out-of-rows' });
  else {
    typed.steps.push({ pointer, step: { do: 'remove', form, place: was.place } });
    added(ask, thing, known, typed);
  }
}

/** The options of a field go along with it; what was typed in them meanwhile is done where they are then. */
function optionsMoved(
  ask: TypedAsk,
  was: JsonThing,
  { pointer, place }: JsonThing,
  known: { readonly before: ByPlace; readonly after: ByPlace },
  typed: Typed,
): void {
  const optionsOf = (things: ByPlace, of: string) =>
    [...things.values()].filter(({ list }) => list === `${of}/options`);
  const stood = optionsOf(known.before, was.pointer).map((one): [string, JsonThing] => {
    const now = `${place}${one.place.slice(was.place.length)}`;
    return [now, { ...one, place: now }];
  });
  const before: ByPlace = new Map([...known.before, ...stood]);
  const left = new Map(stood);
  for (const option of optionsOf(known.after, pointer)) {
    const former = left.get(option.place);
    left.delete(option.place);
    if (former) changed(ask, former, option, typed);
    else added(ask, option, { ...known, before }, typed);
  }
  for (const option of left.values()) removed(ask, option, known.after, typed);
}

/** Of several that are called alike the first. */
function byPlace(things: readonly JsonThing[], former: ReadonlyMap<string, string> = new Map()): ByPlace {
  const found = new Map<string, JsonThing>();
  for (const thing of things) {
    const place = former.get(thing.pointer) ?? thing.place;
    if (!found.has(place)) found.set(place, thing);
  }
  return found;
}

/**
 * The places that things had before, by their pointers. A field at its place in the list with another name is the
 * field it was, and what stands in it stands there still. An option of another value is another option.
 */
function formerPlaces(before: ByPlace, after: readonly JsonThing[]): ReadonlyMap<string, string> {
  const now = new Set(after.map(({ place }) => place));
  const were = new Map([...before.values()].map((one) => [one.pointer, one]));
  const typed = new Map(after.map((one) => [one.pointer, one.place]));
  const former = new Map<string, string>();
  for (const { pointer, place, value, list = '' } of after) {
    const around = list.slice(0, list.lastIndexOf('/'));
    const above = typed.get(around) ?? '';
    const inside = above !== '' && place.startsWith(above);
    const here = inside ? `${former.get(around) ?? above}${place.slice(above.length)}` : place;
    const was = were.get(pointer);
    const isField = here.startsWith('fields/') && !optionAt(here);
    const isCalledOtherwise =
      isField && !before.has(here) && was && !now.has(was.place) && isLike(was.value, value);
    const stood = isCalledOtherwise ? was.place : here;
    if (stood !== place) former.set(pointer, stood);
  }
  return former;
}

/** What has another label, too, is another field. */
function isLike(was: JsonObject, value: JsonObject): boolean {
  return was['kind'] === value['kind'] && sameData(was['label'], value['label']);
}

function changed(
  { form, isMine }: TypedAsk,
  was: JsonThing,
  { pointer, value }: JsonThing,
  { steps, flaws }: Typed,
): void {
  const { place } = was;
  const names = new Set([...Object.keys(was.value), ...Object.keys(value)]);
  for (const name of names) {
    if (holdsThings(was, name) || sameData(was.value[name], value[name])) continue;
    // Where fields stand is moved, one by one.
    if (name === 'fields' && place.startsWith('layout/groups/')) {
      if (!Array.isArray(value[name])) flaws.push({ pointer: `${pointer}/fields`, why: 'list' });
      continue;
    }
    // So are blocks that no longer say where: layers may never have said it.
    if (value[name] === undefined && place.startsWith('blocks/') && (name === 'group' || name === 'before'))
      continue;
    for (const { target, below } of membersOf(place, name, value, was.value)) {
      const now = valueAt(value, [name, ...below]);
      if (sameData(valueAt(was.value, [name, ...below]), now)) continue;
      const at = `${pointer}/${[name, ...below].join('/')}`;
      const mine = isMine(place);
      const why = whyNot(target, name, mine);
      if (why) flaws.push({ pointer: now === undefined ? pointer : at, why });
      else if (name === 'name' && (place === '' || place.startsWith('fields/')))
        steps.push({ pointer: at, step: { do: 'rename', form, place, name: String(now ?? '') } });
      else
        steps.push({
          pointer: now === undefined ? pointer : at,
          step: now === undefined ? { do: 'reset', form, target } : { do: 'set', form, target, value: now },
        });
    }
  }
}

function whyNot(target: string, name: string, mine: boolean): TypedWhy | undefined {
  const isField = target.startsWith('fields/') && !optionAt(askedBy(target).place);
  if (name === 'id') return 'id';
  if (name === 'kind') return isField ? 'kind' : 'locked';
  if (mine) return undefined;
  if (findTarget(target)) return undefined;
  const row = rowAt(target);
  if (!row) return 'unknown';
  return row.locked ? 'locked' : 'owner';
}

function added(
  { form, isMine }: TypedAsk,
  thing: JsonThing,
  { before, after }: { readonly before: ByPlace; readonly after: ByPlace },
  { steps, flaws }: Typed,
): void {
  const { pointer, place, value, list = '' } = thing;
  const beside = [...after].filter(([, one]) => one.list === list);
  const at = beside.findIndex(([, one]) => one.pointer === pointer);
  const next = beside.slice(at + 1).find(([one]) => before.has(one))?.[1].value;
  // New ones before it are there by then.
  const last = beside[at - 1]?.[1].value;
  const [part = '', second = '', third = ''] = placeSegments(place);
  const content = value as never;
  const take = (step: DesignStep) => steps.push({ pointer, step });
  if (part === 'fields' && third === 'options') {
    const to = next && { before: String(next['value']) };
    take({ do: 'add-option', form, field: second, content, ...to });
  } else if (part === 'fields') {
    const path = second.split('.');
    const rows = path.slice(0, -1).join('.');
    const to = next && { before: idOf(next) };
    take({ do: 'add-field', form, content, ...(rows && { in: rows }), ...to });
  } else if (part === 'layout') {
    const behind = last && { after: String(last['name']) };
    const tab = [...after.values()].find(({ pointer: one }) => list === `${one}/groups`);
    const inside = String(tab?.value['name']);
    const empty = { ...value, ...emptied(thing, before) } as never;
    if (second === 'tabs') take({ do: 'add-part', form, part: 'tabs', content: empty, ...behind });
    else take({ do: 'add-part', form, part: 'groups', content: empty, tab: inside, ...behind });
    // Behind nothing that was there it would stand last.
    if (next && !beside.slice(0, at).some(([one]) => before.has(one)))
      take({
        do: 'place',
        form,
        place,
        ...(second === 'groups' && { in: inside }),
        before: String(next['name']),
      });
  } else if (isMine('') || String(value['name'] ?? '') !== '')
    take({ do: 'add-part', form, part: part as 'rules', content });
  else flaws.push({ pointer, why: 'part' });
}

/** A new group or tab without what stood elsewhere: that moves there. */
function emptied({ place, value }: JsonThing, before: ByPlace): JsonObject {
  if (place.startsWith('layout/groups/')) return { fields: [] };
  const groups = Array.isArray(value['groups']) ? (value['groups'] as readonly Json[]) : [];
  const fresh = groups.filter(isObject).filter(({ name }) => !before.has(`layout/groups/${String(name)}`));
  return { groups: fresh.map((group) => ({ ...group, fields: [] })) };
}

function removed(
  { form, isMine }: TypedAsk,
  { place, list = '' }: JsonThing,
  after: ByPlace,
  { last, flaws }: Typed,
): void {
  // What is gone has no line: what it stood in has one.
  const pointer =
    [...after.values()].findLast(({ pointer: one }) => list.startsWith(`${one}/`))?.pointer ?? '';
  if (isMine(place)) last.push({ pointer, step: { do: 'remove', form, place } });
  else if (place.startsWith('fields/')) last.push({ pointer, step: { do: 'hide', form, place } });
  else flaws.push({ pointer, why: 'owner' });
}

/** It came with what it stands in. */
function isInside({ list = '' }: JsonThing, after: ByPlace, before: ByPlace): boolean {
  return [...after].some(
    ([place, { pointer }]) => pointer !== '' && list.startsWith(`${pointer}/`) && !before.has(place),
  );
}

/** It went with what it stood in. */
function isGone({ list = '' }: JsonThing, before: ByPlace, after: ByPlace): boolean {
  return isInside({ pointer: '', place: '', value: {}, list }, before, after);
}

function valueAt(value: JsonObject, path: readonly string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const name of path) found = isObject(found ?? null) ? (found as JsonObject)[name] : undefined;
  return found;
}
