import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import { rowStyles, treeStyles } from '../kit/styles/tree-styles.ts';
import type { OrgNode } from '../model/org-tree.ts';
import { session } from '../session/session.ts';
import { filling } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { mayMove, type TreeRow } from './tree-rows.ts';
import { TreeSight } from './tree-sight.ts';
import '../kit/gj-menu.ts';
import '../kit/gj-state.ts';

export interface OrgMove {
  readonly id: string;
  readonly parent: string;
}

/**
 * Organisations as a tree of any size: only the rows in sight are there. Tells `open-org`, `pick-action`
 * ({ node, key }) and `move-org`. Moving: drag, or Ctrl+X on the one and Ctrl+V (or Enter) on its new parent.
 */
export class GjOrgTree extends withProperties(GjElement, {
  nodes: given<readonly OrgNode[]>(() => []),
  text: text(),
  editable: flag(),
  moving: state<string | null>(null),
  /** Moved by the mouse: nothing else may move on the page meanwhile. */
  dragged: state(false),
  /** The reason why the last place that was pointed at cannot be the new parent. */
  refused: state<string | null>(null),
  over: state<string | null>(null),
}) {
  static override styles = [
    shared,
    filling,
    rowStyles,
    treeStyles,
    css`
      .head {
        padding: var(--gj-1h) var(--gj-size-44) var(--gj-cell) var(--gj-size-34);
      }
      .row {
        cursor: default;
      }
      .row.cut {
        opacity: 0.55;
      }
      .row.over {
        box-shadow: inset 0 0 0 var(--gj-half) var(--gj-accent);
      }
      .cell {
        width: var(--gj-size-200);
      }
      .state {
        width: var(--gj-size-80);
      }
      @media (max-width: 1100px) {
        .cell.tax {
          display: none;
        }
      }
      @media (max-width: 560px) {
        .cell {
          display: none;
        }
      }
    `,
  ];

  readonly #sight = new TreeSight(this);

  protected override willUpdate(): void {
    this.#sight.look(this.nodes, this.text);
  }

  /** Begins to move one: the next click, Enter or Ctrl+V puts it below the row one is on. */
  startMove(id: string): void {
    this.moving = id;
    this.refused = null;
    this.#sight.frame?.focus();
  }

  #drop(parent: string): void {
    const id = this.moving;
    this.over = null;
    if (!id) return;
    const allowed = mayMove(this.nodes, id, parent);
    this.refused = allowed ? null : this.#whyNot(id, parent);
    if (!allowed) return;
    this.moving = null;
    this.emit<OrgMove>('move-org', { id, parent });
  }

  #whyNot(id: string, target: string): string {
    const [moved, over] = [id, target].map((wanted) => this.nodes.find((node) => node.id === wanted));
    const name = over?.name ?? '';
    if (over?.leaf) return msg(str`“${name}”是末级组织，不能有下级。`, { id: 'org-is-leaf' });
    if (moved?.parent?.id === target) return msg(str`已经在“${name}”之下。`, { id: 'org-already-below' });
    return msg('不能移到它自己或它的下级之下。', { id: 'org-below-itself' });
  }

  #keys(event: KeyboardEvent): void {
    const { node } = this.#sight.current ?? {};
    if (!node || event.altKey) return;
    const keys: Readonly<Record<string, () => void>> = {
      Enter: () => (this.moving ? this.#drop(node.id) : this.emit('open-org', node)),
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
    const act =
      event.ctrlKey || event.metaKey
        ? this.editable && editing[event.key.toLowerCase()]
        : (keys[event.key] ?? this.#sight.step(event.key));
    if (!act) return;
    event.preventDefault();
    act();
  }

  #menu(): void {
    this.renderRoot.querySelector<HTMLElement & { show(): void }>('.row.at gj-menu')?.show();
  }

  override render() {
    const { at, height, shown, scrolled } = this.#sight;
    const moved = this.nodes.find(({ id }) => id === this.moving);
    return html`
      ${
        moved && !this.dragged
          ? html`<div class="flex centred gap-3 pad-2-3 chosen ruled" role="status"><span class="grows">${msg(
              str`正在移动“${moved.name}”：点击新的上级，或到那一行按 Enter。`,
              { id: 'moving-org' },
            )} ${this.refused ? html`<b>${this.refused}</b>` : nothing}</span><button @click=${() => {
              this.moving = null;
            }}>${msg('取消', { id: 'cancel' })}</button></div>`
          : nothing
      }
      <div class="head small flex gap-1h muted bold shaded ruled" aria-hidden="true">
        <span class="rest">${msg('名称', { id: 'name' })}</span><span
            class="cell ellipsis rigid">${msg('编码', { id: 'number' })}</span>
        <span class="cell tax ellipsis rigid">${msg('税号', { id: 'tax-number' })}</span><span
            class="state rigid">${msg('状态', { id: 'state' })}</span>
      </div>
      ${
        this.text.trim() !== '' && this.#sight.rows.length === 0
          ? html`<gj-state symbol="search" text=${msg('没有名称、编码或税号与此相符的组织', { id: 'no-such-org' })}></gj-state>`
          : nothing
      }
      <div class="frame grows shrinks-down relative scrolls" role="tree" tabindex="0"
        aria-label=${msg('组织树', { id: 'organisation-tree' })}
        aria-activedescendant=${at ? `org-${at}` : nothing}
        @keydown=${this.#keys} @scroll=${scrolled}>
        <div role="none" style="height:${height}px">
          ${repeat(
            shown,
            ({ row }) => row.node.id,
            ({ row, top }) => this.#row(row, top),
          )}
        </div>
      </div>
    `;
  }

  #row(row: TreeRow, top: number): TemplateResult {
    const { node, level, open, inside } = row;
    const classes = [
      'row across-close ruled',
      node.id === this.#sight.at && 'at on',
      node.id === this.moving && 'cut',
      node.id === this.over && 'over',
    ];
    return html`<div class=${classes.filter(Boolean).join(' ')} role="treeitem" id="org-${node.id}"
      style=${styleMap({ top: `${top}px`, '--level': String(level) })}
      aria-level=${level} aria-setsize=${row.siblings} aria-posinset=${row.place}
      aria-expanded=${inside > 0 ? String(open) : nothing} aria-selected=${node.id === this.#sight.at}
      draggable=${this.editable && node.parent !== null}
      @click=${(event: Event) => {
        this.#sight.at = node.id;
        this.requestUpdate();
        const inside = event.target instanceof Element && event.target.closest('.arrow, gj-menu');
        if (this.moving && !inside) this.#drop(node.id);
      }}
      @dblclick=${() => this.emit('open-org', node)}
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
      <span class="arrow gridded central rigid muted" @click=${() => inside > 0 && this.#sight.fold(node.id, open)}>${
        inside > 0 ? icon('right', 12) : nothing
      }</span>
      <span class="name rest ellipsis" title=${node.name}>${node.name}${
        inside > 0 ? html` <span class="small muted">${inside}</span>` : nothing
      }</span>
      <span class="cell muted ellipsis rigid" title=${node.number}>${node.number}</span>
      <span class="cell tax muted ellipsis rigid" title=${node.taxNumber ?? ''}>${node.taxNumber ?? ''}</span>
      <span class="state rigid">${
        node.enabled
          ? html`<span class="badge quiet">${msg('启用', { id: 'enabled' })}</span>`
          : html`<span class="badge warn"><span class="dot"></span>${msg('禁用', { id: 'disabled' })}</span>`
      }</span>
      <gj-menu look="square" align="end" passed label=${msg(str`${node.name} 的操作`, { id: 'org-actions' })}
        .items=${this.#items(node)}
        @pick=${(event: CustomEvent<string>) => {
          if (event.detail === 'move') this.startMove(node.id);
          else this.emit('pick-action', { node, key: event.detail });
        }}>${icon('more')}</gj-menu>
    </div>`;
  }

  #items(node: OrgNode): readonly MenuItem[] {
    const open: MenuItem = { key: 'open', text: msg('打开', { id: 'open' }), icon: 'edit' };
    if (!this.editable) return [open];
    return [
      open,
      node.leaf === true
        ? {
            key: 'add',
            text: msg('末级组织，不能新建下级', { id: 'leaf-has-none' }),
            icon: 'add',
            disabled: true,
          }
        : { key: 'add', text: msg('新建下级', { id: 'add-below' }), icon: 'add' },
      { key: 'move', text: msg('移动…', { id: 'move' }), icon: 'org', disabled: node.parent === null },
      ...this.#furtherItems(node),
    ];
  }

  /** Answers the rarer actions on an organisation; the root, which stays, has none. */
  #furtherItems(node: OrgNode): readonly MenuItem[] {
    if (node.parent === null) return [];
    const able = node.enabled ? 'disable' : 'enable';
    const words = node.enabled ? msg('禁用', { id: 'disable' }) : msg('启用', { id: 'enable' });
    return [
      ...(session.may('organisation', able) ? [{ key: able, text: words, apart: true }] : []),
      ...(session.may('organisation', 'delete')
        ? [
            {
              key: 'delete',
              text: msg('删除', { id: 'delete' }),
              icon: 'trash' as const,
              danger: true,
              apart: true,
            },
          ]
        : []),
    ];
  }
}
customElements.define('gj-org-tree', GjOrgTree);
