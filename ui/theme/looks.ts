import { css } from 'lit';

/** Words of looks for templates: colour, type, lines and grounds. */
export const looks = css`
  .muted {
    color: var(--gj-muted);
  }
  .in-text {
    color: var(--gj-text);
  }
  .in-ok {
    color: var(--gj-ok);
  }
  .in-warn {
    color: var(--gj-warn);
  }
  :is(.in-error, .problem) {
    color: var(--gj-error);
  }
  .in-accent {
    color: var(--gj-accent);
  }
  .inherits {
    color: inherit;
  }
  .smaller {
    font-size: var(--gj-text-s);
  }
  .small {
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
  }
  .usual {
    font-size: var(--gj-text-m);
  }
  .larger {
    font-size: var(--gj-text-l);
  }
  .bold {
    font-weight: 600;
  }
  .regular {
    font-weight: 400;
  }
  .monospaced {
    font-family: var(--gj-mono);
  }
  .coded {
    font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
  }
  .figures {
    font-variant-numeric: tabular-nums;
  }
  .struck {
    text-decoration: line-through;
  }
  .underlined {
    text-decoration: underline;
  }
  .to-start {
    text-align: start;
  }
  .to-middle {
    text-align: center;
  }
  .to-end {
    text-align: end;
  }
  .breaks {
    overflow-wrap: anywhere;
  }
  .one-line {
    white-space: nowrap;
  }
  /* What is told in a row with dots between: a part is broken only where it is longer than a line. */
  .dotted > .part {
    display: inline-block;
    max-width: 100%;
  }
  /* A box that does not fit is not ended with an ellipsis. */
  .ellipsis > .dotted > .part {
    display: inline;
  }
  /* Read out and copied, and not seen: the drawn one goes with the blank. */
  .dot-text {
    font-size: 0;
    white-space: nowrap;
  }
  /* A blank at the end of a line has no width, so nothing of its ground is seen there. */
  .dot-between {
    background: radial-gradient(circle, currentColor var(--gj-px), transparent calc(var(--gj-px) * 1.5))
      center / var(--gj-1) 100% no-repeat;
    white-space: normal;
    word-spacing: var(--gj-2);
    print-color-adjust: exact;
  }
  .many-lines {
    white-space: normal;
  }
  .ellipsis {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* At most two lines, the rest in the title. */
  .two-lines {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .pressable {
    cursor: pointer;
  }
  .surface {
    background: var(--gj-surface);
  }
  .shaded {
    background: var(--gj-head);
  }
  .chosen {
    background: var(--gj-picked);
  }
  .groundless {
    background: none;
  }
  .edged {
    border: var(--gj-edge);
  }
  .edged-strong {
    border: var(--gj-edge-strong);
  }
  .ruled {
    border-block-end: var(--gj-edge);
  }
  .ruled-above {
    border-block-start: var(--gj-edge);
  }
  .ruled-after {
    border-inline-end: var(--gj-edge);
  }
  .dashed {
    border: var(--gj-px) dashed var(--gj-line-strong);
  }
  .parted > * + * {
    border-block-start: var(--gj-edge);
  }
  .lifted {
    box-shadow: var(--gj-shadow);
  }
  .borderless {
    border: 0;
  }
  .rounded {
    border-radius: var(--gj-radius);
  }
  .rounded-l {
    border-radius: var(--gj-radius-l);
  }
  :is(.card, .framed) {
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  /* How grave a finding is. */
  .stops {
    color: var(--gj-error);
  }
  .warns {
    color: var(--gj-warn);
  }
  .faint {
    color: var(--gj-line);
  }
  .pale {
    opacity: 0.6;
  }
  .as-typed {
    white-space: pre-wrap;
  }
  .round {
    border-radius: var(--gj-radius-round);
  }
  /* Holds whatever is said in it. */
  .badge.many-lines {
    height: auto;
    min-height: var(--gj-size-20);
  }
  /* Drawn in the colour of its words. */
  svg.painted {
    fill: currentColor;
  }
  /* A colour that is a value, beside how it is written. */
  .patch {
    display: inline-block;
    width: var(--gj-size-14);
    height: var(--gj-size-14);
    margin-inline-end: var(--gj-1h);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius-s);
    vertical-align: text-bottom;
  }
  .divider {
    width: var(--gj-px);
    height: var(--gj-size-16);
    margin-inline: var(--gj-1);
    background: var(--gj-line-strong);
  }
  /* A frame down to the foot of the window. */
  .footless {
    border-block-end: 0;
    border-radius: var(--gj-radius-l) var(--gj-radius-l) 0 0;
  }
  /* With a broad line at its start, in the colour of its tone. */
  .flagged {
    border-inline-start: var(--gj-3q) solid var(--gj-tone, var(--gj-line-strong));
  }
`;
