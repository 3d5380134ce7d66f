import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { BoxSize } from '../kit/base/box-size.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, number, state, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { shared } from '../theme/shared.ts';
import { dragPan } from './drag-pan.ts';
import { type Opened, openPaper, type Paper, PaperFailure } from './pdf/paper.ts';
import { type PlacedFile, readPart } from './placed-file.ts';
import { viewBox } from './view-styles.ts';
import '../kit/gj-state.ts';

/** Pages that stand below one another; the others are for whoever downloads it. */
const mostPages = 300;
/** A page is not much wider by itself than its own size. */
const mostFitted = 1.2;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The pages of a PDF, each drawn when it comes into sight. Tells `scale`, how large they stand. */
export class GjPdfView extends withProperties(GjElement, {
  file: given<PlacedFile>(),
  /** Null: as wide as there is room. */
  zoom: given<number | null>(null),
  /** Quarters of a turn, clockwise. */
  turn: number(),
  /** What pages say, by their numbers, as far as they were drawn. */
  texts: state<ReadonlyMap<number, string>>(() => new Map()),
}) {
  static override styles = [
    shared,
    viewBox,
    css`
      ol {
        display: grid;
        flex: 1;
        gap: var(--gj-3);
        justify-content: safe center;
        align-content: start;
        padding: var(--gj-3);
      }
      li {
        justify-self: center;
        background: var(--gj-paper);
        box-shadow: var(--gj-shadow);
        overflow: hidden;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];
  readonly #room = new BoxSize(this);
  #paper: Paper | undefined;
  readonly #seen = new Set<Element>();
  readonly #sizes = new Map<number, Size>();
  /** Which drawing each page has. */
  readonly #drawn = new WeakMap<Element, string>();
  #watch: IntersectionObserver | undefined;

  readonly #file = new Loading<Opened, string>(this, {
    key: () => this.file.id,
    load: async (_, signal) => {
      this.#close();
      await this.updateComplete;
      const below = this.renderRoot.querySelector('#frame');
      if (!below) throw new PaperFailure(false);
      const { file } = this;
      const paper = await openPaper(below, file.size, (from, before) =>
        readPart(file, [from, before], signal),
      );
      if (signal.aborted) paper.close();
      else this.#paper = paper;
      return paper.opened;
    },
  });

  #close(): void {
    this.#paper?.close();
    this.#paper = undefined;
    this.#sizes.clear();
    this.texts = new Map();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#watch = undefined;
    this.#close();
  }

  protected override updated(): void {
    const box = this.renderRoot.querySelector('.view');
    if (!box) return;
    this.#watch ??= new IntersectionObserver((entries) => this.#look(entries), {
      root: box,
      rootMargin: '50% 0%',
    });
    for (const page of box.querySelectorAll('li')) this.#watch.observe(page);
    void this.#draw();
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries)
      if (isIntersecting) this.#seen.add(target);
      else {
        this.#seen.delete(target);
        // What is far away is held by nobody.
        if (this.#drawn.delete(target)) (target.firstElementChild as HTMLCanvasElement).width = 0;
      }
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const paper = this.#paper;
    const { value } = this.#file;
    if (!paper || !value) return;
    const scale = this.#scale(value);
    const wanted = `${scale} ${this.turn}`;
    for (const page of this.#seen) {
      if (!page.isConnected) this.#seen.delete(page);
      if (!page.isConnected || this.#drawn.get(page) === wanted) continue;
      this.#drawn.set(page, wanted);
      const number = Number((page as HTMLElement).dataset['page']);
      const drawn = await paper.draw(number, scale * devicePixelRatio, this.turn);
      if (this.#drawn.get(page) !== wanted || paper !== this.#paper) continue;
      this.#show(page.firstElementChild as HTMLCanvasElement, number, drawn);
    }
  }

  #show(canvas: HTMLCanvasElement, number: number, drawn: Awaited<ReturnType<Paper['draw']>>): void {
    if (drawn) {
      const { width, height, bitmap } = drawn;
      Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
      canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap);
      this.#sizes.set(number, this.turn % 2 === 1 ? { width: height, height: width } : { width, height });
    }
    const said = drawn?.text ?? msg('这一页画不出来，请下载后查看。', { id: 'pdf-page-broken' });
    this.texts = new Map(this.texts).set(number, said);
  }

  #scale(opened: Opened): number {
    const across = this.turn % 2 === 1 ? opened.height : opened.width;
    // Room for the edges of the page and a bar to scroll by.
    const fitted = Math.min(mostFitted, Math.max(this.#room.width - edges, edges) / across);
    return this.zoom ?? Math.round(fitted * 100) / 100;
  }

  #page(number: number, opened: Opened, scale: number) {
    const { width, height } = this.#sizes.get(number) ?? opened;
    const [across, down] = this.turn % 2 === 1 ? [height, width] : [width, height];
    return html`<li data-page=${number} style="width:${across * scale}px;height:${down * scale}px"><canvas role="img"
      aria-label=${msg(str`第 ${number} 页，共 ${opened.pages} 页`, { id: 'pdf-page' })}></canvas><p class="sr-only">${this.texts.get(number) ?? ''}</p></li>`;
  }

  #pages(opened: Opened) {
    const scale = this.#scale(opened);
    this.emit('scale', scale);
    const numbers = Array.from({ length: Math.min(opened.pages, mostPages) }, (_, at) => at + 1);
    return html`${
      opened.pages > mostPages
        ? html`<p class="pad-2-3 ruled muted rigid surface" role="status">${msg(str`只显示前 ${mostPages} 页，共 ${opened.pages} 页，其余请下载。`, { id: 'pdf-cut' })}</p>`
        : nothing
    }<div class="view" tabindex="0" role="group" aria-label=${this.file.name} @pointerdown=${dragPan}><ol>${repeat(
      numbers,
      (one) => one,
      (one) => this.#page(one, opened, scale),
    )}</ol></div>`;
  }

  #content() {
    const { failure } = this.#file;
    if (!(failure instanceof PaperFailure))
      return this.#file.shown((opened) => this.#pages(opened), { outline: { rows: 8 } });
    const text = failure.isLocked
      ? msg('这个 PDF 有密码，请下载后用密码打开。', { id: 'pdf-locked' })
      : msg('这个 PDF 打不开：它可能已损坏。请下载后查看。', { id: 'pdf-broken' });
    return html`<gj-state symbol="alert" .text=${text}></gj-state>`;
  }

  override render() {
    return html`<div class="sr-only" id="frame" aria-hidden="true"></div>${this.#content()}`;
  }
}
customElements.define('gj-pdf-view', GjPdfView);

const edges = 48;
