import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Brings, LayeredOn } from '../../../metadata/contract/packages/installed.ts';
import type { Installed } from '../../model/packages/package-store.ts';

/** Files may be damaged: what is not as it should be counts for nothing. */
export function whatItBrings({ files }: Installed): Brings {
  const brings = {
    forms: 0,
    fields: 0,
    parameters: 0,
    rules: 0,
    cases: 0,
    records: 0,
    roles: 0,
    menus: 0,
    templates: 0,
    prints: 0,
    reports: 0,
    messages: 0,
  };
  for (const [path, content] of files) {
    if (!isObject(content)) continue;
    const [folder] = path.split('/');
    if (path === 'package.json') brings.menus += menusIn(content).length;
    if (folder === 'forms' || folder === 'templates' || folder === 'prints' || folder === 'reports')
      brings[folder] += 1;
    if (folder === 'forms' || folder === 'extensions') {
      brings.fields += fieldsIn(content);
      brings.rules += list(content['rules']).length + list(content['unique']).length;
    }
    if (folder === 'params') brings.parameters += list(content['params']).length;
    if (folder === 'cases') brings.cases += list(content['cases']).length;
    if (folder === 'messages') brings.messages += Object.keys(content).length;
    if (folder === 'data')
      brings[content['form'] === 'role' ? 'roles' : 'records'] += list(content['records']).length;
  }
  return brings;
}

/**
 * On whose forms and parameters it says something, in the order of names. `ownerOf`: by `form-id`, `params/type/key`.
 */
export function layersOn(
  { name, files }: Installed,
  ownerOf: ReadonlyMap<string, string>,
): readonly LayeredOn[] {
  const found = new Map<string, LayeredOn>();
  const note = (thing: string, more: Omit<LayeredOn, 'package'>) => {
    const owner = ownerOf.get(thing);
    if (owner === undefined || owner === name) return;
    const known = found.get(owner) ?? { package: owner, adds: 0, changes: 0 };
    found.set(owner, { ...known, adds: known.adds + more.adds, changes: known.changes + more.changes });
  };
  for (const [path, content] of files) {
    if (!isObject(content)) continue;
    const set = Object.keys(isObject(content['set']) ? content['set'] : {});
    if (path.startsWith('extensions/'))
      note(String(content['extends']), { adds: partsIn(content), changes: set.length });
    if (path.startsWith('params/'))
      for (const target of set)
        note(`params/${String(content['type'])}/${target.slice(0, target.indexOf('/'))}`, {
          adds: 0,
          changes: 1,
        });
  }
  return [...found.values()].sort((a, b) => (a.package < b.package ? -1 : 1));
}

/** Answers the package that brought each form and parameter. */
export function ownersIn(installed: readonly Installed[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  for (const { name, files } of installed)
    for (const [path, content] of files) {
      if (!isObject(content)) continue;
      if (path.startsWith('forms/')) owners.set(String(content['id'] ?? content['name']), name);
      if (path.startsWith('params/'))
        for (const param of list(content['params']).filter(isObject))
          owners.set(`params/${String(content['type'])}/${paramKey(param)}`, name);
    }
  return owners;
}

/** The folders of the menu that a manifest makes. */
export function menusIn({ guiju }: JsonObject): readonly JsonObject[] {
  return list(isObject(guiju) ? guiju['menu'] : undefined).filter(isObject);
}

export function paramKey({ key, dimension }: JsonObject): string {
  return typeof key === 'string' ? key : `{${String(dimension ?? '')}}`;
}

function partsIn({ rows, ...content }: JsonObject): number {
  const parts = ['fields', 'rules', 'unique', 'groups', 'tabs', 'actions', 'blocks', 'views'] as const;
  const inRows = Object.values(isObject(rows) ? rows : {}).flatMap(list);
  return parts.reduce((sum, part) => sum + list(content[part]).length, inRows.length);
}

/** With the fields of its rows. */
export function fieldsIn({ fields, rows }: JsonObject): number {
  const all = [...list(fields), ...Object.values(isObject(rows) ? rows : {}).flatMap(list)].filter(isObject);
  return all.reduce((sum, field) => sum + 1 + fieldsIn({ fields: field['fields'] ?? [] }), 0);
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
