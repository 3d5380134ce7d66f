import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { say } from '../../session/i18n.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { nextAction } from '../form/own-order.ts';
import { ownActions } from '../form/record-blocks.ts';
import type { RecordFailure, Remedy } from './failing.ts';

/** What failed with a record, why, and what mends it: an action that can be done now, or a place to go to. Tells `do`. */
export class GjDocumentFailure extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  failure: given<RecordFailure | undefined>(undefined),
  turn: given(0),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      .failed {
        border-color: color-mix(in srgb, var(--gj-error) 40%, transparent);
        background: color-mix(in srgb, var(--gj-error) 5%, var(--gj-surface));
      }
      .icon {
        color: var(--gj-error);
      }
      .failed p {
        white-space: pre-line;
      }
    `,
  ];

  readonly #remedy = new Loading<Remedy, [id: string, revision: number]>(this, {
    key: () => {
      const { base } = this.editor;
      return base && this.failure?.remedy ? [base.id, base.revision] : undefined;
    },
    load: async () => (await this.failure?.remedy?.()) ?? { links: [] },
    behind: true,
  });

  override render() {
    const { editor, failure } = this;
    if (!failure) return nothing;
    const remedy = this.#remedy.value;
    const own = ownActions(editor);
    // What the head shows as the next action is not offered a second time.
    const isAbove = nextAction(own, editor.form)?.name === failure.action;
    const action = isAbove ? undefined : own.find(({ name }) => name === failure.action);
    const { place } = failure;
    const led = place !== undefined && !editor.isReadonly;
    return html`<section class="failed card flex wraps centred gap-2-3" role="alert">
      <span class="rigid">${icon('alert', 18)}</span>
      <div class="broad"><b class="bold">${failure.text}</b>
        ${failure.reason ? html`<p class="flush">${failure.reason}</p>` : nothing}
        ${remedy?.ask ? html`<p class="flush muted">${remedy.ask}</p>` : nothing}</div>
      <div class="toolbar">
        ${
          led
            ? html`<button @click=${() => this.emit('do', `jump:${place}`)}>${msg('去改正', { id: 'failure-correct' })}</button>`
            : nothing
        }
        ${(remedy?.links ?? []).map(({ text, href }) => html`<a href=${href}>${text}</a>`)}
        ${
          action
            ? html`<button ?disabled=${editor.busy} @click=${() => this.emit('do', `action:${action.name}`)}>${say(action.label)}</button>`
            : nothing
        }
      </div></section>`;
  }
}
customElements.define('gj-document-failure', GjDocumentFailure);
