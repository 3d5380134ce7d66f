import type { Label } from '../../common/label.ts';
import type { actionProperties } from '../action.ts';
import type { blockProperties } from '../block.ts';
import type { groupProperties, tabProperties } from '../layout.ts';
import type { DesignedIn } from '../property.ts';
import type { ChartName } from '../report-words.ts';
import type { ruleProperties } from '../rule.ts';
import type { uniqueProperties } from '../unique.ts';
import type { viewProperties } from '../view.ts';
import type { ViewKind } from '../view-kinds.ts';
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
      en: 'Collapsed when the page opens; click its name to expand it. With a condition, collapsed only while that is met',
    },
    inSentence: { zh: '折叠', en: 'when it is folded' },
  },
  fields: { label: { zh: '字段', en: 'Fields' }, inSentence: { zh: '字段', en: 'fields' } },
  tab: { label: { zh: '在哪个页签', en: 'On which tab' } },
  order: { label: { zh: '次序', en: 'Place' }, inSentence: { zh: '顺序', en: 'order' } },
};

export const ruleWords: Readonly<Record<DesignedIn<typeof ruleProperties>, PropertyWords>> = {
  message: {
    label: { zh: '不满足时的提示', en: 'Message if not met' },
    inSentence: { zh: '提示', en: 'message' },
  },
  check: { label: { zh: '必须满足', en: 'Must be met' }, inSentence: { zh: '校验条件', en: 'check' } },
  when: { label: { zh: '只在这时检查', en: 'Checked only when' }, inSentence: { zh: '前提', en: 'when' } },
  each: { label: { zh: '逐行检查的明细', en: 'Rows checked one by one' } },
  fields: { label: { zh: '提示在哪些字段', en: 'Shown at' }, inSentence: { zh: '字段', en: 'fields' } },
  severity: {
    label: { zh: '严重程度', en: 'Severity' },
    inSentence: { zh: '级别', en: 'severity' },
    values: {
      error: { zh: '错误：不能保存', en: 'Error: prevents saving' },
      warning: { zh: '提醒：可以保存', en: 'Warning: can still be saved' },
    },
  },
};

export const uniqueWords: Readonly<Record<DesignedIn<typeof uniqueProperties>, PropertyWords>> = {
  fields: {
    label: { zh: '不能同时相同的字段', en: 'Fields that no two share' },
    inSentence: { zh: '字段', en: 'fields' },
  },
  where: { label: { zh: '只比较满足的记录', en: 'Only records for which' } },
  within: {
    label: { zh: '在什么范围内', en: 'Among' },
    values: {
      organisation: { zh: '同一组织的记录', en: 'Records of one organisation' },
      tenant: { zh: '所有记录', en: 'All records' },
      record: { zh: '一条记录的各行', en: 'Rows of one record' },
    },
  },
  across: { label: { zh: '参与的明细', en: 'Rows that take part' } },
  emptyCounts: { label: { zh: '空值也算相同', en: 'Empty counts too' } },
  message: {
    label: { zh: '重复时的提示', en: 'Message if taken' },
    inSentence: { zh: '提示', en: 'message' },
  },
};

