import { css } from 'lit';
import { neededStyles } from '../kit/base/needed-mark.ts';
import { boxStyles } from '../kit/styles/dialog-styles.ts';

const own = css`
  .frame:focus-within {
    border-color: var(--gj-accent);
  }
  /* Where what is around a sheet scrolls across, what is not of its columns stays: see the canvas of the designer. */
  .frame {
    overflow: clip;
  }
  gj-sheet-bar {
    max-width: var(--gj-in-sight, none);
  }
  gj-sheet-bar,
  .frame > footer > :first-child {
    position: sticky;
    inset-inline-start: 0;
  }
  .scroller {
    max-height: var(--gj-sheet-height, min(62vh, var(--gj-size-560)));
    overscroll-behavior-x: contain;
    scrollbar-width: thin;
    cursor: default;
    -webkit-user-select: none;
  }
  .canvas {
    min-width: 100%;
    isolation: isolate;
  }
  #grid {
    inset: 0;
  }
  .foot {
    inset-block-end: 0;
    z-index: 5;
    margin-block-start: auto;
    border-block-start: var(--gj-edge-strong);
  }
  .head {
    inset-block-start: 0;
    z-index: 5;
    height: var(--gj-sheet-row);
    border-block-end: var(--gj-edge-strong);
  }
  .row {
    inset: 0 0 auto;
    height: var(--gj-sheet-row);
    /* What is written into it moves nothing around it. */
    contain: layout size style;
  }
  .pin {
    inset-inline-start: 0;
    z-index: 2;
  }
  /* Nothing to stay in place for: layers cost. */
  .fits .pin {
    position: relative;
  }
  .cell {
    /* Its width is said: nobody asks how narrow its text could be. */
    min-width: 0;
    padding: var(--gj-3q) var(--gj-2);
    border-inline-end: var(--gj-edge);
  }
  .cell.frozen:last-child {
    border-inline-end-color: var(--gj-line-strong);
  }
  /* What does not apply is no empty cell. */
  .cell.none {
    background: repeating-linear-gradient(-45deg, var(--gj-head) 0 var(--gj-1), var(--gj-line) var(--gj-1) var(--gj-cell));
  }
  .found {
    background: color-mix(in srgb, var(--gj-warn) 22%, var(--gj-surface));
  }
  .found > .muted {
    color: inherit;
  }
  .find input {
    width: var(--gj-size-160);
  }
  li[aria-current] {
    background: var(--gj-picked);
  }
  .tools {
    top: 0;
    z-index: 1;
  }
  .cell.bad {
    background: color-mix(in srgb, var(--gj-error) 9%, var(--gj-surface));
    box-shadow: inset 0 0 0 var(--gj-px) var(--gj-error);
  }
  .cell.num {
    width: var(--gj-sheet-gutter);
    padding-inline: var(--gj-1) var(--gj-2);
    border-inline-end-color: var(--gj-line-strong);
  }
  .cell.wrong {
    box-shadow: inset var(--gj-3q) 0 0 var(--gj-error);
  }
  /* Two lines of a name are as high as one row. */
  .head .cell {
    padding-block: 0;
    line-height: var(--gj-size-14);
  }
  /* Over the label: a column is no wider for whoever may ask. */
  .head .cell > .who {
    position: absolute;
    inset: var(--gj-1h) var(--gj-2h) auto auto;
    background: var(--gj-head);
  }
  .frame:focus-within .head .cell.in {
    background: var(--gj-picked);
    color: var(--gj-text);
  }
  .edge {
    inset: 0 0 0 auto;
    width: var(--gj-1h);
    cursor: col-resize;
  }
  .edge:hover {
    background: var(--gj-accent);
  }

  /* What lies over the cells: all in one place without height, so that nothing moves when it comes and goes. */
  .over {
    height: 0;
  }
  .over > * {
    grid-area: 1 / 1;
    position: relative;
    z-index: 1;
    place-self: start;
    pointer-events: none;
  }
  .over > .pinned {
    position: sticky;
    z-index: 3;
  }
  .mark {
    background: color-mix(in srgb, var(--gj-accent) 13%, transparent);
    border: var(--gj-px) solid var(--gj-accent);
  }
  .mark.rows {
    border: 0;
    border-inline-end: var(--gj-half) solid var(--gj-accent);
  }
  .target {
    border: var(--gj-px) dashed var(--gj-accent);
  }
  .over > .handle {
    width: var(--gj-2);
    height: var(--gj-2);
    border: var(--gj-px) solid var(--gj-surface);
    background: var(--gj-accent);
    pointer-events: auto;
    cursor: crosshair;
  }
  .over > .opener {
    width: var(--gj-size-22);
    height: var(--gj-size-22);
    pointer-events: auto;
  }
  #input {
    height: var(--gj-sheet-row);
    padding: 0 calc(var(--gj-2) - var(--gj-px));
    border: var(--gj-half) solid transparent;
    outline: none;
    color: transparent;
    font: inherit;
  }
  #input:focus {
    border-color: var(--gj-accent);
  }
  #input:not(.open)::selection {
    background: transparent;
    color: transparent;
  }
  #input.open {
    background: var(--gj-surface);
    color: var(--gj-text);
    pointer-events: auto;
    -webkit-user-select: text;
  }
  .frame:not(:focus-within) :is(.handle, .opener, .bubble) {
    visibility: hidden;
  }
  .over > .bubble {
    z-index: 4;
    --bubble: var(--gj-size-320);
    box-shadow: var(--gj-shadow);
  }
  /* Above the only row there is room for one line. */
  .over > .bubble.raised {
    --bubble: var(--gj-size-560);
  }
`;

/** Measures of sheet-viewport.ts: rows and head are 28 px, the column of row numbers 46. */
export const sheetStyles = [boxStyles, neededStyles, own];
