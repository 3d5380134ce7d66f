import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { Condition } from '../../metadata/condition.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { readJson } from '../kit/read-json.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { language } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { ConditionBench, type ConditionLimits } from './condition-bench.ts';
import { isGroup, newLeaf } from './edited-condition.ts';
import { insert } from './edited-moves.ts';
import type { ConditionCandidate } from './gj-condition-findings.ts';
import { isUnfinished, problemWords } from './problem-words.ts';
import './gj-condition-findings.ts';
import './gj-condition-group.ts';
import '../kit/gj-json-area.ts';
import '../kit/gj-state.ts';

export interface ConditionChange {
  /** By today's names, as the API takes it; null: none. */
  readonly condition: Condition | null;
  /** Whether the condition is finished and right. */
  readonly valid: boolean;
}

/**
 * A condition built by picking, read as a sentence, tried against facts. Tells `opened` when it can be used, `change`
 * with a ConditionChange.
 */
export class GjConditionEditor extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** By today's names; null: none. */
  value: given<Condition | null>(null),
  /** Paths by ids that may be asked, each with all below it. Default: all. */
  offers: given<((path: string) => boolean) | undefined>(),
  /** The rule it stands in. Default: none, as in a list's filter. */
  candidate: given<ConditionCandidate | undefined>(),
  /** A database has to be able to judge it. Default: no. */
  filters: flag(),
  /** The condition judges records while they are made. Default: no. */
  making: flag(),
  readonly: flag(),
  /** What it means that there is no condition. Default: nothing is limited. */
  empty: text(),
  bench: state<ConditionBench | null>(null),
  turn: state(0),
  json: state<string | null>(null),
  problem: state(''),
  /** The text is no condition at all, so there is nothing to build on. */
  unread: state(false),
  trying: state(false),
  emptyMeans: state<'all' | 'none' | null>(null),
}) {
  static override styles = [
    shared,
    stacked,
    css`
      :host {
        align-content: start;
        min-width: 0;
        min-height: var(--gj-size-260);
      }
      .empty {
        padding: var(--gj-8) var(--gj-4);
      }
    `,
  ];

  #last = '';
  readonly #opening = new Doing(this);

  get #limits(): ConditionLimits {
    return { offers: this.offers, filters: this.filters, making: this.making };
  }

  /** The reason why the condition cannot be taken, in words; empty: none. */
  get flaw(): string {
    if (this.problem !== '') return this.problem;
    const [problem] = this.bench?.problems ?? [];
    return problem ? problemWords(problem) : '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const text = JSON.stringify(this.value ?? null);
    if (changed.has('form') || changed.has('offers') || (changed.has('value') && text !== this.#last)) {
      this.#last = text;
      const { value } = this;
      void this.#opening.run(() => this.#open(value), { queues: true });
    }
    if (changed.has('candidate')) void this.#learnRule();
  }

  /** Reads from the rule's form whether a rule without a condition holds always or never. */
  async #learnRule(): Promise<void> {
    const outline = this.candidate && session.formById(this.candidate.form);
    const form = outline && (await forms.get(outline.name).catch(() => undefined));
    this.emptyMeans = form?.match ? (form.match.emptyMatches === false ? 'none' : 'all') : null;
  }

  async #open(condition: Json): Promise<void> {
    const bench = await ConditionBench.open(this.form, condition ?? null, this.#limits);
    if (!bench) {
      this.bench = null;
      this.json = JSON.stringify(condition, null, 2);
      this.problem = msg('这不是条件，请在 JSON 中修改', { id: 'no-condition-json' });
      this.unread = true;
      return;
    }
    bench.addEventListener('change', () => {
      this.turn++;
    });
    bench.addEventListener('edit', () => this.#tell());
    this.bench = bench;
    this.turn++;
    await this.updateComplete;
    this.emit('opened');
  }

  #tell(): void {
    const condition = this.bench?.condition ?? null;
    this.#last = JSON.stringify(condition);
    this.value = condition;
    const valid = this.flaw === '';
    this.emit<ConditionChange>('change', { condition, valid });
  }

  /** Focuses the first part of the condition, or the button that adds one. */
  override focus(): void {
    const [first] = this.bench?.root.parts ?? [];
    if (!this.bench || !first) this.renderRoot.querySelector<HTMLElement>('.empty button')?.focus();
    else {
      this.bench.wanted = { key: first.key, part: isGroup(first) ? 'menu' : 'fact' };
      this.turn++;
    }
  }

  /** Focuses the part that is unfinished or wrong, when somebody wanted to go on. */
  focusFlaw(): void {
    const { bench } = this;
    const [problem] = bench?.problems ?? [];
    const key = problem && bench?.keyAt(problem.path);
    if (!bench || !problem || key === undefined) return;
    const part = problem.path.endsWith('/fact')
      ? 'fact'
      : problem.path.endsWith('/operator')
        ? 'operator'
        : 'value';
    bench.strict = true;
    bench.wanted = { key, part };
    this.turn++;
  }

  #begin(): void {
    const { bench } = this;
    if (!bench) return;
    const leaf = newLeaf();
    bench.edit(insert(bench.root, bench.root.key, 0, leaf), { key: leaf.key, part: 'fact' });
  }

  async #try(): Promise<void> {
    await import('./gj-condition-trial.ts');
    this.trying = !this.trying;
    await this.updateComplete;
    this.renderRoot.querySelector('section')?.scrollIntoView({ block: 'nearest' });
  }

  #turnJson(): void {
    if (this.json === null) this.json = JSON.stringify(this.bench?.condition ?? null, null, 2);
    else if (!this.unread) {
      this.json = null;
      this.problem = '';
    }
  }

  /** Text becomes the condition as soon as it is one. */
  async #write(text: string): Promise<void> {
    this.json = text;
    const read = readJson(text);
    if (!read.ok) {
      this.unread = true;
      this.problem = read.problem;
      this.emit<ConditionChange>('change', { condition: this.value, valid: false });
      return;
    }
    const bench = await ConditionBench.open(this.form, read.value, this.#limits);
    if (text !== this.json) return;
    this.unread = !bench;
    if (!bench)
      this.problem = msg('条件由 all、any、not 和 fact、operator、value 组成', { id: 'condition-shape' });
    else {
      this.problem = bench.problems
        .map((problem) => `${problem.path || '/'}  ${problemWords(problem)}`)
        .join('\n');
      bench.addEventListener('change', () => {
        this.turn++;
      });
      bench.addEventListener('edit', () => this.#tell());
      this.bench = bench;
    }
    if (bench) this.#tell();
    else this.emit<ConditionChange>('change', { condition: this.value, valid: false });
  }

  override render() {
    const { bench } = this;
    const { failure } = this.#opening;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#opening.retry()}></gj-state>`;
    if (!bench && this.json === null) return html`<div aria-busy="true"></div>`;
    return html`<div class="bar flex high gap-2" @change=${(event: Event) => event.stopPropagation()}>
        <div class="rest high-as-control pad-1-2 breaks shaded rounded ${bench?.compiled ? '' : 'muted'}"
            role="status" aria-label=${msg('条件读作', { id: 'condition-reads' })}>${this.#sentence()}</div>
        ${
          bench?.undoable && !this.readonly
            ? html`<button class="plain" @click=${() => bench.undo()}>${msg('撤销', { id: 'undo' })}</button>`
            : nothing
        }
        <button aria-pressed=${this.json !== null} ?disabled=${this.json !== null && this.unread}
          @click=${this.#turnJson}>JSON</button>
        <button aria-pressed=${this.trying} ?disabled=${!bench}
            @click=${this.#try}>${icon('play', 14)}${msg('试算', { id: 'try-it' })}</button>
      </div>
      ${this.json === null ? (bench ? this.#tree(bench) : nothing) : this.#text()}
      ${
        bench && this.candidate
          ? html`<gj-condition-findings .bench=${bench} .turn=${this.turn} .candidate=${this.candidate}></gj-condition-findings>`
          : nothing
      }
      ${
        bench && this.trying
          ? html`<section class="stack-2 pad-block-2 ruled-above" aria-label=${msg('试算', { id: 'try-it' })}>
              <h2>${msg('试算', { id: 'try-it' })}</h2>
              <gj-condition-trial .bench=${bench} .turn=${this.turn}></gj-condition-trial>
            </section>`
          : nothing
      }`;
  }

  #sentence(): string {
    const { bench } = this;
    if (!bench?.condition) return msg('没有条件', { id: 'no-condition' });
    if (bench.compiled) return bench.sentence(language());
    const count = bench.problems.length;
    if (!bench.problems.every(isUnfinished))
      return msg(str`有 ${count} 处不正确或没有写完整`, { id: 'condition-wrong' });
    return msg(str`还有 ${count} 处没有写完整`, { id: 'condition-unfinished' });
  }

  #tree(bench: ConditionBench): TemplateResult {
    if (bench.root.parts.length > 0) {
      return html`<gj-condition-group .bench=${bench} .group=${bench.root} .turn=${this.turn}
          .readonly=${this.readonly}></gj-condition-group>`;
    }
    const means = {
      all: msg('没有条件的规则对任何数据都匹配。', { id: 'empty-matches' }),
      none: msg('没有条件的规则不会匹配任何数据。', { id: 'empty-matches-not' }),
    };
    const meant = this.emptyMeans ? means[this.emptyMeans] : this.empty;
    return html`<div class="empty stack-3 central muted to-middle dashed rounded">
      <p>${meant || msg('没有条件就是不限制。', { id: 'empty-unlimited' })}
        ${msg('条件由字段、比较方式和值组成，可以分组、取反，也可以逐行或按合计判断明细。', { id: 'condition-hint' })}</p>
      ${
        this.readonly
          ? nothing
          : html`<button class="primary" @click=${this.#begin}>${icon('add', 14)}${msg('添加条件', { id: 'add-condition' })}</button>`
      }
    </div>`;
  }

  #text(): TemplateResult {
    return html`<gj-json-area .text=${this.json ?? ''} .problem=${this.problem} .rows=${14} .readonly=${this.readonly}
      .label=${msg('条件（JSON）', { id: 'condition-json' })}
      @text=${(event: CustomEvent<string>) => {
        void this.#write(event.detail);
      }}></gj-json-area>`;
  }
}
customElements.define('gj-condition-editor', GjConditionEditor);
