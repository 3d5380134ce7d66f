import type { Language } from '../../metadata/common/label.ts';
import type { OperatorName } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';

/** A label that can be a problem's parameter: an interface is no Json. */
export type Words = { readonly zh: string; readonly en: string };

/** Returns the words of an operator between what it compares. */
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

/** The names of values, by their comparison. */
export const valueWords: Readonly<Record<Comparison, Words>> = {
  text: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'number' },
  boolean: { zh: '是或否', en: 'yes or no' },
  date: { zh: '日期（如 2026-01-31）', en: 'date (2026-01-31)' },
  time: { zh: '时间（如 08:30:00）', en: 'time (08:30:00)' },
  datetime: {
    zh: '带时区的时刻（如 2026-01-31T08:30:00+08:00）',
    en: 'date and time with a time zone (2026-01-31T08:30:00+08:00)',
  },
  reference: { zh: '编号或内码', en: 'number or id' },
  'any-reference': { zh: '表单和编号（如 contract/HT-001）', en: 'form and number (contract/HT-001)' },
  list: { zh: '列表', en: 'list' },
  none: { zh: '值', en: 'value' },
};

/**
 * A sentence with places in it, used both ways: a condition is said by filling them, and a sentence is read by what
 * stands before and behind one.
 *
 * @example
 * new Phrase('{inner} of {outer}').say({ outer: 'lines', inner: 'amount' }) //=> 'amount of lines'
 * new Phrase('in {lines} ({text})').around('text', { lines: 'rows' }) //=> ['in rows (', ')']
 */
export class Phrase {
  /** Texts, and between them names of places. */
  readonly #pieces: readonly string[];

  constructor(template: string) {
    this.#pieces = template.split(/[{}]/);
  }

  say(places: Readonly<Record<string, string | number>>): string {
    let said = '';
    for (const [at, piece] of this.#pieces.entries()) said += at % 2 === 0 ? piece : (places[piece] ?? '');
    return said;
  }

  around(
    place: string,
    others: Readonly<Record<string, string | number>> = {},
  ): readonly [before: string, behind: string] {
    const at = this.#pieces.findIndex((piece, index) => index % 2 === 1 && piece === place);
    const part = (pieces: readonly string[], odd: number) =>
      pieces.map((piece, index) => (index % 2 === odd ? (others[piece] ?? '') : piece)).join('');
    return [part(this.#pieces.slice(0, at), 1), part(this.#pieces.slice(at + 1), 1)];
  }
}

const joints = {
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
    noRow: '没有行',
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
    noRow: 'no row',
  },
} as const satisfies Record<Language, Record<string, string>>;

const zh = {
  quote: '“{text}”',
  group: '（{text}）',
  not: '非（{text}）',
  of: '{outer}的{inner}',
  anyRow: '{row}任一行的{text}',
  everyRow: '{row}每一行的{text}',
  oneRow: '{lines}有同一行满足（{text}）',
  inRow: '第 {row} 行的{text}',
  more: '{some}等（另有 {others} 个）',
  aside: '（{text}）',
  rows: '{lines}的行数',
  filled: '{lines}中{fact}不为空的行数',
  sum: '{lines}的{fact}合计',
};
const en: Readonly<Record<keyof typeof zh, string>> = {
  quote: '“{text}”',
  group: '({text})',
  not: 'not ({text})',
  of: '{inner} of {outer}',
  anyRow: 'any {row}’s {text}',
  everyRow: 'every {row}’s {text}',
  oneRow: 'in the same row of {lines} ({text})',
  inRow: 'in row {row} {text}',
  more: '{some} and {others} more',
  aside: ' ({text})',
  rows: 'the number of rows of {lines}',
  filled: 'the number of rows of {lines} with {fact}',
  sum: 'the sum of {fact} over {lines}',
};

type Phrases = Readonly<Record<keyof typeof zh, Phrase>>;

/** The words of conditions but those of operators, by language. */
export const grammar: Readonly<Record<Language, Readonly<Record<keyof typeof joints.zh, string>> & Phrases>> =
  {
    zh: { ...joints.zh, ...phrasesOf(zh) },
    en: { ...joints.en, ...phrasesOf(en) },
  };

function phrasesOf(templates: Readonly<Record<keyof typeof zh, string>>): Phrases {
  return Object.fromEntries(
    Object.entries(templates).map(([name, template]) => [name, new Phrase(template)]),
  ) as Phrases;
}
