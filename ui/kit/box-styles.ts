import { css } from 'lit';

/** A box to check, drawn: for rows that are themselves what is picked. */
export const boxStyles = css`
  .box {
    display: grid;
    flex: none;
    place-items: center;
    width: 15px;
    height: 15px;
    border: 1px solid var(--gj-line-strong);
    border-radius: 3px;
    color: var(--gj-on-accent);
  }
  .box.on {
    border-color: var(--gj-accent-filled);
    background: var(--gj-accent-filled);
  }
  .box.some {
    border-color: var(--gj-accent-filled);
    background: linear-gradient(var(--gj-accent-filled), var(--gj-accent-filled)) center / 7px 2px no-repeat;
  }
`;
