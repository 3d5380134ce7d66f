import type { Label } from '../../../metadata/common/label.ts';

/** The steps of a table plan, for whoever is asked whether it may be carried out. */
export const planSteps: Readonly<Record<string, Label>> = {
  'tables-create-table': {
    zh: '新建“{label}”的数据表',
    en: 'Create the table of “{label}”',
  },
  'tables-create-form': {
    zh: '新建“{label}”的数据表。{seen}',
    en: 'Create the table of “{label}”. {seen}',
  },
  'tables-add-column': { zh: '为“{label}”增加列“{field}”', en: 'Add the column “{field}” to “{label}”' },
  'tables-change-column': {
    zh: '改变“{label}”的列“{field}”的长度或精度',
    en: 'Change the length or precision of the column “{field}” of “{label}”',
  },
  'tables-restore-column': {
    zh: '“{label}”的“{field}”：恢复 {count} 个值',
    en: 'Restore {count|value|values} of “{field}” of “{label}”',
  },
  'tables-fill-column': {
    zh: '把“{label}”的“{field}”由 {from} 转换为 {to}：逐行写入新列，旧列在所有节点切换后删除',
    en: 'Convert “{field}” of “{label}” from {from} to {to}: each row is written to a new column, and the old column is deleted once all nodes have switched',
  },
  'tables-translate-column': {
    zh: '把“{label}”的“{field}”中的旧值换成今天的值，共 {count} 处：{values}；历史保留旧值，恢复旧版本时同样换成今天的值',
    en: 'Convert {count|former value|former values} in “{field}” of “{label}” to today’s values: {values}. History keeps the former values; versions restored from it are converted in the same way',
  },
  'tables-word-column': {
    zh: '把“{label}”的“{field}”中的选项代码换成人们读到的名称，共 {count} 处：{values}；一处选了多个的以“、”连接，没有名称的代码不变；历史保留代码，恢复旧版本时同样换成名称',
    en: 'Replace {count|option code|option codes} in “{field}” of “{label}” with their names: {values}. Where a value has several options, their names are joined; codes without a name stay. History keeps the codes; versions restored from it are converted in the same way',
  },
  'tables-move-values': {
    zh: '移动“{label}”中的值，共 {count} 行：{moves}；历史保留旧值，恢复旧版本时同样移动',
    en: 'Move values in {count|row|rows} of “{label}”: {moves}. History keeps the former values; versions restored from it are moved in the same way',
  },
  'tables-create-index': {
    zh: '为“{label}”按 {columns} 建立索引',
    en: 'Create an index on “{label}” by {columns}',
  },
  'tables-drop-index': {
    zh: '删除“{label}”按 {columns} 的索引，它不再使用',
    en: 'Drop the index on “{label}” by {columns}, which is no longer used',
  },
  'fill-offered': {
    zh: '可在发布时为“{form}”中没有填“{label}”的 {count} 条填入默认值 {default}（fill: {fill}）：作为后台任务执行，计入历史',
    en: 'The publish can fill in the default {default} in {count|record|records} of “{form}” where “{label}” is empty (fill: {fill}). This runs as a job and is recorded in history',
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
    en: '“{field}” of “{label}” cannot be changed like this: the values in {count|row|rows} do not fit its new type or size, such as {examples}',
  },
  'tables-emptied-rows': {
    zh: '“{label}”的“{field}”：有 {count} 行的值放不进新的类型或长度，将清空，如 {examples}；历史里仍可查到',
    en: '“{field}” of “{label}”: the values in {count|row|rows} do not fit its new type or size and will be cleared, such as {examples}. They stay available in history',
  },
  'tables-shortened-rows': {
    zh: '“{label}”的“{field}”：有 {count} 行的值只保留一部分（由 {from} 变为 {to}），如 {examples}；历史里仍可查到',
    en: '“{field}” of “{label}”: the values in {count|row|rows} keep only a part of what they are ({from} → {to}), such as {examples}. They stay available in history',
  },
  'undo-changed-since': {
    zh: '“{label}”的“{field}”：有 {count} 个值在那次发布之后又改过，保持现在的值，如 {examples}',
    en: '“{field}” of “{label}”: {count|value was|values were} changed after that publish and will keep the current value, such as {examples}',
  },
  'tables-unfit-row': {
    zh: '转换期间有一行（{id}）写入了 {path} 的新类型放不下的值；请修正后重新发布',
    en: 'While {path} was being converted, the row {id} received a value that does not fit its new type; correct it and publish again',
  },
  'tables-target-gone': {
    zh: '{path} 的旧值所对应的一条记录在转换期间被删除；请重新查看计划后再发布',
    en: 'While {path} was being converted, a record that former values map to was deleted; review the plan again, then publish',
  },
  'tables-too-many-columns': {
    zh: '“{label}”有 {used} 列，数据库最多允许 {limit} 列；请把一部分字段移到分录或另一个表单',
    en: '“{label}” has {used|column|columns}, but the database allows {limit}; move some of its fields into entries or another form',
  },
  'tables-row-too-long': {
    zh: '“{label}”的一行最长 {used} 字节，数据库最多允许 {limit} 字节；建议把这些字段改为多行文本：{fields}',
    en: 'A row of “{label}” can take {used} bytes, but the database allows {limit}; make these fields multiline: {fields}',
  },
  'tables-row-too-many-texts': {
    zh: '“{label}”的一行至少占 {used} 字节，数据库的一页最多容纳 {limit} 字节；请把至少 {move} 个文本字段移到分录或另一个表单',
    en: 'A row of “{label}” takes at least {used} bytes, but a database page has room for only {limit}; move at least {move} of its text fields into entries or another form',
  },
  'tables-purge-in-use': {
    zh: '{path} 仍在模型中使用，不能清除；请先从元数据中移除',
    en: '{path} is part of the model and cannot be purged; remove it from the metadata first',
  },
  'purge-leaned-on': {
    zh: '仍有配置提到 {path}，不能清除；请先从下列文件中去掉它',
    en: '{path} is still referred to and cannot be purged; remove it from the files below first',
  },
  'tables-purge-unknown': { zh: '没有名为 {path} 的数据', en: 'There is no data called {path}' },
};
