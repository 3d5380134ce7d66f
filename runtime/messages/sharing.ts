import type { Label } from '../../metadata/label.ts';

/** What is said of assignments and copies beside the rules' own sentences. */
export const sharingMessages: Readonly<Record<string, Label>> = {
  'sharing-number-taken': {
    zh: '组织 {org} 已能看到编码为“{number}”的另一条数据',
    en: 'Organisation {org} already sees another record with number “{number}”',
  },
  'too-many-pairs': {
    zh: '一次最多 {most} 对数据与组织',
    en: 'At most {most} pairs of a record and an organisation at once',
  },
  'not-ownable': {
    zh: '“{name}”跟随原数据，个性化副本中不能修改',
    en: '“{name}” follows the original; a personalised copy cannot change it',
  },
  'nothing-ownable': {
    zh: '“{form}”没有可个性化的字段',
    en: '“{form}” has no field that an organisation may have its own value of',
  },
  'name-expected': { zh: '应为编码或内码', en: 'A number or an id is expected' },
  'parameters-exclude': {
    zh: '“{name}”不能与“{other}”一起使用',
    en: '“{name}” cannot be used together with “{other}”',
  },
};
