import { css } from 'lit';

/** A sentence above a record with what leads on from it. */
export const noteStyles = css`
  p {
    gap: var(--gj-1) var(--gj-2);
    border: var(--gj-edge);
    background: var(--gj-surface);
  }
  .icon {
    color: var(--gj-muted);
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
