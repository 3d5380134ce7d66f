import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { design } from '../work/design-data.ts';

/**
 * The text of an input, as it is drawn; while somebody is in it, what he types, until another changes it. What was drawn of
 * an earlier letter comes back when the next ones stand there already.
 */
class TypedText extends Directive {
  /** Null before the first time: nothing that others said since then could be known. */
  #drawn: string | null = null;
  #news = 0;

  override render(_text: string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [text]: [string]): typeof noChange {
    const input = element as HTMLInputElement | HTMLTextAreaElement;
    const isSettled = design.saving === 'saved' && design.drawing.undrawn.length === 0;
    const isFirst = this.#drawn === null;
    const isOfOthers = !isFirst && isSettled && design.news !== this.#news && text !== this.#drawn;
    if (input.value !== text && (isOfOthers || !input.matches(':focus'))) input.value = text;
    if (isSettled || isFirst) {
      this.#drawn = text;
      this.#news = design.news;
    }
    return noChange;
  }
}

export const typedText = directive(TypedText);
