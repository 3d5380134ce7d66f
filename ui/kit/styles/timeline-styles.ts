import { css } from 'lit';

/** The styles of a timeline: a dot for each moment, the present one in colour, and a line from one to the next. */
export const timelineStyles = css`
  .timeline > li {
    position: relative;
    padding: 0 0 var(--gj-2) var(--gj-5);
  }
  .timeline > li::before {
    position: absolute;
    inset: var(--gj-1h) auto auto var(--gj-3q);
    width: var(--gj-2);
    height: var(--gj-2);
    border-radius: 50%;
    background: var(--gj-line-strong);
    content: '';
  }
  .timeline > .now::before {
    background: var(--gj-accent);
  }
  .timeline > li:not(:last-child)::after {
    position: absolute;
    inset: var(--gj-4) auto calc(-1 * var(--gj-cell)) var(--gj-1h);
    width: var(--gj-px);
    background: var(--gj-line-strong);
    content: '';
  }
`;
