import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { starsOf } from '../../../metadata/kinds/rating.ts';
import { lazily } from '../common/lazily.ts';
import type { UiKind } from '../common/ui-kind.ts';

export const rating: UiKind = {
  name: 'rating',
  show: (value, field) => {
    const [given, most] = [Number(value), starsOf(field)];
    const said = msg(str`${given} 颗星，共 ${most} 颗`, { id: 'rating-of' });
    return html`<span role="img" aria-label=${said} title=${said}>${'★'.repeat(given)}${'☆'.repeat(Math.max(0, most - given))}</span>`;
  },
  width: 110,
  load: () => lazily('gj-rating-control'),
  control: (ask) => html`<gj-rating-control .ask=${ask}></gj-rating-control>`,
};
