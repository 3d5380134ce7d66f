import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, indentOnInput } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { Compartment, EditorState, StateEffect } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { isObject, type Json, placesAround } from '../../../metadata/common/json.ts';
import type { Known } from '../../../metadata/domain.ts';
import { codeLooks } from '../../fields/code/code-looks.ts';
import { offsetsOf } from './json-offsets.ts';
import { pointerAt, writingAt } from './json-places.ts';
import { type LineMark, lineMarks } from './line-marks.ts';
import { memberOffers, type Offer, schemaOfFile, schemasAt, valueOffers } from './schema-at.ts';

/** Something wrong at a place of the document. */
export interface JsonFlaw {
  readonly pointer: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface JsonEditorAsk {
  readonly parent: HTMLElement;
  readonly root: ShadowRoot;
  readonly label: string;
  readonly path: string;
  readonly text: string;
  /** The capabilities, checks and icons that packages may name. */
  readonly known: Known;
  readonly flaws: () => readonly JsonFlaw[];
  readonly changed: (text: string) => void;
  /** What stands behind lines, by the places they belong to. Default: nothing. */
  readonly marks?: () => readonly LineMark[];
  /** Somebody went to another place of the document. */
  readonly went?: (pointer: string) => void;
}

/** Tells the editor that the flaws were found out again. */
const judged = StateEffect.define<null>();

/** A file of a package as text, completed from its schema, its problems underlined. */
export class JsonEditor {
  readonly #view: EditorView;
  readonly #path = new Compartment();
  readonly #known: Known;

  constructor({ parent, root, label, path, text, known, flaws, changed, marks, went }: JsonEditorAsk) {
    this.#known = known;
    const parses = jsonParseLinter();
    const lint = (view: EditorView): readonly Diagnostic[] => {
      const broken = parses(view);
      if (broken.length > 0) return broken;
      const found = flaws();
      const offsets = found.length > 0 ? offsetsOf(view.state.doc.toString()) : new Map<string, number>();
      return found.map((flaw) => diagnostic(view.state, flaw, offsets));
    };
    this.#view = new EditorView({
      parent,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          ...[
            lineNumbers(),
            foldGutter(),
            history(),
            drawSelection(),
            indentOnInput(),
            bracketMatching(),
            closeBrackets(),
          ],
          ...[json(), codeLooks],
          ...[
            linter(lint, {
              delay: 250,
              needsRefresh: ({ transactions }) =>
                transactions.some(({ effects }) => effects.some((one) => one.is(judged))),
            }),
            lintGutter(),
          ],
          this.#path.of(completion(path, known)),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          ...(marks ? [lineMarks(marks, judged)] : []),
          EditorView.updateListener.of((update) => {
            if (went && update.transactions.some((one) => one.isUserEvent('select')))
              went(pointerAt(update.state, update.state.selection.main.head));
            if (
              update.docChanged &&
              update.transactions.some(
                (one) =>
                  one.isUserEvent('input') ||
                  one.isUserEvent('delete') ||
                  one.isUserEvent('undo') ||
                  one.isUserEvent('redo') ||
                  one.isUserEvent('move'),
              )
            )
              changed(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Another file, or what became of this one elsewhere. */
  show(path: string, text: string): void {
    const changes = difference(this.text, text);
    this.#view.dispatch({ changes, effects: this.#path.reconfigure(completion(path, this.#known)) });
  }

  /** The problems may be others now. */
  judge(): void {
    this.#view.dispatch({ effects: judged.of(null) });
  }

  /** To a place of the document. */
  goto(pointer: string): void {
    const from = offsetIn(offsetsOf(this.text), pointer);
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    this.#view.focus();
  }

  /** Shows a place, and leaves the focus where it is. */
  reveal(pointer: string): void {
    const from = offsetIn(offsetsOf(this.text), pointer);
    this.#view.dispatch({
      selection: { anchor: from },
      effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 40 }),
    });
  }

  get isFocused(): boolean {
    return this.#view.hasFocus;
  }

  close(): void {
    this.#view.destroy();
  }
}

/** Only what differs is written anew: one stays where one stands. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let end = 0;
  while (end < most - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}

/** To the end of its line, without the comma that only parts it from the next. */
function diagnostic(
  state: EditorState,
  { pointer, severity, message }: JsonFlaw,
  offsets: ReadonlyMap<string, number>,
): Diagnostic {
  const from = offsetIn(offsets, pointer);
  const { to, text } = state.doc.lineAt(from);
  return { from, to: Math.max(from, text.endsWith(',') ? to - 1 : to), severity, message };
}

/** Of what is absent the place around it. The tree of the editor may not reach as far yet as a long document does. */
function offsetIn(offsets: ReadonlyMap<string, number>, pointer: string): number {
  for (const place of placesAround(pointer)) {
    const found = offsets.get(place);
    if (found !== undefined) return found;
  }
  return offsets.get('') ?? 0;
}

function completion(path: string, known: Known) {
  const schema = schemaOfFile(path);
  const complete = (context: CompletionContext): CompletionResult | null => {
    const writing = writingAt(context.state, context.pos);
    if (!writing || (!context.explicit && !context.matchBefore(/["\w]+/))) return null;
    const schemas = schemasAt(schema, writing.pointer, kindsIn(context.state.doc.toString()));
    const isName = writing.writes === 'name';
    const offers = isName ? memberOffers(schemas, writing.taken) : valueOffers(schemas, known);
    const option = ({ text, help }: Offer) => {
      const label = isName ? JSON.stringify(text) : text;
      return {
        label,
        apply: isName ? `${label}: ` : label,
        info: help,
        type: isName ? 'property' : 'constant',
      };
    };
    return { from: writing.from, options: offers.map(option), validFor: /^"?[\w/-]*"?$/ };
  };
  return autocompletion({ override: [complete], icons: false });
}

/** The document as far as it can be read: what is half written says no kind yet. */
function kindsIn(text: string): Json {
  try {
    const read = JSON.parse(text) as Json;
    return isObject(read) ? read : {};
  } catch {
    return {};
  }
}
