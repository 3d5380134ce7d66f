import type { Label } from '../../metadata/label.ts';

/** The steps by which a match narrows down rules. */
export const matchSteps: Readonly<Record<string, Label>> = {
  'match-step-all': { zh: '全部规则', en: 'all rules' },
  'match-step-eligible': { zh: '本组织可用且生效', en: 'usable by the organisation, and in force' },
  'match-step-record': { zh: '属于指定的记录', en: 'of the record that was named' },
  'match-step-matched': { zh: '条件满足', en: 'whose condition holds' },
  'match-gap-anything': { zh: '任何数据', en: 'Any facts' },
  'match-unlooked-lines': { zh: '是明细行上的内容', en: 'it stands on rows' },
  'match-unlooked-through': { zh: '来自所引用的数据', en: 'it comes from a record that is referred to' },
  'match-unlooked-part': {
    zh: '规则按文本的一部分判断',
    en: 'rules ask for a part of the text',
  },
  'match-unlooked-compared': { zh: '与另一字段比较', en: 'it is compared with another field' },
  'match-unlooked-list': { zh: '可以同时有多个值', en: 'it may have several values at once' },
  'match-unlooked-many': { zh: '规则用到的值太多', en: 'rules name too many values of it' },
  'match-unlooked-mixed': {
    zh: '规则用到的值无法互相区分',
    en: 'the values that rules name cannot be told apart',
  },
};
