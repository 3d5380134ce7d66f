import { applyEdits, type Edit, type SheetState } from './sheet-edits.ts';
import type { Selection } from './sheet-range.ts';

interface Entry {
  readonly edits: readonly Edit[];
  /** The marked range before the edits, and after: undo shows where something happened. */
  readonly before: Selection;
  readonly after: Selection;
}

export interface Turned {
  readonly state: SheetState;
  readonly selection: Selection;
}

/** The edits that can be undone, and those that can be redone. */
export class SheetHistory {
  #done: Entry[] = [];
  #undone: Entry[] = [];
  readonly #makeId: () => string;
  readonly #most: number;

  constructor(makeId: () => string, most = 200) {
    this.#makeId = makeId;
    this.#most = most;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }
  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Does it, and remembers the way back. */
  apply(state: SheetState, edits: readonly Edit[], before: Selection, after: Selection): SheetState {
    const made = applyEdits(state, edits, this.#makeId);
    this.#done.push({ edits: made.back, before, after });
    if (this.#done.length > this.#most) this.#done.shift();
    this.#undone = [];
    return made.state;
  }

  undo(state: SheetState): Turned | null {
    const entry = this.#done.pop();
    if (!entry) return null;
    const made = applyEdits(state, entry.edits, this.#makeId);
    this.#undone.push({ ...entry, edits: made.back });
    return { state: made.state, selection: entry.before };
  }

  redo(state: SheetState): Turned | null {
    const entry = this.#undone.pop();
    if (!entry) return null;
    const made = applyEdits(state, entry.edits, this.#makeId);
    this.#done.push({ ...entry, edits: made.back });
    return { state: made.state, selection: entry.after };
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}
