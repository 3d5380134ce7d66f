import type { Label } from '../../metadata/common/label.ts';

/** Organisations and records come in params as ids; whoever renders them may put numbers and names instead. */
export const messages: Readonly<Record<string, Label>> = {
  'sharing-not-assignable': {
    zh: '管控策略为“{sharing}”的数据不能分配，也不能取消分配',
    en: 'Records with the sharing “{sharing}” cannot be assigned or withdrawn',
  },
  'sharing-not-creator': {
    zh: '组织“{orgCalled}”不是创建组织，只有创建组织可以操作',
    en: '“{orgCalled}” did not create the record; only the organisation that created it may do this',
  },
  'sharing-not-holder': {
    zh: '组织“{orgCalled}”未持有该数据，不能向下级分配',
    en: '“{orgCalled}” does not have the record, so it cannot assign it to organisations below',
  },
  'sharing-not-child': {
    zh: '逐级分配只能分配给直接下级：组织“{orgCalled}”不是“{holderCalled}”的直接下级',
    en: 'Level-by-level assignment goes only to direct children: “{orgCalled}” is not directly below “{holderCalled}”',
  },
  'sharing-unknown-organisation': { zh: '组织 {org} 不存在', en: 'There is no organisation {org}' },
  'sharing-number-clash': {
    zh: '组织“{orgCalled}”已能看到编码为“{number}”的另一条数据（{other}）',
    en: '“{orgCalled}” already sees another record with the number “{number}” ({other})',
  },
  'sharing-withdraw-creator': {
    zh: '不能向创建组织“{orgCalled}”取消分配',
    en: 'The record cannot be withdrawn from the organisation that created it, “{orgCalled}”',
  },
  'sharing-not-through': {
    zh: '组织“{orgCalled}”的数据不是经由“{holderCalled}”分配的，不能由其取消',
    en: '“{orgCalled}” was not assigned the record through “{holderCalled}”, which therefore cannot withdraw it',
  },
  'sharing-held-below': {
    zh: '组织“{orgCalled}”的下级仍持有该数据：{holdersCalled}，请先取消下级的分配或选择级联取消',
    en: 'Organisations below “{orgCalled}” still have the record: {holdersCalled}; withdraw it from them first, or choose to withdraw from all of them',
  },
  'sharing-personalised': {
    zh: '组织“{holdersCalled}”已有该数据的个性化副本，请先取消个性化',
    en: '{holdersCalled} has its own copy of the record; discard that first',
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
    zh: '组织“{orgCalled}”是创建组织，可直接修改该数据，无需个性化',
    en: '“{orgCalled}” created the record and can edit it directly',
  },
  'sharing-not-used': {
    zh: '组织“{orgCalled}”不能使用该数据',
    en: '“{orgCalled}” may not use the record',
  },
  'organisation-twice': { zh: '组织 {number} 重复', en: 'Organisation {number} appears twice' },
  'organisation-no-root': { zh: '没有根组织', en: 'There is no root organisation' },
  'organisation-second-root': {
    zh: '组织“{called}”没有上级：组织树只有一个根，请选择上级组织',
    en: '“{called}” has no parent: the organisation tree can have only one root, so choose a parent',
  },
  'organisation-parent-missing': {
    zh: '组织“{called}”的上级不存在',
    en: 'The parent of “{called}” does not exist',
  },
  'organisation-loop': {
    zh: '组织“{called}”的上级关系成环；请另选上级',
    en: '“{called}” is indirectly its own parent: choose another parent',
  },
  'organisation-root-moves': {
    zh: '根组织“{called}”不能移动',
    en: 'The root organisation, “{called}”, cannot be moved',
  },
  'organisation-below-itself': {
    zh: '组织“{called}”不能移到自己的下级“{parentCalled}”之下',
    en: '“{called}” cannot be moved below itself (“{parentCalled}”)',
  },
};
