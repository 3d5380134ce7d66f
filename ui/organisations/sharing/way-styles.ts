import { css } from 'lit';

/** Two panes side by side: what one picks, and what that shows; on a phone one of them, and a way back. */
export const wayStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(var(--gj-size-240), var(--gj-size-320)) minmax(0, 1fr);
    gap: var(--gj-3);
    min-height: 0;
  }
  .pane {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    border: var(--gj-edge);
    border-radius: var(--gj-radius-l);
    background: var(--gj-surface);
    overflow: hidden;
  }
  gj-org-picker {
    border-radius: var(--gj-radius-l);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    flex: none;
    align-items: center;
    gap: var(--gj-2);
    min-height: var(--gj-size-48);
    padding: var(--gj-2) var(--gj-3);
    border-block-end: var(--gj-edge);
  }
  .tools h2 {
    flex: 1 1 var(--gj-size-200);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .tools input {
    flex: 0 1 var(--gj-size-180);
  }
  .tools select {
    width: auto;
  }
  gj-sharing-table {
    flex: 1;
  }
  gj-state {
    flex: 1;
  }
  .back,
  .onward {
    display: none;
  }
  @media (max-width: 1100px) {
    :host {
      grid-template-columns: var(--gj-size-240) minmax(0, 1fr);
    }
  }
  @media (max-width: 600px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    :host([seen]) .picks,
    :host(:not([seen])) .shows {
      display: none;
    }
    .back {
      display: inline-flex;
      flex: none;
      align-self: flex-start;
    }
    .tools .back {
      flex: 1 0 100%;
      justify-content: flex-start;
    }
    .onward {
      display: flex;
      flex: none;
      padding: var(--gj-2) var(--gj-3);
      border-block-start: var(--gj-edge);
    }
    .onward button {
      flex: 1;
      justify-content: center;
      --gj-control: var(--gj-size-36);
    }
  }
`;
