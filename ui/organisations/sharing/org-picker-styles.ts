import { css } from 'lit';

/** The styles of a tree of organisations to pick from. */
export const pickerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border: var(--gj-edge);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
  }
  .tools input[type='search'] {
    flex: 1 1 var(--gj-size-160);
    width: auto;
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
