import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { numberAndName } from '../../fields/common/record-called.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { placeBelow } from '../../kit/place-below.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Milliseconds that somebody rests on a link before it is looked up, and that he may leave it for. */
const rest = 350;

interface Peeked {
  readonly form: FormModel;
  readonly record: JsonObject;
}

/**
 * The record that a link of a document leads to, beside the link as long as somebody rests on it: nothing has to be left
 * to know whom it names. Escape closes it, and one may go into it. Whoever cannot rest on a link follows it.
 */
export class GjDocumentPeek extends withProperties(GjElement, {
  /** The element whose links these are. */
  within: given<HTMLElement>(),
  address: state(''),
}) {
  static override styles = [
    shared,
    css`
      [popover] {
        box-sizing: border-box;
        width: var(--gj-size-380);
        max-width: calc(100vw - var(--gj-8));
        max-height: var(--gj-size-360);
        margin: 0;
        padding: var(--gj-3) var(--gj-4);
        border: var(--gj-edge);
        border-radius: var(--gj-radius-l);
        background: var(--gj-surface);
        color: var(--gj-text);
        font-size: var(--gj-text-m);
        line-height: var(--gj-line-m);
      }
    `,
  ];

  #link: HTMLAnchorElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #found = new Loading<Peeked | null, string>(this, {
    key: () => this.address || undefined,
    load: async (address, signal) => {
      const [, , name = '', id = ''] = address.split('/');
      const form = await forms.get(name);
      const path = { form: name, id };
      const query = { view: 'manage,use' } as const;
      const record = await session.api.call('GET /api/forms/:form/records/:id', { path, query, signal });
      await import('../../fields/gj-glance.ts');
      return { form, record };
    },
    loaded: () => void this.#open(),
  });

  readonly #over = (event: Event) => this.#enter(linkOf(event));
  readonly #out = (event: Event) => {
    if (linkOf(event)) this.#leave();
  };
  readonly #key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.address) this.#close();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#key);
    this.#listen(this.within, 'removeEventListener');
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('within')) return;
    this.#listen(changed.get('within'), 'removeEventListener');
    this.#listen(this.within, 'addEventListener');
  }

  #listen(within: HTMLElement | undefined, how: 'addEventListener' | 'removeEventListener'): void {
    within?.[how]('pointerover', this.#over);
    within?.[how]('pointerout', this.#out);
  }

  #enter(link: HTMLAnchorElement | null): void {
    if (!link || link === this.#link) {
      if (link) clearTimeout(this.#timer);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#link = link;
      this.address = new URL(link.href).pathname;
    }, rest);
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#close(), rest);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#link = null;
    this.address = '';
  }

  async #open(): Promise<void> {
    await this.updateComplete;
    const panel = this.renderRoot.querySelector<HTMLElement>('[popover]');
    if (!panel || !this.#link?.isConnected) return;
    panel.showPopover();
    placeBelow(panel, this.#link);
  }

  override render() {
    const found = this.address ? this.#found.value : null;
    if (!found) return nothing;
    const { form, record } = found;
    return html`<div popover="manual" role="region" tabindex="-1" class="scrolls" aria-label=${msg('预览', { id: 'peek' })}
      @pointerenter=${() => clearTimeout(this.#timer)} @pointerleave=${() => this.#leave()}>
      <h2>${numberAndName(form, record).join(' ')}</h2>
      <gj-glance .form=${form} .record=${record}></gj-glance></div>`;
  }
}
customElements.define('gj-document-peek', GjDocumentPeek);

/** A link to a record on the way of an event, through whatever shadows it came. */
function linkOf(event: Event): HTMLAnchorElement | null {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  return link && /^\/forms\/[^/]+\/[0-9a-f-]{36}$/.test(new URL(link.href).pathname) ? link : null;
}
