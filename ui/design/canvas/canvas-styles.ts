import { css } from 'lit';

/** The form as it is laid out, in tiles. */
export const canvasStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: var(--gj-3);
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
  .group {
    margin-block-end: var(--gj-3);
    padding: var(--gj-2) var(--gj-3) var(--gj-3);
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
    /* Of a long form only what is in sight is drawn anew with every step. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto var(--gj-size-160);
  }
  .tabs button[data-over='before'] {
    box-shadow: calc(-1 * var(--gj-3q)) 0 var(--gj-accent);
  }
  .tabs button[data-over='after'] {
    box-shadow: var(--gj-3q) 0 var(--gj-accent);
  }
  .group[data-over='into'] {
    border-color: var(--gj-accent);
  }
  .group[data-over='before'] {
    box-shadow: 0 calc(-1 * var(--gj-1h)) 0 calc(-1 * var(--gj-3q)) var(--gj-accent);
  }
  .group[data-over='after'] {
    box-shadow: 0 var(--gj-1h) 0 calc(-1 * var(--gj-3q)) var(--gj-accent);
  }
  .group > button.title {
    justify-content: flex-start;
    height: var(--gj-size-26);
    padding: 0 var(--gj-1);
    border-color: transparent;
    font-weight: 600;
  }
  .title.none {
    color: var(--gj-muted);
    font-weight: 400 !important;
  }
  .grid {
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    min-height: var(--gj-size-44);
  }
  @container (max-width: 700px) {
    .grid {
      --columns: min(3, var(--wanted)) !important;
    }
  }
  @container (max-width: 460px) {
    .grid {
      --columns: min(2, var(--wanted)) !important;
    }
  }
  .empty-group {
    border: var(--gj-px) dashed var(--gj-line-strong);
  }
  .cell.two {
    grid-column: span min(2, var(--columns));
  }
  .cell[data-drop='before']::before,
  .cell[data-drop='after']::after {
    content: '';
    position: absolute;
    inset-block: 0;
    width: var(--gj-3q);
    border-radius: var(--gj-radius-s);
    background: var(--gj-accent);
  }
  .cell[data-drop='before']::before {
    inset-inline-start: calc(-1 * var(--gj-cell));
  }
  .cell[data-drop='after']::after {
    inset-inline-end: calc(-1 * var(--gj-cell));
  }
  button.tile {
    grid-template-columns: var(--gj-size-16) minmax(0, 1fr) auto;
    gap: 0 var(--gj-1h);
    justify-items: start;
    height: auto;
    min-height: var(--gj-size-44);
    border-color: var(--gj-line);
    background: var(--gj-surface);
    cursor: grab;
  }
  button.tile:hover:not(:disabled) {
    border-color: var(--gj-line-strong);
  }
  button.tile[aria-pressed='true'] {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
    box-shadow: 0 0 0 var(--gj-px) var(--gj-accent);
  }
  button.tile.fresh {
    border-style: dashed;
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  .tile .icon {
    color: var(--gj-muted);
  }
  .tile .kind {
    grid-column: 2 / -1;
    font-size: var(--gj-text-xs);
    line-height: var(--gj-line-xs);
    color: var(--gj-muted);
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
  .rows {
    padding: var(--gj-1h) 0 var(--gj-half) var(--gj-size-22);
  }
  .rows button.tile {
    width: auto;
    min-height: var(--gj-size-28);
  }
  .rows .tile .kind {
    display: none;
  }
  .rows .into {
    align-self: center;
    padding: var(--gj-1) var(--gj-2h);
    border: var(--gj-px) dashed var(--gj-line-strong);
    color: var(--gj-muted);
  }
  .tray {
    border: var(--gj-px) dashed var(--gj-line-strong);
  }
`;
