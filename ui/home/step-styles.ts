import { css } from 'lit';

/** Steps one after the other, each with a mark that says whether it is done. */
export const stepStyles = css`
  .steps li {
    display: flex;
    align-items: start;
    gap: var(--gj-3);
    padding: var(--gj-2) 0;
  }
  .steps .mark {
    display: grid;
    flex: none;
    place-items: center;
    width: var(--gj-size-22);
    height: var(--gj-size-22);
    border: var(--gj-edge-strong);
    border-radius: 50%;
    font-size: var(--gj-text-s);
  }
  .steps [aria-current] .mark {
    border-color: var(--gj-accent);
    color: var(--gj-accent);
  }
  .steps .done .mark {
    border-color: var(--gj-ok);
    color: var(--gj-ok);
  }
  button.plain.end {
    height: var(--gj-size-20);
    padding: 0;
  }
`;
