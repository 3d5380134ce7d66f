import { css } from 'lit';

export const paletteStyles = css`
  dialog {
    width: min(var(--gj-size-640), calc(100vw - var(--gj-size-32)));
    max-height: min(var(--gj-size-560), calc(100vh - var(--gj-size-90)));
    margin: var(--gj-size-64) auto auto;
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius-xl);
    box-shadow: var(--gj-shadow);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  .ask {
    padding: 0 var(--gj-3);
  }
  .ask:focus-within {
    box-shadow: inset 0 calc(-1 * var(--gj-half)) 0 var(--gj-accent);
  }
  .in {
    height: var(--gj-size-24);
    padding: 0 var(--gj-2);
    border-color: var(--gj-line);
  }
  input {
    height: var(--gj-size-44);
    font: var(--gj-text-l) / var(--gj-line-l) var(--gj-font);
  }
  .ask input:focus-visible {
    outline: none;
  }
  [role='listbox'] {
    padding: var(--gj-1);
  }
  [role='option'] {
    padding: var(--gj-cell) var(--gj-2h);
    border-radius: var(--gj-radius);
  }
  [role='option'][aria-selected='true'] {
    background: var(--gj-picked);
  }
  .text {
    flex: 1 1 auto;
    overflow-wrap: anywhere;
  }
  .note {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .head {
    padding: var(--gj-1h) var(--gj-2h) var(--gj-half);
  }
  p.head {
    padding-block: var(--gj-4);
  }
  footer {
    padding: var(--gj-1h) var(--gj-size-14);
  }
  kbd {
    margin-inline-end: var(--gj-half);
    font: var(--gj-text-xs) / var(--gj-line-xs) var(--gj-mono);
  }
  @media (max-width: 600px) {
    [role='option'] {
      min-height: var(--gj-size-40);
    }
  }
`;
