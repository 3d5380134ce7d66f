import { css } from 'lit';

/** The two sides that are compared. */
export const compareStyles = css`
  .sides {
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
  }
  fieldset {
    padding: var(--gj-2) var(--gj-3) var(--gj-3);
  }
  legend {
    padding: 0 var(--gj-1);
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
