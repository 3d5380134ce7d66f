import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import { currencyPath } from '../../metadata/currency/currency-of.ts';
import type { Field } from '../../metadata/field.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { ControlAsk } from '../fields/common/ui-kind.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { neededMark, neededStyles } from '../kit/base/needed-mark.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { RecordEditor } from '../record/editor/record-editor.ts';
import { isGiven } from '../record/editor/record-sending.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { GjSheet } from './gj-sheet.ts';
import { InnerRows } from './model/inner-rows.ts';
import type { Offers } from './model/sheet-choices.ts';
import type { States } from './model/sheet-marks.ts';

interface Flaws {
  /** `row/field` within the sheet. */
  readonly cells: readonly string[];
  readonly sentence: string;
  /** The entries field of a row that the sheet shows; default: it is the sheet of the rows themselves. */
  readonly within?: string;
}

/** A sheet of entries: that of the record, or one inside of a row. */
interface Place {
  readonly field: Field;
  readonly rows: readonly JsonObject[];
  readonly above: readonly number[];
  /** The key under which its texts that are no values are kept. */
  readonly key: string;
  readonly label: string;
  change(rows: readonly JsonObject[]): void;
}

interface Answers {
  readonly from: readonly unknown[];
  readonly states: States;
  readonly offers: (field: Field, row: number) => Offers;
}

