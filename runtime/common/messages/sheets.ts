import type { Label } from '../../../metadata/common/label.ts';

/** The texts in sheets beside records, and the names of jobs about them. */
export const sheetTexts: Readonly<Record<string, Label>> = {
  'sheet-heading': { zh: '错误', en: 'Problems' },
  'sheet-lists': { zh: '选项', en: 'Options' },
  'sheet-help': { zh: '说明', en: 'Help' },
  'sheet-note': { zh: '{note}（{records} 条记录）', en: '{note} ({records|record|records})' },
  'sheet-note-of': {
    zh: '{note}（{records} 条记录：{named}）',
    en: '{note} ({records|record|records}: {named})',
  },
  'sheet-row': { zh: '第 {row} 行', en: 'row {row}' },
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
    en: 'The number of the referenced record, or its name if unique',
  },
  'sheet-note-condition': {
    zh: '条件，写法与导出的相同，如：金额 大于 100 且 购方 等于 “甲公司”；也可以写 JSON',
    en: 'A condition, written as in exported files: Amount is greater than 100 and Buyer is “A Ltd”; or JSON',
  },
  'sheet-note-currency': { zh: '金额的币种：{currency}', en: 'Amounts in {currency}' },
  'sheet-note-files': {
    zh: '一行一个文件：记录已有的文件写名称；新文件写它在 zip 里的路径，和工作簿打成一个 zip 导入',
    en: 'One file per line: the name of a file that the record already has, or the path of a new file in the zip imported together with this workbook',
  },
  'sheet-note-json': { zh: 'JSON 文本', en: 'JSON as text' },
  'sheet-note-secret': {
    zh: '不会导出；留空表示不变',
    en: 'Never exported; leave empty to keep it unchanged',
  },
  'sheet-note-org': {
    zh: '创建组织的编号；留空表示当前组织',
    en: 'Number of the creating organisation; leave empty for the current organisation',
  },
  'sheet-note-id': {
    zh: '系统标识；新建时留空',
    en: 'The id assigned by the system; leave empty for new records',
  },
  'sheet-note-row': {
    zh: '已有行的标识，请勿改动；新行留空，有下级分录时可写任意文字',
    en: 'Id of an existing row; do not change it. Leave empty for new rows, or enter any text if rows below refer to this row',
  },
  'sheet-note-upper': { zh: '上级分录中的行标识', en: 'The “Row” of the parent entry' },
  'sheet-note-delete': { zh: '填“是”删除这一行', en: '"Yes" deletes this row' },
  'sheet-help-headers': { zh: '表头', en: 'Headers' },
  'sheet-help-headers-text': {
    zh: '第一行是列名，隐藏的第二行是字段标识，请勿修改；可以删去不需要的列，导入时这些字段不变',
    en: 'The first row contains the column names and the hidden second row the field ids: do not change either. You can delete columns you do not need; those fields stay unchanged on import',
  },
  'sheet-help-key': { zh: '记录的匹配', en: 'Matching records' },
  'sheet-help-key-text': {
    zh: '按 {columns} 查找记录：找到则修改，找不到则新建；单元格留空表示清空该字段',
    en: 'Records are matched by {columns}: existing records are updated, all others are created. An empty cell clears the field',
  },
  'sheet-help-entries': { zh: '分录', en: 'Entries' },
  'sheet-help-entries-text': {
    zh: '分录在各自的工作表中，前几列说明属于哪条记录；没有列出的行保持不变，要删除请在“删除”列填“是”',
    en: 'Entries are on separate sheets; their first columns identify the record they belong to. Rows that are not listed stay unchanged; enter “Yes” in the “Delete” column to delete a row',
  },
  'sheet-help-limits': { zh: '限制', en: 'Limits' },
  'sheet-help-limits-text': {
    zh: '一个文件最多 {rows} 行、{megabytes} MB',
    en: 'A file can have up to {rows} rows and {megabytes} MB',
  },
  'sheet-job-import': { zh: '导入{form}', en: 'Import of {form:inside}' },
  'sheet-job-rehearsal': { zh: '试导入{form}', en: 'Trial import of {form:inside}' },
  'sheet-job-undo': { zh: '撤销导入{form}', en: 'Undo of the import of {form:inside}' },
  'put-back-changed': {
    zh: '此后又被修改，保持现在的样子',
    en: 'It was changed since, so it stays as it is',
  },
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
    en: 'The file has no row {row} to change',
  },
  'sheet-file-missing': {
    zh: '请把文件作为请求体发送，或放在 multipart 表单的 file 字段中',
    en: 'Send the file as the request body, or in the field "file" of a multipart form',
  },
  'sheet-too-large': { zh: '文件不能超过 {limit} MB', en: 'The file cannot be larger than {limit} MB' },
  'sheet-not-a-workbook': {
    zh: '这不是 Excel 工作簿（.xlsx）或 csv 文件',
    en: 'This is neither an Excel workbook (.xlsx) nor a csv file',
  },
  'sheet-encrypted-or-old': {
    zh: '文件有密码保护，或是旧的 .xls 格式；请去掉密码并另存为 .xlsx',
    en: 'The file is password-protected or in the old .xls format; remove the password and save it as .xlsx',
  },
  'sheet-damaged': { zh: '工作簿已损坏，无法打开', en: 'The workbook is damaged and cannot be opened' },
  'sheet-unpacks-too-large': {
    zh: '工作簿解压后超过 {limit} MB',
    en: 'The workbook is larger than {limit} MB when unpacked',
  },
  'sheet-too-many-rows': {
    zh: '一个文件最多 {limit} 行数据；请分成几个文件，导出时请缩小范围',
    en: 'A file can have at most {limit} rows of data; split it into several files, or narrow the export',
  },
  'sheet-too-many-columns': {
    zh: '一张工作表最多 {limit} 列',
    en: 'A sheet can have at most {limit} columns',
  },
  'sheet-too-complex': {
    zh: '工作簿太复杂，处理时内存不足；请分成几个文件',
    en: 'The workbook is too complex to process in memory; split it into several files',
  },
  'report-unknown': {
    zh: '表单没有名为“{report}”的报表',
    en: 'The form has no report called “{report}”',
  },
  'report-too-many': {
    zh: '分组太多，超过 {limit} 格，无法一次看完：请加条件缩小范围，或换一个值更少的字段、更长的时间段来分组',
    en: 'There are too many groups (more than {limit} cells) to display: add a condition, or group by a field with fewer values or by longer periods',
  },
  'report-too-many-groups': {
    zh: '数据库里分出的组超过 {limit} 个，无法汇总：请加条件缩小范围，或换一个值更少的字段来分组',
    en: 'There are more than {limit} groups, too many to summarise: add a condition, or group by a field with fewer values',
  },
  'print-unknown': {
    zh: '表单没有名为“{print}”的打印模板',
    en: 'The form has no print template called “{print}”',
  },
  'print-too-many': {
    zh: '一个 PDF 最多打印 {limit} 条记录；请缩小查询范围',
    en: 'A PDF can contain at most {limit} records; narrow the list',
  },
  'print-image': {
    zh: '打印模板里有一张图片已损坏，无法打印',
    en: 'An image in the print template is damaged and cannot be printed',
  },
  'print-pictures': {
    zh: '一个 PDF 里的图片合计最多 {limit} MB；请分成几次打印',
    en: 'The images in a PDF can total at most {limit} MB; print in several parts',
  },
  'print-nothing': { zh: '没有可打印的记录', en: 'There are no records to print' },
  'print-too-slow': { zh: '打印超时；请分成几次打印', en: 'Printing took too long; print in several parts' },
  'print-too-complex': {
    zh: '打印内容过多，内存不足；请分成几次打印',
    en: 'There is too much content to print at once; print in several parts',
  },
  'sheet-too-slow': {
    zh: '处理工作簿超时；请分成几个文件',
    en: 'Processing the workbook took too long; split it into several files',
  },
  'sheet-encoding': {
    zh: 'csv 文件的编码应为 UTF-8 或 GB 18030',
    en: 'The csv file must be encoded in UTF-8 or GB 18030',
  },
  'sheet-no-columns': {
    zh: '第一行没有认识的列名；请使用导入模板',
    en: 'The first row contains no known column names; use the import template',
  },
  'sheet-entries-unknown': {
    zh: '表单没有名为“{entries}”的分录',
    en: 'The form has no entries called “{entries}”',
  },
  'sheet-none-there': {
    zh: '文件只有 {sheets} 张工作表，没有第 {sheet} 张；请改正 columns',
    en: 'The file has {sheets|sheet|sheets} and no sheet {sheet}; correct `columns`',
  },
  'sheet-column-none': {
    zh: '没有名为“{column}”的列；请改正 columns',
    en: 'There is no column called “{column}”; correct `columns`',
  },
  'workbook-no-rows': {
    zh: '文件里没有数据：请在第一行写列名，下面写数据',
    en: 'The file has no data: enter column names in the first row and the data below',
  },
  'sheet-key-missing': {
    zh: '工作表“{sheet}”缺少列：{columns}',
    en: 'The sheet “{sheet}” is missing the columns: {columns}',
  },
  'sheet-column-unknown': {
    zh: '工作表“{sheet}”中不认识的列“{column}”未导入',
    en: 'Unknown column “{column}” on the sheet “{sheet}” was not imported',
  },
  'sheet-column-unused': {
    zh: '列“{column}”不能导入：由系统填写、只读，或您无权填写。文件中这一列的内容没有采用',
    en: 'The column “{column}” cannot be imported: it is filled in by the system, read-only, or you may not edit it. The values in this column were ignored',
  },
  'sheet-value-emptied': {
    zh: '“{column}”的单元格是空的，会清空原有的值；不想清空的，请把这一列从文件中删去，或填上原值',
    en: 'The cell of “{column}” is empty, which clears the value; to keep it, leave the column out of the file or enter the value',
  },
  'sheet-column-twice': {
    zh: '工作表“{sheet}”中的列“{column}”出现了两次，只读第一列',
    en: 'The column “{column}” appears twice on the sheet “{sheet}”; only the first is read',
  },
  'sheet-unknown': {
    zh: '不认识的工作表“{sheet}”未导入',
    en: 'Unknown sheet “{sheet}” was not imported',
  },
  'sheet-key-blank': {
    zh: '这一行没有说明属于哪条记录',
    en: 'This row does not identify the record it belongs to',
  },
  'sheet-key-twice': {
    zh: '第 {row} 行已经是这条记录：请改用其他编号，或删除其中一行',
    en: 'Row {row} is this record already: enter another number, or delete one of the two rows',
  },
  'sheet-name-several': {
    zh: '有几条记录都叫“{name}”，请填写编号：{numbers}',
    en: 'Several records are named “{name}”; enter the number instead: {numbers}',
  },
  'sheet-name-differs': {
    zh: '“{text}”说的是两条不同的记录：{number} 是“{title}”，“{name}”是 {other}',
    en: '“{text}” names two different records: {number} is “{title}”, and “{name}” is {other}',
  },
  'sheet-record-several': {
    zh: '有多条记录符合；请在“创建组织”列写明组织编号',
    en: 'Several records match; enter the number of the organisation in the “Owning organisation” column',
  },
  'sheet-record-foreign': {
    zh: '这条记录属于组织“{org}”，您不能修改它',
    en: 'This record belongs to the organisation “{org}”, so you may not change it',
  },
  'sheet-reference-circle': {
    zh: '文件中“{number}”又引用这条记录，构成循环，都无法写入：请改正其中一处',
    en: 'In the file “{number}” refers back to this record, so neither can be written: correct one of them',
  },
  'sheet-record-unknown': {
    zh: '没有这条记录；要新建，请在记录的工作表中写一行',
    en: 'There is no such record; to create it, add a row to the sheet of records',
  },
  'sheet-id-unknown': {
    zh: '没有这个标识的记录；新建时请留空',
    en: 'No record has this id; leave it empty to create one',
  },
  'sheet-number-automatic': {
    zh: '编号由系统生成，没有编号为“{number}”的记录；新建时请留空，有分录时写 *1、*2 等临时编号',
    en: 'Numbers are assigned by the system, and no record has the number “{number}”; leave it empty to create a record, or enter *1, *2 … if it has entries',
  },
  'sheet-org-unknown': {
    zh: '没有编号为“{org}”的组织，或您不能代表它操作',
    en: 'There is no organisation “{org}”, or you may not act for it',
  },
  'sheet-import-forbidden': {
    zh: '您没有为这个组织导入的权限；请联系管理员授权',
    en: 'You may not import for this organisation; ask an administrator for the right',
  },
  'sheet-row-unknown': {
    zh: '要删除的行不存在',
    en: 'The row to be deleted does not exist',
  },
  'sheet-upper-unknown': {
    zh: '找不到上级行“{row}”',
    en: 'There is no parent row “{row}”',
  },
  'sheet-cell-error': {
    zh: '单元格的公式出错（{text}），请改正公式或填入值',
    en: 'The formula in this cell has an error ({text}); correct it or enter the value',
  },
  'sheet-cell-rounded': {
    zh: 'Excel 的数字只保留 15 位，{text} 可能已不是原来的数；请把单元格设为文本后重新填写',
    en: 'Excel keeps only 15 digits of a number, so {text} may not be what was entered; format the cell as text and enter it again',
  },
  'sheet-cell-too-long': {
    zh: '文本超出单元格的长度，导出时略去；新建记录时请用界面或 API 填写',
    en: 'The text is too long for a cell and was not exported; for a new record, enter it on the page or through the API',
  },
  'job-failed': {
    zh: '服务器内部出错，任务没有完成；请管理员查看日志',
    en: 'The job failed because of a server error: ask an administrator to check the log',
  },
  'job-abandoned': {
    zh: '执行任务的节点已停止，请重新开始',
    en: 'The server that ran the job stopped: start it again',
  },
  'job-rights-changed': {
    zh: '任务已停止：发起人的权限在此期间改变了；需要时请重新发起',
    en: 'The job was stopped because the rights of whoever started it changed: start it again if it is still needed',
  },
  'job-goes-on': {
    zh: '服务器已停止；重新启动后由另一任务接着做',
    en: 'The server stopped; another job goes on with it once a server runs',
  },
  'job-stopped': {
    zh: '服务器正在停止，请稍后重新开始',
    en: 'The server is shutting down; start the job again later',
  },
};
