import { css } from 'lit';

/** How a tree of organisations to pick from looks. */
export const pickerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border: 1px solid var(--gj-line);
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
    border-block-end: 1px solid var(--gj-line);
  }
  .tools input[type='search'] {
    flex: 1 1 160px;
    width: auto;
  }
  .below {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
  }
  .below input {
    width: 15px;
    height: 15px;
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
  .count {
    white-space: nowrap;
  }
  .frame {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  .frame:focus-visible {
    outline: none;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 6px;
    height: 31px;
    padding-inline-end: var(--gj-2);
    cursor: pointer;
  }
  .row:hover {
    background: var(--gj-head);
  }
  .row.on {
    background: var(--gj-picked);
  }
  .row.fixed {
    cursor: default;
  }
  .frame:focus-visible .row.at {
    outline: 2px solid var(--gj-accent);
    outline-offset: -2px;
  }
  .arrow {
    display: grid;
    flex: none;
    place-items: center;
    width: 20px;
    height: 20px;
    color: var(--gj-muted);
  }
  .arrow.open svg {
    transform: rotate(90deg);
  }
  .box {
    display: grid;
    flex: none;
    place-items: center;
    width: 15px;
    height: 15px;
    border: 1px solid var(--gj-line-strong);
    border-radius: 3px;
    color: var(--gj-on-accent);
  }
  .box.on {
    border-color: var(--gj-accent-filled);
    background: var(--gj-accent-filled);
  }
  .box.off {
    border-style: dashed;
    background: var(--gj-head);
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .none {
    padding: var(--gj-4);
    text-align: center;
    color: var(--gj-muted);
  }
`;
