import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import {
  currencyPath,
  inItsCurrency,
  type ValueOf,
  valuesById,
  valuesByName,
} from '../../../metadata/currency/currency-of.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { textOf } from './cell-text.ts';
import { applyEdit, type Edit, type Flaw, type SheetState, type Write } from './sheet-edits.ts';
import { placeTable, planFill } from './sheet-fill.ts';
import { SheetHistory } from './sheet-history.ts';
import { at, cellsOf, isOne, type Range, rangeOf, type Selection } from './sheet-range.ts';
import { areTheSameRows, areTheVeryRows, copyOfRow } from './sheet-rows.ts';
import { flawOf, newRows, type Planned, planTexts, type Sheet, type TextAt } from './sheet-texts.ts';

export interface ModelHost {
  makeId(): string;
  mayWrite(row: number, field: Field): boolean;
  mayAdd(): boolean;
  /** Answers the text of a cell while the record that it names is looked for. */
  waiting(): string;
  /** After each change that somebody made here, with the indexes of rows that are different now. */
  changed(rows: readonly number[]): void;
}

/** What stands around the rows of a sheet. */
export interface Surroundings {
  /** Shape of a row. */
  readonly shape: FieldSet | undefined;
  /** The record above the rows. Default: they are records themselves. */
  readonly record: ValueOf | undefined;
}

/** Rows, what is marked, and everything one does to them; it knows nothing of the page. */
export class SheetModel implements Sheet {
  state: SheetState = { rows: [], flaws: new Map() };
  selection: Selection = at(0, 0);
  columns: readonly Field[] = [];
  shape: FieldSet | undefined;
  /** The record above the rows. Default: they are records themselves. */
  #record: ValueOf | undefined;
  readonly makeId: () => string;
  /** The rows that came from outside last, and whether something was changed here since. */
  #outside: readonly JsonObject[] = [];
  #unsaid = false;
  readonly #host: ModelHost;
  readonly #history: SheetHistory;

  constructor(host: ModelHost) {
    this.#host = host;
    this.makeId = () => host.makeId();
    this.#history = new SheetHistory(this.makeId);
  }

  get mayAdd(): boolean {
    return this.#host.mayAdd();
  }
  mayWrite(row: number, field: Field): boolean {
    return this.#host.mayWrite(row, field);
  }
  /** Rows there are, and one more to begin where rows may be added. */
  get lines(): number {
    return this.state.rows.length + (this.mayAdd ? 1 : 0);
  }
  get canUndo(): boolean {
    return this.#history.canUndo;
  }
  get canRedo(): boolean {
    return this.#history.canRedo;
  }
  get range(): Range {
    return rangeOf(this.selection);
  }
  /** Rows that are marked and exist. */
  get markedRows(): readonly number[] {
    const { top, bottom } = this.range;
    const end = Math.min(bottom, this.state.rows.length - 1);
    return Array.from({ length: Math.max(0, end - top + 1) }, (_, index) => top + index);
  }

  /** Takes the record above the rows, by ids; answers whether it may change how amounts in them are shown. */
  standIn(record: JsonObject): boolean {
    this.#record = valuesById(record);
    return this.columns.some((field) => currencyPath(field) !== undefined);
  }

