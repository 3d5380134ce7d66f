import { css } from 'lit';

/** Definitions of parameters: the list, and beside it what is picked with how it will look. */
export const paramsDesignStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .body.with-panel {
    grid-template-columns: minmax(0, 1fr) minmax(var(--gj-size-300), var(--gj-size-360));
  }
  /* List and panel scroll by themselves, so that what is picked stays beside the list. */
  .beside {
    max-height: calc(100dvh - var(--gj-size-160));
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
  .find input[type='search'] {
    flex: 1 1 var(--gj-size-180);
    max-width: var(--gj-size-360);
  }
  .find select {
    width: auto;
    min-width: var(--gj-size-140);
  }
  .frame {
    max-height: calc(100dvh - var(--gj-size-220));
  }
  section h2 {
    padding: var(--gj-1h) var(--gj-3);
    line-height: var(--gj-line-m);
  }
  section + section h2 {
    border-block-start: var(--gj-edge);
  }
  li + li {
    border-block-start: var(--gj-edge);
  }
  li.gone,
  .line {
    gap: var(--gj-half) var(--gj-3);
    min-height: var(--gj-size-34);
    padding: var(--gj-cell) var(--gj-3);
  }
  .line {
    border-radius: 0;
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
  .what {
    flex-wrap: nowrap;
  }
  .marks {
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
`;
