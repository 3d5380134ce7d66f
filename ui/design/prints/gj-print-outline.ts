import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Block, PrintSource } from '../../../metadata/print-source.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import type { FormModel } from '../../model/form-model.ts';
import { shared } from '../../theme/shared.ts';
import {
  type BlockSpot,
  blockAt,
  type Changed,
  insertBlock,
  moveBlock,
  type OutlineLine,
  outlineOf,
  removeBlock,
  spotByKey,
  spotFor,
  spotOf,
} from './block-tree.ts';
import { blockNames, blockSays, blockWords, freshBlock } from './block-words.ts';
import '../../kit/gj-menu.ts';

const ways: Readonly<Record<string, 'up' | 'down' | 'in' | 'out'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'in',
  ArrowLeft: 'out',
};

/**
 * The blocks of a template from top to bottom: picked, added, dragged, or moved by Alt and an arrow. Tells `pick` with a
 * pointer and `becomes` with the template as it then is.
 */
export class GjPrintOutline extends withProperties(GjElement, {
  form: given<FormModel>(),
  print: given<PrintSource>(),
  picked: text(),
  /** Pointers at which something is wrong. */
  wrong: given<readonly string[]>(() => []),
  dragged: state(''),
  over: state(''),
}) {
  static override styles = [
    shared,
    css`
      li > button {
        --at: calc(var(--gj-1h) + var(--level) * var(--gj-3));
        display: flex;
        justify-content: flex-start;
        gap: var(--gj-1h);
        width: 100%;
        height: auto;
        min-height: var(--gj-size-28);
        padding: var(--gj-half) var(--gj-1) var(--gj-half) var(--at);
        border-color: transparent;
        background: none;
        text-align: start;
      }
      li > button[aria-pressed='true'] {
        border-color: transparent;
        background: var(--gj-picked);
      }
      li[data-over] {
        box-shadow: 0 calc(-1 * var(--gj-half)) var(--gj-accent);
      }
      li > button > .icon {
        color: var(--gj-muted);
      }
      .part {
        font-size: var(--gj-text-s);
        color: var(--gj-muted);
      }
    `,
  ];

  #tell({ print, pointer }: Changed, focus = true): void {
    this.print = print;
    this.emit('becomes', print);
    this.emit('pick', pointer);
    if (focus) void this.#toLine(pointer);
  }

  async #toLine(pointer: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-pointer="${pointer}"] > button`)?.focus();
  }

  #add(name: string): void {
    const block = freshBlock(name as Block['block'], this.form);
    if (block) this.#tell(insertBlock(this.print, spotFor(this.print, this.picked), block), false);
  }

  #keys(event: KeyboardEvent): void {
    const line = (event.target as HTMLElement).closest('li');
    if (!line) return;
    const pointer = line.dataset['pointer'] ?? '';
    const way = ways[event.key];
    if (event.altKey && way) {
      event.preventDefault();
      const to = spotByKey(this.print, pointer, way);
      if (to) this.#tell(moveBlock(this.print, pointer, to));
    } else if (event.key === 'Delete' && spotOf(pointer)) {
      event.preventDefault();
      this.#tell(removeBlock(this.print, pointer));
    } else if (way === 'up' || way === 'down') {
      event.preventDefault();
      const lines = [...this.renderRoot.querySelectorAll('li')];
      lines[lines.indexOf(line) + (way === 'up' ? -1 : 1)]?.querySelector('button')?.focus();
    }
  }

  /** Onto a block: before it; onto a column or a part of the page: to its end. */
  #landing(pointer: string): BlockSpot | undefined {
    return spotOf(pointer) ?? spotFor(this.print, pointer);
  }

  #dropped(pointer: string): void {
    const { dragged } = this;
    this.dragged = '';
    this.over = '';
    const to = this.#landing(pointer);
    if (dragged !== '' && to) this.#tell(moveBlock(this.print, dragged, to));
  }

  override render() {
    const items: readonly MenuItem[] = blockNames.map((name) => ({
      key: name,
      text: blockWords[name].label(),
      icon: blockWords[name].icon,
      disabled: freshBlock(name, this.form) === undefined,
    }));
    return html`<ul aria-label=${msg('版面', { id: 'print-outline' })} class="below-2"
        @keydown=${(event: KeyboardEvent) => this.#keys(event)}>${repeat(
          outlineOf(this.print),
          ({ pointer }) => pointer,
          (line) => this.#line(line),
        )}</ul>
      <gj-menu .items=${items} @pick=${({ detail }: CustomEvent<string>) => this.#add(detail)}>${icon(
        'add',
        14,
      )}${msg('添加一块', { id: 'print-add-block' })}</gj-menu>`;
  }

  #line({ pointer, level, block }: OutlineLine): TemplateResult {
    const wrong = this.wrong.some((one) => this.#isOwn(one, pointer));
    const words = block && blockWords[block.block];
    return html`<li data-pointer=${pointer} style="--level:${level}" draggable=${block ? 'true' : 'false'}
      ?data-over=${this.over === pointer && this.dragged !== ''}
      @dragstart=${(event: DragEvent) => {
        event.dataTransfer?.setData('text/plain', pointer);
        this.dragged = pointer;
      }} @dragend=${() => {
        this.dragged = '';
      }} @dragover=${(event: DragEvent) => {
        if (this.dragged === '') return;
        event.preventDefault();
        this.over = pointer;
      }} @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.#dropped(pointer);
      }}><button aria-pressed=${this.picked === pointer} class=${block ? '' : 'part'}
        aria-keyshortcuts=${block ? 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Delete' : nothing}
        title=${block ? msg('Alt+方向键移动，Delete 删除', { id: 'print-block-keys' }) : nothing}
        @click=${() => this.emit('pick', pointer)}>${words ? icon(words.icon, 13) : nothing}<span
        class="rest ellipsis">${this.#called({ pointer, level, ...(block && { block }) })}</span>${
          block?.when
            ? html`<span title=${msg('有条件', { id: 'print-has-condition' })}>${icon('filter', 12)}</span>`
            : nothing
        }${wrong ? html`<span class="problem" title=${msg('有问题', { id: 'print-block-wrong' })}>${icon('alert', 13)}</span>` : nothing}</button></li>`;
  }

  /** Whether a place is of this block, and of none within it. */
  #isOwn(place: string, pointer: string): boolean {
    if (place !== pointer && !place.startsWith(`${pointer}/`)) return false;
    const inner = outlineOf(this.print).filter(
      (one) => one.pointer !== pointer && one.pointer.startsWith(`${pointer}/`),
    );
    return !inner.some((one) => place === one.pointer || place.startsWith(`${one.pointer}/`));
  }

  #called({ pointer, block }: OutlineLine): TemplateResult {
    if (block) {
      const says = blockSays(block, this.form, this.print);
      return html`${blockWords[block.block].label()}${says ? html` <span class="muted small">${says}</span>` : nothing}`;
    }
    if (pointer === '/head') return html`${msg('页眉', { id: 'print-head' })}`;
    if (pointer === '/foot') return html`${msg('页脚', { id: 'print-foot' })}`;
    if (pointer === '/blocks') return html`${msg('正文', { id: 'print-body' })}`;
    const [, at = '0'] = /\/columns\/(\d+)$/.exec(pointer) ?? [];
    const outer = blockAt(this.print, pointer.replace(/\/columns\/\d+$/, ''));
    const width = outer?.block === 'columns' ? outer.columns[Number(at)]?.width : undefined;
    return html`${dotted([`${msg('栏', { id: 'print-column' })} ${Number(at) + 1}`, width && `${width} mm`])}`;
  }
}
customElements.define('gj-print-outline', GjPrintOutline);
