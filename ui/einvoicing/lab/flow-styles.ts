import { css } from 'lit';

/** The picture of the lab. */
export const flowStyles = css`
  :host {
    position: relative;
    display: block;
    flex: 1;
    min-height: var(--gj-size-220);
  }
  @media (max-width: 1180px) {
    :host {
      height: var(--gj-size-420);
    }
  }
  .frame {
    height: 100%;
    overflow: auto;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  svg.flow {
    display: block;
    margin: var(--gj-3);
    /* The last invoice is seen above the buttons. */
    margin-block-end: var(--gj-size-48);
    user-select: none;
  }
  .frame.held {
    cursor: grabbing;
  }
  text {
    fill: var(--gj-text);
    font-size: var(--gj-text-m);
  }
  .quiet {
    fill: var(--gj-muted);
  }
  .end {
    text-anchor: end;
  }
  .ribbon {
    fill: var(--gj-accent);
    fill-opacity: 0.22;
  }
  .ribbon.negative {
    fill: var(--gj-error);
  }
  .followed .ribbon {
    fill-opacity: 0.06;
  }
  .followed .ribbon.on {
    fill-opacity: 0.55;
  }
  .part:focus {
    outline: none;
  }
  .box {
    fill: var(--gj-surface);
    stroke: var(--gj-line);
  }
  .row .box {
    fill: transparent;
    stroke: none;
  }
  .part:hover .box {
    fill: var(--gj-head);
  }
  .part.on .box {
    fill: var(--gj-picked);
  }
  .part:focus-visible .box {
    stroke: var(--gj-accent);
    stroke-width: 2;
  }
  .invoice.warned .box {
    stroke: var(--gj-warn);
  }
  .track {
    fill: var(--gj-line);
  }
  .used {
    fill: var(--gj-accent);
  }
  .used.full {
    fill: var(--gj-warn);
  }
  .used.over {
    fill: var(--gj-error);
  }
  .stopped {
    fill: var(--gj-error);
  }
  .held {
    fill: var(--gj-warn);
  }
  .tools {
    position: absolute;
    inset-block-end: var(--gj-2);
    inset-inline-end: var(--gj-4);
  }
`;
