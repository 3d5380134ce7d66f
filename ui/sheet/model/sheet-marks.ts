import type { Field } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isGiven } from '../../record/editor/record-sending.ts';
import type { SheetModel } from './sheet-model.ts';
import type { Cell } from './sheet-range.ts';

/** Sentences on what is wrong, by row and by name of the field; an empty name: with the row as a whole. */
export type Problems = ReadonlyMap<number, ReadonlyMap<string, string>>;

export const noProblems: ReadonlyMap<string, string> = new Map();

/** The state of a cell at the moment. */
export interface CellState {
  readonly readonly: boolean;
  readonly visible: boolean;
  readonly required: boolean;
}

/** What is seen of it: not whether a value is required. */
export type DrawnState = Omit<CellState, 'required'>;

/** Answers the state of a cell by the conditions of its form, beyond what its field always is. */
export type States = (row: number, field: Field) => Partial<CellState>;

/** Answers whether it depends on values of the record what the field's cells show, or whether they may be typed into. */
export function mayTurn({ visible, readonly }: Field): boolean {
  return typeof visible === 'object' || typeof readonly === 'object';
}

/** The same of all of their state. */
export function isConditional(field: Field): boolean {
  return typeof field.required === 'object' || mayTurn(field);
}

export function stateOf(
  field: Field,
  form: FormModel,
  locked: boolean,
  own: Partial<CellState> = {},
): CellState {
  const may = !locked && isGiven(field) && form.writable.has(field.path);
  return {
    readonly: !may || (own.readonly ?? field.readonly === true),
    visible: own.visible ?? true,
    required: own.required ?? field.required === true,
  };
}

/** Answers whether the Tab key stops at a cell, since something can be done there. */
export function isStop({ rows }: Field, { visible, readonly }: DrawnState): boolean {
  return visible && (!readonly || rows !== undefined);
}

/** Sentences by `row/field` (or deeper, or `row` alone) as sentences by row and field. */
export function problemsByRow(problems: ReadonlyMap<string, string>): Problems {
  const found = new Map<number, Map<string, string>>();
  for (const [path, sentence] of problems) {
    const [row = '', name = ''] = path.split('/');
    if (!/^\d+$/.test(row)) continue;
    const own = found.get(Number(row)) ?? new Map<string, string>();
    const known = own.get(name);
    own.set(name, known === undefined || known === sentence ? sentence : `${known}\n${sentence}`);
    found.set(Number(row), own);
  }
  return found;
}

/** The same sentences as before in the same maps, so that rows whose problems stayed are not drawn anew. */
export function keepSame(before: Problems, now: Problems): Problems {
  const kept = new Map<number, ReadonlyMap<string, string>>();
  for (const [row, own] of now) {
    const was = before.get(row);
    const same = was?.size === own.size && [...own].every(([name, sentence]) => was.get(name) === sentence);
    kept.set(row, same && was ? was : own);
  }
  return kept;
}

/** Cells with something wrong, in reading order; what is wrong with a row as a whole counts to its first cell. */
export function problemCells(model: SheetModel, problems: Problems): readonly Cell[] {
  const cols = new Map(model.columns.map(({ name }, col) => [name, col]));
  const places = new Map<number, Set<number>>();
  const add = (row: number, name: string) => {
    const own = places.get(row) ?? new Set<number>();
    places.set(row, own.add(cols.get(name) ?? 0));
  };
  for (const [row, names] of problems) for (const name of names.keys()) add(row, name);
  const { rows, flaws } = model.state;
  if (flaws.size > 0)
    for (const [row, { id }] of rows.entries())
      for (const name of flaws.get(String(id))?.keys() ?? []) add(row, name);
  return [...places]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, own]) => [...own].sort((a, b) => a - b).map((col) => ({ row, col })));
}

/** The first one after a cell, or before it; round the sheet. */
export function nextCell(places: readonly Cell[], from: Cell, back: boolean): Cell | undefined {
  const isAfter = ({ row, col }: Cell) => row > from.row || (row === from.row && col > from.col);
  const isBefore = ({ row, col }: Cell) => row < from.row || (row === from.row && col < from.col);
  return back ? (places.findLast(isBefore) ?? places.at(-1)) : (places.find(isAfter) ?? places[0]);
}
