import type { Label } from '../common/label.ts';
import type { DifferenceRule } from '../property/difference.ts';

/** The sentence of each kind of difference between two versions: `{name}` is what stands at the place. */
export const differenceMessages: Readonly<Record<DifferenceRule, Label>> = {
  'form-added': { zh: '新增表单“{name}”', en: 'form “{name}” is new' },
  'form-removed': { zh: '去掉表单“{name}”', en: 'form “{name}” is left out' },
  'form-renamed': {
    zh: '表单“{name}”的接口名由 {before} 改为 {after}，原名不再可用',
    en: 'form “{name}” is called {after} in the API, no longer {before}',
  },
  'form-kind-changed': {
    zh: '表单“{name}”的类型由 {before} 改为 {after}',
    en: 'form “{name}” becomes a {after}, was a {before}',
  },
  'field-added': { zh: '新增字段“{name}”', en: 'field “{name}” is new' },
  'field-added-required': {
    zh: '新增必填字段“{name}”，没有默认值',
    en: 'field “{name}” is new, required, and has no default',
  },
  'field-removed': {
    zh: '去掉字段“{name}”：数据保留但不再显示',
    en: 'field “{name}” is left out: its values are kept and no longer shown',
  },
  'field-renamed': {
    zh: '字段“{name}”的接口名由 {before} 改为 {after}，原名不再可用',
    en: 'field “{name}” is called {after} in the API, no longer {before}',
  },
  'kind-changed': {
    zh: '“{name}”的类型由 {before} 改为 {after}',
    en: '“{name}” becomes {after}, was {before}',
  },
  'target-changed': {
    zh: '“{name}”指向另一张表单',
    en: '“{name}” is about another form',
  },
  'option-added': { zh: '新增选项“{name}”', en: 'option “{name}” is new' },
  'option-removed': { zh: '去掉选项“{name}”', en: 'option “{name}” is left out' },
  'option-hidden': { zh: '选项“{name}”的显示有变化', en: 'option “{name}” is shown or hidden' },
  'required-without-default': {
    zh: '“{name}”成为必填，没有默认值',
    en: '“{name}” comes to be required and has no default',
  },
  'required-with-default': {
    zh: '“{name}”成为必填，有默认值；已有数据可能缺少它',
    en: '“{name}” comes to be required; it has a default, which records of before may lack',
  },
  'required-loosened': { zh: '“{name}”不再必填', en: '“{name}” is no longer required' },
  'readonly-tightened': { zh: '“{name}”不再可填写', en: '“{name}” can no longer be written' },
  'readonly-loosened': { zh: '“{name}”可以填写了', en: '“{name}” can be written now' },
  'limit-tightened': {
    zh: '“{name}”的限制收紧：由 {before} 改为 {after}',
    en: '“{name}” takes less: {after}, was {before}',
  },
  'limit-loosened': {
    zh: '“{name}”的限制放宽：由 {before} 改为 {after}',
    en: '“{name}” takes more: {after}, was {before}',
  },
  'pattern-changed': { zh: '“{name}”的格式要求有变化', en: '“{name}” must look different' },
  'default-changed': { zh: '“{name}”的默认值有变化', en: '“{name}” has another default' },
  'default-removed': { zh: '“{name}”不再有默认值', en: '“{name}” has no default any more' },
  'visibility-changed': { zh: '“{name}”的显示条件有变化', en: '“{name}” is shown at other times' },
  'roles-narrowed': {
    zh: '有的角色看不到或不能再改“{name}”',
    en: 'some roles no longer see or change “{name}”',
  },
  'roles-widened': { zh: '更多角色可以看到或修改“{name}”', en: 'more roles may see or change “{name}”' },
  'field-hidden': { zh: '“{name}”被隐藏', en: '“{name}” is hidden' },
  'options-filter-changed': {
    zh: '“{name}”可选的范围有变化',
    en: 'what can be picked for “{name}” has changed',
  },
  'currency-changed': { zh: '“{name}”的币种有变化', en: '“{name}” is in another currency' },
  'calculation-changed': { zh: '“{name}”的算法有变化', en: '“{name}” is computed differently' },
  'key-changed': {
    zh: '“{name}”的自然键有变化，导入将按它查找',
    en: '“{name}” has another natural key, by which imports find records',
  },
  'title-changed': {
    zh: '“{name}”的数据以另一字段称呼',
    en: 'records of “{name}” are called by another field',
  },
  'unique-added': { zh: '要求不重复：“{name}”', en: 'no two may agree: “{name}”' },
  'unique-removed': { zh: '不再要求不重复：“{name}”', en: 'two may agree again: “{name}”' },
  'check-added': { zh: '新增或收紧校验：“{name}”', en: 'new or stricter check: “{name}”' },
  'check-removed': { zh: '去掉校验：“{name}”', en: 'no longer checked: “{name}”' },
  'check-softened': { zh: '校验只作提醒：“{name}”', en: 'a check that only warns: “{name}”' },
  'sharing-narrowed': { zh: '“{name}”的管控策略变少', en: '“{name}” can be shared in fewer ways' },
  'sharing-ended': {
    zh: '“{name}”不再管控，人人可用，分配也随之取消',
    en: '“{name}” is shared by nobody any more: everybody uses it, and nothing is assigned',
  },
  'sharing-widened': { zh: '“{name}”的管控策略变多', en: '“{name}” can be shared in more ways' },
  'sharing-worded': {
    zh: '“{name}”改为写明（或不再写明）全集团都可见；含义不变',
    en: '“{name}” states, or no longer states, that every organisation sees its records; what is in effect stays the same',
  },
  'sharing-default-changed': {
    zh: '“{name}”的默认管控策略有变化',
    en: '“{name}” is shared in another way unless stated',
  },
  'lock-added': {
    zh: '“{name}”的数据有更多不可修改之处',
    en: 'more is locked in records of “{name}”',
  },
  'lock-removed': { zh: '“{name}”的数据解除了锁定', en: 'less is locked in records of “{name}”' },
  'order-changed': {
    zh: '“{name}”的匹配先后有变化，胜出的规则可能不同',
    en: 'the order of precedence of “{name}” has changed: other rules may win',
  },
  'match-fact-removed': {
    zh: '“{name}”的条件可用的字段变少',
    en: 'conditions of “{name}” may ask fewer fields',
  },
  'match-fact-added': {
    zh: '“{name}”的条件可用的字段变多',
    en: 'conditions of “{name}” may ask more fields',
  },
  'match-result-removed': {
    zh: '“{name}”的匹配结果少了字段',
    en: 'matches of “{name}” answer fewer fields',
  },
  'match-result-added': {
    zh: '“{name}”的匹配结果多了字段',
    en: 'matches of “{name}” answer more fields',
  },
  'match-changed': { zh: '“{name}”的匹配方式有变化', en: '“{name}” matches differently' },
  'action-added': { zh: '新增操作“{name}”', en: 'action “{name}” is new' },
  'action-removed': { zh: '去掉操作“{name}”', en: 'action “{name}” is left out' },
  'action-changed': { zh: '操作“{name}”的作用有变化', en: 'action “{name}” does something else' },
  'validity-added': { zh: '“{name}”的数据可以有有效期', en: 'records of “{name}” may have a validity' },
  'validity-removed': {
    zh: '“{name}”的数据不再有有效期',
    en: 'records of “{name}” have no validity any more',
  },
  'attachments-added': { zh: '“{name}”可以带附件', en: '“{name}” takes attachments' },
  'attachments-removed': { zh: '“{name}”不再带附件', en: '“{name}” takes no attachments any more' },
  'numbers-shown': { zh: '“{name}”的编码对所有人可见', en: 'numbers of “{name}” are shown to everybody' },
  'numbers-withheld': {
    zh: '“{name}”的编码不再对所有人可见',
    en: 'numbers of “{name}” are no longer shown to everybody',
  },
  'param-added': { zh: '新增参数“{name}”', en: 'parameter “{name}” is new' },
  'param-removed': {
    zh: '去掉参数“{name}”，设置过的值不再起作用',
    en: 'parameter “{name}” is left out: values that were set no longer apply',
  },
  'param-narrowed': {
    zh: '参数“{name}”可设置的值变少：由 {before} 改为 {after}',
    en: 'parameter “{name}” takes fewer values: {after}, was {before}',
  },
  'param-widened': {
    zh: '参数“{name}”可设置的值变多：由 {before} 改为 {after}',
    en: 'parameter “{name}” takes more values: {after}, was {before}',
  },
  'param-unset-changed': {
    zh: '参数“{name}”未设置时的含义有变化',
    en: 'parameter “{name}” means something else where nothing is set',
  },
  'param-spelling-changed': {
    zh: '参数“{name}”的原始写法有变化',
    en: 'parameter “{name}” is spelt differently for other systems',
  },
  'param-caution-changed': {
    zh: '参数“{name}”的警示标记有变化',
    en: 'parameter “{name}” is marked as dangerous, or no longer',
  },
  'record-added': { zh: '新增预置数据 {name}', en: 'record {name} is shipped' },
  'record-removed': {
    zh: '不再预置数据 {name}：未改动、未被引用的将移除',
    en: 'record {name} is no longer shipped: it goes where nobody changed or uses it',
  },
  'record-changed': {
    zh: '预置数据 {name} 有变化，改动过的地方保持不变',
    en: 'included record {name} has changed; values that users changed stay',
  },
  'need-added': { zh: '需要另一个包 {name} {after}', en: 'needs another package, {name} {after}' },
  'need-changed': {
    zh: '对 {name} 的版本要求由 {before} 改为 {after}',
    en: 'needs {name} {after}, was {before}',
  },
  'need-removed': { zh: '不再需要 {name}', en: 'needs {name} no more' },
  'prefix-changed': { zh: '前缀由 {before} 改为 {after}', en: 'the prefix is {after}, was {before}' },
  'step-changed': { zh: '已有值的转换方式有变化', en: 'how existing values are converted' },
  'print-changed': { zh: '打印模板 {name} 有变化', en: 'print template {name}' },
  'report-changed': { zh: '报表 {name} 有变化', en: 'report {name}' },
  'template-changed': { zh: '表单模板 {name} 有变化', en: 'form template {name}' },
  'case-changed': { zh: '测试用例 {name} 有变化', en: 'cases in {name}' },
  'called-otherwise': { zh: '“{before}”改称“{after}”', en: '“{before}” is called “{after}”' },
  'text-changed': { zh: '“{name}”的文字有变化', en: 'words of “{name}”' },
  'looks-changed': { zh: '“{name}”的布局、顺序或列有变化', en: 'layout, order or columns of “{name}”' },
  'place-removed': {
    zh: '去掉页签或分组“{name}”，他人放在其中的字段移到末尾',
    en: 'tab or group “{name}” removed: fields that others placed there move to the end',
  },
  'said-of-others': {
    zh: '对其他包内容的修改有变化：{name} 由 {before} 改为 {after}',
    en: 'its change to another package is different: {name} is {after}, was {before}',
  },
  'said-no-more': {
    zh: '不再修改其他包的 {name}',
    en: '{name} of another package is left as its owner has it',
  },
  'property-changed': {
    zh: '“{name}”的定义有变化：由 {before} 改为 {after}',
    en: '“{name}” is defined differently: {after}, was {before}',
  },
};
