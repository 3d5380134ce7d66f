import type { Condition } from '../../../metadata/condition.ts';
import type { FormModel } from '../../model/form-model.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import { both, type GroupValue, havingValue } from '../state/group-values.ts';
import type { ListField } from '../state/list-field.ts';

/** Cards of a column that come at once. */
const pageSize = 30;

/** One column of a board: the records with one value, or with none, loaded as far as somebody looked. */
export class BoardColumn {
  /** Null: nothing stands in the field. */
  readonly value: GroupValue | null;
  readonly filter: Condition;
  failure: unknown = null;
  busy = false;
  readonly #list: RecordList;
  /** Cards that came here, or left, since they were loaded. */
  readonly #came: ListedRecord[] = [];
  readonly #left = new Set<string>();
  readonly #changed: () => void;

  constructor(
    form: FormModel,
    asked: RecordList,
    { field, value, changed }: { readonly field: ListField; readonly value: GroupValue | null; changed(): void },
  ) {
    this.value = value;
    this.filter = both(asked.question.filter, havingValue(field, value?.value ?? null));
    const question = { ...asked.question, filter: this.filter };
    this.#list = new RecordList(session.api, form.name, question, { pageSize, counted: true });
    this.#changed = changed;
  }

  get key(): string {
    return this.value?.value ?? '';
  }

  get begun(): boolean {
    return this.#list.begun;
  }
  get complete(): boolean {
    return this.#list.complete;
  }
  /** A search found these by their number; to look through all texts took too long. */
  get cut(): boolean {
    return this.#list.cut;
  }

  get cards(): readonly ListedRecord[] {
    const came = new Set(this.#came.map(({ id }) => id));
    return [...this.#came, ...this.#list.items.filter(({ id }) => !this.#left.has(id) && !came.has(id))];
  }

  /** How many there are; null before the first of them came. */
  get total(): number | null {
    const { total, items, begun } = this.#list;
    if (!begun) return null;
    const loaded = new Set(items.map(({ id }) => id));
    const more = this.#came.filter(({ id }) => !loaded.has(id)).length;
    return (total ?? items.length) + more - this.#left.size;
  }
  get totalAtLeast(): boolean {
    return this.#list.totalAtLeast;
  }

  async more(): Promise<void> {
    if (this.busy || this.complete) return;
    this.busy = true;
    this.failure = null;
    this.#changed();
    try {
      await this.#list.page(Math.floor(this.#list.loaded / pageSize));
    } catch (failure) {
      if (!this.#list.stopped) this.failure = failure;
    }
    this.busy = false;
    if (!this.#list.stopped) this.#changed();
  }

  /** A card comes on top of it, or another version of one that is there takes its place. */
  take(record: ListedRecord): void {
    this.drop(record.id);
    this.#left.delete(record.id);
    this.#came.unshift(record);
  }

  drop(id: string): void {
    const at = this.#came.findIndex((record) => record.id === id);
    if (at >= 0) this.#came.splice(at, 1);
    if (this.#list.items.some((record) => record.id === id)) this.#left.add(id);
  }

  stop(): void {
    this.#list.stop();
  }
}
