import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { OwnLine } from '../../../metadata/contract/packages/install-plan.ts';
import { comparePackages } from '../../../metadata/diff/compare-packages.ts';
import { differenceSentence } from '../../../metadata/diff/release-notes.ts';
import type { LayerFiles } from '../../../metadata/merge/merge-layers.ts';
import { readSourceFiles } from '../../../metadata/model/source-files.ts';
import type { Form, Model } from '../../../metadata/model.ts';
import type { Difference } from '../../../metadata/property/difference.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { compareContent } from '../../model/promote/compare-systems.ts';
import {
  formIn,
  isContent,
  isSecretMark,
  layerFiles,
  membersIn,
  valuesFile,
} from '../../model/promote/promoted-files.ts';
import { type Carried, emptyManifest } from './merge-promoted.ts';
import { shownAt } from './shown-at.ts';
import { propertyOf, shownValue } from './value-words.ts';

/**
 * Something that this system says of its own, otherwise than what a promoted package brought last; where it brings a
 * thing for the first time, otherwise than it does.
 */
export type OwnDifference = { readonly package: string } & (
  | { readonly about: 'layer'; readonly difference: Difference }
  | { readonly about: 'record'; readonly form: string; readonly key: string }
  | (Sides & {
      readonly about: 'field';
      readonly form: string;
      readonly key: string;
      readonly field: string;
    })
  | (Sides & { readonly about: 'value'; readonly place: string })
);

/** Null: there is none. */
interface Sides {
  readonly here: Json;
  readonly there: Json;
}

/** Finds the differences that whoever brings a configuration here is to know first. */
export function ownDifferences(carried: Carried, local: Installed | undefined): readonly OwnDifference[] {
  const said = layerFiles(local?.files ?? new Map());
  return [...carried].flatMap(([name, { base, theirs, ours }]) => [
    ...ofLayer(base, said).map((difference) => ({ package: name, about: 'layer', difference }) as const),
    ...ofContent(name, base, theirs, ours),
  ]);
}

function ofLayer(base: LayerFiles, here: LayerFiles): readonly Difference[] {
  const [then, now] = [base, here].map((files) => {
    const said = [...files].filter(([path]) => !isContent(path));
    return readSourceFiles(new Map([['package.json', emptyManifest], ...said])).source;
  });
  return then && now ? comparePackages(then, now) : [];
}

function ofContent(
  name: string,
  base: LayerFiles,
  theirs: LayerFiles,
  ours: LayerFiles,
): readonly OwnDifference[] {
  const known = new Map(
    [...theirs]
      .filter(([path]) => isContent(path))
      .map(([path, content]) => [path, withMembers(content, base.get(path))]),
  );
  const { records, params } = compareContent(ours, known);
  // A record that comes for the first time is missing here: that is why it comes.
  const isNew = (path: string, member: 'records' | 'values', key: string) =>
    !Object.hasOwn(membersIn(base.get(path), member), key);
  return [
    ...records.flatMap(({ form, key, only, fields }): OwnDifference[] => {
      if (only === null)
        return Object.entries(fields).map(([field, sides]) => ({
          package: name,
          about: 'field',
          form,
          key,
          field,
          ...sides,
        }));
      const path = [...theirs].find(([, content]) => formIn(content) === form)?.[0] ?? '';
      return isNew(path, 'records', key) ? [] : [{ package: name, about: 'record', form, key }];
    }),
    ...params
      .filter(({ place, here }) => here !== null || !isNew(valuesFile, 'values', place))
      .map((one) => ({ package: name, about: 'value', ...one }) as const),
  ];
}

/** A file as it was brought last, with what it brings for the first time. */
function withMembers(content: Json, last: Json | undefined): Json {
  if (!isObject(content)) return content;
  const both = (member: string) =>
    content[member] === undefined
      ? {}
      : { [member]: { ...membersIn(content, member), ...membersIn(last, member) } };
  return { ...content, ...both('records'), ...both('values') };
}

const texts: ReadonlyMap<string, Label> = new Map();

/** With its sentence in the reader's language. */
export function describeOwn(one: OwnDifference, language: Language, model: Model): OwnLine {
  const answer = (
    form: string | null,
    message: string,
    sides: Partial<Record<keyof Sides, string>> = {},
  ) => ({
    package: one.package,
    about: one.about,
    form,
    message,
    here: sides.here ?? null,
    there: sides.there ?? null,
  });
  const say = (code: string, params: JsonObject) => sentence(code, params, language, texts);
  if (one.about === 'layer') {
    const [id = ''] = one.difference.place.split('/');
    const form = model.formsById.get(id);
    const said = form && saidOf(one.difference);
    if (!said) return answer(form?.id ?? null, differenceSentence(one.difference, language));
    const { target } = said;
    const at = { form: id, target };
    const name = targetWords(form, target, language);
    const sides = {
      here: shownAt(said.here, language, at, model),
      there: shownAt(said.there, language, at, model),
    };
    return answer(
      form.id,
      say('own-said', { name, property: propertyOf({ target }, { language }), ...sides }),
      sides,
    );
  }
  if (one.about === 'value') {
    const sides = { here: shownSetting(one.here, language), there: shownSetting(one.there, language) };
    return answer(null, say('own-value', { place: one.place, ...sides }), sides);
  }
  const form = model.formsById.get(one.form);
  const named = { form: form?.label[language] ?? one.form, key: one.key };
  if (one.about === 'record') return answer(one.form, say('own-record-gone', named));
  const field = form?.byId.get(one.field)?.label[language] ?? one.field.replace('$', '');
  const sides = { here: shown(one.here, language), there: shown(one.there, language) };
  return answer(one.form, say('own-field', { ...named, field, ...sides }), sides);
}

/** Answers the change of another's property, by its target. */
function saidOf({ before, after }: Difference): (Sides & { readonly target: string }) | undefined {
  // A label speaks for itself.
  const [was, is] = [before, after].map((side): JsonObject => {
    const said = isObject(side) ? side : {};
    return 'zh' in said ? { label: said } : said;
  });
  const targets = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
  const [target] = targets;
  if (target === undefined || targets.length > 1 || !/^label$|\//.test(target)) return undefined;
  return { target, here: is?.[target] ?? null, there: was?.[target] ?? null };
}

/** `Paper · Tag`. */
function targetWords(form: Form, target: string, language: Language): string {
  const [, id = ''] = /^fields\/([^/]+)/.exec(target) ?? [];
  const field = form.byId.get(id)?.label[language];
  return field === undefined ? form.label[language] : `${form.label[language]} · ${field}`;
}

function shown(value: Json, language: Language): string {
  return isSecretMark(value) ? '••••' : shownValue(value, language);
}

/** A value as files of values spell it. */
function shownSetting(row: Json, language: Language): string {
  if (!isObject(row)) return shown(row, language);
  return shown(row['raw'] ?? row['value'] ?? row['state'] ?? null, language);
}
