import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import { severalDocuments } from '../../condition/facts/match-document.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { readJson } from '../../kit/read-json.ts';
import type { FormModel } from '../../model/form-model.ts';
import { rulesAbout } from '../../session/handed-documents.ts';
import { shared } from '../../theme/shared.ts';
import { readFactsFile } from '../match-run.ts';
import { pickDocuments } from '../pick-documents.ts';
import { mostDocuments } from './lab-data.ts';
import type { LabDrawing } from './lab-drawing.ts';
import '../../kit/gj-json-area.ts';
import '../../kit/gj-menu.ts';

/** The documents that are looked at: picked, read from a file, made up, or written. Tells `documents`. */
export class GjLabDocuments extends withProperties(GjElement, {
  drawing: given<LabDrawing>(),
  /** Of the documents. */
  about: given<FormModel>(),
  documents: given<readonly Json[]>(() => []),
  /** The documents as typed JSON; null: it is not open. */
  written: state<string | null>(null),
  wrong: state(''),
}) {
  static override styles = shared;
  #made = 0;
  readonly #bringing = new Doing(this);

  #tell(documents: readonly Json[]): void {
    this.wrong =
      documents.length > mostDocuments
        ? msg(str`一次最多看 ${mostDocuments} 张；更多请用接口作为后台任务计算。`, { id: 'lab-most' })
        : '';
    this.documents = documents.slice(0, mostDocuments);
    if (this.written !== null) this.written = JSON.stringify(this.documents, null, 2);
    this.emit('documents', this.documents);
  }

  async #bring(work: () => Promise<readonly Json[]>): Promise<void> {
    this.wrong = '';
    await this.#bringing.run(async () => this.#tell([...this.documents, ...(await work())]));
  }

  async #pick(): Promise<void> {
    const ids = await pickDocuments(this, this.about);
    if (ids) await this.#bring(() => severalDocuments(this.about, ids));
  }

  #open(event: Event): void {
    event.stopPropagation();
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    void this.#bring(async () => {
      if (file.name.toLowerCase().endsWith('.json')) return listOf(JSON.parse(await file.text()) as Json);
      const [rules] = rulesAbout(this.about.id);
      const { items } = await readFactsFile(rules?.name ?? '', file);
      const wrong = items.filter(({ problems }) => problems.length > 0);
      if (wrong.length > 0)
        this.wrong = wrong.map(({ row, problems }) => `${row}: ${problems.join(' ')}`).join('\n');
      return items.flatMap(({ facts, problems }) => (problems.length === 0 ? [facts] : []));
    });
  }

  #make(kind: string): void {
    const sample = this.drawing.samples.find(({ key }) => key === kind);
    if (!sample) return;
    this.#made += 1;
    this.#tell([...this.documents, sample.make(this.#made)]);
  }

  #write(text: string): void {
    this.written = text;
    const read = readJson(text);
    if (!read.ok) return;
    this.documents = listOf(read.value).slice(0, mostDocuments);
    this.emit('documents', this.documents);
  }

  override render() {
    const samples = this.drawing.samples.map(({ key, text }) => ({ key, text: text() }));
    const make = msg('使用示例单据', { id: 'lab-make' });
    const file = () => this.renderRoot.querySelector<HTMLInputElement>('[type=file]')?.click();
    const { busy } = this.#bringing;
    return html`
      <div class="flex wraps gap-1 above-2 below-2">
        ${
          this.about.can.has('read')
            ? html`<button ?disabled=${busy}
                @click=${() => this.#pick()}>${icon('list', 14)}${msg('选择已有单据…', { id: 'pick-documents' })}</button>`
            : nothing
        }
        <button ?disabled=${busy} @click=${file}>${icon('upload', 14)}${msg('从文件读取…', { id: 'from-file' })}</button>
        <input type="file" hidden accept=".xlsx,.csv,.json" tabindex="-1" aria-hidden="true" @change=${this.#open} />
        <gj-menu label=${make} .items=${samples}
          @pick=${({ detail }: CustomEvent<string>) => this.#make(detail)}>${icon('add', 14)}${make}</gj-menu>
        <button class="plain" aria-expanded=${this.written !== null} @click=${() => {
          this.written = this.written === null ? JSON.stringify(this.documents, null, 2) : null;
        }}>JSON</button>
      </div>
      ${this.#bringing.shown()}${
        this.wrong === '' ? nothing : html`<p class="wrong small in-error" role="alert">${this.wrong}</p>`
      }
      ${this.written === null ? this.#list() : this.#area(this.written)}`;
  }

  #area(text: string) {
    const read = readJson(text);
    return html`<gj-json-area rows="14" label=${this.drawing.words().json} .text=${text}
      problem=${read.ok ? '' : read.problem} @text=${({ detail }: CustomEvent<string>) => this.#write(detail)}></gj-json-area>`;
  }

  #list() {
    if (this.documents.length === 0) return html`<p class="muted small">${this.drawing.words().none}</p>`;
    return html`<ul class="third-high scrolls parted">${this.documents.map((one, at) => {
      const own: JsonObject = isObject(one) ? one : {};
      const { number, lines } = own;
      const name = typeof number === 'string' && number !== '' ? number : this.drawing.nth(at);
      const rows = isList(lines) ? lines.length : 0;
      return html`<li class="across high-as-control"><span class="name ellipsis rest">${name} <span
          class="muted">${this.drawing.beside(own)}</span></span>
        <span class="muted small">${this.drawing.lines(rows)}</span>
        <button class="plain square" aria-label=${msg(str`去掉 ${name}`, { id: 'lab-leave-out' })}
          @click=${() => this.#tell(this.documents.filter((_, other) => other !== at))}>${icon('close', 12)}</button></li>`;
    })}</ul>`;
  }
}

function listOf(value: Json | null): readonly Json[] {
  if (value === null) return [];
  return isList(value) ? value : [value];
}

customElements.define('gj-lab-documents', GjLabDocuments);
