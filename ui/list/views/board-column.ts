import type { ReactiveControllerHost } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import type { FormModel } from '../../model/form-model.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import type { GroupValue } from '../state/group-fields.ts';
import { both, havingValue } from '../state/group-values.ts';
import type { ListField } from '../state/list-field.ts';

/** Cards of a column that come at once. */
const pageSize = 30;

/** One column of a board: the records with one value, or with none, loaded as far as somebody looked. */
export class BoardColumn {
  /** Null: nothing stands in the field. */
  readonly value: GroupValue | null;
  readonly filter: Condition;
  readonly #list: RecordList;
  readonly #pages: GrowingList<ListedRecord, RecordList, number>;
  readonly #host: ReactiveControllerHost;
  /** Cards that came here, or left, since they were loaded. */
  readonly #came: ListedRecord[] = [];
  readonly #left = new Set<string>();
  /** Of those that ever came, the ones that stood elsewhere when this column was counted. */
  readonly #uncounted = new Set<string>();

  constructor(
    host: ReactiveControllerHost,
    form: FormModel,
    asked: RecordList,
    { field, value }: { readonly field: ListField; readonly value: GroupValue | null },
  ) {
    this.value = value;
    this.filter = both(asked.question.filter, havingValue(field, value?.value ?? null));
    const question = { ...asked.question, filter: this.filter };
    this.#list = new RecordList(session.api, form.name, question, { pageSize, counted: true });
    this.#host = host;
    this.#pages = new GrowingList<ListedRecord, RecordList, number>(host, {
      key: null,
      page: async (list, next) => {
        const at = next ?? 0;
        return { items: await list.page(at), next: list.complete ? null : at + 1 };
      },
    });
  }

  get key(): string {
    return this.value?.value ?? '';
  }

  get failure(): unknown {
    return this.#pages.failure;
  }
  get busy(): boolean {
    return this.#pages.busy;
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
    const { total, items, begun, complete } = this.#list;
    if (!begun) return null;
    const loaded = new Set(items.map(({ id }) => id));
    const came = this.#came.filter(({ id }) => (complete ? !loaded.has(id) : this.#uncounted.has(id)));
    const left = [...this.#left].filter((id) => complete || !this.#uncounted.has(id));
    return (total ?? items.length) + came.length - left.length;
  }
  get totalAtLeast(): boolean {
    return this.#list.totalAtLeast;
  }

  /** The next cards, or the first. */
  async more(): Promise<void> {
    if (this.busy || this.complete) return;
    if (this.#pages.value === undefined) await this.#pages.load(this.#list);
    else await this.#pages.more();
  }

  /** A card comes on top of it, or another version of one that is there takes its place. */
  take(record: ListedRecord): void {
    if (!this.#list.items.some(({ id }) => id === record.id)) this.#uncounted.add(record.id);
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
    this.#host.removeController(this.#pages);
  }
}
