import type { TypeName } from '../formula-type.ts';

/** What people call the types. */
export const typeWords: Readonly<Record<TypeName, { readonly zh: string; readonly en: string }>> = {
  number: { zh: '数字', en: 'a number' },
  text: { zh: '文本', en: 'a text' },
  boolean: { zh: '是/否', en: 'yes or no' },
  date: { zh: '日期', en: 'a date' },
  time: { zh: '时间', en: 'a time' },
  datetime: { zh: '日期时间', en: 'a date with time' },
  list: { zh: '多个选项', en: 'several choices' },
  reference: { zh: '引用', en: 'a reference' },
  rows: { zh: '明细行', en: 'rows' },
  empty: { zh: '空', en: 'nothing' },
  other: { zh: '其他类型的值', en: 'a value of another kind' },
};
