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

/** Words between values and around them. */
export const said = {
  nothing: { zh: '（无）', en: '(none)' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  and: { zh: '、', en: ', ' },
  colon: { zh: '：', en: ': ' },
  beside: { zh: '；', en: '; ' },
  add: { zh: '加', en: 'adds' },
  remove: { zh: '去掉', en: 'removes' },
  order: { zh: '顺序', en: 'order' },
  aside: { zh: '（{text}）', en: ' ({text})' },
  scale: { zh: '小数位数 ', en: 'decimals ' },
  picture: { zh: '一张图片', en: 'a picture' },
} satisfies Readonly<Record<string, Label>>;

/** A value in words; what has none of its own is said by its parts. */
export function shownValue(value: Json, language: Language, nameOf: NameOf = () => undefined): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
    return said.nothing[language];
  if (typeof value === 'boolean') return said[value ? 'yes' : 'no'][language];
  if (Array.isArray(value))
    return value.map((one: Json) => shownValue(one, language, nameOf)).join(said.and[language]);
  if (!isObject(value)) return nameOf(String(value)) ?? shownText(String(value), language);
  const own = value[language];
  if (typeof own === 'string') return own;
  if (isObject(value['label'])) return shownValue(value['label'], language);
  return shownEdit(value, language, nameOf) ?? shownParts(value, language, nameOf);
}

function shownText(text: string, language: Language): string {
  return text.startsWith('data:image/') ? said.picture[language] : text;
}

/** `a: 1; b: 2`. */
function shownParts(value: JsonObject, language: Language, nameOf: NameOf): string {
  const parts = Object.entries(value).map(([name, one]) => {
    const words = shownValue(one, language, nameOf);
    const inner = isObject(one) ? said.aside[language].trim().replace('{text}', words) : words;
    return (nameOf(name) ?? partWords[name]?.[language] ?? name) + said.colon[language] + inner;
  });
  return parts.length === 0 ? said.nothing[language] : parts.join(said.beside[language]);
}

/** What the parts of values are called that are not fields: of how a parameter is spelt. */
const partWords: Readonly<Record<string, Label>> = {
  values: { zh: '原文对应的值', en: 'values of texts' },
  reads: { zh: '其他原文照样识别', en: 'other texts are read' },
  empty: { zh: '空文本', en: 'empty text' },
  unreadable: { zh: '无法识别的', en: 'what cannot be read' },
  on: { zh: '表示开启的是', en: 'on is' },
  separator: { zh: '分隔符', en: 'separator' },
};

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
