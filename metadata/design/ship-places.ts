import { append } from '../common/append.ts';
import { isObject, type Json } from '../common/json.ts';
import { listed, valueAt } from '../common/json-path.ts';
import { namedParts } from '../property/target-place.ts';
import type { LayerFiles } from './apply-step.ts';

/**
 * A place of a layer that can be taken: a form of its own (`order`) with the records, cases, prints and reports that come with
 * it, all
 * that is said of somebody else's (`invoice-item`), a part of that (`invoice-item/fields/local_channel`,
 * `invoice-item/rules/local_total`, `invoice-item/prints/slip`, `invoice-item/data`, `invoice-item/cases`), parameters it defines (`params/pdf`),
 * cases of a decision (`decisions/split`), or its texts (`messages`). Forms go by id.
 */
export type ShipPlace = string;

/** Lists the places of a layer that can be taken, in the order of its files; a file that says nothing any more is none. */
export function placesToShip(files: LayerFiles): readonly ShipPlace[] {
  const own = formsIn(files);
  const found: ShipPlace[] = [];
  for (const [path, content] of files) {
    if (isEmptied(path, content)) continue;
    const [whole = '', ...parts] = placesOfFile(path, content);
    if (whole !== '') found.push(whole);
    if (!own.has(whole)) append(found, parts);
    if (path.startsWith('extensions/')) append(found, partsOfExtension(content));
  }
  return [...new Set(found)];
}

/** Whether all that a file said was taken away again: its subject alone is left. */
function isEmptied(path: string, content: Json): boolean {
  const [folder = ''] = path.split('/');
  if (!['extensions', 'data', 'cases', 'params'].includes(folder) || !isObject(content)) return false;
  const { extends: _form, form: _of, decision: _decision, set = {}, type: _type, ...others } = content;
  // A word that says nothing or an empty list takes away what stands below.
  return Object.keys(isObject(set) ? set : {}).length === 0 && Object.values(others).every(isEmpty);
}

/** Nothing, an empty list, and what holds nothing but that. */
function isEmpty(value: Json): boolean {
  return isObject(value) || Array.isArray(value) ? Object.values(value).every(isEmpty) : value === null;
}

/** With what a file goes as a whole: any of these. */
export function placesOfFile(path: string, content: Json): readonly ShipPlace[] {
  const [folder = ''] = path.split('/');
  const form = textAt(content, 'form');
  if (folder === 'forms') return [idOf(content)];
  if (folder === 'extensions') return [textAt(content, 'extends')];
  if (folder === 'params') return [`params/${textAt(content, 'type')}`];
  if (folder === 'messages') return ['messages'];
  if (folder === 'cases' && form === '') return [`decisions/${textAt(content, 'decision')}`];
  if (folder === 'prints' || folder === 'reports')
    return [form, `${form}/${folder}/${textAt(content, 'name')}`];
  return folder === 'data' || folder === 'cases' ? [form, `${form}/${folder}`] : [];
}

function partsOfExtension(content: Json): readonly ShipPlace[] {
  const form = textAt(content, 'extends');
  const fields = listed(valueAt(content, ['fields'])).map((field) => `${form}/fields/${idOf(field)}`);
  const others = namedParts.flatMap((part) =>
    listed(valueAt(content, [part])).map((one) => `${form}/${part}/${textAt(one, 'name')}`),
  );
  return [...fields, ...others];
}

/** Ids of the forms that files define. */
export function formsIn(files: LayerFiles): ReadonlySet<string> {
  return new Set([...files].flatMap(([path, content]) => (path.startsWith('forms/') ? idOf(content) : [])));
}

export function idOf(content: Json): string {
  return textAt(content, 'id') || textAt(content, 'name');
}

export function textAt(content: Json | undefined, member: string): string {
  const value = isObject(content) ? content[member] : undefined;
  return typeof value === 'string' ? value : '';
}
