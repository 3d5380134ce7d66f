import { html, type TemplateResult } from 'lit';
import { greatest } from '../../metadata/common/greatest.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { isSummedColumn } from '../fields/summed-column.ts';
import type { FormModel } from '../model/form-model.ts';
import { textOf } from './model/cell-text.ts';
import {
  arrange,
  type ColumnChoice,
  namingField,
  readChoice,
  standardChoice,
  writeChoice,
} from './model/sheet-columns.ts';
import type { SheetModel } from './model/sheet-model.ts';
import { SheetTotals, type Totals } from './model/sheet-summary.ts';
import { rowHeight, type SheetViewport } from './model/sheet-viewport.ts';
import { columnsOf, type SheetLayout } from './sheet-layout.ts';
import './gj-sheet-columns.ts';

/** So many columns are all in sight: nobody chooses among them who cannot change them. */
const fewColumns = 8;
const noTotals: Totals = new Map();
const noChoice: ColumnChoice = { hidden: [], order: [], pinned: [] };

/** The arrangement of a sheet's columns, as one person has them; and their totals. */
export class SheetArrangement {
  /** All fields that people may see, as the form has them. */
  fields: readonly Field[] = [];
  #choice = noChoice;
  #name = '';
  readonly #totals = new SheetTotals();
  readonly #model: SheetModel;
  readonly #viewport: SheetViewport;
  readonly #layout: SheetLayout;

  constructor(model: SheetModel, viewport: SheetViewport, layout: SheetLayout) {
    this.#model = model;
    this.#viewport = viewport;
    this.#layout = layout;
  }

  /** @param plain as the form says it, whatever somebody chose, and nothing pinned */
  begin(form: FormModel, field: Field, plain: boolean): void {
    this.#name = plain ? '' : `${form.id}/${field.path}`;
    this.fields = columnsOf(field);
    this.#choice = plain ? noChoice : (readChoice(this.#name) ?? standardChoice(this.fields));
    this.#arrange();
  }

  /** Null: back to how it is unless somebody chooses. */
  choose(choice: ColumnChoice | null): void {
    writeChoice(this.#name, choice);
    this.#choice = choice ?? standardChoice(this.fields);
    this.#arrange();
  }

  get hasMany(): boolean {
    return this.fields.length >= fewColumns;
  }

  get totals(): Totals {
    const { columns, state, surroundings } = this.#model;
    return this.#viewport.foot > 0 ? this.#totals.of(columns, state.rows, surroundings) : noTotals;
  }

  /** Makes room for the sums, of which a column with several currencies has several. */
  makeFoot(): void {
    const lines = greatest([...this.totals.values()].map(({ length }) => length));
    if (this.#viewport.foot > 0) this.#viewport.foot = rowHeight * Math.max(1, lines);
  }

  /** The field by which people call a row. */
  get naming(): Field | undefined {
    return namingField(this.fields);
  }

  /** Names a row as people call it. */
  nameOf(row: JsonObject): string {
    const field = this.naming;
    return field ? textOf(row[field.name], field) : '';
  }

  chooser(choose: (choice: ColumnChoice | null) => void): TemplateResult {
    return html`<gj-sheet-columns .fields=${this.fields} .choice=${this.#choice}
      @choice=${(event: CustomEvent<ColumnChoice | null>) => {
        event.stopPropagation();
        choose(event.detail);
      }}></gj-sheet-columns>`;
  }

  #arrange(): void {
    const { columns, pinned } = arrange(this.fields, this.#choice);
    this.#model.columns = columns;
    this.#viewport.foot = columns.some((one) => isSummedColumn(one, this.fields)) ? rowHeight : 0;
    this.#layout.pinned = pinned;
    this.#layout.begin(this.#name);
    this.#model.keepInside();
  }
}
