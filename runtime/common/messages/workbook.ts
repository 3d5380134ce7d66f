import type { Label } from '../../../metadata/common/label.ts';

/** The reasons why a form that a workbook proposes is as it is. */
export const workbookTexts: Readonly<Record<string, Label>> = {
  'workbook-platform': {
    zh: '导出时平台自己的列，不建字段',
    en: 'The platform fills in this column itself, so it does not become a field',
  },
  'workbook-id': {
    zh: '文件是导出的：沿用字段标识 {id}',
    en: 'The file was exported: the id of the field stays {id}',
  },
  'workbook-empty': {
    zh: '这一列没有值，先不建字段',
    en: 'The column is empty, so it does not become a field',
  },
  'workbook-reference': {
    zh: '{of} 个不同的值中有 {found} 个是“{form}”的编码或名称',
    en: '{found} of {of} different values are numbers or names of “{form}”',
  },
  'workbook-reference-nearly': {
    zh: '{of} 个不同的值中有 {found} 个是“{form}”的编码或名称；{values} 不是，有它们的行要改好才能导入',
    en: '{found} of {of} different values are numbers or names of “{form}”; {values} is not, so its rows can be imported only once corrected',
  },
  'workbook-mostly-date': {
    zh: '{filled} 个值里有 {fitting} 个是日期；不是的有 {others} 个：{values}，有它们的行要改好才能导入',
    en: '{fitting} of {filled} values are dates; {others} are not: {values}. Their rows can be imported only once corrected',
  },
  'workbook-nearly-date': {
    zh: '{filled} 个值里只有 {others} 个不是日期：{values}；先按文字，一个也不丢',
    en: 'All but {others} of {filled} values are dates; the exceptions are {values}. It is kept as text for now so that nothing is lost',
  },
  'workbook-mostly-number': {
    zh: '{filled} 个值里有 {fitting} 个是数；不是的有 {others} 个：{values}，有它们的行要改好才能导入',
    en: '{fitting} of {filled} values are numbers; {others} are not: {values}. Their rows can be imported only once corrected',
  },
  'workbook-nearly-number': {
    zh: '{filled} 个值里只有 {others} 个不是数：{values}；先按文字，一个也不丢',
    en: 'All but {others} of {filled} values are numbers; the exceptions are {values}. It is kept as text for now so that nothing is lost',
  },
  'workbook-mostly-email': {
    zh: '{filled} 个值里有 {fitting} 个是邮箱地址；不是的有 {others} 个：{values}，有它们的行要改好才能导入',
    en: '{fitting} of {filled} values are e-mail addresses; {others} are not: {values}. Their rows can be imported only once corrected',
  },
  'workbook-unclear-date': {
    zh: '{filled} 个值都是日期，但有 {others} 个看不出哪个是月、哪个是日，如 {values}；先按文字。在文件里改成 2026-01-05 这样的写法，这一列就是日期',
    en: 'All {filled} values are dates, but {others} do not tell the day from the month, such as {values}. It is kept as text for now; written like 2026-01-05 in the file, the column becomes a date',
  },
  'workbook-nearly-email': {
    zh: '{filled} 个值里只有 {others} 个不是邮箱地址：{values}；先按文字，一个也不丢',
    en: 'All but {others} of {filled} values are e-mail addresses; the exceptions are {values}. It is kept as text for now so that nothing is lost',
  },
  'workbook-reference-some': {
    zh: '{of} 个不同的值中只有 {found} 个是“{form}”的编码或名称，{values} 不是',
    en: 'Only {found} of {of} different values are numbers or names of “{form}”, not {values}',
  },
  'workbook-numbered': {
    zh: '{runs} 重复 {times} 次，这里各成一个字段；要做成分录，请在文件里另放一张表，每个占一行，并写上编码',
    en: '{runs} repeat {times} times and become a field each. For rows of the record, put each on a row of another sheet, with the number of its record',
  },
  'workbook-refers': {
    zh: '{filled} 个值都在“{form}”表的“{key}”里，所以引用它',
    en: 'All {filled} values occur in “{key}” of the sheet “{form}”, so it refers to that',
  },
  'workbook-refers-mixed': {
    zh: '{filled} 个值都是“{form}”表的记录，写的是“{key}”或名称，或者两者写在一起，所以引用它',
    en: 'All {filled} values are records of the sheet “{form}”, by “{key}”, by name, or by both in one, so it refers to that',
  },
  'workbook-cycle': {
    zh: '值都在“{form}”表里，而它已经引用“{of}”；互相引用时不知道先导入哪一个，所以这里只取值',
    en: 'All values occur in the sheet “{form}”, which refers to “{of}” already. If each referred to the other, neither could be imported first, so only the values are used here',
  },
  'workbook-tax-number': {
    zh: '列名说的是税号，值的写法也是税号，如 {example}',
    en: 'The heading mentions tax numbers, and the values look like them: {example}',
  },
  'workbook-phone': {
    zh: '列名说的是电话，值也像电话，如 {example}',
    en: 'The heading mentions telephone numbers, and the values look like them: {example}',
  },
  'workbook-code': {
    zh: '有以 0 开头或超过 15 位的数字，如 {example}：按文本保存才不会变样',
    en: 'Some numbers begin with 0 or have more than 15 digits, such as {example}: they can only be stored unchanged as text',
  },
  'workbook-code-heading': {
    zh: '列名说的是编号：数字不用来计算，按文本保存',
    en: 'The heading suggests an identifier, which is not used in calculations, so it is stored as text',
  },
  'workbook-date': {
    zh: '{filled} 个值都是日期，如 {example}',
    en: 'All {filled} values are dates, such as {example}',
  },
  'workbook-datetime': {
    zh: '{filled} 个值都是日期加时刻，如 {example}',
    en: 'All {filled} values are dates with a time, such as {example}',
  },
  'workbook-time': {
    zh: '{filled} 个值都是时刻，如 {example}',
    en: 'All {filled} values are times of day, such as {example}',
  },
  'workbook-boolean': { zh: '只有这几种值：{values}', en: 'The only values are {values}' },
  'workbook-percent': {
    zh: '{filled} 个值都是百分数，如 {example}',
    en: 'All {filled} values are percentages, such as {example}',
  },
  'workbook-fraction': {
    zh: '列名说的是比率，值都在 0 与 1 之间，如 {example}',
    en: 'The heading mentions a rate, and all values are between 0 and 1: {example}',
  },
  'workbook-money': {
    zh: '值都是数，最多两位小数，列名或写法说的是金额，如 {example}',
    en: 'All values are numbers with at most two decimals, and the heading or the notation suggests amounts: {example}',
  },
  'workbook-integer': {
    zh: '{filled} 个值都是整数，如 {example}',
    en: 'All {filled} values are whole numbers, such as {example}',
  },
  'workbook-decimal': {
    zh: '{filled} 个值都是数，小数最多 {scale} 位，如 {example}',
    en: 'All {filled} values are numbers with at most {scale|decimal|decimals}, such as {example}',
  },
  'workbook-email': {
    zh: '{filled} 个值都是邮箱地址，如 {example}',
    en: 'All {filled} values are email addresses, such as {example}',
  },
  'workbook-url': {
    zh: '{filled} 个值都是网址，如 {example}',
    en: 'All {filled} values are web addresses, such as {example}',
  },
  'workbook-choice': {
    zh: '{filled} 个值里只有 {distinct} 种：{values}',
    en: 'There are only {distinct} different values among {filled}: {values}',
  },
  'workbook-multiline': {
    zh: '有多行或很长的文字，最长 {longest} 字',
    en: 'Some texts have several lines or are long (up to {longest|character|characters})',
  },
  'workbook-text': {
    zh: '{filled} 个值是文字，最长 {longest} 字，留了余量',
    en: 'The {filled} values are texts of at most {longest|character|characters}; some room to spare is included',
  },
  'workbook-carried': {
    zh: '“{column}”已经指明是哪个“{form}”，这一列从它带出',
    en: '“{column}” already identifies the “{form}”; this column is taken from it',
  },
  'workbook-formula': {
    zh: '{cell} 起由公式 {formula} 算出，这里成为公式',
    en: 'Computed by {formula} from {cell} on; it becomes a formula here',
  },
  'workbook-formula-differs': {
    zh: '{cell} 由公式 {formula} 算出，{other} 不是，所以只取值',
    en: '{cell} is computed by {formula}, but {other} is not, so only the values are used',
  },
  'workbook-formula-other': {
    zh: '{cell} 由公式 {formula} 算出，但这一列的值读作另一种类型，所以只取值',
    en: '{cell} is computed by {formula}, but the values of this column are read as another kind, so only the values are used',
  },
  'workbook-formula-clock': {
    zh: '{cell} 由公式 {formula} 算出，明天的值就不同，不能存，所以只取现在的值；可以在设计器里改成“读取时计算”的公式，用 $today',
    en: '{cell} is computed by {formula}, whose value is another one tomorrow and cannot be stored, so its present values are used; in the designer it can become a formula that is computed when it is read, with $today',
  },
  'workbook-formula-lookup': {
    zh: '{cell} 由公式 {formula} 从别的表查出，所以只取现在的值；这里不用 {part}：把查找的那一列设为引用，这一列从引用带出',
    en: '{cell} is looked up elsewhere by {formula}, so its present values are used; instead of {part}, make the column that it looks up by a reference, and take this one from it',
  },
  'workbook-formula-unread': {
    zh: '{cell} 由公式 {formula} 算出，其中 {part} 这里没有对应的写法，所以只取值',
    en: '{cell} is computed by {formula}, of which {part} cannot be expressed here, so only the values are used',
  },
  'workbook-required': {
    zh: '{rows} 行都填了，所以必填',
    en: 'It is filled in all {rows} rows, so it is required',
  },
  'workbook-unique': {
    zh: '没有重复的值，列名说的是编号，所以唯一',
    en: 'No value occurs twice, and the heading suggests an identifier, so it is unique',
  },
  'workbook-is-key': {
    zh: '用它认出记录：{distinct} 个值没有重复，再导入时按它更新',
    en: 'Records are identified by it: none of the {distinct} values occurs twice, and later imports update records by it',
  },
  'workbook-is-key-twice': {
    zh: '用它认出记录：{distinct} 个不同的值，{values} 不止一行',
    en: 'Records are identified by it: {distinct} different values, with {values} in more than one row',
  },
  'workbook-rows-key': {
    zh: '说明这一行属于哪条记录，不另建字段',
    en: 'It identifies the record of the row and does not become a field',
  },
  'workbook-key': {
    zh: '一行一条记录；“{column}”的 {rows} 个值没有重复，作为编码',
    en: 'Each row is a record; none of the {rows} values of “{column}” occurs twice, so they are the numbers of records',
  },
  'workbook-key-twice': {
    zh: '一行一条记录；“{column}”几乎没有重复，作为编码。{values} 不止一行：导入其中第一行，其余的列出来等改正',
    en: 'Each row is a record; hardly any value of “{column}” occurs twice, so they are the numbers of records. {values} occurs in more than one row: the first row is imported, and the others are listed for correction',
  },
  'workbook-sums': {
    zh: '第 {row} 行起是合计，不是记录，不导入',
    en: 'The rows from {row} on are totals, not records, and are not imported',
  },
  'workbook-no-key': {
    zh: '一行一条记录；没有一列能认出记录，所以自动编号',
    en: 'Each row is a record; no column identifies records, so they are numbered automatically',
  },
  'workbook-entries': {
    zh: '{rows} 行都按“{column}”指向“{key}”，所以是分录',
    en: 'All {rows} rows refer to a record by “{column}”, which matches “{key}”, so they are entries',
  },
  'workbook-own-form': {
    zh: '“{sheet}”的“{column}”都在这里的“{key}”里，所以是单独的表单，由它引用',
    en: 'All values of “{column}” in “{sheet}” occur in “{key}” here, so it is a form of its own that is referred to',
  },
  'workbook-there-already': {
    zh: '文件里引用的记录在“{form}”里已经有了：先不使用，可作为单独的表单',
    en: 'The records that the file refers to are in “{form}” already: it is left out, and may become a form of its own',
  },
  'workbook-sheet-belongs': {
    zh: '每行按“{column}”属于“{sheet}”：先不使用，可作为引用“{sheet}”的单独的表单',
    en: 'Each row belongs to a record of “{sheet}” by “{column}”: it is left out, and may become a form of its own that refers to “{sheet}”',
  },
  'workbook-sheet-numbered': {
    zh: '每行有自己的“{column}”，是独立的记录，不是“{sheet}”的分录：先不使用，可作为单独的表单',
    en: 'Each row has its own “{column}”, so the rows are records and no entries of “{sheet}”: it is left out, and may become a form of its own',
  },
  'workbook-sheet-nearly': {
    zh: '“{column}”里有 {cells} 个单元格不是“{sheet}”的记录（{values}），其余都是：先不使用；改正文件后重新选择，或用作分录，导入时再改',
    en: '“{column}” names records of “{sheet}” but for {cells|cell|cells} ({values}), so it is not used for now: correct the file and choose it again, or use the sheet as entries and correct them on import',
  },
  'workbook-entries-nearly': {
    zh: '按“{column}”属于“{sheet}”的记录；有 {cells} 个单元格不是（{values}），导入时再改',
    en: 'The rows belong to “{sheet}” by “{column}”, but for {cells|cell|cells} ({values}) to be corrected on import',
  },
  'workbook-sheet-alone': {
    zh: '没有一列指向“{sheet}”的记录：先不使用，可作为单独的表单',
    en: 'No column refers to records of “{sheet}”, so it is not used for now; it can become a form of its own',
  },
};
