import { css } from 'lit';

/** The two sides that are compared. */
export const compareStyles = css`
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    gap: var(--gj-3);
    align-items: end;
    margin-block-end: var(--gj-3);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2);
    margin: 0;
    padding: var(--gj-2) var(--gj-3) var(--gj-3);
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  legend {
    padding: 0 var(--gj-1);
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
  }
  select {
    flex: 1 1 var(--gj-size-160);
  }
  @media (max-width: 760px) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .sides.two {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .sides fieldset p {
    flex: 1 1 100%;
  }
  @media (max-width: 760px) {
    .sides.two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
