import { msg } from '@lit/localize';

/** How a property is edited. */
export type Editor =
  | 'label'
  | 'long-label'
  | 'text'
  | 'whole'
  | 'bound'
  | 'flag'
  | 'conditional'
  | 'condition'
  | 'default'
  | 'kind'
  | 'options'
  | 'one-of'
  | 'some-of'
  | 'form'
  | 'field'
  | 'fields'
  | 'columns'
  | 'sort'
  | 'paths'
  | 'menu'
  | 'carry'
  | 'compute'
  | 'json';

export type Section = 'words' | 'kind' | 'behaviour' | 'roles' | 'where' | 'list' | 'more';

interface PropertyWords {
  readonly label: string;
  readonly help?: string;
  readonly editor: Editor;
  readonly section: Section;
}

/** What a property is called and how it is edited; of some it depends on what has it. */
export function propertyWords(property: string, place: string): PropertyWords {
  const [part = ''] = place.split('/');
  // What a role may is called as the role is, by whoever shows it.
  if (part === 'fields' && property.startsWith('roles/'))
    return { label: property.slice('roles/'.length), editor: 'one-of', section: 'roles' };
  const own = ofParts[`${part}/${property}`];
  return (own ?? words[property])?.() ?? { label: property, editor: 'json', section: 'more' };
}

export function sectionWords(section: Section): string {
  switch (section) {
    case 'words':
      return msg('叫法', { id: 'design-section-words' });
    case 'kind':
      return msg('类型', { id: 'design-section-kind' });
    case 'behaviour':
      return msg('行为', { id: 'design-section-behaviour' });
    case 'roles':
      return msg('谁能看、谁能改', { id: 'design-section-roles' });
    case 'where':
      return msg('在哪里设置', { id: 'design-section-where' });
    case 'list':
      return msg('列表', { id: 'design-section-list' });
    case 'more':
      return msg('更多', { id: 'design-section-more' });
  }
}

type Words = Readonly<Record<string, () => PropertyWords>>;
const said = (section: Section, editor: Editor, label: string, help?: string): PropertyWords => ({
  label,
  editor,
  section,
  ...(help === undefined ? {} : { help }),
});

