import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { blockSorts } from '../../../metadata/property/block.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { foundKinds, isMeant } from '../words/found-kinds.ts';
import { kindIcon, kindWords, type OfferedKinds, offeredKinds } from '../words/kind-words.ts';
import { blockIcon, blockWord } from './design-blocks.ts';
import { dragging } from './dragging.ts';

/**
 * All kinds of fields by what they are for: dragged onto the form, or pressed. Tells `kind`, `copy-from` where fields of
 * another form are wanted, and `match` where its records are to be rules.
 */
export class GjDesignPalette extends withProperties(GjElement, { text: state('') }) {
  static override styles = [
    shared,
    css`
      :host {
        overflow: auto;
        padding: var(--gj-2) var(--gj-1h);
        scrollbar-width: thin;
        container: palette / inline-size;
      }
      h2 {
        margin: var(--gj-2) var(--gj-1) var(--gj-1);
      }
      .kinds {
        grid-template-columns: minmax(0, 1fr);
      }
      button.kind {
        justify-content: flex-start;
        min-height: var(--gj-size-28);
        padding: var(--gj-3q) var(--gj-2);
        border-color: transparent;
        cursor: grab;
      }
      button.kind:hover {
        border-color: var(--gj-line-strong);
        background: var(--gj-surface);
      }
      .kind .icon {
        color: var(--gj-accent);
      }
      /* A sample gets what room the name leaves; all of it is in the title. */
      .kind .words {
        column-gap: var(--gj-2);
      }
      .kind .sample {
        flex: 1 1 0;
        font-size: var(--gj-text-xs);
        line-height: var(--gj-line-xs);
        color: var(--gj-muted);
      }
      /* Only looked at: it is no part of what the button is called. */
      .kind .sample::after {
        content: attr(data-sample);
      }
      @container palette (max-width: 170px) {
        .kind .sample {
          display: none;
        }
      }
      @container palette (max-width: 140px) {
        button.kind {
          gap: var(--gj-1h);
          padding-inline: var(--gj-1);
          font-size: var(--gj-text-s);
          line-height: var(--gj-line-s);
        }
      }
    `,
  ];

  #keys(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const { key, ctrlKey, metaKey, altKey } = event;
    // A person who types looks for a kind; the letter itself falls into the box that has the focus by then.
    if (
      ([...key].length === 1 && /[\p{L}\p{N}]/u.test(key) && !ctrlKey && !metaKey && !altKey) ||
      key === 'Process'
    )
      this.renderRoot.querySelector('input')?.focus();
    if (step === undefined) return;
    const all = this.#stops;
    const at = all.indexOf(event.target as HTMLElement);
    event.preventDefault();
    all.at((at + step) % all.length)?.focus();
  }

  override focus(): void {
    this.#stops[0]?.focus();
  }

  get #stops(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button[data-kind]')];
  }

  /** All kinds together are one stop for Tab, at the one that was gone to last: arrows go from one to the next. */
  readonly #stopAtOne = (): void => {
    const all = this.#stops;
    const stop =
      all.find((one) => one.matches(':focus')) ?? all.find((one) => one.dataset['kind'] === this.#last);
    this.#last = (stop ?? all[0])?.dataset['kind'] ?? '';
    for (const one of all) one.tabIndex = one === (stop ?? all[0]) ? 0 : -1;
  };
  #last = '';

  protected override updated(): void {
    this.#stopAtOne();
  }

  override render() {
    const find = msg('查找字段类型', { id: 'design-find-kind' });
    const groups = foundKinds(offeredKinds(), this.text);
    const blocks = this.#blocks();
    const match = this.#match();
    return html`<input class="plain" type="search" placeholder=${find} aria-label=${find} .value=${this.text} @input=${(
      event: Event,
    ) => {
      this.text = (event.target as HTMLInputElement).value;
    }} @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      event.preventDefault();
      const [only, ...others] = this.#stops;
      if (event.key === 'Enter' && others.length === 0) only?.click();
      else this.focus();
    }} />
    <div role="group" aria-label=${msg('字段类型', { id: 'design-palette' })}
        @focusin=${this.#stopAtOne} @keydown=${(event: KeyboardEvent) => this.#keys(event)}>${groups.map(
          (group) => this.#group(group),
        )}</div>
    ${blocks}
    ${
      groups.length > 0 || blocks || match
        ? ''
        : html`<p class="small muted" role="status">${msg('没有这样的字段类型', { id: 'design-no-kind' })}</p>`
    }
    <button class="kind gap-2 low-as-text groundless"
        @click=${() => this.emit('copy-from')}>${icon('copy', 14)}<span
        class="words rest flex wraps based to-start many-lines">${msg('从其他表单复制字段', { id: 'design-copy-fields' })}</span></button>
    ${match}`;
  }

  /** What makes a table of rules of a form: no field, and yet looked for among them. */
  #match() {
    const label = msg('匹配规则（规则表）', { id: 'design-match-table' });
    if (!isMeant(this.text, label, 'rule decision match 匹配 决策')) return '';
    return html`<button class="kind gap-2 low-as-text groundless"
        title=${msg('每条记录成为一条规则：按条件判断单据，选出其中一条。', { id: 'design-match-none' })}
        @click=${() => this.emit('match')}>${icon('match', 14)}<span
        class="words rest flex wraps based to-start many-lines">${label}</span></button>`;
  }

  #group({ label, kinds }: OfferedKinds) {
    return html`<h2 class="muted smaller regular">${label}</h2><div
          class="kinds gridded gap-half">${kinds.map((kind) => this.#kind(kind))}</div>`;
  }

  /** What stands among fields and holds nothing. */
  #blocks() {
    const shown = blockSorts.filter((sort) => isMeant(this.text, blockWord(sort), sort));
    return shown.length === 0
      ? ''
      : html`<h2 class="muted smaller regular">${msg('页面上的', { id: 'design-blocks' })}</h2><div
          class="kinds gridded gap-half" role="group" aria-label=${msg('页面上的', { id: 'design-blocks' })}
          @focusin=${this.#stopAtOne} @keydown=${(event: KeyboardEvent) => this.#keys(event)}>${shown.map(
            (
              sort,
            ) => html`<button class="kind gap-2 low-as-text groundless" draggable="true" data-kind="block:${sort}"
      aria-label=${msg(str`添加到页面：${blockWord(sort)}`, { id: 'design-add-block' })}
      @dragstart=${(event: DragEvent) => dragging.start({ kind: `block:${sort}` }, event)} @dragend=${() => dragging.end()}
      @click=${() => this.emit('kind', `block:${sort}`)}>${icon(blockIcon(sort), 14)}<span
      class="words rest flex wraps based to-start many-lines">${blockWord(sort)}</span></button>`,
          )}</div>`;
  }

  #kind(kind: string) {
    const { label, help, sample } = kindWords(kind);
    return html`<button class="kind gap-2 low-as-text groundless" draggable="true" data-kind=${kind}
      title=${`${help}${sample ? `  ${sample}` : ''}`}
      aria-label=${msg(str`添加字段：${label}`, { id: 'design-add-kind' })}
      @dragstart=${(event: DragEvent) => dragging.start({ kind }, event)} @dragend=${() => dragging.end()}
      @click=${() => this.emit('kind', kind)}>${kindIcon(kind)}<span
      class="words rest flex based to-start many-lines"><span>${label}</span><span
      class="sample to-end ellipsis" data-sample=${sample}></span></span></button>`;
  }
}
customElements.define('gj-design-palette', GjDesignPalette);
