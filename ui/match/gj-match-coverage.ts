import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { Coverage, FactNamed } from '../../metadata/contract/match/findings.ts';
import type { RuleHead } from '../../metadata/contract/match/rule.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { readJson } from '../kit/read-json.ts';
import { byCount, byText } from '../kit/table/row-order.ts';
import { table } from '../kit/table/table.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { language, plural } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { coverRules, type MatchAsk } from './match-run.ts';
import '../kit/gj-state.ts';

const limits = [100, 300, 1_000];
const named = 50;

/** The coverage of many facts by the rules: how often each won, to whom it lost, and which are never needed. */
export class GjMatchCoverage extends withProperties(GjElement, {
  form: given<FormModel>(),
  about: given<FormModel>(),
  ask: given<MatchAsk>(),
  /** The facts of the batch. */
  text: given(''),
  from: state<'stored' | 'batch'>('stored'),
  limit: state(300),
}) {
  static override styles = [
    shared,
    stacked,
    css`
      .sums {
        grid-template-columns: repeat(4, minmax(0, 1fr));
      }
      .sums dd {
        font-size: var(--gj-text-xl);
        line-height: var(--gj-line-xl);
      }
      .won {
        width: var(--gj-size-200);
      }
      .bars span:last-child {
        width: var(--gj-size-44);
      }
      meter {
        min-width: var(--gj-size-40);
        height: var(--gj-2h);
      }
    `,
  ];

  get #batch(): readonly Json[] {
    const read = readJson(this.text);
    if (!read.ok || read.value === null) return [];
    return isList(read.value) ? read.value : [read.value];
  }

  readonly #found = new Loading<Coverage, readonly Json[] | { readonly limit: number }>(this, {
    key: null,
    keeps: true,
    load: (facts) => coverRules(this.ask, facts),
  });

  readonly #run = () => this.#found.load(this.from === 'batch' ? this.#batch : { limit: this.limit });

  override render() {
    const batch = this.#batch.length;
    const { busy } = this.#found;
    return html`<section class="card relative scrolls-across"><div class="bar toolbar">
        <select class="plain wide-as-text" aria-label=${msg('数据来源', { id: 'coverage-from' })} @change=${(
          event: Event,
        ) => {
          event.stopPropagation();
          this.from = (event.target as HTMLSelectElement).value as 'stored' | 'batch';
        }}>
          <option value="stored" .selected=${this.from === 'stored'}>${msg(str`已有的${many(this.about)}`, {
            id: 'coverage-stored',
          })}</option>
          <option value="batch" .selected=${this.from === 'batch'} ?disabled=${batch === 0}>${plural(
            msg(str`批量页签中的 ${batch} 条`, { id: 'coverage-batch' }),
          )}</option>
        </select>
        ${
          this.from === 'stored'
            ? html`<select class="plain wide-as-text" aria-label=${msg('最多条数', { id: 'coverage-limit' })} @change=${(
                event: Event,
              ) => {
                event.stopPropagation();
                this.limit = Number((event.target as HTMLSelectElement).value);
              }}>${limits.map(
                (limit) =>
                  html`<option value=${limit}
                      .selected=${limit === this.limit}>${msg(str`最多 ${limit} 条`, { id: 'at-most' })}</option>`,
              )}</select>`
            : nothing
        }
        <button class="primary" ?disabled=${busy} @click=${this.#run}>${icon('play', 14)}${msg('统计', { id: 'cover' })}</button>
      </div></section>
      <div aria-live="polite" aria-busy=${busy}>${this.#results()}</div>`;
  }

  #results(): TemplateResult {
    const { value: found, failure } = this.#found;
    if (failure !== null)
      return html`<div class="card relative scrolls-across"><gj-state .failure=${failure} @retry=${this.#run}></gj-state></div>`;
    if (!found) {
      return html`<div class="card relative scrolls-across"><gj-state symbol="match" text=${msg(
        '用一批数据检验规则：哪些胜出、输给了谁、哪些从未胜出、哪些数据没有规则可用。',
        { id: 'coverage-hint' },
      )}></gj-state></div>`;
    }
    if (found.facts === 0) {
      return html`<div class="card relative scrolls-across"><gj-state
          text=${msg(str`所选组织还没有${many(this.about)}，请换一个组织，或使用批量页签中的数据。`, { id: 'coverage-nothing' })}></gj-state></div>`;
    }
    const { facts, rules, neverWon, unmatched, skipped = [] } = found;
    const most = Math.max(1, ...rules.map(({ won }) => won));
    const rows = rules
      .filter(({ won, lostTo }) => won > 0 || lostTo.length > 0)
      .toSorted((a, b) => b.won - a.won);
    return html`<div class="stack-3">
      <section class="card relative scrolls-across"><dl class="sums stack-3">
        ${[
          [msg('数据', { id: 'facts' }), facts],
          [msg('没有规则匹配', { id: 'nobody-won' }), unmatched.length],
          [msg('胜出过的规则', { id: 'rules-won' }), rules.filter(({ won }) => won > 0).length],
          [msg('从未胜出的规则', { id: 'rules-never-won' }), neverWon.length],
        ].map(
          ([text, value]) =>
            html`<div class="beneath"><dt class="smaller">${text}</dt><dd>${value?.toLocaleString()}</dd></div>`,
        )}
      </dl></section>
      ${
        rows.length > 0
          ? html`<section class="card relative scrolls-across">${table({
              caption: msg('每条规则的胜出次数', { id: 'coverage-table' }),
              columns: [
                {
                  label: msg('规则', { id: 'rule' }),
                  role: 'name',
                  cell: (rule) => this.#link(rule),
                  order: byText(ruleName),
                },
                {
                  label: msg('胜出次数', { id: 'times-won' }),
                  look: 'won',
                  cell: ({ won }) =>
                    html`<span class="bars across"><meter class="grows" min="0" max=${most} value=${won}
                        aria-hidden="true"></meter><span class="rigid to-end">${won}</span></span>`,
                  order: byCount<Coverage['rules'][number]>(({ won }) => won),
                },
                {
                  label: msg('满足条件但输给', { id: 'lost-to' }),
                  cell: ({ lostTo }) =>
                    lostTo.map(
                      (other, at) =>
                        html`${at === 0 ? '' : language() === 'zh' ? '、' : ', '}${this.#link(other)} <span
                            class="muted">×${other.count}</span>`,
                    ),
                },
              ],
              rows,
            })}</section>`
          : nothing
      }
      ${
        neverWon.length > 0
          ? html`<section class="card relative scrolls-across"><h2
              class="below-2">${msg('从未胜出的规则', { id: 'rules-never-won' })}</h2>
              <ul class="flex wraps gap-half-3">${neverWon.slice(0, named).map((rule) => html`<li>${this.#link(rule)}</li>`)}</ul>
              ${this.#rest(neverWon.length)}</section>`
          : nothing
      }
      ${this.#documents(msg('没有规则匹配的数据', { id: 'facts-unmatched' }), unmatched)}
      ${this.#documents(msg('已不符合当前模型、未参与统计的数据', { id: 'facts-skipped' }), skipped)}
    </div>`;
  }

  #documents(title: string, facts: readonly FactNamed[]): TemplateResult | typeof nothing {
    if (facts.length === 0) return nothing;
    return html`<section class="card relative scrolls-across"><h2 class="below-2">${title}</h2>
      <ul class="flex wraps gap-half-3">${facts.slice(0, named).map(({ index, id, number }) => {
        const text = typeof number === 'string' ? number : `#${index + 1}`;
        return html`<li>${id === undefined ? text : html`<a href="/forms/${this.about.name}/${id}">${text}</a>`}</li>`;
      })}</ul>
      ${this.#rest(facts.length)}</section>`;
  }

  #rest(count: number): TemplateResult | typeof nothing {
    return count > named
      ? html`<p class="small muted">${plural(msg(str`另有 ${count - named} 个`, { id: 'and-others' }))}</p>`
      : nothing;
  }

  #link(rule: RuleHead): TemplateResult {
    return html`<a class="underlined" href="/forms/${this.form.name}/${rule.id}">${ruleName(rule)}</a>`;
  }
}
customElements.define('gj-match-coverage', GjMatchCoverage);
