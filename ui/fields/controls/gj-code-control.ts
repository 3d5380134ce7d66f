import { css, html, type PropertyValues } from 'lit';
import { languageOf } from '../../../metadata/kinds/code.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { CodeEditor } from '../code/code-editor.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';

/** Code in the colours of its language, read and typed alike. */
export class GjCodeControl extends withProperties(GjControl, { wrong: state<string | null>(null) }) {
  static override styles = [
    ...GjControl.styles,
    css`
      .box {
        overflow: hidden;
      }
      .cm-editor {
        min-height: var(--gj-size-80);
        max-height: var(--gj-size-360);
      }
    `,
  ];
  #editor: CodeEditor | undefined;
  /** The value as the record was last seen to have it. */
  #seen = '';

  get #value(): string {
    return this.ask.typed ?? String(this.ask.value ?? '');
  }

  protected override firstUpdated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.box');
    const { ask } = this;
    if (!parent || !this.shadowRoot) return;
    this.#seen = this.#value;
    this.#editor = new CodeEditor({
      parent,
      root: this.shadowRoot,
      language: languageOf(ask.field),
      text: this.#seen,
      readonly: ask.readonly,
      attributes: { id: ask.id, 'aria-label': ask.label, 'aria-required': String(ask.required) },
      changed: (text) => this.#take(text),
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#editor?.lock(this.ask.readonly);
    const value = this.#value;
    if (value === this.#seen) return;
    this.#seen = value;
    if (this.wrong === null) this.#editor?.show(value);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!this.isConnected) this.#editor?.close();
  }

  override focus(): void {
    this.#editor?.focus();
  }

  override insert = (text: string): void => this.#editor?.insert(text);

  #take(text: string): void {
    const { field } = this.ask;
    const read = text === '' ? null : field.kind.read(text, field);
    this.wrong = read && !read.ok ? read.problems.map(problemText).join(' ') : null;
    this.ask.flaw(this.wrong, text);
    if (this.wrong !== null) return;
    this.#seen = text;
    this.ask.change(text === '' ? null : text);
  }

  override render() {
    return html`<div class="box edged-strong rounded"></div>${this.problemLine(this.wrong ?? this.ask.problem)}`;
  }
}
customElements.define('gj-code-control', GjCodeControl);
