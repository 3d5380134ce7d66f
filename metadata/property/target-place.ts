/** A target, taken apart: the thing, and which property of it. */
export interface TargetPlace {
  /** `fields/rate`; empty: the form. */
  readonly place: string;
  /** `label`, `list/columns`. */
  readonly property: readonly string[];
}

/**
 * The segments of a target. What is stored of an option and the number of a role are whatever people write: each is one
 * segment, whatever stands in it.
 *
 * @example
 * targetSegments('fields/colour/options/a/b/label') //=> ['fields', 'colour', 'options', 'a/b', 'label']
 * targetSegments('fields/colour/roles/a/b') //=> ['fields', 'colour', 'roles', 'a/b']
 */
export function targetSegments(target: string): readonly string[] {
  const parts = target.split('/');
  return withWholeNames(parts, startOf(parts), { options: 1, roles: 0 });
}

/**
 * The segments of a place, which ends with what it is called.
 *
 * @example
 * placeSegments('fields/colour/options/a/b') //=> ['fields', 'colour', 'options', 'a/b']
 */
export function placeSegments(place: string): readonly string[] {
  const parts = place.split('/');
  return withWholeNames(parts, startOf(parts), { options: 0 });
}

/**
 * The segments of a property that a field or a parameter has, or an option of it.
 *
 * @example
 * propertySegments('options/a/b/label') //=> ['options', 'a/b', 'label']
 */
export function propertySegments(property: string): readonly string[] {
  return withWholeNames(property.split('/'), 0, { options: 1, roles: 0 });
}

/** The option that a place names, and the place of what has it; undefined: it names something else. */
export function optionAt(place: string): { readonly of: string; readonly value: string } | undefined {
  const segments = placeSegments(place);
  const [value = '', list] = segments.toReversed();
  if (list !== 'options' || segments.length !== startOf(segments) + 2) return undefined;
  return { of: segments.slice(0, -2).join('/'), value };
}

/** Where the properties of a thing begin that may have options; of others there is no such place. */
function startOf([part = '']: readonly string[]): number {
  return part === 'fields' || part === 'params' ? (lengths[part] ?? -1) : -1;
}

function withWholeNames(
  parts: readonly string[],
  start: number,
  behind: Readonly<Record<string, number>>,
): readonly string[] {
  const left = start < 0 ? undefined : behind[parts[start] ?? ''];
  const [from, to] = [start + 1, parts.length - (left ?? 0)];
  if (left === undefined || to - from < 2) return parts;
  return [...parts.slice(0, from), parts.slice(from, to).join('/'), ...parts.slice(to)];
}

/**
 * @example
 * askedBy('fields/rate/label') //=> { place: 'fields/rate', property: ['label'] }
 * askedBy('fields/colour/options/r/label') //=> { place: 'fields/colour/options/r', property: ['label'] }
 * askedBy('list/columns') //=> { place: '', property: ['list', 'columns'] }
 * askedBy('params/pdf/format/options/ofd/label') //=> { place: 'params/pdf/format/options/ofd', property: ['label'] }
 */
export function askedBy(target: string): TargetPlace {
  const segments = targetSegments(target);
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
  const [part = '', second, third, fourth] = placeSegments(place);
  if (part === 'fields') return third === 'options' ? ['option'] : ['field', 'ofKinds'];
  // The value of a parameter has a kind as a field has.
  if (part === 'params') return fourth === 'options' ? ['option'] : ['param', 'ofKinds', 'field'];
  if (part === 'layout') return [second === 'tabs' ? 'tab' : 'group'];
  return [isNamedPart(part) ? things[part] : 'form'];
}
