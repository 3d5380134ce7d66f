import type { Label } from '../common/label.ts';

/** The messages about references of a package, and what is carried by them. */
export const referenceMessages: Readonly<Record<string, Label>> = {
  'carry-from': { zh: '“{from}”不是引用字段', en: '“{from}” is not a reference field' },
  'carry-field': {
    zh: '“{from}”所引用的表单没有可携带的字段“{field}”',
    en: 'The form that “{from}” refers to has no field “{field}” that can be carried over',
  },
  'shared-lacks': {
    zh: '“{from}”可指向几张表单，其中没有字段“{field}”的有：{forms}',
    en: '“{from}” can refer to several forms, of which these have no field “{field}”: {forms}',
  },
  'shared-differs': {
    zh: '“{from}”可指向的各表单中，字段“{field}”的类型不一：{kinds}',
    en: 'In the forms that “{from}” can refer to, the field “{field}” has different types: {kinds}',
  },
  'filter-of-several': {
    zh: '多表单引用不能限定可选范围：各表单的字段不同',
    en: 'A reference to several forms cannot be filtered, because their fields differ',
  },
  'form-field-unfit': {
    zh: '“{field}”不是单选或表单字段，不能决定引用的表单',
    en: '“{field}” is not a choice and cannot identify the referenced form',
  },
  'form-field-lacks': {
    zh: '“{field}”的选项中没有这些表单的标识：{forms}',
    en: 'The options of “{field}” do not include the ids of these forms: {forms}',
  },
  'carry-kind': {
    zh: '“{field}”是 {kind} 类型，不能带入这个字段',
    en: '“{field}” is of type {kind} and cannot be carried over into this field',
  },
};
