import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { orgLines } from '../app/org-options.ts';
import { session } from '../app/session.ts';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';
import type { PickLine } from './gj-pick-list.ts';
import './gj-pick-list.ts';
import './gj-record-dialog.ts';

/** Which organisations many records are assigned to. Tells `apply` with their ids, or `closed`. */
export class GjBulkAssign extends GjElement {
  static override properties = { count: { type: Number }, picked: { state: true } };
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      gj-pick-list {
        width: auto;
        height: min(380px, 50vh);
        max-height: none;
        margin-block-start: var(--gj-2);
        border: 1px solid var(--gj-line);
        border-radius: var(--gj-radius);
      }
    `,
  ];
  declare count: number;
  declare picked: readonly string[];

  constructor() {
    super();
    this.count = 0;
    this.picked = [];
  }

  override render() {
    const { picked } = this;
    const lines: readonly PickLine[] = orgLines(session.who?.organisations ?? []).map(
      ({ id, name, number, path }) => ({ value: id, text: path ? `${path} / ${name}` : name, more: number }),
    );
    return html`<gj-record-dialog label=${msg(str`把 ${this.count} 条记录分配给组织`, { id: 'bulk-assign-title' })}>
      <p class="muted">${msg('被分配的组织可以使用这些记录；私有和全局共享的记录不能分配。', { id: 'bulk-assign-help' })}</p>
      <gj-pick-list label=${msg('组织', { id: 'organisation' })} .lines=${lines} .picked=${picked}
        @change=${(event: CustomEvent<readonly string[]>) => {
          event.stopPropagation();
          this.picked = event.detail;
        }}></gj-pick-list>
      <button slot="actions" class="primary" ?disabled=${picked.length === 0} @click=${() => this.tell('apply', picked)}>
        ${msg('分配', { id: 'assign-now' })}${picked.length > 0 ? html` (${picked.length})` : nothing}</button>
    </gj-record-dialog>`;
  }
}
customElements.define('gj-bulk-assign', GjBulkAssign);
