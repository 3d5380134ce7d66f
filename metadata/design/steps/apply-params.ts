import type { Json, JsonObject } from '../../common/json.ts';
import { listed } from '../../common/json-path.ts';
import { isParamName, isParamType } from '../../names.ts';
import { rowAt, rowIn } from '../../property/rows.ts';
import { bringOptionBack, resetOption, setOption } from './apply-param-options.ts';
import type { StepOf } from './design-step.ts';
import type { Editing } from './editing.ts';
import { askedParam, keyOfParam, ownParam, paramAt, paramsFile, withinParam } from './own-param.ts';
import { dropEmpty } from './say.ts';
import { sayParam, unsayParam } from './say-param.ts';

export function addParam(editing: Editing, { type, label, content }: StepOf<'add-param'>): undefined {
  const key = keyOfParam(content);
  if (!isParamType(type)) return editing.refuse('param-name', { name: type });
  if (content.key !== undefined && !isParamName(content.key))
    return editing.refuse('param-name', { name: content.key });
  if (ownParam(editing, type, key) || editing.world.said.has(spotOf(type, key, 'label')))
    return editing.refuse('param-twice', { type, key });
  const file = paramsFile(editing, type, label);
  const at = ['params'];
  editing.write({ file, at }, [...listed(editing.read({ file, at })), content]);
}

export function setParam(editing: Editing, { type, key, content }: StepOf<'set-param'>): undefined {
  const own = ownParam(editing, type, key);
  if (!own) return editing.refuse('design-not-own', { target: `params/${type}/${key}` });
  if (keyOfParam(content) !== key)
    return editing.refuse('set-locked', { target: `params/${type}/${key}/key` });
  editing.write(own, content);
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
  const { type, key, option } = paramAt(place);
  if (option !== undefined) return bringOptionBack(editing, place, content);
  const own = ownParam(editing, type, key);
  if (own) return editing.remove(withinParam(own, 'hidden'));
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
    const param = content.params.find((one) => keyOfParam({ ...one }) === key);
    if (content.type === type && param) return { param, label: content.label };
  }
  return world.dropped.find(({ path, param }) => param && path === `params/${type}/${key}`);
}

/** A property of a parameter: of one's own where it is written, of others beside it. */
export function setParamProperty(editing: Editing, target: string, value: Json): undefined {
  const { type, key, property, option } = askedParam(target);
  if (option !== undefined) return setOption(editing, target, value);
  const own = ownParam(editing, type, key);
  if (!own) return sayParam(editing, target, value);
  if (isLocked(property)) return editing.refuse('set-locked', { target });
  editing.write(withinParam(own, property), value);
}

export function resetParam(editing: Editing, target: string): undefined {
  const { type, key, property, option } = askedParam(target);
  if (option !== undefined) return resetOption(editing, target);
  const own = ownParam(editing, type, key);
  if (!own) return unsayParam(editing, target);
  if (rowAt(target)?.required || isLocked(property)) return editing.refuse('design-needed', { target });
  editing.remove(withinParam(own, property));
}

/** Tells whether values are kept by the property, so that it cannot change. */
function isLocked(property: string): boolean {
  return rowIn(['param'], property)?.locked === true;
}

function spotOf(type: string, key: string, property: string) {
  return { form: '', target: `params/${type}/${key}/${property}` };
}
