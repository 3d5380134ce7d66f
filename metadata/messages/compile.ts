import type { Label } from '../common/label.ts';

/** The messages to packages whose parts do not fit together. */
export const compileMessages: Readonly<Record<string, Label>> = {
  'package-name': { zh: '“{name}”不能作包名', en: '“{name}” cannot be the name of a package' },
  'package-twice': { zh: '包“{name}”出现了两次', en: 'The package “{name}” appears twice' },
  'package-missing': {
    zh: '缺少所依赖的包 {name}（{range}）',
    en: 'The required package {name} ({range}) is missing',
  },
  'package-version': {
    zh: '需要包 {name} 的版本 {range}，现有 {version}',
    en: 'Package {name} {range} is required, but {version} is present',
  },
  'package-cycle': {
    zh: '包之间循环依赖：{packages}',
    en: 'These packages depend on each other in a circle: {packages}',
  },
  'prefix-name': {
    zh: '前缀“{prefix}”应为小写字母开头的 1 至 16 位小写字母和数字',
    en: 'The prefix “{prefix}” must be 1 to 16 lower-case letters and digits, beginning with a letter',
  },
  'prefix-missing': {
    zh: '加到他人表单上的“{name}”应以“{prefix}_”开头',
    en: '“{name}”, added to another package’s form, must begin with “{prefix}_”',
  },
  'not-a-version': { zh: '“{version}”不是语义化版本', en: '“{version}” is not a semantic version' },
  'not-a-range': { zh: '“{range}”不是版本范围', en: '“{range}” is not a version range' },
  'server-version': {
    zh: '包 {name} 需要 Guiju {range}，现在的服务器是 {version}：请先升级服务器',
    en: 'The package {name} requires Guiju {range}, but this server is {version}: upgrade the server first',
  },
  'engines-unread': {
    zh: 'engines.guiju 不起作用：请写成 "guiju": { "server": "{range}" }',
    en: 'engines.guiju has no effect: write "guiju": { "server": "{range}" }',
  },
  'form-name': {
    zh: '“{name}”不能作表单名：应为小写字母和数字，用连字符分隔',
    en: '“{name}” cannot be used as a form name: use lower-case letters and digits, separated by hyphens',
  },
  'form-twice': {
    zh: '表单“{id}”在包 {package} 中已有',
    en: 'The form “{id}” already exists in the package {package}',
  },
  'field-by-name': {
    zh: '“{field}”是字段今天的名称；在包里用它的 id “{id}”',
    en: '“{field}” is the field’s current name; in a package, use its id “{id}”',
  },
  'field-unfit': {
    zh: '“{field}”是 {kind} 类型的字段，不能用在这里',
    en: '“{field}” is a field of type {kind} and cannot be used here',
  },
  'field-virtual': {
    zh: '“{label}”的值不保存，读取时才计算，不能用在这里',
    en: '“{label}” is not stored but computed when read, and cannot be used here',
  },
  'made-of-virtual': {
    zh: '“{field}”的值不保存，读取时才计算；由它得出的值也要设为读取时计算，并且只能用同一条数据里的字段',
    en: '“{field}” is not stored but computed when read; fields computed from it must be, too, and only from the same record',
  },
  'member-unused': {
    zh: '这个表单的列表里用不上“{name}”，它不会出现',
    en: 'Lists of this form cannot show “{name}”, so it will not appear',
  },
  'sharing-unsaid': {
    zh: '表单“{form}”没有说明谁能看到数据：已安装的仍对所有组织可见；新单据只有创建组织可见；新基础资料不能发布。请写 "sharing": "everybody"（所有组织可见），或 "sharing": { "allowed": ["private"], "default": "private" }（创建组织可见）',
    en: 'The form “{form}” does not state who can see its records: installed forms stay visible to all organisations, new documents are visible only to the organisation that created them, and new master data cannot be published. Write "sharing": "everybody" (all organisations), or "sharing": { "allowed": ["private"], "default": "private" } (only the creating organisation)',
  },
  'sharing-needed': {
    zh: '请先说明谁能看到“{form}”的数据：写 "sharing": "everybody"（所有组织可见），或 "sharing": { "allowed": ["private"], "default": "private" }（创建组织可见），也可以列出其他管控策略',
    en: 'First state who can see the records of “{form}”: write "sharing": "everybody" (all organisations), or "sharing": { "allowed": ["private"], "default": "private" } (only the creating organisation), or list other sharing policies',
  },
  'form-without-key': {
    zh: '表单“{form}”既没有 number 字段也没有 key：导入时每行都会新增，引用只能用 id',
    en: 'The form “{form}” has neither a number field nor a key: every imported row creates a new record, and records can be referenced only by id',
  },
  'form-never-filled': {
    zh: '“{form}”的第一条记录永远无法新建：必填的“{field}”要引用已有的记录，而这些表单互相等待：{chain}。请让其中一个引用可以不填',
    en: 'No first record of “{form}” can ever be created: “{field}” is required and refers to a record, and these forms wait for one another: {chain}. Let one of the references be empty',
  },
  'form-name-twice': {
    zh: '表单名“{name}”已被包 {package} 的表单“{form}”使用',
    en: 'The form name “{name}” is already used by the form “{form}” of the package {package}',
  },
  'unknown-form': { zh: '没有名为“{form}”的表单', en: 'There is no form “{form}”' },
  'field-name': {
    zh: '“{name}”不能作字段名：应为小写字母开头的字母和数字，前面可有“前缀_”',
    en: '“{name}” cannot be used as a field name: use letters and digits, beginning with a lower-case letter, with a “prefix_” if needed',
  },
  'field-reserved': { zh: '“{name}”是系统保留的名称', en: 'The name “{name}” is reserved by the system' },
  'field-twice': {
    zh: '字段标识“{id}”重复（不分大小写）',
    en: 'The field id “{id}” appears twice (ignoring case)',
  },
  'field-name-twice': {
    zh: '字段名“{name}”重复（不分大小写）',
    en: 'The field name “{name}” appears twice (ignoring case)',
  },
  'field-cycle': {
    zh: '“{label}”（{field}）由自身算出：{chain}',
    en: '“{label}” ({field}) is computed from itself: {chain}',
  },
  'entries-too-deep': { zh: '分录最多两层', en: 'Entries can be at most two levels deep' },
  'kind-in-rows': {
    zh: '{kind} 类型的字段不能放在分录中',
    en: 'Fields of type {kind} cannot be used in entries',
  },
  'parent-twice': {
    zh: '一个表单只能有一个上级字段，“{field}”是第二个',
    en: 'A form can have only one parent field; “{field}” is the second',
  },
  'remembers-nothing': {
    zh: '“{label}”不能记住上次的值：只有单据头上由人填写、不含个人信息、密钥和文件的字段可以。请去掉“记住上次的值”',
    en: '“{label}” cannot remember the last value: this is only possible for fields of the record itself that users fill in, without personal data, secrets or files. Turn off “Remember the last value”',
  },
  'follows-nothing': {
    zh: '“{label}”的默认值不是公式，“随公式更新”不起作用；请把默认值改为公式，或关闭“随公式更新”',
    en: 'The default of “{label}” is not a formula, so there is nothing to follow: make it a formula, or turn off “Follows its formula”',
  },
  'field-never-given': {
    zh: '“{label}”必填、始终只读、又没有默认值：没有人能保存这样的记录；请给默认值，或去掉其一',
    en: '“{label}” is required, always read-only and has no default, so no record could ever be saved; give it a default, or remove one of the two',
  },
  'currency-field': {
    zh: '“{field}”不能说明币种：要用同一行的字段或单据头上的字段（parent.），类型为币种、单选或文本；引用的记录上的币种，先用“带出”字段带到这里',
    en: '“{field}” cannot provide the currency: use a field of the same row, or of the record (parent.), of type currency, choice or text. For the currency of a referenced record, carry it over into a field here first',
  },
  'currency-of-nothing': {
    zh: '只有金额有币种，这里的值不是金额',
    en: 'Only amounts have a currency, and these values are not amounts',
  },
  'currency-carried': {
    zh: '带过来的是 {currency} 的金额，不会因为在这里写成 {said} 就换算：请去掉这里的币种，或者用公式换算',
    en: 'The amount carried over is in {currency} and is not converted by setting {said} here: remove the currency here, or convert the amount with a formula',
  },
  'currency-mixed': {
    zh: '“{operand}”可能是别的币种，不同币种的金额不能相加减：请让它们都由同一个字段说明币种，或先折算',
    en: '“{operand}” may be in another currency, and amounts in different currencies cannot be summed: let one field set the currency of all, or convert them first',
  },
  'compute-operand': { zh: '没有名为“{operand}”的字段', en: 'There is no field “{operand}”' },
  'compute-number': {
    zh: '“{operand}”不是数字，不能参与计算',
    en: '“{operand}” is not a number and cannot be used in a calculation',
  },
  'compute-rows': {
    zh: '“{operand}”在分录中有多行，只有 sum 能汇总，{op} 不能',
    en: '“{operand}” has several rows in the entries; only sum can combine them, not {op}',
  },
  'option-twice': {
    zh: '选项值“{value}”重复（不分大小写）',
    en: 'The option “{value}” appears twice (ignoring case)',
  },
  'range-empty': {
    zh: '最小值 {min} 大于最大值 {max}',
    en: 'The minimum {min} is greater than the maximum {max}',
  },
  'scale-above-precision': {
    zh: '小数位数 {scale} 大于总位数 {precision}',
    en: '{scale|decimal place is|decimal places are} more than the total number of digits, {precision}',
  },
  'number-pattern': {
    zh: '编号规则不认识“{part}”；可写日期（yyyy、yyyyMM、yyMM、MM、dd 等）、org、本表单字段的标识和 seq:位数，各在花括号内，如 HT-{yyyy}-{seq:4}',
    en: '“{part}” cannot be used in a numbering pattern; use dates (yyyy, yyyyMM, yyMM, MM, dd …), org, ids of fields of this form and seq:digits, each in braces, such as HT-{yyyy}-{seq:4}',
  },
  'number-pattern-unfit': {
    zh: '“{part}”不能写进编号：只能用单据头上不超过 40 个字的文本、选项或整数字段，不能用密钥和个人信息',
    en: '“{part}” cannot be part of a number: use texts of up to 40 characters, choices or whole numbers of the record itself; no secrets and no personal data',
  },
  'number-pattern-seq': {
    zh: '编号规则要有且只有一个 {seq:n}，现有 {counters} 个',
    en: 'A numbering pattern must have exactly one {seq:n}; this one has {counters}',
  },
  'series-twice': { zh: '有两个编号系列都叫“{name}”', en: 'Two number series are called “{name}”' },
  'default-not-possible': { zh: '这种字段不能有默认值', en: 'This type of field cannot have a default' },
  'sharing-default': {
    zh: '默认管控策略 {sharing} 不在允许之列',
    en: 'The default sharing {sharing} is not one of those allowed',
  },
  'sharing-not-allowed': {
    zh: '该表单不允许使用管控策略“{sharing}”',
    en: 'This form does not allow the sharing “{sharing}”',
  },
  'unknown-fact': { zh: '没有名为“{fact}”的字段', en: 'There is no field called “{fact}”' },
  'unknown-entries': { zh: '没有名为“{entries}”的分录', en: 'There are no entries “{entries}”' },
  'unknown-part': { zh: '{part} 中没有“{name}”', en: 'There is no “{name}” in {part}' },
  'part-name': { zh: '“{name}”不能作 {part} 中的名称', en: '“{name}” cannot be used as a name in {part}' },
  'part-twice': { zh: '{part} 中的名称“{name}”重复', en: 'The name “{name}” appears twice in {part}' },
  'action-reserved': {
    zh: '操作“{name}”是平台自带的',
    en: 'The action name “{name}” is reserved by the platform',
  },
  'field-placed-twice': {
    zh: '字段“{field}”在布局中放了两次',
    en: 'The field “{field}” appears twice in the layout',
  },
  'not-sortable': { zh: '不能按“{field}”排序', en: 'Records cannot be sorted by “{field}”' },
  'not-searchable': {
    zh: '不能在“{field}”中搜索：能搜索的是文本、选项、数字、金额、日期和引用，{kind} 类型不能',
    en: '“{field}” cannot be searched: only texts, choices, numbers, amounts, dates and references can be, not type {kind}',
  },
  'match-condition': {
    zh: '“{field}”应为针对表单“{form}”的条件字段',
    en: '“{field}” must be a condition field for the form “{form}”',
  },
  'match-for-what': {
    zh: '应与单据字段（fact）、提问（question）、当前组织（organisation）三者之一比较；label、required 只用于提问',
    en: 'It must be compared with exactly one of fact, question and organisation; label and required are only for a question',
  },
  'match-for-kind': {
    zh: '“{field}”是 {kind} 类型，不能说明规则适用于谁',
    en: '“{field}” is of type {kind} and cannot define what a rule applies to',
  },
  'match-for-organisation': {
    zh: '“{field}”不是引用组织的字段，不能与当前组织比较',
    en: '“{field}” does not refer to organisations, so it cannot be compared with the current organisation',
  },
  'match-for-differs': {
    zh: '“{field}”与单据字段“{fact}”的值不能比较',
    en: 'The values of “{field}” and of the document field “{fact}” cannot be compared',
  },
  'match-for-options': {
    zh: '“{field}”的选项 {options} 在单据字段“{fact}”中没有，这样的规则永远不会匹配',
    en: 'The document field “{fact}” does not have these options of “{field}”: {options}. Rules that use them would never match',
  },
  'match-for-twice': {
    zh: '提问“{question}”已有另一个字段与之比较',
    en: 'Another field is already compared with the question “{question}”',
  },
  'match-for-unless': {
    zh: '“{field}”不是是/否字段',
    en: '“{field}” is not a yes/no field',
  },
  'match-within-rows': {
    zh: 'within 只用于分录行的匹配（entries）',
    en: '“within” can only be used for matching rows (entries)',
  },
  'unknown-question': {
    zh: '匹配没有提问“{question}”',
    en: 'The match has no question “{question}”',
  },
  'menu-path': { zh: '“{path}”不能作菜单路径', en: '“{path}” cannot be used as a menu path' },
  'menu-twice': {
    zh: '菜单“{path}”已由包 {package} 定义',
    en: 'The menu “{path}” is already defined by the package {package}',
  },
  'dropped-field-named': {
    zh: '包 {package} 已去掉“{label}”（{field}），自己却仍在这里用到它；请一并去掉，或保留该字段',
    en: 'The package {package} removes “{label}” ({field}) but still uses it here; remove this as well, or keep the field',
  },
  'dropped-field-of-others': {
    zh: '包 {package} 已去掉“{label}”（{field}）：它隐藏保留，无人再填写；这里用到它的内容请改掉',
    en: 'The package {package} removes “{label}” ({field}): it is hidden and kept, and can no longer be filled in; remove the local changes to it',
  },
  'unknown-capability': {
    zh: '服务器没有功能“{capability}”',
    en: 'The server has no capability “{capability}”',
  },
  'unknown-record-check': {
    zh: '服务器没有整单校验“{check}”',
    en: 'The server has no record check “{check}”',
  },
  'unknown-icon': { zh: '没有图标“{icon}”', en: 'There is no icon “{icon}”' },
  'unknown-menu': { zh: '没有菜单“{path}”', en: 'There is no menu “{path}”' },
  'extension-without-dependency': {
    zh: '扩展表单“{form}”须在 peerDependencies 中写明包 {package}',
    en: 'To extend the form “{form}”, list the package {package} in peerDependencies',
  },
  'set-locked': { zh: '“{target}”一经发布不能更改', en: '“{target}” cannot be changed once published' },
  'set-owner': {
    zh: '“{target}”不存在，或只能由表单所属的包更改',
    en: '“{target}” does not exist, or can only be changed by the package that owns the form',
  },
  'set-nothing': { zh: '“{target}”指向的内容不存在', en: 'There is nothing at “{target}”' },
  'set-of-dropped': {
    zh: '“{target}”所指的内容已被其包去掉：这里的说法保留，但不再起作用，请改掉',
    en: '“{target}” refers to something that its package removed: the local changes to it are kept without effect and should be removed',
  },
  'overrules-not-local': {
    zh: '只有本地调整（local）可以不采纳其他包的说法',
    en: 'Only local changes can override what other packages define',
  },
  'set-loosens': {
    zh: '“{target}”只能收紧，不能放宽',
    en: '“{target}” can only be made stricter, not looser',
  },
  'layers-disagree': {
    zh: '包 {package} 对“{target}”另有说法，且两者没有依赖关系',
    en: 'The package {package} defines “{target}” differently, and neither package depends on the other',
  },
  'param-name': { zh: '“{name}”不能作参数类型或参数键', en: '“{name}” cannot be a parameter type or key' },
  'param-key': {
    zh: '参数类型“{type}”中有一项应在 key 与 dimension 中写且只写一个',
    en: 'A parameter of “{type}” must have a key or a dimension, and not both',
  },
  'unique-within': {
    zh: '唯一规则“{name}”限于一条记录之内，应以 across 指明分录',
    en: 'The unique rule “{name}” applies within one record: “across” must name its entries',
  },
  'param-secret-stated': {
    zh: '保密的参数不能在包里写 {name}：包是人人可读的',
    en: 'A package cannot state {name} of a secret parameter: anyone who has the package could read it',
  },
  'param-twice': { zh: '参数 {type}/{key} 重复', en: 'The parameter {type}/{key} appears twice' },
  'data-key-twice': { zh: '数据键“{key}”重复', en: 'The data key “{key}” appears twice' },
  'data-field-empty': {
    zh: '包数据“{key}”没有填写必填的“{field}”，该字段也没有默认值：请在包里补上',
    en: '“{field}” is required and has no default, but the package data “{key}” leaves it empty: add it in the package',
  },
  'data-record-twice': {
    zh: '包数据“{key}”与包里另一条“{form}”相同（{value}）：请改掉其中一条',
    en: 'The package data “{key}” has the same “{value}” as another “{form}” of the package: change one of them',
  },
  'data-of-parameters': {
    zh: '包不能自带参数值：在 params/ 的定义中以 preset 给出预设值',
    en: 'A package cannot include parameter values: define preset values as “preset” in params/',
  },
  'data-file-missing': {
    zh: '包的 data/files 里没有“{file}”；文件写作 {"file": "文件名"}',
    en: 'There is no “{file}” in data/files of the package; refer to a file as {"file": "file name"}',
  },
  'data-derived': {
    zh: '“{field}”由系统算出，不能给值',
    en: '“{field}” is computed by the system and cannot be given a value',
  },
  'case-of-what': {
    zh: '用例应在 form 与 decision 中写且只写一个',
    en: 'A case must name either a form or a decision, not both',
  },
  'case-trial': {
    zh: '只有决策的用例能试用配置（trial）：匹配的用例按已有的规则判断',
    en: 'Only cases of a decision can try a configuration (trial); cases of a match use the existing rules',
  },
  'case-without-match': { zh: '表单“{form}”没有匹配', en: 'The form “{form}” has no match' },
  'case-twice': { zh: '用例“{name}”重复', en: 'The case “{name}” appears twice' },
  'migration-version': {
    zh: '步骤所属的版本“{to}”不是版本号，或比包的版本 {version} 还新',
    en: 'The version “{to}” of these steps is not valid, or is later than the package’s, {version}',
  },
  'migration-foreign': {
    zh: '字段“{field}”属于包“{package}”：只有它能说明旧值的含义',
    en: 'The field “{field}” belongs to the package “{package}”: only that package can state what its former values mean',
  },
  'migration-kind': {
    zh: '字段“{field}”的类型是 {kind}：它的旧值不能换算',
    en: 'The field “{field}” is of type {kind}, whose former values cannot be converted',
  },
  'migration-no-reference': {
    zh: '字段“{field}”的类型是 {kind}：只有引用字段可以由选项变来',
    en: 'The field “{field}” is of type {kind}; only a reference field can be made from options',
  },
  'migration-no-text': {
    zh: '字段“{field}”的类型是 {kind}：只有存文字的字段可以由选项变来',
    en: 'The field “{field}” is of type {kind}; only a field that stores text can be made from options',
  },
  'migration-no-number': {
    zh: '“{field}”引用的表单“{form}”没有编号字段，旧值无从对应到记录',
    en: '“{field}” refers to “{form}”, which has no number field to look up records by',
  },
  'migration-source-offered': {
    zh: '“{field}”还是表单的字段：值移走的字段须从包里去掉',
    en: '“{field}” still exists; a field whose values are moved must be removed from the package',
  },
  'migration-target-kind': {
    zh: '字段“{field}”的类型是 {kind}：值不能移到那里',
    en: 'The field “{field}” is of type {kind}; values cannot be moved into it',
  },
  'migration-split-how': {
    zh: '拆分须写明分隔符 by 或模式 pattern，二者取一',
    en: 'A split needs either a separator (by) or a pattern, not both',
  },
  'migration-pattern': { zh: '模式无法读取：{flaw}', en: 'The pattern cannot be read: {flaw}' },
  'migration-pattern-groups': {
    zh: '模式有 {groups} 个组，而字段有 {fields} 个',
    en: 'The pattern has {groups|group|groups} for {fields|field|fields}',
  },
  'migration-twice': {
    zh: '“{field}”已有一个同样的步骤',
    en: 'Another step already does the same to “{field}”',
  },
  'migration-value-offered': {
    zh: '“{value}”仍是“{field}”的选项，不能同时换算成别的值',
    en: '“{value}” is still an option of “{field}”, so it cannot be converted to another value',
  },
  'migration-value-twice': {
    zh: '“{field}”的旧值“{value}”换算了两次',
    en: 'The former value “{value}” of “{field}” is converted twice',
  },
  'migration-value-fits': {
    zh: '“{value}”本来就是“{field}”（{kind}）能存的值，不能同时换算成别的值',
    en: '“{value}” is a valid value of “{field}” ({kind}), so it cannot be converted to another value',
  },
  'migration-value-unfit': {
    zh: '“{value}”不是“{field}”（{kind}）能存的值',
    en: '“{value}” is not a valid value of “{field}” ({kind})',
  },
  'migration-value-unknown': {
    zh: '“{value}”不是“{field}”的选项',
    en: '“{value}” is not an option of “{field}”',
  },
};
