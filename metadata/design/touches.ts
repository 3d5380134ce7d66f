import { isObject, type Json } from '../common/json.ts';
import { localPackage } from '../model/layers/order.ts';
import { placeSegments, targetSegments } from '../property/target-place.ts';
import type { DesignStep, StepOf } from './steps/design-step.ts';

/**
 * Lists the paths of what a step decides: two steps of two people conflict where one's path is the other's, or begins
 * with it. Two fields put into one group are no conflict, as each finds its place by what is there then.
 */
function touches(step: DesignStep): readonly string[] {
  const layer = step.layer ?? localPackage;
  return touched(step).map((path) => `${layer}/${path}`);
}

/** Returns the longer path of a pair on which both decide the same. Undefined: there is none. */
export function conflict(a: DesignStep, b: DesignStep): string | undefined {
  for (const one of touches(a))
    for (const other of touches(b))
      if (`${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`))
        return (one.length > other.length ? one : other).replaceAll(slash, '/');
  return undefined;
}

/** Stands for a slash in the name of an option or a role: option `a/b` is nothing inside of option `a`. */
const slash = '\0';

function pathOf(segments: readonly string[]): string {
  return segments.map((segment) => segment.replaceAll('/', slash)).join('/');
}

function touched(step: DesignStep): readonly string[] {
  switch (step.do) {
    case 'set':
    case 'reset':
      return [inForm(step.form, pathOf(targetSegments(step.target)))];
    case 'add-form':
      return [`forms/${step.content.id ?? step.content.name}`];
    case 'add-field': {
      const id = step.content.id ?? step.content.name;
      return [inForm(step.form, `fields/${step.in === undefined ? id : `${step.in}.${id}`}`)];
    }
    case 'add-option':
      return [inForm(step.form, placeOf({ place: optionPlace(step) }))];
    case 'add-part': {
      const part = step.part === 'tabs' || step.part === 'groups' ? `layout/${step.part}` : step.part;
      return [inForm(step.form, `${part}/${step.content.name}`)];
    }
    case 'place':
      return [inForm(step.form, `${placeOf(step)}/(place)`)];
    case 'rename':
      return [inForm(step.form, step.place === '' ? 'name' : `${placeOf(step)}/name`)];
    case 'change-kind':
      return [inForm(step.form, `fields/${step.field}`)];
    case 'fit-values':
      return [inForm(step.form, `fields/${step.field}/(values)`)];
    case 'hide':
      return [inForm(step.form, `${placeOf(step)}/hidden`)];
    case 'remove':
    case 'bring-back':
      return [inForm(step.form, placeOf(step))];
    case 'merge-options':
      return [inForm(step.form, `fields/${step.field}/options`)];
    case 'move-into-rows':
      return [
        ...step.fields.map((id) => inForm(step.form, `fields/${id}`)),
        inForm(step.form, `fields/${step.into}`),
      ];
    case 'add-menu':
      return [`menu/${step.content.path}`];
    case 'set-menu':
    case 'remove-menu':
      return [`menu/${step.path}`];
    case 'add-param':
      return [`params/${step.type}/${step.content.key ?? `{${step.content.dimension ?? ''}}`}`];
    case 'set-param':
    case 'remove-param':
      return [`params/${step.type}/${step.key}`];
    case 'set-print':
    case 'remove-print':
      return [inForm(step.form, `prints/${step.name}`)];
    case 'set-report':
    case 'remove-report':
      return [inForm(step.form, `reports/${step.name}`)];
    case 'write-file':
      return ofFile(step.path, step.content);
    case 'remove-file':
      return ofFile(step.path, null);
  }
}

function optionPlace({ form, field, content }: StepOf<'add-option'>): string {
  return `${form === '' ? '' : 'fields/'}${field}/options/${content.value}`;
}

function placeOf({ place }: { readonly place: string }): string {
  return pathOf(placeSegments(place));
}

function inForm(form: string, target: string): string {
  if (form === '') return target;
  return target === '' ? `forms/${form}` : `forms/${form}/${target}`;
}

/** A whole file: all that is in it. */
function ofFile(path: string, content: Json): readonly string[] {
  const own = isObject(content) ? content : {};
  const [folder] = path.split('/');
  const form = folder === 'forms' ? (own['id'] ?? own['name']) : own['extends'];
  if (typeof form === 'string' && (folder === 'forms' || folder === 'extensions'))
    return [`files/${path}`, `forms/${form}`];
  if ((folder === 'prints' || folder === 'reports') && typeof own['form'] === 'string')
    return [`files/${path}`, inForm(own['form'], `${folder}/${String(own['name'])}`)];
  if (folder === 'params' && typeof own['type'] === 'string')
    return [`files/${path}`, `params/${own['type']}`];
  return path === 'package.json' ? [`files/${path}`, 'menu'] : [`files/${path}`];
}
