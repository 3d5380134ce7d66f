import { css } from 'lit';

/** Text that is code; whoever has it says how high it may be. */
export const codeStyles = css`
  textarea {
    padding: var(--gj-1h) var(--gj-2);
    resize: vertical;
    tab-size: 2;
  }
`;
