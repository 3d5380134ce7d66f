import { msg, str } from '@lit/localize';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { askedBy, optionAt } from '../../../metadata/property/target-place.ts';
import { listed, say } from '../../session/i18n.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import type { PlaceLabels } from '../work/place-labels.ts';
import { labelGiven } from './former-labels.ts';
import { kindWords } from './kind-words.ts';
import { propertyWords } from './property-words.ts';

/**
 * Says what a step did, for the history of the design: places and properties as people call them; of something that is
 * called otherwise with what it was called.
 */
export function stepWords(step: DesignStep, drawn: Drawn | null, former?: Label): string {
  const form = 'form' in step ? step.form : '';
  const where = say(drawn?.lines.find(({ id }) => id === form)?.label) || say(drawn?.called[form]?.['']);
  return [where, stepInside(step, drawn, former)].filter(Boolean).join(' · ');
}

/** The same where one knows of which form it is. */
export function stepInside(step: DesignStep, drawn: Drawn | null, former?: Label): string {
  const [was, is] = [say(former), say(labelGiven(step))];
  if (was !== '' && is !== '' && was !== is) return msg(str`“${was}”改称“${is}”`, { id: 'design-did-call' });
  const isNew = drawn?.making.some((one) => sameData(one as Json, step as Json)) ?? false;
  return said(step, drawn?.called['form' in step ? step.form : ''] ?? {}, isNew);
}

/** `fields/rate` as people call it; what nobody knows, by its name. */
export function placeCalled(labels: PlaceLabels, place: string): string {
  const found = optionAt(place);
  if (found) {
    const label = placeCalled(labels, found.of);
    const option = say(labels[place]) || found.value;
    return msg(str`${label} → ${option}`, { id: 'design-option-of' });
  }
  return say(labels[place]) || (place.split('/').at(-1) ?? place);
}

function said(step: DesignStep, labels: PlaceLabels, isNew: boolean): string {
  const verb = (isNew ? makingVerbs : verbs)[step.do]?.() ?? '';
  const field = (path: string) => placeCalled(labels, placeOfOptions(path));
  const option = (path: string, value: Json) =>
    value === null ? '—' : say(labels[`${placeOfOptions(path)}/options/${String(value)}`]) || String(value);
  switch (step.do) {
    case 'set':
    case 'reset':
      return propertySaid(step, labels);
    case 'add-form':
    case 'add-field':
    case 'add-param':
      return `${verb} ${say(step.content.label)}`;
    case 'add-option':
      return `${verb} ${field(step.field)} → ${say(step.content.label)}`;
    case 'add-part': {
      const { content } = step;
      return `${partVerbs[step.part]()} ${say('label' in content ? content.label : 'message' in content ? content.message : undefined) || content.name}`;
    }
    case 'remove':
      return columnRemoved(labels, step.place) ?? `${verb} ${placeCalled(labels, step.place)}`;
    case 'place':
    case 'hide':
    case 'bring-back':
      return `${verb} ${placeCalled(labels, step.place)}`;
    case 'rename':
      return `${verb} ${placeCalled(labels, step.place)} → ${step.name}`;
    case 'change-kind':
      return `${verb} ${field(step.field)} → ${kindWords(step.kind).label}`;
    case 'fit-values': {
      const fitted = Object.entries(step.values ?? {}).map(
        ([from, to]) => `${from} → ${option(step.field, to)}`,
      );
      const others = step.others === undefined ? [] : [msg('其余清空', { id: 'design-fit-others' })];
      return `${verb} ${field(step.field)}: ${listed([...fitted.slice(0, 5), ...(fitted.length > 5 ? ['…'] : []), ...others])}`;
    }
    case 'merge-options': {
      const merged = Object.entries(step.values).map(
        ([from, to]) => `${option(step.field, from)} → ${option(step.field, to)}`,
      );
      return `${verb} ${field(step.field)}: ${listed(merged)}`;
    }
    case 'move-into-rows':
      return `${verb} ${listed(step.fields.map(field))} → ${field(step.into)}`;
    case 'add-menu':
      return `${verb} ${say(step.content.label) || step.content.path}`;
    case 'set-param':
      return `${verb} ${say(step.content.label)}`;
    case 'set-print':
    case 'set-report':
      return `${verb} ${say(step.content.label) || step.name}`;
    case 'remove-print':
      return `${verb} ${placeCalled(labels, `prints/${step.name}`)}`;
    case 'remove-report':
      return `${verb} ${placeCalled(labels, `reports/${step.name}`)}`;
    case 'remove-param':
      return `${verb} ${placeCalled(labels, `params/${step.type}/${step.key}`)}`;
    case 'set-menu':
    case 'remove-menu':
      return `${verb} ${say(labels[`menu/${step.path}`]) || step.path}`;
    default:
      return `${verb} ${step.path}`;
  }
}

