import type { paramProperties } from '../param.ts';
import type { DesignedIn } from '../property.ts';
import type { PropertyWords } from './property-words.ts';

export const paramWords: Readonly<Record<DesignedIn<typeof paramProperties>, PropertyWords>> = {
  label: { label: { zh: '名称', en: 'Name' }, inSentence: { zh: '名称', en: 'label' } },
  help: { label: { zh: '填写说明', en: 'Help' }, inSentence: { zh: '说明', en: 'help' } },
  unit: { label: { zh: '单位', en: 'Unit' }, inSentence: { zh: '单位', en: 'unit' } },
  'unset/label': {
    label: { zh: '未设置时怎么说', en: 'When it is not set' },
    help: { zh: '没有人设置时，读到的是什么', en: 'Value if none is set' },
    inSentence: { zh: '未设置时', en: 'when nothing is set' },
  },
  default: {
    label: { zh: '新设一个值时先填', en: 'A new value starts with' },
    inSentence: { zh: '默认值', en: 'default' },
  },
  preset: {
    label: { zh: '预置值（全系统）', en: 'Preset for the whole system' },
    help: {
      zh: '发布后对全系统有效，直到有人另行设置',
      en: 'Applies everywhere once published, until someone sets another value',
    },
    inSentence: { zh: '预置值', en: 'preset value' },
  },
  'unset/value': { label: { zh: '未设置时的值', en: 'Value when it is not set' } },
  scopes: {
    label: { zh: '可以设置的范围', en: 'Where it may be set' },
    inSentence: { zh: '可设置的层级', en: 'where it can be set' },
    values: { system: { zh: '全系统', en: 'System' }, organisation: { zh: '组织', en: 'Organisations' } },
  },
  inherited: {
    label: { zh: '下级组织继承', en: 'Inherited by organisations below' },
    inSentence: { zh: '逐级继承', en: 'inherited' },
  },
  danger: {
    label: { zh: '危险：设置时须说明原因', en: 'Dangerous: setting it asks for a reason' },
    help: { zh: '关掉检查或改变环境的参数', en: 'Turns a check off or changes environment' },
    inSentence: { zh: '危险标记', en: 'danger mark' },
  },
  raw: {
    label: { zh: '接口里的写法', en: 'How it is spelt in calls' },
    help: { zh: '原始文字怎样对应成值', en: 'Which raw texts mean which values' },
  },
  since: {
    label: { zh: '自哪个版本', en: 'Since version' },
    inSentence: { zh: '自版本', en: 'since version' },
  },
  hidden: {
    label: { zh: '隐藏', en: 'Hide' },
    help: { zh: '已设的值照旧有效', en: 'Values that are set stay in force' },
    inSentence: { zh: '隐藏', en: 'hidden' },
  },
};
