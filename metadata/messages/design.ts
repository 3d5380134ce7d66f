import type { Label } from '../common/label.ts';

/** The reasons why a step of a design cannot be taken, where no other message says it. */
export const designMessages: Readonly<Record<string, Label>> = {
  'design-needed': {
    zh: '“{target}”不能没有：请改为别的值',
    en: '“{target}” cannot be empty: enter another value',
  },
  'design-last-option': {
    zh: '至少要保留一个选项：请先加一个，再删除它',
    en: 'At least one option has to stay: add another before deleting this one',
  },
  'design-rows-known': {
    zh: '分录“{entries}”已经发布：已存的值只能移入新的分录，请先新增一个分录',
    en: '“{entries}” is already published: stored values can only be moved into new entries, so add new entries first',
  },
  'design-not-own': {
    zh: '“{target}”由其他包提供，不能在这里去掉：可以隐藏',
    en: '“{target}” comes from another package and cannot be removed here: hide it instead',
  },
};
