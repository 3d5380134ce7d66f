import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { isPlace, type Place, placeBetween, pointOn, shifted, type Turns } from './mark-place.ts';
import type { NumberedMark } from './review-data.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A page that was drawn, and its own size; the bitmap may be finer. */
export interface DrawnPage extends Size {
  readonly bitmap: ImageBitmap;
}

/** Steps of the keys, as parts of the picture. */
const [step, zoomStep, most] = [0.02, 1.25, 8];

/**
 * One picture, looked at: larger and smaller, turned, moved, with the marks on it. Tells `mark` with the place that
 * somebody marked, by mouse or by keys, and `scale` with its size on the screen, as a part of its own. Slot: what
 * stands at the end of its tools.
 */
export class GjImageStage extends withProperties(GjElement, {
  /** Of the picture; of a page that was drawn here: whatever tells it from others. */
  address: text(),
  /** A page that was drawn here. Null: the picture is fetched by its address. */
  drawn: given<DrawnPage | null>(null),
  name: text(),
  marks: given<readonly NumberedMark[]>(() => []),
  /** A place can be marked. */
  marking: state(false),
  /** The place that is being marked. */
  begun: state<Place | null>(null),
  zoom: state(1),
  turns: state<Turns>(0),
  /** Of the picture as it is. Null: it is not there yet. */
  natural: state<Size | null>(null),
  room: state<Size>(() => ({ width: 0, height: 0 })),
  /** Null: there is none. */
  watermark: given<string | null>(null),
  mayMark: given(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--gj-2);
        min-width: 0;
        min-height: 0;
      }
      .stage {
        flex: 1;
        min-height: var(--gj-size-240);
        overflow: auto;
        border: var(--gj-edge);
        border-radius: var(--gj-radius);
        background: var(--gj-head);
        display: grid;
        place-items: safe center;
        cursor: grab;
      }
      .stage.marking {
        cursor: crosshair;
        touch-action: none;
      }
      .stage:focus-visible {
        outline: var(--gj-focus);
        outline-offset: calc(-1 * var(--gj-half));
      }
      .frame {
        position: relative;
      }
      .sheet {
        position: absolute;
        inset-block-start: 50%;
        inset-inline-start: 50%;
        background: var(--gj-paper);
      }
      img,
      canvas {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        user-select: none;
      }
      .place {
        position: absolute;
        box-sizing: border-box;
        padding: 0;
        height: auto;
        min-height: 0;
        border: var(--gj-half) solid var(--gj-error);
        border-radius: 0;
        background: color-mix(in srgb, var(--gj-error) 12%, transparent);
      }
      .place > span {
        position: absolute;
        inset: 0 auto auto 0;
        padding: 0 var(--gj-1);
        background: var(--gj-error);
        color: var(--gj-surface);
        font-size: var(--gj-text-s);
      }
      .water {
        position: absolute;
        inset: 0;
        overflow: hidden;
        display: flex;
        flex-wrap: wrap;
        align-content: space-around;
        justify-content: space-around;
        gap: var(--gj-size-64);
        pointer-events: none;
        color: var(--gj-error);
        opacity: 0.2;
      }
      .water > span {
        transform: rotate(-24deg);
        white-space: nowrap;
      }
    `,
  ];

  #from: { readonly x: number; readonly y: number } | null = null;
  #panned: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null =
    null;
  readonly #watch = new ResizeObserver(([entry]) => {
    if (entry) this.room = { width: entry.contentRect.width, height: entry.contentRect.height };
  });

  protected override firstUpdated(): void {
    const stage = this.renderRoot.querySelector('.stage');
    if (stage) this.#watch.observe(stage);
  }

  override disconnectedCallback(): void {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('address'))
      Object.assign(this, { zoom: 1, turns: 0, natural: null, begun: null, marking: false });
    const { drawn } = this;
    if (changed.has('drawn') && drawn) this.natural = { width: drawn.width, height: drawn.height };
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (!changed.has('drawn') || !this.drawn || !canvas) return;
    const { bitmap } = this.drawn;
    // Once it is shown it is the canvas's own.
    Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
  }

  turn(): void {
    this.turns = ((this.turns + 1) % 4) as Turns;
  }

  closer(): void {
    this.zoom = Math.min(most, this.zoom * zoomStep);
  }

  farther(): void {
    this.zoom = Math.max(1 / most, this.zoom / zoomStep);
  }

  fit(): void {
    this.zoom = 1;
  }

  /** Begins to mark: by mouse wherever it is drawn, by keys from the middle. */
  mark(): void {
    if (!this.mayMark || this.natural === null) return;
    this.marking = true;
    this.begun = { left: 0.4, top: 0.45, width: 0.2, height: 0.1 };
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.begun')?.focus());
  }

  giveUp(): void {
    this.marking = false;
    this.begun = null;
  }

  #done(): void {
    const { begun } = this;
    if (begun && isPlace(begun)) this.emit('mark', begun);
    this.giveUp();
  }

  #keys(event: KeyboardEvent): void {
    if (!this.begun) return;
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const way = ways[event.key];
    if (way) this.begun = shifted(this.begun, { x: way[0], y: way[1] }, event.shiftKey);
    else if (event.key === 'Enter' || event.key === ' ') this.#done();
    else if (event.key === 'Escape') this.giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #pointOf(event: PointerEvent) {
    const box = this.renderRoot.querySelector('.sheet')?.getBoundingClientRect();
    if (!box || box.width === 0) return { x: 0, y: 0 };
    const seen = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    return pointOn(seen, this.turns);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const stage = event.currentTarget as HTMLElement;
    if (this.marking) this.#from = this.#pointOf(event);
    else this.#panned = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
    stage.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const stage = event.currentTarget as HTMLElement;
    if (this.#from) this.begun = placeBetween(this.#from, this.#pointOf(event));
    if (this.#panned) {
      stage.scrollLeft = this.#panned.left - (event.clientX - this.#panned.x);
      stage.scrollTop = this.#panned.top - (event.clientY - this.#panned.y);
    }
  }

  #up(): void {
    const isDrawn = this.#from !== null;
    this.#from = null;
    this.#panned = null;
    if (isDrawn) this.#done();
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return;
    event.preventDefault();
    if (event.deltaY < 0) this.closer();
    else this.farther();
  }

  override render() {
    const { marking } = this;
    return html`<div class="toolbar" role="toolbar" aria-label=${msg('查看', { id: 'review-look' })}>
        ${this.#tool('add', msg('放大', { id: 'review-closer' }), '+', () => this.closer())}
        ${this.#tool('minus', msg('缩小', { id: 'review-farther' }), '-', () => this.farther())}
        <button type="button" class="figures" @click=${() => this.fit()} title=${msg('适合窗口（0）', { id: 'review-fit' })}
          >${Math.round(this.zoom * 100)}%</button>
        ${this.#tool('refresh', msg('旋转', { id: 'review-turn' }), 'R', () => this.turn())}
        ${
          this.mayMark
            ? html`<button type="button" aria-pressed=${marking} ?disabled=${this.natural === null}
                title=${msg('在影像上标记（M）', { id: 'review-mark-hint' })}
                @click=${() => (marking ? this.giveUp() : this.mark())}>${icon('edit')} ${msg('标记', { id: 'review-mark' })}</button>`
            : nothing
        }
        <span class="small muted grows">${
          marking
            ? msg('拖动画出位置；或用方向键移动、Shift+方向键调大小，回车确定，Esc 取消', {
                id: 'review-marking',
              })
            : this.name
        }</span><slot></slot>
      </div>
      <div class="stage ${marking ? 'marking' : ''}" tabindex="0" role="region" aria-label=${msg(str`影像 ${this.name}`, { id: 'review-image' })}
        @pointerdown=${this.#down} @pointermove=${this.#move} @pointerup=${this.#up} @pointercancel=${this.#up}
        @wheel=${this.#wheel}>${this.#sheet()}</div>`;
  }

  #tool(symbol: 'add' | 'minus' | 'refresh', label: string, key: string, act: () => void): TemplateResult {
    const face = symbol === 'minus' ? html`<span aria-hidden="true">−</span>` : icon(symbol);
    return html`<button type="button" class="square" aria-label=${label} title="${label} (${key})" @click=${act}>${face}</button>`;
  }

  #sheet(): TemplateResult {
    const { natural, turns, marks, begun, watermark } = this;
    const { width = 1, height = 1 } = natural ?? {};
    const lies = turns % 2 === 1;
    const seen = lies ? { width: height, height: width } : { width, height };
    const fits = Math.min((this.room.width - 16) / seen.width, (this.room.height - 16) / seen.height);
    const scale = Math.max(0, fits) * this.zoom;
    if (natural) this.emit('scale', scale);
    const px = (value: number) => `${Math.round(value * scale)}px`;
    return html`<div class="frame" style="width:${px(seen.width)};height:${px(seen.height)}">
      <div class="sheet" style="width:${px(width)};height:${px(height)};transform:translate(-50%,-50%) rotate(${turns * 90}deg)">
        ${
          this.drawn
            ? html`<canvas role="img" aria-label=${this.name}></canvas>`
            : html`<img src=${this.address} alt=${this.name} draggable="false" @load=${this.#loaded}>`
        }
        ${watermark === null ? nothing : html`<div class="water" aria-hidden="true">${Array.from({ length: 24 }, () => html`<span>${watermark}</span>`)}</div>`}
        ${marks.map(
          (mark) =>
            html`<div class="place" style=${styleOf({
              left: Number(mark.left),
              top: Number(mark.top),
              width: Number(mark.width),
              height: Number(mark.height),
            })} title=${mark.reason ?? ''}><span>${mark.number}</span></div>`,
        )}
        ${
          begun
            ? html`<button type="button" class="place begun" style=${styleOf(begun)} @keydown=${this.#keys}
                aria-label=${msg('标记的位置：方向键移动，Shift+方向键调大小，回车确定', { id: 'review-begun' })}></button>`
            : nothing
        }
      </div></div>`;
  }

  #loaded({ currentTarget }: Event): void {
    const { naturalWidth: width, naturalHeight: height } = currentTarget as HTMLImageElement;
    this.natural = { width, height };
  }
}

function styleOf({ left, top, width, height }: Place): string {
  return `left:${left * 100}%;top:${top * 100}%;width:${width * 100}%;height:${height * 100}%`;
}

customElements.define('gj-image-stage', GjImageStage);
