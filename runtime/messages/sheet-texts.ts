import type { Label } from '../../metadata/label.ts';

/** What stands in sheets beside records, and how jobs about them are called. */
export const sheetTexts: Readonly<Record<string, Label>> = {
  'sheet-heading': { zh: '错误', en: 'Problems' },
  'sheet-lists': { zh: '选项', en: 'Options' },
  'sheet-help': { zh: '说明', en: 'Help' },
  'sheet-note-derived': { zh: '由系统填写，导入时不读取', en: 'Filled in by the system; not read on import' },
  'sheet-note-required': { zh: '必填', en: 'Required' },
  'sheet-note-several': { zh: '多个值用逗号分隔', en: 'Several values are separated by commas' },
  'sheet-note-options': { zh: '可填：{options}', en: 'One of: {options}' },
  'sheet-note-date': { zh: '日期，如 2026-01-31', en: 'A date such as 2026-01-31' },
  'sheet-note-datetime': {
    zh: '时间，如 2026-01-31T08:15:30Z，或 Excel 的日期时间（组织所在时区）',
    en: "A moment such as 2026-01-31T08:15:30Z, or Excel's date and time in the organisation's zone",
  },
  'sheet-note-time': { zh: '时刻，如 08:30:00', en: 'A time of day such as 08:30:00' },
  'sheet-note-number-of': {
    zh: '填写所引用资料的编号，或唯一的名称',
    en: 'The number of the record that is referred to, or its name where only one has it',
  },
  'sheet-note-condition': {
    zh: '条件，写法与导出的相同，如：金额 大于 100 且 购方 等于 “甲公司”；也可以写 JSON',
    en: 'A condition, written as exported files do: Amount is greater than 100 and Buyer is “A Ltd”; or JSON',
  },
  'sheet-note-json': { zh: 'JSON 文本', en: 'JSON as text' },
  'sheet-note-secret': { zh: '不会导出；留空表示不变', en: 'Never exported; empty leaves it as it is' },
  'sheet-note-org': {
    zh: '创建组织的编号；留空表示当前组织',
    en: 'Number of the organisation that owns it; empty is the present one',
  },
  'sheet-note-id': { zh: '系统标识；新建时留空', en: 'The id the system gave; empty for new records' },
  'sheet-note-row': {
    zh: '已有行的标识，请勿改动；新行留空，有下级分录时可写任意文字',
    en: 'Id of an existing row, not to be changed; empty for new rows, or any text of your own where rows below refer to it',
  },
  'sheet-note-upper': { zh: '上级分录中的行标识', en: 'The row of the upper entries, by its "Row"' },
  'sheet-note-delete': { zh: '填“是”删除这一行', en: '"Yes" deletes this row' },
  'sheet-help-headers': { zh: '表头', en: 'Headers' },
  'sheet-help-headers-text': {
    zh: '第一行是列名，隐藏的第二行是字段标识，请勿修改；可以删去不需要的列，导入时这些字段不变',
    en: 'The first row has the labels, the hidden second row the ids of the fields: leave both as they are. Columns you do not need may be deleted; those fields then stay as they are',
  },
  'sheet-help-key': { zh: '记录的匹配', en: 'Which record' },
  'sheet-help-key-text': {
    zh: '按 {columns} 查找记录：找到则修改，找不到则新建；单元格留空表示清空该字段',
    en: 'Records are found by {columns}: those found are changed, others created. An empty cell empties the field',
  },
  'sheet-help-entries': { zh: '分录', en: 'Entries' },
  'sheet-help-entries-text': {
    zh: '分录在各自的工作表中，前几列说明属于哪条记录；没有列出的行保持不变，要删除请在“删除”列填“是”',
    en: 'Entries stand on sheets of their own, whose first columns say which record they belong to. Rows that are not listed stay; "Yes" in the column "Delete" takes one away',
  },
  'sheet-help-limits': { zh: '限制', en: 'Limits' },
  'sheet-help-limits-text': {
    zh: '一个文件最多 {rows} 行、{megabytes} MB',
    en: 'A file may have {rows} rows and {megabytes} MB',
  },
  'sheet-job-import': { zh: '导入 {form}', en: 'Import of {form}' },
  'sheet-job-rehearsal': { zh: '试导入 {form}', en: 'Trial import of {form}' },
  'sheet-job-export': { zh: '导出 {form}', en: 'Export of {form}' },
  'sheet-job-done': {
    zh: '新增 {created}，更新 {updated}，未变 {unchanged}，删除 {deleted}，失败 {failed}',
    en: '{created} created, {updated} updated, {unchanged} unchanged, {deleted} deleted, {failed} failed',
  },
  'sheet-job-would': {
    zh: '将新增 {created}，将更新 {updated}，不变 {unchanged}，将删除 {deleted}，有问题 {failed}',
    en: 'Would create {created}, update {updated}, leave {unchanged} unchanged, delete {deleted}; {failed} with problems',
  },
};
