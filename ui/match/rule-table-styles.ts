import { css } from 'lit';

export const ruleTableStyles = css`
  .card {
    min-height: var(--gj-size-120);
  }
  .foot {
    margin: 0 0 var(--gj-2);
  }
  .wide {
    max-height: max(var(--gj-size-300), calc(100dvh - var(--gj-size-240)));
  }
  table.plain {
    width: max-content;
    min-width: 100%;
  }
  table.plain :is(td, th) {
    max-width: var(--gj-size-280);
  }
  tr.groups th {
    text-align: center;
  }
  tr.groups :is(th, td) {
    position: static;
    background: var(--gj-head);
    border-inline: var(--gj-edge);
  }
  .place {
    width: var(--gj-px);
  }
  table.plain tbody th {
    inset-block-start: auto;
    inset-inline-start: 0;
    background: var(--gj-surface);
    font-size: inherit;
    font-weight: 500;
    color: inherit;
    white-space: normal;
  }
  table.plain thead th.rule {
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
  table.plain th.hits {
    text-align: end;
  }
  .dead > *,
  table.plain tbody .dead th {
    background: var(--gj-head);
    color: var(--gj-muted);
  }
  .dead a {
    color: inherit;
  }
`;