export const actionWords: Readonly<Record<DesignedIn<typeof actionProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  done: {
    label: { zh: '完成后的说法', en: 'Once done' },
    help: {
      zh: '历史和审计记录里怎么说，例如“已提交”。留空用名称',
      en: 'How history and the audit trail say it, such as “submitted”. Empty: its name',
    },
    inSentence: { zh: '完成后的说法', en: 'what it is called once done' },
  },
  capability: {
    label: { zh: '做什么', en: 'What it does' },
    values: { 'set-fields': { zh: '修改字段', en: 'Change fields' } },
  },
  params: { label: { zh: '把字段改成', en: 'Fields it sets' } },
  when: { label: { zh: '何时可用', en: 'Offered when' }, inSentence: { zh: '前提', en: 'when' } },
  confirm: {
    label: { zh: '先问一句', en: 'Ask first' },
    inSentence: { zh: '确认语', en: 'what is confirmed' },
  },
  asksReason: {
    label: { zh: '必须说明原因', en: 'Asks for a reason' },
    help: {
      zh: '执行时必须填写原因，原因保存在历史中，提交人能看到',
      en: 'A reason has to be given; the history keeps it, and whoever submitted the record reads it',
    },
    inSentence: { zh: '是否须说明原因', en: 'whether it asks for a reason' },
  },
  on: {
    label: { zh: '对什么做', en: 'Acts on' },
    values: {
      record: { zh: '一条记录', en: 'One record' },
      records: { zh: '几条记录一起', en: 'Several records' },
      form: { zh: '整张表单', en: 'The form' },
    },
  },
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
  image: {
    label: { zh: '图片', en: 'Picture' },
    help: {
      zh: '所有记录都显示这一张，PNG 或 JPEG，不超过 75 KB；要显示各记录自己的图片，请选图片字段',
      en: 'The same for every record, PNG or JPEG of up to 75 KB; for each record’s own, choose a field of images',
    },
    inSentence: { zh: '图片', en: 'picture' },
  },
  field: {
    label: { zh: '图片字段', en: 'Field of images' },
    inSentence: { zh: '图片字段', en: 'field of images' },
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

export const chartWords: Readonly<Record<ChartName, Label>> = {
  bars: { zh: '柱形', en: 'Bars' },
  lines: { zh: '折线', en: 'Lines' },
  pie: { zh: '饼图', en: 'Pie' },
  days: { zh: '按天着色', en: 'Days' },
  flow: { zh: '流向', en: 'Flow' },
  organisations: { zh: '组织', en: 'Organisations' },
};

export const viewWords: Readonly<Record<DesignedIn<typeof viewProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  help: { label: { zh: '说明', en: 'Help' }, inSentence: { zh: '说明', en: 'help' } },
  filter: {
    label: { zh: '只显示', en: 'Only records for which' },
    help: {
      zh: '打开视图时的筛选，看的人可以再改',
      en: 'The filter when it opens; users can change it',
    },
    inSentence: { zh: '筛选', en: 'filter' },
  },
  sort: { label: { zh: '排序', en: 'Order' }, inSentence: { zh: '排序', en: 'order' } },
  columns: {
    label: { zh: '显示的字段', en: 'Fields shown' },
    help: {
      zh: '列表的列，或卡片上的内容；不选则与列表相同',
      en: 'The columns of a list or the lines of a card; none: those of the list',
    },
    inSentence: { zh: '显示的字段', en: 'fields shown' },
  },
  groupBy: {
    label: { zh: '分组字段', en: 'Group by' },
    help: {
      zh: '看板的每一栏、图表的每一项是它的一个值；在看板上把卡片拖到另一栏就改成那个值',
      en: 'Each of its values is a column of a board or an item of a chart; dragging a card to another column sets that value',
    },
    inSentence: { zh: '分组字段', en: 'field it is grouped by' },
  },
  across: {
    label: { zh: '再按它分组', en: 'Then by' },
    help: { zh: '每一项旁边并排画出它的各个值', en: 'Its values are shown side by side for each group' },
    inSentence: { zh: '第二分组字段', en: 'second field it is grouped by' },
  },
  value: {
    label: { zh: '数值字段', en: 'Number' },
    help: {
      zh: '图表画它的数值，看板在栏头给出合计；不选则数条数',
      en: 'What a chart draws, and what is added up over each column of a board; none: records are counted',
    },
    inSentence: { zh: '数值字段', en: 'number that is drawn' },
  },
  by: {
    label: { zh: '周期', en: 'Period' },
    inSentence: { zh: '周期', en: 'period' },
    values: {
      day: { zh: '天', en: 'Day' },
      week: { zh: '周', en: 'Week' },
      month: { zh: '月', en: 'Month' },
      quarter: { zh: '季度', en: 'Quarter' },
      year: { zh: '年', en: 'Year' },
    },
  },
  measure: {
    label: { zh: '算什么', en: 'Calculation' },
    inSentence: { zh: '计算方式', en: 'calculation' },
    values: {
      count: { zh: '条数', en: 'Count' },
      sum: { zh: '合计', en: 'Sum' },
      average: { zh: '平均', en: 'Average' },
      least: { zh: '最小', en: 'Least' },
      most: { zh: '最大', en: 'Most' },
    },
  },
  chart: {
    label: { zh: '画成', en: 'Drawn as' },
    inSentence: { zh: '图的样式', en: 'look of the chart' },
    values: chartWords,
  },
  start: { label: { zh: '开始日期', en: 'Begins on' }, inSentence: { zh: '开始日期', en: 'first day' } },
  end: {
    label: { zh: '结束日期', en: 'Ends on' },
    help: { zh: '不选则每条只占开始的那一天', en: 'None: a record takes the day it begins on' },
    inSentence: { zh: '结束日期', en: 'last day' },
  },
  picture: { label: { zh: '图片', en: 'Picture' }, inSentence: { zh: '图片', en: 'picture' } },
  title: {
    label: { zh: '卡片标题', en: 'Title' },
    help: { zh: '不选则用表单的标题字段', en: 'None: what names a record of the form' },
    inSentence: { zh: '卡片标题', en: 'title' },
  },
  default: {
    label: { zh: '打开列表时默认使用', en: 'The list opens with it' },
    inSentence: { zh: '默认打开', en: 'whether the list opens with it' },
  },
  hidden: {
    label: { zh: '不提供', en: 'Not offered' },
    inSentence: { zh: '是否提供', en: 'whether it is offered' },
  },
  roles: {
    label: { zh: '提供给哪些角色', en: 'Offered to roles' },
    help: { zh: '不选则所有能看记录的人都有', en: 'None: everybody who reads the records' },
    inSentence: { zh: '提供给的角色', en: 'roles it is offered to' },
  },
  order: { label: { zh: '次序', en: 'Place' }, inSentence: { zh: '顺序', en: 'order' } },
};

/** The kinds of views, as which new ones begin. */
export const viewKindWords: Readonly<Record<ViewKind, Label>> = {
  list: { zh: '列表', en: 'List' },
  board: { zh: '看板', en: 'Board' },
  calendar: { zh: '日历', en: 'Calendar' },
  gallery: { zh: '画廊', en: 'Gallery' },
  tree: { zh: '树', en: 'Tree' },
  chart: { zh: '图表', en: 'Chart' },
};
