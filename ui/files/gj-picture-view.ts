import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { BoxSize } from '../kit/base/box-size.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, number, state, text, withProperties } from '../kit/base/with-properties.ts';
import { shared } from '../theme/shared.ts';
import { dragPan } from './drag-pan.ts';
import { viewBox } from './view-styles.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-state.ts';

/** A picture in all the room there is: fitted, or larger and moved in its box. Tells `scale`, how large it stands. */
export class GjPictureView extends withProperties(GjElement, {
  src: text(),
  label: text(),
  /** Null: as much of the room as it fills without being enlarged. */
  zoom: given<number | null>(null),
  /** Quarters of a turn, clockwise. */
  turn: number(),
  natural: state<{ readonly width: number; readonly height: number } | null>(null),
  isBroken: state(false),
}) {
  static override styles = [
    shared,
    viewBox,
    css`
      .sheet {
        position: relative;
        flex: none;
        margin: auto;
      }
      img {
        position: absolute;
        inset: 50% auto auto 50%;
        max-width: none;
        translate: -50% -50%;
      }
    `,
  ];
  readonly #room = new BoxSize(this);

  #scale(width: number, height: number): number {
    return this.zoom ?? Math.min(1, this.#room.width / width, this.#room.height / height);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('src')) return;
    this.natural = null;
    this.isBroken = false;
  }

  #sheet() {
    const { width = 0, height = 0 } = this.natural ?? {};
    const isLying = this.turn % 2 === 1;
    const [across, down] = isLying ? [height, width] : [width, height];
    const scale = across > 0 ? this.#scale(across, down) : 1;
    if (this.natural) this.emit('scale', scale);
    return html`<div class="sheet" style="width:${across * scale}px;height:${down * scale}px">
      <img src=${this.src} alt=${this.label} ?hidden=${!this.natural}
        style="width:${width * scale}px;height:${height * scale}px;rotate:${this.turn * 90}deg"
        @load=${({ currentTarget }: Event) => {
          const { naturalWidth: width, naturalHeight: height } = currentTarget as HTMLImageElement;
          this.natural = { width, height };
        }}
        @error=${() => {
          this.isBroken = true;
        }} /></div>`;
  }

  override render() {
    if (this.isBroken)
      return html`<gj-state failed .text=${msg('图片打不开：它可能已损坏，或者连接断了。', { id: 'picture-broken' })}
        @retry=${() => {
          this.isBroken = false;
        }}></gj-state>`;
    return html`${this.natural ? '' : html`<gj-skeleton class="pad-3" .outline=${{ rows: 8 }}></gj-skeleton>`}
      <div class="view" tabindex="0" role="group" aria-label=${this.label} @pointerdown=${dragPan}>${this.#sheet()}</div>`;
  }
}
customElements.define('gj-picture-view', GjPictureView);
