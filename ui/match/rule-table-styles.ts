import { css } from 'lit';

export const ruleTableStyles = css`
  .card {
    min-height: 120px;
  }
  .foot {
    margin: 0 0 var(--gj-2);
    font-size: var(--gj-text-s);
    color: var(--gj-muted);
  }
  .wide {
    overflow: auto;
    max-height: max(300px, calc(100dvh - 230px));
  }
  table.plain {
    width: max-content;
    min-width: 100%;
  }
  table.plain :is(td, th) {
    max-width: 280px;
  }
  tr.groups th {
    text-align: center;
  }
  tr.groups :is(th, td) {
    position: static;
    background: var(--gj-head);
    border-inline: 1px solid var(--gj-line);
  }
  .place {
    width: 1px;
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
    min-width: 170px;
  }
  .named {
    display: flex;
    gap: var(--gj-1);
    align-items: start;
    justify-content: space-between;
  }
  .named button {
    margin-block: -2px;
    height: 22px;
  }
  .asks {
    min-width: 90px;
    border-inline-start: 1px solid var(--gj-line);
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
