import { css } from 'lit';

/** How the workbench of splitting lies on its page. */
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
  .ways,
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2) var(--gj-3);
    align-items: end;
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
  .choices {
    display: flex;
    flex-wrap: wrap;
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius);
    overflow: hidden;
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
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-320), 1fr));
    gap: var(--gj-3);
    align-items: start;
  }
  .new {
    display: flex;
    gap: var(--gj-2);
    align-items: center;
    justify-content: center;
    min-height: var(--gj-size-90);
    border: var(--gj-px) dashed var(--gj-line-strong);
    border-radius: var(--gj-radius-l);
    color: var(--gj-muted);
  }
  .new.on {
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  footer {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    gap: var(--gj-2);
    justify-content: flex-end;
    padding-block: var(--gj-3);
    border-block-start: var(--gj-edge);
    background: var(--gj-background);
  }
`;
