import type { Json, JsonSchema } from '../common/json.ts';
import type { Label } from '../common/label.ts';

/** The patterns of these schemas in words: nobody who mistypes a name reads regular expressions. */
const patterns: Readonly<Record<string, Label>> = {
  '^-?\\d+(\\.\\d+)?$': {
    zh: '引号里的十进制数，如 "12.5"',
    en: 'a decimal number in quotes, such as "12.5"',
  },
  '^-?\\d{1,30}(\\.\\d{1,30})?$': {
    zh: '引号里的十进制数，如 "12.5"，小数点前后各最多 30 位',
    en: 'a decimal number in quotes, such as "12.5", with at most 30 digits before and after the point',
  },
  '^[^/]+/.+$': { zh: '“表单/字段”，如 order/amount', en: 'a form and a field of it, such as order/amount' },
  '^data:image/(png;base64,iVBORw0KGgo|jpeg;base64,/9j/)[A-Za-z0-9+/]+=*$': {
    zh: 'PNG 或 JPEG 图片的 data URL，如 data:image/png;base64,…',
    en: 'a PNG or JPEG image as a data URL, such as data:image/png;base64,…',
  },
  '^[a-z][a-z0-9-]*$': {
    zh: '小写字母开头、只含小写字母、数字和连字符的名称，如 send-mail',
    en: 'a name of lower-case letters, digits and hyphens that begins with a letter, such as send-mail',
  },
  '^[A-Z]{2}$': { zh: '两个大写字母的国家代码，如 CN', en: 'a country code of two capitals, such as CN' },
  '^[a-z][a-zA-Z0-9]{0,19}$': {
    zh: '小写字母开头、最多 20 个字母和数字的名称，如 redNumber',
    en: 'a name of at most 20 letters and digits that begins with a lower-case letter, such as redNumber',
  },
  '^[A-Za-z][A-Za-z0-9_]*$': {
    zh: '字母开头、只含字母、数字和下划线的名称，如 buyer_name',
    en: 'a name of letters, digits and underscores that begins with a letter, such as buyer_name',
  },
  '^\\S(.*\\S)?$': {
    zh: '首尾没有空格的一行文本',
    en: 'one line of text without blanks at its start or end',
  },
  '^[a-z][a-z0-9]{0,15}$': {
    zh: '小写字母开头、最多 16 个小写字母和数字，如 acme',
    en: 'at most 16 lower-case letters and digits, beginning with a letter, such as acme',
  },
  '^[a-z][A-Za-z0-9]{0,39}$': {
    zh: '小写字母开头、最多 40 个字母和数字的名称，如 usedFor',
    en: 'a name of at most 40 letters and digits that begins with a lower-case letter, such as usedFor',
  },
  '^#[0-9a-f]{6}$': {
    zh: '# 加六位小写十六进制数字的颜色，如 #1a2b3c',
    en: 'a colour of # and six lower-case hexadecimal digits, such as #1a2b3c',
  },
};

/** What a pattern allows. */
export function patternWords(pattern: string): Label {
  return patterns[pattern] ?? { zh: pattern, en: pattern };
}

const types: Readonly<Record<string, Label>> = {
  boolean: { zh: 'true、false', en: 'true, false' },
  string: { zh: '文本', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  integer: { zh: '整数', en: 'a whole number' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  null: { zh: 'null', en: 'null' },
};
const condition: Label = { zh: '条件（对象）', en: 'a condition (an object)' };

/** What several branches allow together, in words: `true, false or a condition`. */
export function branchWords(branches: readonly JsonSchema[], look: (reference: string) => JsonSchema): Label {
  const words = branches.flatMap((branch) => wordsOf(branch, look));
  const said = (language: keyof Label) => [...new Set(words.map((word) => word[language]))];
  return { zh: joined(said('zh'), '、', ' 或 '), en: joined(said('en'), ', ', ' or ') };
}

function wordsOf(branch: JsonSchema, look: (reference: string) => JsonSchema): readonly Label[] {
  const { $ref: reference, enum: allowed, type, anyOf } = branch as { readonly [keyword: string]: Json };
  if (reference === '#/$defs/condition') return [condition];
  if (typeof reference === 'string') return wordsOf(look(reference), look);
  if (Array.isArray(allowed))
    return allowed.map((value) => ({ zh: JSON.stringify(value), en: JSON.stringify(value) }));
  if (Array.isArray(anyOf)) return anyOf.flatMap((one) => wordsOf(one as JsonSchema, look));
  return [type].flat().flatMap((one) => types[String(one)] ?? []);
}

function joined(words: readonly string[], between: string, last: string): string {
  const end = words.at(-1) ?? '';
  return words.length < 2 ? end : words.slice(0, -1).join(between) + last + end;
}
