import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { ago } from '../../kit/base/ago.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { noteStyles } from '../../kit/styles/note-styles.ts';
import { language, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import { type Offer, placesOf } from './unsaved-content.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../compare/gj-changes.ts';

/**
 * Offers what somebody typed into this record before and did not save: tells `restore` or `discard` of it, and shows what
 * it is.
 */
export class GjUnsavedOffers extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  offers: given<readonly Offer[]>(() => []),
  looked: state<Offer | null>(null),
}) {
  static override styles = [shared, noteStyles];

  #fields(offer: Offer) {
    return placesOf(this.editor.form, this.editor.base, offer.typed).fields;
  }

  #text(offer: Offer): string {
    const labels = this.#fields(offer).map(({ label }) => say(label));
    const shown = labels.slice(0, 5).join(language() === 'zh' ? '、' : ', ');
    const names =
      labels.length > 5 ? msg(str`${shown} 等 ${labels.length} 项`, { id: 'unsaved-and-more' }) : shown;
    return msg(str`您在${ago(offer.kept.at)}填写过这里，还没有保存：${names}。`, { id: 'unsaved-offer' });
  }

  #button(how: 'restore' | 'discard', offer: Offer, look: string) {
    const text =
      how === 'restore' ? msg('恢复', { id: 'unsaved-restore' }) : msg('丢弃', { id: 'unsaved-discard' });
    return html`<button class=${look} @click=${() => {
      this.looked = null;
      this.emit(how, offer);
    }}>${text}</button>`;
  }

  override render() {
    const { looked } = this;
    return html`${this.offers.map(
      (offer) => html`<p class="flex wraps centred below-3 pad-2-3 rounded-l" role="status">${icon('clock')}
        <span class="grows">${this.#text(offer)}</span>
        <span class="flex gap-2">${this.#button('restore', offer, '')}
          <button @click=${() => {
            this.looked = offer;
          }}>${msg('查看', { id: 'unsaved-look' })}</button>${this.#button('discard', offer, 'plain')}</span></p>`,
    )}${looked ? this.#dialog(looked) : ''}`;
  }

  #dialog(offer: Offer) {
    const { base, edited, flaws } = offer.typed;
    const fields = this.#fields(offer);
    const changes = fields
      .filter(({ name }) => name in edited)
      .map(({ name }) => ({
        path: `/${name}`,
        before: base[name] ?? null,
        after: edited[name] ?? null,
      }));
    return html`<gj-dialog wide .label=${msg('未保存的内容', { id: 'unsaved-content' })} @closed=${(
      event: Event,
    ) => {
      event.stopPropagation();
      this.looked = null;
    }}>
      ${changes.length > 0 ? html`<gj-changes .form=${this.editor.form} .changes=${changes}></gj-changes>` : nothing}
      ${fields.map(({ name, label }) => {
        const flaw = flaws[name];
        return flaw
          ? html`<div class="above-2"><b>${say(label)}</b> ${flaw.text} <span class="muted">${flaw.sentence}</span></div>`
          : nothing;
      })}
      <span slot="actions" class="flex gap-2">${this.#button('discard', offer, '')}${this.#button('restore', offer, 'primary')}</span>
    </gj-dialog>`;
  }
}
customElements.define('gj-unsaved-offers', GjUnsavedOffers);
