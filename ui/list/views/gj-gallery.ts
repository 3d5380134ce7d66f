import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { failureText } from '../../kit/base/failure-text.ts';
import { icon } from '../../kit/base/icons.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { recordName } from '../cells/record-cells.ts';
import { cardLines, cardStyles, cardTitle, pictureOf } from './card.ts';
import { DrawnRecords } from './drawn-records.ts';
import '../../kit/gj-skeleton.ts';

/** Records as cards beside each other, each with its picture. Arrows go from card to card. */
export class GjGallery extends DrawnRecords {
  static override styles = [
    ...DrawnRecords.styles,
    cardStyles,
    css`
      .cards {
        flex: 1;
        grid-auto-rows: min-content;
        min-height: 0;
        margin: 0;
        padding: var(--gj-3) var(--gj-4);
        overflow-y: auto;
        list-style: none;
      }
      .card.record {
        height: 100%;
        padding: 0;
        overflow: hidden;
      }
      .picture {
        display: grid;
        place-items: center;
        height: var(--gj-size-140);
        background: var(--gj-head);
        color: var(--gj-line-strong);
      }
      .picture img {
        width: 100%;
        height: 100%;
        min-height: 0;
        object-fit: cover;
      }
      .said {
        padding: var(--gj-2) var(--gj-2) var(--gj-2) var(--gj-3);
      }
    `,
  ];
  #failure: unknown = null;
  #busy = false;

  protected begin(): void {
    this.#failure = null;
    this.#busy = false;
    void this.#more();
  }

  async #more(): Promise<void> {
    const { list } = this;
    if (this.#busy || list.complete) return;
    this.#busy = true;
    this.#failure = null;
    this.requestUpdate();
    try {
      await list.page(Math.floor(list.loaded / list.pageSize));
    } catch (failure) {
      if (list === this.list && !list.stopped) this.#failure = failure;
    }
    if (list !== this.list) return;
    this.#busy = false;
    this.emit('loaded');
    this.requestUpdate();
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: this.#across, ArrowUp: -this.#across }[event.key];
    const links = [...this.renderRoot.querySelectorAll<HTMLElement>('.card a.title')];
    const here = links.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const next = step === undefined || here < 0 ? undefined : links[here + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** Cards that stand beside each other. */
  get #across(): number {
    const cards = [...this.renderRoot.querySelectorAll<HTMLElement>('.cards > li')];
    const top = cards[0]?.offsetTop;
    return Math.max(1, cards.filter(({ offsetTop }) => offsetTop === top).length);
  }

  override render(): TemplateResult {
    const { list, form } = this;
    if (this.#failure !== null && !list.begun)
      return html`<gj-state .failure=${this.#failure} @retry=${() => this.begin()}></gj-state>`;
    const pictures = this.choice('picture', msg('图片', { id: 'drawn-picture' }), false);
    const titles = this.choice('title', msg('标题', { id: 'drawn-title' }), false);
    return html`<div class="bar toolbar">${pictures}${titles}</div>
      ${
        list.begun
          ? html`<ul class="cards paved" aria-label=${msg('画廊', { id: 'view-gallery' })} @keydown=${this.#key}
              @scroll=${(event: Event) => {
                const { scrollTop, clientHeight, scrollHeight } = event.currentTarget as HTMLElement;
                if (scrollHeight - scrollTop - clientHeight < 400 && this.#failure === null) void this.#more();
              }}>${repeat(
                list.items,
                ({ id }) => id,
                (record) => html`<li>${this.#card(record)}</li>`,
              )}${this.#end()}</ul>`
          : html`<div class="pad-3 grows"><gj-skeleton .outline=${{ rows: 6 }}></gj-skeleton></div>`
      }
      ${form ? this.menu() : nothing}`;
  }

  #end(): TemplateResult | typeof nothing {
    if (this.#failure !== null)
      return html`<li class="spans"><span class="problem" role="alert">${failureText(this.#failure)}</span>
        <button class="plain slim" @click=${() => this.#more()}>${icon('refresh')}${msg('重试', { id: 'retry' })}</button></li>`;
    if (this.list.complete) return nothing;
    return html`<li class="spans to-middle"><button ?disabled=${this.#busy}
      @click=${() => this.#more()}>${msg('再显示一些', { id: 'gallery-more' })}</button></li>`;
  }

  #card(record: ListedRecord): TemplateResult {
    const { form, drawing, columns } = this;
    const picture = pictureOf(form, record, drawing);
    return html`<article class="card record" aria-label=${recordName(form, record)}>
      ${
        drawing.picture === undefined
          ? nothing
          : html`<div class="picture">${
              picture
                ? html`<img alt=${picture.name} src=${picture.address} loading="lazy" decoding="async" />`
                : icon('image', 28)
            }</div>`
      }
      <div class="said"><div class="flex high gap-1">${cardTitle(form, record, drawing)}${this.menuButton(record)}</div>
      ${cardLines(form, record, { drawing, columns })}</div>
    </article>`;
  }
}
customElements.define('gj-gallery', GjGallery);
