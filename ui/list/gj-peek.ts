import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import { numberAndName } from '../fields/common/record-called.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, text, withProperties } from '../kit/base/with-properties.ts';
import { besideListStyles, closeButton } from '../kit/beside-list.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import '../fields/gj-glance.ts';
import '../kit/gj-state.ts';

/**
 * A record beside its list, to be looked at and left again; J and K go on. Tells `step` (1 or -1), `open` and `closed`.
 */
export class GjPeek extends withProperties(GjElement, {
  form: given<FormModel>(),
  /** Id of the record. */
  record: text(),
  view: text<'use' | 'manage'>('use'),
  /** Whether the list has a record before and one after this one. */
  before: flag(),
  after: flag(),
}) {
  static override styles = [
    shared,
    besideListStyles,
    css`
      :host {
        border-inline-start: var(--gj-edge);
      }
    `,
  ];
  /** The record in sight; the former one stays until the next is loaded. */
  readonly #found = new Loading<JsonObject, [form: FormModel, record: string]>(this, {
    key: () => (this.form && this.record !== '' ? [this.form, this.record] : undefined),
    load: ([form, record], signal) =>
      session.api.call('GET /api/forms/:form/records/:id', {
        path: { form: form.name, id: record },
        query: { view: this.view },
        signal,
      }),
    keeps: true,
  });

  get #title(): string {
    const { form } = this;
    const { value: found } = this.#found;
    return (form && numberAndName(form, found ?? null).join(' ')) || say(form?.recordLabel);
  }

  override render() {
    const { form } = this;
    const { value: found, busy, failure } = this.#found;
    if (!form) return nothing;
    const label = msg('预览', { id: 'peek' });
    const [before, after] = [msg('上一条', { id: 'record-before' }), msg('下一条', { id: 'record-after' })];
    return html`
      <header class="flex centred gap-1 rigid pad-head ruled" role="presentation">
        <h2 class="ellipsis rest" title=${this.#title}>${this.#title}</h2>
        <button class="square" aria-label=${before} title="${before} (K)" ?disabled=${!this.before}
          @click=${() => this.emit('step', -1)}>${icon('up')}</button>
        <button class="square" aria-label=${after} title="${after} (J)" ?disabled=${!this.after}
          @click=${() => this.emit('step', 1)}>${icon('down')}</button>
        <button @click=${() => this.emit('open', { id: this.record })}>${msg('打开', { id: 'open' })}</button>
        ${closeButton(() => this.emit('closed'))}
      </header>
      <div class="body grows shrinks-down scrolls" role="region" aria-label=${label} aria-live="polite"
          tabindex="0" aria-busy=${busy}>
        ${
          failure !== null
            ? html`<gj-state .failure=${failure} @retry=${() => this.#found.load()}></gj-state>`
            : found
              ? html`<gj-glance class=${busy ? 'pale' : ''} .form=${form} .record=${found}></gj-glance>`
              : nothing
        }
      </div>`;
  }
}
customElements.define('gj-peek', GjPeek);
