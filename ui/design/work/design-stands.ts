import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { formOfStep } from '../../../metadata/design/place-of-step.ts';
import { icon } from '../../kit/base/icons.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { Drawn, DrawnIssue } from './bench-shapes.ts';
import { design } from './design-data.ts';
import { issueText } from './issues/issue-text.ts';
import '../../kit/gj-pop.ts';

/**
 * Draws the state of the design: whether it is stored, its errors, what is odd about it, and who else works on it. On the
 * page of a form it is that of the form, and how much else there is.
 */
export function designStands(
  drawn: Drawn,
  go: (issue: DrawnIssue) => void,
  form?: FormModel,
): TemplateResult {
  const errors = drawn.issues.filter(({ severity }) => severity === 'error');
  const touched = new Set(drawn.lines.flatMap((line) => (line.touched ? line.id : [])));
  const odd = drawn.issues.filter(
    (one) => one.severity === 'warning' && touched.has(one.form ?? '') && isOf(form)(one),
  );
  const others = design.present.filter(({ id }) => id !== session.who?.user.id);
  const [own, beside] = [errors.filter(isOf(form)), errors.filter((one) => !isOf(form)(one))];
  return html`${storedBadge(form)}
    ${issueList(own, plural(msg(str`${own.length} 个问题`, { id: 'design-problems' })), 'in-error', go)}
    ${issueList(beside, plural(msg(str`别处 ${beside.length} 个问题`, { id: 'design-problems-beside' })), 'in-error', go)}
    ${issueList(odd, plural(msg(str`${odd.length} 个提醒`, { id: 'design-warnings' })), 'in-warn', go)}
    ${others.map(
      ({ name, place }) =>
        html`<span slot="stands" class="badge accent" title=${place ?? ''}>${icon('user', 12)}${name}</span>`,
    )}`;
}

/** Whether an issue, or a step, is of the form; of none in particular: all are. */
function isOf(form: FormModel | undefined) {
  return (one: { readonly form?: string }) => form === undefined || one.form === form.id;
}

function storedBadge(form: FormModel | undefined): TemplateResult {
  const all = design.steps.length;
  const count = design.steps.filter((step) => isOf(form)({ form: formOfStep(step) ?? '' })).length;
  if (all === 0)
    return html`<span slot="stands" class="badge quiet">${msg('没有改动', { id: 'design-unchanged' })}</span>`;
  if (design.saving === 'offline')
    return html`<span slot="stands" class="badge warn"
        role="status">${icon('alert', 12)}${msg('连不上服务器，会自动再试', { id: 'design-offline' })}</span>`;
  const text =
    design.saving === 'saving'
      ? msg('正在保存…', { id: 'design-saving' })
      : plural(msg(str`${count} 步改动已保存`, { id: 'design-stored' }));
  const whole = plural(msg(str`整个设计共 ${all} 步`, { id: 'design-whole' }));
  return html`${
    count === 0 && design.saving === 'saved'
      ? html`<span slot="stands" class="badge quiet" role="status">${msg('这个表单没有改动', { id: 'design-form-unchanged' })}</span>`
      : html`<span slot="stands" class="badge ${design.saving === 'saving' ? '' : 'ok'}" role="status">${text}</span>`
  }${
    form && all > count
      ? html`<a slot="stands" class="small" href=${`/design/publish?from=${form.name}`}>${whole}</a>`
      : nothing
  }`;
}

function issueList(
  issues: readonly DrawnIssue[],
  text: string,
  look: 'in-error' | 'in-warn',
  go: (issue: DrawnIssue) => void,
): TemplateResult | typeof nothing {
  if (issues.length === 0) return nothing;
  return html`<span slot="stands"><gj-pop label=${text}><span slot="button" class=${look}>${icon('alert', 14)}</span><span
      slot="button" class=${look}>${text}</span>
    <ul class="problems">${issues
      .slice(0, 50)
      .map(
        (issue) =>
          html`<li><button class="plain" @click=${() => go(issue)}>${issueText(issue)}</button></li>`,
      )}</ul></gj-pop></span>`;
}
