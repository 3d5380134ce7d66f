import { css } from 'lit';

/** The panel at the side: what is picked, and all that can be said of it. */
export const panelStyles = css`
  .panel {
    padding: var(--gj-2) var(--gj-3) var(--gj-4);
  }
  .panel > header {
    display: flex;
    align-items: start;
    gap: var(--gj-2);
    margin-block-end: var(--gj-1);
  }
  .what {
    display: flex;
    flex: 1;
    gap: var(--gj-1h);
    align-items: center;
    min-width: 0;
    min-height: var(--gj-size-30);
  }
  .what > .icon {
    color: var(--gj-accent);
  }
  .what h2 {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .panel > footer {
    display: flex;
    gap: var(--gj-2);
    align-items: center;
    margin-block-start: var(--gj-3);
  }
  .field {
    padding-block: var(--gj-cell);
  }
  .head {
    min-height: var(--gj-size-22);
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-l);
    color: var(--gj-muted);
  }
  .star {
    color: var(--gj-error);
  }
  details {
    border-block-start: var(--gj-edge);
  }
  details > summary {
    padding-block: var(--gj-1h);
    font-weight: 600;
  }
  details > .inner {
    padding-block-end: var(--gj-2);
  }
  ul.issues {
    display: grid;
    gap: var(--gj-1);
    margin: 0 0 var(--gj-2);
    padding: 0;
    list-style: none;
    font-size: var(--gj-text-s);
  }
  .does {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-1);
    margin-block-end: var(--gj-2);
  }
  .does button {
    height: var(--gj-size-26);
    padding: 0 var(--gj-2);
    font-size: var(--gj-text-s);
  }
`;
