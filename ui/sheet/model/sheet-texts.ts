import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { pointsAt, readText, textOf } from './cell-text.ts';
import type { Edit, Flaw, SheetState, Write } from './sheet-edits.ts';

/** A text that is to stand in a cell. */
export interface TextAt {
  readonly row: number;
  readonly col: number;
  readonly text: string;
}

/** The sheet that texts come into, as planning them sees it. */
export interface Sheet {
  readonly state: SheetState;
  readonly columns: readonly Field[];
  readonly mayAdd: boolean;
  mayWrite(row: number, field: Field): boolean;
  fieldIn(row: number, field: Field): Field;
  makeId(): string;
}

export interface Planned {
  readonly edits: readonly Edit[];
  /** Cells that are not people's to change. */
  readonly skipped: number;
  /** Cells that stand outside of the sheet. */
  readonly outside: number;
  /** Cells whose text is no value, and stays as it was written. */
  readonly flawed: number;
  /** Records that were named and are still to be found. */
  readonly named: readonly (TextAt & { readonly field: Field })[];
}

/** Texts into cells: rows grow where there are too few; nothing is dropped without being counted. */
export function planTexts(sheet: Sheet, texts: readonly TextAt[], waiting: string): Planned {
  const { rows } = sheet.state;
  const cells: Write[] = [];
  const named: (TextAt & { field: Field })[] = [];
  let [skipped, outside, flawed, last] = [0, 0, 0, rows.length - 1];
  for (const one of texts) {
    const { row, col, text } = one;
    const field = sheet.columns[col];
    if (!field || (row >= rows.length && !sheet.mayAdd)) {
      if (text !== '') outside++;
      continue;
    }
    const value = rows[row]?.[field.name];
    const flaw = flawOf(sheet.state, row, field.name);
    if (flaw ? flaw.text === text : textOf(value, field) === text) continue;
    if (!sheet.mayWrite(row, field)) {
      skipped++;
      continue;
    }
    const tidy = text.trim();
    if (tidy !== '' && pointsAt(field) !== undefined && !tidy.startsWith('[')) {
      named.push({ row, col, text: tidy, field });
      cells.push({ row, name: field.name, value: null, flaw: { text: tidy, sentence: waiting } });
    } else {
      const read = readText(text, sheet.fieldIn(row, field));
      if (read.flaw) flawed++;
      cells.push({ row, name: field.name, ...read });
    }
    last = Math.max(last, row);
  }
  const grown = cells.length === 0 ? [] : newRows(rows.length, last + 1 - rows.length, sheet.makeId);
  const edits: Edit[] = [...grown, ...(cells.length > 0 ? [{ type: 'write', cells } as const] : [])];
  return { edits, skipped, outside, flawed, named };
}

export function newRows(at: number, count: number, makeId: () => string): readonly Edit[] {
  if (count <= 0) return [];
  const rows = Array.from({ length: count }, (_, index) => ({
    at: at + index,
    row: { id: makeId() } as JsonObject,
  }));
  return [{ type: 'insert', rows }];
}

export function flawOf(state: SheetState, row: number, name: string): Flaw | null {
  const id = state.rows[row]?.['id'];
  return (typeof id === 'string' && state.flaws.get(id)?.get(name)) || null;
}
