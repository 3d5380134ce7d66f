import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { listed, objectsIn } from '../../common/json-path.ts';
import { optionsInOrder } from '../../model/forms/options-in-order.ts';
import { rowAt } from '../../property/rows.ts';
import { askedBy } from '../../property/target-place.ts';
import type { OptionSource } from '../../source.ts';
import type { StepOf } from './design-step.ts';
import type { Editing, Spot } from './editing.ts';
import { askedParam, keyOfParam, ownParam, paramAt, paramsFiles, withinParam } from './own-param.ts';
import { dropEmpty, takeOut } from './say.ts';
import { saidAs, sayParam, unsayParam } from './say-param.ts';

/** Options of a parameter: those of this layer where they are written, those of others by what is said of them. */
export function addParamOption(
  editing: Editing,
  { field: param, content, before }: StepOf<'add-option'>,
): undefined {
  const options = optionsNow(editing, param);
  if (options.some(({ value }) => value === content.value))
    return editing.refuse('option-twice', { value: content.value });
  const { type, key } = paramAt(param);
  const own = ownParam(editing, type, key);
  const mine = listed(editing.read(listOf(editing, param) ?? { file: '', at: [] }));
  const at = mine.findIndex((one) => before !== undefined && isObject(one) && one['value'] === before);
  const wanted = mine.toSpliced(at < 0 ? mine.length : at, 0, content);
  if (own) editing.write(withinParam(own, 'options'), wanted);
  else sayParam(editing, `${param}/options`, wanted);
}

export function setOption(editing: Editing, target: string, value: Json): undefined {
  const { property } = askedParam(target);
  const mine = ownOption(editing, askedBy(target).place);
  if (mine && rowAt(target)?.locked) return editing.refuse('set-locked', { target });
  if (mine) return editing.write(inside(mine, property), value);
  sayParam(editing, target, value);
}

export function resetOption(editing: Editing, target: string): undefined {
  const { property } = askedParam(target);
  const mine = ownOption(editing, askedBy(target).place);
  if (!mine) return unsayParam(editing, target);
  if (rowAt(target)?.required) return editing.refuse('design-needed', { target });
  editing.remove(inside(mine, property));
}

/** Offered again, or there again: what the step brings, else as the layer in service had it. */
export function bringOptionBack(editing: Editing, place: string, content?: JsonObject): undefined {
  const mine = ownOption(editing, place);
  if (mine) return editing.remove(inside(mine, 'hidden'));
  const { said, layer } = editing.world;
  const spot = { form: '', target: `${place}/hidden` };
  if (said.has(spot)) {
    unsayParam(editing, spot.target);
    if (said.below(spot, layer) === true) sayParam(editing, spot.target, false);
    return;
  }
  const wanted = content ?? begunOption(editing, place);
  if (!wanted) return editing.refuse('set-nothing', { target: place, near: [] });
  addParamOption(editing, { do: 'add-option', form: '', field: paramOf(place), content: wanted as never });
}

export function removeOption(editing: Editing, place: string): undefined {
  const mine = ownOption(editing, place);
  if (!mine) return editing.refuse('design-not-own', { target: place });
  editing.remove(mine);
  const [member, target] = mine.at;
  if (member !== 'set' || listed(editing.read({ ...mine, at: mine.at.slice(0, -1) })).length > 0) return;
  takeOut(editing, mine.file, 'set', String(target));
  dropEmpty(editing, mine.file);
}

/** Among options of others an order is said of each. */
export function placeOption(editing: Editing, place: string, before: string | undefined): undefined {
  const param = paramOf(place);
  const { type, key, option } = paramAt(place);
  const options = optionsInOrder(optionsNow(editing, param));
  const moved = options.find(({ value }) => value === option);
  if (!moved) return editing.refuse('set-nothing', { target: place, near: [] });
  const others = options.filter((one) => one !== moved);
  const at = others.findIndex(({ value }) => value === before);
  const wanted = others.toSpliced(at < 0 ? others.length : at, 0, moved);
  const own = ownParam(editing, type, key);
  if (own) {
    const sorted = wanted.map(({ order: _, ...one }) => one);
    editing.write(withinParam(own, 'options'), sorted);
    return;
  }
  for (const [index, { value }] of wanted.entries())
    setOption(editing, `${param}/options/${value}/order`, (index + 1) * 10);
}

/** Returns the options of a parameter as they are by now, with those of this layer. */
function optionsNow(editing: Editing, param: string): readonly OptionSource[] {
  const list = listOf(editing, param);
  const mine = (list ? listed(editing.read(list)) : []) as readonly unknown[] as readonly OptionSource[];
  const { type, key } = paramAt(param);
  if (ownParam(editing, type, key)) return mine;
  const { said, layer } = editing.world;
  const below = listed(said.below({ form: '', target: `${param}/options` }, layer));
  return [...(below as readonly unknown[] as readonly OptionSource[]), ...mine].map((option) => {
    const target = `${param}/options/${option.value}/order`;
    const files = paramsFiles(editing, type);
    const [order] = files.flatMap((file) => editing.read({ file, at: ['set', saidAs(target)] }) ?? []);
    const known = order ?? option.order ?? said.below({ form: '', target }, layer);
    return typeof known === 'number' ? { ...option, order: known } : option;
  });
}

/** Finds the list in which this layer has options of a parameter: in its definition, or as those that it adds. */
function listOf(editing: Editing, param: string): Spot | undefined {
  const { type, key } = paramAt(param);
  const own = ownParam(editing, type, key);
  if (own) return withinParam(own, 'options');
  const at = ['set', `${key}/options`];
  const file = paramsFiles(editing, type).find((one) => editing.read({ file: one, at }) !== undefined);
  return file === undefined ? undefined : { file, at };
}

/** Finds the option where this layer itself wrote it. */
function ownOption(editing: Editing, place: string): Spot | undefined {
  const list = listOf(editing, paramOf(place));
  const { option } = paramAt(place);
  for (const [at, one] of list ? objectsIn(editing.read(list)) : [])
    if (list && one['value'] === option) return { file: list.file, at: [...list.at, at] };
  return undefined;
}

/** As the layer in service had it: in a definition of its own, or added to one of others. */
function begunOption({ world }: Editing, place: string): JsonObject | undefined {
  const { type, key, option } = paramAt(place);
  const lists = (world.begun?.params ?? []).flatMap(({ content }): readonly (Json | undefined)[] => {
    if (content.type !== type) return [];
    const own = content.params.find((one) => keyOfParam({ ...one }) === key);
    return [own?.value['options'], content.set?.[`${key}/options`]];
  });
  return lists
    .flatMap(listed)
    .filter(isObject)
    .find(({ value }) => value === option);
}

/** `params/pdf/format/options/ofd` → `params/pdf/format`. */
function paramOf(place: string): string {
  return place.split('/').slice(0, 3).join('/');
}

function inside({ file, at }: Spot, property: string): Spot {
  return { file, at: [...at, property] };
}
