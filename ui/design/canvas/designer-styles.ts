import { css } from 'lit';

/** Palette, canvas and panel beside each other; where there is no room, what is least needed gives way. */
export const designerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    container: designer / inline-size;
  }
  gj-page-head {
    margin: 0;
  }
  .body {
    display: grid;
    flex: 1;
    grid-template-columns: 208px minmax(0, 1fr) 320px;
    min-height: 0;
  }
  .body.with-preview {
    grid-template-columns: 160px minmax(0, 1fr) minmax(0, 1.1fr) 300px;
  }
  .body > * {
    min-height: 0;
    overflow: auto;
  }
  gj-design-palette {
    border-inline-end: 1px solid var(--gj-line);
    background: var(--gj-head);
  }
  gj-design-preview {
    border-inline-start: 1px solid var(--gj-line);
  }
  aside {
    border-inline-start: 1px solid var(--gj-line);
    background: var(--gj-surface);
  }
  .whole {
    flex: 1;
    min-height: 0;
    overflow: auto;
  }
  .problems {
    display: grid;
    max-width: 420px;
    margin: 0;
    padding: var(--gj-2);
    list-style: none;
  }
  .problems button {
    height: auto;
    padding-block: 4px;
    white-space: normal;
    text-align: start;
  }
  @container designer (max-width: 1100px) {
    .body {
      grid-template-columns: 150px minmax(0, 1fr) 290px;
    }
    .body.with-preview {
      grid-template-columns: 128px minmax(0, 1fr) 290px;
    }
    .body.with-preview gj-design-canvas {
      display: none;
    }
  }
  @container designer (max-width: 900px) {
    .body,
    .body.with-preview {
      grid-template-columns: 128px minmax(0, 1fr) 260px;
    }
  }
  @media (max-width: 600px) {
    .body,
    .body.with-preview {
      display: flex;
      flex-direction: column;
      overflow: auto;
    }
    .body > * {
      flex: none;
      overflow: visible;
    }
  }
`;
