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
 * askedBy('params/pdf/format/options/ofd/label') //=> { place: 'params/pdf/format/options/ofd', property: ['label'] }
 */
export function askedBy(target: string): TargetPlace {
  const segments = target.split('/');
  const [part = ''] = segments;
  const length = segments.length === 1 ? 0 : (lengths[part] ?? (isNamedPart(part) ? 2 : 0));
  const hasOption = length > 0 && segments[length] === 'options' && segments.length > length + 2;
  const cut = hasOption ? length + 2 : segments.length > length ? length : 2;
  return { place: segments.slice(0, cut).join('/'), property: segments.slice(cut) };
}

/** Number of segments that name a part; a target that begins with no part is of the form. */
const lengths: Readonly<Record<string, number>> = { fields: 2, layout: 3, params: 3 };

/** Lists of a form whose members go by their names. */
export const namedParts = ['rules', 'unique', 'actions', 'blocks', 'views'] as const;

export function isNamedPart(part: string): part is (typeof namedParts)[number] {
  return (namedParts as readonly string[]).includes(part);
}

/** The things that have properties: a file of rows each. */
export type Thing =
  | ('form' | 'field' | 'ofKinds' | 'option' | 'param')
  | ('tab' | 'group' | 'rule' | 'unique' | 'action' | 'block' | 'view');

const things = {
  rules: 'rule',
  unique: 'unique',
  actions: 'action',
  blocks: 'block',
  views: 'view',
} as const;

/**
 * Lists the things that may have the properties of a place, those first that are meant where several have one of the
 * name.
 *
 * @example
 * thingsAt('fields/rate') //=> ['field', 'ofKinds']
 * thingsAt('layout/tabs/basic') //=> ['tab']
 * thingsAt('') //=> ['form']
 */
export function thingsAt(place: string): readonly Thing[] {
  const [part = '', second, third, fourth] = place.split('/');
  if (part === 'fields') return third === 'options' ? ['option'] : ['field', 'ofKinds'];
  // The value of a parameter has a kind as a field has.
  if (part === 'params') return fourth === 'options' ? ['option'] : ['param', 'ofKinds', 'field'];
  if (part === 'layout') return [second === 'tabs' ? 'tab' : 'group'];
  return [isNamedPart(part) ? things[part] : 'form'];
}
