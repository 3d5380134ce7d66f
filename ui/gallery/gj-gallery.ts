import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { shared } from '../theme/shared.ts';
import { charts } from './charts.ts';
import { controls } from './controls.ts';
import { said } from './exhibit.ts';
import { openings } from './openings.ts';
import { states } from './states.ts';
import { tables } from './tables.ts';
import '../kit/gj-notices.ts';

/** Shows all of the kit on one page, for whoever builds with it and for tests of how it looks. */
export class GjGallery extends GjElement {
  static override styles = [
    shared,
    css`
      :host {
        padding: var(--gj-4);
      }
      main {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, var(--gj-size-420)), 1fr));
        gap: var(--gj-4);
        align-items: start;
      }
    `,
  ];

  override render() {
    return html`<main aria-label=${said('界面组件', 'The kit')}>${[
      ...controls,
      ...states,
      ...tables,
      ...openings,
      ...charts,
    ].map(
      ({ name, show }) =>
        html`<section class="card stack" aria-labelledby=${name}><h2 id=${name}>${name}</h2>${show()}</section>`,
    )}</main>
      <gj-notices></gj-notices>`;
  }
}
customElements.define('gj-gallery', GjGallery);
