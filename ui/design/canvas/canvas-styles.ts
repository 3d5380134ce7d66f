import { css } from 'lit';

/** Handles over the form as its page lays it out. */
export const canvasStyles = css`
  :host {
    --gj-out-of-sight: auto;
    /* Nobody picks a moment here: what is to be typed is seen whole instead. */
    --gj-picker-sign: none;
    --gj-time-width: var(--gj-size-64);
    display: block;
    /* What is heard alone of it scrolls with it, and makes the page around it no longer. */
    position: relative;
    container-type: inline-size;
    padding: var(--gj-3);
    background: var(--gj-background);
    overflow: auto;
  }
  .tabs button {
    height: var(--gj-size-30);
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--gj-muted);
  }
  .tabs button[aria-current='true'] {
    color: var(--gj-accent);
    font-weight: 600;
    box-shadow: inset 0 calc(-1 * var(--gj-half)) var(--gj-accent);
  }
  .tabs button.add,
  .foot button {
    color: var(--gj-muted);
    font-weight: 400;
  }
  .page {
    display: grid;
    gap: var(--gj-3);
    margin-block-end: var(--gj-3);
  }
  /* Its cards lie where the groups will. */
  gj-skeleton {
    inset: calc(-1 * var(--gj-3)) calc(-1 * var(--gj-4)) auto;
  }
  .group {
    border-radius: var(--gj-radius-l);
  }
  .tabs button[data-over='before'] {
    box-shadow: calc(-1 * var(--gj-3q)) 0 var(--gj-accent);
  }
  .tabs button[data-over='after'] {
    box-shadow: var(--gj-3q) 0 var(--gj-accent);
  }
  .group[data-over='into'] {
    box-shadow: 0 0 0 var(--gj-half) var(--gj-accent);
  }
  .group[data-over='before'] {
    box-shadow: 0 calc(-1 * var(--gj-1h)) 0 calc(-1 * var(--gj-3q)) var(--gj-accent);
  }
  .group[data-over='after'] {
    box-shadow: 0 var(--gj-1h) 0 calc(-1 * var(--gj-3q)) var(--gj-accent);
  }
  button.title {
    justify-content: flex-start;
    height: var(--gj-size-26);
    margin-inline: calc(-1 * var(--gj-1));
    padding: 0 calc(var(--gj-1) - var(--gj-px));
    border-color: transparent;
    font-weight: 600;
  }
  .title.none {
    color: var(--gj-muted);
    font-weight: 400 !important;
  }
  button.title[aria-pressed='true'] {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
  }
  .grid {
    min-height: var(--gj-size-44);
  }
  .empty-group {
    border: var(--gj-px) dashed var(--gj-line-strong);
  }
  /* Label, control and what is below stand in the lines of the fields beside them. */
  .grid > .cell {
    display: grid;
    grid-template: subgrid / minmax(0, 1fr);
    grid-row: span 3;
    min-width: 0;
  }
  .grid > .cell:has(> .rows) {
    display: block;
    padding-block-end: var(--gj-2);
  }
  .cell.given {
    order: 1;
  }
  /* It keeps the room above and below it that it will have. */
  .cell:has(> .fresh)::after {
    content: '';
    grid-row: 3;
    height: var(--gj-2);
  }
  .look {
    display: grid;
    grid-template: subgrid / minmax(0, 1fr);
    grid-row: 1 / -1;
    min-width: 0;
  }
  .look.rest {
    display: block;
    padding: var(--gj-half) 0 var(--gj-1);
  }
  .look > * {
    grid-column: 1 / -1 !important;
    max-width: none !important;
  }
  .cell[data-drop='before']::before,
  .cell[data-drop='after']::after {
    content: '';
    position: absolute;
    inset-block: 0;
    width: var(--gj-3q);
    border-radius: var(--gj-radius-s);
    background: var(--gj-accent);
    z-index: 4;
  }
  .cell[data-drop='before']::before {
    inset-inline-start: calc(-1 * var(--gj-cell));
  }
  .cell[data-drop='after']::after {
    inset-inline-end: calc(-1 * var(--gj-cell));
  }
  /* Where what is above or below it would be parted. */
  .cell[data-flat][data-drop]::before,
  .cell[data-flat][data-drop]::after {
    inset-inline: 0;
    width: auto;
    height: var(--gj-3q);
  }
  .cell[data-flat][data-drop='before']::before {
    inset-block: calc(-1 * var(--gj-1)) auto;
  }
  .cell[data-flat][data-drop='after']::after {
    inset-block: auto 0;
  }
  button.tile {
    border-color: transparent;
    background: transparent;
    cursor: grab;
  }
  button.tile.absolute {
    inset: calc(-1 * var(--gj-1)) calc(-1 * var(--gj-1h)) var(--gj-half);
    z-index: 1;
    display: block;
    height: auto;
    padding: 0;
  }
  button.tile:is(.absolute, .head):hover:not(:disabled) {
    border-color: var(--gj-line-strong);
    background: color-mix(in srgb, var(--gj-accent) 3%, transparent);
  }
  button.tile[aria-pressed='true'],
  button.tile:is(.absolute, .head)[aria-pressed='true']:hover {
    border-color: var(--gj-accent);
    background: color-mix(in srgb, var(--gj-accent) 8%, transparent);
    box-shadow: 0 0 0 var(--gj-px) var(--gj-accent);
  }
  button.tile.fresh {
    grid-row: 2;
    justify-content: flex-start;
    border-style: dashed;
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  .tag {
    max-width: 100%;
    font-size: var(--gj-text-xs);
    line-height: var(--gj-line-xs);
    color: var(--gj-muted);
  }
  .tile.absolute .tag {
    position: absolute;
    inset: var(--gj-half) var(--gj-1) auto auto;
    padding-inline: var(--gj-half);
    border-radius: var(--gj-radius-s);
    background: var(--gj-surface);
  }
  .tile .icon {
    width: var(--gj-3);
    height: var(--gj-3);
    color: var(--gj-muted);
  }
  .tile .kind {
    font-weight: 400;
  }
  .tile:not(:hover, :focus-visible, [aria-pressed='true'], .fresh) .kind {
    display: none;
  }
  .grip {
    inset: 0 calc(-1 * var(--gj-2)) 0 auto;
    z-index: 2;
    width: var(--gj-2);
    cursor: col-resize;
    touch-action: none;
  }
  .grip:hover,
  .grip:active {
    background: linear-gradient(var(--gj-accent), var(--gj-accent)) center / var(--gj-half) 100% no-repeat;
  }
  .naming {
    position: relative;
    z-index: 3;
    align-self: end;
    height: var(--gj-size-26);
    min-width: var(--gj-size-120);
    font: inherit;
  }
  .cell > .naming,
  .look > .naming {
    position: absolute;
    inset: calc(-1 * var(--gj-1)) 0 auto;
    width: auto;
  }
  .ours {
    width: var(--gj-1h);
    height: var(--gj-1h);
    border-radius: 50%;
    background: var(--gj-accent);
  }
  .wrong {
    color: var(--gj-error) !important;
  }
  /* Its columns scroll; its title and its tools are as wide as what is in sight, and stay. */
  .rows {
    container-type: inline-size;
    margin: calc(-1 * var(--gj-1)) calc(-1 * var(--gj-1h)) 0;
    padding: var(--gj-1) var(--gj-1h) var(--gj-1);
    scrollbar-width: thin;
  }
  @container (max-width: 640px) {
    .wide {
      --gj-tool-texts: none;
    }
  }
  .rows ~ button.tile.absolute {
    inset: calc(-1 * var(--gj-half)) calc(-1 * var(--gj-1)) auto;
    height: var(--gj-size-26);
  }
  .rows ~ .naming {
    inset: calc(-1 * var(--gj-half)) auto auto calc(-1 * var(--gj-1));
  }
  .column {
    inset-block: 0;
  }
  button.tile.head {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: block;
    width: auto;
    height: auto;
    padding: 0;
    border-radius: 0;
    outline-offset: calc(-1 * var(--gj-half));
  }
  .heading {
    display: contents;
  }
  /* As a head is written, so that the sign of its kind is there where that leaves room beside it: else it wraps away. */
  .tile.head .heading {
    position: absolute;
    inset: 0 0 auto;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 var(--gj-1);
    height: var(--gj-sheet-row);
    padding-inline: var(--gj-2);
    overflow: clip;
    line-height: var(--gj-sheet-row);
  }
  .tile.head .heading > * {
    flex: none;
    height: var(--gj-sheet-row);
  }
  .tile.head .name {
    max-width: 100%;
    visibility: hidden;
  }
  .tile.head .kind {
    display: none;
  }
  .tile.head .tag:has(.wrong) {
    position: absolute;
    inset: 0 var(--gj-half) auto auto;
    background: var(--gj-head);
  }
  .column[data-end] .tile.head .heading {
    flex-direction: row-reverse;
  }
  .column > .naming {
    position: absolute;
    inset: var(--gj-px) 0 auto;
    width: auto;
  }
  .column > .grip {
    inset-inline-end: calc(-1 * var(--gj-1));
  }
  .added {
    inset-block-start: 0;
    margin-inline-start: var(--gj-1);
    height: var(--gj-sheet-row);
  }
  /* Beside the others, and no wider than its place: what sort it is, its sign tells. */
  .added button.tile.fresh {
    width: 100%;
    padding-inline: var(--gj-1h);
  }
  .added.between {
    z-index: 3;
    margin: 0;
    background: var(--gj-surface);
    translate: -50% 0;
  }
  .added .fresh .kind {
    display: none;
  }
  .tray {
    border: var(--gj-px) dashed var(--gj-line-strong);
  }
`;
