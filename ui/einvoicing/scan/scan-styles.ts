import { css } from 'lit';

/** For thumbs: controls are as high as a finger is wide, and texts so large that no phone zooms into a field. */
export const scanStyles = css`
  :host {
    --gj-control: var(--gj-size-44);
    font-size: var(--gj-text-l);
    line-height: var(--gj-line-l);
  }
  .sheet {
    display: grid;
    gap: var(--gj-4);
    padding: var(--gj-4);
    border: var(--gj-edge);
    border-radius: var(--gj-radius-xl);
    background: var(--gj-surface);
  }
  h2 {
    font-size: var(--gj-text-l);
    line-height: var(--gj-line-l);
  }
  label,
  legend {
    padding: 0;
    color: var(--gj-muted);
  }
  input:not([type='radio']) {
    width: 100%;
    height: var(--gj-control);
    padding: 0 var(--gj-3);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
    color: var(--gj-text);
    font: var(--gj-text-xl) / var(--gj-line-xl) var(--gj-font);
  }
  input:focus-visible {
    outline: var(--gj-focus);
    outline-offset: var(--gj-px);
  }
  input[aria-invalid='true'] {
    border-color: var(--gj-error);
  }
  .radio {
    display: flex;
    align-items: center;
    gap: var(--gj-2);
    min-height: var(--gj-size-44);
    color: var(--gj-text);
  }
  .radio input {
    width: var(--gj-size-20);
    height: var(--gj-size-20);
    margin: 0;
    accent-color: var(--gj-accent);
  }
  button,
  a.button {
    border-radius: var(--gj-radius-l);
  }
  .problem {
    color: var(--gj-error);
  }
`;
