import { css } from 'lit';

/** The panel at the side: what is picked, and all that can be said of it. */
export const panelStyles = css`
  .panel {
    padding: var(--gj-panel-room, var(--gj-2) var(--gj-3) var(--gj-4));
  }
  .panel > header {
    display: flex;
    align-items: start;
    gap: var(--gj-2);
    margin-block-end: var(--gj-1);
  }
  .what {
    min-height: var(--gj-size-30);
  }
  .what > .icon {
    color: var(--gj-accent);
  }
  .field {
    padding-block: var(--gj-cell);
  }
  .head {
    min-height: var(--gj-size-22);
    line-height: var(--gj-line-l);
  }
  details > summary {
    padding-block: var(--gj-1h);
  }
  details > .inner {
    padding-block-end: var(--gj-2);
  }
  .does button {
    height: var(--gj-size-26);
    padding: 0 var(--gj-2);
    font-size: var(--gj-text-s);
  }
`;
