import { css } from 'lit';

/** Palette, canvas and panel beside each other; where there is no room, what is least needed gives way. */
export const designerStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    container: designer / inline-size;
  }
  .body {
    grid-template-columns: var(--gj-size-200) minmax(0, 1fr) var(--gj-size-320);
  }
  .body.with-preview {
    grid-template-columns: var(--gj-size-160) minmax(0, 1fr) minmax(0, 1.1fr) var(--gj-size-300);
  }
  .both {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
  }
  .both:has(> gj-design-json[none]) {
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
  }
  .both > * {
    min-height: 0;
    overflow: auto;
  }
  .body > * {
    min-height: 0;
    overflow: auto;
  }
  gj-design-palette {
    border-inline-end: var(--gj-edge);
  }
  gj-design-preview,
  gj-form-json {
    border-inline-start: var(--gj-edge);
  }
  aside {
    border-inline-start: var(--gj-edge);
  }
  .problems {
    display: grid;
    max-width: var(--gj-size-420);
    padding: var(--gj-2);
  }
  .problems button {
    height: auto;
    padding-block: var(--gj-1);
    white-space: normal;
    text-align: start;
  }
  @container designer (max-width: 1100px) {
    .body {
      grid-template-columns: var(--gj-size-160) minmax(0, 1fr) var(--gj-size-300);
    }
    .body.with-preview {
      grid-template-columns: var(--gj-size-120) minmax(0, 1fr) var(--gj-size-300);
    }
    .body.with-preview gj-design-canvas {
      display: none;
    }
  }
  @container designer (max-width: 900px) {
    .body,
    .body.with-preview {
      grid-template-columns: var(--gj-size-120) minmax(0, 1fr) var(--gj-size-260);
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
