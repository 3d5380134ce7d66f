import { css } from 'lit';

/** The matrix of a role at every width, from a wide window to a phone. */
export const roleMatrixStyles = css`
  :host {
    container-type: inline-size;
    min-height: 0;
    overflow: auto;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  table.plain th {
    vertical-align: bottom;
  }
  table.plain th.action {
    min-width: var(--gj-size-40);
    max-width: var(--gj-size-80);
    padding-inline: var(--gj-half);
    white-space: normal;
    text-align: center;
    vertical-align: bottom;
    line-height: var(--gj-line-xs);
  }
  table.plain th:not(.action) {
    line-height: var(--gj-line-xs);
  }
  table.plain td {
    height: var(--gj-list-row);
    padding: var(--gj-half);
    vertical-align: middle;
    text-align: center;
  }
  table.plain :is(td, th):first-child {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    min-width: var(--gj-size-110);
    max-width: var(--gj-size-240);
    padding-inline-start: var(--gj-2h);
    background: var(--gj-surface);
    text-align: start;
  }
  table.plain th:first-child {
    z-index: 2;
    background: var(--gj-head);
  }
  /* Given elsewhere: seen here, changed there. */
  td.general input {
    filter: grayscale(1);
    opacity: 0.55;
  }
  tr:hover td,
  tr:hover td:first-child {
    background: var(--gj-head);
  }
  tr.picked td,
  tr.picked td:first-child {
    background: var(--gj-picked);
  }
  tr.area td,
  tr.area td:first-child {
    background: var(--gj-head);
    font-weight: 600;
  }
  tr.area span {
    position: sticky;
    inset-inline-start: var(--gj-2h);
  }
  select.plain {
    width: max-content;
    height: var(--gj-size-24);
    padding-inline: var(--gj-1h) var(--gj-size-18);
    background-position: right var(--gj-half) center;
    font-size: var(--gj-text-s);
  }
  table.plain :is(td, th).scope {
    min-width: var(--gj-size-120);
    padding-inline: var(--gj-2h);
    text-align: start;
  }
  .room {
    display: grid;
    height: 0;
    overflow: hidden;
    visibility: hidden;
  }
  .place {
    display: inline-block;
    width: var(--gj-size-22);
  }
  table.plain td.scope:has(select) {
    padding-inline: var(--gj-half);
  }
  table.plain tr.none td {
    padding: var(--gj-6);
    color: var(--gj-muted);
    text-align: center;
  }
  /*
   * Little wider than the boxes below them: Chinese heads stand two characters a line, English ones in two lines by
   * turns, each with twice the room.
   */
  @container (max-width: 1180px) {
    table.plain th.action {
      min-width: var(--gj-size-24);
      padding-inline: 0;
    }
    table.plain td:nth-child(n + 3) {
      padding-inline: var(--gj-1);
    }
    table.plain th.action:lang(zh) {
      padding-inline: var(--gj-1);
    }
    table.plain th.action:lang(zh) > span:not(.room) {
      display: inline-block;
      width: 2em;
    }
    /* The heads stay in sight together, since each reaches over the next. */
    table.plain:lang(en) thead {
      position: sticky;
      inset-block-start: 0;
      z-index: 3;
      background: var(--gj-head);
    }
    table.plain th.action:lang(en) {
      position: relative;
      z-index: auto;
      min-width: var(--gj-list-row);
      height: var(--gj-size-80);
      background: none;
    }
    table.plain th.action:lang(en) span {
      position: absolute;
      inset: auto -60% var(--gj-cell);
      z-index: 3;
      /* Lines of other heads end at its letters. */
      text-shadow:
        calc(-1 * var(--gj-half)) 0 var(--gj-head),
        var(--gj-half) 0 var(--gj-head),
        0 calc(-1 * var(--gj-half)) var(--gj-head),
        0 var(--gj-half) var(--gj-head);
      white-space: normal;
      font-size: var(--gj-text-xs);
      line-height: var(--gj-line-xs);
    }
    table.plain th.action:lang(en):nth-child(even) span {
      inset-block-end: var(--gj-size-40);
    }
    /* Nothing comes after it that it could reach over. */
    table.plain th.action:lang(en):last-child {
      min-width: var(--gj-size-44);
    }
    table.plain th.action:lang(en):last-child span {
      inset-inline: 0;
    }
    /* From the upper ones down to their boxes. */
    table.plain th.action:lang(en):nth-child(even)::after {
      content: '';
      position: absolute;
      inset: auto auto var(--gj-half) 50%;
      height: var(--gj-size-36);
      border-inline-start: var(--gj-edge-strong);
    }
    table.plain th:first-child {
      width: 100%;
    }
    td > button.plain {
      padding-inline: var(--gj-1);
    }
  }
  @media (min-width: 601px) {
    td:last-child > button.plain {
      height: var(--gj-size-24);
    }
    /* Too narrow for two characters beside each other, they are read downwards. */
    @container (max-width: 900px) {
      table.plain th.action:lang(zh) {
        height: var(--gj-size-110);
        padding-inline: 0;
      }
      table.plain th.action:lang(zh) > span:not(.room) {
        display: inline;
        width: auto;
        writing-mode: vertical-rl;
        white-space: nowrap;
      }
      /* As the cells below it, whose buttons it holds the room for. */
      table.plain th.action:lang(zh):last-child {
        padding-inline: var(--gj-1);
      }
    }
    @container (max-width: 800px) {
      table.plain th.action:lang(zh) {
        min-width: var(--gj-size-20);
      }
      table.plain :is(td:nth-child(n + 3), th.action:last-child):lang(zh) {
        padding-inline: var(--gj-half);
      }
    }
  }
  /* The room for English heads, by turns in three lines: for whom a form is given stands below its name. */
  @media (min-width: 601px) {
    @container (max-width: 1000px) {
      table.plain th.action:lang(en) {
        min-width: var(--gj-size-24);
        height: var(--gj-size-110);
      }
      table.plain td:nth-child(n + 3):lang(en) {
        padding-inline: var(--gj-half);
      }
      table.plain th.action:lang(en):nth-child(n) span {
        inset: auto -100% var(--gj-cell);
      }
      table.plain th.action:lang(en):last-child:nth-child(n) span {
        inset-inline: 0;
      }
      table.plain th.action:lang(en):nth-child(n)::after {
        content: none;
      }
      table.plain th.action:lang(en):nth-child(3n) span {
        inset-block-end: var(--gj-size-40);
      }
      table.plain th.action:lang(en):nth-child(3n + 1) span {
        inset-block-end: var(--gj-size-80);
      }
      table.plain th.action:lang(en):is(:nth-child(3n), :nth-child(3n + 1))::after {
        content: '';
        position: absolute;
        inset: auto auto var(--gj-half) 50%;
        height: var(--gj-size-36);
        border-inline-start: var(--gj-edge-strong);
      }
      table.plain th.action:lang(en):nth-child(3n + 1)::after {
        height: var(--gj-size-64);
      }
      table.plain :is(td, th).scope:lang(en) {
        width: 0;
        min-width: 0;
        padding-inline: 0;
        font-size: 0;
      }
      .scope:lang(en) .room {
        display: none;
      }
      table.plain tr.form:lang(en) {
        position: relative;
      }
      table.plain tr.form:has(select):lang(en) td:first-child {
        padding-block-end: var(--gj-size-28);
      }
      td.scope:lang(en) .muted {
        display: none;
      }
      td.scope:lang(en) select {
        position: absolute;
        inset: auto auto var(--gj-3q) var(--gj-1);
        z-index: 2;
      }
      table.plain :is(td, th):first-child:lang(en) {
        min-width: var(--gj-size-160);
      }
    }
  }
  /* On a phone each form is a line that opens: its rights below each other, with their names beside them. */
  @media (max-width: 600px) {
    table.plain,
    table.plain :is(tbody, tr) {
      display: block;
    }
    table.plain thead,
    table.plain tr.form:not(.open) td:not(:first-child) {
      display: none;
    }
    table.plain tr.open {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
    table.plain tr td:is(:nth-child(n), :first-child, .scope, .area) {
      display: flex;
      flex-direction: row;
      justify-content: flex-start;
      align-items: center;
      gap: var(--gj-2);
      min-width: 0;
      max-width: none;
      min-height: var(--gj-size-40);
      height: auto;
      padding: var(--gj-1) var(--gj-2h);
      text-align: start;
    }
    table.plain td:is(:first-child, .scope) {
      grid-column: 1 / -1;
      justify-content: space-between !important;
    }
    table.plain td::after {
      content: attr(data-label);
    }
    table.plain td.scope::after {
      order: -1;
    }
    td select.plain {
      height: var(--gj-control);
    }
    button.plain.fold {
      display: flex;
      flex: 1;
      justify-content: flex-start;
      gap: var(--gj-1h);
      padding-inline: 0;
      color: inherit;
      text-align: start;
    }
    .fold .small {
      margin-inline-start: auto;
    }
    .fold svg {
      transition: rotate 120ms;
    }
    .fold[aria-expanded='true'] svg {
      rotate: 90deg;
    }
  }
`;
