import { css } from 'lit';

/** The styles of a file choice: a button with the file's name beside it, and the browser's own input over both. */
export const pickFileStyles = css`
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
    opacity: 0;
  }
`;