/** A field of rows is a column, and means nothing without what it is a column of. */
function columnRemoved(labels: PlaceLabels, place: string): string | undefined {
  const [, rows, name] = /^fields\/([^/]+)\.([^./]+)$/.exec(place) ?? [];
  if (rows === undefined || name === undefined) return undefined;
  const [of, column] = [placeCalled(labels, `fields/${rows}`), say(labels[place]) || name];
  return msg(str`删除“${of}”的列“${column}”`, { id: 'design-did-remove-column' });
}

/** A parameter is told by its place, a field by its path. */
function placeOfOptions(path: string): string {
  return path.startsWith('params/') ? path : `fields/${path}`;
}

/** The property by its name, and what has it. */
function propertySaid(step: DesignStep & { readonly do: 'set' | 'reset' }, labels: PlaceLabels): string {
  const { target } = step;
  const { place, property: path } = askedBy(target);
  const property = propertyWords(path.join('/'), place).inSentence;
  if (place === '')
    return step.do === 'set'
      ? msg(str`改${property}`, { id: 'design-did-set' })
      : msg(str`恢复${property}`, { id: 'design-did-reset' });
  const what = placeCalled(labels, place);
  return step.do === 'set'
    ? msg(str`改“${what}”的${property}`, { id: 'design-did-set-of' })
    : msg(str`恢复“${what}”的${property}`, { id: 'design-did-reset-of' });
}

const verbs: Readonly<Record<DesignStep['do'], () => string>> = {
  set: () => '',
  reset: () => '',
  'add-form': () => msg('新表单', { id: 'design-new-form' }),
  'add-field': () => msg('添加字段', { id: 'design-did-add-field' }),
  'add-option': () => msg('添加选项', { id: 'design-did-add-option' }),
  'add-part': () => '',
  place: () => msg('移动', { id: 'design-did-place' }),
  rename: () => msg('改字段名', { id: 'design-did-rename' }),
  'change-kind': () => msg('改类型', { id: 'design-did-change-kind' }),
  'fit-values': () => msg('处理不符合的值', { id: 'design-did-fit-values' }),
  hide: () => msg('隐藏', { id: 'design-hidden' }),
  remove: () => msg('删除', { id: 'delete' }),
  'bring-back': () => msg('恢复显示', { id: 'design-did-bring-back' }),
  'merge-options': () => msg('合并选项', { id: 'design-merge-options' }),
  'move-into-rows': () => msg('移入明细', { id: 'design-did-move-into' }),
  'add-menu': () => msg('添加菜单', { id: 'design-did-add-menu' }),
  'set-menu': () => msg('改菜单', { id: 'design-did-set-menu' }),
  'remove-menu': () => msg('删除菜单', { id: 'design-did-remove-menu' }),
  'add-param': () => msg('添加参数', { id: 'design-did-add-param' }),
  'set-param': () => msg('改参数', { id: 'design-did-set-param' }),
  'remove-param': () => msg('删除参数', { id: 'design-did-remove-param' }),
  'set-print': () => msg('改打印模板', { id: 'design-did-set-print' }),
  'remove-print': () => msg('删除打印模板', { id: 'design-did-remove-print' }),
  'set-report': () => msg('改报表', { id: 'design-did-set-report' }),
  'remove-report': () => msg('删除报表', { id: 'design-did-remove-report' }),
  'write-file': () => msg('改 JSON', { id: 'design-did-write-file' }),
  'remove-file': () => msg('删除文件', { id: 'design-did-remove-file' }),
};

/** Of what was not there before. */
const makingVerbs: Partial<typeof verbs> = {
  'set-print': () => msg('新打印模板', { id: 'print-new' }),
  'set-report': () => msg('新报表', { id: 'report-new' }),
};

const partVerbs: Readonly<Record<(DesignStep & { readonly do: 'add-part' })['part'], () => string>> = {
  rules: () => msg('添加校验', { id: 'design-add-rule' }),
  unique: () => msg('添加唯一', { id: 'design-add-unique' }),
  actions: () => msg('添加操作', { id: 'design-add-action' }),
  blocks: () => msg('添加页面内容', { id: 'design-did-add-block' }),
  views: () => msg('添加视图', { id: 'design-add-view' }),
  tabs: () => msg('添加页签', { id: 'design-add-tab' }),
  groups: () => msg('添加一个分组', { id: 'design-add-group' }),
};
