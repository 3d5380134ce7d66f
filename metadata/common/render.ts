import { counted } from '../words/counted.ts';
import { insideSentence } from '../words/inside-sentence.ts';
import { over, shortOf } from './decimal-units.ts';
import { grouped } from './grouped.ts';
import type { Json } from './json.ts';
import type { Label, Language } from './label.ts';

/**
 * A sentence in the reader's language, with what it tells about put in: `{length}`, and counted in English
 * `{rows|row|rows}`; `{amount:money}` is an amount with its sign and two decimals, `{form:inside}` a label as it is written
 * inside a sentence. Where the params say what names are `near` an unknown one, it ends with asking whether those were
 * meant. Undefined for a code nobody has words for.
 *
 * @example
 * render({ few: { zh: '{n} 行', en: '{n|row|rows}' } }, 'few', { n: 1 }, 'en') //=> '1 row'
 * render({ few: { zh: '{n} 行', en: '{n|row|rows}' } }, 'few', { n: 2 }, 'zh') //=> '2 行'
 * render({ not: { zh: '不满足“{it}”', en: 'not “{it}”' } }, 'not', { it: '购方 等于 “甲”' }, 'zh') //=> '不满足“购方 等于 ‘甲’”'
 * render({ of: { zh: '{it:money}', en: '{it:money}' } }, 'of', { it: '-1234.5' }, 'en') //=> '-¥1,234.50'
 * render({ of: { zh: '{it:money}', en: '{it:money}' } }, 'of', { it: '31.69811320754716981132' }, 'zh') //=> '¥31.70'
 * render({ no: { zh: '没有{it}', en: 'No {it:inside}' } }, 'no', { it: { zh: '发票', en: 'Invoices' } }, 'en') //=> 'No invoices'
 * render({ was: { zh: '实际为 {it}', en: 'found {it}' } }, 'was', { it: '“甲”' }, 'zh') //=> '实际为“甲”'
 */
export function render(
  messages: ReadonlyMap<string, Label> | Readonly<Record<string, Label>>,
  code: string,
  params: Readonly<Record<string, Json>>,
  language: Language,
): string | undefined {
  const label =
    messages instanceof Map ? messages.get(code) : own(messages as Readonly<Record<string, Label>>, code);
  return label && renderText(label[language], params, language) + didYouMean(params['near'], language);
}

/**
 * `; did you mean “customer”?`, to stand behind a sentence about a name that is not known; empty when none is near.
 *
 * @example
 * didYouMean(['customer'], 'en') //=> '; did you mean “customer”?'
 */
export function didYouMean(near: Json | undefined, language: Language): string {
  if (!Array.isArray(near) || near.length === 0) return '';
  const names = near.map((name) => `“${name}”`);
  return {
    zh: `；您要的是${names.join('或')}吗？`,
    en: `; did you mean ${names.join(' or ')}?`,
  }[language];
}

/** `{name}`, `{name:money}`, `{name:inside}` or `{count|one|many}`, with the spaces that keep it from Chinese beside it. */
const placeholder = /( ?)\{(\w+)(:money|:inside)?(?:\|([^{|}]*)\|([^{|}]*))?\}( ?)/g;

/** Chinese marks have their own room: no space stands beside them. */
const opens = /^[“‘（《【]/;
const closes = /[”’）》】]$/;

type PlaceMatch = readonly [
  whole: string,
  before: string,
  name: string,
  as: string | undefined,
  one: string | undefined,
  many: string | undefined,
  after: string,
  at: number,
];

/** A template with its `{param}`s; what is not given stays as it is written. */
function renderText(template: string, params: Readonly<Record<string, Json>>, language: Language): string {
  return template.replace(placeholder, (...found) => {
    // A replacer is called with the groups of its pattern, in their order.
    const [whole, before, name, as, one, many, after, at] = found as unknown as PlaceMatch;
    if (!Object.hasOwn(params, name)) return whole;
    const value = params[name] ?? null;
    const said =
      one === undefined || many === undefined
        ? spokenAs(as, value, language)
        : counted(Number(value), one, many);
    const isQuoted = template[at - 1] === '“' && template[at + whole.length] === '”';
    const text = isQuoted ? quotable(said) : said;
    const isChinese = language === 'zh';
    return `${isChinese && opens.test(text) ? '' : before}${text}${isChinese && closes.test(text) ? '' : after}`;
  });
}

function spokenAs(as: string | undefined, value: Json, language: Language): string {
  const text = spoken(value, language);
  if (as === ':money') return moneyOf(value) || text;
  return as === ':inside' && language === 'en' ? insideSentence(text) : text;
}

/** Nothing between quotation marks would look like a mistake. */
function quotable(text: string): string {
  return text === '' ? '—' : text.replaceAll('“', '‘').replaceAll('”', '’');
}

/** Undefined: it is no amount. Every page has this, and none is to load all of decimals for it. */
function moneyOf(value: Json): string | undefined {
  // The third place decides how the second is rounded; what is divided may have twenty.
  const short = shortOf(String(value).replace(/(\.\d{3})\d+$/, '$1'));
  if (!short) return undefined;
  const amount = grouped(over(short, { units: 1, places: 0 }, 2), 2);
  return amount.startsWith('-') ? `-¥${amount.slice(1)}` : `¥${amount}`;
}

function own(messages: Readonly<Record<string, Label>>, code: string): Label | undefined {
  return Object.hasOwn(messages, code) ? messages[code] : undefined;
}

function spoken(value: Json, language: Language): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.map((item: Json) => spoken(item, language)).join(language === 'zh' ? '、' : ', ');
  if (isLabel(value)) return value[language];
  return JSON.stringify(value);
}

function isLabel(value: Json): value is { readonly zh: string; readonly en: string } {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
