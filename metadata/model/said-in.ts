import { isObject, type Json, type JsonObject } from '../common/json.ts';
import { rowIn } from '../property/rows.ts';
import { askedBy, placeSegments, type Thing, thingsAt } from '../property/target-place.ts';

/** A thing that packages speak of: a form, a part of one, or a parameter. */
export interface AskedPlace {
  /** Id of the form; empty: a parameter. */
  readonly form: string;
  /**
   * `fields/rate`, `fields/colour/options/r`, `layout/groups/basic`; empty: the form itself; `params/pdf/timeout`,
   * `params/pdf/format/options/ofd`.
   */
  readonly place: string;
}

/** The properties that one package sets on a thing: `label`, `list/columns`. */
export interface SaidIn {
  readonly said: ReadonlyMap<string, Json>;
  /** Of the customer's layer: packages whose word on a property is not taken. */
  readonly overrules: ReadonlyMap<string, readonly string[]>;
}

/** Read from the files alone, so that it is the same of what is installed and of what was once. */
export function saidIn(files: Iterable<readonly [string, Json]>, asked: AskedPlace): SaidIn {
  const { place } = asked;
  const said = new Map<string, Json>();
  const overrules = new Map<string, readonly string[]>();
  for (const [path, content] of files) {
    if (!isObject(content)) continue;
    const [folder] = path.split('/');
    const found = folders[folder ?? '']?.(content, asked);
    if (!found) continue;
    for (const [name, value] of found.own) said.set(name, value);
    for (const [name, value] of properties(found.set, found.start, place)) said.set(name, value);
    for (const [name, value] of properties(found.overrules, found.start, place))
      overrules.set(name, list(value).map(String));
  }
  return { said, overrules };
}

interface Statements {
  readonly own: readonly (readonly [string, Json])[];
  readonly set: Json | undefined;
  readonly overrules: Json | undefined;
  /** The start that targets leave out as their file says it as a whole: `params/pdf/`. */
  readonly start: string;
}

const folders: Readonly<Record<string, (content: JsonObject, asked: AskedPlace) => Statements | undefined>> =
  {
    forms(content, { form, place }) {
      if (form === '' || (content['id'] ?? content['name']) !== form) return undefined;
      return { own: ownProperties(content, place), set: undefined, overrules: undefined, start: '' };
    },
    extensions(content, { form, place }) {
      if (form === '' || content['extends'] !== form) return undefined;
      const own = place === '' ? [] : ownProperties(extended(content), place);
      return { own, set: content['set'], overrules: content['overrules'], start: '' };
    },
    params(content, { form, place }) {
      const [root, type, key = '', ...option] = placeSegments(place);
      if (form !== '' || root !== 'params' || content['type'] !== type) return undefined;
      const param = list(content['params'])
        .filter(isObject)
        .find((one) => addressOf(one) === key);
      const { set, overrules } = content;
      const start = `${root}/${type}/`;
      if (option.length === 0) return { own: param ? paramProperties(param) : [], set, overrules, start };
      const value = isObject(param?.['value']) ? param['value'] : {};
      const added = isObject(set) ? set[`${key}/options`] : undefined;
      const found = listed([...list(value['options']), ...list(added)], 'value', option[1]);
      return { own: spoken(found ?? {}, ['option']), set, overrules, start };
    },
  };

/** As `set` of a parameters' file names it. */
function addressOf({ key, dimension }: JsonObject): string {
  return typeof key === 'string' ? key : `{${String(dimension ?? '')}}`;
}

/** Picks the properties that are said of a place as `place/label`; those of its parts are theirs. */
function properties(
  said: Json | undefined,
  start: string,
  place: string,
): readonly (readonly [string, Json])[] {
  if (!isObject(said)) return [];
  return Object.entries(said).flatMap(([target, value]) => {
    const asked = askedBy(start + target);
    return asked.place === place ? [[asked.property.join('/'), value] as const] : [];
  });
}

/** Returns the additions of an extension as a form that has nothing else. */
function extended({
  fields,
  rows,
  rules,
  unique,
  groups,
  tabs,
  actions,
  blocks,
  views,
}: JsonObject): JsonObject {
  return {
    fields: fields ?? [],
    rows: rows ?? {},
    rules: rules ?? [],
    unique: unique ?? [],
    actions: actions ?? [],
    blocks: blocks ?? [],
    views: views ?? [],
    layout: { tabs: [...list(tabs), { name: '', groups: list(groups).filter(isObject).map(unplaced) }] },
  };
}

/** A group that is added says on which tab: it was taken to none. */
function unplaced({ tab: _, ...group }: JsonObject): JsonObject {
  return group;
}

function ownProperties(form: JsonObject, place: string): readonly (readonly [string, Json])[] {
  const found = place === '' ? form : partAt(form, placeSegments(place));
  return spoken(found ?? {}, thingsAt(place));
}

/** Lists the properties of a thing, without its name and the things in it. */
function spoken(thing: JsonObject, things: readonly Thing[]): readonly (readonly [string, Json])[] {
  return Object.entries(thing).flatMap(([name, value]) => {
    const row = rowIn(things, name);
    if (!row || row.apart) return [];
    if (!(row.members ?? row.eachMember) || !isObject(value)) return [[name, value] as const];
    return Object.entries(value).map(([inner, one]) => [`${name}/${inner}`, one] as const);
  });
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

/** With what its value is told, which others say of the parameter. */
function paramProperties({ unset, value, ...own }: JsonObject): readonly (readonly [string, Json])[] {
  return [
    ...spoken(own, ['param']),
    // The value that holds while nothing is set is told by its words.
    ...(isObject(unset) ? [['unset', unset['label'] ?? null] as const] : []),
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
