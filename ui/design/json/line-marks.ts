import {
  type EditorState,
  type Extension,
  RangeSetBuilder,
  type StateEffectType,
  StateField,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { offsetsOf } from './json-offsets.ts';

/** A word behind a line. */
export interface LineMark {
  readonly pointer: string;
  readonly text: string;
  /** It is of the layer that is designed. */
  readonly own: boolean;
}

class MarkWidget extends WidgetType {
  readonly #mark: LineMark;

  constructor(mark: LineMark) {
    super();
    this.#mark = mark;
  }

  override eq(other: MarkWidget): boolean {
    return other.#mark.text === this.#mark.text && other.#mark.own === this.#mark.own;
  }

  toDOM(): HTMLElement {
    const word = document.createElement('span');
    word.className = this.#mark.own ? 'said own' : 'said';
    word.textContent = this.#mark.text;
    return word;
  }
}

/** Draws words behind the lines of a document, anew whenever they are judged. */
export function lineMarks(marks: () => readonly LineMark[], judged: StateEffectType<null>): Extension {
  const draw = (state: EditorState): DecorationSet => {
    const byLine = new Map<number, LineMark>();
    const all = marks();
    const offsets = all.length > 0 ? offsetsOf(state.doc.toString()) : new Map<string, number>();
    for (const mark of all) {
      const at = offsets.get(mark.pointer);
      const { to } = at === undefined ? { to: -1 } : state.doc.lineAt(at);
      if (to >= 0 && !byLine.has(to)) byLine.set(to, mark);
    }
    const built = new RangeSetBuilder<Decoration>();
    for (const [at, mark] of [...byLine].sort(([a], [b]) => a - b))
      built.add(at, at, Decoration.widget({ widget: new MarkWidget(mark), side: 1 }));
    return built.finish();
  };
  const field = StateField.define<DecorationSet>({
    create: draw,
    update: (now, { effects, changes, docChanged, state }) => {
      if (effects.some((one) => one.is(judged))) return draw(state);
      return docChanged ? now.map(changes) : now;
    },
    provide: (one) => EditorView.decorations.from(one),
  });
  return field;
}
