import { css } from 'lit';

/** A number in the corner of what stands in a bar; whatever holds it is positioned. */
export const countStyles = css`
  .count {
    position: absolute;
    inset: 1px 0 auto auto;
    min-width: 14px;
    padding: 0 3px;
    border-radius: 7px;
    background: var(--gj-accent-filled);
    color: var(--gj-on-accent);
    font-size: 10px;
    line-height: 14px;
    text-align: center;
  }
`;
