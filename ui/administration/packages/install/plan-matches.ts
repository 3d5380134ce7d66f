import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { PlanMatches } from '../../../../metadata/contract/packages/install-plan.ts';
import { listed, nameless, plural, say } from '../../../session/i18n.ts';
import { session } from '../../../session/session.ts';

/** Recent documents that another rule would match: each of them, then in a line what stays and what nobody can tell. */
export function matchLines(matches: readonly PlanMatches[]): TemplateResult | typeof nothing {
  if (matches.length === 0) return nothing;
  const unknown = matches.filter(({ why }) => why);
  const looked = matches.filter(({ why }) => !why);
  const changed = looked.filter((one) => countOf(one) > 0);
  const same = looked.filter((one) => countOf(one) === 0);
  return html`${changed.map(changedLines)}
    ${
      same.length > 0
        ? html`<p class="small muted">${plural(
            msg(str`${same.length} 种规则对最近单据的匹配不变：${names(same)}`, { id: 'pkg-matches-same' }),
          )}</p>`
        : nothing
    }
    ${
      unknown.length > 0
        ? html`<p class="small muted">${msg(str`没有核对，因为匹配还取决于单据之外的内容：${names(unknown)}`, { id: 'pkg-matches-unknown' })}</p>`
        : nothing
    }`;
}

function countOf({ changed, withheld }: PlanMatches): number {
  return changed.length + withheld;
}

function changedLines(one: PlanMatches): TemplateResult {
  const { form, about, looked, changed } = one;
  const line = plural(
    msg(str`最近 ${looked} 张单据中，${countOf(one)} 张会匹配到另一条规则`, { id: 'change-matches' }),
  );
  return html`<details ?open=${changed.length <= 12}><summary>${formName(form)} <span class="small muted">${line}</span></summary>
    <ul class="lines">${changed.map(
      ({
        document,
        from,
        to,
      }) => html`<li><a href=${`/forms/${about}/${document.id}`}>${document.number ?? nameless()}</a>
        <span class="grow">${called(from)} <span role="img"
            aria-label=${msg('改为', { id: 'change-becomes' })}>→</span> ${called(to)}</span></li>`,
    )}</ul></details>`;
}

function called(winner: PlanMatches['changed'][number]['from']): string {
  if (!winner) return msg('无规则', { id: 'change-matches-none' });
  return [winner.number, winner.name].filter(Boolean).join(' ') || nameless();
}

function names(matches: readonly PlanMatches[]): string {
  return listed(matches.map(({ form }) => formName(form)));
}

function formName(name: string): string {
  const form = session.form(name);
  return form ? say(form.label) : name;
}
