import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { messages } from '../../../rules/match/messages.ts';
import { session } from '../../app/session.ts';
import { ruleName } from '../../controllers/match-answer.ts';
import { analyseRules, type Finding } from '../../controllers/match-findings.ts';
import { say } from '../../i18n.ts';
import { shared } from '../../theme/shared.ts';
import { failureText } from '../failure-text.ts';
import { GjElement } from '../gj-element.ts';
import { icon } from '../icons.ts';
import type { ConditionBench } from './condition-bench.ts';
import type { Oddity } from './draft-oddities.ts';

/** The rule a condition stands in: id of its form, and of the record, once it is saved. */
export interface ConditionCandidate {
  readonly form: string;
  readonly id?: string;
}

/** What is odd about a rule's condition: by itself as it is built, and beside other rules as it is saved. */
export class GjConditionFindings extends GjElement {
  static override properties = {
    bench: { attribute: false },
    turn: { attribute: false },
    candidate: { attribute: false },
    odd: { state: true },
    saved: { state: true },
    failure: { state: true },
    asking: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gj-1);
        justify-items: start;
      }
      .odd {
        display: flex;
        gap: 6px;
        color: var(--gj-warn);
        overflow-wrap: anywhere;
      }
      .odd svg {
        margin-block-start: 2px;
      }
      .odd a {
        text-decoration: underline;
      }
      .odd.muted {
        color: var(--gj-muted);
      }
      button {
        height: 24px;
        padding-inline-start: 0;
      }
    `,
  ];
  declare bench: ConditionBench;
  declare turn: number;
  declare candidate: ConditionCandidate;
  declare odd: readonly Oddity[];
  declare saved: readonly Finding[] | null;
  declare failure: unknown;
  declare asking: boolean;
  #looked: unknown = undefined;

  constructor() {
    super();
    this.odd = [];
    this.saved = null;
    this.failure = null;
    this.asking = false;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { compiled } = this.bench;
    if (compiled === this.#looked) return;
    this.#looked = compiled;
    if (!compiled) {
      this.odd = [];
      return;
    }
    void import('./draft-oddities.ts').then(({ draftOddities }) => {
      if (compiled === this.bench.compiled) this.odd = draftOddities(compiled);
    });
  }

  async #ask(): Promise<void> {
    const { id, form } = this.candidate;
    const outline = session.formById(form);
    if (id === undefined || !outline) return;
    this.asking = true;
    try {
      const { items } = await analyseRules(outline.name, { records: [id] });
      const own = new Set<string>(['rule-never-matches', 'rule-not-indexable']);
      this.saved = items.filter(({ code }) => !own.has(code));
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.asking = false;
  }

  override render() {
    const { candidate, saved } = this;
    const outline = session.formById(candidate.form);
    const asks = candidate.id !== undefined && outline?.match && outline.actions.includes('match');
    return html`
      ${this.odd.map(
        (code) => html`<div class="odd ${code === 'rule-not-indexable' ? 'muted' : ''}" role="status">
          ${icon('alert', 14)}<span>${say(messages[code])}</span></div>`,
      )}
      ${
        asks
          ? html`<button class="plain" ?disabled=${this.asking} @click=${this.#ask}>${icon('match', 14)}${msg(
              '与其他规则比较（按已保存的内容）',
              { id: 'compare-with-rules' },
            )}</button>`
          : nothing
      }
      ${saved?.map(
        ({ reason, related }) => html`<div class="odd" role="status">${icon('alert', 14)}<span>${reason}
          ${related?.map((rule) => html` <a href="/forms/${outline?.name ?? ''}/${rule.id}" target="_blank">${ruleName(rule)}</a>`)}</span></div>`,
      )}
      ${
        saved?.length === 0
          ? html`<div class="small muted" role="status">${msg('没有被其他规则遮盖，也没有同级重叠。', { id: 'nothing-odd' })}</div>`
          : nothing
      }
      ${this.failure === null ? nothing : html`<div class="problem" role="alert">${failureText(this.failure)}</div>`}`;
  }
}
customElements.define('gj-condition-findings', GjConditionFindings);
