import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { aroundOf } from './around.ts';
import { formOf } from './convert-form.ts';
import { type Doctype, isOn } from './doctype.ts';
import { kindOf } from './field-kinds.ts';
import { folderOf } from './form-words.ts';
import { addRights, type RoleGrants } from './rights.ts';
import { Tally } from './tally.ts';
import { World } from './world.ts';

/** A package's files by their paths, and what became of each word of the doctypes. */
export interface Converted {
  readonly files: ReadonlyMap<string, JsonObject>;
  readonly tally: Tally;
}

export function convert(doctypes: readonly Doctype[]): Converted {
  const world = new World(doctypes);
  const tally = new Tally();
  const forms = doctypes.filter(({ said }) => !isOn(said['istable']));
  learnKinds(world);
  const files = new Map<string, JsonObject>();
  const roles = new Map<string, RoleGrants>();
  for (const doctype of forms) {
    const form = formOf(doctype, world, tally);
    files.set(`forms/${String(form['name'])}.json`, form);
    addRights(doctype, String(form['name']), isOn(doctype.said['is_submittable']), roles, tally);
  }
  for (const { doctype, form, fields } of world.stubs.values()) {
    files.set(`forms/${form}.json`, stubOf(doctype, form, [...fields.values()]));
  }
  files.set('data/1-roles.json', rolesOf([...roles.values()]));
  const modules = new Set([...forms.map(({ said }) => String(said['module'] ?? '')), 'Others']);
  files.set('package.json', manifestOf([...modules]));
  return { files, tally };
}

/** Which kinds the fields of each doctype are, before anything is brought along from one to another. */
function learnKinds(world: World): void {
  for (const doctype of world.doctypes.values()) {
    const around = aroundOf(doctype, world, new Map());
    const kinds = doctype.fields.map((field) => {
      const kind = field.type === 'Table' ? 'entries' : kindOf(field, around)?.props['kind'];
      return [field.name, String(kind ?? 'unknown')] as const;
    });
    world.kinds.set(doctype.name, new Map(kinds));
  }
}

/** A form that others speak of, as far as they do. */
function stubOf(doctype: string, form: string, fields: readonly JsonObject[]): JsonObject {
  const label = { zh: doctype, en: doctype };
  const text = (name: string, called: JsonObject) => ({ name, kind: 'text', label: called, length: 140 });
  return {
    name: form,
    kind: 'master',
    label,
    sharing: { allowed: ['private', 'global'], default: 'global' },
    menu: { path: 'others' },
    fields: [
      { ...text('number', { zh: '编号', en: 'Number' }), required: true },
      text('name', { zh: '名称', en: 'Name' }),
      ...(fields as Json[]),
    ] as Json[],
    list: { columns: ['number', 'name'], search: ['number', 'name'] },
  };
}

function rolesOf(roles: readonly RoleGrants[]): JsonObject {
  const records = roles.map(({ number, name, grants }) => {
    return { key: number, values: { number, name, nameEn: name, grants } };
  });
  return { form: 'role', records };
}

function manifestOf(modules: readonly string[]): JsonObject {
  const menu = modules.map((module) => {
    const name = module || 'More';
    return { path: folderOf(module), label: { zh: name, en: name } };
  });
  const folders = [...new Map(menu.map((folder) => [folder.path, folder])).values()];
  return {
    name: 'doctypes',
    version: '1.0.0',
    description: 'Forms of another system',
    license: 'UNLICENSED',
    peerDependencies: { platform: '^1.0.0' },
    guiju: { prefix: 'doc', label: { zh: '转换的表单', en: 'Converted forms' }, menu: folders },
  };
}
