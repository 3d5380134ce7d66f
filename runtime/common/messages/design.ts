import type { Label } from '../../../metadata/common/label.ts';

/** The sentences against designing and publishing designs. */
export const designMessages: Readonly<Record<string, Label>> = {
  'colleague-may-not-see': {
    zh: '第 {at} 个人看不到这个表单，谁都没有通知',
    en: 'Person {at} may not see this form; nobody was notified',
  },
  'tell-job': { zh: '通知同事：{form}', en: 'Notify colleagues: {form}' },
  'tell-done': { zh: '已通知 {people} 人', en: '{people|person|people} notified' },
  'designers-only': {
    zh: '您没有设计权限：请让管理员在角色里授予',
    en: 'You may not design: an administrator gives that right by a role',
  },
  'case-undecided': {
    zh: '这个用例现在算不出结果：请先改正所列的问题，再保存',
    en: 'This case has no result now: correct what is listed, then save it',
  },
  'case-wrong-now': {
    zh: '用例“{name}”现在就有 {count} 处与期望不同：请改正期望或规则后再保存',
    en: 'The case “{name}” differs from what it expects in {count|place|places} already: correct either before it is saved',
  },
  'case-otherwise': {
    zh: '期望 {expected}，现在得到 {actual}；请改正期望或规则',
    en: '{expected} is expected, {actual} comes now; correct what is expected, or the rules',
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
    en: 'A case of another organisation is called “{name}” already: choose another name',
  },
  'cases-withheld': {
    zh: '另有 {count} 个用例将不通过，您无权查看其内容：请有权限的人处理',
    en: '{count|more case|more cases} that you may not see would fail: ask someone who may see them',
  },
  'case-unknown': {
    zh: '没有用例“{name}”，或它刚被删除：请刷新列表',
    en: 'There is no case “{name}”, or it was removed in the meantime: reload the list',
  },
  'design-unknown': {
    zh: '没有这个设计，或它没有与您共享',
    en: 'There is no such design, or it is not shared with you',
  },
  'design-closed': {
    zh: '设计“{name}”正在发布或已经结束，不能再改：请新建一个设计',
    en: 'The design “{name}” is being published, or done with: begin a new one',
  },
  'design-conflict': {
    zh: '有 {count} 处别人刚改过：请先看看，再决定是否覆盖',
    en: '{count|place was|places were} just changed by someone else: check first, then decide whether to keep yours',
  },
  'design-said-otherwise': {
    zh: '“{target}”已由{by}修改',
    en: '“{target}” was changed by {by}',
  },
  'design-unfinished': {
    zh: '“{file}”还没写完整，请先按它的问题改好',
    en: '“{file}” is not finished yet: correct what is wrong with it first',
  },
  'design-step-none': {
    zh: '读不懂这一步：写法见 API 文档的 DesignStep',
    en: 'This step cannot be read: see DesignStep in the API documentation',
  },
  'design-step': {
    zh: '有 {count} 步不能这样做',
    en: '{count|step|steps} cannot be taken',
  },
  'design-named-by': {
    zh: '变更集“{name}”要与它一起发布',
    en: 'Change set “{name}” is to be published with it',
  },
  'design-named': {
    zh: '有 {count} 个变更集要与这个设计一起发布：请先从中去掉它，或确认仍然放弃（anyway）',
    en: '{count|change set is|change sets are} to be published with this design: take the design off first, or discard it anyway',
  },
  'design-forbidden': {
    zh: '您没有设计或发布“{target}”的权限：请让管理员在角色里授予',
    en: 'You may not design or publish “{target}”: an administrator gives that right by a role',
  },
  'design-layer': {
    zh: '包“{layer}”由别人提供，不能在这里改写：请改本地层',
    en: 'The package “{layer}” belongs to another provider and cannot be changed here: change the local layer instead',
  },
  'design-nothing': { zh: '没有可以撤销或重做的步骤', en: 'There is nothing to undo, redo or go back to' },
  'design-leans': {
    zh: '{by}后来的修改依赖这一步：请先与其商量',
    en: 'Later steps by {by} build on this step: agree with each other first',
  },
  'design-overtaken': {
    zh: '有 {count} 处在设计开始后已由别人发布：请逐一确认，或选择以本设计为准',
    en: '{count|property was|properties were} published with other values since the design began: look at each, or say that the design’s values are to be used',
  },
  'design-published-otherwise': {
    zh: '“{target}”在此期间已由{by}发布为别的值',
    en: '“{target}” was published with other values by {by} in the meantime',
  },
  'design-state': {
    zh: '设计的状态是“{state}”，现在不能这样做',
    en: 'The design is in the state “{state}”, in which that cannot be done',
  },
  'design-rights': {
    zh: '角色可以看、可以改哪些字段由平台管理员决定：请管理员发布这一处（{target}）',
    en: 'Which roles may see and change fields is decided by platform administrators: ask one of them to publish this ({target})',
  },
  'design-unapproved': {
    zh: '发布设计须另一人批准：请先提交审批',
    en: 'Designs need someone else’s approval before they are published: submit this one for approval first',
  },
  'design-own': {
    zh: '自己参与的设计须由另一人批准',
    en: 'You worked on this design, so someone else has to approve it',
  },
  'design-begun-otherwise': {
    zh: '已用这个 key 以另外 {count} 步新建了设计（{id}）：请读取它，把还缺的步骤加进去；要另建一个，请换一个 key',
    en: 'A design ({id}) was begun with this key and {count|other step|other steps}: read it and add what is missing, or use another key for a new one',
  },
  'designs-too-many': {
    zh: '最多同时保留 {most} 个自己的设计：请先发布或放弃一些',
    en: 'You already have {most|design|designs}, the most allowed: publish or discard some of them',
  },
  'design-too-long': {
    zh: '一个设计最多 {most} 步：请先发布，再新建一个',
    en: 'A design has {most|step|steps} at most: publish it, and begin a new one',
  },
  'design-plan-news': {
    zh: '计划与定下时间时看到的不同（{count} 处）：请再看一遍计划，再发布或重新定时',
    en: 'The plan differs from the one seen when it was scheduled ({count|difference|differences}): check it again, then publish or reschedule',
  },
  'ship-wrong': {
    zh: '包的名称、版本或前缀不对：请改正',
    en: 'The name, version or prefix of the package is wrong: correct it',
  },
  'ship-unknown': {
    zh: '本地层里没有“{place}”：请重新选择',
    en: 'The local layer has no “{place}”: choose again',
  },
  'ship-taken': {
    zh: '包“{package}”已用了这个名称或前缀：请换一个',
    en: 'The package “{package}” has that name or prefix already: take another',
  },
  'ship-leans': {
    zh: '所选内容要用到本地的表单“{form}”：请也选上它（{place}）',
    en: 'The selection refers to the local form “{form}”: select that, too ({place})',
  },
};
