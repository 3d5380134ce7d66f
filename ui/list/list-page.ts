import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import type { SavedView } from '../../metadata/contract/own/calls.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import { Phone } from '../kit/base/phone.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { notify } from '../kit/gj-notices.ts';
import type { Agree } from '../model/agree.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { FollowedModel } from '../session/followed-model.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { confirmAction } from './confirm-action.ts';
import { buildFilter } from './filter/build-filter.ts';
import type { GjFilterBar } from './filter/gj-filter-bar.ts';
import type { GjRecordGrid } from './gj-record-grid.ts';
import { drawnRecords, loadDrawn } from './list-drawn.ts';
import { listFoot } from './list-foot.ts';
import { type HeadHands, listGroups, listHead, listLooks } from './list-head.ts';
import { type ListOverlay, loadOverlay, overlayAsked, overlayOf } from './list-overlays.ts';
import { ListPeek } from './list-peek.ts';
import { listStyles, waiting } from './list-styles.ts';
import { RowsFocus } from './rows-focus.ts';
import { actionDone, isAgreed, type ListAction, ListActions, type Outcome } from './state/list-actions.ts';
import { ListData } from './state/list-data.ts';
import { deskOver } from './state/list-desk.ts';
import type { ListDomain } from './state/list-domain.ts';
import { type KeepAction, ListKeeping, rowItems } from './state/list-keeping.ts';
import { isFiltered, type ListState, orderOf } from './state/list-state.ts';
import { takeAlong } from './take-along.ts';
import { askViewName } from './view-name.ts';
import './filter/gj-filter-bar.ts';
import { placedColumns } from './state/list-columns.ts';
import './gj-list-none.ts';
import './gj-record-grid.ts';
import '../kit/gj-state.ts';
import './gj-view-tabs.ts';

/** With the first row that somebody picks. */
const loadPicked = onceLoaded(() => import('./gj-list-picked.ts'));

