import { html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import type { FormModel } from '../model/form-model.ts';
import type { RowAsk } from './gj-sheet-row.ts';
import type { Offers } from './model/sheet-choices.ts';
import type { CellState, Problems } from './model/sheet-marks.ts';
import { flawOf } from './model/sheet-texts.ts';
import type { SheetArrangement } from './sheet-arrangement.ts';
import { askOver } from './sheet-ask.ts';
import type { SheetDesk } from './sheet-desk.ts';
import './gj-sheet-row.ts';

interface RowFormAsk {
  readonly row: number;
  readonly desk: SheetDesk;
  readonly columns: SheetArrangement;
  readonly form: FormModel;
  readonly record: JsonObject;
  readonly problems: Problems;
  readonly unsaved: ControlAsk['unsaved'];
  readonly needed: ControlAsk['neededIn'];
  readonly offers: ((field: Field, row: number) => Offers) | undefined;
  state(field: Field): CellState;
  /** Rows are neither added nor taken away. */
  readonly fixed: boolean;
  /** To another row, or to none: back to the sheet. */
  go(row: number | null): void;
}

/** A row of a sheet as a form over the page; what is typed there is typed into the sheet. */
export function rowFormView(ask: RowFormAsk): TemplateResult | typeof nothing {
  const { row, desk, columns, form, record, unsaved } = ask;
  const { model } = desk;
  const { rows } = model.state;
  const content = rows[row];
  if (!content) return nothing;
  const rowAsk: RowAsk = {
    row,
    rows: rows.length,
    fields: columns.fields,
    name: columns.nameOf(content),
    mayRemove: !ask.fixed,
    state: ask.state,
    needed: (field) => ask.needed?.(field),
    ask: (field) =>
      askOver({ row, field, typed: '' }, model, {
        form,
        record,
        state: ask.state(field),
        offers: ask.offers?.(field, row),
        unsaved,
        problem:
          flawOf(model.state, row, field.name)?.sentence ?? ask.problems.get(row)?.get(field.name) ?? '',
      }),
  };
  return html`<gj-sheet-row .ask=${rowAsk} @closed=${(event: Event) => {
    event.stopPropagation();
    ask.go(null);
  }} @row-step=${(event: CustomEvent<number>) => {
    event.stopPropagation();
    ask.go(row + event.detail);
  }} @row-removed=${(event: Event) => {
    event.stopPropagation();
    desk.select({ row, col: 0 }, { row, col: 0 });
    desk.run({ do: 'delete-rows' });
    ask.go(null);
  }}></gj-sheet-row>`;
}
