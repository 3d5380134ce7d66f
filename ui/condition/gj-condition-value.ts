import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Field } from '../../metadata/field.ts';
import { isId } from '../../metadata/kinds/common/pointer.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { Fact } from '../../rules/condition/scope.ts';
import { toPointedRef } from '../../rules/condition/value.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { readTyped, typedText } from '../fields/read-typed.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { codeStyles } from '../kit/styles/code-styles.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionBench } from './condition-bench.ts';
import type { RefNames } from './facts/match-names.ts';
import { placesOf, valueField } from './value-field.ts';

/** The value right of an operator, in the control of the fact's kind. Tells `value`. */
export class GjConditionValue extends withProperties(GjElement, {
  bench: given<ConditionBench>(),
  fact: given<Fact>(),
  operator: text<OperatorName>(),
  over: given<Over | undefined>(),
  value: given<Json | undefined>(),
  label: text(),
  turn: given<number>(),
  ready: state(false),
  typed: state<string | null>(null),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    codeStyles,
    css`
      .two {
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
      }
      textarea {
        min-height: var(--gj-control);
        max-height: var(--gj-size-160);
        font: inherit;
        field-sizing: content;
        resize: none;
      }
      textarea::placeholder {
        color: var(--gj-muted);
        opacity: 1;
      }
    `,
  ];

  #field: Field | undefined;
  #about = '';

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
    this.emit('value', value ?? null);
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
    return html`<div class="two gridded centred gap-1 muted">
      ${this.#control(field, from, msg('从', { id: 'range-from' }), (value) => tell(0, value))}
      <span aria-hidden="true">–</span>
      ${this.#control(field, to, msg('到', { id: 'range-to' }), (value) => tell(1, value))}
    </div>`;
  }

  #control(field: Field, value: Json, label: string, change: (value: Json) => void): TemplateResult {
    return uiKind(field).control({
      field,
      form: this.bench.form,
      value,
      around: {},
      id: 'value',
      label,
      readonly: false,
      required: false,
      invalid: false,
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
          html`<option value=${value ?? ''}
              .selected=${value === (this.value === undefined ? '' : String(this.value))}>${text}</option>`,
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
        return one.ok ? speltPointer(one.value) : line.trim();
      });
      this.#tell(read.length === 0 ? undefined : [...new Set(read)]);
    };
    return html`<textarea class="blocks fills pad-1-2 in-text surface edged-strong rounded" rows="1"
      aria-label=${this.label} spellcheck="false" .value=${this.typed ?? written}
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

/**
 * A value right of an operator as its control takes it: conditions name records by number (or id), controls point at
 * them.
 */
function toControl(value: Json | undefined, field: Field, names: RefNames): Json {
  if (value === undefined || value === null) return null;
  if (field.targets) return toPointer(value, names);
  if (field.target === undefined) return value;
  const { target } = field;
  const several = field.kind.name === 'references';
  const pointer = (one: Json): Json => {
    const known = names.get(target, String(one).toLowerCase()) ?? names.get(target, String(one));
    const { number, name } = known ?? { number: isId(String(one)) ? null : String(one), name: null };
    // One alone is not linked to: a link would leave what is being built.
    return several
      ? { id: known?.id ?? String(one), number, name: name ?? number ?? String(one) }
      : { number, name };
  };
  if (several) return isList(value) ? value.map(pointer) : [pointer(value)];
  return isList(value) ? null : pointer(value);
}

/** A record of one of several forms: `contract/HT-001`. */
function toPointer(value: Json, names: RefNames): Json {
  const { form, id, number } = (typeof value === 'string' && toPointedRef(value)) || {};
  if (form === undefined) return null;
  const known = names.get(form, id ?? number ?? '');
  // One alone is not linked to: a link would leave what is being built.
  return { form, number: known?.number ?? number ?? null, name: known?.name ?? null };
}

function fromPointer(value: Json, names: RefNames): Json {
  if (!isObject(value)) return value;
  const [form, id, number, name] = ['form', 'id', 'number', 'name'].map((member) => {
    const said = (value as JsonObject)[member];
    return typeof said === 'string' && said !== '' ? said : null;
  });
  if (form && id && (number || name)) names.learn(form, { id, number: number ?? null, name: name ?? null });
  return speltPointer(value);
}

/** As a condition writes it; what is no such pointer is left alone. */
function speltPointer(value: Json): Json {
  if (!isObject(value)) return value;
  const { form, number, id } = value as JsonObject;
  return typeof form === 'string' ? `${form}/${String(number ?? id ?? '')}` : value;
}

/** Back again; what was picked is remembered by name. */
function fromControl(value: Json, field: Field, names: RefNames): Json | undefined {
  if (value === null || (isList(value) && value.length === 0)) return undefined;
  const { target, targets } = field;
  if (targets) return isList(value) ? value.map(speltPointer) : fromPointer(value, names);
  if (target === undefined) return value;
  const spelt = (one: Json): Json => {
    if (!isObject(one)) return one;
    const [id, number, name] = [one['id'], one['number'], one['name']].map((part) =>
      typeof part === 'string' && part !== '' ? part : null,
    );
    if (id && (number || name)) names.learn(target, { id, number: number ?? null, name: name ?? null });
    return number ?? id ?? null;
  };
  return isList(value) ? [...new Set(value.map(spelt))] : spelt(value);
}
customElements.define('gj-condition-value', GjConditionValue);
