import { css } from 'lit';

/** Groups of choices in a dialog, one below the other. */
export const choiceStyles = css`
  :host {
    display: contents;
  }
  fieldset {
    margin: 0 0 var(--gj-4);
  }
  input {
    accent-color: var(--gj-accent-filled);
  }
`;
