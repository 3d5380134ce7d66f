import type { Label } from '../common/label.ts';

/** The messages to print templates and reports, which stand in files of their own and go by a form. */
export const ofFormMessages: Readonly<Record<string, Label>> = {
  'print-twice': {
    zh: '表单的打印模板“{name}”已由包“{package}”定义，本包没有建立在它之上',
    en: 'The print template “{name}” of this form is already defined by the package {package}, which this package does not build on',
  },
  'report-twice': {
    zh: '表单的报表“{name}”已由包“{package}”定义，本包没有建立在它之上',
    en: 'The report “{name}” of this form is already defined by the package {package}, which this package does not build on',
  },
  'report-not-dated': {
    zh: '“{field}”不是日期，不能按周、月、季、年分组',
    en: '“{field}” is not a date, so it cannot be grouped by week, month, quarter or year',
  },
  'report-no-number': {
    zh: '“{field}”不能汇总：它不是数字，或者不在报表统计的行里',
    en: '“{field}” cannot be summed: it is not a number, or is not in the rows that the report counts',
  },
  'print-too-large': {
    zh: '打印模板最多 {limit} 个块',
    en: 'A print template can have at most {limit} blocks',
  },
  'print-no-sharing': {
    zh: '表单“{form}”的记录不共享，没有使用组织可以打印',
    en: 'Records of “{form}” are not shared, so there are no users of them to print',
  },
  'print-unprinted': {
    zh: '“{label}”设为不打印，这里不会印出来；要印，请在字段上打开“打印”',
    en: '“{label}” is set not to be printed, so nothing appears here on paper; to print it, turn on “Printed” for the field',
  },
  'dropped-field-printed': {
    zh: '“{form}”的打印模板“{name}”仍用到已去掉的字段“{label}”：请从模板中去掉它，或保留该字段',
    en: 'The print template “{name}” of “{form}” still uses the removed field “{label}”: remove it from the template, or keep the field',
  },
  'dropped-field-reported': {
    zh: '“{form}”的报表“{name}”仍用到已去掉的字段“{label}”：请从报表中去掉它，或保留该字段',
    en: 'The report “{name}” of “{form}” still uses the removed field “{label}”: remove it from the report, or keep the field',
  },
  'print-no-number': {
    zh: '“{field}”不是数字，不能合计或写成大写',
    en: '“{field}” is not a number, so it cannot be totalled or written in capitals',
  },
  'print-image-or-field': {
    zh: '图片块里还没有图片：请选择一张图片，或选择图片来自哪个字段，两者选一',
    en: 'The image block is empty: choose either a picture, or the field whose pictures it shows, and not both',
  },
  'print-image-blank': {
    zh: '图片块里只有一个白点，印出来看不到：请选择一张图片，或选择图片来自哪个字段',
    en: 'The image block contains only a white dot, which would not be visible in print: choose a picture, or the field whose pictures it shows',
  },
};
