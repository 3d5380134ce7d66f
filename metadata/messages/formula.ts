import type { Label } from '../common/label.ts';

/** The messages about formulas, each at its characters. */
export const formulaMessages: Readonly<Record<string, Label>> = {
  'formula-character': {
    zh: '第 {at} 个字符：公式里不能有“{character}”',
    en: 'Character {at}: “{character}” cannot be used in a formula',
  },
  'formula-percent': {
    zh: '第 {at} 个字符：公式里不能用百分号，{written} 请写成 {value}',
    en: 'Character {at}: a percent sign cannot be used in a formula; write {value} instead of {written}',
  },
  'formula-text-open': {
    zh: '第 {at} 个字符：这里开始的文本缺少结尾的引号',
    en: 'Character {at}: the text that begins here has no closing quote',
  },
  'formula-superfluous': {
    zh: '第 {at} 个字符：这里不该有“{found}”，前面可能缺少运算符或逗号',
    en: 'Character {at}: “{found}” cannot be used here; an operator or a comma may be missing before it',
  },
  'formula-value-missing': {
    zh: '第 {at} 个字符：“{found}”之前缺少一个值',
    en: 'Character {at}: a value is missing before “{found}”',
  },
  'formula-ends': {
    zh: '公式没有写完：末尾缺少一个值',
    en: 'The formula is not finished: a value is missing at its end',
  },
  'formula-open': {
    zh: '公式没有写完：缺少“{sign}”',
    en: 'The formula is not finished: “{sign}” is missing',
  },
  'formula-long': {
    zh: '公式最多 {limit} 个字符',
    en: 'A formula can have at most {limit|character|characters}',
  },
  'formula-large': {
    zh: '公式最多 {limit} 个部分；请分成几个字段',
    en: 'A formula can have at most {limit|part|parts}; split it into several fields',
  },
  'formula-deep': {
    zh: '第 {at} 个字符：括号和函数最多嵌套 {limit} 层；请分成几个字段',
    en: 'Character {at}: parentheses and functions may be nested at most {limit} deep; split the formula into several fields',
  },
  'formula-unknown-field': {
    zh: '第 {at} 个字符：没有可用的字段“{field}”',
    en: 'Character {at}: there is no usable field “{field}”',
  },
  'formula-unknown-parameter': {
    zh: '第 {at} 个字符：没有可用的参数“{field}”；要写成 $param.类型.键，密文、引用和多个值的参数不能用',
    en: 'Character {at}: there is no usable parameter “{field}”; write it as $param.type.key. Parameters that are secrets, references or have several values cannot be used',
  },
  'formula-unknown-function': {
    zh: '第 {at} 个字符：没有函数“{name}”',
    en: 'Character {at}: there is no function “{name}”',
  },
  'formula-places': {
    zh: '第 {at} 个字符：参数个数不对，应写作 {usage}',
    en: 'Character {at}: wrong number of arguments; write {usage}',
  },
  'formula-type': {
    zh: '第 {at} 个字符：这里需要{expected}，现在是{found}',
    en: 'Character {at}: this must be {expected}, but is {found}',
  },
  'formula-compare': {
    zh: '第 {at} 个字符：{left}和{right}不能用“{sign}”比较',
    en: 'Character {at}: “{sign}” cannot compare {left} with {right}',
  },
  'formula-compare-empty': {
    zh: '第 {at} 个字符：是否为空请用 isEmpty(…)',
    en: 'Character {at}: use isEmpty(…) to check whether something is empty',
  },
  'formula-option': {
    zh: '第 {at} 个字符：“{option}”不是可选项',
    en: 'Character {at}: “{option}” is not one of the options',
  },
  'formula-many-rows': {
    zh: '第 {at} 个字符：“{label}”在明细中有多行，请用 sum、count、join 等汇总',
    en: 'Character {at}: “{label}” has several rows; combine them with sum, count, join …',
  },
  'formula-no-rows': {
    zh: '第 {at} 个字符：{name} 汇总明细行，其中却没有明细里的字段',
    en: 'Character {at}: {name} combines rows, but it contains no field of rows',
  },
  'formula-rows-apart': {
    zh: '第 {at} 个字符：{name} 一次只能汇总同一个明细的行',
    en: 'Character {at}: {name} can only combine the rows of one list at a time',
  },
  'formula-clock': {
    zh: '第 {at} 个字符：计算结果会保存下来，“{path}”明天就不同了；请设为读取时计算，或先存入一个日期字段',
    en: 'Character {at}: the result of a formula is stored, but “{path}” will be different tomorrow; set the field to be computed when read, or store the date in a field first',
  },
  'formula-virtual': {
    zh: '第 {at} 个字符：“{field}”的值不保存，读取时才计算；用到它的公式也要设为读取时计算，并且只能用同一条数据里的字段',
    en: 'Character {at}: “{field}” is not stored but computed when read; a formula that uses it must be computed when read, too, and only from fields of the same record',
  },
  'formula-default-option': {
    zh: '第 {at} 个字符：默认值要是可选项之一；请逐个写出，如 if(…, “甲”, “乙”)',
    en: 'Character {at}: the default must be one of the options; write them out, such as if(…, "a", "b")',
  },
  'formula-default': {
    zh: '第 {at} 个字符：默认值应是{expected}，公式给出的是{found}',
    en: 'Character {at}: the default must be {expected}, but the formula returns {found}',
  },
  'formula-default-form': {
    zh: '第 {at} 个字符：默认值应是“{expected}”的数据，公式给出的是“{found}”的数据',
    en: 'Character {at}: the default must be a record of “{expected}”, but the formula returns one of “{found}”',
  },
  'formula-several-forms': {
    zh: '第 {at} 个字符：“{field}”引用{forms}之一，只能用它们都有的同类字段，“{asked}”不是',
    en: 'Character {at}: “{field}” refers to one of {forms}; only fields that all of them have alike can be used, and “{asked}” is not one of them',
  },
  'formula-result': {
    zh: '公式的结果应是数字、文本、选项、日期、时间、引用或是/否',
    en: 'A formula must return a number, a text, an option, a date, a time, a record, or yes or no',
  },
};
