import { css } from 'lit';

/** The colours of the map; a word says the same as each colour. */
export const toneStyles = css`
  .box {
    fill: var(--gj-surface);
    stroke: var(--gj-line-strong);
  }
  .own .box {
    fill: color-mix(in srgb, var(--gj-ok) 24%, var(--gj-surface));
    stroke: var(--gj-ok);
  }
  :is(.given, .more) .box {
    fill: color-mix(in srgb, var(--gj-accent) 24%, var(--gj-surface));
    stroke: var(--gj-accent);
  }
  .shared .box {
    fill: color-mix(in srgb, var(--gj-accent) 9%, var(--gj-surface));
    stroke: color-mix(in srgb, var(--gj-accent) 50%, var(--gj-surface));
  }
  .copy .box {
    fill: color-mix(in srgb, var(--gj-warn) 26%, var(--gj-surface));
    stroke: var(--gj-warn);
  }
  .fewer .box {
    fill: color-mix(in srgb, var(--gj-error) 14%, var(--gj-surface));
    stroke: var(--gj-error);
  }
  .both .box {
    fill: color-mix(in srgb, var(--gj-accent) 18%, var(--gj-surface));
    stroke: var(--gj-error);
  }
  .same .box {
    fill: var(--gj-head);
  }
  .none .box {
    stroke-dasharray: 3 3;
  }
`;
