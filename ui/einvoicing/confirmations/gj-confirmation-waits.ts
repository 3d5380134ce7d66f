import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { Condition } from '../../../metadata/condition.ts';
import { waitsForOthers, waitsForUs } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { session } from '../../session/session.ts';
import { wrapping } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';

const ways = [waitsForUs, waitsForOthers] as const;

/**
 * Above a list of red confirmations: those that wait for us, and those that wait for the other side, each with how many.
 * Tells `waits` with the condition that was picked, or null.
 */
export class GjConfirmationWaits extends withProperties(GjElement, {
  /** Name of the form. */
  form: text(),
  /** The list that is shown; another object means that it was read again. */
  list: given<object | null>(() => null),
  /** The condition that is shown; null: none. */
  shown: given<Condition | null>(() => null),
  counts: state<readonly number[]>(() => []),
}) {
  static override styles = [
    shared,
    wrapping,
    css`
      :host {
        padding-inline: var(--gj-4);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('list')) void this.#count();
  }

  /** Of several lists that were asked for, the last one counts. */
  #asked = 0;

  async #count(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answers = await Promise.all(
      ways.map((filter) =>
        session.api
          .call('GET /api/forms/:form/records', {
            path: { form: this.form },
            query: { view: 'manage', filter: JSON.stringify(filter), limit: 1, count: true },
          })
          .catch(() => null),
      ),
    );
    if (asked === this.#asked) this.counts = answers.flatMap((one) => one?.total ?? []);
  }

  override render() {
    if (this.counts.length < ways.length) return nothing;
    const texts = [
      msg(str`等我方处理（${this.counts[0] ?? 0}）`, { id: 'confirmations-ours' }),
      msg(str`等对方处理（${this.counts[1] ?? 0}）`, { id: 'confirmations-others' }),
    ];
    const shown = JSON.stringify(this.shown);
    return ways.map((way, at) => {
      const isPicked = shown.includes(JSON.stringify(way));
      return html`<button class="slim round below-2" aria-pressed=${isPicked}
        @click=${() => this.emit('waits', isPicked ? null : way)}>${texts[at]}</button>`;
    });
  }
}
customElements.define('gj-confirmation-waits', GjConfirmationWaits);
