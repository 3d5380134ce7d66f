import { css } from 'lit';

/** Columns of cards beside each other. */
export const boardStyles = css`
  .columns {
    display: flex;
    flex: 1;
    align-items: stretch;
    gap: var(--gj-3);
    min-height: 0;
    padding: var(--gj-3) var(--gj-4);
    overflow-x: auto;
  }
  section {
    display: flex;
    flex: 0 0 var(--gj-size-280);
    flex-direction: column;
    min-height: 0;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-head);
  }
  section[data-over] {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
  }
  h2 {
    margin: 0;
    padding: var(--gj-1h) var(--gj-2) var(--gj-1h) var(--gj-3);
  }
  h2 a.button {
    width: var(--gj-size-24);
    height: var(--gj-size-24);
    padding: 0;
    border: 0;
    background: none;
  }
  h2 a.button:hover {
    background: var(--gj-picked);
  }
  ul {
    flex: 1;
    min-height: var(--gj-size-64);
    margin: 0;
    padding: var(--gj-half) var(--gj-2) var(--gj-2);
    overflow-y: auto;
    list-style: none;
  }
  li + li {
    margin-block-start: var(--gj-2);
  }
  .card.record[draggable='true'] {
    cursor: grab;
  }
  .card.record.dragged {
    opacity: 0.5;
  }
  .card.record img {
    display: block;
    width: 100%;
    max-height: var(--gj-size-140);
    margin-block-end: var(--gj-1h);
    border-radius: var(--gj-radius);
    object-fit: cover;
  }
  @media (max-width: 600px) {
    .columns {
      padding-inline: var(--gj-2);
      scroll-snap-type: x proximity;
    }
    section {
      flex-basis: min(var(--gj-size-280), 84vw);
      scroll-snap-align: center;
    }
  }
`;
