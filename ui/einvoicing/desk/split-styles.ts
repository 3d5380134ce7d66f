import { css } from 'lit';

/** The layout of the workbench of splitting on its page. */
export const splitPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--gj-3);
    padding: 0 var(--gj-4) var(--gj-3);
  }
  gj-page-head {
    margin-block-end: calc(var(--gj-4) - var(--gj-3));
  }
  .tools {
    align-items: center;
  }
  .tools label {
    display: inline-flex;
    gap: var(--gj-2);
    align-items: center;
  }
  .tools select {
    width: auto;
    min-width: var(--gj-size-110);
  }
  .choice {
    display: inline-flex;
    gap: var(--gj-1h);
    align-items: center;
    min-height: var(--gj-control);
    padding: 0 var(--gj-3);
    background: var(--gj-surface);
    cursor: pointer;
  }
  .choice.on {
    background: var(--gj-picked);
    color: var(--gj-accent);
  }
  .choice:focus-within {
    outline: var(--gj-focus);
    outline-offset: calc(-1 * var(--gj-half));
  }
  input.part {
    width: var(--gj-size-110);
  }
  .text-field input {
    width: var(--gj-size-160);
  }
  .board {
    grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-320), 1fr));
  }
  .new {
    justify-content: center;
    min-height: var(--gj-size-90);
    border: var(--gj-px) dashed var(--gj-line-strong);
  }
  .new.on {
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  footer {
    position: sticky;
    inset-block-end: 0;
    justify-content: flex-end;
    padding-block: var(--gj-3);
    background: var(--gj-background);
  }
`;
