/** A target, taken apart: the thing, and which property of it. */
export interface TargetPlace {
  /** `fields/rate`; empty: the form. */
  readonly place: string;
  /** `label`, `list/columns`. */
  readonly property: readonly string[];
}

/**
 * @example
 * askedBy('fields/rate/label') //=> { place: 'fields/rate', property: ['label'] }
 * askedBy('fields/colour/options/r/label') //=> { place: 'fields/colour/options/r', property: ['label'] }
 * askedBy('list/columns') //=> { place: '', property: ['list', 'columns'] }
 */
export function askedBy(target: string): TargetPlace {
  const segments = target.split('/');
  const [part, , third] = segments;
  const long = part === 'layout' || part === 'params' ? 3 : part === 'fields' && third === 'options' ? 4 : 2;
  const isPart =
    part !== undefined && ['fields', 'rules', 'unique', 'actions', 'layout', 'params'].includes(part);
  const cut = !isPart || segments.length === 1 ? 0 : segments.length > long ? long : 2;
  return { place: segments.slice(0, cut).join('/'), property: segments.slice(cut) };
}

/** What has properties: a file of rows each. */
export type Thing =
  | ('form' | 'field' | 'ofKinds' | 'option' | 'param')
  | ('tab' | 'group' | 'rule' | 'unique' | 'action');

const parts: Readonly<Record<string, Thing>> = { rules: 'rule', unique: 'unique', actions: 'action' };

/**
 * What may have the properties of a place, those first that are meant where several have one of the name.
 *
 * @example
 * thingsAt('fields/rate') //=> ['field', 'ofKinds']
 * thingsAt('layout/tabs/basic') //=> ['tab']
 * thingsAt('') //=> ['form']
 */
export function thingsAt(place: string): readonly Thing[] {
  const [part = '', second, third] = place.split('/');
  if (part === 'fields') return third === 'options' ? ['option'] : ['field', 'ofKinds'];
  if (part === 'params') return ['param', 'ofKinds', 'option', 'field'];
  if (part === 'layout') return [second === 'tabs' ? 'tab' : 'group'];
  return [parts[part] ?? 'form'];
}
