import { css } from 'lit';

export const ruleTableStyles = css`
  .card {
    min-height: var(--gj-size-120);
  }
  .wide {
    max-height: max(var(--gj-size-300), calc(100dvh - var(--gj-size-240)));
  }
  table.plain {
    width: max-content;
    min-width: 100%;
  }
  td,
  th {
    max-width: var(--gj-size-280);
  }
  tr.groups :is(th, td) {
    position: static;
    background: var(--gj-head);
    border-inline: var(--gj-edge);
  }
  tbody th {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    background: var(--gj-surface);
    font-weight: 500;
  }
  thead th.rule {
    inset-inline-start: 0;
    z-index: 2;
  }
  .rule {
    min-width: var(--gj-size-180);
  }
  .named button {
    margin-block: calc(-1 * var(--gj-half));
    height: var(--gj-size-22);
  }
  .asks {
    min-width: var(--gj-size-90);
    border-inline-start: var(--gj-edge);
  }
  .may:hover {
    background: var(--gj-picked);
  }
  .dead > :is(td, th) {
    background: var(--gj-head);
    color: var(--gj-muted);
  }
`;
