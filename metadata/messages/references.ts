import type { Label } from '../common/label.ts';

/** The messages about references of a package, and what is carried by them. */
export const referenceMessages: Readonly<Record<string, Label>> = {
  'carry-from': { zh: '“{from}”不是引用字段', en: '“{from}” is no reference' },
  'carry-field': {
    zh: '“{from}”所引用的表单没有可携带的字段“{field}”',
    en: 'What “{from}” refers to has no field “{field}” that can be carried',
  },
  'shared-lacks': {
    zh: '“{from}”可指向几张表单，其中没有字段“{field}”的有：{forms}',
    en: '“{from}” may point at several forms, of which these have no field “{field}”: {forms}',
  },
  'shared-differs': {
    zh: '“{from}”可指向的各表单中，字段“{field}”的类型不一：{kinds}',
    en: 'Of the forms that “{from}” may point at, the fields “{field}” are not of one kind: {kinds}',
  },
  'filter-of-several': {
    zh: '多表单引用不能限定可选范围：各表单的字段不同',
    en: 'What can be picked of several forms cannot be limited: each has other fields',
  },
  'form-field-unfit': {
    zh: '“{field}”不是单选或表单字段，不能决定引用的表单',
    en: '“{field}” is not a choice and cannot identify the referenced form',
  },
  'form-field-lacks': {
    zh: '“{field}”的选项中没有这些表单的标识：{forms}',
    en: 'The options of “{field}” have no ids of these forms: {forms}',
  },
  'carry-kind': {
    zh: '“{field}”是 {kind} 类型，不能带入这个字段',
    en: '“{field}” is of kind {kind}, whose values are none of this field',
  },
};
