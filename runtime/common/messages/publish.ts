import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about a publish, for the records that are there, for stored conditions and for callers of the API. */
export const publishMessages: Readonly<Record<string, Label>> = {
  'records-unfilled': {
    zh: '“{label}”将变为必填，而“{form}”中有 {count} 条没有填：{numbers}；它们照旧保留，填上后才能再保存',
    en: '“{label}” becomes required, but it is empty in {count|record|records} of “{form}”: {numbers}. These records are kept as they are, but can be saved again only once it is filled in',
  },
  'records-unfilled-when': {
    zh: '“{label}”按条件必填，“{form}”中符合条件而没有填的有 {count} 条：{numbers}；它们照旧保留，填上后才能再保存',
    en: '“{label}” is required under a condition, and it is empty in {count|record|records} of “{form}” that meet it: {numbers}. These records are kept as they are, but can be saved again only once it is filled in',
  },
  'values-unsaid': {
    zh: '“{label}”新记录默认为“{word}”，而“{form}”中有 {count} 条为空：{numbers}；为空既不是“是”也不是“否”，按“是”或“否”筛选、按条件判断都不会匹配它们，可在发布时填入“{word}”',
    en: 'New records begin with “{label}” as “{word}”, but it is empty in {count|record|records} of “{form}”: {numbers}. Empty is neither yes nor no, so filters and conditions on either do not match them. Fill in “{word}” when you publish',
  },
  'publish-fill': {
    zh: '“{fill}”不是计划中提出的可填项；可填：{offered}',
    en: '“{fill}” is not among the fields that the plan offers to fill in; available: {offered}',
  },
  'publish-fill-list': {
    zh: 'fill 应为 true 或计划中提出的项的列表',
    en: '“fill” must be true or a list of the items that the plan offers',
  },
  'records-out-of-bounds': {
    zh: '“{form}”中有 {count} 条的“{label}”超出新的限制：{numbers}；它们照旧保留，不改就可以原样保存，新写入这样的值会被拒绝',
    en: '“{form}”: {count|record has|records have} a “{label}” outside the new limits: {numbers}. They are kept and can be saved unchanged, but such values can no longer be entered',
  },
  'records-former-options': {
    zh: '“{form}”中有 {count} 条的“{label}”用着去掉的选项 {values}：{numbers}；它们照旧保留，不改就可以原样保存，其他记录不能再选',
    en: '{count|record|records} of “{form}” use removed options of “{label}” ({values}): {numbers}. They are kept and can be saved unchanged, but other records can no longer use these options',
  },
  'records-no-option': {
    zh: '“{form}”中有 {count} 条的“{label}”不是任何一个选项：{examples}（{numbers}）；可以改为选项，不改则保持原样',
    en: '“{form}”: {count|record has|records have} a “{label}” that is none of the options: {examples} ({numbers}). The values can be turned into options; those that are not are kept as they are',
  },
  'conditions-rewritten': {
    zh: '“{form}”中有 {count} 条的条件将随所移动的内容改写，改写记入历史：{numbers}',
    en: 'the conditions of {count|record|records} of “{form}” are rewritten to follow what is moved, with a version in history: {numbers}',
  },
  'views-rewritten': {
    zh: '“{label}”有 {count} 个保存的列表将随所移动的内容改写筛选：{numbers}',
    en: '{count|saved list|saved lists} of “{label}” are rewritten to filter by what is moved: {numbers}',
  },
  'views-outdated': {
    zh: '“{label}”有 {count} 个保存的列表按将去掉的内容筛选（{fields}）：{numbers}；它们照旧保留，请其所有者改写筛选',
    en: '{count|saved list|saved lists} of “{label}” filter by what is removed ({fields}): {numbers}; they stay as they are until their owners change the filter',
  },
  'values-not-split': {
    zh: '“{label}”中有 {count} 个“{field}”不能照步骤所说拆分，将整个留在所声明的字段：{examples}',
    en: '{count|value|values} of “{field}” of “{label}” cannot be split as the step defines and will be kept whole in the declared field: {examples}',
  },
  'values-move-again': {
    zh: '“{label}”有 {count} 条数据在撤销后改过：{fields}按它们现在的内容重新填写，撤销前填在那里的值被替换：{examples}',
    en: '{count|record|records} of “{label}” changed after the undo: {fields} will be filled in again from their current values, replacing what was there before the undo: {examples}',
  },
  'step-finds-nothing': {
    zh: '“{form}”没有字段“{field}”，步骤没有值可移',
    en: '“{form}” has no field “{field}”, so the step finds no values to move',
  },
  'step-target-known': {
    zh: '“{form}”已有字段“{field}”：值只能移到同一版本新加的字段',
    en: '“{form}” already has a field “{field}”; values can only be moved to fields that are added in the same version',
  },
  'former-number-unknown': {
    zh: '“{form}”中有 {count} 条的“{field}”为“{value}”，而“{target}”中没有编号为 {number} 的记录：{numbers}；请先建立它（包自带的记录须由前一个版本带来），或在步骤中另作说明',
    en: '“{form}”: {count|record has|records have} “{value}” in “{field}”, but “{target}” has no record with the number {number}: {numbers}. Create it first (a record of the package must come with an earlier version), or define another meaning in the step',
  },
  'former-number-ambiguous': {
    zh: '“{form}”中有 {count} 条的“{field}”为“{value}”，而“{target}”中编号为 {number} 的记录不止一条（{owners}）：{numbers}；请在步骤中写明唯一的编号',
    en: '“{form}”: {count|record has|records have} “{value}” in “{field}”, but “{target}” has more than one record with the number {number} ({owners}): {numbers}. Use a unique number in the step',
  },
  'former-number-unseen': {
    zh: '“{form}”中有 {count} 条的“{field}”为“{value}”，其组织不能使用“{target}”的 {number}：{numbers}；请先把它共享给这些组织',
    en: '“{form}”: {count|record has|records have} “{value}” in “{field}”, but their organisations may not use {number} of “{target}”: {numbers}. Share it with these organisations first',
  },
  'records-not-offered': {
    zh: '“{form}”中有 {count} 条的“{label}”不在新的可选范围内：{numbers}',
    en: '“{form}”: {count|record has|records have} a “{label}” that can no longer be selected: {numbers}',
  },
  'records-not-remade': {
    zh: '“{form}”中有 {count} 条重新计算后存不了，仍将保留原来的值：{numbers}；请先改好这些数据或公式',
    en: '{count|record|records} of “{form}” cannot be saved after recalculation and will keep their current values: {numbers}. Correct the records or the formula first',
  },
  'records-not-tried': {
    zh: '“{form}”的 {records} 条中试算了最早和最新的 {tried} 条；其余的没有试算，后台任务会列出未能保存的',
    en: 'Of {records|record|records} of “{form}”, only the {tried} oldest and newest were tried. The job lists any others that cannot be saved',
  },
  'computed-withheld': {
    zh: '“{form}”的“{label}”由“{of}”算出；角色 {roles} 看不到后者，因此也看不到它（共 {count} 个角色）',
    en: '“{label}” of “{form}” is calculated from {of}, which {count|role|roles} cannot see, so they will not see it either: {roles}',
  },
  'records-for-all': {
    zh: '“{form}”将不再受组织管控：{count} 条目前并非人人可用的记录将对所有组织可见：{numbers}',
    en: '“{form}” will no longer be restricted by organisation: {count|record|records} that not everyone can use today will be visible to all organisations: {numbers}',
  },
  'records-former-sharing': {
    zh: '“{form}”中有 {count} 条的管控策略不再可选（{ways}）：{numbers}；它们照旧共享，直到改用别的策略',
    en: '“{form}”: {count|record has|records have} a sharing policy that is no longer offered ({ways}): {numbers}; they keep it until someone changes it',
  },
  'records-without-window': {
    zh: '“{form}”将不再有生效和失效日期：{count} 条有期限的记录将始终有效：{numbers}',
    en: '“{form}” will have no validity dates: {count|record|records} with dates will always be valid: {numbers}',
  },
  'records-beside-setting': {
    zh: '“{form}”将是每个组织一份的设置，而有些组织有多条记录，共 {count} 条：{numbers}；请先只留下各组织的一条',
    en: '“{form}” becomes a setting with one record per organisation, but some organisations have several ({count|record|records} in all): {numbers}. Keep only one for each organisation first',
  },
  'values-left-behind': {
    zh: '“{form}”的“{label}”在字段与分录之间改变：{count} 条记录中原有的值照旧保留，但不再显示：{numbers}',
    en: '“{label}” of “{form}” changes between a field and rows: the values of {count|record|records} are kept but no longer shown: {numbers}',
  },
  'copies-disowned': {
    zh: '“{form}”中有 {count} 个组织的个性化内容将不再起作用（{fields}），改随原记录：{numbers}',
    en: '{count|own copy|own copies} of “{form}” will lose their own values of {fields} and follow the original record: {numbers}',
  },
  'copies-unfit': {
    zh: '“{form}”中有 {count} 个组织个性化的“{label}”放不进改后的字段：{numbers}；请先改正它们，在此之前不会写入任何内容',
    en: '“{form}”: {count|own copy has|own copies have} a “{label}” that does not fit the changed field: {numbers}. Correct them first; nothing is written until then',
  },
  'records-break-rule': {
    zh: '“{form}”中有 {count} 条不符合新的规则（{label}）：{numbers}；它们照旧保留，改正后才能再保存',
    en: '{count|record|records} of “{form}” violate a new rule ({label}): {numbers}. They are kept as they are, but can be saved again only once corrected',
  },
  'records-hidden': {
    zh: '“{form}”中有 {count} 条的“{label}”有值，而它将被隐藏：{numbers}；值照旧保留，保存这些记录时不会清空',
    en: '“{form}”: {count|record has|records have} a value in “{label}”, which will be hidden: {numbers}. The values are kept, even when these records are saved',
  },
  'conditions-stopped': {
    zh: '“{form}”中有 {count} 条的“{label}”将无法判断，不再匹配（{why}）：{numbers}',
    en: '“{form}”: {count|record has|records have} a “{label}” that could no longer be evaluated and would match nothing ({why}): {numbers}',
  },
  'conditions-broken': {
    zh: '“{form}”中有 {count} 条的“{label}”早已无法判断，不参与匹配（{why}）：{numbers}',
    en: '{count|record|records} of “{form}” already have a “{label}” that cannot be evaluated and match nothing ({why}): {numbers}',
  },
  'conditions-outdated': {
    zh: '“{form}”中有 {count} 条的“{label}”用到去掉的内容（{why}）：{numbers}；它们照常判断，但新单据不再有这些值',
    en: '“{form}”: {count|record has|records have} a “{label}” that refers to removed items ({why}): {numbers}. They are evaluated as before, but new documents will not have these values',
  },
  'form-renamed': {
    zh: '表单“{form}”由 {from} 改名为 {to}：接口地址 /api/forms/{from} 不再有效，调用方须改用 {to}；已保存的内容不受影响',
    en: 'The form “{form}” is renamed from {from} to {to}: /api/forms/{from} is no longer available, and callers of the API must use {to}; stored data is not affected',
  },
  'field-renamed': {
    zh: '“{form}”的“{field}”由 {from} 改名为 {to}：接口不再回答 {from}，写入也会被拒绝，调用方须改用 {to}；已保存的条件、视图和模板自动跟随',
    en: '“{field}” of “{form}” is renamed from {from} to {to}: the API no longer returns {from} and refuses it in writes, so callers must use {to}; stored conditions, views and templates follow automatically',
  },
  'form-left-out': {
    zh: '表单“{label}”（{name}）被去掉：接口地址 /api/forms/{name} 不再有效；数据保留，直到运维人员永久清除',
    en: 'The form “{label}” ({name}) is removed: /api/forms/{name} is no longer available; its data is kept until whoever runs this server deletes it for good',
  },
  'field-left-out': {
    zh: '“{form}”的“{field}”（{from}）被去掉：隐藏保留，接口不再回答；已保存的条件仍能判断它，数据保留，直到运维人员永久清除',
    en: '“{field}” ({from}) of “{form}” is removed: it is hidden and no longer returned by the API. Stored conditions can still evaluate it, and its data is kept until whoever runs this server deletes it for good',
  },
  'role-none': {
    zh: '“{form}”的“{field}”：角色“{role}”将看不到它，接口不再回答',
    en: '“{field}” of “{form}”: the role “{role}” will not see it, and the API will not return it to this role',
  },
  'role-read': {
    zh: '“{form}”的“{field}”：角色“{role}”可以查看，不能修改',
    en: '“{field}” of “{form}”: the role “{role}” can view it but not edit it',
  },
  'role-edit': {
    zh: '“{form}”的“{field}”：角色“{role}”可以查看，能修改表单的还可以修改它',
    en: '“{field}” of “{form}”: the role “{role}” can view it, and edit it if it may edit the form',
  },
  'action-split': {
    zh: '“{form}”：原来的操作“{former}”中，“{action}”成为单独的操作；角色 {roles} 列有原操作，升级后不再能这样做，需要的请在角色的权限中勾选',
    en: '“{form}”: “{action}” was part of the action “{former}” and is separate now. Roles that list the former action can no longer do it: {roles}. Add it to those that need it',
  },
  'role-unknown': {
    zh: '“{form}”的“{field}”说到角色“{role}”，但没有这个角色：这句话对谁也不起作用',
    en: '“{field}” of “{form}” refers to the role “{role}”, which does not exist: it has no effect',
  },
  'role-unknown-often': {
    zh: '{count} 个字段说到角色“{role}”，但没有这个角色，这些话对谁也不起作用；第一个是“{form}”的“{field}”',
    en: '{count|field|fields} refer to the role “{role}”, which does not exist, so this has no effect; the first is “{field}” of “{form}”',
  },
  'view-role-unknown': {
    zh: '“{form}”的视图“{view}”提供给角色“{role}”，但没有这个角色',
    en: 'The view “{view}” of “{form}” is offered to the role “{role}”, which does not exist',
  },
  'role-says-itself': {
    zh: '“{form}”的“{field}”：角色“{role}”改按角色自己的设置',
    en: '“{field}” of “{form}”: the role “{role}” now follows its own settings',
  },
  'options-translated': {
    zh: '“{form}”的“{field}”去掉选项 {options}：接口不再接受；已有的值换成今天的选项，已保存的条件照旧，提到它们的部分不再成立',
    en: '“{field}” of “{form}” no longer offers {options}: the API no longer accepts them. Existing values are converted to today’s options; the parts of stored conditions that refer to them will no longer be met',
  },
  'options-left-out': {
    zh: '“{form}”的“{field}”去掉选项 {options}：接口不再接受；已有的值和已保存的条件照旧',
    en: '“{field}” of “{form}” no longer offers {options}: the API no longer accepts them. Existing values and stored conditions are kept as they are',
  },
  'params-break': {
    zh: '参数“{label}”（{type}.{key}）有 {count} 个已设的值不符合新的定义：{values}；请先改正或删除它们，在此之前不会写入任何内容',
    en: '{count|value|values} of the parameter “{label}” ({type}.{key}) would not comply with its new definition: {values}. Correct or delete them first; nothing is written until then',
  },
  'params-in-sets': {
    zh: '参数“{label}”（{type}.{key}）在未发布的变更集里有 {count} 项改动不符合新的定义：{values}；改正之前这些变更集不能发布',
    en: '{count|change|changes} of the parameter “{label}” ({type}.{key}) in open change sets would not comply with its new definition: {values}. These change sets cannot be published until they are corrected',
  },
  'param-definition-changed': {
    zh: '参数的定义已不同：请按新的定义重新填写',
    en: 'The definition of this parameter has changed: enter the value again',
  },
  'params-left-out': {
    zh: '参数“{label}”（{type}.{key}）被去掉，有 {count} 个已设的值：{values}；它们照旧保留，不再起作用，直到定义恢复',
    en: 'the parameter “{label}” ({type}.{key}) is removed, but {count|value is|values are} set: {values}. They are kept, but have no effect until the parameter is defined again',
  },
  'params-read': {
    zh: '参数“{label}”（{type}.{key}）被去掉，仍有 {count} 个程序读取它：{readers}',
    en: 'the parameter “{label}” ({type}.{key}) is removed, but {count|program still reads it|programs still read it}: {readers}',
  },
  'params-not-inherited': {
    zh: '参数“{label}”（{type}.{key}）将不再由下级继承，有 {count} 个值目前对下级有效：{values}；它们照旧保留，只对所设的组织有效',
    en: 'the parameter “{label}” ({type}.{key}) will no longer be inherited, but {count|value currently applies|values currently apply} to child organisations: {values}. They are kept and will apply only where they are set',
  },
  'publish-unknown': {
    zh: '没有版本 {revision} 的发布：请看 GET /api/publishes',
    en: 'There is no publish with revision {revision}: see GET /api/publishes',
  },
  'undo-nothing': {
    zh: '没有可撤销的发布：最早的一次发布之前什么都没有；可用 guiju apply 发布另一个版本',
    en: 'There is no publish to undo, because nothing existed before the first one; publish another version with guiju apply',
  },
  'undo-not-now': {
    zh: '版本 {revision} 的发布现在不能撤销或重做：只有仍然有效的发布可以撤销，只有还没有重做的撤销可以重做；先看 guiju publishes',
    en: 'The publish of revision {revision} cannot be undone or redone now: only a publish still in effect can be undone, and only an undo not yet redone can be redone. See guiju publishes',
  },
  'undo-later-first': {
    zh: '版本 {revision} 的发布改过的地方，后来又由版本 {later} 的发布改了：请先撤销后面这次',
    en: 'What the publish of revision {revision} changed was changed again by the publish of revision {later}: take that one back first',
  },
  'undo-form-moved': {
    zh: '“{form}”从版本 {later} 的发布起属于包“{package}”，版本 {revision} 的发布对它的改动不能单独撤销：请先撤销版本 {later} 的发布',
    en: '“{form}” has belonged to the package “{package}” since the publish of revision {later}, so what the publish of revision {revision} changed in it cannot be undone alone: take back revision {later} first',
  },
  'undo-purged': {
    zh: '最近一次发布（版本 {revision}）清除了数据，不能撤销：请从备份恢复',
    en: 'The last publish (revision {revision}) permanently deleted data and cannot be undone: restore the data from a backup',
  },
  'undo-too-old': {
    zh: '版本 {revision} 的发布早于历史的保存期限，改动前的值已删除，不能撤销：请用新的设计改回',
    en: 'The publish of revision {revision} is older than the history that is kept, and the values it replaced were deleted, so it cannot be undone: change it back in a new design',
  },
  'undo-steps': {
    zh: '这次发布是较早版本的服务器做的，当时没有记下改动前的值：它改过的值保持现在的样子',
    en: 'This publish was made by an earlier version of the server, which did not record the previous values: the values it changed stay as they are now',
  },
  'undo-designs': {
    zh: '{by}还没有发布的设计里，有 {count} 步改动的是撤销后不再有的 {names} 处（如“{first}”）：请先发布或放弃这些改动，也可以之后再重做这次发布',
    en: '{by} has an unpublished design with {count|step|steps} that change {names|place that goes|places that go} (such as “{first}”): publish or discard it first, or redo this publish later',
  },
  'undo-rewritten': {
    zh: '这次发布改写的 {count} 条条件和列表保持改写后的样子；需要时从其历史恢复',
    en: '{count|condition or saved list|conditions and saved lists} rewritten by this publish stay as they are now; restore them from their history if needed',
  },
  'values-hidden': {
    zh: '“{form}”的“{field}”中有 {count} 个值将被隐藏，数据保留，直到运维人员永久清除；字段回来时值也回来',
    en: '{count|value|values} in “{field}” of “{form}” will be hidden: kept until whoever runs this server deletes the data for good, and restored if the field is restored',
  },
  'records-hidden-form': {
    zh: '“{form}”的 {count} 条数据将被隐藏保留，直到运维人员永久清除；表单回来时数据也回来',
    en: '{count|record|records} of “{form}” will be hidden: kept until whoever runs this server deletes the data for good, and restored if the form is restored',
  },
  'data-left': {
    zh: '“{form}”中有 {count} 条数据不再随包提供：{keys}；没有改过、也没有在用的会删除（包回来时一并恢复），其余保留并标记',
    en: '“{form}”: {count|record is|records are} no longer included in a package: {keys}. Unchanged and unused records are deleted (and restored if the package is restored); the others are kept and marked',
  },
};
