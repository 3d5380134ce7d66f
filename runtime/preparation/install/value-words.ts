import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';

/** What people call the property at the end of a target: `fields/rate/label`. */
export function propertyOf(
  { target }: { readonly target: string },
  { language }: { readonly language: Language },
): string {
  const property = target.split('/').at(-1) ?? '';
  return propertyWords[property]?.[language] ?? property;
}

/** What people call the properties that layers speak of. */
const propertyWords: Readonly<Record<string, Label>> = {
  label: { zh: '名称', en: 'label' },
  recordLabel: { zh: '单条数据的称呼', en: 'what one record is called' },
  help: { zh: '说明', en: 'help' },
  menu: { zh: '菜单位置', en: 'place in the menu' },
  title: { zh: '标题字段', en: 'field that names a record' },
  default: { zh: '默认值', en: 'default' },
  autoAssign: { zh: '自动分配', en: 'assigned by itself' },
  visible: { zh: '显示条件', en: 'when it is shown' },
  hidden: { zh: '隐藏', en: 'hidden' },
  optionsFilter: { zh: '可选范围', en: 'what can be picked' },
  ownable: { zh: '可个性化', en: 'personalised copies' },
  required: { zh: '必填', en: 'required' },
  readonly: { zh: '只读', en: 'read only' },
  fixed: { zh: '保存后不可改', en: 'fixed once saved' },
  personal: { zh: '个人信息', en: 'personal data' },
  publicNumbers: { zh: '编号公开', en: 'numbers seen by everybody' },
  min: { zh: '最小值', en: 'smallest value' },
  max: { zh: '最大值', en: 'greatest value' },
  options: { zh: '选项', en: 'options' },
  order: { zh: '顺序', en: 'order' },
  sort: { zh: '排序', en: 'sort' },
  columns: { zh: '列', en: 'columns' },
  filters: { zh: '快速筛选', en: 'quick filters' },
  search: { zh: '搜索字段', en: 'fields that are searched' },
  fields: { zh: '字段', en: 'fields' },
  result: { zh: '匹配结果', en: 'results of a match' },
  locked: { zh: '锁定', en: 'locks' },
  indexes: { zh: '索引', en: 'indexes' },
  message: { zh: '提示', en: 'message' },
  severity: { zh: '级别', en: 'severity' },
  confirm: { zh: '确认语', en: 'what is confirmed' },
  preset: { zh: '预置值', en: 'preset value' },
  unit: { zh: '单位', en: 'unit' },
  danger: { zh: '危险标记', en: 'danger mark' },
  kind: { zh: '类型', en: 'kind' },
  length: { zh: '长度', en: 'length' },
  precision: { zh: '总位数', en: 'digits' },
  scale: { zh: '小数位', en: 'decimals' },
  form: { zh: '引用的表单', en: 'form it refers to' },
  carry: { zh: '带出', en: 'carried from' },
  listLabel: { zh: '列表名称', en: 'name of the list' },
  key: { zh: '业务主键', en: 'natural key' },
  allowed: { zh: '可用的共享方式', en: 'ways of sharing' },
  tone: { zh: '状态色', en: 'tone' },
  unset: { zh: '未设置时', en: 'when nothing is set' },
  since: { zh: '自版本', en: 'since version' },
  inherited: { zh: '逐级继承', en: 'inherited' },
  scopes: { zh: '可设置的层级', en: 'where it can be set' },
  check: { zh: '校验条件', en: 'check' },
  when: { zh: '前提', en: 'when' },
};

/** What a field, an option … is called by people. */
export type NameOf = (id: string) => string | undefined;

const said = {
  nothing: { zh: '（无）', en: '(none)' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  and: { zh: '、', en: ', ' },
  colon: { zh: '：', en: ': ' },
  beside: { zh: '；', en: '; ' },
  add: { zh: '加', en: 'adds' },
  remove: { zh: '去掉', en: 'takes away' },
  order: { zh: '顺序', en: 'order' },
} satisfies Readonly<Record<string, Label>>;

/** A value in words, as far as it has any. */
export function shownValue(value: Json, language: Language, nameOf: NameOf = () => undefined): string {
  if (value === null || value === '') return said.nothing[language];
  if (typeof value === 'boolean') return said[value ? 'yes' : 'no'][language];
  if (Array.isArray(value))
    return value.map((one: Json) => shownValue(one, language, nameOf)).join(said.and[language]);
  if (!isObject(value)) return nameOf(String(value)) ?? String(value);
  const own = value[language];
  if (typeof own === 'string') return own;
  if (isObject(value['label'])) return shownValue(value['label'], language);
  return shownEdit(value, language, nameOf) ?? JSON.stringify(value);
}

/** What is done to a set: `{ add, remove, order }`. */
function shownEdit(value: JsonObject, language: Language, nameOf: NameOf): string | undefined {
  const parts = Object.keys(value);
  const known = (['add', 'remove', 'order'] as const).filter((part) => parts.includes(part));
  if (known.length === 0 || known.length < parts.length) return undefined;
  return known
    .map(
      (part) =>
        said[part][language] + said.colon[language] + shownValue(value[part] ?? null, language, nameOf),
    )
    .join(said.beside[language]);
}
