import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { fileType } from '../../metadata/kinds/common/file-types.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { type IconName, icon } from '../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../kit/base/with-properties.ts';
import { say } from '../session/i18n.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { keyPan } from './drag-pan.ts';
import { isEditable } from './edit/draw-picture.ts';
import type { GjPagesView } from './gj-pages-view.ts';
import { noPreview } from './no-preview.ts';
import { openLinks } from './open-links.ts';
import { addressOf, mayBeLinked, type PlacedFile, type View, viewOf } from './placed-file.ts';
import { sizeText } from './size-text.ts';
import '../kit/dialog/gj-dialog.ts';
import './gj-pages-view.ts';
import './gj-pdf-view.ts';
import './gj-picture-view.ts';
import './gj-sheets-view.ts';
import './gj-text-view.ts';

/** How much larger or smaller one step is, and how far one goes. */
const [step, least, most] = [1.25, 0.05, 8] as const;

const zoomed: ReadonlySet<View | null> = new Set<View | null>(['picture', 'pages', 'pdf']);

/** A file over the page, and from there the others of its field: by arrows, as large as one wants it. */
export class GjFilePreview extends withProperties(GjElement, {
  files: given<readonly PlacedFile[]>(() => []),
  at: number(),
  /** Whether pictures may be edited, which is told by `edit` with the file. */
  editable: flag(),
  /** Whether links to files of records may be made. */
  linkable: flag(),
  zoom: state<number | null>(null),
  turn: state(0),
  /** How large it stands now. */
  scale: state(1),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      .scale {
        min-width: var(--gj-size-44);
      }
    `,
  ];

  get #file(): PlacedFile | undefined {
    return this.files[this.at];
  }

  #go(by: number): void {
    const to = this.at + by;
    if (to < 0 || to >= this.files.length) return;
    Object.assign(this, { at: to, zoom: null, turn: 0 });
  }

  #zoomBy(factor: number): void {
    this.zoom = Math.min(most, Math.max(least, this.scale * factor));
  }

  #turnBy(quarters: number): void {
    this.turn = (this.turn + quarters + 4) % 4;
  }

  #fit(): void {
    this.zoom = null;
  }

  #keys(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const view =
      this.renderRoot.querySelector('.looked')?.shadowRoot?.querySelector<HTMLElement>('.view') ?? null;
    const paged = this.renderRoot.querySelector<GjPagesView>('gj-pages-view');
    const act = {
      ...(paged ? { PageUp: () => paged.step(-1), PageDown: () => paged.step(1) } : {}),
      ArrowLeft: () => this.#go(-1),
      ArrowRight: () => this.#go(1),
      '+': () => this.#zoomBy(step),
      '=': () => this.#zoomBy(step),
      '-': () => this.#zoomBy(1 / step),
      '0': () => this.#fit(),
      r: () => this.#turnBy(1),
      R: () => this.#turnBy(-1),
    }[event.key];
    if (!keyPan(event, view) && !act) return;
    if (!event.shiftKey || event.key === 'R' || event.key === '+') act?.();
    event.preventDefault();
  }

  #button(symbol: IconName, text: string, act: () => void, isOff = false) {
    return html`<button type="button" class="square" title=${text} aria-label=${text} ?disabled=${isOff} @click=${act}>${icon(symbol)}</button>`;
  }

  #bar(file: PlacedFile) {
    const many = this.files.length;
    return html`<div class="toolbar rigid ruled pad-1-2">
      ${
        many > 1
          ? html`<span class="across-close">${this.#button('back', msg('上一个（←）', { id: 'preview-before' }), () => this.#go(-1), this.at === 0)}
            <span class="figures" role="status">${msg(str`${this.at + 1} / ${many}`, { id: 'preview-at' })}</span>
            ${this.#button('right', msg('下一个（→）', { id: 'preview-next' }), () => this.#go(1), this.at === many - 1)}</span><span class="divider"></span>`
          : nothing
      }
      <span class="muted pad-1">${dotted([say(fileType(file.type).label), sizeText(file.size)])}</span>
      <span class="across-close pushed">${zoomed.has(viewOf(file)) ? this.#zooming() : nothing}
        ${
          this.editable && isEditable(file.type)
            ? html`<button type="button" @click=${() => this.emit('edit', file)}>${icon('edit')}${msg('编辑图片', { id: 'picture-edit' })}</button>`
            : nothing
        }
        ${
          this.linkable && mayBeLinked(file)
            ? html`<button type="button" @click=${() => void openLinks(this, file)}>${icon('link')}${msg('复制链接', { id: 'file-link-copy' })}</button>`
            : nothing
        }
        <a class="button" href=${addressOf(file, 'download')} download>${icon('download')}${msg('下载', { id: 'file-download' })}</a></span>
    </div>`;
  }

  #zooming() {
    return html`${this.#button('subtract', msg('缩小（-）', { id: 'preview-smaller' }), () => this.#zoomBy(1 / step))}
      <span class="scale to-middle figures">${Math.round(this.scale * 100)}%</span>
      ${this.#button('add', msg('放大（+）', { id: 'preview-larger' }), () => this.#zoomBy(step))}
      ${this.#button('fit', msg('适合窗口（0）', { id: 'preview-fit' }), () => this.#fit())}
      ${this.#button('turn', msg('转 90°（R），不改变文件', { id: 'preview-turn' }), () => this.#turnBy(1))}
      <span class="divider"></span>`;
  }

  #view(file: PlacedFile) {
    const scaled = ({ detail }: CustomEvent<number>) => {
      this.scale = detail;
    };
    switch (viewOf(file)) {
      case 'picture':
        return html`<gj-picture-view class="looked" src=${addressOf(file, 'inline')} label=${file.name} .zoom=${this.zoom}
          turn=${this.turn} @scale=${scaled}></gj-picture-view>`;
      case 'pages':
        return html`<gj-pages-view class="looked" .file=${file} .zoom=${this.zoom} turn=${this.turn} @scale=${scaled}></gj-pages-view>`;
      case 'pdf':
        return html`<gj-pdf-view class="looked" .file=${file} .zoom=${this.zoom} turn=${this.turn} @scale=${scaled}></gj-pdf-view>`;
      case 'text':
        return html`<gj-text-view class="looked" .file=${file}></gj-text-view>`;
      case 'sheets':
        return html`<gj-sheets-view class="looked" .file=${file}></gj-sheets-view>`;
      case null:
        return noPreview(file);
    }
  }

  override render() {
    const file = this.#file;
    if (!file) return nothing;
    return html`<gj-dialog whole plain label=${file.name} @keydown=${this.#keys}>${this.#bar(file)}${this.#view(file)}</gj-dialog>`;
  }
}
customElements.define('gj-file-preview', GjFilePreview);
