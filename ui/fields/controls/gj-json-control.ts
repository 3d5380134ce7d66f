import { css, html, nothing } from 'lit';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { readJson } from '../../kit/read-json.ts';
import { codeStyles } from '../../kit/styles/code-styles.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';

/** JSON as code; what does not parse stays, with a sentence that says where. */
export class GjJsonControl extends withProperties(GjControl, {
  typed: state<string | null>(null),
  wrong: state<string | null>(null),
}) {
  static override styles = [
    ...GjControl.styles,
    codeStyles,
    css`
      textarea {
        min-height: var(--gj-size-80);
        max-height: var(--gj-size-360);
        field-sizing: content;
      }
    `,
  ];

  #type(event: Event): void {
    const text = (event.currentTarget as HTMLTextAreaElement).value;
    this.typed = text;
    this.wrong = null;
    const json = readJson(text);
    if (!json.ok) this.wrong = json.problem;
    else if (json.value === null) this.ask.change(null);
    else {
      const read = this.ask.field.kind.read(json.value, this.ask.field);
      if (read.ok) this.ask.change(read.value);
      else this.wrong = read.problems.map(problemText).join(' ');
    }
    this.ask.flaw(this.wrong, text);
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    const text = this.typed ?? ask.typed ?? (ask.value === null ? '' : JSON.stringify(ask.value, null, 2));
    return html`<textarea class="blocks fills in-text coded surface edged-strong rounded" id=${ask.id}
        aria-label=${ask.label} spellcheck="false" rows="4" .value=${text}
        aria-invalid=${problem !== '' || ask.invalid} aria-required=${ask.required}
        aria-describedby=${problem === '' ? nothing : 'wrong'} @input=${this.#type}
        @blur=${() => {
          if (this.wrong === null) this.typed = null;
        }}></textarea>
      ${this.problemLine(problem)}`;
  }
}
customElements.define('gj-json-control', GjJsonControl);
