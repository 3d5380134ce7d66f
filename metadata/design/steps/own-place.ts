import type { Json } from '../../common/json.ts';
import { type JsonPath, objectsIn, valueAt } from '../../common/json-path.ts';
import { placeSegments } from '../../property/target-place.ts';
import type { Editing, Spot } from './editing.ts';

/** Finds the spot where this layer itself wrote a thing; undefined: somebody else brought it, or nobody did. */
export function ownPlace(editing: Editing, form: string, place: string): Spot | undefined {
  const own = editing.formFile(form);
  for (const file of [...(own === undefined ? [] : [own]), ...editing.extensionFiles(form)]) {
    const at = within(editing.files.get(file), placeSegments(place), file === own);
    if (at) return { file, at };
  }
  return undefined;
}

function within(content: Json | undefined, place: readonly string[], isForm: boolean): JsonPath | undefined {
  const [part = '', name = '', third, value] = place;
  if (part === '') return isForm ? [] : undefined;
  if (part === 'fields') {
    const field = fieldIn(content, name.split('.'));
    if (third === undefined) return field;
    const options = field ? [...field, 'options'] : ['set', `fields/${name}/options`];
    return itemAt(content, options, 'value', value ?? '');
  }
  if (part === 'layout') return layoutPart(content, name, third ?? '', isForm);
  return itemAt(content, [part], 'name', name);
}

function layoutPart(
  content: Json | undefined,
  level: string,
  name: string,
  isForm: boolean,
): JsonPath | undefined {
  const tabs = isForm ? ['layout', 'tabs'] : ['tabs'];
  if (level === 'tabs') return itemAt(content, tabs, 'name', name);
  for (const [at] of objectsIn(valueAt(content, tabs))) {
    const found = itemAt(content, [...tabs, at, 'groups'], 'name', name);
    if (found) return found;
  }
  return isForm ? undefined : itemAt(content, ['groups'], 'name', name);
}

/** A field by its path of ids: in the record's fields or, of rows, where they were added. */
export function fieldIn(content: Json | undefined, ids: readonly string[]): JsonPath | undefined {
  for (let cut = 0; cut < ids.length; cut++) {
    let at: JsonPath | undefined = cut === 0 ? ['fields'] : ['rows', ids.slice(0, cut).join('.')];
    for (const [deep, id] of ids.slice(cut).entries())
      at = at && fieldAt(content, deep === 0 ? at : [...at, 'fields'], id);
    if (at) return at;
  }
  return undefined;
}

function fieldAt(content: Json | undefined, list: JsonPath, id: string): JsonPath | undefined {
  for (const [at, field] of objectsIn(valueAt(content, list)))
    if ((field['id'] ?? field['name']) === id) return [...list, at];
  return undefined;
}

function itemAt(
  content: Json | undefined,
  list: JsonPath,
  member: string,
  wanted: string,
): JsonPath | undefined {
  for (const [at, item] of objectsIn(valueAt(content, list)))
    if (item[member] === wanted) return [...list, at];
  return undefined;
}
