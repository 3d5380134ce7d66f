import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RuleHead, RuleVerdict } from '../../metadata/contract/match/rule.ts';
import { failureLine } from '../kit/base/failure-line.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { table } from '../kit/table/table.ts';
import type { Column } from '../kit/table/table-shape.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import './gj-match-verdict.ts';

const page = 20;

/**
 * Rules in their order of precedence, each with why it lost, those that take no part last; one is explained part by
 * part when it is opened. Tells `all` when those that were discarded at once are wanted, too, and `further` when those
 * that were not told are.
 */
export class GjMatchLosers extends withProperties(GjElement, {
  form: given<FormModel>(),
  rules: given<readonly RuleVerdict[]>(() => []),
  /** Rules that were not told. */
  more: number(),
  /** Whether those rules can be asked for. Default: no. */
  further: flag(),
  /** Rules that were discarded at once, and are not among those told. Default: none. */
  discarded: number(),
  /** Asks for a rule's whole story. */
  explain: given<(rule: RuleHead) => Promise<RuleVerdict | undefined>>(),
  shown: state<number>(() => page),
  opened: state(''),
}) {
  static override styles = [
    shared,
    css`
      tr.won > * {
        background: color-mix(in srgb, var(--gj-ok) 8%, transparent);
      }
      .rule {
        width: 34%;
      }
      .below > td {
        padding-inline-start: var(--gj-size-48);
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('rules')) return;
    const before = changed.get('rules') as readonly RuleVerdict[] | undefined;
    // Rules that continue those told before leave the shown ones as they are.
    if (before?.length && before.every((rule, at) => rule === this.rules[at])) return;
    this.shown = page;
    this.opened = '';
  }

  /** Of the one that is opened. */
  readonly #verdict = new Loading<RuleVerdict | null, string>(this, {
    key: () => this.opened || undefined,
    load: async (key) => {
      const rule = this.rules.find((one) => keyOf(one) === key);
      return rule ? ((await this.explain(rule)) ?? rule) : null;
    },
  });

  override render() {
    const rules = [
      ...this.rules.filter(({ place }) => place !== null),
      ...this.rules.filter(({ place }) => place === null),
    ];
    if (rules.length === 0)
      return html`<p class="muted">${msg('没有接近的规则。', { id: 'no-standings' })}</p>${this.#discarded()}`;
    return html`${table({
      caption: msg('每条规则的结果', { id: 'losers-table' }),
      columns: this.#columns(),
      rows: rules.slice(0, this.shown),
      look: ({ won }) => (won ? 'won' : ''),
      acting: {
        label: msg('逐项解释', { id: 'explain-parts' }),
        name: (rule) => msg(str`逐项解释 ${ruleName(rule)}`, { id: 'explain-rule' }),
        face: (rule) => icon(this.#isOpen(rule) ? 'up' : 'down', 14),
        act: (rule) => {
          this.opened = this.#isOpen(rule) ? '' : keyOf(rule);
        },
        expanded: (rule) => this.#isOpen(rule),
      },
      below: (rule) => (this.#isOpen(rule) ? this.#why(rule) : undefined),
    })}
      <footer class="flex wraps centred gap-half-3 above-2">
        ${
          rules.length > this.shown
            ? html`<button @click=${() => {
                this.shown += page;
              }}>${msg(str`再看 ${Math.min(page, rules.length - this.shown)} 条`, { id: 'show-more' })}</button>`
            : this.further
              ? html`<button @click=${() => this.emit('further')}>${msg('列出后面的规则', { id: 'list-further' })}</button>`
              : nothing
        }
        <span class="small muted one-line">${msg(
          str`已列出 ${Math.min(this.shown, rules.length)} 条，共 ${rules.length + this.more} 条`,
          { id: 'shown-of' },
        )}</span>
        ${this.#discarded()}
      </footer>`;
  }

  #discarded(): TemplateResult | typeof nothing {
    return this.discarded > 0
      ? html`<button class="plain" @click=${() => this.emit('all')}>${plural(
          msg(str`另有 ${this.discarded} 条在前几步就被筛掉：列出并说明原因`, { id: 'show-discarded' }),
        )}</button>`
      : nothing;
  }

  #isOpen(rule: RuleVerdict): boolean {
    return this.opened === keyOf(rule);
  }

  #columns(): readonly Column<RuleVerdict>[] {
    return [
      { label: msg('次序', { id: 'place' }), role: 'place', cell: ({ place }) => place ?? '—' },
      {
        label: msg('规则', { id: 'rule' }),
        role: 'name',
        look: 'rule',
        href: ({ id }) => `/forms/${this.form.name}/${id}`,
        cell: ruleName,
      },
      {
        label: msg('结果和原因', { id: 'outcome-why' }),
        cell: ({ won, reason }) =>
          won ? html`<span class="badge ok"><span class="dot"></span>${reason}</span>` : reason,
      },
    ];
  }

  #why(rule: RuleVerdict): TemplateResult {
    const { failure, value: verdict } = this.#verdict;
    if (failure !== null) return html`${failureLine(failure, () => this.#verdict.load())}`;
    if (!verdict)
      return html`<span class="muted" aria-busy="true">${msg('正在解释…', { id: 'explaining' })}</span>`;
    const { condition = null, failed, reason, for: aims = [] } = verdict;
    if (!condition && aims.length === 0) return html`<span>${reason || rule.reason}</span>`;
    return html`<gj-match-verdict .verdict=${condition} .aims=${aims} .decided=${failed?.pointer}></gj-match-verdict>`;
  }
}
customElements.define('gj-match-losers', GjMatchLosers);

function keyOf({ id, row }: RuleHead): string {
  return row ? `${id}/${row.id}` : id;
}
