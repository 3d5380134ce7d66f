import { css } from 'lit';

/** The looks of a rich text, read and edited alike. */
export const richStyles = css`
  .rich > :first-child {
    margin-block-start: 0;
  }
  .rich > :last-child {
    margin-block-end: 0;
  }
  .rich :is(p, ul, ol, pre, blockquote, h1, h2, h3) {
    margin-block: 0 var(--gj-2);
  }
  .rich li > :last-child {
    margin-block-end: 0;
  }
  .rich :is(h1, h2, h3, .h1, .h2, .h3) {
    font-weight: 600;
    font-size: var(--gj-text-m);
  }
  .rich :is(h1, .h1) {
    font-size: var(--gj-text-xl);
  }
  .rich :is(h2, .h2) {
    font-size: var(--gj-text-l);
  }
  .rich :is(ul, ol) {
    padding-inline-start: var(--gj-6);
  }
  .rich ul {
    list-style: disc;
  }
  .rich ol {
    list-style: decimal;
  }
  .rich blockquote {
    margin-inline: 0;
    padding-inline-start: var(--gj-3);
    border-inline-start: var(--gj-half) solid var(--gj-line-strong);
    color: var(--gj-muted);
  }
  .rich pre {
    padding: var(--gj-2);
    border-radius: var(--gj-radius-s);
    background: var(--gj-head);
    font-family: var(--gj-mono);
    white-space: pre-wrap;
  }
  .rich code {
    font-family: var(--gj-mono);
    background: var(--gj-head);
  }
`;
