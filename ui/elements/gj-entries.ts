import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { Field } from '../../metadata/field.ts';
import type { Json, JsonObject } from '../../metadata/json.ts';
import { isList, isObject } from '../../metadata/kinds/reading.ts';
import { isGiven } from '../controllers/record-draft.ts';
import type { RecordEditor } from '../controllers/record-editor.ts';
import type { ControlAsk } from '../fields/ui-kind.ts';
import { say } from '../i18n.ts';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';

/** Rows of a record as a sheet, with the rows of the row that is picked below it. */
export class GjEntries extends GjElement {
  static override properties = {
    ask: { attribute: false },
    picked: { state: true },
  };
  static override styles = [
    shared,
    css`
      header {
        display: flex;
        align-items: baseline;
        gap: var(--gj-2);
        margin-block-end: var(--gj-2);
      }
      .inner {
        margin-block-start: var(--gj-3);
        padding-inline-start: var(--gj-3);
        border-inline-start: 2px solid var(--gj-line);
      }
      .wrong {
        color: var(--gj-error);
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
      }
    `,
  ];
  declare ask: ControlAsk & { readonly editor?: RecordEditor };
  declare picked: number;

  constructor() {
    super();
    this.picked = 0;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.picked >= this.#rows.length) this.picked = Math.max(0, this.#rows.length - 1);
  }

  get #rows(): readonly JsonObject[] {
    const { value } = this.ask;
    return isList(value) ? value.filter(isObject) : [];
  }

  #change(rows: readonly JsonObject[]): void {
    this.ask.change(rows as unknown as Json);
  }

  #changeInner(field: Field, rows: readonly JsonObject[]): void {
    this.#change(
      this.#rows.map((row, at) =>
        at === this.picked ? { ...row, [field.name]: rows as unknown as Json } : row,
      ),
    );
  }

  /** Problems below a pointer, as `row/field` → sentence. */
  #problems(below: string): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (const { path, text, severity } of this.ask.editor?.findings ?? []) {
      if (severity === 'error' && path.startsWith(`${below}/`)) found.set(path.slice(below.length + 1), text);
    }
    return found;
  }

  override render() {
    const { ask } = this;
    const rows = this.#rows;
    const row = rows[this.picked];
    const inner = ask.field.rows?.entries ?? [];
    const below = `/${ask.field.name}`;
    return html`
      <header>
        <h2 id="title">${ask.label}${ask.required && !ask.readonly ? html` <span class="problem" aria-hidden="true">*</span>` : nothing}</h2>
      </header>
      <gj-sheet .field=${ask.field} .form=${ask.form} .rows=${rows} .readonly=${ask.readonly} .label=${ask.label}
        .problems=${this.#problems(below)} .record=${ask.around} .offers=${this.#offers([])}
        @rows-changed=${(event: CustomEvent<{ rows: readonly JsonObject[] }>) => {
          event.stopPropagation();
          this.#change(event.detail.rows);
        }}
        .states=${this.#states([], rows)}
        @flaws-changed=${(event: CustomEvent) => {
          event.stopPropagation();
          this.#flawed(ask.field, event.detail);
        }}
        @row-picked=${(event: CustomEvent<{ row: number }>) => {
          event.stopPropagation();
          this.picked = event.detail.row;
        }}></gj-sheet>
      ${ask.problem ? html`<div class="wrong">${ask.problem}</div>` : nothing}
      ${
        row && inner.length > 0
          ? inner.map(
              (field) => html`<div class="inner">
                <header><h2>${msg(str`第 ${this.picked + 1} 行 · ${say(field.label)}`, { id: 'rows-of-row' })}</h2></header>
                <gj-sheet .field=${field} .form=${ask.form} .rows=${rowsIn(row, field)} .readonly=${ask.readonly}
                  .label=${say(field.label)} .problems=${this.#problems(`${below}/${this.picked}/${field.name}`)}
                  .record=${ask.around} .offers=${this.#offers([this.picked])}
                  @rows-changed=${(event: CustomEvent<{ rows: readonly JsonObject[] }>) => {
                    event.stopPropagation();
                    this.#changeInner(field, event.detail.rows);
                  }}
                  .states=${this.#states([this.picked], rowsIn(row, field))}
                  @flaws-changed=${(event: CustomEvent) => {
                    event.stopPropagation();
                    this.#flawed(field, event.detail);
                  }}
                  @row-picked=${(event: Event) => event.stopPropagation()}></gj-sheet>
              </div>`,
            )
          : nothing
      }
    `;
  }

  /** Texts that stand in cells and are no values hold up saving as those of any other field do. */
  #flawed(field: Field, { count, sentence }: { readonly count: number; readonly sentence: string }): void {
    if (count === 0) this.#flaws.delete(field.path);
    else this.#flaws.set(field.path, sentence);
    this.ask.flaw([...this.#flaws.values()][0] ?? null);
  }
  readonly #flaws = new Map<string, string>();

  /** How cells stand by what the form says of their rows; asked for those that are seen. */
  #states(above: readonly number[], rows: readonly JsonObject[]) {
    const { editor } = this.ask;
    return (row: number, field: Field) => {
      const { visible, required, readonly } = field;
      // Most cells stand as they always do.
      if (typeof visible === 'boolean' && typeof required === 'boolean' && typeof readonly === 'boolean')
        return { visible, required, readonly: readonly || !isGiven(field) };
      const live = editor?.live;
      return live && row < rows.length ? live.state(field.path, [...above, row], editor.draft) : {};
    };
  }

  /** What pickers of a row offer now. */
  #offers(above: readonly number[]) {
    const { editor } = this.ask;
    return (field: Field, row: number): Pick<ControlAsk, 'options' | 'offered'> => {
      const live = editor?.live;
      if (!live || !field.optionsFilter) return {};
      const at = [...above, row];
      if (field.target === undefined) return { options: live.options(field.path, at, editor.draft) };
      const offered = live.offered(field.path, at, editor.draft);
      return offered === undefined ? {} : { offered };
    };
  }
}
customElements.define('gj-entries', GjEntries);

function rowsIn(row: JsonObject, field: Field): readonly JsonObject[] {
  const value = row[field.name];
  return isList(value) ? value.filter(isObject) : [];
}