const words: Words = {
  label: () => said('words', 'label', msg('名称', { id: 'design-label' })),
  recordLabel: () =>
    said(
      'words',
      'label',
      msg('单条称谓', { id: 'design-record-label' }),
      msg('“新建……”里怎么称呼一条', { id: 'design-record-label-help' }),
    ),
  listLabel: () =>
    said(
      'words',
      'label',
      msg('列表名称', { id: 'design-list-label' }),
      msg('菜单和列表上方怎么称呼', { id: 'design-list-label-help' }),
    ),
  help: () => said('words', 'long-label', msg('填写说明', { id: 'design-help' })),
  kind: () => said('kind', 'kind', msg('类型', { id: 'design-kind' })),
  length: () => said('kind', 'whole', msg('最长字数', { id: 'design-length' })),
  precision: () => said('kind', 'whole', msg('总位数', { id: 'design-precision' })),
  scale: () => said('kind', 'whole', msg('小数位数', { id: 'design-scale' })),
  min: () => said('kind', 'bound', msg('最小值', { id: 'design-min' })),
  max: () => said('kind', 'bound', msg('最大值', { id: 'design-max' })),
  options: () => said('kind', 'options', msg('选项', { id: 'design-options' })),
  form: () => said('kind', 'form', msg('所指的表单', { id: 'design-form' })),
  facts: () => said('kind', 'form', msg('条件所问的表单', { id: 'design-facts' })),
  from: () => said('kind', 'field', msg('从哪个引用', { id: 'design-from' })),
  field: () => said('kind', 'text', msg('带出哪个字段', { id: 'design-carried-field' })),
  compute: () => said('kind', 'compute', msg('怎么算', { id: 'design-compute' })),
  pattern: () =>
    said(
      'kind',
      'text',
      msg('编号规则', { id: 'design-pattern' }),
      msg('如 HT-{yyyy}-{seq:5}', { id: 'design-pattern-help' }),
    ),
  editable: () => said('kind', 'flag', msg('可以自己填写', { id: 'design-editable' })),
  byNumber: () => said('more', 'flag', msg('显示编号而不是名称', { id: 'design-by-number' })),
  loose: () => said('more', 'flag', msg('所指数据可以删除', { id: 'design-loose' })),
  reasons: () => said('more', 'flag', msg('由系统写入的原因', { id: 'design-reasons' })),
  optIn: () => said('more', 'json', msg('另外可问的字段（参数）', { id: 'design-opt-in' })),
  optOut: () => said('more', 'json', msg('不提供的字段（参数）', { id: 'design-opt-out' })),
  entries: () => said('kind', 'text', msg('明细字段', { id: 'design-entries' })),
  deep: () => said('kind', 'flag', msg('也可挑明细里的字段', { id: 'design-deep' })),
  pick: () => said('more', 'json', msg('只能挑这些', { id: 'design-pick' })),
  forced: () => said('more', 'json', msg('总在清单里', { id: 'design-forced' })),
  slots: () => said('more', 'json', msg('放清单的变量', { id: 'design-slots' })),
  values: () => said('more', 'json', msg('整体允许的值', { id: 'design-values' })),
  members: () => said('more', 'json', msg('成员', { id: 'design-members' })),
  required: () => said('behaviour', 'conditional', msg('必填', { id: 'design-required' })),
  visible: () => said('behaviour', 'conditional', msg('显示', { id: 'design-visible' })),
  readonly: () => said('behaviour', 'conditional', msg('只读', { id: 'design-readonly' })),
  default: () => said('behaviour', 'default', msg('默认值', { id: 'design-default' })),
  optionsFilter: () => said('behaviour', 'condition', msg('可选范围', { id: 'design-options-filter' })),
  carry: () =>
    said(
      'behaviour',
      'carry',
      msg('选引用时带入', { id: 'design-carry' }),
      msg('选了引用就填进来，仍可改', { id: 'design-carry-help' }),
    ),
  fixed: () => said('behaviour', 'flag', msg('保存后不可改', { id: 'design-fixed' })),
  personal: () =>
    said(
      'more',
      'flag',
      msg('个人信息', { id: 'design-personal' }),
      msg('可从历史里清除', { id: 'design-personal-help' }),
    ),
  ownable: () => said('more', 'flag', msg('组织可有自己的值', { id: 'design-ownable' })),
  hidden: () =>
    said(
      'more',
      'flag',
      msg('隐藏', { id: 'design-hidden' }),
      msg('数据留着，不再显示', { id: 'design-hidden-help' }),
    ),
  width: () =>
    said(
      'list',
      'whole',
      msg('列宽', { id: 'design-column-width' }),
      msg('列表和明细里的像素', { id: 'design-column-width-help' }),
    ),
  tone: () => said('kind', 'one-of', msg('颜色', { id: 'design-tone' })),
  order: () => said('kind', 'whole', msg('次序', { id: 'design-order' })),
  columns: () => said('kind', 'whole', msg('并排列数', { id: 'design-group-columns' })),
  fields: () => said('more', 'fields', msg('字段', { id: 'design-fields' })),
  menu: () => said('words', 'menu', msg('菜单位置', { id: 'design-menu' })),
  title: () =>
    said(
      'kind',
      'field',
      msg('记录标题', { id: 'design-title' }),
      msg('用哪个字段称呼一条记录', { id: 'design-title-help' }),
    ),
  key: () => said('kind', 'fields', msg('导入时认行的字段', { id: 'design-key' })),
  'sharing/allowed': () => said('more', 'some-of', msg('可用的共享方式', { id: 'design-sharing-allowed' })),
  'sharing/default': () => said('more', 'one-of', msg('默认共享方式', { id: 'design-sharing-default' })),
  'sharing/autoAssign': () => said('more', 'flag', msg('新组织自动得到', { id: 'design-auto-assign' })),
  validity: () => said('more', 'flag', msg('记录有有效期', { id: 'design-validity' })),
  publicNumbers: () => said('more', 'flag', msg('编号对所有人可见', { id: 'design-public-numbers' })),
  'list/columns': () => said('list', 'columns', msg('列', { id: 'columns' })),
  'list/filters': () => said('list', 'fields', msg('快捷筛选', { id: 'design-list-filters' })),
  'list/sort': () => said('list', 'sort', msg('默认排序', { id: 'design-list-sort' })),
  'list/search': () => said('list', 'fields', msg('搜索的字段', { id: 'design-list-search' })),
  'match/facts': () => said('more', 'form', msg('规则所问的单据', { id: 'design-match-facts' })),
  'match/condition': () => said('more', 'field', msg('条件字段', { id: 'design-match-condition' })),
  'match/fields': () => said('more', 'paths', msg('规则可问的字段', { id: 'design-match-fields' })),
  'match/result': () => said('more', 'paths', msg('匹配结果带的字段', { id: 'design-match-result' })),
  'match/order': () => said('more', 'paths', msg('匹配次序', { id: 'design-match-order' })),
  'preset/locked': () => said('more', 'some-of', msg('随包记录不许', { id: 'design-preset-locked' })),
  'preset/fields': () => said('more', 'fields', msg('随包记录不可改的字段', { id: 'design-preset-fields' })),
  indexes: () => said('more', 'json', msg('索引', { id: 'design-indexes' })),
};

