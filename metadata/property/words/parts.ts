import type { actionProperties } from '../action.ts';
import type { blockProperties } from '../block.ts';
import type { groupProperties, tabProperties } from '../layout.ts';
import type { DesignedIn } from '../property.ts';
import type { ruleProperties } from '../rule.ts';
import type { uniqueProperties } from '../unique.ts';
import type { PropertyWords } from './property-words.ts';

export const tabWords: Readonly<Record<DesignedIn<typeof tabProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  help: { label: { zh: '说明', en: 'Help' }, inSentence: { zh: '说明', en: 'help' } },
  visible: { label: { zh: '显示', en: 'Shown' }, inSentence: { zh: '显示条件', en: 'when it is shown' } },
  order: { label: { zh: '次序', en: 'Place' }, inSentence: { zh: '顺序', en: 'order' } },
};

export const groupWords: Readonly<Record<DesignedIn<typeof groupProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  help: { label: { zh: '说明', en: 'Help' }, inSentence: { zh: '说明', en: 'help' } },
  columns: { label: { zh: '并排列数', en: 'Columns' }, inSentence: { zh: '列', en: 'columns' } },
  visible: { label: { zh: '显示', en: 'Shown' }, inSentence: { zh: '显示条件', en: 'when it is shown' } },
  folded: {
    label: { zh: '折叠', en: 'Folded away' },
    help: {
      zh: '打开页面时收起，点标题展开；也可以只在满足条件时收起',
      en: 'Starts folded and opens by a click on its name; with a condition, only while that holds',
    },
    inSentence: { zh: '折叠', en: 'when it is folded' },
  },
  fields: { label: { zh: '字段', en: 'Fields' }, inSentence: { zh: '字段', en: 'fields' } },
  tab: { label: { zh: '在哪个页签', en: 'On which tab' } },
  order: { label: { zh: '次序', en: 'Place' }, inSentence: { zh: '顺序', en: 'order' } },
};

export const ruleWords: Readonly<Record<DesignedIn<typeof ruleProperties>, PropertyWords>> = {
  message: {
    label: { zh: '不满足时的提示', en: 'Said where it does not hold' },
    inSentence: { zh: '提示', en: 'message' },
  },
  check: { label: { zh: '必须满足', en: 'Has to hold' }, inSentence: { zh: '校验条件', en: 'check' } },
  when: { label: { zh: '只在这时检查', en: 'Checked only when' }, inSentence: { zh: '前提', en: 'when' } },
  each: { label: { zh: '逐行检查的明细', en: 'Rows checked one by one' } },
  fields: { label: { zh: '提示在哪些字段', en: 'Shown at' }, inSentence: { zh: '字段', en: 'fields' } },
  severity: { label: { zh: '严重程度', en: 'Severity' }, inSentence: { zh: '级别', en: 'severity' } },
};

export const uniqueWords: Readonly<Record<DesignedIn<typeof uniqueProperties>, PropertyWords>> = {
  fields: {
    label: { zh: '不能同时相同的字段', en: 'Fields that no two share' },
    inSentence: { zh: '字段', en: 'fields' },
  },
  where: { label: { zh: '只比较满足的记录', en: 'Only records for which' } },
  within: { label: { zh: '在什么范围内', en: 'Among' } },
  across: { label: { zh: '参与的明细', en: 'Rows that take part' } },
  emptyCounts: { label: { zh: '空值也算相同', en: 'Empty counts too' } },
  message: {
    label: { zh: '重复时的提示', en: 'Said where it is taken' },
    inSentence: { zh: '提示', en: 'message' },
  },
};

export const actionWords: Readonly<Record<DesignedIn<typeof actionProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  capability: { label: { zh: '做什么', en: 'What it does' } },
  params: { label: { zh: '参数', en: 'Parameters' } },
  when: { label: { zh: '何时可用', en: 'Offered when' }, inSentence: { zh: '前提', en: 'when' } },
  confirm: {
    label: { zh: '先问一句', en: 'Ask first' },
    inSentence: { zh: '确认语', en: 'what is confirmed' },
  },
  on: { label: { zh: '对什么做', en: 'Acts on' } },
};

export const blockWords: Readonly<Record<DesignedIn<typeof blockProperties>, PropertyWords>> = {
  label: { label: { zh: '文字', en: 'Text' }, inSentence: { zh: '文字', en: 'text' } },
  address: {
    label: { zh: '链接地址', en: 'Address' },
    help: {
      zh: '以 https:// 或 http:// 开头，或者系统内以 / 开头的路径',
      en: 'Starts with https:// or http://, or with / for a page of this system',
    },
    inSentence: { zh: '链接地址', en: 'address' },
  },
  action: { label: { zh: '执行的操作', en: 'Action' } },
  visible: { label: { zh: '显示', en: 'Shown' }, inSentence: { zh: '显示条件', en: 'when it is shown' } },
  before: {
    label: { zh: '排在哪个字段前', en: 'Before which field' },
    inSentence: { zh: '位置', en: 'place' },
  },
  group: { label: { zh: '在哪个分组', en: 'In which group' } },
  order: { label: { zh: '次序', en: 'Place' }, inSentence: { zh: '顺序', en: 'order' } },
};
