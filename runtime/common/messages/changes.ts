import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about change sets. */
export const changeMessages: Readonly<Record<string, Label>> = {
  'changesets-own': {
    zh: '变更集只能在“变更集”页面或通过变更集接口读写',
    en: 'Change sets can be read and changed only under “Change sets”, or with the API of change sets',
  },
  'approval-needed': {
    zh: '“{name}”须由另一人批准后才能修改，请放入变更集并提交审批',
    en: '“{name}” can only be changed with someone else’s approval: add the change to a change set and submit it for approval',
  },
  'changeset-unknown': {
    zh: '没有这个变更集，或无权查看；请核对链接，或询问创建人',
    en: 'There is no such change set, or you may not see it: check the link, or ask whoever created it',
  },
  'changeset-forbidden': {
    zh: '权限不足，不能对这个变更集这样做；请联系有权限的人或管理员',
    en: 'You may not do that to this change set, or the person who proposed or approved it no longer may: ask an administrator',
  },
  'changeset-state': {
    zh: '变更集的状态是“{state}”，不能这样做；请刷新后查看可用的操作',
    en: 'That cannot be done while the change set is “{state}”: reload it to see what can',
  },
  'changeset-scheduled': {
    zh: '变更集定于 {at} 发布；要立即发布，请确认“立即发布”，或先撤回定时',
    en: 'The change set is scheduled for {at}: confirm that it is to be published now, or cancel the schedule first',
  },
  'changeset-pointless': {
    zh: '无权设置任何参数或修改任何记录，不能新建变更集；请联系管理员授权',
    en: 'You may not set any parameter or change any record, so you cannot create a change set: ask an administrator for the right',
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
    zh: '变更集中有 {count} 处错误；请逐一改正',
    en: 'The change set has {count|error|errors}: correct each of them',
  },
  'changeset-cases': {
    zh: '发布后有 {count} 个现在通过的用例将不通过：请改正变更，或说明理由后仍然发布',
    en: '{count|case that passes|cases that pass} now would fail: correct the change set, or give a reason and publish it anyway',
  },
  'changeset-case': {
    zh: '用例“{name}”将有 {count} 处与期望不同；请改正变更，或重新保存用例',
    en: 'case “{name}” would differ in {count|place|places} from what it expects; correct the change set, or save the case again',
  },
  'changeset-empty': {
    zh: '变更集里还没有改动；请先放入改动',
    en: 'The change set is still empty: add changes first',
  },
  'changeset-design': {
    zh: '变更集所带的设计已放弃：请从变更集里去掉它',
    en: 'The design in the change set was discarded: remove it from the change set',
  },
  'changeset-design-unshared': {
    zh: '变更集所带的设计是{by}的，没有与您共享：请{by}在变更集页面上共享它',
    en: 'The design in the change set belongs to {by} and is not shared with you: ask {by} to share it on the page of the change set',
  },
  'changeset-design-broken': {
    zh: '设计“{name}”还有错误：请先在设计里改好',
    en: 'The design “{name}” still has errors: correct them in the designer first',
  },
  'changeset-reason': {
    zh: '其中有关闭检查或切换环境的参数，请填写原因',
    en: 'It contains parameters that turn a check off or change the environment: enter a reason',
  },
  'approver-is-author': {
    zh: '不能批准自己参与编辑或提交的变更集',
    en: 'You cannot approve a change set that you created, edited or submitted',
  },
  'nothing-to-approve': {
    zh: '这个变更集无须审批',
    en: 'This change set needs no approval',
  },
  'schedule-wrong': { zh: '定时有误；请改正时间', en: 'The schedule is wrong: correct the time' },
  'schedule-past': {
    zh: '“发布时间”已经过去；请选择以后的时间',
    en: '“Publish at” is in the past: choose a later time',
  },
  'schedule-before': {
    zh: '“补发截止时间”早于“发布时间”；请选择更晚的时间',
    en: '“If missed, no later than” is before “Publish at”: choose a later time',
  },
  'schedule-missed': {
    zh: '到了定时的时刻没有服务器在运行，此后已晚于规定的最后时刻，请重新决定',
    en: 'No server was running at the scheduled time, and the latest time allowed has passed since: decide again',
  },
  'nothing-to-undo': {
    zh: '没有可以撤销的改动',
    en: 'There are no changes to undo',
  },
  'item-unknown': {
    zh: '变更集中已没有这项改动；请刷新',
    en: 'The change set no longer has this change: reload it',
  },
  'item-nothing-set': {
    zh: '这里没有设置过值，无需移除',
    en: 'No value is set here, so there is nothing to remove',
  },
  'item-forbidden': {
    zh: '无权对“{form}”的这条记录这样做；请联系管理员授权',
    en: 'You may not do that to this record of “{form}”: ask an administrator for the right',
  },
  'item-secret': {
    zh: '密文不能放入变更集，请直接保存',
    en: 'Secrets cannot be put into a change set: save them directly',
  },
  'item-name-twice': {
    zh: '名称“{name}”用了两次；请改其中一个',
    en: 'The name “{name}” is used twice: change one of them',
  },
  'item-name-unknown': {
    zh: '变更集中没有新建名为“{name}”的记录',
    en: 'The change set creates no record called “{name}”',
  },
  'item-circle': { zh: '“{name}”绕回到了自己', en: '“{name}” refers back to itself' },
  'changeset-too-large': {
    zh: '全部改动合计 {size} MB，最多 {most} MB，请分成几个变更集',
    en: 'All changes together take {size} MB, more than {most} MB: split them into several change sets',
  },
  'too-many-changes': {
    zh: '最多 {most} 项改动，现有 {count} 项；请分成几个变更集',
    en: 'A change set can have at most {most} changes, and this one has {count}: split it into several',
  },
};