const ofParts: Words = {
  'layout/tab': () => said('kind', 'one-of', msg('在哪个页签', { id: 'design-group-tab' })),
  'fields/columns': () => said('kind', 'fields', msg('列的次序', { id: 'design-row-columns' })),
  'rules/message': () => said('words', 'label', msg('不满足时的提示', { id: 'design-rule-message' })),
  'rules/check': () => said('behaviour', 'condition', msg('必须满足', { id: 'design-rule-check' })),
  'rules/when': () => said('behaviour', 'condition', msg('只在这时检查', { id: 'design-rule-when' })),
  'rules/each': () => said('more', 'text', msg('逐行检查的明细', { id: 'design-rule-each' })),
  'rules/fields': () => said('behaviour', 'fields', msg('提示在哪些字段', { id: 'design-rule-fields' })),
  'rules/severity': () => said('behaviour', 'one-of', msg('严重程度', { id: 'design-rule-severity' })),
  'unique/fields': () =>
    said('behaviour', 'fields', msg('不能同时相同的字段', { id: 'design-unique-fields' })),
  'unique/where': () =>
    said('behaviour', 'condition', msg('只比较满足的记录', { id: 'design-unique-where' })),
  'unique/within': () => said('behaviour', 'one-of', msg('在什么范围内', { id: 'design-unique-within' })),
  'unique/across': () => said('more', 'text', msg('参与的明细', { id: 'design-unique-across' })),
  'unique/emptyCounts': () => said('more', 'flag', msg('空值也算相同', { id: 'design-unique-empty' })),
  'unique/message': () => said('words', 'label', msg('重复时的提示', { id: 'design-unique-message' })),
  'actions/capability': () => said('kind', 'one-of', msg('做什么', { id: 'design-action-capability' })),
  'actions/params': () => said('kind', 'json', msg('参数', { id: 'design-action-params' })),
  'actions/when': () => said('behaviour', 'condition', msg('何时可用', { id: 'design-action-when' })),
  'actions/confirm': () => said('words', 'label', msg('先问一句', { id: 'design-action-confirm' })),
  'actions/on': () => said('behaviour', 'one-of', msg('对什么做', { id: 'design-action-on' })),
  'params/unit': () => said('words', 'label', msg('单位', { id: 'design-param-unit' })),
  'params/unset/label': () =>
    said(
      'words',
      'label',
      msg('未设置时怎么说', { id: 'design-param-unset' }),
      msg('没有人设置时，读到的是什么', { id: 'design-param-unset-help' }),
    ),
  'params/unset/value': () =>
    said('behaviour', 'default', msg('未设置时的值', { id: 'design-param-unset-value' })),
  'params/default': () =>
    said('behaviour', 'default', msg('新设一个值时先填', { id: 'design-param-default' })),
  'params/preset': () =>
    said(
      'behaviour',
      'default',
      msg('预置值（全系统）', { id: 'design-param-preset' }),
      msg('发布后对全系统有效，直到有人另行设置', { id: 'design-param-preset-help' }),
    ),
  'params/scopes': () => said('where', 'some-of', msg('可以设置的范围', { id: 'design-param-scopes' })),
  'params/inherited': () => said('where', 'flag', msg('下级组织继承', { id: 'design-param-inherited' })),
  'params/danger': () =>
    said(
      'where',
      'flag',
      msg('危险：设置时须说明原因', { id: 'design-param-danger' }),
      msg('关掉检查或改变环境的参数', { id: 'design-param-danger-help' }),
    ),
  'params/hidden': () =>
    said(
      'more',
      'flag',
      msg('隐藏', { id: 'design-hidden' }),
      msg('已设的值照旧有效', { id: 'design-param-hidden-help' }),
    ),
  'params/raw': () =>
    said(
      'more',
      'json',
      msg('接口里的写法', { id: 'design-param-raw' }),
      msg('原始文字怎样对应成值', { id: 'design-param-raw-help' }),
    ),
  'params/since': () => said('more', 'text', msg('自哪个版本', { id: 'design-param-since' })),
};
