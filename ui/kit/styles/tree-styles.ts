import { css } from 'lit';

/** A tree of which only the rows in sight are there. */
export const treeStyles = css`
  .frame {
    position: relative;
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  .frame:focus-visible {
    outline: none;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    display: flex;
    align-items: center;
    gap: 6px;
    height: 31px;
    padding-inline-end: var(--gj-2);
    --steps: min(var(--level, 1) - 1, 12);
    padding-inline-start: calc(8px + var(--steps) * 18px);
  }
  /* A line below the arrow of everybody it stands under. */
  .row::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 17px;
    width: calc(var(--steps) * 18px);
    background: repeating-linear-gradient(to right, var(--gj-line-strong) 0 1px, transparent 1px 18px);
    pointer-events: none;
  }
  .row:hover {
    background: var(--gj-head);
  }
  .frame:focus-visible .row.at {
    outline: 2px solid var(--gj-accent);
    outline-offset: -2px;
  }
  .arrow {
    display: grid;
    flex: none;
    place-items: center;
    width: 20px;
    height: 20px;
    color: var(--gj-muted);
  }
  .arrow.open svg {
    transform: rotate(90deg);
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
