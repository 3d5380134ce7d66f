import { codeTitles } from '../../common/code-names.ts';
import type { ofKinds } from '../of-kinds.ts';
import type { DesignedIn } from '../property.ts';
import type { PropertyWords } from './property-words.ts';

export const kindWords: Readonly<Record<DesignedIn<typeof ofKinds>, PropertyWords>> = {
  length: { label: { zh: '最多字符数', en: 'Most characters' }, inSentence: { zh: '长度', en: 'length' } },
  precision: { label: { zh: '总位数', en: 'Digits in all' }, inSentence: { zh: '总位数', en: 'digits' } },
  scale: {
    label: { zh: '小数位数', en: 'Digits after the point' },
    inSentence: { zh: '小数位', en: 'decimals' },
  },
  currency: {
    label: { zh: '币种', en: 'Currency' },
    help: {
      zh: '固定的一种，或由本单据的一个字段说明；小数位数随币种',
      en: 'The same for all, or taken from a field of the record; it determines the number of decimals',
    },
    inSentence: { zh: '币种', en: 'currency' },
  },
  min: { label: { zh: '最小值', en: 'Smallest value' }, inSentence: { zh: '最小值', en: 'smallest value' } },
  max: { label: { zh: '最大值', en: 'Greatest value' }, inSentence: { zh: '最大值', en: 'greatest value' } },
  language: {
    label: { zh: '代码语言', en: 'Language of the code' },
    values: {
      text: { zh: '纯文本', en: 'Plain text' },
      json: 'JSON',
      javascript: 'JavaScript',
      sql: 'SQL',
      xml: 'XML',
      yaml: 'YAML',
      python: 'Python',
    },
  },
  country: {
    label: { zh: '默认国家（地区）', en: 'Default country' },
    help: { zh: '两个字母，如 CN', en: 'By two letters, such as CN' },
  },
  symbology: { label: { zh: '码制', en: 'Sort of code' }, values: codeTitles },
  stars: { label: { zh: '最多几颗星', en: 'Stars at most' } },
  options: { label: { zh: '选项', en: 'Options' }, inSentence: { zh: '选项', en: 'options' } },
  types: {
    label: { zh: '允许的文件类型', en: 'Types of files' },
    help: { zh: '按内容识别，与文件名无关', en: 'Recognised by content, regardless of the file name' },
    inSentence: { zh: '文件类型', en: 'types of files' },
  },
  largest: {
    label: { zh: '最大文件（MB）', en: 'Largest file (MB)' },
    inSentence: { zh: '最大文件', en: 'largest file' },
  },
  most: {
    label: { zh: '最多几个文件', en: 'Most files' },
    inSentence: { zh: '文件个数', en: 'number of files' },
  },
  named: {
    label: { zh: '下载时按哪些字段命名', en: 'Named by, when downloaded' },
    help: {
      zh: '各字段的值用 _ 连接，都为空时用文件原名',
      en: 'Their values joined by _; where all are empty, its own name',
    },
    inSentence: { zh: '下载文件名', en: 'name when downloaded' },
  },
  form: {
    label: { zh: '所指的表单', en: 'Form it points at' },
    inSentence: { zh: '引用的表单', en: 'form it refers to' },
  },
  forms: {
    label: { zh: '可以指向的表单', en: 'Forms it may point at' },
    inSentence: { zh: '可引用的表单', en: 'forms it refers to' },
  },
  formField: {
    label: { zh: '由哪个字段决定表单', en: 'Field with the form' },
    help: {
      zh: '一个单选或表单字段，它的值就是表单标识；不选则由用户挑选表单',
      en: 'A choice whose values are ids of these forms; without one, people pick the form themselves',
    },
    inSentence: { zh: '决定表单的字段', en: 'field with the form' },
  },
  facts: { label: { zh: '条件所问的表单', en: 'Form the condition asks' } },
  from: { label: { zh: '从哪个引用', en: 'From which reference' } },
  field: { label: { zh: '带出哪个字段', en: 'Which field of it' } },
  compute: { label: { zh: '怎么算', en: 'Computed as' } },
  formula: {
    label: { zh: '公式', en: 'Formula' },
    help: {
      zh: '字段写标识，文本加引号，如 round(price * quantity, 2)',
      en: 'Fields by their ids, texts in quotes, such as round(price * quantity, 2)',
    },
    inSentence: { zh: '公式', en: 'formula' },
  },
  virtual: {
    label: { zh: '不保存，读取时计算', en: 'Computed when read' },
    help: {
      zh: '值不保存，每次读取时重新计算，因此可用 $today 和 $now；不能筛选、排序、搜索、查重、建索引，也不能用于条件和报表',
      en: 'The value is not stored but computed whenever it is read, so it may use $today and $now; it cannot be filtered, sorted, searched, unique or indexed, nor used in conditions and reports',
    },
    inSentence: { zh: '读取时计算', en: 'computed when read' },
  },
  pattern: {
    label: { zh: '编号规则', en: 'Pattern' },
    help: {
      zh: '如 HT-{yyyy}-{seq:5}；还可写 {yy}、{MM}、{dd}、{org} 和字段标识，值不同就各自从头编号。删除的号不再用',
      en: 'Such as HT-{yyyy}-{seq:5}; also {yy}, {MM}, {dd}, {org} and ids of fields, each value with a count of its own. Numbers of deleted records are not reused',
    },
  },
  series: {
    label: { zh: '编号系列', en: 'Series' },
    help: {
      zh: '符合条件的记录用另一种规则编号，各自计数；从上到下第一个成立的为准，都不成立用编号规则',
      en: 'Other patterns by condition, each with a count of its own: the first condition met from the top applies; if none is met, the pattern of the field applies',
    },
    inSentence: { zh: '编号系列', en: 'series of numbers' },
  },
  gapFree: {
    label: { zh: '不跳号', en: 'No gaps' },
    help: {
      zh: '保存被拒绝也不占号；每次保存单独提交，大量导入会慢一些。删除数据的号仍不再用',
      en: 'A refused save uses up no number; each save is committed separately, so large imports are slower. Numbers of deleted records are still not reused',
    },
  },
  editable: { label: { zh: '可以自己填写', en: 'People may type one' } },
  byNumber: { label: { zh: '显示编号而不是名称', en: 'Shown by number, not by name' } },
  loose: { label: { zh: '所指数据可以删除', en: 'What it points at may be deleted' } },
  reasons: { label: { zh: '由系统写入的原因', en: 'Reasons the platform writes' } },
  titledBy: {
    label: { zh: '值的名称取自消息', en: 'Values named by messages' },
    help: {
      zh: '值是代码：按“这里所填 + 代码”找到的消息显示，如 failed- 与 quota-short；没有消息的照原样显示',
      en: 'Values are codes: each is shown by the message called this and the code, such as failed- and quota-short; one without a message is shown as it is',
    },
  },
  grouped: {
    label: { zh: '数字带千分位', en: 'Thousands separated' },
    help: {
      zh: '值是数字时按金额的格式显示，如 2,916.33；其他文字照原样显示',
      en: 'A value that is a number is shown as amounts are, such as 2,916.33; any other text as it is',
    },
  },
  optIn: { label: { zh: '另外可问的字段（参数）', en: 'Also offered (parameters)' } },
  optOut: { label: { zh: '不提供的字段（参数）', en: 'Not offered (parameters)' } },
  entries: { label: { zh: '明细字段', en: 'Entries field' } },
  deep: { label: { zh: '也可挑明细里的字段', en: 'Fields of rows too' } },
  pick: { label: { zh: '只能挑这些', en: 'Only these' } },
  forced: { label: { zh: '总在清单里', en: 'Always in the list' } },
  slots: { label: { zh: '放清单的变量', en: 'Variables for lists' } },
  values: { label: { zh: '整体允许的值', en: 'Allowed values' } },
  members: { label: { zh: '成员', en: 'Members' } },
  rowsPerPage: {
    label: { zh: '每页行数', en: 'Rows per page' },
    help: {
      zh: '明细较多时分页显示；不填则全部连续显示',
      en: 'Longer lists of rows are shown page by page; empty: all rows in one',
    },
    inSentence: { zh: '每页行数', en: 'rows per page' },
  },
  columns: { label: { zh: '列的次序', en: 'Order of columns' }, inSentence: { zh: '列', en: 'columns' } },
};
