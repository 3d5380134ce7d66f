import { html, type PropertyValues } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import { conditionWords } from '../fields/condition-words.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { language } from '../session/i18n.ts';

/** A condition as people read it. */
export class GjConditionSentence extends withProperties(GjElement, {
  value: given<Json>(null),
  facts: text(),
  words: state(''),
}) {
  #asked = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const asked = JSON.stringify([this.value, this.facts, language()]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (this.value !== null) void this.#read(asked);
  }

  async #read(asked: string): Promise<void> {
    const words = await conditionWords(this.value, this.facts, language()).catch(() => undefined);
    // A condition that was asked for meanwhile is worded by its own answer.
    if (asked === this.#asked) this.words = words ?? JSON.stringify(this.value);
  }

  override render() {
    return this.value === null ? html`` : html`<span title=${this.words}>${this.words}</span>`;
  }
}
customElements.define('gj-condition-sentence', GjConditionSentence);
