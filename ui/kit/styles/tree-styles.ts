import { css } from 'lit';

/** Rows of which only those in sight are there. */
export const rowStyles = css`
  .frame:focus-visible {
    outline: none;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    height: var(--gj-list-row);
  }
  .row:hover {
    background: var(--gj-head);
  }
  .row.on {
    background: var(--gj-picked);
  }
  .frame:focus-visible .row.at {
    outline: var(--gj-focus);
    outline-offset: calc(-1 * var(--gj-half));
  }
`;

/** Beside `rowStyles`, where they are a tree. */
export const treeStyles = css`
  .row {
    --steps: min(var(--level, 1) - 1, 12);
    padding-inline: calc(var(--gj-2) + var(--steps) * var(--gj-size-18)) var(--gj-2);
  }
  /* A line below the arrow of everybody it stands under. */
  .row::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--gj-size-18);
    width: calc(var(--steps) * var(--gj-size-18));
    background: repeating-linear-gradient(
      to right,
      var(--gj-line-strong) 0 var(--gj-px),
      transparent var(--gj-px) var(--gj-size-18)
    );
    pointer-events: none;
  }
  .arrow {
    width: var(--gj-size-20);
    height: var(--gj-size-20);
  }
`;
