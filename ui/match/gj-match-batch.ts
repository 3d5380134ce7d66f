import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../metadata/json.ts';
import { isList } from '../../metadata/kinds/reading.ts';
import { factsWrong } from '../facts/facts-wrong.ts';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { readJson } from '../kit/read-json.ts';
import { given, state, withProperties } from '../kit/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { type BatchItem, ruleName } from '../model/match-answer.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { type MatchAsk, runBatch } from './match-run.ts';
import '../kit/gj-json-area.ts';

const most = 1_000;
const page = 100;

/** Many facts at once: who wins for each. Tells `list` with the text, `look` with facts to be looked at alone. */
export class GjMatchBatch extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** Of the facts. */
  about: given<FormModel>(),
  ask: given<MatchAsk>(),
  /** Of the single match, to begin with. */
  facts: given<JsonObject>(() => ({})),
  text: given(''),
  items: state<readonly BatchItem[] | null>(null),
  sent: state<readonly Json[]>(() => []),
  busy: state(false),
  failure: state<unknown>(null),
  shown: state<number>(() => page),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--gj-3);
      }
      section > p {
        margin-block-end: var(--gj-2);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--gj-2);
        align-items: center;
        margin-block-start: var(--gj-2);
      }
      .results {
        position: relative;
        overflow-x: auto;
      }
      .index {
        width: 56px;
        text-align: end;
        color: var(--gj-muted);
      }
      .look {
        width: 90px;
        padding-block: 1px;
      }
      .look button {
        height: 26px;
      }
      input[type='file'] {
        display: none;
      }
    `,
  ];

  get #read(): { readonly facts: readonly Json[]; readonly problem: string } {
    const read = readJson(this.text);
    if (!read.ok) return { facts: [], problem: read.problem };
    if (read.value === null) return { facts: [], problem: '' };
    const facts = isList(read.value) ? read.value : [read.value];
    if (facts.length > most)
      return { facts: [], problem: msg(str`一次最多 ${most} 条`, { id: 'batch-most' }) };
    return { facts, problem: '' };
  }

  async #run(): Promise<void> {
    const { facts } = this.#read;
    this.busy = true;
    try {
      const { items } = await runBatch(this.ask, facts);
      this.items = items;
      this.sent = facts;
      this.shown = page;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
  }

  async #file(event: Event): Promise<void> {
    event.stopPropagation();
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file) this.tell('list', await file.text());
  }

  override render() {
    const { facts, problem } = this.#read;
    return html`<section class="card">
      <p class="small muted">${msg('每条数据是一个 JSON 对象，多条写成数组；也可以在“单条”页签填好后逐条加入。', { id: 'batch-hint' })}</p>
      <gj-json-area .text=${this.text} .rows=${10} .problem=${problem}
        .label=${msg('多条数据（JSON 数组）', { id: 'batch-json' })}
        @text=${(event: CustomEvent<string>) => {
          this.tell('list', event.detail);
        }}></gj-json-area>
      <div class="bar">
        <button class="primary" ?disabled=${facts.length === 0 || this.busy} @click=${this.#run}>${icon('play', 14)}${
          facts.length === 0
            ? msg('匹配', { id: 'match' })
            : msg(str`匹配 ${facts.length} 条`, { id: 'match-many' })
        }</button>
        <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>('[type=file]')?.click()}>${icon('upload', 14)}${msg('从文件读取', { id: 'from-file' })}</button>
        <input type="file" accept=".json,application/json" tabindex="-1" aria-hidden="true" @change=${this.#file} />
        <button ?disabled=${Object.keys(this.facts).length === 0}
          @click=${() => this.tell('list', JSON.stringify([...facts, this.facts], null, 2))}>${msg('加入当前数据', { id: 'add-current' })}</button>
      </div>
      ${this.failure === null ? nothing : html`<p class="problem" role="alert">${failureText(this.failure)}</p>`}
    </section>
    ${this.items ? this.#results(this.items) : nothing}`;
  }

  #results(items: readonly BatchItem[]): TemplateResult {
    const won = items.filter(({ winner }) => winner).length;
    const wrong = items.filter(({ problem }) => problem).length;
    return html`<section class="card results" aria-live="polite">
      <p>${plural(msg(str`${items.length} 条数据：${won} 条匹配，${items.length - won - wrong} 条没有规则匹配，${wrong} 条数据有错`, { id: 'batch-sum' }))}</p>
      <table class="plain">
        <thead><tr><th class="index">${msg('序号', { id: 'row-place' })}</th><th>${msg('匹配的规则', { id: 'rule-won' })}</th>
          <th><span class="sr-only">${msg('操作', { id: 'operation' })}</span></th></tr></thead>
        <tbody>${items.slice(0, this.shown).map((item) => this.#row(item))}</tbody>
      </table>
      ${
        items.length > this.shown
          ? html`<div class="bar"><button @click=${() => {
              this.shown += page;
            }}>${msg(str`再看 ${Math.min(page, items.length - this.shown)} 条`, { id: 'show-more' })}</button></div>`
          : nothing
      }
    </section>`;
  }

  #row({ index, winner, problem }: BatchItem): TemplateResult {
    const facts = this.sent[index];
    const said = (problem?.errors && factsWrong(problem.errors, this.about)) || problem?.detail;
    return html`<tr>
      <td class="index">${index + 1}</td>
      <td>${
        problem
          ? html`<span class="problem">${said}</span>`
          : winner
            ? html`<a href="/forms/${this.form.name}/${winner.id}">${ruleName(winner)}</a>`
            : html`<span class="muted">${msg('没有规则匹配', { id: 'nobody-won' })}</span>`
      }</td>
      <td class="look">${
        isObject(facts)
          ? html`<button class="plain" aria-label=${msg(str`细看第 ${index + 1} 条`, { id: 'look-at' })}
              @click=${() => this.tell('look', { facts })}>${msg('细看', { id: 'look' })}</button>`
          : nothing
      }</td>
    </tr>`;
  }
}
customElements.define('gj-match-batch', GjMatchBatch);
