import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { SavedView } from '../../../metadata/contract/own/calls.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { type ListedRecord, RecordList } from '../../model/record-list.ts';
import { leaveList, listPlace } from '../../session/record-links.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { type Columns, readColumns, standardColumns, writeColumns } from './list-columns.ts';
import { listQuestion } from './list-question.ts';
import {
  type ListState,
  orderOf,
  plainState,
  readState,
  turned,
  unreadFilters,
  writeState,
} from './list-state.ts';
import { withQuickParts } from './quick-parts.ts';
import { SavedViews } from './saved-views.ts';

/** Rows that are loaded at once for whoever comes back to them. */
const farthest = 2_000;

/** Everything a list page stands on: the form, what is asked, the records so far, and which of them are picked. */
export class ListData implements ReactiveController {
  form: FormModel | null = null;
  list: RecordList | null = null;
  state: ListState = plainState;
  columns: Columns = { shown: [], widths: {} };
  views: SavedViews | null = null;
  /** Filters that the address asks for and nobody knows. */
  unread: readonly string[] = [];
  picked: ReadonlyMap<string, ListedRecord> = new Map();
  /** The row somebody comes back to. */
  top = 0;
  readonly #host: ReactiveControllerHost;
  readonly #opening: Loading<void, string>;
  readonly #counting: Doing;
  /** The reason why the newest page did not come. */
  #lost: unknown = null;
  /** The state of the saved view, as text; null: none is shown. */
  #shown: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#opening = new Loading(host, { key: null, load: (name, signal) => this.#open(name, signal) });
    this.#counting = new Doing(host, { notifies: true });
    host.addController(this);
  }

  hostConnected(): void {
    router.addEventListener('change', this.#moved);
  }

  hostDisconnected(): void {
    router.removeEventListener('change', this.#moved);
    this.list?.stop();
  }

  /** The reason why there is no form, or no first page. */
  get failure(): unknown {
    if (this.list === null) return this.#opening.failure;
    return this.list.begun ? null : this.#lost;
  }
  /** The reason why a list that is shown cannot go on. */
  get broken(): unknown {
    return this.list?.begun ? this.#lost : null;
  }
  get counting(): boolean {
    return this.#counting.busy;
  }

  /** The address says what is asked; without anything, the list that somebody prefers. */
  async open({ name }: FormOutline): Promise<void> {
    this.form = null;
    this.list?.stop();
    this.list = null;
    await this.#opening.load(name);
  }

  async #open(name: string, signal: AbortSignal): Promise<void> {
    const form = await forms.get(name);
    if (signal.aborted) return;
    this.form = form;
    this.columns = readColumns(form);
    this.views = new SavedViews(form);
    this.picked = new Map();
    const loading = this.views.load().catch(() => {});
    const { query } = router.place;
    // Only a bare address or one that names a view has to wait for them.
    if (query.size === 0 || query.has('saved')) await loading;
    if (signal.aborted) return;
    await this.#arrive(query);
    void loading.then(() => this.#host.requestUpdate());
  }

  async #arrive(query: URLSearchParams): Promise<void> {
    const { form, views } = this;
    if (!form || !views) return;
    const state = withQuickParts(readState(query, form), form);
    const view = query.size === 0 ? views.preferred : views.find(state.saved);
    const seen = view && (await views.read(view));
    this.columns = seen?.columns ?? readColumns(form);
    this.#shown = seen ? this.#written(seen.state) : null;
    // An address that names a view and nothing else shows all of the view.
    const wanted = seen && query.size <= 1 ? seen.state : state;
    const left = listPlace(form.name);
    this.top = left?.query === textOf(this.#address(wanted)) ? Math.min(left.row, farthest) : 0;
    this.#begin(wanted);
    this.unread = unreadFilters(query, form);
  }

  /** The picked records, else the loaded ones. */
  get atHand(): readonly ListedRecord[] {
    return this.picked.size > 0 ? [...this.picked.values()] : (this.list?.items ?? []);
  }

  /** By one value of a quick filter; empty: by none. */
  pickQuick(by: string, value: string): void {
    const { [by]: _own, ...quick } = this.state.quick;
    this.change({ quick: value === '' ? quick : { ...quick, [by]: [value] } });
  }

  /** Asks something else, with what was picked forgotten. */
  change(change: Partial<ListState>): void {
    // Columns of a saved view go with it.
    if (change.saved === null && this.state.saved !== null && this.form)
      this.columns = readColumns(this.form);
    this.#begin({ ...this.state, ...change });
  }

  /**
   * After a publish: the same question of the form as it is now, with its new columns, from this row on; fields are
   * the same by their ids. Answers whether it is another form at all.
   */
  async follow(row: number): Promise<boolean> {
    const { form: before, views: kept, state, columns } = this;
    if (!before || !kept) return false;
    const form = await forms.get(before.name);
    if (before !== this.form || form.hash === before.hash) return false;
    const views = new SavedViews(form);
    const [config] = await Promise.all([kept.config({ state, columns }), views.load().catch(() => {})]);
    const seen = await views.read({ id: '', config });
    if (before !== this.form) return false;
    // The state was changed meanwhile: it begins again.
    if (state !== this.state || columns !== this.columns) return this.follow(row);
    const isOwn = state.saved === null || columns.shown.join() === standardColumns(before).shown.join();
    const isClean = !this.changed;
    this.form = form;
    this.views = views;
    this.columns = (isOwn ? null : seen.columns) ?? readColumns(form);
    this.state = { ...seen.state, saved: state.saved };
    if (isClean && this.#shown !== null) this.#shown = this.#written();
    this.top = Math.min(row, farthest);
    router.rewrite(this.#address(this.state));
    this.#ask();
    return true;
  }

  /** The list is left with this row on top. */
  leave(row: number): void {
    if (!this.form) return;
    const ids = this.list?.items.map(({ id }) => id) ?? [];
    leaveList(this.form.name, { query: textOf(this.#address(this.state)), row, ids });
  }

  async show(view: SavedView): Promise<void> {
    const seen = await this.views?.read(view);
    if (!seen) return;
    if (seen.columns) this.columns = seen.columns;
    this.#begin(seen.state);
    this.clean();
  }

  /** Takes the shown state as that of the saved view. */
  clean(): void {
    this.#shown = this.#written();
    this.#host.requestUpdate();
  }

  /** Whether the list differs from the saved view it began as. */
  get changed(): boolean {
    return this.state.saved !== null && this.#shown !== null && this.#shown !== this.#written();
  }

  #written(state = this.state): string {
    // Which days a calendar shows is no change of it.
    const { at: _, ...drawing } = state.drawing;
    return `${writeState({ ...state, drawing })} ${this.columns.shown.join()}`;
  }

  /** Everything anew, with the same question; who is picked stays picked as far as he is still there. */
  refresh(): void {
    this.#ask();
  }

  /** The same question from its other end. */
  turn(): void {
    if (this.form) this.change({ sort: turned(orderOf(this.state, this.form)) });
  }

  async count(): Promise<void> {
    const { list } = this;
    if (list) await this.#counting.run(() => list.count());
  }

  /** Null: the form's own. */
  setColumns(columns: Columns | null): void {
    if (!this.form) return;
    const before = this.list?.question.fields.join();
    // The columns of a saved view are kept with it, when somebody says so.
    if (this.state.saved === null) writeColumns(this.form, columns);
    this.columns = columns ?? standardColumns(this.form);
    if (listQuestion(this.form, this.state, this.columns.shown).fields.join() !== before) this.#ask();
    this.#host.requestUpdate();
  }

  pick(picked: ReadonlyMap<string, ListedRecord>): void {
    this.picked = picked;
    this.#host.requestUpdate();
  }

  /** A page came, or did not. */
  loaded(failure: unknown = null): void {
    this.#lost = failure;
    this.#host.requestUpdate();
  }

  readonly #moved = () => {
    const { parts, query } = router.place;
    if (!this.form || parts[0] !== 'forms' || parts[1] !== this.form.name || parts.length > 2) return;
    void this.#arrive(query);
  };

  #begin(state: ListState): void {
    this.unread = [];
    this.state = state;
    this.picked = new Map();
    router.rewrite(this.#address(state));
    this.#ask();
  }

  /** Where a bare address opens a view, that of the list itself says that it is that. */
  #address(state: ListState): URLSearchParams {
    const query = writeState(state);
    if (query.size === 0 && this.views?.preferred) query.set('view', 'use');
    return query;
  }

  #ask(): void {
    const { form, state } = this;
    if (!form) return;
    this.list?.stop();
    this.#lost = null;
    this.list = new RecordList(session.api, form.name, listQuestion(form, state, this.columns.shown));
    this.#host.requestUpdate();
  }
}

function textOf(query: URLSearchParams): string {
  return query.size > 0 ? `?${query}` : '';
}