/** Records of a form: found, ordered, opened, and changed by the many. What is asked stands in the address. */
export class ListPage extends withProperties(GjElement, {
  form: given<FormOutline>(),
  domains: given<readonly ListDomain[]>(() => []),
  overlay: state<ListOverlay | null>(null),
  /** Name of the field that the list is grouped by; empty: none. */
  group: state(''),
  /** Default: nobody is asked before something is done to records. */
  agree: given<Agree | undefined>(undefined),
}) {
  static override styles = [shared, listStyles];

  readonly #phone = new Phone(this);
  readonly #data = new ListData(this);
  readonly #actions = new ListActions(this);
  readonly #keeping = new ListKeeping(this.#data);
  readonly #peek = new ListPeek(this, { data: this.#data, grid: () => this.#grid });
  readonly #rows = new RowsFocus({
    grid: () => this.#grid,
    bar: () => this.#bar,
    isBegun: () => this.#data.list?.begun ?? false,
  });
  /** The row on top before whatever is done next; once the page is gone, nothing can be measured. */
  #row = 0;
  readonly #stepping = () => {
    this.#row = this.#grid?.row ?? 0;
  };
  readonly #keys = (event: KeyboardEvent) => this.#key(event);
  /** Reads the list again once changes of a sheet were taken back, wherever one was by then. */
  readonly #undone = () => this.#data.refresh();

  constructor() {
    super();
    new FollowedModel(
      this,
      () => void this.#follow(),
      () => !this.overlay,
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keys);
    addEventListener('list-sheet-undone', this.#undone);
    for (const name of steps) addEventListener(name, this.#stepping, true);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    removeEventListener('list-sheet-undone', this.#undone);
    for (const name of steps) removeEventListener(name, this.#stepping, true);
    this.#data.leave(this.#row);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('form') && changed.get('form')?.name !== this.form.name;
    if (isOther) this.overlay = overlayAsked(this.form);
    if (this.overlay) this.#fetch(loadOverlay(this.overlay));
    if (this.#data.form) this.#fetch(loadDrawn(this.#data.state.drawing.kind));
    if (this.#data.list) this.#rows.remember();
    if (!isOther) return;
    this.group = '';
    if (changed.get('form')) this.#data.leave(this.#row);
    void this.#data.open(this.form);
  }

  /** Pieces of the page that are not there yet; without one, the page goes on without what needs it. */
  #fetch(piece: Promise<unknown>): void {
    void piece.catch((failure: unknown) => {
      this.overlay = null;
      notify({ text: failureText(failure), kind: 'error' });
    });
  }

  protected override updated(): void {
    this.#rows.enter();
  }

  /** The form is another one since a publish: the list follows where it stands. */
  #follow(): Promise<void> {
    return this.#try(async () => {
      if (await this.#data.follow(this.#grid?.row ?? 0))
        notify({ text: msg('表单已更新，页面已随之变化。', { id: 'form-updated' }) });
    });
  }

  #key(event: KeyboardEvent): void {
    if (this.overlay || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.composedPath()[0] as HTMLElement;
    if (at.closest?.('input:not([type=checkbox]), textarea, [contenteditable]')) return;
    if (event.key === '/') this.#bar?.focus();
    else if (!this.#peek.key(event)) return;
    event.preventDefault();
  }

  get #bar(): GjFilterBar | null {
    return this.renderRoot.querySelector('gj-filter-bar');
  }

  get #grid(): GjRecordGrid | null {
    return this.renderRoot.querySelector('gj-record-grid');
  }

  /** One or many; what cannot be said in a line is told record by record. */
  async #do(records: readonly ListedRecord[], action: ListAction): Promise<void> {
    const { form } = this.#data;
    if (!form || records.length === 0 || this.#actions.progress) return;
    this.overlay = null;
    if (!(await isAgreed(records, action, this.agree))) return;
    await this.#try(async () => this.#report(await this.#actions.run(form.name, records, action)));
    this.#data.pick(new Map());
    this.#data.refresh();
    if (form.id === 'organisation') void session.refresh().catch(() => {});
  }

  #report(outcome: Outcome): void {
    if (outcome.question) {
      void this.#confirm(outcome.question);
      return;
    }
    const wrong = outcome.lines.filter((line) => line.wrong !== null);
    const { undo } = outcome;
    if (wrong.length === 1 && outcome.lines.length === 1) {
      notify({ text: wrong[0]?.wrong ?? '', kind: 'error' });
    } else if (wrong.length > 0) this.overlay = { name: 'report', outcome };
    else notify({ text: actionDone(outcome), ...(undo ? { undo: () => this.#undo(undo) } : {}) });
  }

  /** Runs an action once somebody agrees to its sentence. */
  async #confirm({ action, records, body }: NonNullable<Outcome['question']>): Promise<void> {
    const { asksReason, ...plain } = action;
    // A reason that was given before is not asked for again.
    const isGiven = body?.['reason'] !== undefined;
    const { form } = this.#data;
    const said = form && (await confirmAction(this, form, isGiven ? plain : action, records));
    if (said) await this.#do(records, { name: 'act', declared: action, body: { ...body, ...said } });
  }

  async #undo(undo: () => Promise<number>): Promise<void> {
    this.overlay = null;
    await this.#try(async () => {
      const failed = await undo();
      if (failed > 0) notify({ text: msg(str`${failed} 条没有恢复`, { id: 'not-undone' }), kind: 'error' });
      else notify({ text: msg('已撤销', { id: 'undone' }) });
    });
    this.#data.refresh();
  }

  #act(key: string, records: readonly ListedRecord[]): void {
    const action = this.#data.form?.actions.find(({ name }) => key === `act:${name}`);
    const desk = deskOver(this.domains, action, this.#data, records);
    if (desk) void this.#try(desk);
    else if (action?.confirm || action?.asksReason) void this.#confirm({ action, records });
    else if (action) void this.#do(records, { name: 'act', declared: action });
    else if (key === 'edit' || key === 'print') this.overlay = { name: key, records };
    else if (key === 'assign') void this.#assign(records);
    else if (key === 'enable' || key === 'disable' || key === 'delete') void this.#do(records, { name: key });
    else void this.#try(async () => takeAlong(key, this.#data.form, { records, domains: this.domains }));
  }

  async #assign(records: readonly ListedRecord[]): Promise<void> {
    const { form } = this.#data;
    if (!form) return;
    await this.#try(async () => {
      const { openAssignDialog } = await import('../organisations/sharing/open-assign-dialog.ts');
      if (!(await openAssignDialog(this, { form, records }))) return;
      this.#data.pick(new Map());
      this.#data.refresh();
    });
  }

  async #build(): Promise<void> {
    const { form, state } = this.#data;
    if (!form) return;
    await this.#try(async () => {
      const condition = await buildFilter(form, state.condition);
      if (condition !== undefined && this.#data.form === form) this.#data.change({ condition });
    });
  }

  #pickEverything(): Promise<void> {
    const { list } = this.#data;
    return this.#try(async () => {
      const all = await list?.everything(mostPicked);
      if (all && list === this.#data.list) this.#data.pick(new Map(all.map((record) => [record.id, record])));
    });
  }

  async #keep({ action, view }: KeepAction): Promise<void> {
    if (action === 'save' || action === 'rename') {
      await askViewName(this, view, (named) => this.#keeping.name(view, named));
      return;
    }
    if (!view) return;
    await this.#try(async () => {
      const undo = await this.#keeping.change(view, action);
      const text = msg(str`已删除视图“${view.name}”`, { id: 'view-deleted' });
      if (undo) notify({ text, undo: () => this.#try(undo) });
    });
  }

  /** Runs an action and tells its failure; the page shows the state after it. */
  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
    this.requestUpdate();
  }

  override render() {
    const { form, failure } = this.#data;
    if (!form) {
      return failure
        ? html`<gj-state .failure=${failure} @retry=${() => this.#data.open(this.form)}></gj-state>`
        : html`<div class="clips pad-3">${waiting}</div>`;
    }
    if (!form.can.has('read')) {
      const text = msg('您没有查看这些记录的权限，请联系管理员。', { id: 'no-right-to-list' });
      return html`<gj-state symbol="lock" text=${text}></gj-state>`;
    }
    const { state, views } = this.#data;
    const looks = listLooks(form, this.#data, { group: this.#hands.group, phone: this.#phone.is });
    return html`
      ${listHead(form, this.#data, { hands: this.#hands, phone: this.#phone.is, domains: this.domains })}
      <gj-view-tabs class="ruled" .state=${state} .views=${views?.all ?? []} ?both=${Boolean(form.sharing)}
        deleted=${form.can.has('history') ? `/deleted/${form.name}` : ''} ?changed=${this.#data.changed}
        @state=${this.#change} @show=${({ detail }: CustomEvent<SavedView>) => this.#data.show(detail)}
        @keep=${({ detail }: CustomEvent) => this.#keep(detail)}>${looks}</gj-view-tabs>
      <gj-filter-bar .form=${form} .state=${state} .unread=${this.#data.unread}
        @state=${this.#change} @to-list=${this.#rows.go} @focusin=${this.#rows.stay} @input=${this.#rows.stay}
        @build=${this.#build}></gj-filter-bar>
      ${listGroups(form, this.#data, { by: state.drawing.kind === 'list' ? this.group : '', domains: this.domains })}
      ${this.#body(form)}
      ${this.#picked(form)}
      ${listFoot(this.#data, {
        progress: this.#actions.progress,
        retry: () => {
          this.#data.loaded();
          this.#grid?.retry();
        },
      })}
      ${this.overlay ? overlayOf(this.overlay, this.#data, this.#overlaid) : nothing}
    `;
  }

  /** As far as a sheet of it is of use. */
  readonly #openSheet = () => {
    this.overlay = { name: 'sheet', records: this.#data.atHand.slice(0, mostInSheet) };
  };

  readonly #hands: HeadHands = {
    open: (name) => {
      this.overlay = { name };
    },
    openSheet: () => this.#openSheet(),
    group: (name) => {
      this.group = name;
    },
  };

  readonly #change = ({ detail }: CustomEvent<Partial<ListState>>) => this.#data.change(detail);

  #body(form: FormModel): TemplateResult {
    const { list, state, columns, failure, picked } = this.#data;
    if (failure) {
      return html`<div class="body gridded shrinks-down relative ruled-above">
        <gj-state .failure=${failure} @retry=${() => this.#data.refresh()}></gj-state></div>`;
    }
    const none = list?.complete === true && list.loaded === 0;
    const placed = placedColumns(columns);
    const act = ({ detail }: CustomEvent<{ key: string; record: ListedRecord }>) =>
      this.#act(detail.key, [detail.record]);
    const drawn = drawnRecords(form, this.#data, { rowMenu: this.#rowMenu, act, change: this.#change });
    const isBusy = !list?.begun && !drawn;
    const isWaiting = isBusy && !this.#grid?.hasRows;
    return html`<div class="body gridded shrinks-down relative ruled-above" aria-busy=${isBusy}>
      ${drawn ?? nothing}
      ${
        list && !drawn
          ? html`<gj-record-grid
              class="gridded shrinks-down"
              ?inert=${none || isBusy}
              .form=${form}
              .list=${list}
              .columns=${placed.columns}
              .pinned=${placed.pinned}
              .widths=${columns.widths}
              .sort=${orderOf(state, form)}
              .picked=${picked}
              .top=${this.#data.top}
              .rowMenu=${this.#rowMenu}
              @open=${({ detail }: CustomEvent<ListedRecord>) => router.go(`/forms/${form.name}/${detail.id}`)}
              @peek=${({ detail }: CustomEvent<ListedRecord>) => this.#peek.show(detail)}
              @picked=${({ detail }: CustomEvent) => this.#data.pick(detail)}
              @sorted=${({ detail }: CustomEvent) => this.#data.change({ sort: detail })}
              @resized=${({ detail }: CustomEvent<{ name: string; width: number }>) =>
                this.#data.setColumns({
                  ...columns,
                  widths: { ...columns.widths, [detail.name]: detail.width },
                })}
              @reordered=${({ detail }: CustomEvent) => this.#data.setColumns({ ...columns, shown: detail })}
              @act=${act}
              @loaded=${() => this.#data.loaded()}
              @failed=${({ detail }: CustomEvent) => this.#data.loaded(detail)}></gj-record-grid>`
          : nothing
      }
      ${this.#peek.render()}
      ${isWaiting ? html`<div class="over absolute clips pad-3 surface">${waiting}</div>` : nothing}
      ${
        none
          ? html`<gj-list-none class="over absolute surface" .form=${form} .state=${state} ?filtered=${isFiltered(state)}
              @state=${this.#change} @import=${() => this.#hands.open('import')}></gj-list-none>`
          : nothing
      }
    </div>`;
  }

  #picked(form: FormModel): TemplateResult {
    const { list, picked } = this.#data;
    const records = this.#actions.progress ? [] : [...picked.values()];
    const isAll = picked.size >= (list?.loaded ?? 0) && picked.size < mostPicked;
    if (picked.size > 0) void loadPicked();
    return html`<gj-list-picked class="surface" .form=${form} .domains=${this.domains} .records=${records}
      ?more=${isAll && list?.complete === false}
      @act=${({ detail }: CustomEvent<string>) => this.#act(detail, records)}
      @clear=${() => {
        this.#data.pick(new Map());
        this.#grid?.focus();
      }} @everything=${this.#pickEverything}></gj-list-picked>`;
  }

  readonly #rowMenu = (record: ListedRecord) =>
    this.#data.form ? rowItems(this.#data.form, record, this.domains) : [];

  readonly #overlaid = {
    close: () => {
      this.overlay = null;
    },
    run: (records: readonly ListedRecord[], action: ListAction) => void this.#do(records, action),
    undo: (undo: () => Promise<number>) => void this.#undo(undo),
    refresh: () => this.#data.refresh(),
  };
}

/** Events that come before a page is left. */
const steps = ['pointerdown', 'keydown'] as const;
/** So many can be picked at once. */
const mostPicked = 10_000;
/** So many records are typed over together. */
const mostInSheet = 500;
customElements.define('gj-list-page', ListPage);
