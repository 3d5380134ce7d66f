import type { OperatorName } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import type { Language } from '../../metadata/label.ts';

/** A label that can be a problem's parameter: an interface is no Json. */
export type Words = { readonly zh: string; readonly en: string };

/** How an operator is said between what it compares. */
export function operatorWords(operator: OperatorName, comparison: Comparison): Words {
  if (comparison === 'date' || comparison === 'time' || comparison === 'datetime') {
    return timeWords[operator] ?? words[operator];
  }
  return comparison === 'list' ? (listWords[operator] ?? words[operator]) : words[operator];
}

const words: Readonly<Record<OperatorName, Words>> = {
  equal: { zh: '等于', en: 'is' },
  notEqual: { zh: '不等于', en: 'is not' },
  in: { zh: '属于', en: 'is one of' },
  notIn: { zh: '不属于', en: 'is none of' },
  contains: { zh: '包含', en: 'contains' },
  notContains: { zh: '不包含', en: 'does not contain' },
  startsWith: { zh: '开头是', en: 'starts with' },
  endsWith: { zh: '结尾是', en: 'ends with' },
  matches: { zh: '符合', en: 'matches' },
  lessThan: { zh: '小于', en: 'is less than' },
  lessThanOrEqual: { zh: '小于等于', en: 'is at most' },
  greaterThan: { zh: '大于', en: 'is greater than' },
  greaterThanOrEqual: { zh: '大于等于', en: 'is at least' },
  between: { zh: '介于', en: 'is between' },
  isEmpty: { zh: '为空', en: 'is empty' },
  isNotEmpty: { zh: '不为空', en: 'is not empty' },
};

const timeWords: Readonly<Partial<Record<OperatorName, Words>>> = {
  lessThan: { zh: '早于', en: 'is before' },
  lessThanOrEqual: { zh: '不晚于', en: 'is not after' },
  greaterThan: { zh: '晚于', en: 'is after' },
  greaterThanOrEqual: { zh: '不早于', en: 'is not before' },
};

const listWords: Readonly<Partial<Record<OperatorName, Words>>> = {
  contains: { zh: '含有', en: 'includes' },
  notContains: { zh: '不含', en: 'does not include' },
};

/** What a value of a comparison is called. */
export const valueWords: Readonly<Record<Comparison, Words>> = {
  text: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'number' },
  boolean: { zh: '是或否', en: 'yes or no' },
  date: { zh: '日期（如 2026-01-31）', en: 'date (2026-01-31)' },
  time: { zh: '时间（如 08:30:00）', en: 'time (08:30:00)' },
  datetime: {
    zh: '带时区的时刻（如 2026-01-31T08:30:00+08:00）',
    en: 'moment with a zone (2026-01-31T08:30:00+08:00)',
  },
  reference: { zh: '编号或内码', en: 'number or id' },
  list: { zh: '列表', en: 'list' },
  none: { zh: '值', en: 'value' },
};

interface Grammar {
  readonly and: string;
  readonly or: string;
  readonly to: string;
  readonly list: string;
  readonly always: string;
  readonly empty: string;
  readonly yes: string;
  readonly no: string;
  readonly parent: string;
  readonly row: string;
  quote(text: string): string;
  group(text: string): string;
  not(text: string): string;
  /** Of the outer and the inner: 明细的金额, lines’ amount. */
  of(outer: string, inner: string): string;
  anyRow(lines: string, text: string): string;
  everyRow(lines: string, text: string): string;
  oneRow(lines: string, text: string): string;
  /** What a fact said in a row with a number. */
  inRow(row: number, text: string): string;
  readonly noRow: string;
  /** Some of a list, and how many others there are. */
  more(some: string, others: number): string;
  aside(text: string): string;
  rows(lines: string): string;
  filled(lines: string, fact: string): string;
  sum(lines: string, fact: string): string;
}

export const grammar: Readonly<Record<Language, Grammar>> = {
  zh: {
    and: ' 且 ',
    or: ' 或 ',
    to: ' 与 ',
    list: '、',
    always: '始终成立',
    empty: '空',
    yes: '是',
    no: '否',
    parent: '主单',
    row: '本行',
    quote: (text) => `“${text}”`,
    group: (text) => `（${text}）`,
    not: (text) => `非（${text}）`,
    of: (outer, inner) => `${outer}的${inner}`,
    anyRow: (lines, text) => `${lines}任一行的${text}`,
    everyRow: (lines, text) => `${lines}每一行的${text}`,
    oneRow: (lines, text) => `${lines}有同一行满足（${text}）`,
    inRow: (row, text) => `第 ${row} 行的${text}`,
    noRow: '没有行',
    more: (some, others) => `${some}等（另有 ${others} 个）`,
    aside: (text) => `（${text}）`,
    rows: (lines) => `${lines}的行数`,
    filled: (lines, fact) => `${lines}中${fact}不为空的行数`,
    sum: (lines, fact) => `${lines}的${fact}合计`,
  },
  en: {
    and: ' and ',
    or: ' or ',
    to: ' and ',
    list: ', ',
    always: 'always',
    empty: 'empty',
    yes: 'yes',
    no: 'no',
    parent: 'the record',
    row: 'this row',
    quote: (text) => `“${text}”`,
    group: (text) => `(${text})`,
    not: (text) => `not (${text})`,
    of: (outer, inner) => `${inner} of ${outer}`,
    anyRow: (lines, text) => `in some row of ${lines}, ${text}`,
    everyRow: (lines, text) => `in every row of ${lines}, ${text}`,
    oneRow: (lines, text) => `in one and the same row of ${lines} (${text})`,
    inRow: (row, text) => `in row ${row} ${text}`,
    noRow: 'no row',
    more: (some, others) => `${some} and ${others} more`,
    aside: (text) => ` (${text})`,
    rows: (lines) => `the number of rows of ${lines}`,
    filled: (lines, fact) => `the number of rows of ${lines} with ${fact}`,
    sum: (lines, fact) => `the sum of ${fact} over ${lines}`,
  },
};
