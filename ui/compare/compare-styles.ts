import { css } from 'lit';

/** Two sides, what can be done with them, and the table beneath. */
export const compareStyles = css`
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    gap: var(--gj-3);
    align-items: end;
    margin-block-end: var(--gj-3);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2);
    margin: 0;
    padding: var(--gj-2) var(--gj-3) var(--gj-3);
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
  }
  legend {
    padding: 0 4px;
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
  }
  select {
    flex: 1 1 160px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gj-3);
    margin-block-end: var(--gj-3);
  }
  .bar label {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .frame {
    overflow: auto;
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
  }
  table.plain {
    table-layout: fixed;
  }
  th.box {
    width: 36px;
  }
  tr.differs td.value {
    background: color-mix(in srgb, var(--gj-warn) 8%, transparent);
  }
  code {
    display: block;
    font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
    color: var(--gj-muted);
    overflow-wrap: anywhere;
  }
  .badge {
    height: auto;
    min-height: 20px;
    white-space: normal;
  }
  @media (max-width: 760px) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .sides.two {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .sides fieldset p {
    flex: 1 1 100%;
  }
  td.value > div {
    margin-block-start: 2px;
  }
  .care {
    color: var(--gj-warn);
  }
  @media (max-width: 760px) {
    .sides.two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
