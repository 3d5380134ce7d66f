import { noChange } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ElementPart } from 'lit/directive.js';

const bars = new Set<Element>();

class Uncovered extends AsyncDirective {
  #bar: Element | undefined;

  override render(): unknown {
    return noChange;
  }

  override update({ element }: ElementPart): unknown {
    this.#bar = element;
    this.reconnected();
    return noChange;
  }

  protected override disconnected(): void {
    if (this.#bar) bars.delete(this.#bar);
  }

  protected override reconnected(): void {
    if (this.#bar) bars.add(this.#bar);
  }
}

/** Marks a bar of things to press, as `<footer ${uncovered()}>`: what floats at the foot of the window never lies over it. */
export const uncovered = directive(Uncovered);

/** The bars that are never covered inside an element and everything in it; null: all there are. */
export function uncoveredBars(within: Element | null): readonly Element[] {
  return [...bars].filter((bar) => within === null || isInside(bar, within));
}

function isInside(bar: Element, within: Element): boolean {
  for (let at: Node | null = bar; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null))
    if (at === within) return true;
  return false;
}
