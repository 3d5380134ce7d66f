import { isObject, type Json, type JsonObject } from '../json.ts';
import { isParamName, isParamType } from '../names.ts';
import { classOf, findTarget } from '../targets.ts';
import type { StepOf } from './design-step.ts';
import type { Editing, Spot } from './editing.ts';
import { listed, objectsIn } from './in-json.ts';
import { dropEmpty, takeOut } from './say.ts';

/** Of the definition itself; everything else is its kind's, and stands with the kind. */
const ofParam: readonly string[] = [
  ...['key', 'dimension', 'label', 'help', 'value', 'raw', 'default', 'preset', 'unset', 'danger', 'hidden'],
  ...['unit', 'since', 'inherited', 'scopes', 'source'],
];
/** What a definition cannot be without. */
const needed: readonly string[] = ['label', 'value', 'kind', 'unset', 'unset/label'];
/** What values are kept by. */
const locked: readonly string[] = ['key', 'dimension'];

export function addParam(editing: Editing, { type, label, content }: StepOf<'add-param'>): undefined {
  const key = keyOf(content as unknown as JsonObject);
  if (!isParamType(type)) return editing.refuse('param-name', { name: type });
  if (content.key !== undefined && !isParamName(content.key))
    return editing.refuse('param-name', { name: content.key });
  if (ownParam(editing, type, key) || editing.world.said.has(spotOf(type, key, 'label')))
    return editing.refuse('param-twice', { type, key });
  const file = fileOf(editing, type, label as unknown as Json);
  const at = ['params'];
  editing.write({ file, at }, [...listed(editing.read({ file, at })), content as unknown as Json]);
}

export function setParam(editing: Editing, { type, key, content }: StepOf<'set-param'>): undefined {
  const own = ownParam(editing, type, key);
  if (!own) return editing.refuse('design-not-own', { target: `params/${type}/${key}` });
  if (keyOf(content as unknown as JsonObject) !== key)
    return editing.refuse('set-locked', { target: `params/${type}/${key}/key` });
  editing.write(own, content as unknown as Json);
}

export function removeParam(editing: Editing, { type, key }: StepOf<'remove-param'>): undefined {
  const own = ownParam(editing, type, key);
  if (!own) return editing.refuse('design-not-own', { target: `params/${type}/${key}` });
  editing.remove(own);
  dropEmpty(editing, own.file);
}

/** No longer offered: of one's own and of others alike. */
export function hideParam(editing: Editing, place: string): undefined {
  setParamProperty(editing, `${place}/hidden`, true);
}

/** Offered again, or there again: what the step brings, else as the layer in service or a former version had it. */
export function bringParamBack(editing: Editing, place: string, content?: JsonObject): undefined {
  const { type, key } = asked(place);
  const own = ownParam(editing, type, key);
  if (own) return editing.remove(within(own, 'hidden'));
  const { world } = editing;
  const spot = spotOf(type, key, 'hidden');
  if (world.said.has(spot)) {
    resetParam(editing, `${place}/hidden`);
    if (world.said.below(spot, world.layer) === true) setParamProperty(editing, `${place}/hidden`, false);
    return;
  }
  const former = formerParam(editing, type, key);
  const wanted = content ?? former?.param;
  if (!wanted) return editing.refuse('set-nothing', { target: place, near: [] });
  const label = former?.label;
  addParam(editing, { do: 'add-param', type, ...(label && { label }), content: wanted as never });
}

/** As the layer in service has it, or a former version had it. */
function formerParam({ world }: Editing, type: string, key: string) {
  for (const { content } of world.begun?.params ?? []) {
    const param = content.params.find((one) => keyOf({ ...one } as unknown as JsonObject) === key);
    if (content.type === type && param) return { param, label: content.label };
  }
  return world.dropped.find(({ path, param }) => param && path === `params/${type}/${key}`);
}

/** A property of a parameter: of one's own where it is written, of others beside it. */
export function setParamProperty(editing: Editing, target: string, value: Json): undefined {
  const { type, key, property } = asked(target);
  const own = ownParam(editing, type, key);
  if (own && locked.includes(property)) return editing.refuse('set-locked', { target });
  if (own) return editing.write(within(own, property), value);
  const found = findTarget(target.split('/'));
  if (!found) return editing.refuse(classOf(target) === 'locked' ? 'set-locked' : 'set-owner', { target });
  const spot = spotOf(type, key, property);
  if (!editing.world.said.has(spot)) return editing.refuse('set-nothing', { target, near: [] });
  const below = editing.world.said.below(spot, editing.world.layer);
  const merged = found.merge(below, value);
  if ('refused' in merged) return editing.refuse(merged.refused, { target });
  const owner = editing.world.said.ownerOf(spot);
  if (owner !== undefined) editing.needs(owner);
  const said = `${key}/${property}`;
  const known = paramsFiles(editing, type).find(
    (file) => editing.read({ file, at: ['set', said] }) !== undefined,
  );
  editing.write({ file: known ?? fileOf(editing, type), at: ['set', said] }, value);
}

export function resetParam(editing: Editing, target: string): undefined {
  const { type, key, property } = asked(target);
  const own = ownParam(editing, type, key);
  if (!own)
    for (const file of paramsFiles(editing, type))
      for (const member of ['set', 'overrules']) takeOut(editing, file, member, `${key}/${property}`);
  else if ([...needed, ...locked].includes(property)) editing.refuse('design-needed', { target });
  else editing.remove(within(own, property));
}

function asked(target: string) {
  const [, type = '', key = '', ...property] = target.split('/');
  return { type, key, property: property.join('/') };
}

function spotOf(type: string, key: string, property: string) {
  return { form: '', target: `params/${type}/${key}/${property}` };
}

function within({ file, at }: Spot, property: string): Spot {
  const path = property.split('/');
  return { file, at: [...at, ...(ofParam.includes(path[0] ?? '') ? [] : ['value']), ...path] };
}

/** As `set` of a file of parameters names it. */
function keyOf({ key, dimension }: JsonObject): string {
  return typeof key === 'string' ? key : `{${String(dimension ?? '')}}`;
}

function ownParam(editing: Editing, type: string, key: string): Spot | undefined {
  for (const file of paramsFiles(editing, type))
    for (const [at, param] of objectsIn(editing.read({ file, at: ['params'] })))
      if (keyOf(param) === key) return { file, at: ['params', at] };
  return undefined;
}

function paramsFiles(editing: Editing, type: string): readonly string[] {
  return [...editing.files].flatMap(([file, content]) =>
    file.startsWith('params/') && isObject(content) && content['type'] === type ? [file] : [],
  );
}

function fileOf(editing: Editing, type: string, label?: Json): string {
  const [known] = paramsFiles(editing, type);
  if (known !== undefined) return known;
  const file = editing.freePath('params', type);
  editing.files.set(file, { type, label: label ?? labelBelow(editing, type), params: [] });
  return file;
}

function labelBelow({ world }: Editing, type: string): Json {
  const below = world.packages.flatMap(({ params }) => params).find(({ content }) => content.type === type);
  return (below?.content.label ?? { zh: type, en: type }) as unknown as Json;
}
