import { css } from 'lit';

/** Text that is code; whoever has it says how high it may be. */
export const codeStyles = css`
  textarea {
    display: block;
    width: 100%;
    padding: var(--gj-1h) var(--gj-2);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    color: var(--gj-text);
    font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
    resize: vertical;
    tab-size: 2;
  }
  textarea:focus-visible {
    outline: var(--gj-focus);
    outline-offset: calc(-1 * var(--gj-px));
  }
  textarea[aria-invalid='true'] {
    border-color: var(--gj-error);
  }
`;
