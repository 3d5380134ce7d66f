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
    outline: none;
    font: var(--gj-text-l) / var(--gj-line-l) var(--gj-font);
  }
  .ask input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: var(--gj-muted);
  }
  [role='listbox'] {
    flex: 1;
    min-height: 0;
    padding: var(--gj-1);
    overflow: auto;
  }
  [role='option'] {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
    padding: var(--gj-cell) var(--gj-2h);
    border-radius: var(--gj-radius);
    cursor: pointer;
  }
  [role='option'] .icon {
    color: var(--gj-muted);
  }
  [role='option'][aria-selected='true'] {
    background: var(--gj-picked);
  }
  .text {
    flex: 1 1 auto;
    overflow-wrap: anywhere;
  }
  .note {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .head,
  .none {
    padding: var(--gj-1h) var(--gj-2h) var(--gj-half);
  }
  .none {
    padding-block: var(--gj-4);
  }
  footer {
    display: flex;
    gap: var(--gj-4);
    padding: var(--gj-1h) var(--gj-size-14);
  }
  kbd {
    margin-inline-end: var(--gj-half);
    font: var(--gj-text-xs) / var(--gj-line-xs) var(--gj-mono);
  }
  .leave {
    display: none;
  }
  @media (max-width: 600px) {
    .leave {
      display: inline-flex;
    }
    footer {
      display: none;
    }
    [role='option'] {
      min-height: var(--gj-size-40);
    }
    dialog {
      inset: 0;
      width: 100vw;
      max-width: none;
      height: 100dvh;
      max-height: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }
  }
`;
