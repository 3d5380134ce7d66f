import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { type FileValue, readFileName } from '../../../metadata/kinds/common/file-value.ts';
import { addressOf, type PlacedFile } from '../../files/placed-file.ts';
import { sizeText } from '../../files/size-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { type IconName, icon } from '../../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';

/**
 * A file of a field: its picture, its name, and what is done to it. Tells `look`, `move` (by one, up or down), `rename`
 * with another name, `link` and `remove`.
 */
export class GjFileRow extends withProperties(GjElement, {
  file: given<FileValue>(),
  /** Null: nobody knows where it can be read. */
  placed: given<PlacedFile | null>(null),
  readonly: flag(),
  /** Whether links to it may be made. */
  linkable: flag(),
  /** Which it is, of how many. */
  at: number(),
  of: number(1),
  /** What is typed of another name; null: nobody renames it. */
  typed: state<string | null>(null),
  isUnseen: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        min-height: var(--gj-size-40);
        padding: var(--gj-1) var(--gj-2);
      }
      img,
      .blank {
        width: var(--gj-size-32);
        height: var(--gj-size-32);
        object-fit: cover;
      }
      a {
        width: var(--gj-control);
        height: var(--gj-control);
      }
      button.name {
        height: auto;
        padding: 0;
        text-align: start;
        white-space: normal;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** What of a name stays, for it says what the file is. */
  get #ending(): string {
    return /\.[^.]{1,16}$/u.exec(this.file.name)?.[0] ?? '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('typed')) return;
    if (this.typed !== null && (changed.get('typed') ?? null) === null)
      this.renderRoot.querySelector('input')?.select();
  }

  #begin(): void {
    const { name } = this.file;
    this.typed = name.slice(0, name.length - this.#ending.length);
  }

  /** The name as it would be kept; null: nothing can be made of what is typed. */
  #read(typed: string): string | null {
    if (typed.trim() === '') return null;
    const read = readFileName(`${typed}${this.#ending}`);
    return read.ok ? read.value : null;
  }

  #end(): void {
    const { typed } = this;
    if (typed === null) return;
    const name = this.#read(typed);
    if (name === null) return;
    this.typed = null;
    if (name !== this.file.name) this.emit('rename', name);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.name')?.focus());
  }

  #keys(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') this.#end();
    else this.typed = null;
  }

  #typing(typed: string) {
    const read = this.#read(typed);
    const isWrong = read === null;
    const isOther = read !== null && read !== `${typed.trim()}${this.#ending}`;
    return html`<span class="across-close"><input class="plain" .value=${typed} maxlength="180"
      aria-label=${msg(str`${this.file.name} 的新名称`, { id: 'file-new-name' })} aria-invalid=${isWrong}
      @input=${({ target }: Event) => {
        this.typed = (target as HTMLInputElement).value;
      }} @keydown=${this.#keys} @blur=${() => {
        if (isWrong) this.typed = null;
        else this.#end();
      }} /><span class="muted rigid">${this.#ending}</span></span>${
        isOther
          ? html`<span class="blocks breaks small muted" role="status">${msg(str`将存为 ${read}`, { id: 'file-kept-as' })}</span>`
          : nothing
      }`;
  }

  #name() {
    const { name } = this.file;
    if (this.typed !== null) return this.#typing(this.typed);
    if (this.placed === null) return html`<span class="blocks breaks">${name}</span>`;
    return html`<button type="button" class="plain name" @click=${() => this.emit('look')}>${name}</button>`;
  }

  #picture() {
    const { placed } = this;
    if (!placed || this.isUnseen || !fileType(placed.type).picture)
      return html`<span class="blank rigid across middled muted">${icon('file')}</span>`;
    // One that no record has yet is small by nobody's work.
    const src = addressOf(placed, placed.record === null ? 'inline' : 'small');
    return html`<img class="rigid rounded" src=${src} alt="" loading="lazy" decoding="async" @error=${() => {
      this.isUnseen = true;
    }} />`;
  }

  #button(symbol: IconName, title: string, label: string, act: () => void, isOff = false) {
    return html`<button type="button" class="square plain" title=${title} aria-label=${label} ?disabled=${isOff} @click=${act}>${icon(symbol)}</button>`;
  }

  #changing() {
    const { file, at, of } = this;
    const { name } = file;
    return html`${this.#button('edit', msg('重命名', { id: 'file-rename' }), msg(str`重命名 ${name}`, { id: 'file-rename-of' }), () => this.#begin())}
      ${
        of > 1
          ? html`${this.#button('up', msg('上移', { id: 'file-up' }), msg(str`${name} 上移`, { id: 'file-up-of' }), () => this.emit('move', -1), at === 0)}
            ${this.#button('down', msg('下移', { id: 'file-down' }), msg(str`${name} 下移`, { id: 'file-down-of' }), () => this.emit('move', 1), at === of - 1)}`
          : nothing
      }
      ${this.#button('close', msg('移除', { id: 'file-remove' }), msg(str`移除 ${name}`, { id: 'file-remove-of' }), () => this.emit('remove'))}`;
  }

  override render() {
    const { file, placed } = this;
    return html`<div class="across">${this.#picture()}
      <span class="rest">${this.#name()}<span class="blocks muted small figures">${sizeText(file.size)}</span></span>
      ${placed === null ? nothing : html`<a class="across middled rigid" href=${addressOf(placed, 'download')} download title=${msg('下载', { id: 'file-download' })} aria-label=${msg(str`下载 ${file.name}`, { id: 'file-download-of' })}>${icon('download')}</a>`}
      ${this.linkable ? this.#button('link', msg('复制链接', { id: 'file-link-copy' }), msg(str`复制 ${file.name} 的链接`, { id: 'file-link-copy-of' }), () => this.emit('link')) : nothing}
      ${this.readonly ? nothing : this.#changing()}</div>`;
  }
}
customElements.define('gj-file-row', GjFileRow);
