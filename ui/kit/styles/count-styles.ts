import { css } from 'lit';

/** A number in the corner of what stands in a bar; whatever holds it is positioned. */
export const countStyles = css`
  .count {
    position: absolute;
    inset: var(--gj-px) 0 auto auto;
    min-width: var(--gj-size-14);
    padding: 0 var(--gj-3q);
    border-radius: var(--gj-radius-round);
    background: var(--gj-accent-filled);
    color: var(--gj-on-accent);
    font-size: var(--gj-text-xs);
    line-height: var(--gj-line-xs);
  }
`;
