import type { Label } from '../../metadata/label.ts';

/** What is said of values of parameters. */
export const paramMessages: Readonly<Record<string, Label>> = {
  'param-not-for-system': {
    zh: '这个参数只能按组织设置，不能对全系统设置',
    en: 'This parameter is set for organisations, not for the whole system',
  },
  'param-not-for-organisation': {
    zh: '这个参数只能对全系统设置，不能按组织设置',
    en: 'This parameter is set for the whole system, not for an organisation',
  },
  'param-null': {
    zh: '不能设为空值；要恢复继承，请删除这个值',
    en: 'It cannot be nothing; take the value away to inherit again',
  },
  'param-window': {
    zh: '截止日 {validTo} 早于起始日 {validFrom}',
    en: 'It would end on {validTo}, before it begins on {validFrom}',
  },
  'param-overlap': {
    zh: '这里已有一个值的有效期（{validFrom} 至 {validTo}）与此重叠',
    en: 'A value is there whose dates overlap with these: {validFrom} to {validTo}',
  },
};
