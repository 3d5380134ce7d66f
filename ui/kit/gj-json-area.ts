import { css, html, nothing } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';

/** JSON as text, with what is wrong with it below. Tells `text`. */
export class GjJsonArea extends GjElement {
  static override properties = {
    text: { type: String },
    label: { type: String },
    problem: { type: String },
    rows: { type: Number },
    readonly: { type: Boolean },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    shared,
    css`
      textarea {
        display: block;
        width: 100%;
        max-height: 60vh;
        padding: 6px 8px;
        border: 1px solid var(--gj-line-strong);
        border-radius: var(--gj-radius);
        background: var(--gj-surface);
        color: var(--gj-text);
        font: var(--gj-text-s) / 18px var(--gj-mono);
        resize: vertical;
        tab-size: 2;
      }
      textarea[readonly] {
        border-color: var(--gj-line);
        background: var(--gj-head);
      }
      textarea:focus-visible {
        outline: 2px solid var(--gj-accent);
        outline-offset: -1px;
      }
      textarea[aria-invalid='true'] {
        border-color: var(--gj-error);
      }
      .wrong {
        margin-block-start: 2px;
        font-size: var(--gj-text-s);
        line-height: var(--gj-line-s);
        color: var(--gj-error);
        white-space: pre-line;
      }
    `,
  ];
  declare text: string;
  declare label: string;
  declare problem: string;
  declare rows: number;
  declare readonly: boolean;

  constructor() {
    super();
    this.text = '';
    this.label = '';
    this.problem = '';
    this.rows = 10;
    this.readonly = false;
  }

  override render() {
    const wrong = this.problem !== '';
    return html`<textarea aria-label=${this.label} rows=${this.rows} spellcheck="false" .value=${this.text}
        ?readonly=${this.readonly} aria-invalid=${wrong || nothing} aria-describedby=${wrong ? 'wrong' : nothing}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
          this.tell('text', this.text);
        }} @change=${(event: Event) => event.stopPropagation()}></textarea>
      ${wrong ? html`<div class="wrong" id="wrong" role="alert">${this.problem}</div>` : nothing}`;
  }
}
customElements.define('gj-json-area', GjJsonArea);
