import { css } from 'lit';

/** Tables, lists of facts and notes on the pages of packages. */
export const packagesStyles = css`
  h2 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gj-2);
    margin-block-end: var(--gj-2);
  }
  ul.lines > li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: var(--gj-half) var(--gj-2);
    padding: var(--gj-1) 0;
  }
  ul.lines > li + li {
    border-block-start: var(--gj-edge);
  }
  /* Short lines, as many beside one another as there is room for. */
  ul.lines.beside {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--gj-size-320), 1fr));
    column-gap: var(--gj-5);
  }
  ul.lines.beside > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) fit-content(50%);
    border-block: 0 var(--gj-edge);
  }
  ul.lines.beside > li > details {
    grid-column: 1 / -1;
  }
  ul.lines .grow {
    flex: 1 1 var(--gj-size-240);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  /* A name among numbers: a thing of its own, no word of a sentence. */
  :is(td, th, dd, li) a {
    display: inline-block;
  }
  .warn {
    color: var(--gj-warn);
  }
  .badge.warn {
    border-color: color-mix(in srgb, var(--gj-warn) 45%, transparent);
  }
`;
