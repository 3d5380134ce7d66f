import '@vaadin/text-area/vaadin-text-area.js';
import type { TextArea } from '@vaadin/text-area';
import { html } from 'lit';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';

/** Text of several lines. */
export class GjAreaControl extends withProperties(GjControl, { wrong: state<string | null>(null) }) {
  #type(event: Event): void {
    if ((event as InputEvent).isComposing) return;
    const text = (event.currentTarget as TextArea).value;
    const read = text === '' ? null : this.ask.field.kind.read(text, this.ask.field);
    this.wrong = read && !read.ok ? read.problems.map(problemText).join(' ') : null;
    this.ask.flaw(this.wrong, text);
    if (this.wrong === null) this.ask.change(text === '' ? null : text);
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    return html`<vaadin-text-area id=${ask.id} .accessibleName=${ask.label} .minRows=${2} .maxRows=${12}
      .value=${this.wrong === null ? (ask.typed ?? String(ask.value ?? '')) : this.#kept} .manualValidation=${true}
      ?required=${ask.required} ?invalid=${problem !== '' || ask.invalid} .errorMessage=${problem}
      @input=${this.#type} @compositionend=${this.#type}></vaadin-text-area>`;
  }

  /** The text that stands in the control while it is no value. */
  get #kept(): string {
    return this.renderRoot.querySelector('vaadin-text-area')?.value ?? '';
  }
}
customElements.define('gj-area-control', GjAreaControl);
