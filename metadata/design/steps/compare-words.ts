import { isObject, type Json } from '../../common/json.ts';
import type { Editing } from './editing.ts';

/** Conditions of the form itself compare a field with what it holds from now on: former values become these. */
export function compareWith(
  editing: Editing,
  form: string,
  path: string,
  becomes: ReadonlyMap<string, string>,
): undefined {
  const own = editing.formFile(form);
  for (const file of [...(own === undefined ? [] : [own]), ...editing.extensionFiles(form)]) {
    const content = editing.files.get(file);
    if (content !== undefined) editing.files.set(file, compared(content, path, becomes));
  }
}

function compared(content: Json, path: string, becomes: ReadonlyMap<string, string>): Json {
  if (Array.isArray(content)) return content.map((one: Json) => compared(one, path, becomes));
  if (!isObject(content)) return content;
  const members = Object.entries(content).map(([name, value]) => {
    const isAsked = name === 'value' && content['fact'] === path && 'operator' in content;
    return [name, isAsked ? worded(value, becomes) : compared(value, path, becomes)] as const;
  });
  return Object.fromEntries(members);
}

function worded(value: Json, becomes: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((one: Json) => worded(one, becomes));
  return typeof value === 'string' ? (becomes.get(value) ?? value) : value;
}
