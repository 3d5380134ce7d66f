import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { MatchAnswer, RuleHead, RuleVerdict } from '../../metadata/contract/match/rule.ts';
import type { OfferedFact } from '../condition/facts/facts-offered.ts';
import { matchFailureText } from '../condition/facts/facts-wrong.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { shared } from '../theme/shared.ts';
import type { TriedRule } from './match-rule.ts';
import { explainRule, type MatchAsk, runMatch } from './match-run.ts';
import { saveMatchCase } from './save-match-case.ts';
import '../kit/gj-state.ts';
import '../condition/facts/gj-facts-input.ts';
import './gj-match-funnel.ts';
import './gj-match-losers.ts';
import './gj-match-rule.ts';
import './gj-match-winner.ts';

/** One set of facts: who wins, how it came about, why the others lost. Tells `matched`. */
export class GjMatchSingle extends withProperties(GjElement, {
  /** Of the rules. */
  form: given<FormModel>(),
  /** Of the facts. */
  about: given<FormModel>(),
  offered: given<readonly OfferedFact[]>(),
  used: given<readonly string[]>(),
  ask: given<MatchAsk>(),
  facts: given<JsonObject>(() => ({})),
  /** A rule to be told of in any case, asked about at once. Default: none. */
  rule: given<TriedRule | null>(null),
  verdict: state<RuleVerdict | null>(null),
  /** The facts are asked about at once. Default: when somebody asks. */
  begins: flag(),
  asked: state(''),
  full: state(false),
  wrong: state(false),
  /** On a phone the results stand in place of the facts. */
  seen: flag(false, { reflect: true }),
}) {
  static override styles = [
    shared,
    css`
      .columns {
        grid-template-columns: minmax(var(--gj-size-340), 2fr) minmax(0, 3fr);
      }
      @media (max-width: 1100px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (max-width: 600px) {
        :host([seen]) .side,
        :host(:not([seen])) .results {
          display: none;
        }
        .run .primary {
          flex: 1 0 100%;
          justify-content: center;
          --gj-control: var(--gj-size-36);
        }
      }
    `,
  ];

  readonly #answer = new Loading<MatchAnswer, string>(this, {
    key: null,
    keeps: true,
    load: (question, signal) => this.#match(question, signal),
  });
  readonly #going = new Doing(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('rule')) this.verdict = null;
    if (changed.has('form')) this.#answer.clear();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if ((changed.has('rule') && this.rule) || (changed.has('begins') && this.begins)) void this.run();
  }

  get #question(): string {
    return JSON.stringify([this.ask, this.facts, this.full]);
  }

  async run(): Promise<void> {
    if (this.wrong) return;
    this.seen = true;
    await this.#answer.load(this.#question);
  }

  async #match(question: string, signal: AbortSignal): Promise<MatchAnswer> {
    const { rule } = this;
    const [answer, verdict] = await Promise.all([
      runMatch(this.ask, this.facts, this.full, signal),
      rule ? this.#explain(rule).catch(() => undefined) : undefined,
    ]);
    if (signal.aborted) return answer;
    if (rule === this.rule) this.verdict = verdict ?? null;
    this.emit('matched');
    this.asked = question;
    return answer;
  }

  /** The rules behind those that were answered. */
  async #further(): Promise<void> {
    const { value: answer } = this.#answer;
    const { trace } = answer ?? {};
    const after = trace?.next;
    if (!answer || !after || this.#answer.busy) return;
    await this.#going.run(async () => {
      const page = await runMatch(this.ask, this.facts, this.full, undefined, after);
      const { rules = [], more = 0, next } = page.trace ?? {};
      const whole = { funnel: trace.funnel, rules: [...trace.rules, ...rules], more };
      if (this.#answer.value === answer)
        this.#answer.set({ ...answer, trace: next ? { ...whole, next } : whole });
    });
  }

  /** Lists the rules that were discarded at once, too, or leaves them out. */
  #list(full: boolean): void {
    this.full = full;
    if (this.#answer.value) void this.run();
  }

  readonly #explain = async ({ id, row }: RuleHead): Promise<RuleVerdict | undefined> => {
    const { items } = await explainRule(this.ask, this.facts, id);
    return items.find((item) => item.row?.id === row?.id) ?? items[0];
  };

  override render() {
    const { busy } = this.#answer;
    return html`<div class="columns stack-3 high" @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.run();
    }}>
      <section class="card side stack shrinks" aria-label=${msg('数据', { id: 'facts' })}>
        <gj-facts-input .form=${this.about} .offered=${this.offered} .used=${this.used} .facts=${this.facts}
          @facts=${(event: CustomEvent<JsonObject | null>) => {
            this.wrong = event.detail === null;
            if (event.detail) this.emit('facts', event.detail);
          }}></gj-facts-input>
        <div class="run toolbar above-3">
          <button class="primary" ?disabled=${this.wrong || busy}
              @click=${() => this.run()}>${icon('play', 14)}${msg('匹配', { id: 'match' })}</button>
          <span class="small muted desk-only">Ctrl+Enter</span>
          <label class="small inline centred gap-1h"><input type="checkbox" .checked=${this.full} @change=${(
            event: Event,
          ) =>
            this.#list(
              (event.target as HTMLInputElement).checked,
            )} />${msg('列出全部规则', { id: 'list-all-rules' })}</label>
        </div>
      </section>
      <div class="results stack shrinks" aria-live="polite" aria-busy=${busy || this.#going.busy}>
        <button class="plain phone-only at-start" @click=${() => {
          this.seen = false;
        }}>${icon('back', 14)}${msg('修改数据', { id: 'back-to-facts' })}</button>
        ${this.#tried()}${this.#results()}</div>
    </div>`;
  }

  #tried(): TemplateResult | typeof nothing {
    const stale = this.verdict !== null && this.asked !== this.#question;
    return this.rule
      ? html`<gj-match-rule class=${stale ? 'pale' : ''} .form=${this.form.name} .rule=${this.rule}
          .verdict=${this.verdict} .about=${this.about} .ask=${this.ask}></gj-match-rule>`
      : nothing;
  }

  #results(): TemplateResult {
    const { value: answer, failure } = this.#answer;
    if (failure !== null)
      return html`<div class="card"><gj-state failed text=${matchFailureText(failure, this.about)}
          @retry=${() => this.run()}></gj-state></div>`;
    if (!answer) {
      return html`<div class="card"><gj-state symbol="match" text=${msg(
        '填写数据后点“匹配”：看到哪条规则生效、一步步怎样筛下来、其余规则为什么没有生效。',
        { id: 'match-hint' },
      )}></gj-state></div>`;
    }
    const stale = this.asked !== this.#question;
    const { funnel = [], rules = [], more = 0 } = answer.trace ?? {};
    const discarded = this.full ? 0 : Math.max(0, (funnel[0]?.left ?? 0) - rules.length - more);
    return html`
      ${stale ? html`<p class="small muted" role="status">${msg('数据或组织已改变，请重新匹配。', { id: 'match-stale' })}</p>` : nothing}
      <gj-match-winner class=${stale ? 'pale' : ''} .form=${this.form} .answer=${answer}></gj-match-winner>
      <section class="card ${stale ? 'pale' : ''}">
        <div class="toolbar below-2"><h2 class="grows">${msg('筛选过程', { id: 'funnel-title' })}</h2>
          <button @click=${() => saveMatchCase(this, this.form, this)}>${icon('download', 14)}${msg('存为用例', { id: 'save-case' })}</button></div>
        <gj-match-funnel .steps=${funnel}></gj-match-funnel>
      </section>
      <section class="card relative scrolls-across ${stale ? 'pale' : ''}">
        <div class="toolbar below-2"><h2 class="grows">${msg('各规则的结果', { id: 'rule-verdicts' })}</h2></div>
        <gj-match-losers .form=${this.form} .rules=${rules} .more=${more} .discarded=${discarded} .explain=${this.#explain}
          .further=${answer.trace?.next !== undefined && !stale} @all=${() => this.#list(true)}
          @further=${() => this.#further()}></gj-match-losers>${this.#going.shown()}
      </section>`;
  }
}
customElements.define('gj-match-single', GjMatchSingle);
