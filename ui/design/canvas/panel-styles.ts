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
    margin-block-end: 4px;
  }
  .what {
    display: flex;
    flex: 1;
    gap: 6px;
    align-items: center;
    min-width: 0;
    min-height: 30px;
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
    padding-block: 5px;
  }
  .head {
    min-height: 22px;
    font-size: var(--gj-text-s);
    line-height: 22px;
    color: var(--gj-muted);
  }
  .star {
    color: var(--gj-error);
  }
  details {
    border-block-start: 1px solid var(--gj-line);
  }
  details > summary {
    padding-block: 7px;
    font-weight: 600;
  }
  details > .inner {
    padding-block-end: var(--gj-2);
  }
  ul.issues {
    display: grid;
    gap: 4px;
    margin: 0 0 var(--gj-2);
    padding: 0;
    list-style: none;
    font-size: var(--gj-text-s);
  }
  .does {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-block-end: var(--gj-2);
  }
  .does button {
    height: 26px;
    padding: 0 8px;
    font-size: var(--gj-text-s);
  }
`;
