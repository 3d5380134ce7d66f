import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { grouped } from '../../metadata/common/grouped.ts';
import type { Field } from '../../metadata/field.ts';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { neededMark, neededStyles } from '../kit/base/needed-mark.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import type { CellState } from './model/sheet-marks.ts';
import '../kit/dialog/gj-dialog.ts';

/** All a row in a form is drawn from. */
export interface RowAsk {
  readonly row: number;
  readonly rows: number;
  /** The name of the row as people call it. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly mayRemove: boolean;
  state(field: Field): CellState;
  needed(field: Field): string | undefined;
  ask(field: Field): ControlAsk;
}

/** One row of a sheet as a form: for rows with more columns than fit. Tells `row-step` with 1 or
 * -1, `row-removed`, and `closed`. */
export class GjSheetRow extends withProperties(GjElement, { ask: given<RowAsk>(), ready: state(false) }) {
  static override styles = [
    shared,
    boxless,
    neededStyles,
    css`
      .grid {
        grid-template-columns: repeat(auto-fill, minmax(min(var(--gj-size-260), 100%), 1fr));
      }
    `,
  ];
  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.allSettled(this.ask.fields.map((field) => uiKind(field).load?.())).then(() => {
      this.ready = true;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<HTMLElement>('.control > *')?.focus(),
      );
    });
  }

  /** Takes in what is still being typed. */
  settle(): void {
    for (const control of this.renderRoot.querySelectorAll('.control > *'))
      (control as { settle?(): void }).settle?.();
  }

  #step(by: number): void {
    this.settle();
    this.emit('row-step', by);
  }

  override render() {
    const { ask } = this;
    const shown = ask.fields.filter((field) => !field.rows && ask.state(field).visible);
    const given = shown.filter((field) => !ask.state(field).readonly);
    const required = given.filter((field) => ask.state(field).required);
    const shownOnly = shown.filter((field) => ask.state(field).readonly);
    const line = msg(str`第 ${ask.row + 1} 行`, { id: 'sheet-row-title' });
    return html`<gj-dialog drawer wide plain label=${ask.name ? `${line} · ${ask.name}` : line}
      @closed=${() => this.settle()}>
      <nav class="flex centred gap-1 below-3">
        <button ?disabled=${ask.row === 0}
            @click=${() => this.#step(-1)}>${icon('up', 14)}${msg('上一行', { id: 'previous-row' })}</button>
        <span class="grows muted to-middle">${grouped(ask.row + 1)} / ${grouped(ask.rows)}</span>
        <button ?disabled=${ask.row >= ask.rows - 1}
            @click=${() => this.#step(1)}>${icon('down', 14)}${msg('下一行', { id: 'next-row' })}</button>
      </nav>
      <div class="parted">${this.#group(msg('必填', { id: 'sheet-required' }), required, true)}
      ${this.#group(
        msg('可以填写', { id: 'row-given' }),
        given.filter((field) => !required.includes(field)),
        true,
      )}
      ${this.#group(msg('只读', { id: 'sheet-readonly' }), shownOnly, given.length === 0)}</div>
      ${
        ask.mayRemove
          ? html`<div class="above-3"><button class="plain in-error" @click=${() => this.emit('row-removed')}>${icon('trash', 14)}${msg('删除行', { id: 'sheet-delete-rows' })}</button></div>`
          : nothing
      }
    </gj-dialog>`;
  }

  #group(title: string, fields: readonly Field[], open: boolean): TemplateResult | typeof nothing {
    if (fields.length === 0) return nothing;
    return html`<details class="pad-block-2" ?open=${open}><summary
        class="pad-block-1 bold pressable">${title} <span class="muted">${fields.length}</span></summary>
      <div class="grid gridded gap-2-3 pad-block-2">${repeat(
        fields,
        (field) => `${this.ask.row}/${field.id}`,
        (field) => this.#field(field),
      )}</div></details>`;
  }

  #field(field: Field): TemplateResult {
    const kind = uiKind(field);
    const ask = this.ask.ask(field);
    const shown = ask.readonly && !kind.showsReadonly;
    const value = ask.value === null ? '—' : (kind.showWhole ?? kind.show)(ask.value, ask.field);
    return html`<div class=${kind.span === 'all' ? 'spans' : ''}>
      ${
        kind.labelled && !shown
          ? nothing
          : html`<div class="below-half small muted"><span aria-hidden="true">${ask.label}</span>${
              ask.required && !ask.readonly
                ? html` <span class="star in-error" aria-hidden="true">*</span>`
                : ask.readonly
                  ? nothing
                  : neededMark(this.ask.needed(field))
            }</div>`
      }
      ${
        shown
          ? html`<div class="level-with-control breaks"
              role="group" aria-label=${ask.label}>${value}</div>`
          : this.ready
            ? html`<div class="control">${kind.control(ask)}</div>`
            : nothing
      }
      ${shown && ask.problem ? html`<div class="in-error smaller">${ask.problem}</div>` : nothing}
    </div>`;
  }
}
customElements.define('gj-sheet-row', GjSheetRow);
