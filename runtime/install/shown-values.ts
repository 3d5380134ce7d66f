import { isObject, type Json } from '../../metadata/json.ts';
import type { Label, Language } from '../../metadata/label.ts';
import type { Model } from '../../metadata/model.ts';
import { compileCondition } from '../../rules/condition/compile.ts';
import { describe } from '../../rules/condition/describe.ts';

export interface Spot {
  readonly form: string;
  readonly target: string;
}

export function propertyOf({ target }: Pick<Spot, 'target'>, language: Language): string {
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
};

/** A value that layers say, in words as far as it has any: names, options, conditions of the form. */
export function shownValue(value: Json, language: Language, spot?: Spot, model?: Model): string {
  if (value === null || value === '') return { zh: '（无）', en: '(none)' }[language];
  if (typeof value === 'boolean') return { zh: value ? '是' : '否', en: value ? 'yes' : 'no' }[language];
  if (Array.isArray(value))
    return value
      .map((one: Json) => shownValue(one, language, spot, model))
      .join({ zh: '、', en: ', ' }[language]);
  if (!isObject(value)) return optionAt(value, language, spot, model) ?? String(value);
  const own = value[language];
  if (typeof own === 'string') return own;
  return conditionIn(value, language, spot, model) ?? JSON.stringify(value);
}

/** What people know an option of the field by. */
function optionAt(
  value: Json,
  language: Language,
  spot: Spot | undefined,
  model: Model | undefined,
): string | undefined {
  const [, id, property] = /^fields\/([^/]+)\/(\w+)$/.exec(spot?.target ?? '') ?? [];
  if (property !== 'default') return undefined;
  const options = model?.formsById.get(spot?.form ?? '')?.byId.get(id ?? '')?.options;
  return options?.find((one) => one.value === value)?.label[language];
}

function conditionIn(
  value: Json,
  language: Language,
  spot: Spot | undefined,
  model: Model | undefined,
): string | undefined {
  const form = model?.formsById.get(spot?.form ?? '');
  if (!form || !model) return undefined;
  const compiled = compileCondition(value, {
    shape: form,
    target: (id) => model.formsById.get(id),
    kept: true,
  });
  return compiled.ok ? describe(compiled.value, language) : undefined;
}
