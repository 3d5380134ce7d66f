import { css } from 'lit';

/** Weeks below each other, of seven days; what lasts some days lies over them. */
export const calendarStyles = css`
  .bar h2 {
    min-width: var(--gj-size-110);
  }
  .days {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
    margin: var(--gj-3) var(--gj-4);
    overflow: auto;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  .names,
  .week {
    display: grid;
    grid-template-columns: repeat(7, minmax(0, 1fr));
  }
  .names {
    position: sticky;
    top: 0;
    z-index: 2;
    border-block-end: var(--gj-edge);
    background: var(--gj-head);
    color: var(--gj-muted);
    font-size: var(--gj-text-s);
  }
  .names span {
    padding: var(--gj-1) var(--gj-2);
  }
  .week {
    position: relative;
    flex: 1 0 auto;
    grid-auto-rows: minmax(0, auto);
    min-height: var(--gj-size-90);
  }
  .days.week .week {
    min-height: 100%;
  }
  .week + .week {
    border-block-start: var(--gj-edge);
  }
  .day {
    display: flex;
    grid-row: 1;
    flex-direction: column;
    justify-content: space-between;
    min-height: calc(var(--gj-size-30) + var(--lines) * var(--gj-size-24) + var(--gj-size-24));
    padding: var(--gj-half) var(--gj-half) 0 var(--gj-1h);
  }
  .day + .day {
    border-inline-start: var(--gj-edge);
  }
  .day.outside {
    background: var(--gj-head);
    color: var(--gj-muted);
  }
  .day[data-over] {
    background: var(--gj-picked);
  }
  .day .head {
    display: flex;
    justify-content: space-between;
    height: var(--gj-size-24);
    font-size: var(--gj-text-s);
    line-height: var(--gj-size-24);
  }
  .today time {
    min-width: var(--gj-size-22);
    height: var(--gj-size-22);
    padding-inline: var(--gj-half);
    border-radius: var(--gj-radius-round);
    background: var(--gj-accent-filled);
    color: var(--gj-on-accent);
    line-height: var(--gj-size-22);
    text-align: center;
  }
  .day .add {
    width: var(--gj-size-22);
    height: var(--gj-size-22);
    opacity: 0;
  }
  .day:hover .add,
  .day .add:focus-visible {
    opacity: 1;
  }
  .day .more {
    align-self: start;
    height: var(--gj-size-20);
    padding-inline: var(--gj-half);
    font-size: var(--gj-text-s);
  }
  .bar-of {
    display: flex;
    grid-row: 1;
    align-items: center;
    align-self: start;
    gap: var(--gj-1);
    height: var(--gj-size-22);
    min-width: 0;
    margin: calc(var(--gj-size-28) + var(--line) * var(--gj-size-24)) var(--gj-1) 0;
    padding-inline: var(--gj-1h) 0;
    border-radius: var(--gj-radius);
    background: var(--gj-picked);
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
  }
  .bar-of[draggable='true'] {
    cursor: grab;
  }
  .bar-of.begun {
    margin-inline-start: 0;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }
  .bar-of.on {
    margin-inline-end: 0;
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }
  .bar-of button {
    flex: none;
    width: var(--gj-size-20);
    height: var(--gj-size-20);
  }
  .bar-of:not(:hover, :focus-within) button {
    opacity: 0;
  }
  @media (hover: none) {
    .day .add,
    .bar-of:not(:hover, :focus-within) button {
      opacity: 1;
    }
  }
  @media (max-width: 600px) {
    .days {
      margin: 0;
      border-width: 0;
      border-radius: 0;
    }
    .names,
    .week {
      min-width: var(--gj-size-720);
    }
  }
`;
