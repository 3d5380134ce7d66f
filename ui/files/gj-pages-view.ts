import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, number, state, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { shared } from '../theme/shared.ts';
import { countPages, type PlacedFile, pageAddress } from './placed-file.ts';
import { viewBox } from './view-styles.ts';
import './gj-picture-view.ts';

/** The pages of a picture that the server draws, one at a time. Tells `scale`, how large the one stands. */
export class GjPagesView extends withProperties(GjElement, {
  file: given<PlacedFile>(),
  /** Null: as much of the room as it fills without being enlarged. */
  zoom: given<number | null>(null),
  /** Quarters of a turn, clockwise. */
  turn: number(),
  page: state(1),
}) {
  static override styles = [shared, viewBox];

  readonly #pages = new Loading<number, string>(this, {
    key: () => this.file.id,
    load: (_, signal) => countPages(this.file, signal),
  });

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('file')) this.page = 1;
  }

  /** Goes to a page before or behind this one. */
  step(by: -1 | 1): void {
    this.page = Math.min(this.#pages.value ?? 1, Math.max(1, this.page + by));
  }

  #bar(of: number) {
    const { page } = this;
    const [before, after] = [
      msg('上一页（PageUp）', { id: 'pages-before' }),
      msg('下一页（PageDown）', { id: 'pages-after' }),
    ];
    return html`<div class="toolbar rigid surface ruled pad-1-2 central"><span class="pushed"></span>
      <button type="button" class="square" title=${before} aria-label=${before} ?disabled=${page === 1} @click=${() => this.step(-1)}>${icon('up')}</button>
      <span class="figures" role="status">${msg(str`第 ${page} 页，共 ${of} 页`, { id: 'pdf-page' })}</span>
      <button type="button" class="square" title=${after} aria-label=${after} ?disabled=${page === of} @click=${() => this.step(1)}>${icon('down')}</button>
      <span class="pushed"></span></div>`;
  }

  override render() {
    return this.#pages.shown(
      (
        of,
      ) => html`${of > 1 ? this.#bar(of) : nothing}<gj-picture-view src=${pageAddress(this.file, this.page)}
        label=${of > 1 ? `${this.file.name} · ${this.page}` : this.file.name} .zoom=${this.zoom} turn=${this.turn}
        @scale=${({ detail }: CustomEvent<number>) => this.emit('scale', detail)}></gj-picture-view>`,
      { outline: { rows: 8 } },
    );
  }
}
customElements.define('gj-pages-view', GjPagesView);
