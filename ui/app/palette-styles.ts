import { css } from 'lit';

export const paletteStyles = css`
  dialog {
    width: min(640px, calc(100vw - 32px));
    max-height: min(560px, calc(100vh - 96px));
    margin: 64px auto auto;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--gj-line-strong);
    border-radius: 8px;
    background: var(--gj-surface);
    color: var(--gj-text);
    box-shadow: var(--gj-shadow);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 25%);
  }
  .ask {
    display: flex;
    flex: none;
    align-items: center;
    gap: var(--gj-2);
    padding: 0 var(--gj-3);
    border-block-end: 1px solid var(--gj-line);
    color: var(--gj-muted);
  }
  .ask:focus-within {
    box-shadow: inset 0 -2px 0 var(--gj-accent);
  }
  .in {
    height: 24px;
    padding: 0 8px;
    border-color: var(--gj-line);
    background: var(--gj-picked);
  }
  input {
    flex: 1;
    min-width: 0;
    height: 44px;
    border: 0;
    outline: none;
    background: none;
    color: var(--gj-text);
    font: var(--gj-text-l) / 22px var(--gj-font);
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
    padding: 5px 10px;
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
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .note {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head,
  .none {
    padding: 6px 10px 2px;
  }
  .none {
    padding-block: var(--gj-4);
    text-align: center;
  }
  footer {
    display: flex;
    flex: none;
    gap: var(--gj-4);
    padding: 6px 14px;
    border-block-start: 1px solid var(--gj-line);
  }
  .end {
    margin-inline-start: auto;
  }
  kbd {
    margin-inline-end: 2px;
    padding: 0 4px;
    border: 1px solid var(--gj-line);
    border-radius: 3px;
    font: 11px / 16px var(--gj-mono);
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
      min-height: 40px;
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
