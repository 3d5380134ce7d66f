import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { session } from '../session/session.ts';
import '../kit/gj-state.ts';
import { notify } from '../kit/gj-notices.ts';
import { moment } from '../kit/moment.ts';

interface Told {
  readonly revision: number;
  readonly operation: string;
  readonly at: string;
  readonly actor: { readonly name: string };
  readonly record: object | null;
}

/** In place of a record that is not there: whoever may see its history learns who deleted it, and brings it back. Tells `restored`. */
export class GjRecordDeleted extends GjElement {
  static override properties = {
    form: { type: String },
    record: { type: String },
    versions: { state: true },
  };
  declare form: string;
  declare record: string;
  declare versions: readonly Told[];

  constructor() {
    super();
    this.form = '';
    this.record = '';
    this.versions = [];
  }

  get #path(): string {
    return `/api/forms/${encodeURIComponent(this.form)}/records/${encodeURIComponent(this.record)}/history`;
  }

  protected override firstUpdated(): void {
    // Without the right to see it, or without any history, the record simply is not there.
    session.api.get<{ items: readonly Told[] }>(this.#path).then(
      ({ items }) => {
        this.versions = items;
      },
      () => {},
    );
  }

  async #restore(revision: number): Promise<void> {
    try {
      await session.api.post(`${this.#path}/${revision}/restore`, undefined, { ifMatch: 0 });
      this.tell('restored');
    } catch (failure) {
      notify({ kind: 'error', text: failureText(failure) });
    }
  }

  override render() {
    const deleted = this.versions.find(({ operation }) => operation === 'delete');
    const last = this.versions.find(({ record }) => record !== null);
    const text = deleted
      ? msg(str`这条记录已由 ${deleted.actor.name} 于 ${moment(deleted.at)} 删除。`, { id: 'record-deleted' })
      : msg('没有这条记录，或者您无权查看。', { id: 'record-not-found' });
    return html`<gj-state symbol=${deleted ? 'trash' : 'search'} .text=${text}>
      ${
        deleted && last
          ? html`<button @click=${() => this.#restore(last.revision)}>${msg('恢复', { id: 'restore-deleted' })}</button>`
          : nothing
      }<slot></slot>
    </gj-state>`;
  }
}
customElements.define('gj-record-deleted', GjRecordDeleted);
