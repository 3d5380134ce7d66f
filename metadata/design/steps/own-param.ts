import { isObject, type Json, type JsonObject } from '../../common/json.ts';
import { objectsIn } from '../../common/json-path.ts';
import { paramProperties } from '../../property/param.ts';
import { askedBy, optionAt } from '../../property/target-place.ts';
import type { Editing, Spot } from './editing.ts';

/** A target of a parameter, taken apart. */
export interface AskedParam {
  readonly type: string;
  readonly key: string;
  /** `label`, `unset/label`, `options`; of an option what it has: `label`; empty: the thing itself. */
  readonly property: string;
  /** Value of the option it is about. */
  readonly option?: string;
}

/**
 * @example
 * askedParam('params/pdf/timeout/unset/label') //=> { type: 'pdf', key: 'timeout', property: 'unset/label' }
 * askedParam('params/pdf/format/options/ofd/label')
 * //=> { type: 'pdf', key: 'format', property: 'label', option: 'ofd' }
 */
export function askedParam(target: string): AskedParam {
  const { place, property } = askedBy(target);
  return asked(place, property.join('/'));
}

/** The same of a place: `params/pdf/format/options/ofd`. */
export function paramAt(place: string): AskedParam {
  return asked(place, '');
}

function asked(place: string, property: string): AskedParam {
  const [, type = '', key = ''] = place.split('/');
  const option = optionAt(place)?.value;
  return { type, key, property, ...(option !== undefined && { option }) };
}

/** As `set` of a file of parameters names it. */
export function keyOfParam({ key, dimension }: JsonObject): string {
  return typeof key === 'string' ? key : `{${String(dimension ?? '')}}`;
}

/** Finds the definition of a parameter by this layer; undefined: somebody else defines it, or nobody. */
export function ownParam(editing: Editing, type: string, key: string): Spot | undefined {
  for (const file of paramsFiles(editing, type))
    for (const [at, param] of objectsIn(editing.read({ file, at: ['params'] })))
      if (keyOfParam(param) === key) return { file, at: ['params', at] };
  return undefined;
}

/** Returns the spot of a property in one's own parameter; one that is not of the definition stands with the kind. */
export function withinParam({ file, at }: Spot, property: string): Spot {
  const path = property.split('/');
  const isOfParam = Object.hasOwn(paramProperties, path[0] ?? '');
  return { file, at: [...at, ...(isOfParam ? [] : ['value']), ...path] };
}

export function paramsFiles(editing: Editing, type: string): readonly string[] {
  return [...editing.files].flatMap(([file, content]) =>
    file.startsWith('params/') && isObject(content) && content['type'] === type ? [file] : [],
  );
}

/** Returns the file in which this layer speaks of a type; makes it, with the type's label, where there is none yet. */
export function paramsFile(editing: Editing, type: string, label?: Json): string {
  const [known] = paramsFiles(editing, type);
  if (known !== undefined) return known;
  const file = editing.freePath('params', type);
  editing.files.set(file, { type, label: label ?? labelBelow(editing, type), params: [] });
  return file;
}

function labelBelow({ world }: Editing, type: string): Json {
  const below = world.packages.flatMap(({ params }) => params).find(({ content }) => content.type === type);
  return below?.content.label ?? { zh: type, en: type };
}
