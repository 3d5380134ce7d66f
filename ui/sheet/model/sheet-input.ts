import type { Mode } from './sheet-keys.ts';

export interface InputHost {
  /** Hears that somebody began to type, or goes on. */
  typed(text: string): void;
  modeChanged(): void;
}

/**
 * The one input of a sheet. It has the focus all the time and lies over the current cell, invisible and with its
 * whole text marked: whatever is typed replaces it, and an input method finds a place for its first letter.
 */
export class SheetInput {
  mode: Mode = 'rest';
  readonly #host: InputHost;
  #element: HTMLInputElement | null = null;

  constructor(host: InputHost) {
    this.#host = host;
  }

  attach(element: HTMLInputElement): void {
    if (this.#element === element) return;
    this.#element = element;
    element.addEventListener('compositionstart', () => this.#begin('type'));
    element.addEventListener('input', () => {
      this.#begin('type');
      this.#host.typed(element.value);
    });
    element.addEventListener('focus', () => {
      if (this.mode === 'rest') element.select();
    });
  }

  get text(): string {
    return this.#element?.value ?? '';
  }

  #begin(mode: Mode): void {
    if (this.mode !== 'rest') return;
    this.mode = mode;
    this.#element?.classList.add('open');
    this.#host.modeChanged();
  }

  /** Stands over another cell, or over the same with another text. */
  rest(text: string, readOnly: boolean): void {
    const element = this.#element;
    if (!element) return;
    if (this.mode !== 'rest') {
      this.mode = 'rest';
      element.classList.remove('open');
      this.#host.modeChanged();
    }
    if (element.value !== text) element.value = text;
    if (element.readOnly !== readOnly) element.readOnly = readOnly;
    // Marking takes the caret away from wherever it is: not while somebody types elsewhere.
    if (!element.matches(':focus')) return;
    if (element.selectionStart !== 0 || element.selectionEnd !== text.length) element.select();
  }

  /** Goes on with the text that stands there, the caret at its end; `marked`: the first letter replaces it. */
  edit(marked = false): void {
    const element = this.#element;
    if (!element || element.readOnly) return;
    if (this.mode === 'rest') this.#begin('edit');
    else {
      this.mode = 'edit';
      this.#host.modeChanged();
    }
    element.setSelectionRange(marked ? 0 : element.value.length, element.value.length);
  }

  focus(): void {
    this.#element?.focus({ preventScroll: true });
  }
}
