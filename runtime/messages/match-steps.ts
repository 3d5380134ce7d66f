import type { Label } from '../../metadata/label.ts';

/** The steps by which a match narrows down rules. */
export const matchSteps: Readonly<Record<string, Label>> = {
  'match-step-all': { zh: '全部规则', en: 'all rules' },
  'match-step-eligible': { zh: '本组织可用且生效', en: 'usable by the organisation, and in force' },
  'match-step-record': { zh: '属于指定的记录', en: 'of the record that was named' },
  'match-step-matched': { zh: '条件满足', en: 'whose condition holds' },
};
