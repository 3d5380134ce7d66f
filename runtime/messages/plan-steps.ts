import type { Label } from '../../metadata/label.ts';

/** What a table plan does, for whoever is asked whether it may. */
export const planSteps: Readonly<Record<string, Label>> = {
  'tables-create-table': {
    zh: '为“{label}”新建数据表 {table}',
    en: 'Create the table {table} for "{label}"',
  },
  'tables-add-column': { zh: '为“{label}”增加列“{field}”', en: 'Add the column "{field}" to "{label}"' },
  'tables-change-column': {
    zh: '改变“{label}”的列“{field}”的长度或精度',
    en: 'Change length or precision of the column "{field}" of "{label}"',
  },
  'tables-fill-column': {
    zh: '把“{label}”的“{field}”由 {from} 转换为 {to}：逐行写入新列，旧列在所有节点切换后删除',
    en: 'Convert "{field}" of "{label}" from {from} to {to}: every row is written into a new column, and the old one goes when all nodes have switched',
  },
  'tables-create-index': {
    zh: '为“{label}”按 {columns} 建立索引',
    en: 'Create an index of "{label}" by {columns}',
  },
  'tables-drop-index': {
    zh: '删除“{label}”按 {columns} 的索引，它不再使用',
    en: 'Drop the index of "{label}" by {columns}, which is no longer used',
  },
};
