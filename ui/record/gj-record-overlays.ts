import { msg } from '@lit/localize';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/json.ts';
import { lazily } from '../fields/lazily.ts';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { notify } from '../kit/gj-notices.ts';
import { type Leaving, leaveDialog } from '../kit/leave-dialog.ts';
import { given, state, withProperties } from '../kit/with-properties.ts';
import { shared } from '../theme/shared.ts';
import { bringBack, type Referrer, restoreVersion } from './record-actions.ts';
import type { Wire } from './record-draft.ts';
import type { RecordEditor } from './record-editor.ts';
import '../kit/gj-record-dialog.ts';

/** What lies over a record's page. */
export type Overlay =
  | { readonly name: 'history' | 'references' | 'sharing' | 'conflict' | 'gone' }
  | { readonly name: 'referrers'; readonly items: readonly unknown[] }
  | { readonly name: 'leave'; readonly answer: (how: Leaving) => void }
  | { readonly name: 'confirm'; readonly label: string; readonly text: string; readonly go: () => void };

const loaders: Readonly<Partial<Record<Overlay['name'], () => Promise<unknown> | undefined>>> = {
  history: () => import('./gj-history.ts'),
  references: () => import('./gj-references.ts'),
  referrers: () => import('./gj-references.ts'),
  conflict: () => import('./gj-record-conflict.ts'),
  sharing: () => lazily('gj-sharing-panel'),
};

/** Drawers and dialogs of a record, each loaded when it is first wanted. Tells `closed`, and `save` after a merge. */
export class GjRecordOverlays extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  overlay: given<Overlay>(),
  ready: state(false),
  busy: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('overlay')) return;
    const loading = loaders[this.overlay.name]?.();
    this.ready = loading === undefined;
    loading?.then(
      () => {
        this.ready = true;
      },
      (failure: unknown) => {
        notify({ text: failureText(failure), kind: 'error' });
        this.tell('closed');
      },
    );
  }

  override render() {
    if (!this.ready) return html``;
    const { overlay, editor } = this;
    switch (overlay.name) {
      case 'history':
        return html`<gj-history .editor=${editor} @restored=${this.#restored}></gj-history>`;
      case 'references':
        return html`<gj-references .editor=${editor}></gj-references>`;
      case 'referrers':
        return html`<gj-references .editor=${editor} .given=${overlay.items as readonly Referrer[]}></gj-references>`;
      case 'conflict':
        return html`<gj-record-conflict .editor=${editor} @settled=${this.#settled}></gj-record-conflict>`;
      case 'sharing':
        return html`<gj-record-dialog drawer wide plain .label=${msg('共享与分配', { id: 'sharing-of-record' })}>
          <gj-sharing-panel .form=${editor.form} .record=${editor.base} @changed=${() => editor.reload()}></gj-sharing-panel>
        </gj-record-dialog>`;
      case 'gone':
        return this.#gone();
      case 'leave':
        return leaveDialog(overlay.answer);
      case 'confirm':
        return html`<gj-record-dialog .label=${overlay.label}>
          <p>${overlay.text}</p>
          <button slot="actions" class="primary" @click=${overlay.go}>${overlay.label}</button>
        </gj-record-dialog>`;
    }
  }

  #restored(event: CustomEvent<{ record: Wire }>): void {
    const { editor } = this;
    const before = editor.base?.revision;
    const { record } = event.detail;
    editor.take(record);
    const back = async (to: number) => editor.take(await restoreVersion(editor, to, record.revision));
    const undo = before === undefined ? {} : { undo: () => back(before) };
    notify({ text: msg('已恢复', { id: 'restored' }), ...undo });
    this.tell('closed');
  }

  #settled(event: CustomEvent<JsonObject>): void {
    const { current } = this.editor;
    if (current) this.editor.rebase(current, event.detail);
    this.tell('closed');
    this.tell('save');
  }

  #gone(): TemplateResult {
    const back = async () => {
      this.busy = true;
      try {
        const { draft } = this.editor;
        const record = await bringBack(this.editor);
        this.editor.rebase(record, { ...record, ...draft });
        this.tell('closed');
        this.tell('save');
      } catch (failure) {
        notify({ text: failureText(failure), kind: 'error' });
      } finally {
        this.busy = false;
      }
    };
    const again = () => {
      this.editor.becomeNew();
      this.tell('closed');
      this.tell('save');
    };
    return html`<gj-record-dialog .label=${msg('这条记录已被删除', { id: 'deleted-meanwhile' })}>
      <p>${msg('在您修改期间，有人删除了它。您的修改还在这一页上。', { id: 'deleted-meanwhile-hint' })}</p>
      ${
        this.editor.form.can.has('create')
          ? html`<button slot="actions" ?disabled=${this.busy} @click=${again}>${msg('另存为新记录', { id: 'save-as-new' })}</button>`
          : ''
      }
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${back}>${msg('恢复并保存', { id: 'restore-and-save' })}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-record-overlays', GjRecordOverlays);
