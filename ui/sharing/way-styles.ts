import { css } from 'lit';

/** Two panes side by side: what one picks, and what that shows; on a phone one of them, and a way back. */
export const wayStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
    gap: var(--gj-3);
    min-height: 0;
  }
  .pane {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
    overflow: hidden;
  }
  gj-org-picker {
    border-radius: 6px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    flex: none;
    align-items: center;
    gap: var(--gj-2);
    min-height: 47px;
    padding: var(--gj-2) var(--gj-3);
    border-block-end: 1px solid var(--gj-line);
  }
  .tools h2 {
    flex: 1 1 200px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .tools input {
    flex: 0 1 180px;
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
      grid-template-columns: 232px minmax(0, 1fr);
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
      border-block-start: 1px solid var(--gj-line);
    }
    .onward button {
      flex: 1;
      justify-content: center;
      --gj-control: 36px;
    }
  }
`;
