import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { FactsFile } from '../../metadata/contract/match/findings.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import { severalDocuments } from '../condition/facts/match-document.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { readJson } from '../kit/read-json.ts';
import type { FormModel } from '../model/form-model.ts';
import { plural } from '../session/i18n.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { type BatchResult, resultsOf } from './batch-results.ts';
import { type MatchAsk, readFactsFile, runBatch } from './match-run.ts';
import { pickDocuments } from './pick-documents.ts';
import '../kit/gj-json-area.ts';
import './gj-match-results.ts';

const most = 1_000;

/**
 * Many facts at once: stored documents, a workbook or JSON; who wins for each. Tells `list` with the text, `look` with
 * facts to be looked at alone, `matched` with the ids of documents that were among them.
 */
export class GjMatchBatch extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** Of the facts. */
  about: given<FormModel>(),
  ask: given<MatchAsk>(),
  /** Of the single match, to begin with. */
  facts: given<JsonObject>(() => ({})),
  text: given(''),
  /** Ids of documents that were picked elsewhere; asked at once. */
  handed: given<readonly string[]>(() => []),
  results: state<readonly BatchResult[] | null>(null),
  file: state<FactsFile | null>(null),
  /** The JSON is open to be written. */
  written: state(false),
}) {
  static override styles = [shared, stacked];

  readonly #doing = new Doing(this);
  /** Ids of the stored documents whose facts were brought. */
  #brought: readonly string[] = [];

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('handed') && this.handed.length > 0) void this.#bring(this.handed, true);
  }

  get #read(): { readonly facts: readonly Json[]; readonly problem: string } {
    const read = readJson(this.text);
    if (!read.ok) return { facts: [], problem: read.problem };
    if (read.value === null) return { facts: [], problem: '' };
    const facts = isList(read.value) ? read.value : [read.value];
    if (facts.length > most)
      return { facts: [], problem: msg(str`一次最多 ${most} 条`, { id: 'batch-most' }) };
    return { facts, problem: '' };
  }

  #run(facts: readonly Json[] = this.#read.facts): Promise<boolean> {
    return this.#doing.run(async () => {
      const items = await runBatch(this.ask, facts);
      this.results = resultsOf(items, facts, this.results ?? [], this.about);
      this.emit('matched', this.#brought);
    });
  }

  #tell(facts: readonly Json[]): void {
    this.text = JSON.stringify(facts, null, 2);
    this.emit('list', this.text);
  }

  /** `alone`: instead of what is there, and asked at once. Default: behind it. */
  async #bring(ids: readonly string[], alone = false): Promise<void> {
    const isThere = await this.#doing.run(async () => {
      const brought = await severalDocuments(this.about, ids.slice(0, most));
      this.#brought = alone ? ids : [...this.#brought, ...ids];
      this.#tell(alone ? brought : [...this.#read.facts, ...brought]);
    });
    if (isThere) await this.#run();
  }

  async #pick(): Promise<void> {
    const ids = await pickDocuments(this, this.about);
    if (ids) await this.#bring(ids);
  }

  async #open(event: Event): Promise<void> {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    this.file = null;
    const isRead = await this.#doing.run(async () => {
      if (file.name.toLowerCase().endsWith('.json')) {
        this.text = await file.text();
        this.emit('list', this.text);
        return;
      }
      const read = await readFactsFile(this.form.name, file);
      this.file = read;
      this.#tell(read.items.flatMap(({ facts, problems }) => (problems.length === 0 ? [facts] : [])));
    });
    if (isRead && this.#read.facts.length > 0) await this.#run();
  }

  override render() {
    const { facts, problem } = this.#read;
    const { busy } = this.#doing;
    return html`<section class="card">
      <div class="bar toolbar">
        ${
          this.about.can.has('read')
            ? html`<button ?disabled=${busy}
                @click=${() => this.#pick()}>${icon('list', 14)}${msg('选择已有单据…', { id: 'pick-documents' })}</button>`
            : nothing
        }
        <button ?disabled=${busy}
            @click=${() =>
              this.renderRoot
                .querySelector<HTMLInputElement>('[type=file]')
                ?.click()}>${icon('upload', 14)}${msg('从文件读取…', { id: 'from-file' })}</button>
        <input type="file" hidden accept=".xlsx,.csv,.json" tabindex="-1" aria-hidden="true" @change=${this.#open} />
        <button ?disabled=${Object.keys(this.facts).length === 0 || busy}
          @click=${() => this.#tell([...facts, this.facts])}>${msg('加入当前数据', { id: 'add-current' })}</button>
        <button class="primary" ?disabled=${facts.length === 0 || busy} aria-busy=${busy}
            @click=${() => this.#run()}>${icon('play', 14)}${
              facts.length === 0
                ? msg('匹配', { id: 'match' })
                : msg(str`匹配 ${facts.length} 条`, { id: 'match-many' })
            }</button>
        ${
          facts.length > 0
            ? html`<button class="plain" @click=${() => {
                this.file = null;
                this.results = null;
                this.emit('list', '');
              }}>${msg('清空', { id: 'clear-all' })}</button>`
            : nothing
        }
      </div>
      <p class="small muted above-2">${msg(
        '文件为 Excel 或 csv，每行一张单据，表头用字段名称，与单据导出的文件相同；也可以是 JSON。改动规则后再匹配一次，可以只看与上次不同的。',
        { id: 'batch-hint' },
      )}</p>
      <details class="above-2" ?open=${this.written} @toggle=${(event: Event) => {
        this.written = (event.target as HTMLDetailsElement).open;
      }}><summary class="muted pressable">JSON</summary>
        <gj-json-area .text=${this.text} .rows=${10} .problem=${problem}
          .label=${msg('多条数据（JSON 数组）', { id: 'batch-json' })}
          @text=${(event: CustomEvent<string>) => {
            this.emit('list', event.detail);
          }}></gj-json-area></details>
      ${this.#unread()}
      ${this.#doing.shown()}
    </section>
    ${
      this.results
        ? html`<gj-match-results .form=${this.form} .about=${this.about} .results=${this.results}></gj-match-results>`
        : nothing
    }`;
  }

  /** Rows of the file that are no facts, and what of it was left out. */
  #unread(): TemplateResult | typeof nothing {
    const { items = [], warnings = [] } = this.file ?? {};
    const wrong = items.filter(({ problems }) => problems.length > 0);
    if (wrong.length + warnings.length === 0) return nothing;
    return html`<details class="above-2" open><summary class="muted pressable">${
      wrong.length > 0
        ? plural(msg(str`文件中有 ${wrong.length} 行没有读入`, { id: 'rows-not-read' }))
        : msg('文件中有些内容没有用到', { id: 'file-left-out' })
    }</summary><ul class="marked third-high scrolls above-1">
      ${wrong.map(({ row, problems }) => html`<li>${msg(str`第 ${row} 行`, { id: 'row-numbered' })} ${problems.join(' ')}</li>`)}
      ${warnings.map((warning) => html`<li>${warning}</li>`)}
    </ul></details>`;
  }
}
customElements.define('gj-match-batch', GjMatchBatch);
