import { css } from 'lit';

/** A box to check, drawn: for rows that are themselves what is picked. */
export const boxStyles = css`
  .box {
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    border-radius: var(--gj-radius-s);
    color: var(--gj-on-accent);
  }
  .box.on {
    border-color: var(--gj-accent-filled);
    background: var(--gj-accent-filled);
  }
  .box.some {
    border-color: var(--gj-accent-filled);
    background: linear-gradient(var(--gj-accent-filled), var(--gj-accent-filled)) center / var(--gj-1h) var(--gj-half) no-repeat;
  }
`;

/** The styles that the dialogs of sharing have in common. */
export const dialogStyles = css`
  label.way {
    grid-template-columns: var(--gj-size-16) 1fr;
    gap: 0 var(--gj-2);
    padding: var(--gj-cell) var(--gj-2);
  }
  label.way > .small {
    grid-column: 2;
  }
  .warning .icon {
    margin-block-start: var(--gj-half);
  }
  gj-org-picker {
    height: min(var(--gj-size-300), 38vh);
  }
`;
