import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RuleHead, RuleVerdict } from '../../metadata/contract/match/rule.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import './gj-match-verdict.ts';

const page = 20;

/** Rules in their order of precedence, each with why it lost, those that take no part last; one is explained part by part when it is opened. Tells `all` when those that were discarded at once are wanted, too, and `further` when those that were not told are. */
export class GjMatchLosers extends withProperties(GjElement, {
  form: given<FormModel>(),
  rules: given<readonly RuleVerdict[]>(() => []),
  /** Rules that were not told. */
  more: number(),
  /** Whether they can be asked for. Default: no. */
  further: flag(),
  /** Rules that were discarded at once, and are not among those told. Default: none. */
  discarded: number(),
  /** Asks for a rule's whole story. */
  explain: given<(rule: RuleHead) => Promise<RuleVerdict | undefined>>(),
  shown: state<number>(() => page),
  opened: state(''),
  verdict: state<RuleVerdict | null>(null),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    css`
      tr.won td {
        background: color-mix(in srgb, var(--gj-ok) 8%, transparent);
      }
      .place {
        width: var(--gj-size-44);
      }
      .rule {
        width: 34%;
      }
      .open {
        width: var(--gj-size-36);
        padding: var(--gj-half) var(--gj-1);
      }
      .open button {
        height: var(--gj-size-24);
        width: var(--gj-size-26);
      }
      .why {
        padding-inline-start: var(--gj-size-48);
      }
      /* On a phone why stands below what. */
      @media (max-width: 600px) {
        table.plain thead {
          display: none;
        }
        table.plain tr {
          display: grid;
          grid-template-columns: auto minmax(0, 1fr) auto;
          align-items: center;
          border-block-end: var(--gj-edge);
        }
        table.plain tr td {
          width: auto;
          height: auto;
          padding: var(--gj-1) var(--gj-1h);
          border: 0;
        }
        table.plain td.reason {
          grid-area: 2 / 1 / 3 / -1;
          padding-block-end: var(--gj-2);
        }
        table.plain td.why {
          grid-column: 1 / -1;
        }
      }
      footer span {
        white-space: nowrap;
      }
      footer {
        gap: var(--gj-1) var(--gj-3);
        padding-block-start: var(--gj-2);
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('rules')) return;
    const before = changed.get('rules') as readonly RuleVerdict[] | undefined;
    // What was told stands as it was, and goes on.
    if (before?.length && before.every((rule, at) => rule === this.rules[at])) return;
    this.shown = page;
    this.opened = '';
  }

  async #open(rule: RuleVerdict): Promise<void> {
    const key = keyOf(rule);
    if (this.opened === key) {
      this.opened = '';
      return;
    }
    this.opened = key;
    this.verdict = null;
    this.failure = null;
    try {
      const verdict = await this.explain(rule);
      if (this.opened === key) this.verdict = verdict ?? rule;
    } catch (failure) {
      if (this.opened === key) this.failure = failure;
    }
  }

  override render() {
    const rules = [
      ...this.rules.filter(({ place }) => place !== null),
      ...this.rules.filter(({ place }) => place === null),
    ];
    if (rules.length === 0)
      return html`<p class="muted">${msg('没有规则可以解释。', { id: 'no-standings' })}</p>${this.#discarded()}`;
    return html`<table class="plain">
        <thead><tr>
          <th class="place muted to-end">${msg('次序', { id: 'place' })}</th>
          <th class="rule">${msg('规则', { id: 'rule' })}</th>
          <th>${msg('结果和原因', { id: 'outcome-why' })}</th>
          <th><span class="sr-only">${msg('逐项解释', { id: 'explain-parts' })}</span></th>
        </tr></thead>
        <tbody>${rules.slice(0, this.shown).map((rule) => this.#row(rule))}</tbody>
      </table>
      <footer class="flex wraps centred">
        ${
          rules.length > this.shown
            ? html`<button @click=${() => {
                this.shown += page;
              }}>${msg(str`再看 ${Math.min(page, rules.length - this.shown)} 条`, { id: 'show-more' })}</button>`
            : this.further
              ? html`<button @click=${() => this.emit('further')}>${msg('列出后面的规则', { id: 'list-further' })}</button>`
              : nothing
        }
        <span class="small muted">${msg(str`已列出 ${Math.min(this.shown, rules.length)} 条，共 ${rules.length + this.more} 条`, { id: 'shown-of' })}</span>
        ${this.#discarded()}
      </footer>`;
  }

  #discarded(): TemplateResult | typeof nothing {
    return this.discarded > 0
      ? html`<button class="plain" @click=${() => this.emit('all')}>${plural(msg(str`另有 ${this.discarded} 条在前几步就被筛掉：列出并说明原因`, { id: 'show-discarded' }))}</button>`
      : nothing;
  }

  #row(rule: RuleVerdict): TemplateResult {
    const open = this.opened === keyOf(rule);
    const name = ruleName(rule);
    return html`<tr class=${rule.won ? 'won' : ''}>
        <td class="place muted to-end">${rule.place ?? '—'}</td>
        <td class="rule"><a href="/forms/${this.form.name}/${rule.id}">${name}</a></td>
        <td class="reason">${rule.won ? html`<span class="badge ok"><span class="dot"></span>${rule.reason}</span>` : rule.reason}</td>
        <td class="open"><button class="square" aria-expanded=${open} aria-label=${msg(str`逐项解释 ${name}`, { id: 'explain-rule' })}
          @click=${() => this.#open(rule)}>${icon(open ? 'up' : 'down', 14)}</button></td>
      </tr>
      ${open ? html`<tr><td class="why" colspan="4">${this.#why(rule)}</td></tr>` : nothing}`;
  }

  #why(rule: RuleVerdict): TemplateResult {
    if (this.failure !== null)
      return html`<span class="problem" role="alert">${failureText(this.failure)}</span>`;
    if (!this.verdict)
      return html`<span class="muted" aria-busy="true">${msg('正在解释…', { id: 'explaining' })}</span>`;
    const { condition = null, failed, reason, for: aims = [] } = this.verdict;
    if (!condition && aims.length === 0) return html`<span>${reason || rule.reason}</span>`;
    return html`<gj-match-verdict .verdict=${condition} .aims=${aims} .decided=${failed?.pointer}></gj-match-verdict>`;
  }
}
customElements.define('gj-match-losers', GjMatchLosers);

function keyOf({ id, row }: RuleHead): string {
  return row ? `${id}/${row.id}` : id;
}