/** Rows of a record as a sheet, with the rows of the row that is picked below it. */
export class GjEntries extends withProperties(GjElement, {
  ask: given<ControlAsk & { readonly editor?: RecordEditor }>(),
  picked: state(0),
}) {
  static override styles = [
    shared,
    neededStyles,
    css`
      header {
        position: sticky;
        inset-inline-start: 0;
        max-width: var(--gj-in-sight, none);
      }
      .inner {
        --gj-sheet-height: var(--gj-size-320);
      }
      .inner:focus-within {
        border-inline-start-color: var(--gj-accent);
      }
      .inner:not(:focus-within) .done {
        visibility: hidden;
      }
    `,
  ];

  readonly #inner = new InnerRows();
  readonly #flaws = new Map<string, Flaws>();

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const rows = this.#rows;
    if (this.picked >= rows.length && !this.#wanted) this.picked = Math.max(0, rows.length - 1);
    this.#inner.take(rows, this.picked);
    // Texts in rows that are gone hold up nothing.
    for (const key of [...this.#flaws.keys()]) if (key !== '' && this.#rowOf(key) < 0) this.#flaw(key, null);
  }

  get #rows(): readonly JsonObject[] {
    const { value } = this.ask;
    if (value !== this.#valued.value) this.#valued = { value, rows: rowsIn(value) };
    return this.#valued.rows;
  }
  /** Thousands of rows are looked through once, and are the same list until they are another. */
  #valued: { readonly value: Json; readonly rows: readonly JsonObject[] } = { value: null, rows: noRows };

  /** Place of the row that a sheet belongs to; -1: there is none such. */
  #rowOf(key: string): number {
    const rows = this.#rows;
    return rows.findIndex((_, at) => key.startsWith(this.#inner.keyOf(rows, at)));
  }

  get #outer(): GjSheet | null {
    return this.renderRoot.querySelector<GjSheet>('gj-sheet[data-key=""]');
  }
  #sheet(key: string): GjSheet | null {
    return (
      [...this.renderRoot.querySelectorAll<GjSheet>('gj-sheet')].find((one) => one.dataset['key'] === key) ??
      null
    );
  }

  override focus(): void {
    this.#outer?.focus();
  }

  /** Takes in what is still being typed. */
  settle(): void {
    for (const sheet of this.renderRoot.querySelectorAll<GjSheet>('gj-sheet')) sheet.settle();
  }

  /** To what a path below this field names: a row, a cell of it, or a cell of a row inside of it. */
  async reach([row = '', name, innerRow, innerName]: readonly string[]): Promise<void> {
    await this.updateComplete;
    const [wrong] = this.#flaws.keys();
    if (/^\d+$/.test(row)) {
      this.#outer?.goTo(Number(row), name);
      const field = this.ask.field.rows?.byName.get(name ?? '');
      if (field?.rows && innerRow !== undefined) this.#enter(Number(row), field, Number(innerRow), innerName);
    } else if (wrong) {
      this.picked = this.#rowOf(wrong);
      await this.updateComplete;
      this.#sheet(wrong)?.toProblem();
    } else this.#outer?.toProblem();
    this.#show(this.renderRoot.querySelector<GjSheet>('gj-sheet:focus-within'));
  }

  /** Into the rows of a row, as soon as that row stands here: it may have been made for it. */
  #enter(row: number, field: Field, innerRow = 0, name?: string): void {
    this.#wanted = { row, field, innerRow, name };
    this.picked = row;
    this.requestUpdate();
  }
  #wanted: { row: number; field: Field; innerRow: number; name: string | undefined } | null = null;

  protected override updated(): void {
    const wanted = this.#wanted;
    const sheet = wanted && this.#sheet(this.#inner.keyOf(this.#rows, wanted.row, wanted.field));
    if (!wanted || !sheet) return;
    this.#wanted = null;
    void sheet.updateComplete.then(() => {
      sheet.goTo(wanted.innerRow, wanted.name);
      this.#show(sheet);
    });
  }

  /** Back to the cell that they belong to. */
  #leave({ field, above }: Place): void {
    this.#outer?.goTo(above[0] ?? 0, field.name);
    this.#show(this.#outer);
  }

  #show(sheet: GjSheet | null | undefined): void {
    (sheet?.closest('.inner') ?? sheet)?.scrollIntoView({ block: 'nearest' });
  }

  #change(rows: readonly JsonObject[]): void {
    this.ask.change(rows);
  }

  /** Problems below a pointer, as `row/field` → sentence. */
  #problems(below: string): ReadonlyMap<string, string> {
    const { findings = [] } = this.ask.editor ?? {};
    if (findings.length === 0) return noProblems;
    const found = new Map<string, string>();
    for (const { path, text, severity } of findings) {
      if (severity === 'error' && path.startsWith(`${below}/`)) found.set(path.slice(below.length + 1), text);
    }
    return found;
  }

  override render() {
    const { ask, picked } = this;
    const rows = this.#rows;
    const outer = { field: ask.field, rows, above: [], key: '', label: ask.label };
    const hasInner = (ask.field.rows?.entries ?? []).length > 0;
    const inner = hasInner ? rows.flatMap((row, at) => this.#innerPlaces(rows, row, at, picked)) : [];
    return html`
      <header class="across below-1">
        <h2 id="title">${ask.label}${
          ask.required && !ask.readonly
            ? html` <span class="problem" aria-hidden="true">*</span>`
            : html` ${neededMark(ask.needed)}`
        }</h2>
      </header>
      ${this.#sheetView({ ...outer, change: (now) => this.#change(now) })}
      ${ask.problem ? html`<div class="small in-error">${ask.problem}</div>` : nothing}
      ${repeat(
        inner,
        ({ key }) => key,
        (place) => this.#innerView(place),
      )}
    `;
  }

  /** The rows of the row that is picked; and of others, unseen, where something stands that is no value. */
  #innerPlaces(all: readonly JsonObject[], row: JsonObject, at: number, picked: number): readonly Place[] {
    return (this.ask.field.rows?.entries ?? []).flatMap((field) => {
      const key = this.#inner.keyOf(all, at, field);
      if (at !== picked && !this.#flaws.has(key)) return [];
      const label = say(field.label);
      const change = (rows: readonly JsonObject[]) => {
        const now = this.#rowOf(key);
        this.#change(this.#rows.map((one, index) => (index === now ? { ...one, [field.name]: rows } : one)));
      };
      return [{ field, rows: rowsIn(row[field.name]), above: [at], key, label, change }];
    });
  }

  #innerView(place: Place): TemplateResult {
    const [at = 0] = place.above;
    return html`<div class="inner beneath above-3" ?hidden=${at !== this.picked}>
      <header class="across below-1">
        <h2>${dotted(msg(str`第 ${at + 1} 行 · ${place.label}`, { id: 'rows-of-row' }))}</h2>
        <button class="plain slim done pushed" title="Esc"
            @click=${() => this.#leave(place)}>${msg('回到上面的表格', { id: 'back-to-rows' })}</button>
      </header>
      ${this.#sheetView(place)}
    </div>`;
  }

  #sheetView(place: Place): TemplateResult {
    const { ask } = this;
    const { field, rows, above, key } = place;
    const below = [`/${ask.field.name}`, ...above.map((at) => `/${at}/${field.name}`)].join('');
    const { states, offers } = this.#answers(place);
    const own = <T>(handle: (detail: T) => void) => ({
      handleEvent: (event: CustomEvent<T>) => {
        event.stopPropagation();
        handle(event.detail);
      },
    });
    return html`<gj-sheet data-key=${key} .field=${field} .form=${ask.form} .rows=${rows} .readonly=${ask.readonly}
      .label=${place.label} .needed=${ask.neededIn} .plain=${ask.editor?.isDesigned ?? false}
      .problems=${this.#problems(below)} .record=${this.#around(field)} .offers=${offers}
      .states=${states} .unsaved=${above.length === 0 ? ask.unsaved : undefined}
      @rows-changed=${own<{ rows: readonly JsonObject[] }>((detail) => place.change(detail.rows))}
      @flaws-changed=${own<Flaws>((flaws) => this.#flaw(key, flaws.cells.length === 0 ? null : this.#placed(place, flaws)))}
      @row-picked=${own<{ row: number }>(({ row }) => {
        if (above.length === 0) this.picked = row;
      })}
      @open-cell=${own<{ row: number; field: Field }>((detail) => {
        if (detail.field.rows) this.#enter(detail.row, detail.field);
      })}
      @leave-sheet=${(event: Event) => {
        if (above.length === 0) return;
        event.preventDefault();
        this.#leave(place);
      }}></gj-sheet>`;
  }

  #placed({ above, label, field }: Place, flaws: Flaws): Flaws {
    const [at] = above;
    if (at === undefined) return flaws;
    const sentence = msg(str`第 ${at + 1} 行 · ${label} ${flaws.sentence}`, { id: 'flaw-in-rows-of-row' });
    return { ...flaws, sentence, within: field.name };
  }

  /** Texts that stand in cells and are no values hold up saving as those of any other field do. */
  #flaw(key: string, flaws: Flaws | null): void {
    if (flaws === null) this.#flaws.delete(key);
    else this.#flaws.set(key, flaws);
    const [first] = this.#flaws.values();
    this.ask.flaw(first?.sentence ?? null, undefined, () => this.#flawed());
  }

  /** Pointers below the field to all cells with such texts, where their rows are now. */
  #flawed(): readonly string[] {
    return [...this.#flaws].flatMap(([key, { cells, within }]) =>
      cells.map((cell) => (within ? `${this.#rowOf(key)}/${within}/${cell}` : cell)),
    );
  }

  /** The record around the rows: the same as long as the amounts in them are in the currencies that it says. */
  #around({ rows }: Field): JsonObject {
    const { around } = this.ask;
    const read = (rows?.fields ?? []).flatMap((field) => currencyPath(field) ?? []);
    const known = this.#known;
    // A path within the row names nothing there.
    const ids = read.map((path) => path.replace(/^parent\./, ''));
    if (known && ids.every((id) => known[id] === around[id])) return known;
    this.#known = around;
    return around;
  }
  #known: JsonObject | null = null;

  /** What a sheet asks about its rows: the same again as long as no rows but those that changed are told other things. */
  #answers({ key, above, rows }: Place): Answers {
    const { editor, field } = this.ask;
    const [at] = above;
    const from = [
      editor,
      editor?.look?.rowStates.get(field.id),
      at,
      at === undefined ? null : this.#rows[at],
    ];
    const known = this.#answered.get(key);
    if (known?.from.every((one, index) => one === from[index])) return known;
    const count = () => (at === undefined ? this.#rows : rows).length;
    const made = { from, states: this.#states(above, count), offers: this.#offers(above, count) };
    this.#answered.set(key, made);
    return made;
  }
  readonly #answered = new Map<string, Answers>();

  /** Answers the states of cells by the form's conditions on their rows; asked for those in sight. */
  #states(above: readonly number[], count: () => number) {
    const { editor } = this.ask;
    return (row: number, field: Field) => {
      const { visible, required, readonly } = field;
      // Most cells stand as they always do.
      if (typeof visible === 'boolean' && typeof required === 'boolean' && typeof readonly === 'boolean')
        return { visible, required, readonly: readonly || !isGiven(field) };
      const live = editor?.live;
      return live && row < count() ? live.state(field.path, [...above, row], editor.edited) : {};
    };
  }

  /** Answers the choices that pickers of a row offer now. */
  #offers(above: readonly number[], count: () => number) {
    const { editor } = this.ask;
    return (field: Field, row: number): Offers => {
      const live = editor?.live;
      const at = [...above, row];
      if (live && field.targets && row < count()) {
        const chosenForm = live.chosenForm(field.path, at, editor.edited);
        return chosenForm === undefined ? {} : { chosenForm };
      }
      if (!live || !field.optionsFilter) return {};
      if (field.target === undefined) return { options: live.options(field.path, at, editor.edited) };
      const offered = live.offered(field.path, at, editor.edited);
      return offered === undefined ? {} : { offered };
    };
  }
}
customElements.define('gj-entries', GjEntries);

const noRows: readonly JsonObject[] = [];
const noProblems: ReadonlyMap<string, string> = new Map();

function rowsIn(value: Json | undefined): readonly JsonObject[] {
  if (!isList(value)) return noRows;
  return value.every(isObject) ? value : value.filter(isObject);
}
