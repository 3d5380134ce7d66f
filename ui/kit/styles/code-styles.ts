import { css } from 'lit';

/** Text that is code; whoever has it says how high it may be. */
export const codeStyles = css`
  textarea {
    display: block;
    width: 100%;
    padding: 6px 8px;
    border: 1px solid var(--gj-line-strong);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    color: var(--gj-text);
    font: var(--gj-text-s) / 18px var(--gj-mono);
    resize: vertical;
    tab-size: 2;
  }
  textarea:focus-visible {
    outline: 2px solid var(--gj-accent);
    outline-offset: -1px;
  }
  textarea[aria-invalid='true'] {
    border-color: var(--gj-error);
  }
`;
