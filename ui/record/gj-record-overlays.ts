import { msg } from '@lit/localize';
import { html, type PropertyValues } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Referrer } from '../../metadata/contract/records/calls.ts';
import { lazily } from '../fields/common/lazily.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { OverlayContribution } from '../kit/contribution.ts';
import { type Leaving, leaveDialog } from '../kit/dialog/leave-dialog.ts';
import { notify } from '../kit/gj-notices.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import type { Wire } from './editor/record-sending.ts';
import type { TrailDomain } from './versions/audit-action.ts';
import '../kit/dialog/gj-dialog.ts';

/** The dialog that lies over a record's page. */
export type Overlay =
  /** `revision`: the version that is open at first. Default: the newest. */
  | { readonly name: 'history'; readonly revision?: number }
  | { readonly name: 'references' | 'links' | 'sharing' | 'conflict' | 'gone' }
  | { readonly name: 'part'; readonly part: OverlayContribution<RecordEditor> }
  | { readonly name: 'referrers'; readonly items: readonly unknown[] }
  | { readonly name: 'leave'; readonly answer: (how: Leaving) => void };

const loaders: Readonly<Partial<Record<Overlay['name'], () => Promise<unknown> | undefined>>> = {
  history: () => import('./versions/gj-history.ts'),
  references: () => import('./gj-references.ts'),
  referrers: () => import('./gj-references.ts'),
  links: () => import('./gj-record-links.ts'),
  conflict: () => import('./compare/gj-record-conflict.ts'),
  gone: () => import('./gj-record-gone.ts'),
  sharing: () => lazily('gj-sharing-panel'),
};

/** Drawers and dialogs of a record, each loaded when it is first wanted. Tells `closed`, and `save` after a merge. */
export class GjRecordOverlays extends withProperties(GjElement, {
  domains: given<readonly TrailDomain[]>(() => []),
  editor: given<RecordEditor>(),
  overlay: given<Overlay>(),
  ready: state(false),
}) {
  static override styles = [shared, boxless];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('overlay')) return;
    const { overlay } = this;
    const loading = overlay.name === 'part' ? overlay.part.load() : loaders[overlay.name]?.();
    this.ready = loading === undefined;
    loading?.then(
      () => {
        this.ready = true;
      },
      (failure: unknown) => {
        notify({ text: failureText(failure), kind: 'error' });
        this.emit('closed');
      },
    );
  }

  override render() {
    if (!this.ready) return html``;
    const { overlay, editor } = this;
    switch (overlay.name) {
      case 'history':
        return html`<gj-history .domains=${this.domains} .editor=${editor} .first=${overlay.revision ?? null} @restored=${this.#restored}></gj-history>`;
      case 'references':
        return html`<gj-references .editor=${editor}></gj-references>`;
      case 'referrers':
        return html`<gj-references .editor=${editor} .given=${overlay.items as readonly Referrer[]}></gj-references>`;
      case 'links':
        return html`<gj-record-links .editor=${editor}></gj-record-links>`;
      case 'conflict':
        return html`<gj-record-conflict .editor=${editor} @settled=${this.#settled}></gj-record-conflict>`;
      case 'sharing':
        return html`<gj-dialog drawer wide plain .label=${msg('管控与分配', { id: 'sharing-of-record' })}>
          <gj-sharing-panel class="gap-3" .form=${editor.form} .record=${editor.base} @changed=${() => editor.reload()}
            .lets=${(action: string) => editor.obstacle(action) === undefined}></gj-sharing-panel>
        </gj-dialog>`;
      case 'part':
        return overlay.part.show(editor);
      case 'gone':
        return html`<gj-record-gone .editor=${editor} @save=${() => this.emit('save')}></gj-record-gone>`;
      case 'leave':
        return leaveDialog(overlay.answer);
    }
  }

  #restored(event: CustomEvent<{ record: Wire }>): void {
    const { editor } = this;
    const before = editor.base?.revision;
    const { record } = event.detail;
    void editor.takeBeside(record);
    const back = async (to: number) => {
      const { restoreVersion } = await import('./versions/record-actions.ts');
      await editor.takeBeside(await restoreVersion(editor, to, record.revision));
    };
    const undo = before === undefined ? {} : { undo: () => back(before) };
    notify({ text: msg('已恢复', { id: 'restored' }), ...undo });
    this.emit('closed');
  }

  #settled(event: CustomEvent<JsonObject>): void {
    const { current } = this.editor;
    if (current) this.editor.rebase(current, event.detail);
    this.emit('closed');
    this.emit('save');
  }
}
customElements.define('gj-record-overlays', GjRecordOverlays);
