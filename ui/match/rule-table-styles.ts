import { css } from 'lit';

export const ruleTableStyles = css`
  .card {
    min-height: var(--gj-size-120);
  }
  .foot {
    margin: 0 0 var(--gj-2);
    font-size: var(--gj-text-s);
    color: var(--gj-muted);
  }
  .wide {
    overflow: auto;
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
    color: var(--gj-muted);
    text-align: end;
    font-variant-numeric: tabular-nums;
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
  .named {
    display: flex;
    gap: var(--gj-1);
    align-items: start;
    justify-content: space-between;
  }
  .named button {
    margin-block: calc(-1 * var(--gj-half));
    height: var(--gj-size-22);
  }
  .asks {
    min-width: var(--gj-size-90);
    border-inline-start: var(--gj-edge);
  }
  .may {
    cursor: pointer;
  }
  .may:hover {
    background: var(--gj-picked);
  }
  td.end,
  .hits {
    text-align: end;
  }
  table.plain th.hits {
    text-align: end;
  }
  .lost {
    display: block;
    white-space: nowrap;
  }
  .dead > *,
  table.plain tbody .dead th {
    background: var(--gj-head);
    color: var(--gj-muted);
  }
  .dead a {
    color: inherit;
  }
  .why {
    display: block;
    font-weight: 400;
    font-size: var(--gj-text-s);
  }
`;
