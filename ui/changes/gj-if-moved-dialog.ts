import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { dialogStyles } from '../kit/dialog-styles.ts';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { given, state, text, withProperties } from '../kit/with-properties.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { ValueChange } from './change-data.ts';
import { definitionsKnown, type FindDefinition } from './definitions-known.ts';
import '../kit/gj-record-dialog.ts';
import './gj-change-effects.ts';

interface IfMoved {
  readonly items: readonly Omit<ValueChange, 'label'>[];
  /** Without those that are hidden. */
  readonly total: number;
  readonly hidden: number;
}

/** What is read differently once an organisation stands below another parent. Tells `agreed`, and `closed`. */
export class GjIfMovedDialog extends withProperties(GjElement, {
  name: text(),
  parent: text(),
  /** What the button that goes on says. */
  go: text(),
  /** Null: it could not be found out, as `failure` says. */
  answer: given<IfMoved | null>(null),
  failure: given<unknown>(null),
  find: state<FindDefinition | null>(null),
}) {
  static override styles = [shared, dialogStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void definitionsKnown().then((find) => {
      this.find = find;
    });
  }

  override render() {
    return html`<gj-record-dialog label=${msg(str`“${this.name}”移到“${this.parent}”之下`, { id: 'if-moved-title' })}>
      <div class="stack">${this.answer ? this.#changes(this.answer) : this.#unknown()}</div>
      <button slot="actions" class="primary" @click=${() => {
        this.tell('agreed');
        this.tell('closed');
      }}>${this.go}</button>
    </gj-record-dialog>`;
  }

  #changes({ items, total, hidden }: IfMoved): TemplateResult {
    const { find } = this;
    const all = total + hidden;
    const changed = items.map((one) => ({ ...one, label: find?.(one.type, one.key)?.label ?? null }));
    const params = { changed, total: all, hidden, untouched: [], untouchedTotal: 0 };
    return html`<p role="status">${plural(msg(str`移动后，有 ${all} 处读到的参数会改变：`, { id: 'if-moved-changes' }))}</p>
      ${find ? html`<div><gj-change-effects .preview=${{ params }} .find=${find}></gj-change-effects></div>` : nothing}`;
  }

  #unknown(): TemplateResult {
    return html`<p>${msg('无法得知移动后读到的参数是否改变：', { id: 'if-moved-unknown' })}</p>
      <p class="problem" role="alert">${failureText(this.failure)}</p>`;
  }
}
customElements.define('gj-if-moved-dialog', GjIfMovedDialog);
