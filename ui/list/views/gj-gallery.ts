import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../../kit/base/icons.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import type { ListedRecord, RecordList } from '../../model/record-list.ts';
import { recordName } from '../cells/record-cells.ts';
import { cardLines, cardStyles, cardTitle, pictureOf } from './card.ts';
import { DrawnRecords } from './drawn-records.ts';
import { isNearEnd } from './near-end.ts';

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
  readonly #records = new GrowingList<ListedRecord, RecordList, number>(this, {
    key: () => this.list,
    page: async (list, next) => {
      const at = next ?? 0;
      const items = await list.page(at);
      return { items, next: list.complete ? null : at + 1 };
    },
    loaded: () => this.emit('loaded'),
  });

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
    const pictures = this.choice('picture', msg('图片', { id: 'drawn-picture' }), false);
    const titles = this.choice('title', msg('标题', { id: 'drawn-title' }), false);
    return html`<div class="bar toolbar">${pictures}${titles}</div>
      ${this.#records.shown(() => this.#cards(), { outline: { rows: 6 } })}
      ${this.menu()}`;
  }

  #cards(): TemplateResult {
    const { items, next, busy, failure } = this.#records;
    const more = () => void this.#records.more();
    return html`<ul class="cards paved" aria-label=${msg('画廊', { id: 'view-gallery' })} @keydown=${this.#key}
      @scroll=${({ currentTarget }: Event) => {
        if (failure === null && isNearEnd(currentTarget as HTMLElement)) more();
      }}>${repeat(
        items,
        ({ id }) => id,
        (record) => html`<li>${this.#card(record)}</li>`,
      )}${
        next === null
          ? nothing
          : html`<li class="spans to-middle"><button ?disabled=${busy}
              @click=${more}>${msg('再显示一些', { id: 'gallery-more' })}</button></li>`
      }</ul>`;
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
