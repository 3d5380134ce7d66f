import type { Condition } from '../../metadata/condition.ts';
import type { WireRecord as ListedRecord } from '../../metadata/contract/records/record.ts';
import type { Api } from '../session/api.ts';
import type { RouteAnswer, RouteRequest } from '../session/route.ts';

export type { ListedRecord };

/** The question of a list: equal questions give equal pages. */
export interface ListQuestion {
  readonly view: 'use' | 'manage';
  readonly q: string;
  readonly filter: Condition | null;
  readonly sort: readonly string[];
  /** Names of fields that columns need. */
  readonly fields: readonly string[];
}

type Page = RouteAnswer<'GET /api/forms/:form/records'>;
type ListQuery = NonNullable<RouteRequest<'GET /api/forms/:form/records'>['query']>;

/**
 * Records of a form by cursor: pages are fetched one after the other, since each begins where the one before
 * ended. How many there are is not known until somebody asks for the count.
 */
export class RecordList {
  readonly pageSize: number;
  readonly question: ListQuestion;
  readonly #api: Api;
  readonly #form: string;
  readonly #pages: (readonly ListedRecord[])[] = [];
  /** All of them; the same array until another page came. */
  #items: readonly ListedRecord[] = [];
  readonly #stop = new AbortController();
  #next: string | null | undefined;
  #chain: Promise<void> = Promise.resolve();
  #total: number | null = null;
  #totalAtLeast = false;
  #cut = false;
  readonly #isCounted: boolean;

  /** `pageSize`: 100 unless it says another; `counted`: the first page says how many there are. */
  constructor(
    api: Api,
    form: string,
    question: ListQuestion,
    { pageSize = 100, counted = false }: { readonly pageSize?: number; readonly counted?: boolean } = {},
  ) {
    this.pageSize = pageSize;
    this.#isCounted = counted;
    this.#api = api;
    this.#form = form;
    this.question = question;
  }

  get loaded(): number {
    return this.#items.length;
  }
  /** Whether the first page was answered. */
  get begun(): boolean {
    return this.#next !== undefined;
  }
  get complete(): boolean {
    return this.#next === null;
  }
  /** A search found these by their number; to look through all texts took too long. */
  get cut(): boolean {
    return this.#cut;
  }
  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }
  /** Known once everything is loaded, or it was asked for. */
  get total(): number | null {
    if (this.complete) return this.loaded;
    return this.#total === null ? null : Math.max(this.#total, this.loaded);
  }
  /** There are more than the total: not all were counted. */
  get totalAtLeast(): boolean {
    return !this.complete && this.#totalAtLeast;
  }
  /** The number of rows that a grid may scroll over: a page more than is loaded, as long as there is more. */
  get size(): number {
    return this.complete ? this.loaded : this.loaded + this.pageSize;
  }
  get items(): readonly ListedRecord[] {
    return this.#items;
  }

  page(at: number): Promise<readonly ListedRecord[]> {
    const fetched = this.#chain.then(async () => {
      while (this.#pages.length <= at && this.#next !== null) await this.#fetch();
      return this.#pages[at] ?? [];
    });
    // A failed page is asked for again by whoever wants it next.
    this.#chain = fetched.then(
      () => undefined,
      () => undefined,
    );
    return fetched;
  }

  async count(): Promise<number> {
    const { total, totalAtLeast } = await this.#ask({ limit: 1, count: true });
    this.#total = total ?? 0;
    this.#totalAtLeast = totalAtLeast ?? false;
    return this.#total;
  }

  /** All there are, in large pages; at most so many. */
  async everything(most: number): Promise<readonly ListedRecord[]> {
    const all: ListedRecord[] = [];
    let cursor: string | null = '';
    while (cursor !== null && all.length < most) {
      const page: Page = await this.#ask({ limit: 500, ...(cursor ? { cursor } : {}) });
      all.push(...page.items);
      cursor = page.next;
    }
    return all.slice(0, most);
  }

  stop(): void {
    this.#stop.abort();
  }

  async #fetch(): Promise<void> {
    const cursor = this.#next;
    const isFirst = this.#pages.length === 0;
    const { items, next, complete, total, totalAtLeast } = await this.#ask({
      limit: this.pageSize,
      ...(this.#isCounted && isFirst ? { count: true } : {}),
      ...(cursor ? { cursor } : {}),
      ...(this.question.q ? { partial: true } : {}),
    });
    if (total !== undefined) this.#total = total;
    if (totalAtLeast !== undefined) this.#totalAtLeast = totalAtLeast;
    this.#pages.push(items);
    this.#items = this.#pages.flat();
    this.#cut = complete === false;
    this.#next = this.#cut ? null : next;
  }

  #ask(more: ListQuery): Promise<Page> {
    return this.#api.call('GET /api/forms/:form/records', {
      path: { form: this.#form },
      query: { ...listQuery(this.question), ...more },
      signal: this.#stop.signal,
    });
  }
}

/** The question as the query of a call. */
function listQuery({ fields, ...asked }: ListQuestion): ListQuery {
  return { ...exportQuery(asked), ...(fields.length > 0 ? { fields: fields.join(',') } : {}) };
}

/** Of an export of the same records: it has all fields. */
export function exportQuery({ view, q, filter, sort }: Omit<ListQuestion, 'fields'>) {
  return {
    view,
    ...(q ? { q } : {}),
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
    ...(sort.length > 0 ? { sort: sort.join(',') } : {}),
  };
}
