import type { JsonObject } from '../../../metadata/common/json.ts';

/** So many steps back are kept. */
const most = 200;
/** Milliseconds within which what is typed into one field is one step. */
const oneBreath = 1_000;

/** What stood in a record before each change that is not saved: the way back, and forth again. */
export class RecordSteps {
  #back: JsonObject[] = [];
  #forth: JsonObject[] = [];
  #last = { name: '', at: 0 };

  get canUndo(): boolean {
    return this.#back.length > 0;
  }
  get canRedo(): boolean {
    return this.#forth.length > 0;
  }

  /** A field is about to be changed in the record as it is. */
  note(name: string, before: JsonObject, at: number): void {
    const isMore = name === this.#last.name && at - this.#last.at < oneBreath && this.canUndo;
    if (!isMore) this.#back = [...this.#back.slice(1 - most), before];
    this.#forth = [];
    this.#last = { name, at };
  }

  /** Answers the record as it was a step before; undefined: there is none. */
  undo(now: JsonObject): JsonObject | undefined {
    return this.#turn(this.#back, this.#forth, now);
  }
  redo(now: JsonObject): JsonObject | undefined {
    return this.#turn(this.#forth, this.#back, now);
  }

  #turn(from: JsonObject[], to: JsonObject[], now: JsonObject): JsonObject | undefined {
    const record = from.pop();
    if (record) to.push(now);
    this.#last = { name: '', at: 0 };
    return record;
  }

  forget(): void {
    this.#back = [];
    this.#forth = [];
  }
}
