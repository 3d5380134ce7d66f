import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './base/gj-element.ts';
import { flag, number, text, withProperties } from './base/with-properties.ts';
import { codeStyles } from './styles/code-styles.ts';

/** JSON as text, with what is wrong with it below. Tells `text`. */
export class GjJsonArea extends withProperties(GjElement, {
  text: text(),
  label: text(),
  problem: text(),
  rows: number(10),
  readonly: flag(),
}) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    codeStyles,
    css`
      textarea {
        max-height: 60vh;
      }
      textarea[readonly] {
        border-color: var(--gj-line);
        background: var(--gj-head);
      }
      .wrong {
        white-space: pre-line;
      }
    `,
  ];

  override render() {
    const wrong = this.problem !== '';
    return html`<textarea class="blocks fills in-text coded surface edged-strong rounded"
        aria-label=${this.label} rows=${this.rows} spellcheck="false" .value=${this.text}
        ?readonly=${this.readonly} aria-invalid=${wrong || nothing} aria-describedby=${wrong ? 'wrong' : nothing}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
          this.emit('text', this.text);
        }} @change=${(event: Event) => event.stopPropagation()}></textarea>
      ${wrong ? html`<div class="wrong small above-half in-error" id="wrong" role="alert">${this.problem}</div>` : nothing}`;
  }
}
customElements.define('gj-json-area', GjJsonArea);
