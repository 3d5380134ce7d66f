import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../problem-text.ts';

/** JSON as code; what does not parse stays, with a sentence that says where. */
export class GjJsonControl extends GjControl {
  static override properties = {
    ...GjControl.properties,
    typed: { state: true },
    wrong: { state: true },
  };
  static override styles = [
    ...GjControl.styles,
    css`
      textarea {
        display: block;
        width: 100%;
        min-height: 84px;
        padding: 6px 8px;
        border: 1px solid var(--gj-line-strong);
        border-radius: var(--gj-radius);
        background: var(--gj-surface);
        color: var(--gj-text);
        font: var(--gj-text-s) / 18px var(--gj-mono);
        field-sizing: content;
        max-height: 360px;
        resize: vertical;
        tab-size: 2;
      }
      textarea:focus-visible {
        outline: 2px solid var(--gj-accent);
        outline-offset: -1px;
      }
      textarea[aria-invalid='true'] {
        border-color: var(--gj-error);
      }
    `,
  ];
  declare typed: string | null;
  declare wrong: string | null;

  constructor() {
    super();
    this.typed = null;
    this.wrong = null;
  }

  #type(event: Event): void {
    const text = (event.currentTarget as HTMLTextAreaElement).value;
    this.typed = text;
    this.wrong = null;
    if (text.trim() === '') this.ask.change(null);
    else {
      try {
        const value = JSON.parse(text);
        const read = this.ask.field.kind.read(value, this.ask.field);
        if (read.ok) this.ask.change(read.value);
        else this.wrong = read.problems.map(problemText).join(' ');
      } catch (failure) {
        const at = /position (\d+)/.exec(String(failure))?.[1];
        const line = at === undefined ? 1 : text.slice(0, Number(at)).split('\n').length;
        this.wrong = msg(str`第 ${line} 行不是有效的 JSON`, { id: 'json-wrong' });
      }
    }
    this.ask.flaw(this.wrong, text);
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    const text = this.typed ?? ask.typed ?? (ask.value === null ? '' : JSON.stringify(ask.value, null, 2));
    return html`<textarea id=${ask.id} aria-label=${ask.label} spellcheck="false" rows="4" .value=${text}
        aria-invalid=${problem !== '' || ask.invalid} aria-required=${ask.required}
        aria-describedby=${problem === '' ? nothing : 'wrong'} @input=${this.#type}
        @blur=${() => {
          if (this.wrong === null) this.typed = null;
        }}></textarea>
      ${this.told(problem)}`;
  }
}
customElements.define('gj-json-control', GjJsonControl);
