import { css } from 'lit';

/** The form as it is laid out, in tiles. */
export const canvasStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: var(--gj-3);
    overflow: auto;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin-block-end: var(--gj-2);
    border-block-end: 1px solid var(--gj-line);
  }
  .tabs button {
    height: 30px;
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--gj-muted);
  }
  .tabs button[aria-current='true'] {
    color: var(--gj-accent);
    font-weight: 600;
    box-shadow: inset 0 -2px var(--gj-accent);
  }
  .tabs button.add,
  .foot button {
    color: var(--gj-muted);
    font-weight: 400;
  }
  .group {
    margin-block-end: var(--gj-3);
    padding: var(--gj-2) var(--gj-3) var(--gj-3);
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
    /* Of a long form only what is in sight is drawn anew with every step. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 160px;
  }
  .tabs button[data-over='before'] {
    box-shadow: -3px 0 var(--gj-accent);
  }
  .tabs button[data-over='after'] {
    box-shadow: 3px 0 var(--gj-accent);
  }
  .group[data-over='into'] {
    border-color: var(--gj-accent);
  }
  .group[data-over='before'] {
    box-shadow: 0 -6px 0 -3px var(--gj-accent);
  }
  .group[data-over='after'] {
    box-shadow: 0 6px 0 -3px var(--gj-accent);
  }
  .group > button.title {
    justify-content: flex-start;
    width: 100%;
    height: 26px;
    margin-block-end: 4px;
    padding: 0 4px;
    border-color: transparent;
    background: none;
    font-weight: 600;
  }
  .title.none {
    color: var(--gj-muted);
    font-weight: 400 !important;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: 6px;
    min-height: 44px;
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
    grid-column: 1 / -1;
    padding: var(--gj-3);
    border: 1px dashed var(--gj-line-strong);
    border-radius: var(--gj-radius);
    color: var(--gj-muted);
    text-align: center;
  }
  .cell {
    position: relative;
    min-width: 0;
  }
  .cell.all {
    grid-column: 1 / -1;
  }
  .cell.two {
    grid-column: span min(2, var(--columns));
  }
  .cell[data-drop='before']::before,
  .cell[data-drop='after']::after {
    content: '';
    position: absolute;
    inset-block: 0;
    width: 3px;
    border-radius: 2px;
    background: var(--gj-accent);
  }
  .cell[data-drop='before']::before {
    inset-inline-start: -5px;
  }
  .cell[data-drop='after']::after {
    inset-inline-end: -5px;
  }
  button.tile {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) auto;
    gap: 0 6px;
    align-items: center;
    justify-items: start;
    width: 100%;
    height: auto;
    min-height: 44px;
    padding: 4px 8px;
    border-color: var(--gj-line);
    background: var(--gj-surface);
    text-align: start;
    cursor: grab;
  }
  button.tile:hover:not(:disabled) {
    border-color: var(--gj-line-strong);
  }
  button.tile[aria-pressed='true'] {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
    box-shadow: 0 0 0 1px var(--gj-accent);
  }
  button.tile.fresh {
    border-style: dashed;
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  .tile .icon {
    color: var(--gj-muted);
  }
  .tile .name {
    overflow: hidden;
    width: 100%;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile .kind {
    grid-column: 2 / -1;
    overflow: hidden;
    width: 100%;
    font-size: 11px;
    line-height: 14px;
    color: var(--gj-muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .star {
    color: var(--gj-error);
  }
  .ours {
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--gj-accent);
  }
  .wrong {
    color: var(--gj-error) !important;
  }
  .rows {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 6px 0 2px 22px;
  }
  .rows button.tile {
    width: auto;
    min-height: 28px;
  }
  .rows .tile .kind {
    display: none;
  }
  .rows .into {
    align-self: center;
    padding: 4px 10px;
    border: 1px dashed var(--gj-line-strong);
    border-radius: var(--gj-radius);
    font-size: var(--gj-text-s);
    color: var(--gj-muted);
  }
  .tray {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding: var(--gj-2) var(--gj-3);
    border: 1px dashed var(--gj-line-strong);
    border-radius: 6px;
    color: var(--gj-muted);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2);
    margin-block-end: var(--gj-3);
  }
`;
