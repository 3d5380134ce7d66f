import { css } from 'lit';
import type { Tone } from './map-answers.ts';

/** Which tone of the theme each of the map has. */
export const toneLooks: Readonly<Record<Tone, string>> = {
  own: 'ok',
  given: 'accent',
  more: 'accent',
  shared: 'shared',
  copy: 'warn',
  fewer: 'error',
  both: 'accent both',
  same: 'same',
  none: 'none',
};

/** The colours of the map; a word says the same as each colour. */
export const toneStyles = css`
  .box {
    fill: color-mix(in srgb, var(--gj-tone, var(--gj-surface)) 24%, var(--gj-surface));
    stroke: var(--gj-tone, var(--gj-line-strong));
  }
  .shared {
    --gj-tone: color-mix(in srgb, var(--gj-accent) 45%, var(--gj-surface));
  }
  .both .box {
    stroke: var(--gj-error);
  }
  .same .box {
    fill: var(--gj-head);
  }
  .none .box {
    stroke-dasharray: 3 3;
  }
`;
