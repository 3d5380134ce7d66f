import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { text, withProperties } from '../kit/base/with-properties.ts';
import { listPlace } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import { shared } from '../theme/shared.ts';

/** From one record to the next of the list one came from; Alt+J and Alt+K go there, too. */
export class GjRecordSteps extends withProperties(GjElement, {
  /** Name of the form. */
  form: text(),
  /** Id of the record. */
  record: text(),
}) {
  static override styles = shared;
  readonly #keys = (event: KeyboardEvent) => {
    // By where the keys are: with Alt, some keyboards write other signs.
    const step = { KeyJ: 1, KeyK: -1 }[event.code];
    if (step === undefined || !event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented)
      return;
    event.preventDefault();
    this.#go(step);
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keys);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  #beside(by: number): string | undefined {
    const ids = listPlace(this.form)?.ids ?? [];
    const at = ids.indexOf(this.record);
    return at < 0 ? undefined : ids[at + by];
  }

  #go(by: number): void {
    const id = this.#beside(by);
    if (id !== undefined) void router.go(`/forms/${this.form}/${id}`);
  }

  override render() {
    if (!listPlace(this.form)?.ids.includes(this.record)) return nothing;
    const [before, after] = [msg('上一条', { id: 'record-before' }), msg('下一条', { id: 'record-after' })];
    return html`
      <button class="square" aria-label=${before} title="${before} (Alt+K)" ?disabled=${!this.#beside(-1)}
        @click=${() => this.#go(-1)}>${icon('up')}</button>
      <button class="square" aria-label=${after} title="${after} (Alt+J)" ?disabled=${!this.#beside(1)}
        @click=${() => this.#go(1)}>${icon('down')}</button>`;
  }
}
customElements.define('gj-record-steps', GjRecordSteps);
