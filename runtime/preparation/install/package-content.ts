import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { labelOf, textOf } from '../../../metadata/common/read.ts';
import type { PackageContent } from '../../../metadata/contract/packages/installed.ts';
import { changelogPath } from '../../../metadata/design/version-notes.ts';
import { countFields } from '../../../metadata/field.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { settingWords } from './said-words.ts';
import { fieldsIn, list, menusIn, paramKey } from './what-it-brings.ts';

/**
 * Lists the content of a package by name, for its page. Labels in both languages, as its files say them; its changes in
 * the reader's.
 */
export function packageContent({ name, files }: Installed, model: Model, language: Language): PackageContent {
  const of = (folder: string): readonly (readonly [string, JsonObject])[] =>
    [...files]
      .filter(([path]) => path.startsWith(`${folder}/`))
      .flatMap(([path, content]) => (isObject(content) ? [[path, content] as const] : []));
  const formLabel = (id: string) => model.formsById.get(id)?.label ?? null;
  const forms = of('forms').map(([, form]) => form);
  const extensions = of('extensions').map(([, extension]) => extension);
  const idOf = (form: JsonObject) => text(form['id'] ?? form['name']);
  const extended = (one: JsonObject) => text(one['extends']);
  const named = (one: JsonObject) => ({ name: text(one['name']), label: labelOf(one['label']) });
  const rulesOf = (id: string, content: JsonObject) =>
    [...list(content['rules']), ...list(content['unique'])].filter(isObject).map((rule) => ({
      form: id,
      formLabel: formLabel(id),
      name: text(rule['name']),
      message: labelOf(rule['message']),
      severity: textOf(rule['severity']) ?? 'error',
    }));
  const ofForms = (folder: string) =>
    of(folder).map(([, one]) => ({
      form: text(one['form']),
      formLabel: formLabel(text(one['form'])),
      ...named(one),
    }));
  const manifest = files.get('package.json');
  const changesOf = (id: string, set: Json | undefined) =>
    Object.entries(isObject(set) ? set : {}).map(([target, value]) => ({
      target,
      message: settingWords(id, [target, value], language, model),
    }));
  return {
    readme: readmeOf(files),
    changelog: changelogOf(files),
    forms: forms.map((content) => {
      // A form of a package that does not compile is not there to go to.
      const form = model.formsById.get(idOf(content));
      return {
        id: idOf(content),
        label: labelOf(content['label']),
        kind: text(content['kind']),
        name: form?.name ?? null,
        fields: form ? countFields(form) : fieldsIn(content),
      };
    }),
    extends: extensions.map((one) => ({
      form: extended(one),
      label: formLabel(extended(one)),
      adds: list(one['fields']).filter(isObject).map(named),
      changes: changesOf(extended(one), one['set']),
    })),
    parameters: of('params').map(([, { type, label, params, set }]) => ({
      type: text(type),
      label: labelOf(label),
      params: list(params)
        .filter(isObject)
        .map((param) => ({
          key: paramKey(param),
          label: labelOf(param['label']),
          danger: param['danger'] === true,
        })),
      changes: changesOf(text(type), set),
    })),
    rules: [
      ...forms.flatMap((form) => rulesOf(idOf(form), form)),
      ...extensions.flatMap((one) => rulesOf(extended(one), one)),
    ],
    cases: of('cases').flatMap(([file, { form, decision, cases }]) =>
      list(cases)
        .filter(isObject)
        .map((one) => ({ file, name: text(one['name']), form: textOf(form), decision: textOf(decision) })),
    ),
    data: of('data').map(([, { form, set, records }]) => ({
      form: text(form),
      label: formLabel(text(form)),
      set: textOf(set),
      records: list(records).length,
    })),
    menus: menusIn(isObject(manifest) ? manifest : {}).map(({ path, label }) => ({
      path: text(path),
      label: labelOf(label),
    })),
    templates: of('templates').map(([, one]) => ({
      ...named(one),
      help: labelOf(one['help']),
      fields: fieldsIn(one),
    })),
    prints: ofForms('prints'),
    reports: ofForms('reports'),
    others: model.packages
      .filter(({ peerDependencies }) => peerDependencies?.[name] !== undefined)
      .map((one) => one.name),
  };
}

const text = (value: Json | undefined): string => textOf(value) ?? '';

/** Reads the texts for people, in each language as far as there is any; one without a language is for all. */
function readmeOf(files: Installed['files']): PackageContent['readme'] {
  const all = written(files, /^readme(\.md|\.txt)?$/i);
  return {
    zh: written(files, /^readme\.zh\.md$/i) ?? all,
    en: written(files, /^readme\.en\.md$/i) ?? all,
  };
}

function changelogOf(files: Installed['files']): string | null {
  return textOf(files.get(changelogPath(files) ?? ''));
}

/** What a version says of itself beside what the one before said: its newest entries stand first. */
export function newNotes(files: Installed['files'], before: Installed['files'] | undefined): string {
  const now = changelogOf(files)?.trim() ?? '';
  const then = (before && changelogOf(before)?.trim()) ?? '';
  return now.endsWith(then) ? now.slice(0, now.length - then.length).trim() : now;
}

function written(files: Installed['files'], wanted: RegExp): string | null {
  const found = [...files].find(([path, content]) => wanted.test(path) && typeof content === 'string');
  return textOf(found?.[1]);
}
