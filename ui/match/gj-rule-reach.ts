import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, text, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { plural } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { shared } from '../theme/shared.ts';
import type { MatchAsk } from './match-run.ts';
import { mostDocuments, type Reach, reachOf } from './rule-hits.ts';
import '../kit/chart/gj-spark.ts';

/** So many documents are named before somebody asks for the others. */
const named = 20;

/** The documents of the last ninety days that one rule wins, by week and one by one. */
export class GjRuleReach extends withProperties(GjElement, {
  /** The form that the rules are about. */
  about: given<FormModel>(),
  ask: given<MatchAsk>(),
  /** Id of the rule. */
  rule: text(),
  most: given(named),
}) {
  static override styles = shared;

  readonly #reach = new Loading<Reach, [ask: string, rule: string]>(this, {
    key: () => [JSON.stringify(this.ask), this.rule],
    load: ([, rule], signal) => reachOf(this.ask, rule, signal),
    keeps: true,
  });

  override render(): unknown {
    return this.#reach.shown((reach) => this.#shown(reach), { outline: { rows: 2 } });
  }

  #shown({ documents, wonBy, weeks }: Reach): TemplateResult {
    const things = many(this.about);
    const words =
      documents < mostDocuments
        ? msg(str`最近 90 天的 ${documents} 条${things}中，胜出 ${wonBy.length} 条`, { id: 'reach-of' })
        : msg(str`最近 90 天中最新的 ${documents} 条${things}里，胜出 ${wonBy.length} 条`, {
            id: 'reach-of-newest',
          });
    const spark = msg(str`每周胜出：${weeks.join(' ')}`, { id: 'reach-weeks' });
    return html`<div class="flex wraps centred gap-2"><span>${words}</span>${
      wonBy.length > 0 ? html`<gj-spark label=${spark} .values=${weeks.map(String)}></gj-spark>` : nothing
    }</div>
      ${
        wonBy.length === 0
          ? nothing
          : html`<ul class="flex wraps gap-half-3 above-1">${wonBy
              .slice(0, this.most)
              .map(
                ({ id, number, index }) =>
                  html`<li><a href="/forms/${this.about.name}/${id}">${typeof number === 'string' ? number : `#${index + 1}`}</a></li>`,
              )}</ul>`
      }
      ${
        wonBy.length > this.most
          ? html`<button class="plain small at-edge" @click=${() => {
              this.most = wonBy.length;
            }}>${plural(msg(str`另有 ${wonBy.length - this.most} 个`, { id: 'and-others' }))}</button>`
          : nothing
      }`;
  }
}
customElements.define('gj-rule-reach', GjRuleReach);
