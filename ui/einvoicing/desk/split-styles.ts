import { css } from 'lit';

/** The layout of the workbench of splitting on its page. */
export const splitPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--gj-3);
  }
  gj-page-head {
    margin-block-end: calc(var(--gj-4) - var(--gj-3));
  }
  .choice {
    padding: 0 var(--gj-3);
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
  }
  .new.on {
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  footer {
    inset-block-end: 0;
    padding-block: var(--gj-3);
    background: var(--gj-background);
  }
`;
