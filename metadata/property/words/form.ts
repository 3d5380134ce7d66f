import type { formProperties } from '../form.ts';
import type { DesignedIn } from '../property.ts';
import type { PropertyWords } from './property-words.ts';

export const formWords: Readonly<Record<DesignedIn<typeof formProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  recordLabel: {
    label: { zh: '单条称谓', en: 'One is called' },
    help: { zh: '“新建……”里怎么称呼一条', en: 'As in “New …”' },
    inSentence: { zh: '单条数据的称呼', en: 'what one record is called' },
  },
  listLabel: {
    label: { zh: '列表名称', en: 'Name of the list' },
    help: { zh: '菜单和列表上方怎么称呼', en: 'In the menu and above the list' },
    inSentence: { zh: '列表名称', en: 'name of the list' },
  },
  help: { label: { zh: '填写说明', en: 'Help' }, inSentence: { zh: '说明', en: 'help' } },
  kind: { label: { zh: '类型', en: 'Type' }, inSentence: { zh: '类型', en: 'type' } },
  icon: {
    label: { zh: '图标', en: 'Icon' },
    help: {
      zh: '显示在菜单、列表标题和搜索结果里',
      en: 'Shown in the menu, above the list and in search results',
    },
    inSentence: { zh: '图标', en: 'icon' },
  },
  picture: {
    label: { zh: '记录头像', en: 'Picture of a record' },
    help: {
      zh: '用哪个图片字段代表一条记录：显示在列表、选择框、卡片和记录标题旁',
      en: 'The image field that represents a record in lists, pickers, cards and beside its title',
    },
    inSentence: { zh: '头像字段', en: 'picture of a record' },
  },
  menu: {
    label: { zh: '菜单位置', en: 'Place in the menu' },
    inSentence: { zh: '菜单位置', en: 'place in the menu' },
  },
  title: {
    label: { zh: '记录标题', en: 'Title of a record' },
    help: { zh: '用哪个字段称呼一条记录', en: 'The field a record is called by' },
    inSentence: { zh: '标题字段', en: 'field that names a record' },
  },
  key: {
    label: { zh: '导入时认行的字段', en: 'Fields by which imports know a row' },
    inSentence: { zh: '业务主键', en: 'natural key' },
  },
  quick: {
    label: { zh: '快速新建的字段', en: 'Fields of a quick new record' },
    help: {
      zh: '在选择框旁或用 Ctrl+K 新建时只填这些和必填的字段；不写则填整张表单',
      en: 'The fields to fill in when a record is created beside a picker or by Ctrl+K, with all required ones; none: the whole form',
    },
    inSentence: { zh: '快速新建的字段', en: 'fields of a quick new record' },
  },
  'sharing/allowed': {
    label: { zh: '可选的管控策略', en: 'Sharing policies to choose from' },
    inSentence: { zh: '可选的管控策略', en: 'sharing policies to choose from' },
  },
  'sharing/default': {
    label: { zh: '默认管控策略', en: 'Default sharing policy' },
    inSentence: { zh: '默认管控策略', en: 'default sharing policy' },
  },
  'sharing/autoAssign': {
    label: { zh: '新组织自动得到', en: 'New organisations get it' },
    inSentence: { zh: '自动分配', en: 'assigned automatically' },
  },
  validity: { label: { zh: '记录有有效期', en: 'Records have a period of validity' } },
  readFirst: {
    label: { zh: '打开时先阅读', en: 'Opens to be read' },
    help: {
      zh: '已保存的单据打开时像一份文件；需要修改时点“编辑”',
      en: 'A saved document opens as one reads it; “Edit” opens it for changes',
    },
    inSentence: { zh: '打开时先阅读', en: 'opening to be read' },
  },
  publicNumbers: {
    label: { zh: '编号对所有人可见', en: 'Numbers are seen by all' },
    inSentence: { zh: '编号公开', en: 'numbers seen by everybody' },
  },
  attachments: {
    label: { zh: '可以带附件', en: 'Takes attachments' },
    help: { zh: '在记录上多一个附件栏', en: 'Records have a place for files' },
    inSentence: { zh: '附件', en: 'attachments' },
  },
  'list/columns': { label: { zh: '列', en: 'Columns' }, inSentence: { zh: '列', en: 'columns' } },
  'list/filters': {
    label: { zh: '快捷筛选', en: 'Quick filter' },
    inSentence: { zh: '快速筛选', en: 'quick filters' },
  },
  'list/sort': { label: { zh: '默认排序', en: 'Order' }, inSentence: { zh: '排序', en: 'sort' } },
  'list/search': {
    label: { zh: '搜索的字段', en: 'Searched fields' },
    help: {
      zh: '文本按其中任意一段查找，选项按名称，引用按所指数据的编码和名称，数字、金额和日期须与输入的相等',
      en: 'Texts are searched for any part, choices by their names, references by the number and name of the record they point at, numbers, amounts and dates for exactly what is typed',
    },
    inSentence: { zh: '搜索字段', en: 'fields that are searched' },
  },
  'match/facts': { label: { zh: '规则所问的单据', en: 'Documents that rules ask' } },
  'match/condition': { label: { zh: '条件字段', en: 'Condition field' } },
  'match/fields': {
    label: { zh: '规则可问的字段', en: 'Fields rules may ask' },
    inSentence: { zh: '字段', en: 'fields' },
  },
  'match/result': {
    label: { zh: '匹配结果带的字段', en: 'Fields of a result' },
    inSentence: { zh: '匹配结果', en: 'results of a match' },
  },
  'match/order': {
    label: { zh: '匹配次序', en: 'Order of matches' },
    inSentence: { zh: '顺序', en: 'order' },
  },
  'preset/locked': {
    label: { zh: '随包记录不许', en: 'Not done to shipped records' },
    inSentence: { zh: '锁定', en: 'locks' },
    values: {
      delete: { zh: '删除', en: 'Delete' },
      disable: { zh: '禁用', en: 'Disable' },
      sharing: { zh: '更改管控策略', en: 'Change sharing' },
    },
  },
  'preset/fields': {
    label: { zh: '随包记录不可改的字段', en: 'Fields of shipped records that stay' },
    inSentence: { zh: '字段', en: 'fields' },
  },
  indexes: { label: { zh: '索引', en: 'Indexes' }, inSentence: { zh: '索引', en: 'indexes' } },
};
