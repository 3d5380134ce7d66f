import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { Drawn, DrawnIssue } from './bench-shapes.ts';
import { design } from './design-data.ts';
import '../../kit/gj-pop.ts';

/** Draws the state of the design: whether it is stored, its errors, and who else works on it. */
export function designStands(drawn: Drawn, go: (issue: DrawnIssue) => void): TemplateResult {
  const errors = drawn.issues.filter(({ severity }) => severity === 'error');
  const others = design.present.filter(({ id }) => id !== session.who?.user.id);
  return html`${storedBadge()}
    ${errors.length > 0 ? html`<span slot="stands">${problems(errors, go)}</span>` : nothing}
    ${others.map(
      ({ name, place }) =>
        html`<span slot="stands" class="badge accent" title=${place ?? ''}>${icon('user', 12)}${name}</span>`,
    )}`;
}

function storedBadge(): TemplateResult {
  const count = design.steps.length;
  if (count === 0)
    return html`<span slot="stands" class="badge quiet">${msg('没有改动', { id: 'design-unchanged' })}</span>`;
  if (design.saving === 'offline')
    return html`<span slot="stands" class="badge warn"
        role="status">${icon('alert', 12)}${msg('连不上服务器，会自动再试', { id: 'design-offline' })}</span>`;
  const text =
    design.saving === 'saving'
      ? msg('正在保存…', { id: 'design-saving' })
      : plural(msg(str`${count} 步改动已保存`, { id: 'design-stored' }));
  return html`<span slot="stands" class="badge ${design.saving === 'saving' ? '' : 'ok'}" role="status">${text}</span>`;
}

function problems(errors: readonly DrawnIssue[], go: (issue: DrawnIssue) => void): TemplateResult {
  const text = plural(msg(str`${errors.length} 个问题`, { id: 'design-problems' }));
  return html`<gj-pop label=${text}><span slot="button" class="problem">${icon('alert', 14)}</span><span
      slot="button" class="problem">${text}</span>
    <ul class="problems">${errors
      .slice(0, 50)
      .map(
        (issue) =>
          html`<li><button class="plain" @click=${() => go(issue)}>${say(issue.message)}</button></li>`,
      )}</ul></gj-pop>`;
}
