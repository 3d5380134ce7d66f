import { css } from 'lit';

/** What all drawings of numbers share. */
export const chartStyles = css`
  :host {
    position: relative;
    min-width: 0;
  }
  /* Its words end where the picture does. */
  button.plain.slim {
    margin-inline-end: calc(-1 * var(--gj-2));
  }
  .plot {
    position: relative;
  }
  svg.picture {
    display: block;
    width: 100%;
    overflow: visible;
  }
  text {
    fill: var(--gj-muted);
    font-size: var(--gj-text-xs);
    line-height: var(--gj-line-xs);
  }
  text.strong {
    fill: var(--gj-text);
  }
  .grid {
    stroke: var(--gj-line);
  }
  .zero {
    stroke: var(--gj-line-strong);
  }
  .mark {
    outline: none;
  }
  a.mark {
    cursor: pointer;
  }
  .mark:hover .shape {
    fill-opacity: 0.75;
  }
  .mark:focus-visible .shape {
    stroke: var(--gj-text);
    stroke-width: 2;
  }
  .tip {
    position: absolute;
    z-index: 2;
    max-width: var(--gj-size-320);
    padding: var(--gj-1) var(--gj-2);
    border: var(--gj-edge);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    box-shadow: var(--gj-shadow);
    color: var(--gj-text);
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
    pointer-events: none;
    translate: -50% calc(-100% - var(--gj-1h));
  }
  .key {
    flex: none;
    width: var(--gj-3);
    height: var(--gj-3);
    border-radius: var(--gj-half);
  }
  .behind {
    max-height: var(--gj-size-360);
    overflow: auto;
  }
`;
