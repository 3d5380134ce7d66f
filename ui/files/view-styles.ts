import { css } from 'lit';

/** The box that a file is looked at in: it scrolls, and what is smaller stands in its middle. */
export const viewBox = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    background: var(--gj-background);
  }
  .view {
    display: flex;
    flex: 1;
    min-height: 0;
    overflow: auto;
    outline-offset: calc(-1 * var(--gj-half));
  }
  gj-state {
    margin: auto;
  }
`;
