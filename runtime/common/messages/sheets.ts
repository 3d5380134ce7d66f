import type { Label } from '../../../metadata/common/label.ts';

/** The texts in sheets beside records, and the names of jobs about them. */
export const sheetTexts: Readonly<Record<string, Label>> = {
  'sheet-heading': { zh: '错误', en: 'Problems' },
  'sheet-lists': { zh: '选项', en: 'Options' },
  'sheet-help': { zh: '说明', en: 'Help' },
  'sheet-note': { zh: '{note}（{records} 条记录）', en: '{note} ({records|record|records})' },
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
  'sheet-note-currency': { zh: '金额的币种：{currency}', en: 'Amounts in {currency}' },
  'sheet-note-files': {
    zh: '一行一个文件：记录已有的文件写名称；新文件写它在 zip 里的路径，和工作簿打成一个 zip 导入',
    en: 'One file per line: by name if the record has it; a new one by its path in a zip that contains this workbook and the files',
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
    en: 'Entries are on separate sheets, whose first columns name the record they belong to. Rows that are not listed stay; "Yes" in the column "Delete" deletes one',
  },
  'sheet-help-limits': { zh: '限制', en: 'Limits' },
  'sheet-help-limits-text': {
    zh: '一个文件最多 {rows} 行、{megabytes} MB',
    en: 'A file may have {rows} rows and {megabytes} MB',
  },
  'sheet-job-import': { zh: '导入{form}', en: 'Import of {form:inside}' },
  'sheet-job-rehearsal': { zh: '试导入{form}', en: 'Trial import of {form:inside}' },
  'sheet-job-export': { zh: '导出{form}', en: 'Export of {form:inside}' },
  'sheet-job-done': {
    zh: '新增 {created}，更新 {updated}，未变 {unchanged}，删除 {deleted}，失败 {failed}',
    en: '{created} created, {updated} updated, {unchanged} unchanged, {deleted} deleted, {failed} failed',
  },
  'sheet-job-would': {
    zh: '将新增 {created}，将更新 {updated}，不变 {unchanged}，将删除 {deleted}，有问题 {failed}',
    en: 'Would create {created}, update {updated}, leave {unchanged} unchanged, delete {deleted}; {failed} with problems',
  },
};

