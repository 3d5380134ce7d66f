import type { Label } from '../../metadata/label.ts';

/** What can be wrong with folders of packages, and with the records that packages bring. */
export const packageMessages: Readonly<Record<string, Label>> = {
  'package-none': {
    zh: '{file} 中没有包：包的 package.json 应在这个文件夹或其下一层；guiju init 可新建一个包',
    en: 'There is no package in {file}: the package.json of one belongs there or one folder below; guiju init makes one',
  },
  'package-of-others': {
    zh: '{file} 不是规矩的包：其 package.json 没有“guiju”一节，下一层文件夹中也没有包',
    en: '{file} is no package of Guiju: its package.json has no "guiju", and no folder below has one that does',
  },
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
