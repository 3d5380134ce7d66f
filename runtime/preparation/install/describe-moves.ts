import type { Label, Language } from '../../../metadata/common/label.ts';
import { render } from '../../../metadata/common/render.ts';
import type { PlanMove } from '../../../metadata/contract/packages/install-plan.ts';
import { type PartSort, partSorts } from '../../../metadata/diff/package-parts.ts';
import type { Field, Form, Model } from '../../../metadata/model.ts';
import type { InstallPlan } from './plan-install.ts';
import type { Moving } from './tell-differences.ts';
import { propertyOf } from './value-words.ts';

/**
 * Describes the parts that become another package's, in lines: a part that has a name in its own, all others by what
 * they are about.
 */
export function describeMoves(
  { moves }: Pick<InstallPlan, 'moves'>,
  language: Language,
  model: Model,
): readonly PlanMove[] {
  const ordered = moves.toSorted((a, b) => partSorts.indexOf(a.sort) - partSorts.indexOf(b.sort));
  const lines = Map.groupBy(ordered, (one) =>
    [one.from, one.to, one.sort, one.about, together.has(one.sort) ? '' : one.name].join(' '),
  );
  return [...lines.values()].flatMap(([first, ...others]) =>
    first ? [line([first, ...others], language, model)] : [],
  );
}

const together: ReadonlySet<PartSort> = new Set(['setting', 'param-setting', 'record', 'case', 'message']);

function line(all: readonly [Moving, ...Moving[]], language: Language, model: Model): PlanMove {
  const [{ from, to, sort, about, name, label, records }] = all;
  const form = model.formsById.get(about);
  const params = {
    name: label?.[language] ?? name,
    about: form?.label[language] ?? model.params.get(about)?.label[language] ?? about,
    count: all.length,
    names: [...new Set(all.map((one) => settingName(one, model, language)))],
    package: model.packages.find((one) => one.name === to)?.guiju.label[language] ?? to,
  };
  const what = render(words, sort, params, language) ?? sort;
  return {
    from,
    to,
    sort,
    form: form?.id ?? null,
    count: all.length,
    records,
    what,
    message: render(words, 'into', { ...params, what }, language) ?? what,
  };
}

const words: Readonly<Record<PartSort | 'into', Label>> = {
  into: { zh: '移到包“{package}”：{what}', en: 'into the package “{package}”: {what}' },
  form: { zh: '表单“{name}”', en: 'form “{name}”' },
  field: { zh: '“{about}”的字段“{name}”', en: 'field “{name}” of “{about}”' },
  rule: { zh: '“{about}”的校验“{name}”', en: 'check “{name}” of “{about}”' },
  unique: { zh: '“{about}”的唯一性“{name}”', en: 'unique key “{name}” of “{about}”' },
  action: { zh: '“{about}”的操作“{name}”', en: 'action “{name}” of “{about}”' },
  block: { zh: '“{about}”页面上的“{name}”', en: '“{name}” on the page of “{about}”' },
  view: { zh: '“{about}”的视图“{name}”', en: 'view “{name}” of “{about}”' },
  tab: { zh: '“{about}”的页签“{name}”', en: 'tab “{name}” of “{about}”' },
  group: { zh: '“{about}”的分组“{name}”', en: 'group “{name}” of “{about}”' },
  setting: { zh: '对“{about}”的调整：{names}', en: 'what is changed of “{about}”: {names}' },
  param: { zh: '参数“{name}”', en: 'parameter “{name}”' },
  'param-setting': {
    zh: '对“{about}”里参数的调整：{names}',
    en: 'what is changed of parameters of “{about}”: {names}',
  },
  record: {
    zh: '“{about}”的 {count} 条随包数据',
    en: '{count|record|records} of “{about}” that come along',
  },
  case: { zh: '“{about}”的 {count} 个测试用例', en: '{count|case|cases} of “{about}”' },
  message: { zh: '{count} 条改写的提示', en: '{count|message|messages} in other words' },
  menu: { zh: '菜单文件夹“{name}”', en: 'menu folder “{name}”' },
};

/** `fields/title/label` as people say it: “Title · label”. */
function settingName({ sort, about, name }: Moving, model: Model, language: Language): string {
  const [member = '', id = ''] = name.split('/');
  const property = propertyOf({ target: name }, { language });
  const form = model.formsById.get(about);
  const owner =
    sort === 'param-setting'
      ? model.params.get(about)?.params.find(({ key }) => key === member)?.label
      : form && labelAt(form, member, id);
  return owner ? `${owner[language]} · ${property}` : property;
}

function labelAt(form: Form, member: string, id: string): Label | undefined {
  const named = <T extends { readonly name: string }>(all: readonly T[]) =>
    all.find(({ name }) => name === id);
  if (member === 'fields') return fieldAt(form, id)?.label;
  if (member === 'rules') return named(form.rules)?.message;
  if (member === 'unique') return named(form.unique)?.message;
  if (member === 'blocks') return named(form.blocks)?.label;
  if (member === 'views') return named(form.views)?.label;
  return member === 'actions' ? named(form.actions)?.label : undefined;
}

/** `lines.weight`: a field of rows. */
function fieldAt(form: Form, path: string): Field | undefined {
  const [first = '', ...further] = path.split('.');
  let found = form.byId.get(first);
  for (const id of further) found = found?.rows?.fields.find((one) => one.id === id);
  return found;
}
