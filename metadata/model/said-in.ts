import { isObject, type Json, type JsonObject } from '../common/json.ts';

/** A thing that packages speak of: a form, a part of one, or a parameter. */
export interface AskedPlace {
  /** Id of the form; empty: a parameter. */
  readonly form: string;
  /** `fields/rate`, `fields/colour/options/r`, `layout/groups/basic`; empty: the form itself; `params/pdf/timeout`, `params/pdf/format/options/ofd`. */
  readonly place: string;
}

/** What one package says of a thing, by property: `label`, `list/columns`. */
export interface SaidIn {
  readonly said: ReadonlyMap<string, Json>;
  /** Of the customer's layer: packages whose word on a property is not taken. */
  readonly overrules: ReadonlyMap<string, readonly string[]>;
}

/** Members of a form that are properties together with what is in them. */
const nested: readonly string[] = ['sharing', 'list', 'match', 'preset'];
/** Members of a form that are places of their own, or no property. */
const places: readonly string[] = ['fields', 'rules', 'unique', 'actions', 'layout'];
const beside: readonly string[] = ['name', 'id', 'source', 'checks', 'locks'];

/** Read from the files alone, so that it is the same of what is installed and of what was once. */
export function saidIn(files: Iterable<readonly [string, Json]>, asked: AskedPlace): SaidIn {
  const said = new Map<string, Json>();
  const overrules = new Map<string, readonly string[]>();
  for (const [path, content] of files) {
    if (!isObject(content)) continue;
    const [folder] = path.split('/');
    const found = folders[folder ?? '']?.(content, asked);
    if (!found) continue;
    for (const [name, value] of found.own) said.set(name, value);
    for (const [name, value] of properties(found.set, found.place)) said.set(name, value);
    for (const [name, value] of properties(found.overrules, found.place))
      overrules.set(name, list(value).map(String));
  }
  return { said, overrules };
}

interface Statements {
  readonly own: readonly (readonly [string, Json])[];
  readonly set: Json | undefined;
  readonly overrules: Json | undefined;
  /** What targets begin with. */
  readonly place: string;
}

const folders: Readonly<Record<string, (content: JsonObject, asked: AskedPlace) => Statements | undefined>> =
  {
    forms(content, { form, place }) {
      if (form === '' || (content['id'] ?? content['name']) !== form) return undefined;
      return { own: ownProperties(content, place), set: undefined, overrules: undefined, place };
    },
    extensions(content, { form, place }) {
      if (form === '' || content['extends'] !== form) return undefined;
      const own = place === '' ? [] : ownProperties(extended(content), place);
      return { own, set: content['set'], overrules: content['overrules'], place };
    },
    params(content, { form, place }) {
      const [root, type, key = '', ...option] = place.split('/');
      if (form !== '' || root !== 'params' || content['type'] !== type) return undefined;
      const param = list(content['params'])
        .filter(isObject)
        .find((one) => addressOf(one) === key);
      const { set, overrules } = content;
      const at = [key, ...option].join('/');
      if (option.length === 0) return { own: param ? paramProperties(param) : [], set, overrules, place: at };
      const value = isObject(param?.['value']) ? param['value'] : {};
      const added = isObject(set) ? set[`${key}/options`] : undefined;
      const found = listed([...list(value['options']), ...list(added)], 'value', option[1]);
      return {
        own: Object.entries(found ?? {}).filter(([name]) => name !== 'value'),
        set,
        overrules,
        place: at,
      };
    },
  };

/** As `set` of a parameters' file names it. */
function addressOf({ key, dimension }: JsonObject): string {
  return typeof key === 'string' ? key : `{${String(dimension ?? '')}}`;
}

/** Those of a place that are said as `place/label`; what is said of its parts is theirs. */
function properties(said: Json | undefined, place: string): readonly (readonly [string, Json])[] {
  if (!isObject(said)) return [];
  const start = place === '' ? '' : `${place}/`;
  return Object.entries(said).flatMap(([target, value]) => {
    if (!target.startsWith(start)) return [];
    const name = target.slice(start.length);
    const [first = ''] = name.split('/');
    const isOwn = place === '' ? !places.includes(first) : !name.includes('/') || first === 'roles';
    return isOwn ? [[name, value] as const] : [];
  });
}

/** What an extension adds, as a form that has nothing else. */
function extended({ fields, rows, rules, unique, groups, tabs, actions }: JsonObject): JsonObject {
  return {
    fields: fields ?? [],
    rows: rows ?? {},
    rules: rules ?? [],
    unique: unique ?? [],
    actions: actions ?? [],
    layout: { tabs: [...list(tabs), { name: '', groups: groups ?? [] }] },
  };
}

function ownProperties(form: JsonObject, place: string): readonly (readonly [string, Json])[] {
  if (place === '')
    return Object.entries(form).flatMap(([name, value]) => {
      if (places.includes(name) || beside.includes(name)) return [];
      if (!nested.includes(name) || !isObject(value)) return [[name, value] as const];
      return Object.entries(value).map(([inner, one]) => [`${name}/${inner}`, one] as const);
    });
  const found = partAt(form, place.split('/'));
  const skip = new Set([...beside, 'value', 'fields', 'groups', 'tab', 'after']);
  // Which fields stand in a group is said of it; of a field they are its rows.
  if (place.startsWith('layout/groups/')) skip.delete('fields');
  if (!found) return [];
  const own = Object.entries(found).filter(([name]) => !skip.has(name));
  return own.flatMap(([name, value]) =>
    name === 'roles' && isObject(value)
      ? Object.entries(value).map(([role, right]) => [`roles/${role}`, right] as const)
      : [[name, value] as const],
  );
}

function partAt(
  form: JsonObject,
  [part = '', name = '', ...rest]: readonly string[],
): JsonObject | undefined {
  if (part === 'fields') {
    const field = fieldAt(form, name.split('.'));
    const [options, value] = rest;
    return options === 'options' ? listed(field?.['options'], 'value', value) : field;
  }
  if (part === 'layout') {
    const layout = isObject(form['layout']) ? form['layout'] : {};
    const tabs = list(layout['tabs']).filter(isObject);
    const all = name === 'tabs' ? tabs : tabs.flatMap((tab) => list(tab['groups']));
    return listed(all, 'name', rest[0]);
  }
  return listed(form[part], 'name', name);
}

function fieldAt(form: JsonObject, ids: readonly string[]): JsonObject | undefined {
  const rows = isObject(form['rows']) ? form['rows'] : {};
  let fields = form['fields'];
  let found: JsonObject | undefined;
  for (const [at, id] of ids.entries()) {
    const added = rows[ids.slice(0, at).join('.')];
    found = [...list(fields), ...list(added)]
      .filter(isObject)
      .find((field) => (field['id'] ?? field['name']) === id);
    fields = found?.['fields'];
  }
  return found;
}

function paramProperties({ key: _key, dimension: _dimension, value, source: _source, ...own }: JsonObject) {
  const { value: _unset, ...unset } = isObject(own['unset']) ? own['unset'] : {};
  return [
    ...Object.entries(own).filter(([name]) => name !== 'unset'),
    ...(isObject(own['unset']) ? [['unset', unset['label'] ?? null] as const] : []),
    ...(isObject(value) ? Object.entries(value) : []),
  ];
}

function listed(items: Json | undefined, member: string, wanted: string | undefined): JsonObject | undefined {
  return list(items)
    .filter(isObject)
    .find((item) => item[member] === wanted);
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
