import '@vaadin/text-field/vaadin-text-field.js';
import type { TextField } from '@vaadin/text-field';
import { html, type PropertyValues } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { UiKind } from '../common/ui-kind.ts';
import { GjControl } from '../gj-control.ts';
import { problemText, readTyped, typedText } from '../read-typed.ts';

/** One line of text that the kind reads; what is typed and no value stays, with a sentence. */
export class GjLineControl extends withProperties(GjControl, {
  kind: given<UiKind>(),
  /** Null: the value stands there as it is shown. */
  typed: state<string | null>(null),
  wrong: state<string | null>(null),
  /** Just typed: half a number is no mistake yet. */
  hush: state(false),
}) {
  #pause: ReturnType<typeof setTimeout> | undefined;
  #last: Json | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What was typed before the control was there, and is no value yet.
    const { typed } = this.ask;
    if (!this.hasUpdated && typed !== undefined) this.#read(typed);
    if (!changed.has('ask') || this.typed === null || this.wrong !== null) return;
    // The value was changed by something else while one is here: that is what holds.
    if (this.#last !== undefined && this.#last !== this.ask.value) this.typed = this.#written;
  }

  get #written(): string {
    return typedText(this.ask.value, this.ask.field, this.kind);
  }

  get #shown(): string {
    const { value, field } = this.ask;
    if (this.typed !== null) return this.typed;
    const shown = value === null ? '' : this.kind.show(value, field);
    return typeof shown === 'string' ? shown : this.#written;
  }

  #enter(): void {
    if (this.wrong !== null) return;
    this.typed = this.#written;
    this.#last = this.ask.value;
    if (this.kind.align) void this.updateComplete.then(() => this.#input?.select());
  }

  #leave(): void {
    this.hush = false;
    if (this.wrong === null) this.typed = null;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  #type(event: Event): void {
    if ((event as InputEvent).isComposing) return;
    const { value } = event.currentTarget as TextField;
    const read = this.#read(value);
    this.hush = this.wrong !== null;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.hush = false;
    }, 800);
    this.ask.flaw(this.wrong, value);
    if (!read.ok) return;
    this.#last = read.value;
    this.ask.change(read.value);
  }

  #read(typed: string) {
    this.typed = typed;
    const read = readTyped(typed, this.ask.field, this.kind);
    this.wrong = read.ok ? null : read.problems.map(problemText).join(' ');
    return read;
  }

  override render() {
    const { ask } = this;
    const problem = this.hush ? '' : (this.wrong ?? ask.problem ?? '');
    return html`<vaadin-text-field class=${this.kind.align ?? ''} id=${ask.id} .accessibleName=${ask.label}
      .value=${this.#shown} .manualValidation=${true} ?required=${ask.required}
      ?invalid=${problem !== '' || (this.wrong === null && ask.invalid)} .errorMessage=${problem}
      autocomplete="off"
      placeholder=${(ask.unsaved ? this.kind.toCome?.() : undefined) ?? this.kind.example ?? ''}
      @focusin=${this.#enter} @focusout=${this.#leave}
      @input=${this.#type} @compositionend=${this.#type}></vaadin-text-field>`;
  }
}
customElements.define('gj-line-control', GjLineControl);
