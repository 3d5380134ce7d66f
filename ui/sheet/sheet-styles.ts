import { css } from 'lit';

/** Measures of sheet-viewport.ts: rows and head are 28 px, the column of row numbers 46. */
export const sheetStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .frame:focus-within {
    border-color: var(--gj-accent);
  }
  .scroller {
    position: relative;
    overflow: auto;
    max-height: var(--gj-sheet-height, min(62vh, var(--gj-size-560)));
    overscroll-behavior: contain;
    scrollbar-width: thin;
    font-variant-numeric: tabular-nums;
    cursor: default;
    user-select: none;
    -webkit-user-select: none;
  }
  .canvas {
    min-width: 100%;
    isolation: isolate;
  }
  #grid {
    display: flex;
    flex-direction: column;
    position: absolute;
    inset: 0;
  }
  .foot {
    position: sticky;
    inset-block-end: 0;
    z-index: 5;
    height: var(--gj-sheet-row);
    margin-block-start: auto;
  }
  .foot .head-row {
    border-block: var(--gj-edge-strong);
    border-block-end: 0;
  }
  .foot .pin {
    background: var(--gj-head);
  }
  .foot .cell {
    border-block-end: 0;
    font-weight: 600;
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 5;
    height: var(--gj-sheet-row);
  }
  .head-row {
    height: var(--gj-sheet-row);
    border-block-end: var(--gj-edge-strong);
  }
  .row {
    position: absolute;
    inset: 0 0 auto;
    height: var(--gj-sheet-row);
  }
  .pin {
    position: sticky;
    inset-inline-start: 0;
    z-index: 2;
    height: var(--gj-sheet-row);
  }
  /* Nothing to stay in place for: layers cost. */
  .fits .pin {
    position: relative;
  }
  .head .pin {
    background: var(--gj-head);
    border-block-end: var(--gj-edge-strong);
  }
  .cell {
    height: var(--gj-sheet-row);
    padding: var(--gj-3q) var(--gj-2);
    border-inline-end: var(--gj-edge);
    line-height: var(--gj-line-m);
  }
  /* Only where a text may not fit: what is cut is painted apart, which costs as much as all the rest of a cell. */
  .cell.long,
  .head .cell {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .cell.frozen:last-child {
    border-inline-end-color: var(--gj-line-strong);
  }
  .cell.end {
    text-align: end;
  }
  .cell.off {
    color: var(--gj-muted);
  }
  /* What does not apply is no empty cell. */
  .cell.none {
    background: repeating-linear-gradient(-45deg, var(--gj-head) 0 var(--gj-1), var(--gj-line) var(--gj-1) var(--gj-cell));
    color: var(--gj-muted);
  }
  .cell.toggle {
    text-align: center;
  }
  .cell.bad {
    background: color-mix(in srgb, var(--gj-error) 9%, var(--gj-surface));
    box-shadow: inset 0 0 0 var(--gj-px) var(--gj-error);
  }
  .cell.num {
    width: var(--gj-sheet-gutter);
    padding-inline: var(--gj-1) var(--gj-2);
    background: var(--gj-head);
    border-inline-end-color: var(--gj-line-strong);
    color: var(--gj-muted);
  }
  .cell.num.bad {
    color: var(--gj-error);
    box-shadow: inset var(--gj-3q) 0 0 var(--gj-error);
  }
  .row.new .cell.num {
    color: var(--gj-accent);
  }
  .head .cell {
    display: flex;
    position: relative;
    gap: var(--gj-3q);
    border-block-end: 0;
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
    font-weight: 600;
  }
  /* Over the label: a column is no wider for whoever may ask. */
  .head .cell > .who {
    position: absolute;
    inset: var(--gj-1h) var(--gj-2h) auto auto;
    background: var(--gj-head);
  }
  .head .cell.free {
    height: calc(var(--gj-sheet-row) - var(--gj-px));
  }
  .head .cell.end {
    justify-content: end;
  }
  .head .cell.in {
    background: var(--gj-picked);
    color: var(--gj-text);
  }
  /* Where one is matters while one is here. */
  .frame:not(:focus-within) .head .cell.in {
    background: none;
    color: var(--gj-muted);
  }
  .frame:not(:focus-within) .handle {
    visibility: hidden;
  }
  .head .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .edge {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    width: var(--gj-1h);
    cursor: col-resize;
  }
  .edge:hover {
    background: var(--gj-accent);
  }
  .box {
    display: inline-block;
    width: var(--gj-size-14);
    height: var(--gj-size-14);
    border: var(--gj-px) solid var(--gj-muted);
    border-radius: var(--gj-radius-s);
    vertical-align: calc(-1 * var(--gj-half));
  }
  .box.on {
    border-color: var(--gj-accent-filled);
    background: var(--gj-accent-filled);
  }
  .box.on::after {
    content: '';
    position: absolute;
    inset: var(--gj-px) var(--gj-1) var(--gj-3q);
    border: solid var(--gj-on-accent);
    border-width: 0 var(--gj-half) var(--gj-half) 0;
    rotate: 42deg;
  }
  .off .box {
    opacity: 0.6;
  }

  /* What lies over the cells: all in one place without height, so that nothing moves when it comes and goes. */
  .over {
    height: 0;
  }
  .over > * {
    grid-area: 1 / 1;
    position: relative;
    justify-self: start;
    align-self: start;
    pointer-events: none;
  }
  .over > .pinned {
    position: sticky;
  }
  .mark {
    z-index: 1;
    background: color-mix(in srgb, var(--gj-accent) 13%, transparent);
    border: var(--gj-px) solid var(--gj-accent);
  }
  .mark.one {
    background: none;
    border-color: transparent;
  }
  .mark.pinned,
  .target.pinned {
    z-index: 3;
  }
  .mark.rows {
    border: 0;
    border-inline-end: var(--gj-half) solid var(--gj-accent);
  }
  .target {
    z-index: 1;
    border: var(--gj-px) dashed var(--gj-accent);
  }
  .over > .handle {
    z-index: 2;
    width: var(--gj-2);
    height: var(--gj-2);
    border: var(--gj-px) solid var(--gj-surface);
    background: var(--gj-accent);
    pointer-events: auto;
    cursor: crosshair;
  }
  .over > .handle.pinned {
    z-index: 4;
  }
  .over > .opener {
    z-index: 2;
    width: var(--gj-size-22);
    height: var(--gj-size-22);
    border-radius: var(--gj-radius-s);
    color: var(--gj-muted);
    visibility: hidden;
  }
  .over > .opener.pinned {
    z-index: 4;
  }
  .frame:focus-within .opener {
    visibility: visible;
    pointer-events: auto;
    cursor: pointer;
  }
  .opener:hover {
    background: var(--gj-picked);
    color: var(--gj-accent);
  }
  #input {
    z-index: 1;
    height: var(--gj-sheet-row);
    margin: 0;
    padding: 0 calc(var(--gj-2) - var(--gj-px));
    border: var(--gj-half) solid transparent;
    border-radius: 0;
    outline: none;
    background: transparent;
    color: transparent;
    caret-color: transparent;
    font: var(--gj-text-m) / var(--gj-line-m) var(--gj-font);
    font-variant-numeric: tabular-nums;
  }
  #input.pinned {
    z-index: 4;
  }
  #input:focus {
    border-color: var(--gj-accent);
  }
  #input::selection {
    background: transparent;
    color: transparent;
  }
  #input.end {
    text-align: end;
  }
  #input.open {
    background: var(--gj-surface);
    color: var(--gj-text);
    caret-color: var(--gj-text);
    pointer-events: auto;
    user-select: text;
    -webkit-user-select: text;
  }
  #input.open::selection {
    background: var(--gj-accent-filled);
    color: var(--gj-on-accent);
  }
  .over > .bubble {
    z-index: 4;
    max-width: var(--gj-size-320);
    padding: var(--gj-3q) var(--gj-2);
    border: var(--gj-px) solid var(--gj-error);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    color: var(--gj-error);
    box-shadow: var(--gj-shadow);
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
    white-space: pre-line;
    visibility: hidden;
  }
  .frame:focus-within .bubble {
    visibility: visible;
  }
  footer {
    gap: var(--gj-1) var(--gj-4);
    min-height: var(--gj-size-26);
    padding: var(--gj-3q) var(--gj-2);
  }
  footer .sums {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gj-4);
    margin-inline-start: auto;
  }
  footer strong {
    font-weight: 600;
    color: var(--gj-text);
  }
  footer .notice {
    color: var(--gj-warn);
  }
`;
