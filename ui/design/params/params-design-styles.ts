import { css } from 'lit';

/** Definitions of parameters: the list, and beside it what is picked with how it will look. */
export const paramsDesignStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .body {
    display: grid;
    gap: var(--gj-3);
    align-items: start;
  }
  .body.with-panel {
    grid-template-columns: minmax(0, 1fr) minmax(var(--gj-size-300), var(--gj-size-360));
  }
  /* List and panel scroll by themselves, so that what is picked stays beside the list. */
  .beside {
    display: grid;
    gap: var(--gj-3);
    align-items: start;
    max-height: calc(100dvh - var(--gj-size-160));
    overflow: auto;
  }
  aside {
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  @container (min-width: 1080px) {
    .body.with-panel {
      grid-template-columns: minmax(0, 1fr) minmax(0, var(--gj-size-720));
    }
    .beside {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    gj-param-preview {
      position: sticky;
      inset-block-start: 0;
    }
  }
  .find {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-2);
    align-items: center;
    margin-block-end: var(--gj-2);
  }
  .find input[type='search'] {
    flex: 1 1 var(--gj-size-180);
    max-width: var(--gj-size-360);
  }
  .find select {
    width: auto;
    min-width: var(--gj-size-140);
  }
  .switch {
    display: flex;
    gap: var(--gj-1h);
    align-items: center;
  }
  .frame {
    max-height: calc(100dvh - var(--gj-size-220));
    overflow: auto;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
  }
  section h2 {
    padding: var(--gj-1h) var(--gj-3);
    background: var(--gj-head);
    border-block-end: var(--gj-edge);
    font-size: var(--gj-text-m);
    line-height: var(--gj-line-m);
  }
  section + section h2 {
    border-block-start: var(--gj-edge);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li + li {
    border-block-start: var(--gj-edge);
  }
  li.gone,
  .line {
    display: flex;
    gap: var(--gj-half) var(--gj-3);
    align-items: center;
    justify-content: space-between;
    width: 100%;
    height: auto;
    min-height: var(--gj-size-34);
    padding: var(--gj-cell) var(--gj-3);
    text-align: start;
  }
  .line {
    border: 0;
    border-radius: 0;
    background: none;
    white-space: normal;
  }
  .line:hover {
    background: var(--gj-head);
  }
  .line[aria-pressed='true'] {
    background: var(--gj-picked);
  }
  .line:focus-visible {
    outline-offset: calc(-1 * var(--gj-half));
  }
  .what,
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-1h);
    align-items: center;
    min-width: 0;
  }
  .what {
    flex: 1;
    flex-wrap: nowrap;
  }
  .named {
    min-width: 0;
  }
  .marks {
    flex: none;
    justify-content: end;
    max-width: 45%;
  }
  .what .icon {
    flex: none;
    color: var(--gj-muted);
  }
  .gone .label {
    text-decoration: line-through;
    color: var(--gj-muted);
  }
  .hidden .label {
    color: var(--gj-muted);
  }
  code {
    color: var(--gj-muted);
    font: var(--gj-text-s) / var(--gj-line-s) var(--gj-mono);
    overflow-wrap: anywhere;
  }
  .badge {
    font-weight: 400;
  }
`;
