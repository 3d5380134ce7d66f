import { css } from 'lit';

/** The styles of a question: the former value, the offered ones and a choice among them, side by side. */
export const questionStyles = css`
  fieldset {
    padding: var(--gj-3) 0;
  }
  fieldset:last-of-type {
    padding-block-end: 0;
  }
  legend {
    float: inline-start;
  }
  legend .small {
    font-weight: 400;
  }
  .sides {
    clear: both;
    grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-160), 1fr));
    align-items: stretch;
  }
  .side {
    grid-template-columns: var(--gj-size-16) minmax(0, 1fr);
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
  }
  .side .value {
    white-space: pre-wrap;
  }
  input[type='radio'] {
    grid-row: 1;
  }
`;
