import { css } from 'lit';

/** How a tree of organisations to pick from looks. */
export const pickerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border: var(--gj-edge);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    flex: none;
    align-items: center;
    gap: var(--gj-2) var(--gj-3);
    padding: var(--gj-2);
    border-block-end: var(--gj-edge);
  }
  .tools input[type='search'] {
    flex: 1 1 var(--gj-size-160);
    width: auto;
  }
  .below {
    display: inline-flex;
    align-items: center;
    gap: var(--gj-1h);
    white-space: nowrap;
  }
  .below input {
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
  .count {
    white-space: nowrap;
  }
  .row {
    cursor: pointer;
  }
  .row.on {
    background: var(--gj-picked);
  }
  .row.fixed {
    cursor: default;
  }
  .box.off {
    background: var(--gj-head);
    color: var(--gj-muted);
  }
  .none {
    padding: var(--gj-4);
    text-align: center;
    color: var(--gj-muted);
  }
`;
