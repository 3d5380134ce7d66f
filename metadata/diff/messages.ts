import type { Label } from '../common/label.ts';
import type { DifferenceRule } from '../property/difference.ts';

/** The sentence of each kind of difference between two versions: `{name}` is what stands at the place. */
export const differenceMessages: Readonly<Record<DifferenceRule, Label>> = {
  'form-added': { zh: '新增表单“{name}”', en: 'form “{name}” is added' },
  'form-removed': { zh: '去掉表单“{name}”', en: 'form “{name}” is removed' },
  'form-renamed': {
    zh: '表单“{name}”的接口名由 {before} 改为 {after}，原名不再可用',
    en: 'form “{name}” is renamed in the API from {before} to {after}; the old name no longer works',
  },
  'form-kind-changed': {
    zh: '表单“{name}”的类型由 {before} 改为 {after}',
    en: 'form “{name}” changes from {before} to {after}',
  },
  'field-added': { zh: '新增字段“{name}”', en: 'field “{name}” is added' },
  'field-added-required': {
    zh: '新增必填字段“{name}”，没有默认值',
    en: 'required field “{name}” is added without a default',
  },
  'field-added-required-when': {
    zh: '新增字段“{name}”：按条件必填，没有默认值',
    en: 'field “{name}” is added; it is required under a condition and has no default',
  },
  'field-removed': {
    zh: '去掉字段“{name}”：数据保留但不再显示',
    en: 'field “{name}” is removed: its values are kept but no longer shown',
  },
  'field-renamed': {
    zh: '字段“{name}”的接口名由 {before} 改为 {after}，原名不再可用',
    en: 'field “{name}” is renamed in the API from {before} to {after}; the old name no longer works',
  },
  'kind-changed': {
    zh: '“{name}”的类型由 {before} 改为 {after}',
    en: '“{name}” changes from {before} to {after}',
  },
  'target-changed': {
    zh: '“{name}”指向另一张表单',
    en: '“{name}” refers to a different form',
  },
  'option-added': { zh: '新增选项“{name}”', en: 'option “{name}” is added' },
  'option-removed': { zh: '去掉选项“{name}”', en: 'option “{name}” is removed' },
  'option-hidden': { zh: '选项“{name}”的显示有变化', en: 'option “{name}” is shown or hidden' },
  'required-without-default': {
    zh: '“{name}”成为必填，没有默认值',
    en: '“{name}” becomes required and has no default',
  },
  'required-with-default': {
    zh: '“{name}”成为必填，有默认值；已有数据可能缺少它',
    en: '“{name}” becomes required; it has a default, but existing records may lack a value',
  },
  'required-loosened': { zh: '“{name}”不再必填', en: '“{name}” is no longer required' },
  'readonly-tightened': { zh: '“{name}”不再可填写', en: '“{name}” can no longer be edited' },
  'readonly-loosened': { zh: '“{name}”可以填写了', en: '“{name}” can now be edited' },
  'limit-tightened': {
    zh: '“{name}”的限制收紧：由 {before} 改为 {after}',
    en: 'the limit of “{name}” is tightened from {before} to {after}',
  },
  'limit-loosened': {
    zh: '“{name}”的限制放宽：由 {before} 改为 {after}',
    en: 'the limit of “{name}” is relaxed from {before} to {after}',
  },
  'pattern-changed': { zh: '“{name}”的格式要求有变化', en: 'the required format of “{name}” has changed' },
  'default-changed': { zh: '“{name}”的默认值有变化', en: 'the default of “{name}” has changed' },
  'default-removed': { zh: '“{name}”不再有默认值', en: '“{name}” no longer has a default' },
  'visibility-changed': {
    zh: '“{name}”的显示条件有变化',
    en: 'the condition for showing “{name}” has changed',
  },
  'roles-narrowed': {
    zh: '有的角色看不到或不能再改“{name}”',
    en: 'some roles can no longer view or edit “{name}”',
  },
  'roles-widened': { zh: '更多角色可以看到或修改“{name}”', en: 'more roles can view or edit “{name}”' },
  'field-hidden': { zh: '“{name}”被隐藏', en: '“{name}” is hidden' },
  'options-filter-changed': {
    zh: '“{name}”可选的范围有变化',
    en: 'the values that can be selected for “{name}” have changed',
  },
  'currency-changed': { zh: '“{name}”的币种有变化', en: 'the currency of “{name}” has changed' },
  'calculation-changed': { zh: '“{name}”的算法有变化', en: '“{name}” is computed differently' },
  'key-changed': {
    zh: '“{name}”的自然键有变化，导入将按它查找',
    en: 'the natural key of “{name}” has changed; imports will match records by it',
  },
  'title-changed': {
    zh: '“{name}”的数据以另一字段称呼',
    en: 'records of “{name}” are named by a different field',
  },
  'unique-added': { zh: '要求不重复：“{name}”', en: 'duplicates are no longer allowed: “{name}”' },
  'unique-removed': { zh: '不再要求不重复：“{name}”', en: 'duplicates are allowed again: “{name}”' },
  'check-added': { zh: '新增或收紧校验：“{name}”', en: 'check added or tightened: “{name}”' },
  'check-removed': { zh: '去掉校验：“{name}”', en: 'check removed: “{name}”' },
  'check-softened': { zh: '校验只作提醒：“{name}”', en: 'check now only warns: “{name}”' },
  'sharing-narrowed': { zh: '“{name}”的管控策略变少', en: '“{name}” has fewer sharing policies' },
  'sharing-ended': {
    zh: '“{name}”不再管控，人人可用，分配也随之取消',
    en: '“{name}” is no longer restricted by sharing: everyone can use it, and assignments are removed',
  },
  'sharing-widened': { zh: '“{name}”的管控策略变多', en: '“{name}” has more sharing policies' },
  'sharing-worded': {
    zh: '“{name}”改为写明（或不再写明）全集团都可见；含义不变',
    en: '“{name}” now states (or no longer states) that all organisations can see its records; the effect is unchanged',
  },
  'sharing-default-changed': {
    zh: '“{name}”的默认管控策略有变化',
    en: 'the default sharing policy of “{name}” has changed',
  },
  'lock-added': {
    zh: '“{name}”的数据有更多不可修改之处',
    en: 'more is locked in the records of “{name}”',
  },
  'lock-removed': { zh: '“{name}”的数据解除了锁定', en: 'less is locked in the records of “{name}”' },
  'order-changed': {
    zh: '“{name}”的匹配先后有变化，胜出的规则可能不同',
    en: 'the matching order of “{name}” has changed, so other rules may win',
  },
  'match-fact-removed': {
    zh: '“{name}”的条件可用的字段变少',
    en: 'conditions of “{name}” can use fewer fields',
  },
  'match-fact-added': {
    zh: '“{name}”的条件可用的字段变多',
    en: 'conditions of “{name}” can use more fields',
  },
  'match-result-removed': {
    zh: '“{name}”的匹配结果少了字段',
    en: 'matches of “{name}” return fewer fields',
  },
  'match-result-added': {
    zh: '“{name}”的匹配结果多了字段',
    en: 'matches of “{name}” return more fields',
  },
  'match-changed': { zh: '“{name}”的匹配方式有变化', en: 'the matching of “{name}” has changed' },
  'action-added': { zh: '新增操作“{name}”', en: 'action “{name}” is added' },
  'action-removed': { zh: '去掉操作“{name}”', en: 'action “{name}” is removed' },
  'action-changed': { zh: '操作“{name}”的作用有变化', en: 'the effect of action “{name}” has changed' },
  'validity-added': { zh: '“{name}”的数据可以有有效期', en: 'records of “{name}” can have validity dates' },
  'validity-removed': {
    zh: '“{name}”的数据不再有有效期',
    en: 'records of “{name}” no longer have validity dates',
  },
  'attachments-added': { zh: '“{name}”可以带附件', en: '“{name}” can have attachments' },
  'attachments-removed': { zh: '“{name}”不再带附件', en: '“{name}” can no longer have attachments' },
  'numbers-shown': { zh: '“{name}”的编码对所有人可见', en: 'numbers of “{name}” are visible to everyone' },
  'numbers-withheld': {
    zh: '“{name}”的编码不再对所有人可见',
    en: 'numbers of “{name}” are no longer visible to everyone',
  },
  'param-added': { zh: '新增参数“{name}”', en: 'parameter “{name}” is added' },
  'param-removed': {
    zh: '去掉参数“{name}”，设置过的值不再起作用',
    en: 'parameter “{name}” is removed: values that were set no longer apply',
  },
  'param-narrowed': {
    zh: '参数“{name}”可设置的值变少：由 {before} 改为 {after}',
    en: 'parameter “{name}” allows fewer values: changed from {before} to {after}',
  },
  'param-widened': {
    zh: '参数“{name}”可设置的值变多：由 {before} 改为 {after}',
    en: 'parameter “{name}” allows more values: changed from {before} to {after}',
  },
  'param-unset-changed': {
    zh: '参数“{name}”未设置时的含义有变化',
    en: 'the meaning of parameter “{name}” when unset has changed',
  },
  'param-spelling-changed': {
    zh: '参数“{name}”的原始写法有变化',
    en: 'the original spelling of parameter “{name}” has changed',
  },
  'param-caution-changed': {
    zh: '参数“{name}”的警示标记有变化',
    en: 'the danger mark of parameter “{name}” has changed',
  },
  'record-added': { zh: '新增预置数据 {name}', en: 'preset record {name} is added' },
  'record-removed': {
    zh: '不再预置数据 {name}：未改动、未被引用的将移除',
    en: 'preset record {name} is removed: it is deleted if it is unchanged and unused',
  },
  'record-changed': {
    zh: '预置数据 {name} 有变化，改动过的地方保持不变',
    en: 'preset record {name} has changed; values that users changed are kept',
  },
  'need-added': { zh: '需要另一个包 {name} {after}', en: 'requires another package, {name} {after}' },
  'need-changed': {
    zh: '对 {name} 的版本要求由 {before} 改为 {after}',
    en: 'the required version of {name} changes from {before} to {after}',
  },
  'need-removed': { zh: '不再需要 {name}', en: 'no longer requires {name}' },
  'prefix-changed': { zh: '前缀由 {before} 改为 {after}', en: 'the prefix changes from {before} to {after}' },
  'step-changed': {
    zh: '已有的值随这次升级一起转换',
    en: 'existing values are converted with this upgrade',
  },
  'step-removed': {
    zh: '不再带有从早期版本升级时的转换',
    en: 'the conversion of values from an early version is no longer included',
  },
  'print-added': { zh: '新增打印模板“{name}”', en: 'print template “{name}” is added' },
  'print-removed': { zh: '去掉打印模板“{name}”', en: 'print template “{name}” is removed' },
  'print-changed': { zh: '打印模板“{name}”有变化', en: 'print template “{name}” has changed' },
  'report-added': { zh: '新增报表“{name}”', en: 'report “{name}” is added' },
  'report-removed': { zh: '去掉报表“{name}”', en: 'report “{name}” is removed' },
  'report-changed': { zh: '报表“{name}”有变化', en: 'report “{name}” has changed' },
  'template-added': { zh: '新增表单模板“{name}”', en: 'form template “{name}” is added' },
  'template-removed': { zh: '去掉表单模板“{name}”', en: 'form template “{name}” is removed' },
  'template-changed': { zh: '表单模板“{name}”有变化', en: 'form template “{name}” has changed' },
  'case-changed': { zh: '测试用例 {name} 有变化', en: 'test cases {name} have changed' },
  'called-otherwise': { zh: '“{before}”改称“{after}”', en: '“{before}” is renamed “{after}”' },
  'text-changed': { zh: '“{name}”的文字有变化', en: 'the texts of “{name}” have changed' },
  'looks-changed': {
    zh: '“{name}”的布局、顺序或列有变化',
    en: 'the layout, order or columns of “{name}” have changed',
  },
  'place-removed': {
    zh: '去掉页签或分组“{name}”，其中的字段都保留，没有另外放置的移到末尾',
    en: 'tab or group “{name}” is removed; its fields stay, and those not placed elsewhere move to the end',
  },
  'block-added': { zh: '新增页面区块“{name}”', en: 'page block “{name}” is added' },
  'block-removed': { zh: '去掉页面区块“{name}”', en: 'page block “{name}” is removed' },
  'view-added': { zh: '新增视图“{name}”', en: 'view “{name}” is added' },
  'view-removed': { zh: '去掉视图“{name}”', en: 'view “{name}” is removed' },
  'said-of-others': {
    zh: '对其他包内容的修改有变化：{name} 由 {before} 改为 {after}',
    en: 'its change to another package is different: {name} changes from {before} to {after}',
  },
  'said-no-more': {
    zh: '不再修改其他包的 {name}',
    en: '{name} of another package is no longer changed',
  },
  'property-changed': {
    zh: '“{name}”的定义有变化：由 {before} 改为 {after}',
    en: 'the definition of “{name}” changes from {before} to {after}',
  },
};
