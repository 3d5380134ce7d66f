import { css } from 'lit';

/** Words of layout for templates: what stands how beside, below and inside what. */
export const layout = css`
  .flex {
    display: flex;
  }
  /* One box, which something around it may point at as a whole. */
  .whole {
    display: inline-block;
  }
  .inline {
    display: inline-flex;
  }
  .gridded {
    display: grid;
  }
  .blocks {
    display: block;
  }
  .column {
    flex-direction: column;
  }
  .wraps {
    flex-wrap: wrap;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
  }
  @media (max-width: 600px) {
    .tabs {
      flex-wrap: nowrap;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .tab {
      flex: none;
    }
  }
  .centred {
    align-items: center;
  }
  .high {
    align-items: start;
  }
  .low {
    align-items: end;
  }
  .based {
    align-items: baseline;
  }
  .apart {
    justify-content: space-between;
  }
  .leads {
    justify-content: flex-start;
  }
  .middled {
    justify-content: center;
  }
  .trails {
    justify-content: flex-end;
  }
  .packed {
    align-content: start;
  }
  .central {
    place-items: center;
  }
  .spans {
    grid-column: 1 / -1;
  }
  .gap-half {
    gap: var(--gj-half);
  }
  .gap-1 {
    gap: var(--gj-1);
  }
  .gap-1h {
    gap: var(--gj-1h);
  }
  .gap-2 {
    gap: var(--gj-2);
  }
  .gap-half-2 {
    gap: var(--gj-half) var(--gj-2);
  }
  .gap-2-3 {
    gap: var(--gj-2) var(--gj-3);
  }
  .gap-3 {
    gap: var(--gj-3);
  }
  .across {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
  }
  .across-close {
    display: flex;
    align-items: center;
    gap: var(--gj-1h);
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gj-2);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2);
  }
  .stack-2 {
    display: grid;
    gap: var(--gj-2);
  }
  .stack-3 {
    display: grid;
    gap: var(--gj-3);
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gj-3);
  }
  /* As many of one width beside one another as there is room for. */
  .paved {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-200), 1fr));
    gap: var(--gj-3);
  }
  /* Two beside one another, but not on what is narrow. */
  .halves {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--gj-3);
  }
  @media (max-width: 760px) {
    .halves {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .grows {
    flex: 1;
  }
  .rigid {
    flex: none;
  }
  .shrinks {
    min-width: 0;
  }
  .rest {
    flex: 1;
    min-width: 0;
  }
  /* The rest as well, and a line of its own where that is little. */
  .broad {
    flex: 1 1 var(--gj-size-240);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .shrinks-down {
    min-height: 0;
  }
  .fills {
    width: 100%;
  }
  .low-as-text {
    height: auto;
  }
  .relative {
    position: relative;
  }
  .scrolls {
    overflow: auto;
  }
  /* What scrolls keeps the room for its bar, whether there is one or not. */
  .guttered {
    scrollbar-gutter: stable;
  }
  .scrolls-across {
    overflow-x: auto;
  }
  .clips {
    overflow: hidden;
  }
  .pushed {
    margin-inline-start: auto;
  }
  .flush {
    margin: 0;
  }
  .below-1 {
    margin-block-end: var(--gj-1);
  }
  .below-2 {
    margin-block-end: var(--gj-2);
  }
  .below-3 {
    margin-block-end: var(--gj-3);
  }
  .above-half {
    margin-block-start: var(--gj-half);
  }
  .above-1 {
    margin-block-start: var(--gj-1);
  }
  .above-2 {
    margin-block-start: var(--gj-2);
  }
  .above-3 {
    margin-block-start: var(--gj-3);
  }
  .unpadded {
    padding: 0;
  }
  .pad-1 {
    padding: var(--gj-1);
  }
  .pad-1-2 {
    padding: var(--gj-1) var(--gj-2);
  }
  .pad-2 {
    padding: var(--gj-2);
  }
  .pad-2-3 {
    padding: var(--gj-2) var(--gj-3);
  }
  .pad-3 {
    padding: var(--gj-3);
  }
  /* Of a head, with what closes it at its end. */
  .pad-head {
    padding: var(--gj-2) var(--gj-2) var(--gj-2) var(--gj-4);
  }
  .lines > * {
    padding-block: var(--gj-1);
    overflow-wrap: anywhere;
  }
  .marked {
    padding-inline-start: var(--gj-4);
    list-style: disc;
  }
  .absolute {
    position: absolute;
  }
  .sticky {
    position: sticky;
  }
  .at-start {
    justify-self: start;
  }
  .at-end {
    justify-content: flex-end;
  }
  .gap-half-3 {
    gap: var(--gj-half) var(--gj-3);
  }
  .gap-1-4 {
    gap: var(--gj-1) var(--gj-4);
  }
  .below-half {
    margin-block-end: var(--gj-half);
  }
  .below-4 {
    margin-block-end: var(--gj-4);
  }
  .above-4 {
    margin-block-start: var(--gj-4);
  }
  .pad-block-1 {
    padding-block: var(--gj-1);
  }
  .pad-block-2 {
    padding-block: var(--gj-2);
  }
  /* As far in as what it belongs to, with a line down its side. */
  .beneath {
    padding-inline-start: var(--gj-3);
    border-inline-start: var(--gj-half) solid var(--gj-line);
  }
  .high-as-control {
    min-height: var(--gj-control);
  }
  /* Words in one line with those in the controls beside them. */
  .level-with-control {
    min-height: var(--gj-control);
    padding-block: calc(var(--gj-1) + var(--gj-px));
  }
  .high-as-badge {
    min-height: var(--gj-size-20);
  }
  select.wide-as-text {
    width: auto;
  }
  /* What scrolls in itself leaves room for what stands around it. */
  .half-high {
    max-height: min(var(--gj-size-480), 55vh);
  }
  .third-high {
    max-height: min(var(--gj-size-300), 35vh);
  }
`;
