import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { wordsAt } from '../../../metadata/property/words/words-at.ts';

/** Words the property that a target names: `fields/rate/label`. */
export function propertyOf(
  { target }: { readonly target: string },
  { language }: { readonly language: Language },
): string {
  const words = wordsAt(target);
  return (words?.inSentence ?? words?.label)?.[language] ?? target.split('/').at(-1) ?? '';
}

/** Answers the label of a field, an option … */
export type NameOf = (id: string) => string | undefined;

const said = {
  nothing: { zh: '（无）', en: '(none)' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  and: { zh: '、', en: ', ' },
  colon: { zh: '：', en: ': ' },
  beside: { zh: '；', en: '; ' },
  add: { zh: '加', en: 'adds' },
  remove: { zh: '去掉', en: 'removes' },
  order: { zh: '顺序', en: 'order' },
} satisfies Readonly<Record<string, Label>>;

/** A value in words, as far as it has any. */
export function shownValue(value: Json, language: Language, nameOf: NameOf = () => undefined): string {
  if (value === null || value === '') return said.nothing[language];
  if (typeof value === 'boolean') return said[value ? 'yes' : 'no'][language];
  if (Array.isArray(value))
    return value.map((one: Json) => shownValue(one, language, nameOf)).join(said.and[language]);
  if (!isObject(value)) return nameOf(String(value)) ?? String(value);
  const own = value[language];
  if (typeof own === 'string') return own;
  if (isObject(value['label'])) return shownValue(value['label'], language);
  return shownEdit(value, language, nameOf) ?? JSON.stringify(value);
}

/** Whether a value says how a set is changed, which reads as a sentence and not as a value. */
export function isEdit(value: Json): boolean {
  if (!isObject(value)) return false;
  const parts = Object.keys(value);
  return parts.length > 0 && parts.every((part) => ['add', 'remove', 'order'].includes(part));
}

/** Words the change of a set: `{ add, remove, order }`. */
function shownEdit(value: JsonObject, language: Language, nameOf: NameOf): string | undefined {
  if (!isEdit(value)) return undefined;
  return (['add', 'remove', 'order'] as const)
    .filter((part) => part in value)
    .map(
      (part) =>
        said[part][language] + said.colon[language] + shownValue(value[part] ?? null, language, nameOf),
    )
    .join(said.beside[language]);
}
