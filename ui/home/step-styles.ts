import { css } from 'lit';

/** Steps one after the other, each with a mark that says whether it is done. */
export const stepStyles = css`
  .steps > li {
    padding-block: var(--gj-2);
  }
  h2 > .plain {
    padding: 0;
  }
  .mark {
    width: var(--gj-size-22);
    height: var(--gj-size-22);
    border: var(--gj-px) solid currentColor;
    border-radius: 50%;
  }
`;
