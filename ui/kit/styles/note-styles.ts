import { css } from 'lit';

/** A sentence above a record with what leads on from it. */
export const noteStyles = css`
  p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gj-1) var(--gj-2);
    margin-block-end: var(--gj-3);
    padding: var(--gj-2) var(--gj-3);
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  .icon {
    color: var(--gj-muted);
  }
  a {
    font-weight: 600;
  }
`;

/** Beside `noteStyles`, where something is wrong. */
export const warningStyles = css`
  p {
    border-color: color-mix(in srgb, var(--gj-warn) 40%, transparent);
    background: color-mix(in srgb, var(--gj-warn) 5%, var(--gj-surface));
  }
  .icon {
    color: var(--gj-warn);
  }
`;
