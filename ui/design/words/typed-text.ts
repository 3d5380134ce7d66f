import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/**
 * The text of an input, as it is drawn; while somebody is in it, what he types. What was drawn of an earlier letter
 * comes back when the next ones stand there already.
 */
class TypedText extends Directive {
  override render(_text: string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [text]: [string]): typeof noChange {
    const input = element as HTMLInputElement | HTMLTextAreaElement;
    if (input.value !== text && !input.matches(':focus')) input.value = text;
    return noChange;
  }
}

export const typedText = directive(TypedText);
