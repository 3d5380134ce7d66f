import type { Issue } from '../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject, pointerSegments } from '../../../metadata/common/json.ts';
import { askedBy } from '../../../metadata/property/target-place.ts';

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

function placeIn(
  content: JsonObject,
  [part = '', name = '', third = '']: readonly string[],
): string | undefined {
  if (part === 'set' || part === 'overrules') return askedBy(name).place;
  const named = (list: Json | undefined, at: string) => {
    const one = Array.isArray(list) ? (list as readonly Json[])[Number(at)] : undefined;
    const found = isObject(one) ? (one['id'] ?? one['name']) : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  if (part === 'rows') {
    const rows = content['rows'];
    const id = isObject(rows) ? named(rows[name], third) : undefined;
    return id === undefined ? undefined : `fields/${name}.${id}`;
  }
  const id = named(content[part], name);
  if (id === undefined) return undefined;
  return part === 'tabs' || part === 'groups' ? `layout/${part}/${id}` : `${part}/${id}`;
}
