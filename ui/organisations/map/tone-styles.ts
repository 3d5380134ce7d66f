import { css } from 'lit';
import { seriesColour } from '../../kit/chart/chart-data.ts';
import type { OrgAnswer, Tone } from './map-answers.ts';

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
  figure: 'figure',
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
  .figure .box {
    fill: color-mix(in srgb, var(--gj-tone) var(--depth), var(--gj-surface));
    stroke: color-mix(in srgb, var(--gj-tone) 60%, var(--gj-line-strong));
  }
  .org.figure .mark {
    fill: var(--gj-text);
  }
  .none .box {
    stroke-dasharray: 3 3;
  }
`;

/** So deep is the deepest colour that words upon it are still read, in percent. */
const deepest = 45;

/** The colour of a number is as deep as it is large; values are told apart by colours. */
export function figureColour({ figure, series }: Pick<OrgAnswer, 'figure' | 'series'>): string {
  if (figure) return depthOf(figure.depth, figure.below);
  return series === undefined ? '' : `--gj-tone:${seriesColour(series)};--depth:35%`;
}

export function depthOf(depth: number, below = false): string {
  return `--gj-tone:${seriesColour(below ? 1 : 0)};--depth:${(depth * deepest).toFixed(1)}%`;
}
