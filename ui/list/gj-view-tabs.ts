import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, text, withProperties } from '../kit/base/with-properties.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import { wrapping } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { viewIcons } from './list-drawn.ts';
import { type ListState, plainState } from './state/list-state.ts';
import type { ListView } from './state/saved-views.ts';
import '../kit/gj-menu.ts';

/**
 * The views of a list: the records that the organisation uses, those one manages, and the lists that were saved. Tells
 * `state` for another view, `show` for a saved one, and `keep` with what to do about one: save, replace, rename, share,
 * prefer, remove. Slotted content comes beside them.
 */
export class GjViewTabs extends withProperties(GjElement, {
  state: given<ListState>(),
  views: given<readonly ListView[]>(() => []),
  /** Whether there are two views at all. */
  both: flag(),
  /** Whether the list differs from the saved view it began as. */
  changed: flag(),
  /** The address of the deleted records. Default: not for this person. */
  deleted: text(),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      .tab {
        margin-block-end: calc(-1 * var(--gj-px));
        max-width: var(--gj-size-200);
      }
      a.tab:hover {
        background: var(--gj-head);
      }
      .tabs gj-menu {
        --gj-control: var(--gj-size-24);
      }
      /* In a line of their own; what does not fit beside the others is drawn into sight. */
      @media (max-width: 600px) {
        .tabs {
          flex: 1 0 100%;
        }
      }
    `,
  ];

  override render() {
    const { state, views, both } = this;
    const current = views.find(({ id }) => id === state.saved);
    const own = !current;
    return html`
      <div class="tabs rest centred" role="group" aria-label=${msg('视图', { id: 'views' })}>
        ${
          both
            ? html`${this.#view('use', msg('本组织可用', { id: 'view-use' }), msg('当前组织可以使用的记录', { id: 'view-use-help' }), own)}
                ${this.#view('manage', msg('我管理的', { id: 'view-manage' }), msg('职责范围内各组织创建的记录', { id: 'view-manage-help' }), own)}`
            : this.#view('use', msg('全部', { id: 'all' }), '', own)
        }
        ${
          this.deleted
            ? html`<a class="tab inline centred" href=${this.deleted}
                title=${msg('已删除的记录，可以恢复', { id: 'deleted-help' })}>${msg('已删除', { id: 'deleted-view' })}</a>`
            : nothing
        }
        ${views.length > 0 ? html`<span class="divider rigid"></span>` : nothing}
        ${repeat(
          views,
          ({ id }) => id,
          (view) => this.#saved(view, view === current),
        )}
      </div>
      <slot></slot>
      <button class="plain" title=${msg('保存视图', { id: 'save-view' })}
          @click=${() => this.emit('keep', { action: 'save' })}>${icon('star')}<span
          class="desk-only">${msg('保存视图', { id: 'save-view' })}</span></button>
    `;
  }

  #view(view: 'use' | 'manage', text: string, help: string, own: boolean): TemplateResult {
    return html`<button class="tab" aria-pressed=${own && this.state.view === view} title=${help || nothing}
      @click=${() => this.emit('state', own ? { view, saved: null } : { ...plainState, view })}>
      <span class="ellipsis">${text}</span></button>`;
  }

  #saved(view: ListView, current: boolean): TemplateResult {
    const { packaged, kind } = view;
    const isOwn = view.mine || packaged;
    const title = isOwn
      ? packaged?.help || view.name
      : msg(str`${view.name}（他人共享）`, { id: 'shared-by-others' });
    return html`<button class="tab" aria-pressed=${current} title=${title} @click=${() => this.emit('show', view)}>
        ${kind === 'list' ? nothing : icon(viewIcons[kind], 12)}
        ${view.preferred && view.mine ? icon('star', 12) : view.shared && !packaged ? icon('share', 12) : nothing}
        <span class="ellipsis">${view.name}${current && this.changed ? msg('（已修改）', { id: 'view-changed' }) : ''}</span></button>
      ${
        current && view.mine
          ? html`<gj-menu class="muted" look="square" label=${msg(str`视图“${view.name}”`, { id: 'view-named' })}
              .items=${this.#items(view)}
              @pick=${(event: CustomEvent<string>) =>
                this.emit('keep', { action: event.detail, view })}>${icon('more', 14)}</gj-menu>`
          : nothing
      }`;
  }

  #items({ shared: everybodys, preferred }: ListView): readonly MenuItem[] {
    return [
      {
        key: 'replace',
        text: msg('更新为当前列表', { id: 'replace-view' }),
        icon: 'check',
        disabled: !this.changed,
      },
      { key: 'rename', text: msg('重命名…', { id: 'rename' }), icon: 'edit' },
      {
        key: everybodys ? 'unshare' : 'share',
        text: everybodys
          ? msg('不再共享', { id: 'unshare-view' })
          : msg('共享给所有人', { id: 'share-view' }),
        icon: 'share',
      },
      {
        key: preferred ? 'unprefer' : 'prefer',
        text: preferred
          ? msg('不再默认打开', { id: 'unprefer-view' })
          : msg('设为默认打开', { id: 'prefer-view' }),
        icon: 'star',
      },
      {
        key: 'remove',
        text: msg('删除视图', { id: 'delete-view' }),
        icon: 'trash',
        danger: true,
        apart: true,
      },
    ];
  }
}
customElements.define('gj-view-tabs', GjViewTabs);
