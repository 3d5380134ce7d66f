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
    grid-template-columns: minmax(0, 1fr) minmax(300px, 360px);
  }
  /* List and panel scroll by themselves, so that what is picked stays beside the list. */
  .beside {
    display: grid;
    gap: var(--gj-3);
    align-items: start;
    max-height: calc(100dvh - 150px);
    overflow: auto;
  }
  aside {
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
  }
  @container (min-width: 1080px) {
    .body.with-panel {
      grid-template-columns: minmax(0, 1fr) minmax(0, 700px);
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
    flex: 1 1 180px;
    max-width: 360px;
  }
  .find select {
    width: auto;
    min-width: 140px;
  }
  .switch {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .frame {
    max-height: calc(100dvh - 216px);
    overflow: auto;
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
  }
  section h2 {
    padding: 7px 12px;
    background: var(--gj-head);
    border-block-end: 1px solid var(--gj-line);
    font-size: var(--gj-text-m);
    line-height: var(--gj-line-m);
  }
  section + section h2 {
    border-block-start: 1px solid var(--gj-line);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li + li {
    border-block-start: 1px solid var(--gj-line);
  }
  li.gone,
  .line {
    display: flex;
    gap: 2px 12px;
    align-items: center;
    justify-content: space-between;
    width: 100%;
    height: auto;
    min-height: 34px;
    padding: 5px 12px;
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
    outline-offset: -2px;
  }
  .what,
  .marks {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
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
