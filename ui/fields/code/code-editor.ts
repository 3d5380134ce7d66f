import { closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import type { CodeLanguage } from '../../../metadata/kinds/code.ts';
import { codeLooks } from './code-looks.ts';

/** What colours a language; each comes with the first field of it. */
const languages: Readonly<Record<CodeLanguage, () => Promise<Extension>>> = {
  text: async () => [],
  json: async () => (await import('@codemirror/lang-json')).json(),
  javascript: async () => (await import('@codemirror/lang-javascript')).javascript(),
  sql: async () => (await import('@codemirror/lang-sql')).sql(),
  xml: async () => (await import('@codemirror/lang-xml')).xml(),
  yaml: async () => (await import('@codemirror/lang-yaml')).yaml(),
  python: async () => (await import('@codemirror/lang-python')).python(),
};

export interface CodeAsk {
  readonly parent: HTMLElement;
  readonly root: ShadowRoot;
  readonly language: CodeLanguage;
  readonly text: string;
  readonly readonly: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly changed: (text: string) => void;
}

/** Code that is typed, in the colours of its language. Tab goes on to the next field, as everywhere. */
export class CodeEditor {
  readonly #view: EditorView;
  readonly #locked = new Compartment();

  constructor({ parent, root, language, text, readonly, attributes, changed }: CodeAsk) {
    const coloured = new Compartment();
    this.#view = new EditorView({
      parent,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          ...[lineNumbers(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets()],
          ...[this.#locked.of(EditorState.readOnly.of(readonly)), coloured.of([]), codeLooks],
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.contentAttributes.of({ tabindex: '0', ...attributes }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) changed(state.doc.toString());
          }),
        ],
      }),
    });
    void languages[language]().then((found) => this.#view.dispatch({ effects: coloured.reconfigure(found) }));
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Another text, of somebody else. */
  show(text: string): void {
    const { length } = this.#view.state.doc;
    if (text !== this.text) this.#view.dispatch({ changes: { from: 0, to: length, insert: text } });
  }

  /** Records are locked and opened while they are looked at. */
  lock(readonly: boolean): void {
    if (this.#view.state.readOnly === readonly) return;
    this.#view.dispatch({ effects: this.#locked.reconfigure(EditorState.readOnly.of(readonly)) });
  }

  focus(): void {
    this.#view.focus();
  }

  /** As if it were typed where the caret is. */
  insert(text: string): void {
    this.#view.dispatch(this.#view.state.replaceSelection(text));
  }

  close(): void {
    this.#view.destroy();
  }
}
