import type { Label } from '../../metadata/label.ts';

/** What can be wrong with the records that packages bring. */
export const packageMessages: Readonly<Record<string, Label>> = {
  'data-org-unknown': {
    zh: '包数据“{key}”所属或分配到的组织 {org} 不存在',
    en: 'Package data “{key}” is for organisation {org}, which does not exist',
  },
  'data-refused': {
    zh: '包数据“{key}”（{form}）未能载入：{reason}',
    en: 'Package data “{key}” ({form}) could not be loaded: {reason}',
  },
  'demo-missing': {
    zh: '已安装的包都没有演示数据',
    en: 'No installed package has demo data',
  },
};
