import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RuleVerdict } from '../../metadata/contract/match/rule.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { shared } from '../theme/shared.ts';
import type { TriedRule } from './match-rule.ts';
import type { MatchAsk } from './match-run.ts';
import './gj-match-verdict.ts';
import './gj-rule-reach.ts';

/** The verdict on one rule for the facts, part by part. Tells `row` with another one of its record, and `leave`. */
export class GjMatchRule extends withProperties(GjElement, {
  /** Name of the form of the rules. */
  form: text(),
  rule: given<TriedRule>(),
  /** Null: not asked yet. */
  verdict: given<RuleVerdict | null>(null),
  about: given<FormModel>(),
  ask: given<MatchAsk>(),
}) {
  static override styles = [
    shared,
    css`
      h2 {
        flex: 1 1 var(--gj-size-200);
      }
    `,
  ];

  override render() {
    const { rule, verdict, form } = this;
    const { row: _, ...record } = rule;
    return html`<section class="card toned accent stack-2" aria-label=${msg('正在试用的规则', { id: 'tried-rule' })}>
      <header class="toolbar">
        <h2 class="breaks">${msg('正在试用', { id: 'tried-now' })} <a href="/forms/${form}/${rule.id}">${ruleName(record)}</a></h2>
        ${this.#rows()}
        ${verdict ? this.#badge(verdict) : nothing}
        <button class="square" aria-label=${msg('停止试用这条规则', { id: 'tried-leave' })}
            @click=${() => this.emitUp('leave')}>${icon('close', 14)}</button>
      </header>
      ${
        rule.facts === null
          ? html`<p class="small muted">${msg('没能从条件里得出一组能满足它的数据，请自己填写。', { id: 'tried-no-facts' })}</p>`
          : nothing
      }
      ${verdict ? this.#why(verdict) : nothing}
      <gj-rule-reach .about=${this.about} .ask=${this.ask} rule=${rule.id}></gj-rule-reach>
    </section>`;
  }

  #rows(): TemplateResult | typeof nothing {
    const { rows = 0, row } = this.rule;
    if (rows < 2) return nothing;
    return html`<select class="plain wide-as-text" aria-label=${msg('行', { id: 'tried-row' })} @change=${(
      event: Event,
    ) => {
      event.stopPropagation();
      this.emitUp('row', Number((event.target as HTMLSelectElement).value));
    }}>${Array.from(
      { length: rows },
      (_each, at) =>
        html`<option value=${at + 1}
            .selected=${row?.seq === at + 1}>${msg(str`第 ${at + 1} 行`, { id: 'row-numbered' })}</option>`,
    )}</select>`;
  }

  #badge({ won, condition, code, for: aims = [] }: RuleVerdict): TemplateResult {
    if (won)
      return html`<span class="badge ok"><span class="dot"></span>${msg('生效', { id: 'tried-wins' })}</span>`;
    const holds = condition?.holds === true && aims.every((aim) => aim.holds);
    return holds || code === 'match-outranked'
      ? html`<span class="badge warn"><span class="dot"></span>${msg('满足但不生效', { id: 'tried-holds' })}</span>`
      : html`<span class="badge error"><span class="dot"></span>${msg('不满足', { id: 'fails' })}</span>`;
  }

  #why({ reason, condition, failed, won, for: aims = [] }: RuleVerdict): TemplateResult {
    return html`${won ? nothing : html`<p>${reason}</p>`}
      ${
        condition || aims.length > 0
          ? html`<gj-match-verdict .verdict=${condition ?? null} .aims=${aims} .decided=${failed?.pointer}></gj-match-verdict>`
          : nothing
      }`;
  }
}
customElements.define('gj-match-rule', GjMatchRule);
