import { css } from 'lit';

export const paletteStyles = css`
  dialog {
    width: min(var(--gj-size-640), calc(100vw - var(--gj-size-32)));
    max-height: min(var(--gj-size-560), calc(100vh - var(--gj-size-90)));
    margin: var(--gj-size-64) auto auto;
    border-radius: var(--gj-radius-xl);
  }
  dialog[open] {
    display: flex;
  }
  .ask {
    padding: 0 var(--gj-3);
  }
  .ask:focus-within {
    box-shadow: inset 0 calc(-1 * var(--gj-half)) 0 var(--gj-accent);
  }
  input {
    height: var(--gj-size-44);
    font: var(--gj-text-l) / var(--gj-line-l) var(--gj-font);
  }
  .ask input:focus-visible {
    outline: none;
  }
  [role='option'][aria-selected='true'] {
    background: var(--gj-picked);
  }
  .text {
    flex: 1 1 auto;
  }
`;
