import { css } from 'lit';

/** What was, what is offered, and a choice among it, side by side. */
export const questionStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2);
    margin-block-end: var(--gj-2);
  }
  fieldset {
    margin: 0;
    padding: var(--gj-3) 0;
    border: 0;
    border-block-start: var(--gj-edge);
  }
  fieldset:last-of-type {
    padding-block-end: 0;
  }
  legend {
    float: inline-start;
    width: 100%;
    padding: 0;
    margin-block-end: var(--gj-2);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  legend .small {
    font-weight: 400;
  }
  .sides {
    clear: both;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-160), 1fr));
    gap: var(--gj-2);
    align-items: stretch;
  }
  .side {
    display: grid;
    grid-template-columns: var(--gj-size-16) minmax(0, 1fr);
    gap: var(--gj-half) var(--gj-2);
    align-content: start;
    align-items: center;
    padding: var(--gj-2);
    border: var(--gj-edge);
    border-radius: var(--gj-radius);
  }
  label.side {
    cursor: pointer;
  }
  .side:has(:checked) {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
  }
  .side.was {
    background: var(--gj-head);
  }
  .side > :not(input) {
    grid-column: 2;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .side.was > * {
    grid-column: 1 / -1;
  }
  .side .name {
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
  }
  .side .value {
    white-space: pre-wrap;
  }
  input[type='radio'] {
    grid-row: 1;
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
`;
