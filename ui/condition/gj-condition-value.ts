import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Field } from '../../metadata/field.ts';
import type { Json } from '../../metadata/json.ts';
import { isList } from '../../metadata/kinds/reading.ts';
import type { Fact } from '../../rules/condition/scope.ts';
import { uiKind } from '../fields/index.ts';
import { readTyped, typedText } from '../fields/read-typed.ts';
import { GjElement } from '../kit/gj-element.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionBench } from './condition-bench.ts';
import { placesOf, valueField } from './value-field.ts';
import { fromControl, toControl } from './value-wire.ts';

/** What stands right of an operator, in the control of the fact's kind. Tells `value`. */
export class GjConditionValue extends GjElement {
  static override properties = {
    bench: { attribute: false },
    fact: { attribute: false },
    operator: { type: String },
    over: { type: String },
    value: { attribute: false },
    label: { type: String },
    turn: { attribute: false },
    ready: { state: true },
    typed: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
        gap: var(--gj-1);
        align-items: center;
        color: var(--gj-muted);
      }
      textarea {
        display: block;
        width: 100%;
        min-height: var(--gj-control);
        max-height: 160px;
        padding: 4px 8px;
        border: 1px solid var(--gj-line-strong);
        border-radius: var(--gj-radius);
        background: var(--gj-surface);
        color: var(--gj-text);
        font: inherit;
        field-sizing: content;
        resize: none;
      }
      textarea:focus-visible {
        outline: 2px solid var(--gj-accent);
        outline-offset: -1px;
      }
      textarea::placeholder {
        color: var(--gj-muted);
        opacity: 1;
      }
    `,
  ];
  declare bench: ConditionBench;
  declare fact: Fact;
  declare operator: OperatorName;
  declare over: Over | undefined;
  declare value: Json | undefined;
  declare label: string;
  declare turn: number;
  declare ready: boolean;
  declare typed: string | null;
  #field: Field | undefined;
  #about = '';

  constructor() {
    super();
    this.label = '';
    this.ready = false;
    this.typed = null;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const about = `${this.fact.path} ${this.operator} ${this.over}`;
    if (about === this.#about) return;
    this.#about = about;
    const field = valueField(this.fact, this.operator, this.over);
    this.#field = field;
    this.typed = null;
    const loading = field && !this.#lined(field) ? uiKind(field).load?.() : undefined;
    this.ready = loading === undefined;
    loading?.then(
      () => {
        this.ready = true;
      },
      () => {
        // Without its control, a value is typed.
        this.#field = undefined;
        this.ready = true;
      },
    );
  }

  /** Several values nobody can pick are written one a line. */
  #lined(field: Field): boolean {
    return placesOf(this.operator) === 'many' && field.target === undefined && !field.options;
  }

  #tell(value: Json | undefined): void {
    this.tell('value', value ?? null);
  }

  override render() {
    const places = placesOf(this.operator);
    if (places === 'none' || !this.ready) return nothing;
    const field = this.#field;
    if (this.fact.comparison === 'boolean' && this.over !== 'count') return this.#yesNo();
    if (!field) return this.#plain();
    if (this.#lined(field)) return this.#lines(field);
    if (places !== 'two') {
      return this.#control(field, toControl(this.value, field, this.bench.names), this.label, (value) =>
        this.#tell(fromControl(value, field, this.bench.names)),
      );
    }
    const [from = null, to = null] = isList(this.value) ? this.value : [];
    const tell = (at: 0 | 1, value: Json) => {
      const ends = at === 0 ? [value, to] : [from, value];
      this.#tell(ends.every((end) => end === null) ? undefined : ends);
    };
    return html`<div class="two">
      ${this.#control(field, from, msg('从', { id: 'range-from' }), (value) => tell(0, value))}
      <span aria-hidden="true">–</span>
      ${this.#control(field, to, msg('到', { id: 'range-to' }), (value) => tell(1, value))}
    </div>`;
  }

  #control(field: Field, value: Json, label: string, change: (value: Json) => void): TemplateResult {
    return uiKind(field).control({
      ...{ field, form: this.bench.form, value, around: {}, id: 'value', label },
      ...{ readonly: false, required: false, invalid: false },
      change,
      // Half a value is none: the leaf says that one is missing, the control why.
      flaw: (sentence) => {
        if (sentence !== null && this.value !== undefined) change(null);
      },
    });
  }

  #yesNo(): TemplateResult {
    return html`<select class="plain" aria-label=${this.label} @change=${(event: Event) => {
      event.stopPropagation();
      const { value } = event.target as HTMLSelectElement;
      this.#tell(value === '' ? undefined : value === 'true');
    }}>
      ${[
        ['', ''],
        ['true', msg('是', { id: 'yes' })],
        ['false', msg('否', { id: 'no' })],
      ].map(
        ([value, text]) =>
          html`<option value=${value ?? ''} .selected=${value === (this.value === undefined ? '' : String(this.value))}>${text}</option>`,
      )}
    </select>`;
  }

  #plain(): TemplateResult {
    return html`<input class="plain" aria-label=${this.label} .value=${String(this.value ?? '')}
      @change=${(event: Event) => {
        event.stopPropagation();
        const { value } = event.target as HTMLInputElement;
        this.#tell(value === '' ? undefined : value);
      }} />`;
  }

  #lines(field: Field): TemplateResult {
    const values = isList(this.value) ? this.value : [];
    const kind = uiKind(field);
    const written = values.map((value) => typedText(value, field, kind)).join('\n');
    const take = (text: string) => {
      const lines = text.split(/[\n\t]/).filter((line) => line.trim() !== '');
      const read = lines.map((line): Json => {
        const one = readTyped(line.trim(), field, kind);
        return one.ok ? one.value : line.trim();
      });
      this.#tell(read.length === 0 ? undefined : [...new Set(read)]);
    };
    return html`<textarea rows="1" aria-label=${this.label} spellcheck="false" .value=${this.typed ?? written}
      placeholder=${msg('每行一个值，可从表格粘贴', { id: 'one-a-line' })}
      @input=${(event: InputEvent) => {
        this.typed = (event.target as HTMLTextAreaElement).value;
        if (!event.isComposing) take(this.typed);
      }}
      @compositionend=${(event: Event) => take((event.target as HTMLTextAreaElement).value)}
      @blur=${() => {
        this.typed = null;
      }}
      @change=${(event: Event) => event.stopPropagation()}></textarea>`;
  }
}
customElements.define('gj-condition-value', GjConditionValue);
