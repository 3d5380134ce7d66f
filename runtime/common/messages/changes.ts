import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about change sets. */
export const changeMessages: Readonly<Record<string, Label>> = {
  'changesets-own': {
    zh: '变更集只能通过变更集接口读写',
    en: 'Change sets are read and written as change sets only',
  },
  'approval-needed': {
    zh: '“{name}”须由另一人批准后才能修改，请放入变更集并提交审批',
    en: '“{name}” can only be changed with someone else’s approval: add the change to a change set and submit it for approval',
  },
  'changeset-unknown': {
    zh: '没有这个变更集，或无权查看',
    en: 'There is no such change set, or you may not see it',
  },
  'changeset-forbidden': {
    zh: '权限不足，不能对这个变更集这样做',
    en: 'You may not do that to this change set, or the person who proposed or approved it no longer may',
  },
  'changeset-state': {
    zh: '变更集的状态是“{state}”，不能这样做',
    en: 'The change set is in the state “{state}”, in which that cannot be done',
  },
  'changeset-scheduled': {
    zh: '变更集定于 {at} 发布；要立即发布，请明确说明（now），或先撤回',
    en: 'The change set is scheduled for {at}: say so expressly (now) to publish it at once, or take it back first',
  },
  'changeset-pointless': {
    zh: '无权设置任何参数或修改任何记录，不能新建变更集',
    en: 'You may not set any parameter or change any record, so you cannot create a change set',
  },
  'changeset-drafts': {
    zh: '最多可保留 {most} 个自己的草稿，请先发布或放弃其中一些',
    en: 'You already have {most|draft|drafts}, the most allowed: publish or discard some of them',
  },
  'changeset-moved': {
    zh: '变更集已被修改，请重新读取',
    en: 'The change set was changed in the meantime: reload it',
  },
  'changeset-conflict': {
    zh: '{count} 处改动所依据的值已被修改，请以现值为准重新确认',
    en: '{count|value|values} that this change set started from changed in the meantime: start again from the current values',
  },
  'changeset-wrong': {
    zh: '变更集中有 {count} 处错误',
    en: '{count|mistake|mistakes} in the change set',
  },
  'changeset-cases': {
    zh: '发布后有 {count} 个现在通过的用例将不通过：请改正变更，或说明理由后仍然发布（acceptCases）',
    en: '{count|case that passes|cases that pass} now would fail: correct the change set, or publish it with a reason (acceptCases)',
  },
  'changeset-case': {
    zh: '用例“{name}”将有 {count} 处与期望不同；请改正变更，或重新保存用例',
    en: 'case “{name}” would differ in {count|place|places} from what it expects; correct the change set, or save the case again',
  },
  'changeset-empty': { zh: '变更集里还没有改动', en: 'There is nothing in the change set yet' },
  'changeset-design': {
    zh: '变更集所带的设计已放弃：请从变更集里去掉它',
    en: 'The design that the change set names was discarded: take it off the change set',
  },
  'changeset-design-unshared': {
    zh: '变更集所带的设计是{by}的，没有与您共享：请{by}在变更集页面上共享它',
    en: 'The design that the change set names is {by}’s and not shared with you: {by} can share it on the page of the change set',
  },
  'changeset-design-broken': {
    zh: '设计“{name}”还有错误：请先在设计里改好',
    en: 'The design “{name}” still has mistakes: correct them in the designer first',
  },
  'changeset-reason': {
    zh: '其中有关闭检查或切换环境的参数，请填写原因',
    en: 'Something in it turns a check off or changes the environment: say why',
  },
  'approver-is-author': {
    zh: '不能批准自己参与编辑或提交的变更集',
    en: 'You cannot approve a change set that you created, edited or submitted',
  },
  'nothing-to-approve': {
    zh: '这个变更集无须审批',
    en: 'This change set needs no approval',
  },
  'schedule-wrong': { zh: '定时有误', en: 'The moment is wrong' },
  'schedule-past': { zh: '这个时刻已经过去', en: 'That moment is over' },
  'schedule-before': { zh: '早于发布时刻', en: 'It is before the moment of publishing' },
  'schedule-missed': {
    zh: '到了定时的时刻没有服务器在运行，此后已晚于规定的最后时刻，请重新决定',
    en: 'No server was running at the scheduled time, and the latest time allowed has passed since: decide again',
  },
  'nothing-to-undo': {
    zh: '没有可以撤销的改动',
    en: 'There is nothing that could be rolled back',
  },
  'item-unknown': { zh: '变更集中没有编号为“{id}”的改动', en: 'The change set has no item “{id}”' },
  'item-nothing-set': {
    zh: '这里没有设置过值',
    en: 'Nothing is set there',
  },
  'item-forbidden': {
    zh: '无权对“{form}”的这条记录这样做',
    en: 'You may not do that to this record of “{form}”',
  },
  'item-secret': {
    zh: '密文不能放入变更集，请直接保存',
    en: 'Secrets are not kept in change sets: save them directly',
  },
  'item-name-twice': { zh: '名称“{name}”用了两次', en: 'The name “{name}” is used twice' },
  'item-name-unknown': {
    zh: '变更集中没有新建名为“{name}”的记录',
    en: 'Nothing that the change set makes is called “{name}”',
  },
  'item-circle': { zh: '“{name}”绕回到了自己', en: '“{name}” leads back to itself' },
  'changeset-too-large': {
    zh: '全部改动合计 {size} MB，最多 {most} MB，请分成几个变更集',
    en: 'All items together are {size} MB, and may be {most} MB: make several change sets of them',
  },
  'too-many-changes': {
    zh: '最多 {most} 项改动，现有 {count} 项',
    en: 'At most {most} items, and there are {count}',
  },
};
