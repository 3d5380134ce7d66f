import type { Label } from '../../../metadata/common/label.ts';

/** The sentences against designing and publishing designs. */
export const designMessages: Readonly<Record<string, Label>> = {
  'colleague-may-not-see': {
    zh: '第 {at} 个人看不到这个表单，谁都没有通知；请去掉他再发送',
    en: 'Person {at} may not see this form, so nobody was notified: leave this person out and send again',
  },
  'tell-job': { zh: '通知同事：{form}', en: 'Notify colleagues: {form}' },
  'tell-done': { zh: '已通知 {people} 人', en: '{people|person|people} notified' },
  'designers-only': {
    zh: '您没有设计权限：请让管理员在角色里授予',
    en: 'You do not have the right to design: ask an administrator to grant it in a role',
  },
  'case-undecided': {
    zh: '这个用例现在算不出结果：请先改正所列的问题，再保存',
    en: 'This case has no result at present: correct the problems listed, then save it',
  },
  'case-wrong-now': {
    zh: '用例“{name}”现在就有 {count} 处与期望不同：请改正期望或规则后再保存',
    en: 'The case “{name}” already differs from its expected result in {count|place|places}: correct the expectation or the rules before saving it',
  },
  'case-otherwise': {
    zh: '期望 {expected}，现在得到 {actual}；请改正期望或规则',
    en: 'Expected {expected}, but the result is now {actual}; correct the expectation or the rules',
  },
  'case-needs-right': {
    zh: '未运行：需要查看“{name}”的权限',
    en: 'Skipped: needs the right to read “{name}”',
  },
  'case-needs-organisation': {
    zh: '未运行：需要组织“{org}”的权限',
    en: 'Skipped: needs rights in the organisation “{org}”',
  },
  'case-not-yours': {
    zh: '另一个组织的用例已叫“{name}”：请换一个名称',
    en: 'Another organisation already has a case called “{name}”: choose another name',
  },
  'cases-withheld': {
    zh: '另有 {count} 个用例将不通过，您无权查看其内容：请有权限的人处理',
    en: '{count|more case|more cases} that you may not see would fail: ask someone with the right to see them',
  },
  'case-unknown': {
    zh: '没有用例“{name}”，或它刚被删除：请刷新列表',
    en: 'There is no case “{name}”, or it was removed in the meantime: reload the list',
  },
  'design-unknown': {
    zh: '没有这个设计，或它没有与您共享；请让其所有者共享',
    en: 'There is no such design, or it is not shared with you: ask its owner to share it',
  },
  'design-closed': {
    zh: '这个设计正在发布，或已经发布、放弃，不能再改：请新建一个设计',
    en: 'This design is being published, or was published or discarded, so it cannot be changed: start a new one',
  },
  'design-conflict': {
    zh: '有 {count} 处刚在别处改过：请先看看，再决定是否覆盖',
    en: '{count|place was|places were} just changed elsewhere: check them, then decide whether to overwrite them',
  },
  'design-said-otherwise': {
    zh: '“{target}”已由{by}修改',
    en: '“{target}” was changed by {by}',
  },
  'formula-label-several': {
    zh: '几个字段都叫“{label}”，公式里请写其中一个的标识：{fields}',
    en: 'Several fields are called “{label}”; write the id of one of them in the formula: {fields}',
  },
  'design-unfinished': {
    zh: '“{file}”还没写完整，请先按它的问题改好',
    en: '“{file}” is incomplete: correct its problems first',
  },
  'design-step-none': {
    zh: '读不懂这一步：写法见 API 文档的 DesignStep',
    en: 'This step cannot be read: see DesignStep in the API documentation',
  },
  'design-step': {
    zh: '有 {count} 步不能这样做；请看每一步的原因',
    en: '{count|step cannot|steps cannot} be done like this: see the reason for each',
  },
  'design-named-by': {
    zh: '变更集“{name}”要与它一起发布',
    en: 'Change set “{name}” is to be published with it',
  },
  'design-named': {
    zh: '有 {count} 个变更集要与这个设计一起发布：请先从中去掉它，或确认仍然放弃',
    en: '{count|change set is|change sets are} to be published with this design: remove the design from them first, or confirm that you want to discard it anyway',
  },
  'design-forbidden': {
    zh: '您没有设计或发布“{target}”的权限：请让管理员在角色里授予',
    en: 'You do not have the right to design or publish “{target}”: ask an administrator to grant it in a role',
  },
  'design-layer': {
    zh: '包“{layer}”由别人提供，不能在这里改写：请改本地层',
    en: 'The package “{layer}” belongs to another provider and cannot be changed here: change the local layer instead',
  },
  'design-nothing': { zh: '没有可以撤销或重做的步骤', en: 'There are no steps to undo or redo' },
  'design-leans': {
    zh: '{by}后来的修改依赖这一步：请先与其商量',
    en: 'Later changes by {by} depend on this step: agree on it with each other first',
  },
  'design-overtaken': {
    zh: '有 {count} 处在设计开始后已由别人发布：请逐一确认，或选择以本设计为准',
    en: '{count|property was|properties were} published with other values since this design was started: confirm each of them, or choose to use the values of this design',
  },
  'design-steps-gone': {
    zh: '有 {count} 步改动的内容已不存在：请先把它恢复（元数据包 › 发布历史 › 重做），或选择放弃这些改动',
    en: '{count|step changes|steps change} something that no longer exists: bring it back first (Packages › History › Redo), or choose to drop these changes',
  },
  'design-empty': {
    zh: '没有发布：这个设计和现在生效的完全一样',
    en: 'Nothing was published: this design is exactly what is in effect',
  },
  'design-published-otherwise': {
    zh: '“{target}”在此期间已由{by}发布为别的值',
    en: '“{target}” was published with other values by {by} in the meantime',
  },
  'design-state': {
    zh: '设计的状态是“{state}”，现在不能这样做；请刷新后查看可用的操作',
    en: 'That cannot be done while the design is “{state}”: reload it to see what can',
  },
  'design-rights': {
    zh: '角色可以看、可以改哪些字段由平台管理员决定：请管理员发布这一处（{target}）',
    en: 'Only platform administrators decide which roles may see and change fields: ask one of them to publish this ({target})',
  },
  'design-unapproved': {
    zh: '发布设计须另一人批准：请先提交审批',
    en: 'Designs need someone else’s approval before they are published: submit this one for approval first',
  },
  'design-own': {
    zh: '自己参与的设计须由另一人批准；请提交审批',
    en: 'You worked on this design, so someone else has to approve it: submit it for approval',
  },
  'design-begun-otherwise': {
    zh: '已用这个 key 以另外 {count} 步新建了设计：请读取它，把还缺的步骤加进去；要另建一个，请换一个 key',
    en: 'A design was already created with this key and {count|other step|other steps}: read it and add the missing steps, or use another key for a new one',
  },
  'designs-too-many': {
    zh: '最多同时保留 {most} 个自己的设计：请先发布或放弃一些',
    en: 'You already have {most|design|designs}, the most allowed: publish or discard some of them',
  },
  'design-too-long': {
    zh: '一个设计最多 {most} 步：请先发布，再新建一个',
    en: 'A design can have at most {most|step|steps}: publish it, then start a new one',
  },
  'design-plan-news': {
    zh: '计划与定下时间时看到的不同（{count} 处）：请再看一遍计划，再发布或重新定时',
    en: 'The plan differs from the one seen when it was scheduled ({count|difference|differences}): check it again, then publish or reschedule',
  },
  'ship-wrong': {
    zh: '包的名称、版本或前缀不对：请改正',
    en: 'The name, version or prefix of the package is wrong: correct it',
  },
  'design-versions': {
    zh: '新版本的版本号不对：请改正',
    en: 'The number of a new version is wrong: correct it',
  },
  'version-too-low': {
    zh: '这些改动至少要升到 {least}：请填写 {least} 或更高的版本',
    en: 'These changes need at least {least}: enter {least} or a higher version',
  },
  'ship-unknown': {
    zh: '本地层里没有“{place}”：请重新选择',
    en: 'The local layer does not contain “{place}”: choose again',
  },
  'ship-taken': {
    zh: '包“{package}”已用了这个名称或前缀：请换一个',
    en: 'The package “{package}” already uses that name or prefix: choose another',
  },
  'ship-older': {
    zh: '包“{package}”现在是 {version}：请填写更新的版本',
    en: 'The package “{package}” is at {version}: enter a newer version',
  },
  'ship-prefix': {
    zh: '包“{package}”的前缀是“{prefix}”，新版本不能更改：请保留',
    en: 'The prefix of the package “{package}” is “{prefix}”, which a new version cannot change: keep it',
  },
  'ship-leans': {
    zh: '所选内容要用到本地的表单“{form}”：请也选上它（{place}）',
    en: 'The selection refers to the local form “{form}”: select that, too ({place})',
  },
};
