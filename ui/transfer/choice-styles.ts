import { css } from 'lit';

/** Groups of choices in a dialog, one below the other. */
export const choiceStyles = css`
  :host {
    display: contents;
  }
  fieldset {
    display: grid;
    gap: var(--gj-2);
    margin: 0 0 var(--gj-4);
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: var(--gj-1);
    padding: 0;
    font-size: var(--gj-text-s);
    color: var(--gj-muted);
  }
  label {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
  }
  input {
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
`;
