import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Model } from '../../metadata/model.ts';
import type { Installed } from '../packages/package-store.ts';
import { list, paramKey } from './what-it-brings.ts';

/** What a package brings, by name: for its page. Labels in both languages, as its files say them. */
export function packageContent({ name, files }: Installed, model: Model): JsonObject {
  const of = (folder: string): readonly (readonly [string, JsonObject])[] =>
    [...files]
      .filter(([path]) => path.startsWith(`${folder}/`))
      .flatMap(([path, content]) => (isObject(content) ? [[path, content] as const] : []));
  const formLabel = (id: Json): Json => {
    const label = model.formsById.get(String(id))?.label;
    return label ? { ...label } : null;
  };
  const forms = of('forms').map(([, form]) => form);
  const extensions = of('extensions').map(([, extension]) => extension);
  const named = (one: JsonObject) => ({ name: one['name'] ?? '', label: one['label'] ?? null });
  const rulesOf = (id: Json, content: JsonObject) =>
    list(content['rules'])
      .filter(isObject)
      .map((rule) => ({
        form: id,
        formLabel: formLabel(id),
        name: rule['name'] ?? '',
        message: rule['message'] ?? null,
        severity: rule['severity'] ?? 'error',
      }));
  const idOf = (form: JsonObject): Json => form['id'] ?? form['name'] ?? '';
  return {
    readme: readmeOf(files),
    forms: forms.map((form) => ({
      id: idOf(form),
      label: form['label'] ?? null,
      kind: form['kind'] ?? '',
      // A form of a package that does not compile is not there to go to.
      name: model.formsById.get(String(idOf(form)))?.name ?? null,
      fields: list(form['fields']).length,
    })),
    extends: extensions.map((one) => ({
      form: one['extends'] ?? '',
      label: formLabel(one['extends'] ?? ''),
      adds: list(one['fields']).filter(isObject).map(named),
      changes: Object.keys(isObject(one['set']) ? one['set'] : {}),
    })),
    parameters: of('params').map(([, { type, label, params, set }]) => ({
      type: type ?? '',
      label: label ?? null,
      params: list(params)
        .filter(isObject)
        .map((param) => ({
          key: paramKey(param),
          label: param['label'] ?? null,
          danger: param['danger'] ?? false,
        })),
      changes: Object.keys(isObject(set) ? set : {}),
    })),
    rules: [
      ...forms.flatMap((form) => rulesOf(idOf(form), form)),
      ...extensions.flatMap((one) => rulesOf(one['extends'] ?? '', one)),
    ],
    cases: of('cases').flatMap(([file, { form, decision, cases }]) =>
      list(cases)
        .filter(isObject)
        .map((one) => ({ file, name: one['name'] ?? '', form: form ?? null, decision: decision ?? null })),
    ),
    data: of('data').map(([, { form, set, records }]) => ({
      form: form ?? '',
      label: formLabel(form ?? ''),
      set: set ?? null,
      records: list(records).length,
    })),
    others: model.packages
      .filter(({ peerDependencies }) => peerDependencies?.[name] !== undefined)
      .map((one) => one.name),
  };
}

/** What is written for people, in each language as far as there is any; without a language it is for all. */
function readmeOf(files: Installed['files']): JsonObject {
  const text = (wanted: RegExp): Json => {
    const found = [...files].find(([path, content]) => wanted.test(path) && typeof content === 'string');
    return found?.[1] ?? null;
  };
  const all = text(/^readme(\.md|\.txt)?$/i);
  return { zh: text(/^readme\.zh\.md$/i) ?? all, en: text(/^readme\.en\.md$/i) ?? all };
}
