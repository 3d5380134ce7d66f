import type { Issue } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject, pointerSegments } from '../../../../metadata/common/json.ts';
import { askedBy } from '../../../../metadata/property/target-place.ts';

interface IssuePlace {
  readonly form?: string;
  readonly place?: string;
}

/** Answers the form, and the field, rule or group of it, that an issue is about. */
export function placeOfIssue({ file, pointer, form }: Issue, content: Json | undefined): IssuePlace {
  if (!isObject(content)) return form === undefined ? {} : { form };
  if (file?.startsWith('params/')) return ofParam(content, pointerSegments(pointer));
  const folder = /^(prints|reports)\//.exec(file ?? '')?.[1];
  if (folder)
    return { form: String(content['form']), place: `${folder}/${String(content['name'])}${pointer}` };
  const about = content['extends'] ?? content['id'] ?? content['name'] ?? form;
  if (typeof about !== 'string' || !file || !/^(forms|extensions)\//.test(file))
    return form === undefined ? {} : { form };
  const place = placeIn(content, pointerSegments(pointer));
  return { form: about, ...(place === undefined ? {} : { place }) };
}

/** A parameter: of no form. */
function ofParam(content: JsonObject, [part = '', name = '']: readonly string[]): IssuePlace {
  const type = String(content['type']);
  if (part === 'set' || part === 'overrules')
    return { form: '', place: `params/${type}/${name.slice(0, name.lastIndexOf('/'))}` };
  const params = content['params'];
  const found = Array.isArray(params) ? (params as readonly Json[])[Number(name)] : undefined;
  if (part !== 'params' || !isObject(found)) return {};
  const key = found['key'] ?? `{${String(found['dimension'] ?? '')}}`;
  return { form: '', place: `params/${type}/${String(key)}` };
}

function placeIn(content: JsonObject, segments: readonly string[]): string | undefined {
  const [part = '', name = '', third = ''] = segments;
  if (part === 'set' || part === 'overrules') return askedBy(name).place;
  if (part === 'fields') return placeOfField(content, segments);
  if (part === 'layout') return placeInLayout(content['layout'], segments);
  if (part === 'rows') {
    const rows = content['rows'];
    const id = isObject(rows ?? null) ? nameOf(itemAt((rows as JsonObject)[name], third)) : undefined;
    return id === undefined ? undefined : `fields/${name}.${id}`;
  }
  const id = nameOf(itemAt(content[part], name));
  if (id === undefined) return undefined;
  return part === 'tabs' || part === 'groups' ? `layout/${part}/${id}` : `${part}/${id}`;
}

/** The innermost field: `/fields/2/fields/0/visible` is about `fields/lines.item`. */
function placeOfField(content: JsonObject, segments: readonly string[]): string | undefined {
  const path: string[] = [];
  let whole: Json | undefined = content;
  for (let at = 0; segments[at] === 'fields'; at += 2) {
    whole = itemAt(
      isObject(whole ?? null) ? (whole as JsonObject)['fields'] : undefined,
      segments[at + 1] ?? '',
    );
    const id = nameOf(whole);
    if (id === undefined) break;
    path.push(id);
  }
  return path.length === 0 ? undefined : `fields/${path.join('.')}`;
}

/** A tab or group of a form; of a layout that nobody wrote, places are told by names. */
function placeInLayout(layout: Json | undefined, segments: readonly string[]): string | undefined {
  const [, , tab = '', groups, group = ''] = segments;
  const found = isObject(layout ?? null) ? itemAt((layout as JsonObject)['tabs'], tab) : undefined;
  if (groups !== 'groups') {
    const id = nameOf(found) ?? (layout === undefined ? tab : '');
    return id === '' ? undefined : `layout/tabs/${id}`;
  }
  const inside = isObject(found ?? null) ? itemAt((found as JsonObject)['groups'], group) : undefined;
  const id = nameOf(inside) ?? (layout === undefined ? group : '');
  return id === '' ? undefined : `layout/groups/${id}`;
}

function itemAt(list: Json | undefined, at: string): Json | undefined {
  return Array.isArray(list) && at !== '' ? (list as readonly Json[])[Number(at)] : undefined;
}

function nameOf(thing: Json | undefined): string | undefined {
  const found = isObject(thing ?? null)
    ? ((thing as JsonObject)['id'] ?? (thing as JsonObject)['name'])
    : undefined;
  return typeof found === 'string' ? found : undefined;
}
