import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { flag, given, withProperties } from '../kit/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { shared } from '../theme/shared.ts';
import { pickedActions, pickedStand } from './picked-means.ts';
import '../kit/gj-actions.ts';

/** Floats below a list while records are picked: how many, and what can be done to them. Tells `act`, `clear` and `everything`. */
export class GjListPicked extends withProperties(GjElement, {
  form: given<FormModel>(),
  records: given<readonly ListedRecord[]>(() => []),
  /** Whether there are more that could be picked. */
  more: flag(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        background: var(--gj-surface);
      }
      [role='toolbar'] {
        margin: 0 var(--gj-3) var(--gj-2);
        display: flex;
        align-items: center;
        gap: var(--gj-1) var(--gj-3);
        padding: 6px 6px 6px var(--gj-3);
        border: 1px solid color-mix(in srgb, var(--gj-accent) 40%, transparent);
        border-radius: 8px;
        background: var(--gj-picked);
        box-shadow: var(--gj-shadow);
      }
      .count {
        flex: none;
        font-weight: 600;
      }
      .plain {
        flex: none;
      }
      .stand {
        flex: 0 1 auto;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      gj-actions {
        flex: 1 1 0;
      }
      @media (max-width: 600px) {
        [role='toolbar'] {
          flex-wrap: wrap;
          margin: 0;
          border-width: 1px 0 0;
          border-radius: 0;
        }
        .square {
          margin-inline-start: auto;
        }
        gj-actions {
          order: 1;
          flex: 1 1 100%;
          --gj-control: 36px;
        }
      }
    `,
  ];

  override render() {
    const { form, records } = this;
    if (records.length === 0) return nothing;
    const stand = pickedStand(form, records);
    const clear = msg('清除选择', { id: 'clear-picked' });
    return html`<div role="toolbar" aria-label=${msg('批量操作', { id: 'bulk' })}>
      <span class="count" role="status">${msg(str`已选 ${records.length} 条`, { id: 'picked-count' })}</span>
      ${stand ? html`<span class="small muted stand" title=${stand}>${stand}</span>` : nothing}
      ${this.more ? html`<button class="plain" @click=${() => this.tell('everything')}>${msg('选择全部结果', { id: 'pick-everything' })}</button>` : nothing}
      <gj-actions .actions=${pickedActions(form, records)} @act=${({ detail }: CustomEvent<string>) => this.tell('act', detail)}></gj-actions>
      <button class="square" aria-label=${clear} title=${clear} @click=${() => this.tell('clear')}>${icon('close')}</button>
    </div>`;
  }
}
customElements.define('gj-list-picked', GjListPicked);
