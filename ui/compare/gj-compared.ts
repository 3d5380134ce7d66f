import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import { plural } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-state.ts';

export interface ComparedRow {
  readonly id: string;
  readonly name: string;
  readonly differs: boolean;
  /** Whether it can be taken over. */
  readonly pickable: boolean;
  /** All cells behind the box. */
  cells(): TemplateResult;
}

/** What both sides say, row by row; picked rows are taken over. */
export class GjCompared extends withProperties(GjElement, {
  /** Those that differ first. */
  rows: given<readonly ComparedRow[]>(() => []),
  heads: given<readonly string[]>(() => []),
  /** What taking over is called. */
  take: text(),
  /** Takes the picked ones over; null: none can be. */
  takeOver: given<((ids: ReadonlySet<string>) => Promise<void>) | null>(null),
  /** Said where nothing differs. */
  alike: text(),
  picked: state<ReadonlySet<string>>(() => new Set()),
  all: state(false),
  busy: state(false),
}) {
  static override styles = [
    shared,
    css`
      table.plain {
        table-layout: fixed;
      }
      th.box {
        width: var(--gj-size-36);
      }
      tr.differs td.value {
        background: color-mix(in srgb, var(--gj-warn) 8%, transparent);
      }
      code {
        display: block;
        font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
        color: var(--gj-muted);
        overflow-wrap: anywhere;
      }
      .badge {
        height: auto;
        min-height: var(--gj-size-20);
        white-space: normal;
      }
      td.value > div {
        margin-block-start: var(--gj-half);
      }
      .care {
        color: var(--gj-warn);
      }
    `,
  ];

  async #take(): Promise<void> {
    this.busy = true;
    try {
      await this.takeOver?.(this.picked);
      this.picked = new Set();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const { rows, picked, takeOver } = this;
    const differing = rows.filter(({ differs }) => differs).length;
    const shown = this.all ? rows : rows.slice(0, differing);
    return html`<div class="bar flex wraps centred gap-3 below-3">
        <span role="status">${plural(msg(str`${differing} 处不同`, { id: 'compare-differ' }))}</span>
        <label class="across-close"><input type="checkbox" .checked=${this.all} @change=${(event: Event) => {
          this.all = (event.target as HTMLInputElement).checked;
        }} />${msg('也显示相同的', { id: 'compare-all' })}</label>
        ${
          takeOver
            ? html`<button class="primary" ?disabled=${picked.size === 0 || this.busy} @click=${() => this.#take()}>${icon('basket')}${this.take}${picked.size > 0 ? html` ${picked.size}` : nothing}</button>`
            : nothing
        }
      </div>
      ${
        shown.length === 0
          ? html`<gj-state symbol="check" text=${this.alike}></gj-state>`
          : html`<div class="frame framed scrolls" role="region" tabindex="0" aria-label=${msg('参数对比', { id: 'compare' })}><table class="plain">
              <thead><tr>${takeOver ? html`<th class="box"><span class="sr-only">${msg('选择', { id: 'compare-pick' })}</span></th>` : nothing}
                ${this.heads.map((head) => html`<th>${head}</th>`)}</tr></thead>
              <tbody>${repeat(
                shown,
                ({ id }) => id,
                (row) =>
                  html`<tr class=${row.differs ? 'differs' : ''}>${takeOver ? html`<td>${this.#box(row)}</td>` : nothing}${row.cells()}</tr>`,
              )}</tbody></table></div>`
      }`;
  }

  #box({ id, name, differs, pickable }: ComparedRow): TemplateResult | typeof nothing {
    if (!differs || !pickable) return nothing;
    return html`<input type="checkbox" aria-label=${msg(str`选择 ${name}`, { id: 'compare-pick-row' })} .checked=${this.picked.has(id)}
      @change=${(event: Event) => {
        const picked = new Set(this.picked);
        if ((event.target as HTMLInputElement).checked) picked.add(id);
        else picked.delete(id);
        this.picked = picked;
      }} />`;
  }
}
customElements.define('gj-compared', GjCompared);
