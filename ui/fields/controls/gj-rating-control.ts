import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { starsOf } from '../../../metadata/kinds/rating.ts';
import { GjControl } from '../gj-control.ts';

/** Stars to press; the one that is given already takes the rating back. By keyboard it is a slider. */
export class GjRatingControl extends GjControl {
  static override styles = [
    ...GjControl.styles,
    css`
      .stars {
        min-height: var(--gj-control);
        width: fit-content;
        font-size: var(--gj-text-xl);
        line-height: 1;
        cursor: pointer;
      }
      .star {
        padding-inline: var(--gj-half);
      }
    `,
  ];

  get #given(): number {
    return typeof this.ask.value === 'number' ? this.ask.value : 0;
  }

  #give(stars: number): void {
    if (this.ask.readonly) return;
    this.ask.change(stars > 0 ? stars : null);
  }

  #key(event: KeyboardEvent, most: number): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: this.#given + 1,
      ArrowUp: this.#given + 1,
      ArrowLeft: this.#given - 1,
      ArrowDown: this.#given - 1,
      Home: 1,
      End: most,
      Delete: 0,
      Backspace: 0,
    };
    const wanted = /^\d$/.test(event.key) ? Number(event.key) : steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    this.#give(Math.max(0, Math.min(most, wanted)));
  }

  override render() {
    const { ask } = this;
    const most = starsOf(ask.field);
    const given = this.#given;
    const said =
      given === 0
        ? msg('没有评分', { id: 'rating-none' })
        : msg(str`${given} 颗星，共 ${most} 颗`, { id: 'rating-of' });
    return html`<div id=${ask.id} class="stars flex centred" role="slider" tabindex="0" aria-label=${ask.label}
        aria-valuemin="0" aria-valuemax=${most} aria-valuenow=${given} aria-valuetext=${said}
        aria-required=${ask.required} aria-invalid=${ask.invalid} aria-disabled=${ask.readonly}
        @keydown=${(event: KeyboardEvent) => this.#key(event, most)}>
        ${Array.from(
          { length: most },
          (_, at) => html`<span class="star ${at < given ? 'in-warn' : 'muted'}" aria-hidden="true"
            @click=${() => this.#give(at + 1 === given ? 0 : at + 1)}>${at < given ? '★' : '☆'}</span>`,
        )}
      </div>
      ${this.problemLine(ask.problem)}`;
  }
}
customElements.define('gj-rating-control', GjRatingControl);
