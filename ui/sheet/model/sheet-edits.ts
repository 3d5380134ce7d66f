import type { Json, JsonObject } from '../../../metadata/common/json.ts';

/** Something that stands in a cell and is no value: it is kept and shown until somebody mends it. */
export interface Flaw {
  readonly text: string;
  readonly sentence: string;
}

/** The rows of a sheet and their flaws. Rows with a flaw have an id; flaws are found by it and the field's name. */
export interface SheetState {
  readonly rows: readonly JsonObject[];
  readonly flaws: ReadonlyMap<string, ReadonlyMap<string, Flaw>>;
}

/** One cell as it is to be; no value: the row does not know the field. */
export interface Write {
  readonly row: number;
  readonly name: string;
  readonly value: Json | undefined;
  readonly flaw?: Flaw | null;
}

/** A patch: small, and each one knows the way back. */
export type Edit =
  | { readonly type: 'write'; readonly cells: readonly Write[] }
  /** At the indexes that the rows have afterwards, ascending. */
  | { readonly type: 'insert'; readonly rows: readonly { readonly at: number; readonly row: JsonObject }[] }
  /** Ascending. */
  | { readonly type: 'remove'; readonly at: readonly number[] }
  /** `count` rows; the first of them stands at `to` afterwards. */
  | { readonly type: 'move'; readonly from: number; readonly to: number; readonly count: number };

export interface Applied {
  readonly state: SheetState;
  readonly back: Edit;
}

export function applyEdit(state: SheetState, edit: Edit, makeId: () => string): Applied {
  switch (edit.type) {
    case 'write':
      return write(state, edit.cells, makeId);
    case 'insert': {
      const rows = [...state.rows];
      // One by one is slow only where there are many in the middle.
      const first = edit.rows[0]?.at ?? 0;
      const together = edit.rows.every(({ at }, index) => at === first + index);
      if (together) rows.splice(first, 0, ...edit.rows.map(({ row }) => row));
      else for (const { at, row } of edit.rows) rows.splice(at, 0, row);
      return { state: { ...state, rows }, back: { type: 'remove', at: edit.rows.map(({ at }) => at) } };
    }
    case 'remove': {
      const gone = new Set(edit.at);
      const taken = edit.at.flatMap((at) => {
        const row = state.rows[at];
        return row ? [{ at, row }] : [];
      });
      const rows = state.rows.filter((_, at) => !gone.has(at));
      return { state: { ...state, rows }, back: { type: 'insert', rows: taken } };
    }
    case 'move': {
      const rows = [...state.rows];
      rows.splice(edit.to, 0, ...rows.splice(edit.from, edit.count));
      return { state: { ...state, rows }, back: { ...edit, from: edit.to, to: edit.from } };
    }
  }
}

/** Several, one after the other; `back` undoes them all when it is applied in its order. */
export function applyEdits(
  state: SheetState,
  edits: readonly Edit[],
  makeId: () => string,
): { readonly state: SheetState; readonly back: readonly Edit[] } {
  const back: Edit[] = [];
  let now = state;
  for (const edit of edits) {
    const applied = applyEdit(now, edit, makeId);
    now = applied.state;
    back.unshift(applied.back);
  }
  return { state: now, back };
}

function write(state: SheetState, cells: readonly Write[], makeId: () => string): Applied {
  const rows = [...state.rows];
  const flaws = new Map(state.flaws);
  const touched = new Map<number, Record<string, Json>>();
  const back: Write[] = [];
  for (const { row: at, name, value, flaw } of cells) {
    const before = state.rows[at];
    if (!before) continue;
    let row = touched.get(at);
    if (!row) {
      row = { id: makeId(), ...before };
      touched.set(at, row);
      rows[at] = row;
    }
    const id = String(row['id']);
    back.unshift({ row: at, name, value: row[name], flaw: flaws.get(id)?.get(name) ?? null });
    if (value === undefined) delete row[name];
    else row[name] = value;
    setFlaw(flaws, id, name, flaw ?? null);
  }
  return { state: { rows, flaws }, back: { type: 'write', cells: back } };
}

function setFlaw(
  flaws: Map<string, ReadonlyMap<string, Flaw>>,
  id: string,
  name: string,
  flaw: Flaw | null,
): void {
  const known = flaws.get(id);
  if (!flaw && !known?.has(name)) return;
  const own = new Map(known);
  if (flaw) own.set(name, flaw);
  else own.delete(name);
  if (own.size === 0) flaws.delete(id);
  else flaws.set(id, own);
}
