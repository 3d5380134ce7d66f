import { css } from 'lit';

/** The picture of the lab. */
export const flowStyles = css`
  :host {
    min-height: var(--gj-size-220);
  }
  @media (max-width: 1180px) {
    :host {
      height: var(--gj-size-420);
    }
  }
  .frame {
    height: 100%;
  }
  svg.flow {
    /* The last invoice is seen above the buttons. */
    margin: var(--gj-3) var(--gj-3) var(--gj-size-48);
    user-select: none;
    /* The edge of an outer box is drawn half beyond the picture. */
    overflow: visible;
  }
  .frame.held {
    cursor: grabbing;
  }
  .ribbon {
    fill-opacity: 0.22;
    /* The way of what is too little to be seen: as wide for every ribbon, however little it is. */
    stroke: currentColor;
    stroke-opacity: 0.3;
    stroke-width: 0.5;
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
  .tools {
    inset: auto var(--gj-4) var(--gj-2) auto;
  }
`;
