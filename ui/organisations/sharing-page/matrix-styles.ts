import { css } from 'lit';

/** The cells of the matrix of sharing: as high and wide as `gj-sharing-matrix` counts them. */
export const matrixStyles = css`
  :host {
    display: flex;
  }
  .cells {
    position: relative;
    width: calc(var(--name) + var(--columns) * var(--cell));
    height: calc(var(--head) + var(--rows) * var(--cell));
  }
  .heads {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    height: var(--head);
    background: var(--gj-head);
    border-block-end: var(--gj-edge);
  }
  .line {
    position: absolute;
    inset-inline-start: 0;
    height: var(--cell);
    border-block-end: var(--gj-edge);
  }
  :is(.heads, .line) {
    display: flex;
    width: 100%;
  }
  .named {
    position: sticky;
    inset-inline-start: 0;
    z-index: 2;
    flex: none;
    width: var(--name);
    padding: 0 var(--gj-2);
    background: var(--gj-surface);
    border-inline-end: var(--gj-edge);
    line-height: var(--cell);
  }
  .heads .named {
    display: flex;
    align-items: end;
    padding-block-end: var(--gj-2);
    background: var(--gj-head);
  }
  .head {
    flex: none;
    position: relative;
    width: var(--cell);
    padding: var(--gj-2) var(--gj-1);
    padding-inline-start: calc(var(--gj-2) + var(--level) * var(--gj-3));
    overflow: hidden;
    border-inline-end: var(--gj-edge);
    writing-mode: vertical-rl;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .head.current {
    background: var(--gj-picked);
  }
  .cell {
    display: grid;
    flex: none;
    place-items: center;
    width: var(--cell);
    border-inline-end: var(--gj-edge);
    cursor: cell;
    user-select: none;
  }
  .cell.own {
    background: var(--gj-picked);
  }
  :is(.cell, .mark):is(.own, .assigned)::after {
    width: var(--gj-2h);
    height: var(--gj-2h);
    border-radius: var(--gj-radius-s);
    background: var(--gj-accent);
    content: '';
  }
  :is(.cell, .mark).own::after {
    border-radius: var(--gj-radius-round);
    background: var(--gj-ok);
  }
  :is(.cell, .mark).itself::after {
    width: var(--gj-2);
    height: var(--gj-2);
    border: var(--gj-px) solid var(--gj-muted);
    border-radius: var(--gj-radius-round);
    content: '';
  }
  .drawn {
    position: absolute;
    z-index: 1;
    border: var(--gj-half) solid var(--gj-accent);
    background: color-mix(in srgb, var(--gj-accent) 12%, transparent);
    pointer-events: none;
  }
`;
