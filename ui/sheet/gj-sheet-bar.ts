import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { type IconName, icon } from '../kit/base/icons.ts';
import { uncovered } from '../kit/base/uncovered.ts';
import { flag, number, withProperties } from '../kit/base/with-properties.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { Command } from './model/sheet-keys.ts';
import type { SheetModel } from './model/sheet-model.ts';

export type BarAction =
  | 'add-row'
  | 'insert-row'
  | 'copy-row'
  | 'delete-rows'
  | 'move-up'
  | 'move-down'
  | 'undo'
  | 'redo'
  | 'problem'
  | 'row-form';

/** The command that each button gives to the sheet. */
export const barCommands: Readonly<Record<BarAction, Command>> = {
  'add-row': { do: 'add-row' },
  'insert-row': { do: 'insert-row' },
  'copy-row': { do: 'copy-row' },
  'delete-rows': { do: 'delete-rows' },
  'move-up': { do: 'move-rows', by: -1 },
  'move-down': { do: 'move-rows', by: 1 },
  undo: { do: 'undo' },
  redo: { do: 'redo' },
  'row-form': { do: 'row-form' },
  problem: { do: 'problem', back: false },
};

interface ButtonLook {
  /** The keys that do the same as the button. */
  readonly keys: string;
  /** Its picture alone. */
  readonly small: boolean;
  /** Default: yes. */
  readonly can?: boolean;
}

/** The buttons of a sheet that add, move and delete rows; the focus stays in the sheet. */
export class GjSheetBar extends withProperties(GjElement, {
  canUndo: flag(),
  canRedo: flag(),
  hasRows: flag(),
  problems: number(),
  readonly: flag(),
  fixed: flag(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        min-height: var(--gj-size-30);
        flex-wrap: wrap;
        scrollbar-width: none;
        padding: var(--gj-px) var(--gj-1);
      }
      /* Where there is little room around a sheet, its tools are pictures. */
      .text {
        display: var(--gj-tool-texts, inline);
      }
      @media (max-width: 600px) {
        :host {
          flex-wrap: nowrap;
          overflow-x: auto;
        }
        .last {
          order: -1;
          margin-inline-start: 0;
        }
      }
    `,
  ];

  #button(action: BarAction, drawn: IconName, text: string, { keys, small, can = true }: ButtonLook) {
    return html`<button class="slim rigid ${small ? 'square' : 'groundless borderless'}" ?disabled=${!can}
      aria-label=${text} title="${text} (${keys})"
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.dispatchEvent(new CustomEvent('action', { detail: action }))}
      >${icon(drawn, 14)}${small ? nothing : html`<span class="text">${text}</span>`}</button>`;
  }

  override render() {
    const { hasRows } = this;
    const rows = html`
      ${this.#button('add-row', 'add', msg('添加行', { id: 'sheet-add-row' }), { keys: 'Alt+Insert', small: false })}
      ${this.#button('insert-row', 'insert', msg('插入', { id: 'sheet-insert' }), { keys: 'Insert', small: false, can: hasRows })}
      ${this.#button('copy-row', 'copy', msg('复制行', { id: 'sheet-copy-row' }), { keys: 'Ctrl+Shift+D', small: false, can: hasRows })}
      ${this.#button('delete-rows', 'trash', msg('删除行', { id: 'sheet-delete-rows' }), { keys: 'Ctrl+Delete', small: false, can: hasRows })}
      <span class="divider rigid"></span>
      ${this.#button('move-up', 'up', msg('上移', { id: 'sheet-move-up' }), { keys: 'Alt+Shift+↑', small: true, can: hasRows })}
      ${this.#button('move-down', 'down', msg('下移', { id: 'sheet-move-down' }), { keys: 'Alt+Shift+↓', small: true, can: hasRows })}
      <span class="divider rigid"></span>`;
    const turns = html`
      ${this.#button('undo', 'undo', msg('撤销', { id: 'undo' }), { keys: 'Ctrl+Z', small: true, can: this.canUndo })}
      ${this.#button('redo', 'redo', msg('重做', { id: 'sheet-redo' }), { keys: 'Ctrl+Y', small: true, can: this.canRedo })}`;
    return html`${this.readonly || this.fixed ? nothing : rows}${this.readonly ? nothing : turns}${
      this.problems > 0
        ? html`<button class="slim rigid groundless borderless pushed in-error" title="F8"
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => this.dispatchEvent(new CustomEvent('action', { detail: 'problem' }))}
            >${icon('alert', 14)}${plural(msg(str`${this.problems} 处问题`, { id: 'sheet-problems' }))}</button>`
        : nothing
    }
    <span class="last flex centred rigid ${this.problems > 0 ? '' : 'pushed'}">${this.#button('row-form', 'file', msg('行表单', { id: 'sheet-row-form' }), { keys: 'Alt+Enter', small: false, can: hasRows })}<slot></slot></span>`;
  }
}
customElements.define('gj-sheet-bar', GjSheetBar);

interface BarAsk {
  readonly model: SheetModel;
  readonly problems: number;
  readonly readonly: boolean;
  readonly fixed: boolean;
  act(event: CustomEvent<BarAction>): void;
}

/** Draws the bar of a sheet, with what else stands in it. */
export function barView(
  { model, problems, readonly, fixed, act }: BarAsk,
  inside: TemplateResult,
): TemplateResult {
  return html`<gj-sheet-bar class="flex centred gap-half surface ruled" ${uncovered()} .canUndo=${model.canUndo}
    .canRedo=${model.canRedo} .hasRows=${model.markedRows.length > 0} .problems=${problems} .readonly=${readonly}
    .fixed=${fixed} @action=${act}>${inside}</gj-sheet-bar>`;
}
