import type { Label } from '../common/label.ts';
import { compileMessages } from './compile.ts';
import { designMessages } from './design.ts';
import { formulaMessages } from './formula.ts';
import { ofFormMessages } from './of-form.ts';
import { pageMessages } from './page.ts';
import { referenceMessages } from './references.ts';
import { valueMessages } from './value.ts';

/** The messages about files of a package that do not have the shape of their kind. */
const schemaMessages: Readonly<Record<string, Label>> = {
  'schema-type': { zh: '类型应为 {expected}', en: 'This must be of type {expected}' },
  'schema-required': { zh: '缺少“{property}”', en: '“{property}” is missing' },
  'schema-unknown': { zh: '不认识“{property}”', en: '“{property}” is not allowed here' },
  'schema-enum': { zh: '应为以下之一：{allowed}', en: 'This must be one of {allowed}' },
  'schema-object': {
    zh: '应为对象，含 {members}',
    en: 'This must be an object with {members}',
  },
  'schema-any-of': { zh: '应为 {allowed}', en: 'This must be {allowed}' },
  'schema-form': { zh: '应为{allowed}', en: 'This must be {allowed}' },
  'schema-short': { zh: '至少 {least} 个字符', en: 'At least {least|character|characters}' },
  'schema-long': { zh: '最多 {most} 个字符', en: 'At most {most|character|characters}' },
  'schema-small': { zh: '不能小于 {least}', en: 'This must be at least {least}' },
  'schema-great': { zh: '不能大于 {most}', en: 'This must be at most {most}' },
  'schema-few': { zh: '至少要有 {least} 项', en: 'At least {least|item|items}' },
  'schema-twice': { zh: '有重复的项', en: 'An item appears here twice' },
  'unknown-kind': { zh: '没有名为“{kind}”的字段类型', en: 'There is no field type “{kind}”' },
  'unknown-block': {
    zh: '没有名为“{block}”的块，可用：{known}',
    en: 'There is no block called “{block}”; there are {known}',
  },
  'unknown-step': {
    zh: '没有名为“{step}”的步骤，可用：{known}',
    en: 'There is no step called “{step}”; there are {known}',
  },
  'no-manifest': { zh: '包里没有 package.json', en: 'The package has no package.json' },
  'manifest-runs': {
    zh: '包不能有“{member}”：包只是数据，不安装也不运行任何东西；所需的包写在 peerDependencies 中',
    en: 'A package cannot have “{member}”: it is only data and neither installs nor runs anything; list the packages it needs in peerDependencies',
  },
  'stray-file': {
    zh: '文件 {file} 不属于任何已知的文件夹，已忽略',
    en: 'The file {file} is not in a known folder and is ignored',
  },
};

/** A sentence for every code this floor can say; `{param}` stands for what the problem carries. */
export const messages: Readonly<Record<string, Label>> = {
  ...valueMessages,
  ...schemaMessages,
  ...compileMessages,
  ...ofFormMessages,
  ...referenceMessages,
  ...pageMessages,
  ...designMessages,
  ...formulaMessages,
};
