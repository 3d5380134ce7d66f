import { css } from 'lit';

/** The styles of a file choice: a button with the file's name beside it, and the browser's own input over both. */
export const pickFileStyles = css`
  .pick-file {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: var(--gj-2);
    max-width: 100%;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .pick-file .button {
    height: var(--gj-control);
    padding: 0 var(--gj-3);
  }
  .pick-file:hover .button {
    background: var(--gj-head);
  }
  .pick-file:focus-within .button {
    outline: var(--gj-focus);
    outline-offset: var(--gj-px);
  }
  .pick-file input {
    position: absolute;
    inset: 0;
    width: 100%;
    opacity: 0;
    cursor: pointer;
  }
`;
