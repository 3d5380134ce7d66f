import { css } from 'lit';

/**
 * The styles of tables. They stand before all other styles: words of the theme and rules of a page win over the rules
 * for cells here, but for a phone, where each row is a card.
 */
export const tableStyles = css`
  :where(table.plain) {
    width: 100%;
    border-collapse: collapse;
  }
  :where(table.plain) :is(th, td) {
    padding: var(--gj-cell) var(--gj-2h);
    border-block-end: var(--gj-edge);
    font-weight: 400;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  /* What is said beside a box is in one line with what is typed into it. */
  :where(table.plain > tbody > tr:has(:is(input, select).plain)) > :is(th, td) {
    vertical-align: baseline;
  }
  :where(table.plain > thead) th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--gj-head);
    font-size: var(--gj-text-s);
    font-weight: 600;
    color: var(--gj-muted);
    white-space: nowrap;
  }
  :where(table.plain > :last-child > tr:last-child) > :is(th, td) {
    border-block-end: 0;
  }
  :where(table.plain) .end {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  :where(table.plain) .middle {
    text-align: center;
  }
  :where(table.plain) .tight {
    white-space: nowrap;
  }
  :where(table.plain) .name {
    min-width: 8em;
  }
  :where(table.plain) .grow {
    width: 100%;
    min-width: 12em;
  }
  :where(table.plain) :is(.place, .pick, .act, .offers) {
    width: var(--gj-px);
    white-space: nowrap;
  }
  :where(table.plain) .place {
    color: var(--gj-muted);
    text-align: end;
  }
  :where(table.plain) :is(.act, .offers) {
    padding-block: 0;
    text-align: end;
  }
  :where(table.plain) .act > button {
    height: calc(var(--gj-list-row) - var(--gj-px));
  }
  :where(table.plain) .act > .square {
    color: var(--gj-muted);
  }
  /* One line, its end in the title. */
  :where(table.plain) .ellipsis {
    max-width: var(--gj-size-260);
  }
  :where(table.plain) :is(.group, .sums) > :is(th, td) {
    background: var(--gj-head);
    font-weight: 600;
  }
  :where(table.plain > tfoot) :is(th, td) {
    position: sticky;
    inset-block-end: 0;
    border-block-start: var(--gj-edge-strong);
  }
  :where(table.acts > tbody) > tr {
    cursor: pointer;
  }
  :where(table.acts > tbody) > tr:hover {
    background: var(--gj-head);
  }
  @media (min-width: 601px) {
    :where(table.plain > tbody > tr):has(> .act > [aria-expanded='true']) {
      background: var(--gj-picked);
    }
  }
  /* What comes soon is not seen to be on its way. */
  :where(table.plain[aria-busy='true'] > tbody) {
    opacity: 0.6;
    transition: opacity 120ms 200ms;
  }
  button.order {
    gap: var(--gj-1);
    height: auto;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    vertical-align: baseline;
  }
  button.order:hover:not(:disabled),
  [aria-sort] > button.order {
    background: none;
    color: var(--gj-text);
  }
  @media (max-width: 600px) {
    .cards,
    .cards > :is(thead, tbody, tfoot) {
      display: block;
    }
    /* Its name in a line of its own, with what can be done; below, one after the other, what is said of it. */
    .cards tr {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      gap: var(--gj-half) var(--gj-4);
      padding-block: var(--gj-2);
      border-block-end: var(--gj-edge);
    }
    .frame > .cards tr {
      padding-inline: var(--gj-3);
    }
    .cards > :last-child > tr:last-child {
      border-block-end: 0;
    }
    .cards > * > tr > :is(th, td) {
      display: block;
      width: auto;
      min-width: 0;
      max-width: 100%;
      padding: 0;
      border: 0;
      text-align: start;
      white-space: normal;
    }
    .cards > * > tr > td:empty {
      display: none;
    }
    .cards td[data-label]:not(.place)::before {
      content: attr(data-label);
      margin-inline-end: var(--gj-1h);
      font-size: var(--gj-text-s);
      color: var(--gj-muted);
    }
    .cards > :not(thead) > tr > :is(.name, .grow, .offers, [colspan]) {
      flex: 1 1 100%;
    }
    .cards > :not(thead) > tr > :is(.place, .pick) {
      order: -2;
      padding-inline-end: var(--gj-1);
    }
    .cards > :not(thead) > tr > .name {
      order: -1;
    }
    .cards > :not(thead) > tr:has(> :is(.place, .pick)) > .name {
      flex-basis: calc(100% - var(--gj-size-64));
    }
    .cards > tbody > tr:has(> .act) > .name {
      padding-inline-end: var(--gj-size-80);
    }
    .cards > tbody > tr > .act {
      position: absolute;
      inset: var(--gj-half) 0 auto auto;
    }
    .cards .act > button {
      min-width: var(--gj-size-36);
      height: var(--gj-size-36);
    }
    :where(.cards > * > tr) > .name {
      font-weight: 600;
    }
    :where(.cards) .name :is(.small, code) {
      font-weight: 400;
    }
    .cards :is(.group, .sums) {
      background: var(--gj-head);
    }
    .cards .sums > :is(th, td) {
      position: static;
      background: none;
    }
    /* What can be ordered by stands in a line above the cards; what all are picked by, before it. */
    .cards > thead:not(:has(button, input)),
    .cards > thead th:not(:has(button, input)) {
      position: absolute;
      width: var(--gj-px);
      height: var(--gj-px);
      overflow: hidden;
      clip-path: inset(50%);
    }
    .cards > thead > tr {
      align-items: center;
      gap: var(--gj-1h);
      background: var(--gj-head);
    }
    .cards > thead > tr:has(.order)::before {
      content: attr(data-label);
      font-size: var(--gj-text-s);
      color: var(--gj-muted);
    }
    .cards > thead th:has(button, input) {
      position: static;
    }
    .cards > thead > tr > .pick::after {
      content: attr(data-label);
      margin-inline-start: var(--gj-2);
    }
    .cards button.order {
      height: var(--gj-size-28);
      padding: 0 var(--gj-2);
      border: var(--gj-edge);
      border-radius: var(--gj-radius-round);
      background: var(--gj-surface);
    }
  }
`;
