import type { RecordEditor } from '../editor/record-editor.ts';

/** Saves of records, of each one at a time. */
export class SaveTurns {
  readonly #last = new WeakMap<RecordEditor, Promise<boolean>>();

  isSaving(editor: RecordEditor): boolean {
    return this.#last.has(editor);
  }

  /**
   * Answers whether it was saved. Who asks while it is being saved has what was typed since saved after it; nothing is
   * made twice. `settle` takes up what is still being typed.
   */
  run(editor: RecordEditor, save: () => Promise<boolean>, settle: () => void): Promise<boolean> {
    const rest = async (): Promise<boolean> => {
      settle();
      return !editor.dirty || save();
    };
    const turn = this.#last.get(editor)?.then((isSaved) => isSaved && rest()) ?? save();
    this.#last.set(editor, turn);
    return turn.finally(() => {
      if (this.#last.get(editor) === turn) this.#last.delete(editor);
    });
  }
}
