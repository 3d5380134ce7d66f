import { css } from 'lit';

/** Groups of choices in a dialog, one below the other. */
export const choiceStyles = css`
  :host {
    display: contents;
  }
  fieldset {
    margin-block-end: var(--gj-4);
  }
`;