/** Import and export: what a file is refused with, what is wrong in its cells, and what its notes say. */
export const sheetMessages: Readonly<Record<string, Label>> = {
  'sheet-empty': { zh: '文件是空的', en: 'The file is empty' },
  'sheet-mended-nowhere': {
    zh: '要改的第 {row} 行在文件里没有',
    en: 'The file has no row {row} to be changed',
  },
  'sheet-file-missing': {
    zh: '请把文件作为请求体发送，或放在 multipart 表单的 file 字段中',
    en: 'Send the file as the body, or as the field "file" of a multipart form',
  },
  'sheet-too-large': { zh: '文件不能超过 {limit} MB', en: 'A file may have {limit} MB at most' },
  'sheet-not-a-workbook': {
    zh: '这不是 Excel 工作簿（.xlsx）或 csv 文件',
    en: 'This is neither an Excel workbook (.xlsx) nor a csv file',
  },
  'sheet-encrypted-or-old': {
    zh: '文件有密码保护，或是旧的 .xls 格式；请去掉密码并另存为 .xlsx',
    en: 'The file is protected by a password or an old .xls; remove the password and save it as .xlsx',
  },
  'sheet-damaged': { zh: '工作簿已损坏，无法打开', en: 'The workbook is damaged and cannot be opened' },
  'sheet-unpacks-too-large': {
    zh: '工作簿解压后超过 {limit} MB',
    en: 'The workbook unpacks to more than {limit} MB',
  },
  'sheet-too-many-rows': {
    zh: '一个文件最多 {limit} 行数据；请分成几个文件，导出时请缩小范围',
    en: 'A file may have {limit} rows of data; split it, or narrow what is exported',
  },
  'sheet-too-many-columns': { zh: '一张工作表最多 {limit} 列', en: 'A sheet may have {limit} columns' },
  'sheet-too-complex': {
    zh: '工作簿太复杂，处理时内存不足；请分成几个文件',
    en: 'The workbook is too complex for the memory at hand; split it',
  },
  'report-unknown': {
    zh: '表单没有名为“{report}”的报表',
    en: 'The form has no report called “{report}”',
  },
  'report-too-many': {
    zh: '分组太多，超过 {limit} 格，无法一次看完：请加条件缩小范围，或换一个值更少的字段、更长的时间段来分组',
    en: 'There are more groups than the {limit} cells that fit: narrow it by a condition, or group by a field with fewer values or by longer spans',
  },
  'report-too-many-groups': {
    zh: '数据库里分出的组超过 {limit} 个，无法汇总：请加条件缩小范围，或换一个值更少的字段来分组',
    en: 'The database finds more than {limit} groups, too many to add up: narrow it by a condition, or group by a field with fewer values',
  },
  'print-unknown': {
    zh: '表单没有名为“{print}”的打印模板',
    en: 'The form has no print template called “{print}”',
  },
  'print-too-many': {
    zh: '一个 PDF 最多打印 {limit} 条记录；请缩小查询范围',
    en: 'One PDF has at most {limit} records; narrow the list',
  },
  'print-image': {
    zh: '打印模板里有一张图片已损坏，无法打印',
    en: 'A picture of the print template is damaged and cannot be printed',
  },
  'print-pictures': {
    zh: '一个 PDF 里的图片合计最多 {limit} MB；请分成几次打印',
    en: 'The pictures of one PDF have {limit} MB together at most; print it in parts',
  },
  'print-nothing': { zh: '没有可打印的记录', en: 'There are no records to print' },
  'print-too-slow': { zh: '打印超时；请分成几次打印', en: 'The print took too long; print it in parts' },
  'print-too-complex': {
    zh: '打印内容过多，内存不足；请分成几次打印',
    en: 'The print needs more memory than it may have; print it in parts',
  },
  'sheet-too-slow': { zh: '处理工作簿超时；请分成几个文件', en: 'The workbook took too long; split it' },
  'sheet-encoding': {
    zh: 'csv 文件的编码应为 UTF-8 或 GB 18030',
    en: 'The csv file has to be in UTF-8 or GB 18030',
  },
  'sheet-no-columns': {
    zh: '第一行没有认识的列名；请使用导入模板',
    en: 'The first row names no known column; use the import template',
  },
  'sheet-entries-unknown': {
    zh: '表单没有名为“{entries}”的分录',
    en: 'The form has no entries called "{entries}"',
  },
  'sheet-none-there': {
    zh: '文件只有 {sheets} 张工作表，没有第 {sheet} 张；请改正 columns',
    en: 'The file has {sheets|sheet|sheets} and no sheet {sheet}; correct `columns`',
  },
  'sheet-column-none': {
    zh: '没有名为“{column}”的列；请改正 columns',
    en: 'There is no column called "{column}"; correct `columns`',
  },
  'workbook-no-rows': {
    zh: '文件里没有数据：请在第一行写列名，下面写数据',
    en: 'There are no rows in the file: write headings in the first row and what they are about below',
  },
  'sheet-key-missing': {
    zh: '工作表“{sheet}”缺少列：{columns}',
    en: 'The sheet "{sheet}" is missing the columns: {columns}',
  },
  'sheet-column-unknown': {
    zh: '工作表“{sheet}”中不认识的列“{column}”未导入',
    en: 'Unknown column "{column}" on the sheet "{sheet}" was not imported',
  },
  'sheet-column-unused': {
    zh: '列“{column}”不能导入：由系统填写、只读，或您无权填写。文件中这一列的内容没有采用',
    en: 'The column “{column}” is not imported: it is filled in by the system, read-only, or not yours to fill in. What the file has in this column was not used',
  },
  'sheet-column-twice': {
    zh: '工作表“{sheet}”中的列“{column}”出现了两次，只读第一列',
    en: 'The column "{column}" appears twice on the sheet "{sheet}"; only the first is read',
  },
  'sheet-unknown': {
    zh: '不认识的工作表“{sheet}”未导入',
    en: 'Unknown sheet "{sheet}" was not imported',
  },
  'sheet-key-blank': {
    zh: '这一行没有说明属于哪条记录',
    en: 'This row does not say which record it belongs to',
  },
  'sheet-key-twice': {
    zh: '同一条记录在文件中出现了两次',
    en: 'The same record appears twice in the file',
  },
  'sheet-name-several': {
    zh: '有几条记录都叫“{name}”，请填写编号：{numbers}',
    en: 'Several records are called "{name}"; give the number: {numbers}',
  },
  'sheet-record-several': {
    zh: '有多条记录符合；请在“创建组织”列写明组织编号',
    en: 'Several records match; say the number of the owner in the column "Owning organisation"',
  },
  'sheet-record-foreign': {
    zh: '这条记录属于组织“{org}”，您不能修改它',
    en: 'This record belongs to the organisation "{org}"; you may not change it',
  },
  'sheet-record-unknown': {
    zh: '没有这条记录；要新建，请在记录的工作表中写一行',
    en: 'There is no such record; to create it, write a row on the sheet of records',
  },
  'sheet-id-unknown': {
    zh: '没有这个标识的记录；新建时请留空',
    en: 'No record has this id; leave it empty to create one',
  },
  'sheet-number-automatic': {
    zh: '编号由系统生成，没有编号为“{number}”的记录；新建时请留空，有分录时写 *1、*2 等临时编号',
    en: 'Numbers are given by the system, and no record has "{number}"; leave it empty to create one, or write *1, *2 … where it has entries',
  },
  'sheet-org-unknown': {
    zh: '没有编号为“{org}”的组织，或您不能代表它操作',
    en: 'There is no organisation "{org}", or you may not act for it',
  },
  'sheet-import-forbidden': {
    zh: '您没有为这个组织导入的权限',
    en: 'You may not import for this organisation',
  },
  'sheet-row-unknown': {
    zh: '要删除的行不存在',
    en: 'The row to be deleted does not exist',
  },
  'sheet-upper-unknown': {
    zh: '找不到上级行“{row}”',
    en: 'There is no upper row "{row}"',
  },
  'sheet-cell-error': {
    zh: '单元格的公式出错（{text}），请改正公式或填入值',
    en: 'The formula of this cell failed ({text}); correct it or fill in the value',
  },
  'sheet-cell-rounded': {
    zh: 'Excel 的数字只保留 15 位，{text} 可能已不是原来的数；请把单元格设为文本后重新填写',
    en: 'Excel keeps 15 digits of a number, so {text} may not be what was typed; make the cell text and fill it in again',
  },
  'sheet-cell-too-long': {
    zh: '文本超出单元格的长度，导出时略去；新建记录时请用界面或 API 填写',
    en: 'The text was too long for a cell and was not exported; fill it in by hand or by API in a new record',
  },
  'job-failed': {
    zh: '服务器内部出错，任务没有完成；请管理员查看日志',
    en: 'The job failed because of an error on the server: ask an administrator, who finds the cause in the log',
  },
  'job-abandoned': {
    zh: '执行任务的节点已停止，请重新开始',
    en: 'The server that ran the job stopped: start it again',
  },
  'job-rights-changed': {
    zh: '任务已停止：发起人的权限在此期间改变了；需要时请重新发起',
    en: 'The job was stopped because the rights of whoever started it changed: start it again if it is still needed',
  },
  'job-stopped': {
    zh: '服务器正在停止，请稍后重新开始',
    en: 'The server is shutting down; start the job again later',
  },
};
