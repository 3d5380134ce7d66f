import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { MatchAnswer } from '../../metadata/contract/match/rule.ts';
import type { Field, FieldSet } from '../../metadata/field.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { sharingLabel } from '../model/sharing-label.ts';
import { plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';

/** The rule that won, and the values that an answer carries; or that none did. */
export class GjMatchWinner extends withProperties(GjElement, {
  form: given<FormModel>(),
  answer: given<MatchAnswer>(),
}) {
  static override styles = [
    shared,
    css`
      dl {
        grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-160), 1fr));
      }
    `,
  ];

  override render() {
    return html`${this.#found()}${this.#unjudged()}`;
  }

  #unjudged() {
    const { unjudged = 0 } = this.answer;
    return unjudged === 0
      ? nothing
      : html`<p class="small in-warn" role="status">${icon('alert', 14)}
          ${plural(msg(str`有 ${unjudged} 条规则的条件已无法判断，没有参与匹配；见“分析”。`, { id: 'rules-unjudged' }))}</p>`;
  }

  #found() {
    const { winner, result } = this.answer;
    if (!winner) {
      return html`<section class="card toned warn"><header class="toolbar"><span class="in-warn">${icon('alert')}</span>
        <h2 class="larger breaks">${msg('没有规则匹配', { id: 'nobody-won' })}</h2></header>
        <p class="muted">${this.#close()}</p></section>`;
    }
    return html`<section class="card toned ok">
      <header class="toolbar"><span class="in-ok">${icon('check')}</span>
        <h2 class="larger breaks"><a href="/forms/${this.form.name}/${winner.id}">${ruleName(winner)}</a></h2>
        ${winner.sharing ? html`<span class="badge">${sharingLabel(winner.sharing)}</span>` : nothing}
        ${winner.personalised ? html`<span class="badge accent">${msg('已个性化', { id: 'personalised' })}</span>` : nothing}
        <span class="small muted">${winner.org.name ?? winner.org.number ?? ''}</span>
      </header>
      ${result ? html`<dl class="gap-2-3 above-3">${this.#fields(this.form, result)}</dl>` : nothing}
    </section>`;
  }

  /** Speaks of rules that come close only where they are listed; of none, the list itself says so. */
  #close(): string {
    const { rules = [] } = this.answer.trace ?? {};
    return rules.length === 0
      ? msg('没有一条规则的条件全部满足。', { id: 'nobody-won-none' })
      : msg('没有一条规则的条件全部满足。最接近的规则列在下面，并说明各自差在哪里。', {
          id: 'nobody-won-hint',
        });
  }

  #fields(shape: FieldSet, values: JsonObject): readonly (TemplateResult | readonly TemplateResult[])[] {
    const heading = new Set([this.form.number?.name, this.form.title?.name]);
    return Object.entries(values).flatMap(([name, value]) => {
      const field = shape.byName.get(name);
      if (!field || (heading.has(name) && shape === this.form)) return [];
      // Where rows match, the row that won stands below the name of its list.
      if (field.rows && isObject(value))
        return [this.#fields(field.rows, value) as readonly TemplateResult[]].flat();
      return [this.#line(field, value)];
    });
  }

  #line(field: Field, value: Json): TemplateResult {
    const shown = value === null ? '' : uiKind(field).show(value, field);
    return html`<div><dt class="small">${say(field.label)}</dt><dd>${
      shown === '' ? html`<span class="muted">—</span>` : shown
    }</dd></div>`;
  }
}
customElements.define('gj-match-winner', GjMatchWinner);
