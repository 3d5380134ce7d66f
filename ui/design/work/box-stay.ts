import { sameData } from '../../../metadata/common/same-data.ts';
import { goesOn } from '../../../metadata/design/goes-on.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';

/** A word nobody else has. */
export function freshWord(): string {
  return crypto
    .getRandomValues(new Uint8Array(16))
    .reduce((text, byte) => text + byte.toString(16).padStart(2, '0'), '');
}

/**
 * Marks what is typed into one box until somebody leaves it, so that it is one step, however often it is sent
 * meanwhile.
 */
export class BoxStay {
  #word = '';
  #watches = false;

  /** The step as it is kept, behind `last` of the same person; null: that says just this already. */
  mark(step: DesignStep, isTyped: boolean, last: DesignStep | undefined): DesignStep | null {
    const typed = { ...step, typed: this.#here() };
    // Leaving the box, or pressing Enter in it, says the typed text once more.
    const ends = last !== undefined && goesOn(last, typed);
    if (ends && sameData(last, typed)) return null;
    return isTyped || ends ? typed : step;
  }

  #here(): string {
    this.#word ||= freshWord();
    if (!this.#watches) addEventListener('focusout', (event) => this.#left(event), true);
    this.#watches = true;
    return this.#word;
  }

  #left(event: FocusEvent): void {
    const [box] = event.composedPath();
    const around = box instanceof Node ? box.getRootNode() : null;
    // Another window came before this one, and the box is still the one that is typed into.
    const stays =
      (around instanceof Document || around instanceof ShadowRoot) && around.activeElement === box;
    if (!stays) this.#word = '';
  }
}
