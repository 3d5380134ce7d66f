import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';

/**
 * Gives each inner sheet a key by its row: it stays with the row wherever that moves, and when saving gives it another
 * id.
 */
export class InnerRows {
  #picked = '';
  #count = 0;
  readonly #first = new Map<string, string>();

  /** The rows as they are now. */
  take(rows: readonly JsonObject[], picked: number): void {
    const id = idOf(rows, picked);
    const replaced = this.#picked !== '' && !rows.some((_, at) => idOf(rows, at) === this.#picked);
    if (replaced && rows.length === this.#count && !this.#first.has(id))
      this.#first.set(id, this.#first.get(this.#picked) ?? this.#picked);
    this.#picked = id;
    this.#count = rows.length;
  }

  /** `row/` or, of one sheet within it, `row/field`. */
  keyOf(rows: readonly JsonObject[], at: number, field?: Field): string {
    const id = idOf(rows, at);
    return `${this.#first.get(id) ?? id}/${field?.id ?? ''}`;
  }
}

function idOf(rows: readonly JsonObject[], at: number): string {
  const id = rows[at]?.['id'];
  return typeof id === 'string' ? id : String(at);
}
