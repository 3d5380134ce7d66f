import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { ago } from '../kit/base/ago.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { type Leaving, leaveDialog } from '../kit/dialog/leave-dialog.ts';
import { Doing } from '../kit/doing.ts';
import { notify } from '../kit/gj-notices.ts';
import { Loading } from '../kit/loading.ts';
import { table } from '../kit/table/table.ts';
import { UnsavedKeep } from '../kit/unsaved/unsaved-keep.ts';
import type { FormModel } from '../model/form-model.ts';
import type { ListedRecord } from '../model/record-list.ts';
import { ApiProblem } from '../session/api.ts';
import { plural, say } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { dropUnsaved, type Unsaved } from '../session/unsaved/unsaved.ts';
import type { GjSheet } from '../sheet/gj-sheet.ts';
import type { States } from '../sheet/model/sheet-marks.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { recordName } from './cells/record-cells.ts';
import { changesFrom, sheetContent, sheetPlace } from './state/list-sheet-kept.ts';
import type { MergedRow } from './state/list-sheet-merge.ts';
import {
  asEntries,
  changesOf,
  listStates,
  loadRows,
  type RowChange,
  saveChanges,
  savedRows,
  sheetFieldsOf,
  typedSince,
  undoChanges,
} from './state/list-sheet-rows.ts';
import '../kit/dialog/gj-dialog.ts';
import '../kit/gj-state.ts';
import '../sheet/gj-sheet.ts';

/**
 * Records of a list typed as in a spreadsheet: changes are collected, shown, and saved together or not at all.
 * Tells `saved` when something was written or taken back, and `closed`.
 */
