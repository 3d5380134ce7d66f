import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { pointerSegments } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { within } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { quickFields } from './editor/quick-fields.ts';
import { RecordEditor } from './editor/record-editor.ts';
import type { GjFormLayout } from './form/gj-form-layout.ts';
import './form/gj-form-layout.ts';
import '../kit/dialog/gj-dialog.ts';
import { leadToProblems } from './gj-record-problems.ts';

/** A new record of another form, made without leaving the page. Tells `made` with the record, or `closed`. */
export class GjRecordMaker extends withProperties(GjElement, {
  outline: given<FormOutline>(),
  /** Somebody wants to fill in more than what is asked of a quick new record. */
  whole: state(false),
  /** Somebody wants to leave a record that is filled in, and is asked. */
  leaving: state(false),
  turn: state(0),
}) {
  static override styles = shared;

  readonly #editor = new Loading<RecordEditor>(this, {
    load: () => this.#open(),
    loaded: () => void this.#begin(),
  });
  readonly #saving = new Doing(this);

  async #open(): Promise<RecordEditor> {
    const editor = new RecordEditor({ outline: this.outline, record: 'new' });
    await editor.load();
    editor.addEventListener('change', () => {
      this.turn++;
    });
    this.whole = !editor.form.quick?.length;
    return editor;
  }

  get #layouts(): readonly GjFormLayout[] {
    return [...this.renderRoot.querySelectorAll<GjFormLayout>('gj-form-layout')];
  }

  async jump(path: string): Promise<void> {
    const [name = '', ...below] = pointerSegments(path);
    for (const layout of this.#layouts) await layout.fieldAt(name)?.reach(below);
  }

  /** Asks before typed values are lost by one key. */
  #leave(event: Event): void {
    if (event.target === this || !this.#editor.value?.dirty) return;
    event.stopPropagation();
    this.leaving = true;
  }

  async #save(): Promise<void> {
    this.leaving = false;
    for (const layout of this.#layouts) layout.settle();
    const { value: editor } = this.#editor;
    await this.#saving.run(async () => {
      let outcome = await editor?.save();
      // Whoever types on while it is being made means that too.
      while (outcome === 'saved' && editor?.dirty) outcome = await editor.save();
      if (outcome === 'saved') this.emit('made', editor?.base);
    });
    const first = editor?.findings.find(({ severity }) => severity === 'error');
    if (!first) return;
    // A field that is wrong is asked for from now on.
    this.turn++;
    await this.updateComplete;
    for (const layout of this.#layouts) await layout.updateComplete;
    await leadToProblems(this, first.path);
  }

  /** A quick new record is begun at its first field. */
  async #begin(): Promise<void> {
    await this.updateComplete;
    if (!this.whole) await this.#start();
  }

  async #start(): Promise<void> {
    const [layout] = this.#layouts;
    await layout?.updateComplete;
    await layout?.first?.reach();
  }

  async #widen(): Promise<void> {
    for (const layout of this.#layouts) layout.settle();
    this.whole = true;
    await this.updateComplete;
    await this.#start();
  }

  override render() {
    const { value: editor } = this.#editor;
    return html`<gj-dialog ?wide=${this.whole} .label=${msg(str`新建${within(this.outline.recordLabel)}`, { id: 'new-of' })}
      @closed=${this.#leave}
      @keydown=${(event: KeyboardEvent) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
        event.preventDefault();
        event.stopPropagation();
        void this.#save();
      }}>
      ${this.#saving.shown()}
      ${this.#editor.shown(
        (it) => html`<gj-record-problems .editor=${it} .turn=${this.turn}
                @jump=${({ detail }: CustomEvent<string>) => this.jump(detail)}></gj-record-problems>
              ${
                this.whole
                  ? it.form.layout.tabs.map(
                      ({ name }) =>
                        html`<gj-form-layout class="packed below-3" .editor=${it} .tab=${name} .turn=${this.turn}></gj-form-layout>`,
                    )
                  : html`<gj-form-layout class="packed" bare .editor=${it} .turn=${this.turn}
                      .groups=${[{ name: '', columns: 2, fields: quickFields(it) }]}></gj-form-layout>`
              }`,
        { outline: { cards: [6] } },
      )}
      ${
        editor && !this.whole
          ? html`<button slot="actions" @click=${this.#widen}>${msg('填写全部字段', { id: 'fill-in-all' })}</button>`
          : ''
      }
      ${
        this.leaving
          ? html`<button slot="actions" class="danger"
              @click=${() => this.emit('closed')}>${msg('放弃填写的内容', { id: 'discard-filled-in' })}</button>`
          : ''
      }
      <button slot="actions" class="primary" ?disabled=${!editor || editor.busy} @click=${this.#save}>
        ${msg('保存', { id: 'save' })}
      </button>
    </gj-dialog>`;
  }
}
customElements.define('gj-record-maker', GjRecordMaker);
