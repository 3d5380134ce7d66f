import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { listed, valueAt } from '../common/json-path.ts';
import { localPackage } from '../model/layers/order.ts';
import { namedParts } from '../property/target-place.ts';
import { formOfStep } from './place-of-step.ts';
import { formsIn, idOf, textAt } from './ship-places.ts';
import type { DesignStep } from './steps/design-step.ts';
import type { LayerFiles } from './steps/editing.ts';

/** Where the steps of a design may be written. */
export interface WrittenInto {
  /** The package that its steps write where they do not say which. */
  readonly own: string;
  /** Packages whose forms are designed in them. */
  readonly designed: Iterable<string>;
  /** A layer's files with the steps before. */
  files(layer: string): LayerFiles;
}

/**
 * The layer that a step is written into: the one it names; else the package that is designed here and has what the step
 * is about; else the design's own. What that one brought, it goes on saying.
 */
export function layerOfStep(step: DesignStep, { own, designed, files }: WrittenInto): string {
  if (step.layer !== undefined) return step.layer;
  if (own !== localPackage) return own;
  for (const name of designed) if (has(files(name), step)) return says(files(own), step) ? own : name;
  return own;
}

/**
 * The step in its layer. Before a word that goes into a package stands one that takes back what the design's own layer
 * says of the same: that would stand above it, and nobody would see the new one.
 */
export function writtenSteps(step: DesignStep, into: WrittenInto): readonly DesignStep[] {
  const layer = layerOfStep(step, into);
  const written = { ...step, layer };
  if (step.do !== 'set' || layer === into.own || step.layer !== undefined) return [written];
  const { form, target } = step;
  const isAbove = [...into.files(into.own).values()].some((content) => saysOf(content, form, target));
  return isAbove ? [{ do: 'reset', form, target, layer: into.own }, written] : [written];
}

/** Whether files define what a step is about. */
function has(files: LayerFiles, step: DesignStep): boolean {
  if (step.do === 'add-form') return false;
  const form = formOfStep(step);
  if (form !== undefined && form !== '') return formsIn(files).has(form);
  if (step.do === 'set-menu' || step.do === 'remove-menu') return menuPaths(files).includes(step.path);
  const address = paramOf(step);
  return address !== undefined && definesParam(files, address);
}

/** Whether files of the layer above speak of it already, or of what the step puts it beside. */
function says(files: LayerFiles, step: DesignStep): boolean {
  const form = formOfStep(step) ?? '';
  if (form === '') return saysOfParam(files, step);
  if (step.do === 'set-print' || step.do === 'remove-print')
    return isOfForm(files, 'prints', form, step.name);
  if (step.do === 'set-report' || step.do === 'remove-report')
    return isOfForm(files, 'reports', form, step.name);
  if (step.do === 'set' && step.target === 'menu') {
    const to = textAt(step.value, 'path');
    if (to === localPackage || menuPaths(files).includes(to)) return true;
  }
  const extensions = [...files].flatMap(([path, content]) =>
    path.startsWith('extensions/') && isObject(content) && textAt(content, 'extends') === form
      ? [content]
      : [],
  );
  const brought = new Set(extensions.flatMap(broughtBy));
  if (wordsOf(step).some((word) => brought.has(word))) return true;
  if (!('target' in step)) return false;
  const above = extensions.filter((content) => isSaid(content, step.target));
  if (step.do !== 'set') return above.length > 0;
  // Its own word gives way; a list that the target stands in does not, nor what names something of its own.
  return (
    above.some((content) => !saysOf(content, form, step.target)) ||
    textsIn(step.value).some((text) => brought.has(text))
  );
}

/** Whether a file says a property of a form, or of a parameter, itself. */
function saysOf(content: Json, form: string, target: string): boolean {
  const set = isObject(content) ? content['set'] : undefined;
  if (!isObject(set)) return false;
  if (form !== '') return textAt(content, 'extends') === form && Object.hasOwn(set, target);
  const [, type = '', ...rest] = target.split('/');
  return textAt(content, 'type') === type && Object.hasOwn(set, rest.join('/'));
}

function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function saysOfParam(files: LayerFiles, step: DesignStep): boolean {
  const place = paramOf(step);
  const isOwnWord = (content: Json) => step.do === 'set' && saysOf(content, '', step.target);
  return [...files].some(
    ([path, content]) =>
      place?.key !== undefined &&
      path.startsWith('params/') &&
      textAt(content, 'type') === place.type &&
      !isOwnWord(content) &&
      isSaid(content, addressOf(step).replace(`params/${place.type}/`, '')),
  );
}

/** What a step is said to be about: a target, a place or a path. */
function addressOf(step: DesignStep): string {
  if ('target' in step) return step.target;
  return 'place' in step ? step.place : 'field' in step ? step.field : '';
}

/** The target, or a list that it stands in. */
function isSaid(content: Json, target: string): boolean {
  const set = isObject(content) ? content['set'] : undefined;
  return isObject(set) && Object.keys(set).some((said) => `${target}/`.startsWith(`${said}/`));
}

/** What an extension adds: ids of fields, names of parts, tabs and groups. */
function broughtBy(content: JsonObject): readonly string[] {
  const rows = isObject(content['rows']) ? Object.values(content['rows']).flatMap(listed) : [];
  const parts = [...namedParts, 'tabs', 'groups'].flatMap((part) => listed(content[part]));
  return [...[...listed(content['fields']), ...rows].map(idOf), ...parts.map((one) => textAt(one, 'name'))];
}

/** Ids and names of what a step changes, and of what it puts that beside or into. */
function wordsOf(step: DesignStep): readonly string[] {
  const beside = ['into', 'in', 'before', 'after', 'group', 'tab', 'fields'].flatMap(
    (member) => (step as JsonObject)[member] ?? [],
  );
  return [addressOf(step), ...beside.map(String)].flatMap((one) => [one, ...one.split(/[./]/)]);
}

function isOfForm(files: LayerFiles, folder: string, form: string, name: string): boolean {
  return [...files].some(
    ([path, content]) =>
      path.startsWith(`${folder}/`) && textAt(content, 'form') === form && textAt(content, 'name') === name,
  );
}

function menuPaths(files: LayerFiles): readonly string[] {
  return listed(valueAt(files.get('package.json'), ['guiju', 'menu'])).map((one) => textAt(one, 'path'));
}

interface ParamPlace {
  readonly type: string;
  /** Absent: it is a new one. */
  readonly key?: string;
}

function paramOf(step: DesignStep): ParamPlace | undefined {
  if (step.do === 'add-param') return { type: step.type };
  if (step.do === 'set-param' || step.do === 'remove-param') return { type: step.type, key: step.key };
  const [folder, type = '', key = ''] = addressOf(step).split('/');
  return folder === 'params' ? { type, key } : undefined;
}

function definesParam(files: LayerFiles, { type, key }: ParamPlace): boolean {
  return [...files].some(
    ([path, content]) =>
      path.startsWith('params/') &&
      textAt(content, 'type') === type &&
      (key === undefined ||
        listed(valueAt(content, ['params'])).some(
          (one) => (textAt(one, 'key') || `{${textAt(one, 'dimension')}}`) === key,
        )),
  );
}
