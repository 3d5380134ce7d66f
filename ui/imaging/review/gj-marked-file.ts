import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { noPreview } from '../../files/no-preview.ts';
import { openPaper, type Paper } from '../../files/pdf/paper.ts';
import {
  addressOf,
  countPages,
  type PlacedFile,
  pageAddress,
  readPart,
  viewOf,
} from '../../files/placed-file.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, number, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { filling } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { DrawnPage, GjImageStage } from './gj-image-stage.ts';
import type { Place } from './mark-place.ts';
import type { NumberedMark } from './review-data.ts';
import '../../kit/gj-skeleton.ts';
import '../../kit/gj-state.ts';
import './gj-image-stage.ts';

/** How fine a page of a PDF is drawn at first, and at most: its own size is 96 dots an inch. */
const [fineness, finest] = [2, 6] as const;

/** A place on a page of a file, from 1. */
export interface MarkedPlace {
  readonly place: Place;
  readonly page: number;
}

/**
 * A file with marks on it, page by page: pictures, TIFF, PDF. Of others it says that they cannot be shown. Tells `mark`
 * with the place that somebody marked, and `page` with the page that is wanted.
 */
export class GjMarkedFile extends withProperties(GjElement, {
  file: given<PlacedFile>(),
  /** From 1. */
  page: number(1),
  /** Those of this file. */
  marks: given<readonly NumberedMark[]>(() => []),
  watermark: given<string | null>(null),
  mayMark: given(false),
  isBroken: state(false),
  drawn: state<(DrawnPage & { readonly page: number }) | null>(null),
}) {
  static override styles = [shared, filling];

  #paper: Paper | null = null;
  #fineness = fineness as number;
  /** The drawing that is there or under way. */
  #wanted = '';

  readonly #pages = new Loading<number, string>(this, {
    key: () => this.file.id,
    load: async (_, signal) => {
      this.#close();
      const { file } = this;
      const view = viewOf(file);
      if (view === 'pages') return countPages(file, signal);
      if (view !== 'pdf') return 1;
      await this.updateComplete;
      const below = this.renderRoot.querySelector('#frame');
      if (!below) return 1;
      const paper = await openPaper(below, file.size, (from, before) =>
        readPart(file, [from, before], signal),
      );
      if (signal.aborted) paper.close();
      else this.#paper = paper;
      return (await paper.opened).pages;
    },
  });

  get #stage(): GjImageStage | null {
    return this.renderRoot.querySelector('gj-image-stage');
  }

  /** Goes to another page of the file; answers whether there is one. */
  step(by: number): boolean {
    const to = this.page + by;
    if (to < 1 || to > (this.#pages.value ?? 1)) return false;
    this.emit('page', to);
    return true;
  }

  closer(): void {
    this.#stage?.closer();
  }

  farther(): void {
    this.#stage?.farther();
  }

  fit(): void {
    this.#stage?.fit();
  }

  turn(): void {
    this.#stage?.turn();
  }

  mark(): void {
    this.#stage?.mark();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  #close(): void {
    this.#paper?.close();
    this.#paper = null;
    this.#wanted = '';
    this.#fineness = fineness;
    this.drawn = null;
    this.isBroken = false;
  }

  protected override updated(): void {
    void this.#draw();
  }

  async #draw(): Promise<void> {
    const paper = this.#paper;
    const { page } = this;
    if (!paper || this.#pages.value === undefined || this.#pages.busy) return;
    const wanted = `${page} ${this.#fineness}`;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    const drawn = await paper.draw(page, this.#fineness, 0);
    if (this.#wanted !== wanted || paper !== this.#paper) return;
    if (drawn) this.drawn = { ...drawn, page };
    this.isBroken = drawn === null;
  }

  /** What is looked at closely is drawn finer. */
  #scaled(scale: number): void {
    const wanted = Math.min(finest, Math.ceil(scale * devicePixelRatio));
    if (!this.#paper || wanted <= this.#fineness) return;
    this.#fineness = wanted;
    void this.#draw();
  }

  override render() {
    return html`<div class="sr-only" id="frame" aria-hidden="true"></div>${this.#content()}`;
  }

  #content(): TemplateResult {
    const { file, page } = this;
    const view = viewOf(file);
    if (view === 'picture') return this.#staged(addressOf(file, 'inline'), { of: 1 });
    if (view === 'pages') return this.#pages.shown((of) => this.#staged(pageAddress(file, page), { of }));
    if (view !== 'pdf') return html`<div class="card gridded grows">${noPreview(file)}</div>`;
    if (this.#pages.failure !== null)
      return html`<gj-state class="grows" symbol="alert" .text=${msg('这个 PDF 打不开：它可能已损坏或有密码。请下载后查看。', { id: 'review-pdf-broken' })}>
        <a class="button" href=${addressOf(file, 'download')} download>${icon('download')}${msg('下载', { id: 'file-download' })}</a></gj-state>`;
    return this.#pages.shown((of) => this.#drawnPage(of));
  }

  /** The page before stays until the next one is drawn. */
  #drawnPage(of: number): TemplateResult {
    const { drawn } = this;
    if (this.isBroken)
      return html`<gj-state class="grows" symbol="alert" .text=${msg('这一页画不出来，请下载后查看。', { id: 'pdf-page-broken' })}>${this.#paging(of)}</gj-state>`;
    if (!drawn) return html`<gj-skeleton class="grows" .outline=${{ rows: 8 }}></gj-skeleton>`;
    return this.#staged(`${this.file.id} ${drawn.page}`, { of, page: drawn.page, drawn });
  }

  #staged(
    address: string,
    { of, page = this.page, drawn = null }: { of: number; page?: number; drawn?: DrawnPage | null },
  ): TemplateResult {
    const marks = this.marks.filter((mark) => (mark.page ?? 1) === page);
    return html`<gj-image-stage class="grows" address=${address} .drawn=${drawn} name=${this.file.name}
      .marks=${marks} .watermark=${this.watermark} .mayMark=${this.mayMark && page === this.page}
      @mark=${({ detail }: CustomEvent<Place>) => this.emit<MarkedPlace>('mark', { place: detail, page })}
      @scale=${({ detail }: CustomEvent<number>) => this.#scaled(detail)}>${of > 1 ? this.#paging(of) : nothing}</gj-image-stage>`;
  }

  #paging(of: number): TemplateResult {
    const { page } = this;
    const [before, after] = [
      msg('上一页（[）', { id: 'review-page-before' }),
      msg('下一页（]）', { id: 'review-page-after' }),
    ];
    return html`<span class="across-close rigid"><button type="button" class="square" title=${before} aria-label=${before}
        ?disabled=${page === 1} @click=${() => this.step(-1)}>${icon('up')}</button>
      <span class="figures one-line" role="status">${msg(str`第 ${page} 页，共 ${of} 页`, { id: 'pdf-page' })}</span>
      <button type="button" class="square" title=${after} aria-label=${after}
        ?disabled=${page === of} @click=${() => this.step(1)}>${icon('down')}</button></span>`;
  }
}
customElements.define('gj-marked-file', GjMarkedFile);
