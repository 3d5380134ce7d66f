import type { Label } from '../../metadata/common/label.ts';

/** Organisations and records come in params as ids; whoever renders them may put numbers and names instead. */
export const messages: Readonly<Record<string, Label>> = {
  'sharing-not-assignable': {
    zh: '管控策略为“{sharing}”的数据不能分配，也不能取消分配',
    en: 'Records with the sharing “{sharing}” cannot be assigned or withdrawn',
  },
  'sharing-not-creator': {
    zh: '组织 {org} 不是创建组织，只有创建组织可以操作',
    en: 'Organisation {org} did not create the record; only the organisation that created it may do this',
  },
  'sharing-not-holder': {
    zh: '组织 {org} 未持有该数据，不能向下级分配',
    en: 'Organisation {org} does not have the record, so it cannot assign it to organisations below',
  },
  'sharing-not-child': {
    zh: '逐级分配只能分配给直接下级：组织 {org} 不是 {holder} 的直接下级',
    en: 'Level-by-level assignment goes only to direct children: organisation {org} is not directly below {holder}',
  },
  'sharing-unknown-organisation': { zh: '组织 {org} 不存在', en: 'There is no organisation {org}' },
  'sharing-number-clash': {
    zh: '组织 {org} 已能看到编码为“{number}”的另一条数据（{other}）',
    en: 'Organisation {org} already sees another record with the number “{number}” ({other})',
  },
  'sharing-withdraw-creator': {
    zh: '不能向创建组织 {org} 取消分配',
    en: 'The record cannot be withdrawn from the organisation that created it ({org})',
  },
  'sharing-not-through': {
    zh: '组织 {org} 的数据不是经由 {holder} 分配的，不能由其取消',
    en: 'Organisation {org} was not assigned the record through {holder}, which therefore cannot withdraw it',
  },
  'sharing-held-below': {
    zh: '组织 {org} 的下级仍持有该数据（{holders}），请先取消下级的分配或选择级联取消',
    en: 'Organisations below {org} still have the record ({holders}); withdraw it from them first, or choose to withdraw from all of them',
  },
  'sharing-personalised': {
    zh: '组织 {holders} 已有该数据的个性化副本，请先取消个性化',
    en: 'Organisation {holders} has its own copy of the record; discard that first',
  },
  'sharing-not-allowed': {
    zh: '该表单不允许使用管控策略“{sharing}”',
    en: 'This form does not allow the sharing “{sharing}”',
  },
  'sharing-still-assigned': {
    zh: '该数据仍分配给 {count} 个组织，请先全部取消分配',
    en: 'The record is still assigned to {count|organisation|organisations}; withdraw it from all of them first',
  },
  'sharing-not-personalisable': {
    zh: '管控策略为“{sharing}”的数据不能个性化',
    en: 'Records with the sharing “{sharing}” cannot be personalised',
  },
  'sharing-personalise-own': {
    zh: '组织 {org} 是创建组织，可直接修改该数据，无需个性化',
    en: 'Organisation {org} created the record and can edit it directly',
  },
  'sharing-not-used': {
    zh: '组织 {org} 不能使用该数据',
    en: 'Organisation {org} may not use the record',
  },
  'organisation-twice': { zh: '组织 {number} 重复', en: 'Organisation {number} appears twice' },
  'organisation-no-root': { zh: '没有根组织', en: 'There is no root organisation' },
  'organisation-second-root': {
    zh: '组织 {number} 没有上级：组织树只有一个根，请选择上级组织',
    en: 'Organisation {number} has no parent: the organisation tree can have only one root, so choose a parent',
  },
  'organisation-parent-missing': {
    zh: '组织 {number} 的上级不存在',
    en: 'The parent of organisation {number} does not exist',
  },
  'organisation-loop': {
    zh: '组织 {number} 的上级关系成环；请另选上级',
    en: 'Organisation {number} is indirectly its own parent: choose another parent',
  },
  'organisation-root-moves': {
    zh: '根组织 {number} 不能移动',
    en: 'The root organisation {number} cannot be moved',
  },
  'organisation-below-itself': {
    zh: '组织 {number} 不能移到自己的下级 {parent} 之下',
    en: 'Organisation {number} cannot be moved below itself ({parent})',
  },
};
