import type { Label } from '../../../metadata/common/label.ts';

/** The sentences about assignments and copies beside the rules' own. */
export const sharingMessages: Readonly<Record<string, Label>> = {
  'sharing-number-taken': {
    zh: '组织“{orgCalled}”已能看到编码为“{number}”的另一条数据',
    en: '“{orgCalled}” already sees another record with number “{number}”',
  },
  'too-many-pairs': {
    zh: '一次最多 {most} 对数据与组织',
    en: 'At most {most} pairs of a record and an organisation at once',
  },
  'assignment-not-restored': {
    zh: '组织“{orgCalled}”的分配未能恢复：组织已不存在，或已能看到相同编码的数据',
    en: 'It was not assigned to “{orgCalled}” again, which no longer exists or now sees another record with its number',
  },
  'organisation-move-clashes': {
    zh: '组织“{called}”移到“{parentCalled}”之下后，将有 {count} 处同时看到两条编码相同的数据',
    en: 'Below “{parentCalled}”, “{called}” would see {count|pair|pairs} of records with the same number',
  },
  'organisation-move-clash': {
    zh: '组织“{orgCalled}”将同时看到两条编码为“{number}”的“{form}”',
    en: '“{orgCalled}” would see two records of “{form}” with number “{number}”',
  },
  'not-ownable': {
    zh: '“{name}”跟随原数据，个性化副本中不能修改',
    en: '“{name}” follows the original; a personalised copy cannot change it',
  },
  'nothing-ownable': {
    zh: '“{form}”没有可个性化的字段',
    en: '“{form}” has no field that an organisation may have its own value of',
  },
  'withdraw-expected': {
    zh: '应为 true，或要取消分配的组织列表',
    en: 'true is expected, or the list of organisations to withdraw it from',
  },
  'name-expected': { zh: '应为编码或内码', en: 'A number or an id is expected' },
  'parameters-exclude': {
    zh: '“{name}”不能与“{other}”一起使用',
    en: '“{name}” cannot be used together with “{other}”',
  },
};
