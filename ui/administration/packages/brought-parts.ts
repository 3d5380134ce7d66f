import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import type { PackagePage } from '../../../metadata/contract/packages/installed.ts';
import { explainMark } from '../../fields/explain/explain-mark.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { icon } from '../../kit/base/icons.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { section } from './plan-sections.ts';

const named = (label: Label | null, otherwise: string) => (label ? say(label) : otherwise);

/** Draws the contents of a package, part by part; long lists are folded. */
export function broughtParts(one: PackagePage): readonly (TemplateResult | typeof nothing)[] {
  return [
    part('forms', msg('表单', { id: 'pkg-part-forms' }), one.forms, ({ name, label, id, fields }) => [
      html`<span class="line">${
        name ? html`<a href=${`/forms/${name}`}>${named(label, id)}</a>` : named(label, id)
      } ${name ? explainMark({ form: name, place: '' }) : nothing}</span>`,
      plural(msg(str`${fields} 个字段`, { id: 'pkg-fields' })),
    ]),
    part(
      'extends',
      msg('对其他表单的扩展', { id: 'pkg-part-extends' }),
      one.extends,
      ({ label, form, adds, changes }) => [
        extendedForm(form, named(label, form)),
        adds.length > 0
          ? msg(str`加 ${listed(adds.map((added) => named(added.label, added.name)))}`, { id: 'pkg-adds' })
          : '',
        changed(changes),
      ],
    ),
    part(
      'parameters',
      msg('参数', { id: 'parameters' }),
      one.parameters,
      ({ label, type, params, changes }) => [
        named(label, type),
        params.length > 0 ? plural(msg(str`${params.length} 个参数`, { id: 'pkg-parameters' })) : '',
        changed(changes),
      ],
      ({ params }) => params.length,
    ),
    part(
      'rules',
      msg('规则', { id: 'pkg-part-rules' }),
      one.rules,
      ({ message, name, formLabel, form, severity }) => [
        html`<span class="muted">${icon(severity === 'warning' ? 'alert' : 'shield', 14)}</span> ${named(message, name)}`,
        named(formLabel, form),
      ],
    ),
    part(
      'templates',
      msg('表单模板', { id: 'pkg-part-templates' }),
      one.templates,
      ({ label, name, help, fields }) => [
        html`${named(label, name)}${help ? html`<div class="small muted">${say(help)}</div>` : nothing}`,
        plural(msg(str`${fields} 个字段`, { id: 'pkg-fields' })),
      ],
    ),
    part('prints', msg('打印模板', { id: 'pkg-part-prints' }), one.prints, ofForm),
    part('reports', msg('报表', { id: 'pkg-part-reports' }), one.reports, ofForm),
    part('cases', msg('测试用例', { id: 'pkg-cases-head' }), one.cases, ({ name, form }) => [
      name,
      formCalled(form),
    ]),
    part(
      'data',
      msg('随包的数据', { id: 'pkg-records-head' }),
      one.data,
      ({ label, form, set, records }) => [
        named(label, form),
        dotted([
          plural(msg(str`${records} 条数据`, { id: 'pkg-records' })),
          set ? msg('演示', { id: 'pkg-demo' }) : '',
        ]),
      ],
      ({ records }) => records,
    ),
    part('menus', msg('菜单', { id: 'pkg-part-menus' }), one.menus, ({ label, path }) => [
      named(label, path),
      '',
    ]),
  ];
}

/** What is made for a form: its own name, and the form's. */
function ofForm({ label, name, formLabel, form }: PackagePage['prints'][number]): readonly [string, string] {
  return [named(label, name), named(formLabel, form)];
}

/** The changes of something of others, folded behind how many there are. */
function changed(changes: PackagePage['extends'][number]['changes']): TemplateResult | typeof nothing {
  if (changes.length === 0) return nothing;
  return html`<details class="fills small"><summary>${plural(
    msg(str`改 ${changes.length} 处`, { id: 'pkg-changes' }),
  )}</summary><ul class="marked">${changes.map(({ message }) => html`<li>${message}</li>`)}</ul></details>`;
}

/** A form of others leads to its page, and to who says what of it. */
function extendedForm(id: string, called: string): TemplateResult | string {
  const found = session.formById(id) ?? session.form(id);
  return found
    ? html`<span class="line"><a href=${`/forms/${found.name}`}>${called}</a> ${explainMark({ form: found.name, place: '' })}</span>`
    : called;
}

/** The form that a case is about, by its label; a case of a decision is about none. */
function formCalled(form: string | null): string {
  const found = form === null ? undefined : (session.form(form) ?? session.formById(form));
  return found ? say(found.label) : '';
}

/** Of a list with more than `most` items the first stand there, and the others are folded. */
const most = 16;
const first = 12;

function part<T>(
  id: string,
  heading: string,
  items: readonly T[],
  /** What it is, more of it on the line, and what opens below. */
  line: (
    item: T,
  ) => readonly [
    TemplateResult | string,
    TemplateResult | string | typeof nothing,
    (TemplateResult | typeof nothing)?,
  ],
  /** How many things a line stands for, as the list of packages counts them. */
  count: (item: T) => number = () => 1,
): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  const lines = (some: readonly T[]) =>
    html`<ul class="lines ${some.length > 3 ? 'beside' : ''}">${some.map((item) => {
      const [what, more, opens = nothing] = line(item);
      return html`<li><span class="grow">${what}</span><span class="small muted">${more}</span>${opens}</li>`;
    })}</ul>`;
  const folded = items.length > most ? items.slice(first) : [];
  return section(
    id,
    heading,
    folded.length === 0
      ? lines(items)
      : html`${lines(items.slice(0, first))}<details><summary>${plural(
          msg(str`其余 ${folded.length} 项`, { id: 'pkg-unfold' }),
        )}</summary>${lines(folded)}</details>`,
    items.reduce((sum, item) => sum + count(item), 0),
  );
}
