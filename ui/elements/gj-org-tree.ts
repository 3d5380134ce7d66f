import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { OrgNode } from '../controllers/org-tree.ts';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';
import type { MenuItem } from './gj-menu.ts';
import { icon } from './icons.ts';
import { mayMove, type TreeRow, treeRows } from './tree-rows.ts';
import './gj-menu.ts';

export interface Move {
  readonly id: string;
  readonly parent: string;
}

const rowHeight = 31;
const beyond = 12;

/**
 * Organisations as a tree of any size: only the rows in sight are there. Tells `open-org`, `pick-action`
 * ({ node, key }) and `move-org`. Moving: drag, or Ctrl+X on the one and Ctrl+V (or Enter) on its new parent.
 */
export class GjOrgTree extends GjElement {
  static override properties = {
    nodes: { attribute: false },
    text: { type: String },
    editable: { type: Boolean },
    moving: { state: true },
    dragged: { state: true },
    at: { state: true },
    over: { state: true },
    closed: { state: true },
    top: { state: true },
    height: { state: true },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .moving {
        display: flex;
        align-items: center;
        gap: var(--gj-3);
        padding: 6px 12px;
        border-block-end: 1px solid var(--gj-line);
        background: var(--gj-picked);
      }
      .moving span {
        flex: 1;
      }
      .head {
        display: flex;
        gap: 6px;
        padding: 6px 44px 5px 34px;
        border-block-end: 1px solid var(--gj-line);
        background: var(--gj-head);
        color: var(--gj-muted);
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
        font-weight: 600;
      }
      .frame {
        position: relative;
        flex: 1;
        min-height: 0;
        overflow: auto;
        outline-offset: -2px;
      }
      .frame:focus-visible {
        outline: none;
      }
      .row {
        position: absolute;
        inset-inline: 0;
        display: flex;
        align-items: center;
        gap: 6px;
        height: 31px;
        padding-inline-end: var(--gj-2);
        border-block-end: 1px solid var(--gj-line);
        cursor: default;
      }
      .row:hover {
        background: var(--gj-head);
      }
      .frame:focus .row.at {
        outline: 2px solid var(--gj-accent);
        outline-offset: -2px;
      }
      .row.at {
        background: var(--gj-picked);
      }
      .row.cut {
        opacity: 0.55;
      }
      .row.over {
        box-shadow: inset 0 0 0 2px var(--gj-accent);
      }
      .arrow {
        display: grid;
        flex: none;
        place-items: center;
        width: 20px;
        height: 20px;
        color: var(--gj-muted);
      }
      .arrow.open svg {
        transform: rotate(90deg);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .cell {
        flex: none;
        width: 190px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state {
        flex: none;
        width: 76px;
      }
      @media (max-width: 1100px) {
        .cell.tax {
          display: none;
        }
      }
    `,
  ];
  declare nodes: readonly OrgNode[];
  declare text: string;
  declare editable: boolean;
  declare moving: string | null;
  /** Moved by the mouse: nothing else may move on the page meanwhile. */
  declare dragged: boolean;
  declare at: string | null;
  declare over: string | null;
  declare closed: ReadonlySet<string>;
  declare top: number;
  declare height: number;
  #rows: readonly TreeRow[] = [];
  #resize = new ResizeObserver(([entry]) => {
    this.height = entry?.contentRect.height ?? 0;
  });

  constructor() {
    super();
    this.nodes = [];
    this.text = '';
    this.editable = false;
    this.moving = null;
    this.dragged = false;
    this.at = null;
    this.over = null;
    this.closed = new Set();
    this.top = 0;
    this.height = 600;
  }

  get #frame(): HTMLElement | null {
    return this.renderRoot.querySelector('.frame');
  }

  protected override firstUpdated(): void {
    if (this.#frame) this.#resize.observe(this.#frame);
  }

  override disconnectedCallback(): void {
    this.#resize.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('nodes') || changed.has('closed') || changed.has('text'))
      this.#rows = treeRows(this.nodes, this.closed, this.text);
    if (!this.#rows.some(({ node }) => node.id === this.at)) this.at = this.#rows[0]?.node.id ?? null;
  }

  /** Begins to move one: the next Enter or Ctrl+V puts it below the row one is on. */
  startMove(id: string): void {
    this.moving = id;
    this.#frame?.focus();
  }

  #go(index: number): void {
    const row = this.#rows[Math.max(0, Math.min(index, this.#rows.length - 1))];
    const frame = this.#frame;
    if (!row || !frame) return;
    this.at = row.node.id;
    const y = this.#rows.indexOf(row) * rowHeight;
    if (y < frame.scrollTop) frame.scrollTop = y;
    else if (y + rowHeight > frame.scrollTop + frame.clientHeight)
      frame.scrollTop = y + rowHeight - frame.clientHeight;
  }

  #fold(id: string, close: boolean): void {
    const closed = new Set(this.closed);
    if (close) closed.add(id);
    else closed.delete(id);
    this.closed = closed;
  }

  #drop(parent: string): void {
    const id = this.moving;
    this.moving = null;
    this.over = null;
    if (id && mayMove(this.nodes, id, parent)) this.tell<Move>('move-org', { id, parent });
  }

  #keys(event: KeyboardEvent): void {
    const index = this.#rows.findIndex(({ node }) => node.id === this.at);
    const row = this.#rows[index];
    if (!row) return;
    const { node, level, open, inside } = row;
    const control = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(this.height / rowHeight) - 1);
    const keys: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#go(index + 1),
      ArrowUp: () => this.#go(index - 1),
      PageDown: () => this.#go(index + page),
      PageUp: () => this.#go(index - page),
      Home: () => this.#go(0),
      End: () => this.#go(this.#rows.length - 1),
      ArrowRight: () =>
        inside > 0 && !open ? this.#fold(node.id, false) : inside > 0 && this.#go(index + 1),
      ArrowLeft: () =>
        open
          ? this.#fold(node.id, true)
          : this.#go(this.#rows.findLastIndex((other, at) => at < index && other.level === level - 1)),
      Enter: () => (this.moving ? this.#drop(node.id) : this.tell('open-org', node)),
      Escape: () => {
        this.moving = null;
      },
      ContextMenu: () => this.#menu(),
      ...(event.shiftKey && { F10: () => this.#menu() }),
    };
    const editing: Readonly<Record<string, () => void>> = {
      x: () => node.parent && this.startMove(node.id),
      v: () => this.#drop(node.id),
    };
    const act = control ? (this.editable ? editing[event.key.toLowerCase()] : undefined) : keys[event.key];
    if (!act || event.altKey) return;
    event.preventDefault();
    act();
  }

  #menu(): void {
    this.renderRoot.querySelector<HTMLElement & { show(): void }>('.row.at gj-menu')?.show();
  }

  override render() {
    const from = Math.max(0, Math.floor(this.top / rowHeight) - beyond);
    const shown = this.#rows.slice(from, from + Math.ceil(this.height / rowHeight) + 2 * beyond);
    const moved = this.nodes.find(({ id }) => id === this.moving);
    return html`
      ${
        moved && !this.dragged
          ? html`<div class="moving" role="status"><span>${msg(
              str`正在移动“${moved.name}”：到新的上级按 Enter，或把它拖过去。`,
              { id: 'moving-org' },
            )}</span><button @click=${() => {
              this.moving = null;
            }}>${msg('取消', { id: 'cancel' })}</button></div>`
          : nothing
      }
      <div class="head" aria-hidden="true">
        <span class="name">${msg('名称', { id: 'name' })}</span><span class="cell">${msg('编码', { id: 'number' })}</span>
        <span class="cell tax">${msg('税号', { id: 'tax-number' })}</span><span class="state">${msg('状态', { id: 'state' })}</span>
      </div>
      <div class="frame" role="tree" tabindex="0" aria-label=${msg('组织树', { id: 'organisation-tree' })}
        aria-activedescendant=${this.at ? `org-${this.at}` : nothing}
        @keydown=${this.#keys} @scroll=${(event: Event) => {
          this.top = (event.target as HTMLElement).scrollTop;
        }}>
        <div role="none" style="height:${this.#rows.length * rowHeight}px">
          ${repeat(
            shown,
            ({ node }) => node.id,
            (row, index) => this.#row(row, from + index),
          )}
        </div>
      </div>
    `;
  }

  #row(row: TreeRow, index: number): TemplateResult {
    const { node, level, open, inside } = row;
    const classes = [
      'row',
      node.id === this.at && 'at',
      node.id === this.moving && 'cut',
      node.id === this.over && 'over',
    ];
    return html`<div class=${classes.filter(Boolean).join(' ')} role="treeitem" id="org-${node.id}"
      style=${styleMap({ top: `${index * rowHeight}px`, 'padding-inline-start': `${8 + (level - 1) * 18}px` })}
      aria-level=${level} aria-setsize=${row.siblings} aria-posinset=${row.place}
      aria-expanded=${inside > 0 ? String(open) : nothing} aria-selected=${node.id === this.at}
      draggable=${this.editable && node.parent !== null}
      @click=${() => {
        this.at = node.id;
      }}
      @dblclick=${() => this.tell('open-org', node)}
      @dragstart=${(event: DragEvent) => {
        this.moving = node.id;
        this.dragged = true;
        event.dataTransfer?.setData('text/plain', node.number);
      }}
      @dragover=${(event: DragEvent) => {
        if (!this.moving || !mayMove(this.nodes, this.moving, node.id)) return;
        event.preventDefault();
        this.over = node.id;
      }}
      @dragend=${() => {
        this.moving = null;
        this.dragged = false;
        this.over = null;
      }}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        this.#drop(node.id);
      }}>
      <span class="arrow ${open ? 'open' : ''}" @click=${() => inside > 0 && this.#fold(node.id, open)}>${
        inside > 0 ? icon('right', 12) : nothing
      }</span>
      <span class="name" title=${node.name}>${node.name}${
        inside > 0 ? html` <span class="small muted">${inside}</span>` : nothing
      }</span>
      <span class="cell muted" title=${node.number}>${node.number}</span>
      <span class="cell tax muted" title=${node.taxNumber ?? ''}>${node.taxNumber ?? ''}</span>
      <span class="state">${
        node.enabled
          ? html`<span class="badge ok"><span class="dot"></span>${msg('启用', { id: 'enabled' })}</span>`
          : html`<span class="badge"><span class="dot"></span>${msg('停用', { id: 'disabled' })}</span>`
      }</span>
      <gj-menu look="square" align="end" passed label=${msg(str`${node.name} 的操作`, { id: 'org-actions' })} .items=${this.#items(node)}
        @pick=${(event: CustomEvent<string>) => {
          event.stopPropagation();
          if (event.detail === 'move') this.startMove(node.id);
          else this.tell('pick-action', { node, key: event.detail });
        }}>${icon('more')}</gj-menu>
    </div>`;
  }

  #items(node: OrgNode): readonly MenuItem[] {
    const open: MenuItem = { key: 'open', text: msg('打开', { id: 'open' }), icon: 'edit' };
    if (!this.editable) return [open];
    return [
      open,
      { key: 'add', text: msg('新增下级', { id: 'add-below' }), icon: 'add', disabled: node.leaf === true },
      { key: 'move', text: msg('移动…', { id: 'move' }), icon: 'org', disabled: node.parent === null },
    ];
  }
}
customElements.define('gj-org-tree', GjOrgTree);