export class GjListSheet extends withProperties(GjElement, {
  form: given<FormModel>(),
  records: given<readonly ListedRecord[]>(() => []),
  /** Names of the columns of the list. */
  columns: given<readonly string[]>(() => []),
  rows: state<readonly JsonObject[] | null>(null),
  problems: state<ReadonlyMap<string, string>>(() => new Map()),
  states: state<States | undefined>(),
  flaw: state<string | null>(null),
  /** Cells in which something stands that is no value, as `row/field`. */
  flawed: state<ReadonlySet<string>>(() => new Set()),
  leaving: state(false),
  /** What was typed into a sheet of this form before and not saved. */
  offers: state<readonly Unsaved[]>(() => []),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      dialog {
        width: 100vw;
        max-width: 100vw;
        height: 100dvh;
        max-height: 100dvh;
        background: var(--gj-background);
      }
      header {
        padding: var(--gj-2) var(--gj-4);
      }
      h1 {
        min-width: 8em;
      }
      .body {
        padding: var(--gj-3) var(--gj-4);
        --gj-sheet-height: calc(100dvh - var(--gj-size-200));
      }
    `,
  ];
  readonly #loading = new Loading(this, { key: () => this.form, load: (form) => this.#load(form) });
  readonly #saving = new Doing(this);
  readonly #keep = new UnsavedKeep({
    place: () => sheetPlace(this.form.name),
    content: () => {
      const changes = this.#changes;
      return changes.length > 0 ? sheetContent(changes) : null;
    },
  });
  #base: readonly ListedRecord[] = [];
  #field: Field | null = null;
  /** Somebody asked for it while it was being saved. */
  #isAskedAgain = false;
  #fields: readonly Field[] = [];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  async #load(form: FormModel): Promise<void> {
    this.#fields = sheetFieldsOf(form, this.columns);
    this.#field = asEntries(form, this.#fields);
    this.#base = await loadRows(form, this.records, this.#fields);
    this.states = await listStates(form, this.#fields, (row) => this.rows?.[row]);
    this.rows = this.#base;
    await this.updateComplete;
    this.#sheet?.focus();
    this.offers = await this.#keep.offers();
  }

  override disconnectedCallback(): void {
    this.#keep.end('kept');
    super.disconnectedCallback();
  }

  /** Sets what was typed before beside the records as they are now; some of them may not be in the sheet yet. */
  async #restore(offer: Unsaved): Promise<void> {
    const { mergeMoved } = await import('./state/list-sheet-merge.ts');
    const changes = changesFrom(offer.content, this.#fields);
    const merged = await mergeMoved({ form: this.form, fields: this.#fields, changes, all: true });
    if (!merged) return;
    const known = new Set(this.#base.map(({ id }) => id));
    const more = [...merged.rows.values()].filter(({ base }) => !known.has(base.id));
    this.#base = [...this.#base, ...more.map(({ base }) => base)];
    this.#put(merged.rows, changes);
    this.#without(offer);
    this.#keep.adopt(offer);
    if (merged.text) notify({ text: merged.text });
    // What was pressed is gone: keys go on in the sheet.
    await this.updateComplete;
    this.#sheet?.focus();
  }

  #without(offer: Unsaved): void {
    this.offers = this.offers.filter((one) => one !== offer);
  }

  get #sheet(): GjSheet | null {
    return this.renderRoot.querySelector('gj-sheet');
  }

  get #changes(): readonly RowChange[] {
    if (!this.rows) return [];
    const all = changesOf(this.#base, this.rows, this.#fields);
    if (this.flawed.size === 0) return all;
    return all
      .map((one) => ({
        ...one,
        cells: one.cells.filter(({ field }) => !this.flawed.has(`${one.row}/${field.name}`)),
      }))
      .filter(({ cells }) => cells.length > 0);
  }

  async #save(): Promise<boolean> {
    this.#sheet?.settle();
    // What was typed since the one under way began is saved after it.
    this.#isAskedAgain = this.#saving.busy;
    if (this.#isAskedAgain) return false;
    const changes = this.#changes;
    if (this.flaw !== null) return false;
    if (changes.length === 0) return true;
    const { form } = this;
    let revisions: ReadonlyMap<string, number> = new Map();
    const send = async () => {
      revisions = await saveChanges(form, changes);
      return revisions;
    };
    const isSaved = await this.#saving.run(send, {
      done: plural(msg(str`已修改 ${changes.length} 条记录`, { id: 'changed-count' })),
      undo: (saved) => this.#undo(form, changes, saved),
    });
    if (isSaved) {
      this.#saved(changes, revisions);
      return true;
    }
    const { failure } = this.#saving;
    const merged = failure instanceof ApiProblem ? await this.#merge(changes) : 'nothing-moved';
    if (merged === 'merged') return this.#save();
    if (merged === 'nothing-moved') this.#mark(failure, changes);
    return false;
  }

  /** It is done, unless somebody has typed on meanwhile: that stays, not saved. */
  #saved(changes: readonly RowChange[], revisions: ReadonlyMap<string, number>): void {
    this.#sheet?.settle();
    this.#base = savedRows(this.#base, changes, revisions);
    this.emit('saved');
    if (this.#changes.length > 0 || this.flaw !== null) {
      this.#keep.changed();
      this.requestUpdate();
      if (this.#isAskedAgain) void this.#save();
      return;
    }
    this.#keep.end('given-up');
    this.emit('closed');
  }

  /** What others saved meanwhile is taken up beside what was typed. */
  async #merge(changes: readonly RowChange[]): Promise<'merged' | 'left' | 'nothing-moved'> {
    const { mergeMoved } = await import('./state/list-sheet-merge.ts');
    const merged = await mergeMoved({ form: this.form, fields: this.#fields, changes });
    if (!merged) return 'left';
    const { rows, text } = merged;
    if (rows.size === 0) return 'nothing-moved';
    this.#put(rows, changes);
    if (text) notify({ text });
    return 'merged';
  }

  /** Sets in records that were merged with what was `sent`; what was typed since stays beside it. */
  #put(rows: ReadonlyMap<string, MergedRow>, sent: readonly RowChange[]): void {
    const now = this.rows ?? [];
    const since = typedSince(sent, this.#changes);
    this.rows = this.#base.map(({ id }, at) => {
      const merged = rows.get(id)?.row;
      return merged ? { ...merged, ...since.get(id) } : (now[at] ?? {});
    });
    this.#base = this.#base.map((record) => rows.get(record.id)?.base ?? record);
  }

  /** Errors of the batch at the cells they are about. */
  #mark(failure: unknown, changes: readonly RowChange[]): void {
    const found = new Map<string, string>();
    const errors = failure instanceof ApiProblem ? failure.errors : [];
    for (const { path, message } of errors) {
      const [, , index, , name = ''] = path.split('/');
      const change = changes[Number(index)];
      if (!change) continue;
      const place = `${change.row}/${name || (change.cells[0]?.field.name ?? '')}`;
      const known = found.get(place);
      found.set(place, known === undefined ? message : `${known} ${message}`);
    }
    this.problems = found;
    if (found.size > 0) void this.updateComplete.then(() => this.#sheet?.toProblem());
  }

  async #undo(
    form: FormModel,
    changes: readonly RowChange[],
    revisions: ReadonlyMap<string, number>,
  ): Promise<void> {
    await undoChanges(form, changes, revisions);
    notify({ text: msg('已撤销', { id: 'undone' }) });
    // The page that hears it may be drawn anew by now.
    dispatchEvent(new CustomEvent('list-sheet-undone', { detail: form.name }));
  }

  #close(): void {
    this.#sheet?.settle();
    if (this.#changes.length > 0 || this.flaw !== null) this.leaving = true;
    else this.emit('closed');
  }

  async #leave(how: Leaving): Promise<void> {
    this.leaving = false;
    if (how === 'discard') {
      this.#keep.end('given-up');
      this.emit('closed');
    }
    if (how === 'save') await this.#save();
  }

  override render() {
    const { form, rows } = this;
    const changes = this.#changes;
    const cells = changes.reduce((sum, one) => sum + one.cells.length, 0);
    const label = msg(str`表格编辑：${many(form)}`, { id: 'list-sheet-title' });
    return html`<dialog class="flex column flush unpadded in-text usual borderless" aria-label=${label}
      @cancel=${(event: Event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        this.#close();
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void this.#save();
      }}>
      <header class="toolbar surface ruled">
        <h1 class="grows larger">${label}</h1>
        <span class="muted" role="status">${
          cells > 0
            ? msg(str`改动 ${changes.length} 条记录的 ${cells} 处，尚未保存`, { id: 'list-sheet-unsaved' })
            : ''
        }</span>
        <button @click=${() => this.#close()}>${msg('关闭', { id: 'close' })}</button>
        <button class="primary" ?disabled=${cells === 0 || this.#saving.busy || this.flaw !== null} title="Ctrl+S"
          @click=${() => this.#save()}>${msg('全部保存', { id: 'save-all' })}</button>
      </header>
      <div class="body grows shrinks-down scrolls" aria-busy=${this.#loading.busy}>
        ${this.offers.map((offer) => this.#offered(offer))}
        ${this.#failed()}
        ${this.flaw === null ? nothing : html`<p class="below-2 in-error" role="alert">${this.flaw}</p>`}
        ${rows === null ? nothing : this.#table(rows)}
        ${changes.length > 0 ? this.#effect(changes) : nothing}
      </div>
      <gj-notices></gj-notices>
      ${this.leaving ? leaveDialog((how) => void this.#leave(how)) : nothing}
    </dialog>`;
  }

  #offered(offer: Unsaved): TemplateResult {
    const count = changesFrom(offer.content, this.#fields).length;
    const text = plural(
      msg(str`您在${ago(offer.at)}在表格里改过 ${count} 条记录，还没有保存。`, { id: 'unsaved-sheet' }),
    );
    return html`<p class="across below-2 pad-2-3 surface edged rounded-l" role="status"><span class="grows">${text}</span>
      <button @click=${() => void this.#restore(offer)}>${msg('恢复', { id: 'unsaved-restore' })}</button>
      <button class="plain" @click=${async () => {
        this.#without(offer);
        await dropUnsaved(offer.id);
      }}>${msg('丢弃', { id: 'unsaved-discard' })}</button></p>`;
  }

  #failed(): TemplateResult | typeof nothing {
    const { failure } = this.#loading;
    if (failure !== null)
      return html`<gj-state .failure=${failure} @retry=${() => this.#loading.load()}></gj-state>`;
    if (this.#saving.failure === null || this.problems.size === 0) return this.#saving.shown();
    const text = plural(
      msg(str`${this.problems.size} 处有问题，尚未保存；请改正标出的单元格后再保存。`, {
        id: 'list-sheet-problems',
      }),
    );
    return html`<p class="below-2 in-error" role="alert">${text}</p>`;
  }

  #table(rows: readonly JsonObject[]): TemplateResult {
    const left = this.records.length - this.#base.length;
    if (this.#base.length === 0)
      return html`<gj-state symbol="lock" text=${msg('这些记录属于其他组织，您不能在这里修改。', { id: 'list-sheet-none' })}></gj-state>`;
    return html`
      ${
        left > 0
          ? html`<p class="muted small">${plural(msg(str`${left} 条记录属于其他组织，不在表格里。`, { id: 'list-sheet-foreign' }))}</p>`
          : nothing
      }
      <gj-sheet fixed .field=${this.#field} .form=${this.form} .rows=${rows} .problems=${this.problems} .states=${this.states}
        .label=${say(this.form.listLabel)}
        @rows-changed=${(event: CustomEvent<{ rows: readonly JsonObject[]; changed: readonly number[] }>) => {
          event.stopPropagation();
          this.rows = event.detail.rows;
          this.#forget(event.detail.changed);
          this.#keep.changed();
        }}
        @flaws-changed=${(event: CustomEvent<{ cells: readonly string[]; sentence: string | null }>) => {
          event.stopPropagation();
          this.flaw = event.detail.sentence;
          this.flawed = new Set(event.detail.cells);
        }}></gj-sheet>`;
  }

  /** Drops the problems of rows that somebody has changed since. */
  #forget(changed: readonly number[]): void {
    if (this.problems.size === 0) return;
    const rows = new Set(changed.map(String));
    this.problems = new Map([...this.problems].filter(([place]) => !rows.has(place.split('/')[0] ?? '')));
  }

  /** Draws the changes that saving would make, value by value. */
  #effect(changes: readonly RowChange[]): TemplateResult {
    const shown = (value: Json, field: Field) =>
      value === null ? msg('空', { id: 'sheet-empty-cell' }) : uiKind(field).show(value, field);
    return html`<details open>
      <summary class="pad-block-2 pressable">${msg('查看改动', { id: 'list-sheet-effect' })}</summary>
      ${table({
        caption: msg('查看改动', { id: 'list-sheet-effect' }),
        columns: [
          {
            label: msg('记录', { id: 'problem-record' }),
            role: 'name',
            cell: ({ base }) => recordName(this.form, base),
          },
          { label: msg('字段', { id: 'field' }), cell: ({ field }) => say(field.label) },
          {
            label: msg('原来', { id: 'value-before' }),
            cell: ({ before, field }) => html`<del class="muted">${shown(before, field)}</del>`,
          },
          { label: msg('现在', { id: 'value-now' }), cell: ({ now, field }) => shown(now, field) },
        ],
        rows: changes.flatMap(({ base, cells }) => cells.map((cell) => ({ base, ...cell }))),
        frame: 'third-high above-2 framed',
      })}
    </details>`;
  }
}
customElements.define('gj-list-sheet', GjListSheet);
