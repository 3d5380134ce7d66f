import type { Label } from '../metadata/common/label.ts';

/** A sentence for every code the rules floor can say; `{param}` stands for what the problem carries. */
export const messages: Readonly<Record<string, Label>> = {
  'condition-malformed': {
    zh: '这不是条件：需要 all、any、not 或 fact 之一',
    en: 'This is not a condition: it needs one of all, any, not and fact',
  },
  'condition-mixed': {
    zh: '同一层只能有 all、any、not、fact 中的一个，这里有 {members}',
    en: 'Only one of all, any, not and fact can be used here, found {members}',
  },
  'condition-unknown-member': {
    zh: '条件里没有“{member}”这一项',
    en: 'A condition has no member “{member}”',
  },
  'condition-empty-any': { zh: '“任一满足”下至少要有一个条件', en: '“Any of” needs at least one condition' },
  'condition-too-deep': {
    zh: '条件嵌套超过 {limit} 层；请简化',
    en: 'The condition is nested more than {limit} levels deep; simplify it',
  },
  'condition-too-large': { zh: '条件超过 {limit} 项', en: 'The condition has more than {limit|part|parts}' },
  'unknown-fact': { zh: '没有名为“{fact}”的字段', en: 'There is no field called “{fact}”' },
  'unknown-operator': {
    zh: '没有名为“{operator}”的运算，可用：{known}',
    en: 'There is no operator “{operator}”; known are {known}',
  },
  'fact-virtual': {
    zh: '“{label}”的值不保存，读取时才计算，不能用于条件',
    en: '“{label}” is not stored but computed when read, so it cannot be used in conditions',
  },
  'operator-not-fitting': {
    zh: '字段“{label}”不能用运算“{words}”',
    en: 'The operator “{words}” does not fit the field “{label}”',
  },
  'unknown-over': {
    zh: 'over 不能是“{over}”，可用：{words}',
    en: 'over cannot be “{over}”; it can be {words}',
  },
  'over-without-lines': {
    zh: '“{label}”不在分录里，不能用 over',
    en: '“{label}” is not a field of lines, so over cannot be used',
  },
  'some-without-lines': {
    zh: '“{label}”不是分录，没有“同一行”',
    en: '“{label}” is not a list of lines, so “in one row” cannot be used',
  },
  'lines-elsewhere': {
    zh: '“{label}”不在这一行里；“同一行”下只能用这一行、它下面的分录和不在分录里的字段',
    en: '“{label}” is not in this row; “in one row” allows only fields of this row, of the rows below it, and of the record itself',
  },
  'over-of-one-line': {
    zh: '“{label}”在同一行里只有一个值，不能合计或计数',
    en: '“{label}” has a single value per line and cannot be summed or counted',
  },
  'over-not-fitting': {
    zh: '“{label}”不能用 over“{over}”',
    en: 'over “{over}” cannot be used with “{label}”',
  },
  'operand-missing': { zh: '运算“{words}”缺少比较值', en: 'The operator “{words}” needs a value' },
  'operand-superfluous': { zh: '运算“{words}”不带比较值', en: 'The operator “{words}” takes no value' },
  'operand-empty': {
    zh: '比较值不能为空，请用“为空”或“不为空”',
    en: 'The value is empty; use “is empty” or “is not empty”',
  },
  'operand-type': { zh: '比较值应为 {expected}', en: 'The value must be: {expected}' },
  'sentence-unread': {
    zh: '看不懂条件中的“{rest}”；请按导出文件中的写法填写，或写成 JSON',
    en: 'The condition cannot be understood from “{rest}” on; write it as in exported files, or as JSON',
  },
  'sentence-unclear': {
    zh: '这个条件可以有几种理解；请写成 JSON',
    en: 'This condition can be understood in several ways; write it as JSON',
  },
  'operand-form': {
    zh: '“{form}”不在可以指向的表单之列：{forms}',
    en: '“{form}” cannot be used here; possible are: {forms}',
  },
  'operand-option': {
    zh: '没有选项“{value}”，可用：{shown}',
    en: 'There is no option “{value}”; known are {shown}',
  },
  'operand-list': {
    zh: '运算“{words}”的比较值应为列表（“介于”为两个值）',
    en: 'The operator “{words}” needs a list of values (two for “is between”)',
  },
  'operand-list-empty': {
    zh: '运算“{words}”至少要有一个比较值',
    en: '“{words}” needs at least one value',
  },
  'operand-list-long': { zh: '比较值超过 {limit} 个', en: 'There are more than {limit|value|values}' },
  'operand-range': { zh: '起始值大于结束值', en: 'The range starts after its end' },
  'operand-on-lines': {
    zh: '不能与分录字段“{label}”比较',
    en: '“{label}” is a field of lines and cannot be compared with',
  },
  'operand-currency': {
    zh: '“{label}”和“{otherLabel}”可能是不同的币种，大小不能比较：请先折算，或让同一个字段说明两者的币种',
    en: '“{label}” and “{otherLabel}” may be in different currencies and cannot be compared: convert one first, or let one field set the currency of both',
  },
  'sum-of-currencies': {
    zh: '“{label}”每一行可能是不同的币种，不能合计',
    en: 'The rows of “{label}” may be in different currencies, so they cannot be added up',
  },
  'operand-not-comparable': {
    zh: '“{label}”与“{otherLabel}”不能比较',
    en: '“{label}” and “{otherLabel}” cannot be compared',
  },
  'pattern-invalid': { zh: '正则表达式不正确：{reason}', en: 'The pattern is not valid: {reason}' },
  'condition-not-filterable': {
    zh: '“{label} {way}”不能用于筛选数据',
    en: '“{label} {way}” cannot be used to filter records',
  },
  'pattern-unavailable': {
    zh: '这里不能用正则匹配，请改用其他运算',
    en: 'Patterns cannot be used here: choose another operator',
  },
  'raw-not-known': {
    zh: '“{text}”没有含义，可写：{known}',
    en: '“{text}” has no meaning here; use one of {known}',
  },
  required: { zh: '“{label}”必填', en: '“{label}” is required' },
  readonly: { zh: '“{label}”不可修改', en: '“{label}” cannot be changed' },
  fixed: { zh: '“{label}”创建后不可修改', en: '“{label}” cannot be changed once it is created' },
  'check-failed': { zh: '不符合规则“{rule}”', en: 'The rule “{rule}” is not met' },
  'not-unique': { zh: '与 {other} 重复（规则“{rule}”）', en: 'The same as {other} (rule “{rule}”)' },
  'hidden-emptied': {
    zh: '“{label}”不再适用，已清空',
    en: '“{label}” no longer applies and was emptied',
  },
  'preset-locked': {
    zh: '“{label}”由元数据包预置，不可修改',
    en: '“{label}” is preset by a package and cannot be changed',
  },
  'option-not-offered': {
    zh: '“{label}”不能选“{value}”，请另选',
    en: '“{value}” is not available for “{label}”: choose another one',
  },
  'form-not-chosen': {
    zh: '“{label}”不是“{by}”所选表单的记录：请改选表单，或换一条',
    en: '“{label}” is not a record of the form chosen in “{by}”: choose another form there, or another record',
  },
  'reference-not-offered': {
    zh: '“{label}”不能选“{value}”，请另选',
    en: '“{value}” is not available for “{label}”: choose another one',
  },
  'fact-not-offered': { zh: '这里不能用“{label}”作条件', en: '“{label}” cannot be used in conditions here' },
  'rule-each': { zh: '没有名为“{each}”的分录', en: 'There are no entries called “{each}”' },
  'unknown-check': { zh: '没有名为“{check}”的检查', en: 'There is no check called “{check}”' },
  'rule-field': { zh: '没有名为“{field}”的字段', en: 'There is no field “{field}”' },
  'unique-across': { zh: '没有名为“{across}”的分录', en: 'There are no entries called “{across}”' },
  'unique-field': { zh: '没有名为“{field}”的字段', en: 'There is no field “{field}”' },
  'default-fact': {
    zh: '字段“{field}”的默认值不能取“{fact}”',
    en: 'The default of the field “{field}” cannot be “{fact}”',
  },
  'default-fact-form': {
    zh: '字段“{field}”引用{expected}，默认值不能取“{fact}”：它引用{forms}',
    en: 'The field “{field}” refers to {expected}, so its default cannot be “{fact}”, which refers to {forms}',
  },
  'not-host': {
    zh: '“{host}”不是主机：请只填写名称或地址，如 smtp.example.com、10.1.2.3，不含协议、端口和路径',
    en: '“{host}” is not a host: enter only a name or an address such as smtp.example.com or 10.1.2.3, without protocol, port or path',
  },
  'allowed-host-wrong': {
    zh: '“{host}”不是主机：请填写名称或地址，如 hooks.example.com、*.example.com、10.1.2.3，不含协议、端口和路径',
    en: '“{host}” is not a host: enter a name or an address such as hooks.example.com, *.example.com or 10.1.2.3, without protocol, port or path',
  },
  'allowed-ports-wrong': {
    zh: '“{ports}”不是端口：请填写 1 到 65535 的数字，多个用逗号分隔',
    en: '“{ports}” is not a list of ports: enter numbers from 1 to 65535, separated by commas',
  },
  'host-with-user': {
    zh: '主机不含用户名和密码：请去掉“@”及其之前的部分，账号和密码填在使用这台主机的设置里',
    en: 'A host must not contain a user name or password: remove everything up to the “@”, and enter them in the settings that use this host',
  },
  'host-never-called': {
    zh: '{host} 始终不访问：链路本地地址（云主机的元数据服务）、组播地址和保留地址对谁都不开放',
    en: '{host} is never called: link-local addresses (cloud metadata services), multicast and reserved addresses are not allowed',
  },
  'host-inside': {
    zh: '{host} 是内网或本机地址：允许内网地址才会访问',
    en: '{host} is an address of the private network or of this machine: it can be called only if private addresses are allowed',
  },
  'condition-never-holds': {
    zh: '这个条件永远不会满足：{parts}自相矛盾',
    en: 'This condition is never met: {parts} contradict each other',
  },
  'condition-always-holds': {
    zh: '这个条件总是满足，写与不写都一样',
    en: 'This condition is always met, so it has no effect',
  },
  'never-when-new': {
    zh: '新建时“{member}”还是空的，所以这个条件在新建时从不满足；若有意如此，请改用 $new',
    en: '“{member}” is empty while a record is being created, so this is never met then: use $new if that is intended',
  },
  'always-when-new': {
    zh: '新建时“{member}”还是空的，所以这个条件在新建时总是满足；若有意如此，请改用 $new',
    en: '“{member}” is empty while a record is being created, so this is always met then: use $new if that is intended',
  },
  'check-never-passed': {
    zh: '新建时“{member}”还是空的，新记录都通不过规则“{rule}”，无法保存',
    en: '“{member}” is empty while a record is being created, so no new record passes the rule “{rule}” and none can be saved',
  },
  'field-never-shown': {
    zh: '“{field}”永远不会显示：它要等{others}填写之后才显示，而后者又要等它',
    en: '“{field}” can never be shown: it waits for {others} to be filled in, which waits for it in turn',
  },
  'field-contradicted': {
    zh: '“{field}”永远不会显示：{parts}不能同时满足',
    en: '“{field}” can never be shown: {parts} are never met together',
  },
  'field-waits-for-itself': {
    zh: '“{field}”永远不会显示：它要等自己填写之后才显示',
    en: '“{field}” can never be shown: it waits for itself to be filled in',
  },
  'field-waits-in-circle': {
    zh: '“{field}”永远不会显示：它和{others}都要等对方填写之后才显示',
    en: '“{field}” can never be shown: it and {others} wait for one another to be filled in',
  },
  'field-waits-in-vain': {
    zh: '“{field}”永远不会显示：它要等{others}填写之后才显示，而后者永远不会显示',
    en: '“{field}” can never be shown: it waits for {others} to be filled in, which can never be shown',
  },
  'field-never-asked': {
    zh: '要求填写“{field}”的时候，它都不显示，所以不会要求任何人填写：{parts}不能同时满足',
    en: '“{field}” is never shown when it is required, so nobody is ever asked for it: {parts} are never met together',
  },
  'field-never-filled': {
    zh: '“{field}”必填却无法填写：凡是要求填写它的时候，它都是只读的',
    en: '“{field}” is required but can never be filled in: whenever it is required, it is read-only',
  },
  'derived-cycle': {
    zh: '“{label}”（{field}）由自身算出',
    en: '“{label}” ({field}) is computed from itself',
  },
  'derived-operand': {
    zh: '字段“{field}”引用了不存在或不是数字的“{operand}”',
    en: 'The field “{field}” is computed from “{operand}”, which does not exist or is not a number',
  },
  'param-not-for-system': {
    zh: '这个参数只能按组织设置，不能对全系统设置',
    en: 'This parameter can be set only for organisations, not for the whole system',
  },
  'param-not-for-organisation': {
    zh: '这个参数只能对全系统设置，不能按组织设置',
    en: 'This parameter can be set only for the whole system, not for an organisation',
  },
  'param-null': {
    zh: '不能设为空值；要恢复继承，请删除这个值',
    en: 'The value cannot be empty; delete it to inherit again',
  },
  'param-window': {
    zh: '“失效日期”（{validTo}）早于“生效日期”（{validFrom}）',
    en: '“Valid to” ({validTo}) is before “Valid from” ({validFrom})',
  },
  'param-overlap': {
    zh: '这里已有一个值的有效期（{validFrom} 至 {validTo}）与此重叠；请修改日期',
    en: 'The dates overlap with those of another value here ({validFrom} to {validTo}): change them',
  },
};
