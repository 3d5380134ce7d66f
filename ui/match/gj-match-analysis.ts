import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { FindingHead, RuleFindingAnswer } from '../../metadata/contract/match/findings.ts';
import { findingWord } from '../fields/finding-word.ts';
import { isRemark } from '../fields/is-remark.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { analyseRules } from '../fields/match-findings.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { byText } from '../kit/table/row-order.ts';
import { table } from '../kit/table/table.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-state.ts';

interface FoundSoFar {
  readonly items: readonly RuleFindingAnswer[];
  /** The number of rules that were looked at. */
  readonly rules: number;
}

const nothingFound: FoundSoFar = { items: [], rules: 0 };

/**
 * Rules about the rules of a form: which never match, are shadowed, run out of options, overlap, or slow every match
 * down. Tells `look` with facts to be looked at alone.
 */
export class GjMatchAnalysis extends withProperties(GjElement, {
  form: given<FormModel>(),
  org: text(),
  sort: state(''),
}) {
  static override styles = [
    shared,
    css`
      .differs {
        margin-inline-start: var(--gj-3);
      }
    `,
  ];

  /** Looked at piece by piece, so that what was found shows while the rest is looked at. */
  readonly #found = new Loading<FoundSoFar, [form: string, org: string]>(this, {
    key: () => [this.form.name, this.org],
    load: async ([form, org], signal) => {
      let found = nothingFound;
      this.#found.set(found);
      for (let after: string | null | undefined = ''; after !== null && after !== undefined; ) {
        const piece = await analyseRules(form, { org, ...(after && { after }) }, signal);
        if (signal.aborted) break;
        found = { items: [...found.items, ...piece.items], rules: found.rules + piece.rules };
        this.#found.set(found);
        after = piece.next;
      }
      return found;
    },
  });

  override render() {
    const { failure, busy, value = nothingFound } = this.#found;
    const { items, rules } = value;
    const again = () => this.#found.load();
    if (failure !== null)
      return html`<div class="card relative scrolls-across"><gj-state .failure=${failure} @retry=${again}></gj-state></div>`;
    const words = [...new Set(items.map(({ code }) => findingWord(code)))];
    const shown = items.filter(({ code }) => this.sort === '' || findingWord(code) === this.sort);
    return html`<section class="card relative scrolls-across" aria-busy=${busy}>
      <div class="bar toolbar below-2">
        <p class="grows" role="status">${
          busy
            ? plural(msg(str`正在检查，已看过 ${rules} 条规则…`, { id: 'analysis-running' }))
            : plural(
                msg(str`检查了 ${rules} 条规则，发现 ${items.length} 个问题`, {
                  id: 'analysis-done',
                }),
              )
        }</p>
        ${
          words.length > 1
            ? html`<select class="plain wide-as-text" aria-label=${msg('只看', { id: 'only-see' })} @change=${(
                event: Event,
              ) => {
                event.stopPropagation();
                this.sort = (event.target as HTMLSelectElement).value;
              }}>
                <option value="">${msg('全部', { id: 'all' })}</option>
                ${words.map((word) => html`<option value=${word} .selected=${word === this.sort}>${word}</option>`)}
              </select>`
            : nothing
        }
        <button ?disabled=${busy} @click=${again}>${icon('refresh', 14)}${msg('重新检查', { id: 'analyse-again' })}</button>
      </div>
      ${shown.length > 0 ? this.#table(shown) : nothing}
      ${
        !busy && items.length === 0
          ? html`<gj-state symbol="check" text=${msg('没有发现问题：每条规则都可能匹配，没有被其他规则遮盖或与同级规则重叠。', { id: 'analysis-clean' })}></gj-state>`
          : nothing
      }
    </section>`;
  }

  #table(items: readonly RuleFindingAnswer[]): TemplateResult {
    return table({
      caption: msg('规则的问题', { id: 'analysis-table' }),
      columns: [
        { label: msg('规则', { id: 'rule' }), role: 'name', cell: (item) => this.#link(item) },
        {
          label: msg('问题', { id: 'oddity' }),
          room: 'tight',
          cell: ({ code }) =>
            html`<span class="badge ${isRemark(code) ? '' : 'warn'}">${findingWord(code)}</span>`,
          order: byText<RuleFindingAnswer>(({ code }) => findingWord(code)),
        },
        {
          label: msg('说明', { id: 'what-it-means' }),
          cell: (item) => html`${item.reason}${this.#related(item)}`,
        },
      ],
      rows: items,
    });
  }

  #related({
    related = [],
    facts,
    ask,
    id,
    number,
    row,
  }: RuleFindingAnswer): TemplateResult | typeof nothing {
    const differing = related.filter(({ differs }) => differs);
    if (differing.length === 0) return html`${related.map((rule) => html` ${this.#link(rule)}`)}`;
    return html`<ul class="marked above-1 below-1">${differing.map(
      (rule) =>
        html`<li>${this.#link(rule)}${rule.differs?.map(
          ({ field, label, here, there }) =>
            html`<span class="differs"><span class="muted">${label}</span> ${this.#shown(field, here)}
            <span class="muted">${msg('对方', { id: 'of-the-other' })}</span> ${this.#shown(field, there)}</span>`,
        )}</li>`,
    )}</ul>${
      facts
        ? html`<button class="plain" @click=${() =>
            this.emit('look', {
              facts,
              ...(ask ? { ask } : {}),
              ...(row ? { within: { id, number } } : {}),
            })}>${icon('play', 14)}${msg('试用同时匹配的数据', { id: 'try-both' })}</button>`
        : nothing
    }`;
  }

  #link(rule: FindingHead): TemplateResult {
    if (rule.id === null) return html`<span>${ruleName(rule)}</span>`;
    return html`<a class="underlined" href="/forms/${this.form.name}/${rule.id}">${ruleName(rule)}</a>`;
  }

  #shown(path: string, value: Json): TemplateResult {
    const [first = '', second] = path.split('.');
    const outer = this.form.byName.get(first);
    const field = second === undefined ? outer : outer?.rows?.byName.get(second);
    const text = value === null || !field ? '' : uiKind(field).show(value, field);
    return text === ''
      ? html`<span class="muted">${msg('（空）', { id: 'empty-value' })}</span>`
      : html`<strong>${text}</strong>`;
  }
}
customElements.define('gj-match-analysis', GjMatchAnalysis);
