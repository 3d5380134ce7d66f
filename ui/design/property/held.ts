import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive, type ElementPart } from 'lit/directive.js';
import { design } from '../work/design-data.ts';
import { refusals } from '../work/design-notices.ts';

type Box = HTMLInputElement | HTMLSelectElement;

/**
 * A box to tick, or a choice, shows what holds: a step that is refused changes nothing, whatever somebody clicked. As long
 * as steps are on their way, what he clicked stays.
 */
class Held extends AsyncDirective {
  #box: Box | undefined;
  #holds: boolean | string = false;
  readonly #refused = () => this.#show();

  override render(_holds: boolean | string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [holds]: [boolean | string]): typeof noChange {
    if (!this.#box) refusals.addEventListener('refused', this.#refused);
    this.#box = element as Box;
    this.#holds = holds;
    if (design.drawing.undrawn.length === 0) this.#show();
    return noChange;
  }

  #show(): void {
    const [box, holds] = [this.#box, this.#holds];
    if (!box) return;
    if (typeof holds === 'string') box.value = holds;
    else (box as HTMLInputElement).checked = holds;
  }

  protected override disconnected(): void {
    refusals.removeEventListener('refused', this.#refused);
  }

  protected override reconnected(): void {
    refusals.addEventListener('refused', this.#refused);
  }
}

export const held = directive(Held);
