import { type SVGTemplateResult, svg } from 'lit';
import { seriesColour, seriesCount } from './chart-data.ts';

/** What lies over a colour, so that two of them are told apart by whoever sees no colours; of the first nothing. */
const strokes: readonly string[] = [
  '',
  'M0 6L6 0M-1 1L1 -1M5 7L7 5',
  'M1.5 1.5h1.5v1.5h-1.5z',
  'M0 0L6 6M-1 5L1 7M5 -1L7 1',
  'M0 3H6',
  'M3 0V6',
  'M0 3H6M3 0V6',
  'M0 0L6 6M6 0L0 6',
];

/** The grounds of all series, for the `fill` of `ground`. */
export const textures: SVGTemplateResult = svg`<defs>${strokes.map(
  (path, at) =>
    svg`<pattern id="ground-${at}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6"
      fill=${seriesColour(at)}></rect><path d=${path} stroke="var(--gj-surface)" stroke-opacity="0.55" stroke-width="1.2"
      fill="none"></path></pattern>`,
)}</defs>`;

export function ground(at: number): string {
  return at % seriesCount === 0 ? seriesColour(0) : `url(#ground-${at % seriesCount})`;
}

/** How lines are drawn: each otherwise. */
export function dashes(at: number): string {
  return ['', '6 3', '2 3', '8 3 2 3', '4 4', '10 4', '1 4', '6 2 1 2'][at % seriesCount] ?? '';
}
