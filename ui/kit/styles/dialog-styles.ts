import { css } from 'lit';

/** A box to check, drawn: for rows that are themselves what is picked. */
export const boxStyles = css`
  .box {
    display: grid;
    flex: none;
    place-items: center;
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    border: var(--gj-edge-strong);
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

/** What the dialogs of sharing have in common. */
export const dialogStyles = css`
  :host {
    display: contents;
  }
  .stack {
    display: grid;
    gap: var(--gj-3);
  }
  fieldset {
    display: grid;
    gap: var(--gj-1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: var(--gj-1);
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
  }
  label.way {
    display: grid;
    grid-template-columns: var(--gj-size-16) 1fr;
    gap: 0 var(--gj-2);
    align-items: center;
    padding: var(--gj-cell) var(--gj-2);
    border: var(--gj-edge);
    border-radius: var(--gj-radius);
    cursor: pointer;
  }
  label.way:has(:checked) {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
  }
  label.way .small {
    grid-column: 2;
  }
  input[type='radio'] {
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
  .warning {
    display: flex;
    gap: var(--gj-2);
    padding: var(--gj-2) var(--gj-3);
    border: var(--gj-px) solid color-mix(in srgb, var(--gj-warn) 45%, transparent);
    border-radius: var(--gj-radius);
    color: var(--gj-warn);
  }
  .warning .icon {
    margin-block-start: var(--gj-half);
  }
  gj-org-picker {
    height: min(var(--gj-size-300), 38vh);
  }
`;