  get surroundings(): Surroundings {
    return { shape: this.shape, record: this.#record };
  }

  /** A field as it is in a row: of an amount, in its currency there. */
  fieldIn(row: number, field: Field): Field {
    if (!this.shape) return field;
    return inItsCurrency(field, valuesByName(this.state.rows[row] ?? {}, this.shape), this.#record);
  }

  valueAt(row: number, col: number): Json | undefined {
    const field = this.columns[col];
    return field && this.state.rows[row]?.[field.name];
  }
  flawAt(row: number, col: number): Flaw | null {
    const field = this.columns[col];
    return field ? flawOf(this.state, row, field.name) : null;
  }
  textAt(row: number, col: number): string {
    const field = this.columns[col];
    return field ? (this.flawAt(row, col)?.text ?? textOf(this.valueAt(row, col), field)) : '';
  }

  #announce(rows: readonly number[]): void {
    this.#unsaid = true;
    this.#host.changed(rows);
  }

  /** Rows from outside. What was done here can be undone as long as they are the same ones. */
  take(rows: readonly JsonObject[]): void {
    const { state } = this;
    // An element that draws before it heard of a change hands in the rows from before that.
    if (this.#unsaid && areTheVeryRows(this.#outside, rows)) return;
    this.#unsaid = false;
    this.#outside = rows;
    if (areTheVeryRows(state.rows, rows)) return;
    if (!areTheSameRows(state.rows, rows)) this.#history.clear();
    const ids = state.flaws.size === 0 ? new Set() : new Set(rows.map((row) => row['id']));
    const flaws = new Map([...state.flaws].filter(([id]) => ids.has(id)));
    this.state = { rows, flaws };
    this.keepInside();
  }

  keepInside(): void {
    const row = Math.max(0, this.lines - 1);
    const col = Math.max(0, this.columns.length - 1);
    const { cell, end } = this.selection;
    if (Math.max(cell.row, end.row) <= row && Math.max(cell.col, end.col) <= col) return;
    const kept = (one: typeof cell) => ({ row: Math.min(one.row, row), col: Math.min(one.col, col) });
    this.selection = { cell: kept(cell), end: kept(end) };
  }

  #do(edits: readonly Edit[], after: Selection = this.selection): void {
    if (edits.length === 0) return;
    this.state = this.#history.apply(this.state, edits, this.selection, after);
    this.selection = after;
    this.keepInside();
    this.#announce(changedBy(edits));
  }

  /** Enters texts that somebody typed or pasted. */
  enter(texts: readonly TextAt[], after: Selection = this.selection): Planned {
    const planned = planTexts(this, texts, this.#host.waiting());
    this.#do(planned.edits, after);
    return planned;
  }

  /** A value that was picked; one that stands there already changes nothing. */
  put(row: number, col: number, value: Json, flaw: Flaw | null = null): void {
    const field = this.columns[col];
    if (!field || !this.mayWrite(row, field) || (row >= this.state.rows.length && !this.mayAdd)) return;
    const grown = newRows(this.state.rows.length, row + 1 - this.state.rows.length, this.makeId);
    this.#do([...grown, { type: 'write', cells: [{ row, name: field.name, value, flaw }] }]);
  }

  /** The same by the name of the field: also of a column that is not shown. */
  putNamed(row: number, field: Field, value: Json, flaw: Flaw | null = null): void {
    if (row >= this.state.rows.length || !this.mayWrite(row, field)) return;
    this.#do([{ type: 'write', cells: [{ row, name: field.name, value, flaw }] }]);
  }

  paste(table: readonly (readonly string[])[]): Planned {
    const texts = placeTable(table, this.range);
    const { row, col } = { row: this.range.top, col: this.range.left };
    const bottom = Math.max(row, ...texts.map((text) => text.row));
    const right = Math.max(col, ...texts.map((text) => text.col));
    return this.enter(texts, { cell: { row, col }, end: { row: bottom, col: right } });
  }

  /** Text of everything that is marked, row by row. */
  copied(): readonly (readonly string[])[] {
    const { left, right } = this.range;
    const rows = this.markedRows.length > 0 ? this.markedRows : [this.selection.cell.row];
    return rows.map((row) =>
      Array.from({ length: right - left + 1 }, (_, over) => this.textAt(row, left + over)),
    );
  }

  /** @returns how many cells are not people's to empty */
  clear(): number {
    const cells: Write[] = [];
    let skipped = 0;
    for (const { row, col } of cellsOf(this.range)) {
      const field = this.columns[col];
      if (!field || this.textAt(row, col) === '') continue;
      if (this.mayWrite(row, field)) cells.push({ row, name: field.name, value: null });
      else skipped++;
    }
    this.#do(cells.length > 0 ? [{ type: 'write', cells }] : []);
    return skipped;
  }

  /** Fills what is marked from its first row or column; a single cell is filled from the one before it. */
  fillFromFirst(way: 'down' | 'right'): number {
    const { range } = this;
    const one = way === 'down' ? range.top === range.bottom : range.left === range.right;
    const first = Math.max(0, (way === 'down' ? range.top : range.left) - (one ? 1 : 0));
    const source =
      way === 'down' ? { ...range, top: first, bottom: first } : { ...range, left: first, right: first };
    return this.fill(source, way === 'down' ? { ...range, top: first } : { ...range, left: first });
  }

  /** @returns how many cells are not people's to fill */
  fill(source: Range, target: Range): number {
    const { cells, skipped } = planFill(this, source, target);
    const whole = {
      cell: { row: target.top, col: target.left },
      end: { row: target.bottom, col: target.right },
    };
    this.#do(
      cells.length > 0 ? [{ type: 'write', cells }] : [],
      isOne(this.selection) ? whole : this.selection,
    );
    return skipped;
  }

  insertRows(where: number, count: number): void {
    if (this.mayAdd) this.#do(newRows(where, count, this.makeId), at(where, this.selection.cell.col));
  }

  copyRows(): void {
    const marked = this.markedRows;
    const last = marked.at(-1);
    if (last === undefined || !this.mayAdd) return;
    const rows = marked.map((from, index) => ({
      at: last + 1 + index,
      row: copyOfRow(this.state.rows[from] ?? {}, this.shape, this.makeId),
    }));
    const { cell, end } = this.selection;
    const by = last + 1 - this.range.top;
    this.#do([{ type: 'insert', rows }], {
      cell: { ...cell, row: cell.row + by },
      end: { ...end, row: Math.min(end.row + by, last + rows.length) },
    });
  }

  removeRows(): void {
    const rows = this.markedRows;
    if (rows.length > 0 && this.mayAdd)
      this.#do([{ type: 'remove', at: rows }], at(rows[0] ?? 0, this.selection.cell.col));
  }

  moveRows(by: 1 | -1): void {
    const rows = this.markedRows;
    const from = rows[0];
    const to = (from ?? 0) + by;
    if (from === undefined || !this.mayAdd || to < 0 || to + rows.length > this.state.rows.length) return;
    const { cell, end } = this.selection;
    const last = this.state.rows.length - 1;
    this.#do([{ type: 'move', from, to, count: rows.length }], {
      cell: { ...cell, row: Math.min(cell.row + by, last) },
      end: { ...end, row: Math.min(end.row + by, last) },
    });
  }

  undo(): boolean {
    return this.#turn(this.#history.undo(this.state));
  }
  redo(): boolean {
    return this.#turn(this.#history.redo(this.state));
  }

  #turn(turned: { readonly state: SheetState; readonly selection: Selection } | null): boolean {
    if (!turned) return false;
    this.state = turned.state;
    this.selection = turned.selection;
    this.keepInside();
    this.#announce(this.state.rows.map((_, index) => index));
    return true;
  }

  /**
   * Writes the records found for named texts, as part of the edit that named them: wherever their rows stand now,
   * unless the cells have another text.
   */
  settle(outcomes: readonly Outcome[]): void {
    const places = new Map(this.state.rows.map((row, index) => [row['id'], index]));
    const cells = outcomes.flatMap(({ id, name, text, value, flaw }): readonly Write[] => {
      const row = places.get(id);
      return row !== undefined && flawOf(this.state, row, name)?.text === text
        ? [{ row, name, value, flaw }]
        : [];
    });
    if (cells.length === 0) return;
    this.state = applyEdit(this.state, { type: 'write', cells }, this.makeId).state;
    this.#announce(cells.map(({ row }) => row));
  }
}

/** The outcome of looking up a text that named a record. */
export interface Outcome {
  /** Of the row. */
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly value: Json;
  readonly flaw: Flaw | null;
}

function changedBy(edits: readonly Edit[]): readonly number[] {
  const rows = new Set<number>();
  for (const edit of edits) {
    if (edit.type === 'write') for (const { row } of edit.cells) rows.add(row);
    else if (edit.type === 'insert') for (const { at: index } of edit.rows) rows.add(index);
    else if (edit.type === 'move')
      for (let row = Math.min(edit.from, edit.to); row < Math.max(edit.from, edit.to) + edit.count; row++)
        rows.add(row);
  }
  return [...rows].sort((a, b) => a - b);
}
