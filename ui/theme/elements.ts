import { css } from 'lit';

/** The styles of HTML elements inside shadows: headings, lists, links, cards and badges. */
export const elements = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  :is(h1, h2, h3, p, ul, ol, dl, dd, fieldset) {
    margin: 0;
  }
  p {
    text-wrap: pretty;
  }
  :is(ul, ol, fieldset) {
    padding: 0;
    border: 0;
    list-style: none;
  }
  legend {
    padding: 0 var(--gj-1);
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--gj-1) var(--gj-3);
  }
  dt {
    color: var(--gj-muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  code {
    font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
    overflow-wrap: anywhere;
  }
  kbd {
    padding: 0 var(--gj-cell);
    border: var(--gj-edge);
    border-radius: var(--gj-radius-s);
    font: var(--gj-text-s) / var(--gj-line-xs) var(--gj-mono);
  }
  kbd + kbd {
    margin-inline-start: var(--gj-half);
  }
  /* What is what, its values at the end. */
  .ledger {
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0;
  }
  .ledger > * {
    padding-block: var(--gj-cell);
    color: var(--gj-text);
    text-align: end;
  }
  .ledger > dt {
    padding-inline-end: var(--gj-3);
    text-align: start;
  }
  .ledger > :nth-child(n + 3) {
    border-block-start: var(--gj-edge);
  }
  :where(div)[popover] {
    inset: auto;
    margin: 0;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
    color: var(--gj-text);
    box-shadow: var(--gj-shadow);
  }
  dialog::backdrop {
    background: var(--gj-veil);
  }
  h1 {
    font-size: var(--gj-text-xl);
    line-height: var(--gj-line-xl);
    font-weight: 600;
  }
  :is(h2, h3) {
    font-size: var(--gj-text-m);
    line-height: var(--gj-line-m);
    font-weight: 600;
  }
  a {
    color: var(--gj-accent);
    text-decoration: none;
  }
  a:hover:where(:not(.button, .edged, .entry, .tab)) {
    text-decoration: underline;
  }
  a.edged:hover {
    border-color: var(--gj-accent);
  }
  hr {
    width: 100%;
    margin: var(--gj-1) 0;
    border: 0;
    border-block-start: var(--gj-edge);
  }
  .icon {
    flex: none;
    vertical-align: calc(-1 * var(--gj-3q));
  }
  .card {
    padding: var(--gj-3) var(--gj-4);
  }
  /* It stands on the line of the words around it by its own, whatever sign is before them. */
  .badge {
    display: inline-flex;
    align-items: baseline;
    gap: var(--gj-cell);
    min-height: var(--gj-size-20);
    padding: 0 var(--gj-2);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius-round);
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
    white-space: nowrap;
    color: var(--gj-muted);
  }
  .badge > :is(.dot, svg) {
    align-self: center;
  }
  /* What is as it should be asks for nobody's eye. */
  .badge.quiet {
    padding-inline: 0;
    border-color: transparent;
  }
  .ok {
    --gj-tone: var(--gj-ok);
  }
  .warn {
    --gj-tone: var(--gj-warn);
  }
  .error {
    --gj-tone: var(--gj-error);
  }
  .accent {
    --gj-tone: var(--gj-accent);
  }
  :is(.badge, .toned):is(.ok, .warn, .error, .accent) {
    border-color: color-mix(in srgb, var(--gj-tone) 45%, transparent);
  }
  .badge:is(.ok, .warn, .error, .accent) {
    color: var(--gj-tone);
  }
  .dot {
    display: inline-block;
    flex: none;
    width: var(--gj-1h);
    height: var(--gj-1h);
    border-radius: 50%;
    background: currentColor;
  }
  gj-page-head :is(a[slot='where'], [slot='where'] a) {
    color: inherit;
  }
  gj-page-head {
    margin: 0 calc(-1 * var(--gj-4)) var(--gj-4);
  }
  /* Drawings come behind the page: their room is kept, so that nothing moves when they do. */
  :is(gj-chart, gj-parts, gj-funnel, gj-flow, gj-timeline, gj-day-heat, gj-heat-tree):not(:defined) {
    display: block;
    min-height: var(--gj-size-240);
  }
  gj-spark:not(:defined) {
    display: inline-block;
    width: var(--gj-size-90);
  }
  /* What folds has the sign of the menu and of groups. */
  summary {
    display: flex;
    align-items: center;
    gap: var(--gj-1h);
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    flex: none;
    width: var(--gj-3);
    height: var(--gj-3);
    background: currentColor;
    mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='%23000' stroke-width='1.8' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M6 3.5 10.5 8 6 12.5'/%3E%3C/svg%3E");
  }
  details[open] > summary::before {
    rotate: 90deg;
  }
  /* Points down where what it opens is open. */
  .arrow {
    transition: rotate 120ms;
  }
  [aria-expanded='true'] > .arrow {
    rotate: 90deg;
  }
  .skip {
    position: absolute;
    inset: calc(-1 * var(--gj-size-64)) auto auto var(--gj-2);
    z-index: 10;
    padding: var(--gj-1h) var(--gj-3);
    background: var(--gj-surface);
  }
  .skip:focus {
    inset-block-start: var(--gj-2);
  }
  /* What may stand on a desk alone, or on a phone; and what takes all of a phone's window. */
  @media (max-width: 600px) {
    .desk-only {
      display: none !important;
    }
    .fills-phone {
      inset: 0 !important;
      width: 100vw !important;
      max-width: none !important;
      height: 100dvh !important;
      max-height: none !important;
      margin: 0 !important;
      border: 0 !important;
      border-radius: 0 !important;
    }
  }
  @media (min-width: 601px) {
    .phone-only {
      display: none !important;
    }
  }
  .sr-only {
    position: absolute;
    width: var(--gj-px);
    height: var(--gj-px);
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
