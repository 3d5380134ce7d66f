import type { Label } from '../../../metadata/common/label.ts';

/** The steps of a table plan, for whoever is asked whether it may be carried out. */
export const planSteps: Readonly<Record<string, Label>> = {
  'tables-create-table': {
    zh: '为“{label}”新建数据表 {table}',
    en: 'Create the table {table} for "{label}"',
  },
  'tables-create-form': {
    zh: '为“{label}”新建数据表 {table}。{seen}',
    en: 'Create the table {table} for "{label}". {seen}',
  },
  'tables-add-column': { zh: '为“{label}”增加列“{field}”', en: 'Add the column "{field}" to "{label}"' },
  'tables-change-column': {
    zh: '改变“{label}”的列“{field}”的长度或精度',
    en: 'Change length or precision of the column "{field}" of "{label}"',
  },
  'tables-restore-column': {
    zh: '“{label}”的“{field}”：恢复 {count} 个值',
    en: 'Bring back {count|value|values} of "{field}" of "{label}"',
  },
  'tables-fill-column': {
    zh: '把“{label}”的“{field}”由 {from} 转换为 {to}：逐行写入新列，旧列在所有节点切换后删除',
    en: 'Convert "{field}" of "{label}" from {from} to {to}: every row is written into a new column, and the old one goes when all nodes have switched',
  },
  'tables-translate-column': {
    zh: '把“{label}”的“{field}”中的旧值换成今天的值，共 {count} 处：{values}；历史保留旧值，恢复旧版本时同样换成今天的值',
    en: 'Translate {count|former value|former values} in "{field}" of "{label}": {values}; history keeps the former values, and a version restored from it is translated likewise',
  },
  'tables-word-column': {
    zh: '把“{label}”的“{field}”中的选项代码换成人们读到的名称，共 {count} 处：{values}；一处选了多个的以“、”连接，没有名称的代码不变；历史保留代码，恢复旧版本时同样换成名称',
    en: 'Write the names that people read for the codes of options in "{field}" of "{label}", {count|time|times}: {values}; several in one place are joined, a code without a name stays; history keeps the codes, and a version restored from it is read by names likewise',
  },
  'tables-move-values': {
    zh: '移动“{label}”中的值，共 {count} 行：{moves}；历史保留旧值，恢复旧版本时同样移动',
    en: 'Move values in {count|row|rows} of "{label}": {moves}; history keeps the former values, and a version restored from it is moved likewise',
  },
  'tables-create-index': {
    zh: '为“{label}”按 {columns} 建立索引',
    en: 'Create an index of "{label}" by {columns}',
  },
  'tables-drop-index': {
    zh: '删除“{label}”按 {columns} 的索引，它不再使用',
    en: 'Drop the index of "{label}" by {columns}, which is no longer used',
  },
  'fill-offered': {
    zh: '可在发布时为“{form}”中没有填“{label}”的 {count} 条填入默认值 {default}（fill: {fill}）：作为后台任务执行，计入历史',
    en: 'The publish can give {count|record|records} of "{form}" that leave "{label}" empty its default {default} (fill: {fill}): done as a job, kept in history',
  },
  'fill-job': { zh: '填入默认值：{fields}', en: 'Fill in defaults: {fields}' },
  'remake-job': { zh: '重新计算：{forms}', en: 'Recompute: {forms}' },
  'remake-done': {
    zh: '已重新计算，{updated} 条有变化。',
    en: 'Recomputed: {updated|record|records} changed.',
  },
  'fill-done': {
    zh: '已填入默认值 {updated} 条。',
    en: 'Defaults filled in: {updated|record|records}.',
  },
  'fill-failed': { zh: '{failed} 条未能保存。', en: '{failed|record|records} could not be saved.' },
};

/** The steps of a table plan, and the reasons why it is refused. */
export const tablesMessages: Readonly<Record<string, Label>> = {
  'tables-unfit-rows': {
    zh: '“{label}”的“{field}”不能这样更改：有 {count} 行的值放不进新的类型或长度，如 {examples}',
    en: '"{field}" of "{label}" cannot change like this: the values of {count|row|rows} do not fit its new type or size, such as {examples}',
  },
  'tables-emptied-rows': {
    zh: '“{label}”的“{field}”：有 {count} 行的值放不进新的类型或长度，将清空，如 {examples}；历史里仍可查到',
    en: '"{field}" of "{label}": the values of {count|row|rows} do not fit its new type or size and are given up, such as {examples}; history keeps them',
  },
  'undo-changed-since': {
    zh: '“{label}”的“{field}”：有 {count} 个值在那次发布之后又改过，保持现在的值，如 {examples}',
    en: '"{field}" of "{label}": {count|value was|values were} changed after that publish, and nothing is put in their place, such as {examples}',
  },
  'tables-unfit-row': {
    zh: '转换期间有一行（{id}）写入了 {path} 的新类型放不下的值；请修正后重新发布',
    en: 'While {path} was converted, the row {id} was given a value that does not fit its new type; correct it and publish again',
  },
  'tables-target-gone': {
    zh: '{path} 的旧值所对应的一条记录在转换期间被删除；请重新查看计划后再发布',
    en: 'While {path} was converted, a record was deleted that former values become; look at the plan again and publish',
  },
  'tables-too-many-columns': {
    zh: '“{label}”有 {used} 列，数据库最多允许 {limit} 列；请把一部分字段移到分录或另一个表单',
    en: '"{label}" has {used|column|columns} and the database allows {limit}; move some of its fields into entries or another form',
  },
  'tables-row-too-long': {
    zh: '“{label}”的一行最长 {used} 字节，数据库最多允许 {limit} 字节；建议把这些字段改为多行文本：{fields}',
    en: 'A row of "{label}" can take {used} bytes and the database allows {limit}; make these fields multiline: {fields}',
  },
  'tables-row-too-many-texts': {
    zh: '“{label}”的一行至少占 {used} 字节，数据库的一页最多容纳 {limit} 字节；请把至少 {move} 个文本字段移到分录或另一个表单',
    en: 'A row of "{label}" takes at least {used} bytes and a database page has room for {limit}; move at least {move} of its text fields into entries or another form',
  },
  'tables-purge-in-use': {
    zh: '{path} 仍在模型中使用，不能清除；请先从元数据中移除',
    en: '{path} is part of the model and cannot be purged; remove it from the metadata first',
  },
  'purge-leaned-on': {
    zh: '仍有配置提到 {path}，不能清除；请先从下列文件中去掉它',
    en: '{path} is still spoken of and cannot be purged; take it out of the files below first',
  },
  'tables-purge-unknown': { zh: '没有名为 {path} 的数据', en: 'There is no data called {path}' },
};
