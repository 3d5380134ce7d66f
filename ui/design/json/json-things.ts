import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { namedParts } from '../../../metadata/property/target-place.ts';

/** Something of a form as its JSON has it: the form itself, a field, an option, a tab, a group, a rule … */
export interface JsonThing {
  readonly pointer: string;
  /** As steps name it; empty: the form. */
  readonly place: string;
  readonly value: JsonObject;
  /** The list it stands in, by its pointer. Default: none, it is the form. */
  readonly list?: string;
}

/** Members that are lists of things of their own. */
const lists: ReadonlySet<string> = new Set(['fields', 'options', 'layout', 'groups', ...namedParts]);

/** Whether a member of a thing holds things itself; a group only names its fields. */
export function holdsThings({ place }: JsonThing, member: string): boolean {
  if (place.startsWith('layout/groups/')) return false;
  if (place.startsWith('layout/tabs/')) return member === 'groups';
  if (place.startsWith('fields/')) return member === 'fields' || member === 'options';
  return place === '' && lists.has(member) && member !== 'options' && member !== 'groups';
}

/** Where something else stands than the things that belong there: no list, no object, or one without a name. */
export interface Stray {
  readonly pointer: string;
  readonly lacks: 'list' | 'name';
}

/** All things of a form, each behind what it stands in. */
export function thingsOf(form: JsonObject): readonly JsonThing[] {
  return readThings(form).things;
}

export function readThings(form: JsonObject): {
  readonly things: readonly JsonThing[];
  readonly strays: readonly Stray[];
} {
  const found: JsonThing[] = [{ pointer: '', place: '', value: form }];
  const strays: Stray[] = [];
  const each = (
    list: string,
    value: Json | undefined,
    above: string,
    nameOf: (one: JsonObject) => string = ({ name }) => text(name),
  ) => {
    if (!Array.isArray(value)) {
      if (value !== undefined) strays.push({ pointer: list, lacks: 'list' });
      return [];
    }
    return (value as readonly Json[]).flatMap((one, at): readonly JsonThing[] => {
      const pointer = `${list}/${at}`;
      const name = isObject(one) ? nameOf(one) : '';
      if (!isObject(one) || name === '') {
        strays.push({ pointer, lacks: isObject(one) ? 'name' : 'list' });
        return [];
      }
      const thing = { pointer, place: `${above}${name}`, value: one, list };
      found.push(thing);
      return [thing];
    });
  };
  const fields = (list: string, value: Json | undefined, above: string): void => {
    for (const { pointer, place, value: one } of each(list, value, `fields/${above}`, idOf)) {
      fields(`${pointer}/fields`, one['fields'], `${place.slice('fields/'.length)}.`);
      each(`${pointer}/options`, one['options'], `${place}/options/`, (option) => text(option['value']));
    }
  };
  fields('/fields', form['fields'], '');
  const layout = form['layout'];
  if (layout !== undefined && !isObject(layout)) strays.push({ pointer: '/layout/tabs', lacks: 'list' });
  const tabs = isObject(layout ?? null) ? (layout as JsonObject)['tabs'] : undefined;
  for (const { pointer, value } of each('/layout/tabs', tabs, 'layout/tabs/'))
    each(`${pointer}/groups`, value['groups'], 'layout/groups/');
  for (const part of namedParts) each(`/${part}`, form[part], `${part}/`);
  return { things: found, strays };
}

export function idOf(field: JsonObject): string {
  return text(field['id'] ?? field['name']);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
