import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { pointerSegments } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { RecordEditor } from './editor/record-editor.ts';
import type { GjFormLayout } from './gj-form-layout.ts';
import './gj-form-layout.ts';
import '../kit/dialog/gj-dialog.ts';
import './gj-record-problems.ts';

/** A new record of another form, made without leaving the page. Tells `made` with the record, or `closed`. */
export class GjRecordMaker extends withProperties(GjElement, {
  outline: given<FormOutline>(),
  /** Somebody wants to leave a record that is filled in, and is asked. */
  leaving: state(false),
  turn: state(0),
}) {
  static override styles = shared;

  readonly #editor = new Loading(this, { load: () => this.#open() });
  readonly #saving = new Doing(this);

  async #open(): Promise<RecordEditor> {
    const editor = new RecordEditor({ outline: this.outline, record: 'new' });
    await editor.load();
    editor.addEventListener('change', () => {
      this.turn++;
    });
    return editor;
  }

  get #layouts(): readonly GjFormLayout[] {
    return [...this.renderRoot.querySelectorAll<GjFormLayout>('gj-form-layout')];
  }

  async #jump(path: string): Promise<void> {
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
      if ((await editor?.save()) === 'saved') this.emit('made', editor?.base);
    });
    const first = editor?.findings.find(({ severity }) => severity === 'error');
    if (first) await this.#jump(first.path);
  }

  override render() {
    const { value: editor } = this.#editor;
    return html`<gj-dialog wide .label=${msg(str`新建${say(this.outline.recordLabel)}`, { id: 'new-of' })}
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
                @jump=${({ detail }: CustomEvent<string>) => this.#jump(detail)}></gj-record-problems>
              ${it.form.layout.tabs.map(
                ({ name }) =>
                  html`<gj-form-layout class="packed below-3" .editor=${it} .tab=${name} .turn=${this.turn}></gj-form-layout>`,
              )}`,
        { outline: { cards: [6] } },
      )}
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
