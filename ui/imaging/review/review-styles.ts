import { css } from 'lit';

/** The layout of a bill beside its images: side by side where there is room, else one below the other. */
export const reviewStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--gj-3);
    min-height: 0;
  }
  gj-page-head {
    margin-inline: calc(-1 * var(--gj-4));
  }
  .split {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr) var(--gj-size-340);
    gap: var(--gj-3);
    min-height: 0;
  }
  .pictures {
    display: flex;
    flex-direction: column;
    gap: var(--gj-2);
    min-width: 0;
    min-height: min(70vh, var(--gj-size-640));
  }
  aside {
    align-content: start;
    min-width: 0;
  }
  .strip {
    display: flex;
    gap: var(--gj-2);
    overflow-x: auto;
    margin: 0;
    padding: var(--gj-half);
    list-style: none;
    flex: none;
  }
  .thumb {
    display: grid;
    justify-items: center;
    align-content: space-between;
    gap: var(--gj-half);
    width: var(--gj-size-80);
    height: var(--gj-size-90);
    padding: var(--gj-1);
  }
  .thumb[aria-current] {
    border-color: var(--gj-accent);
    box-shadow: inset 0 0 0 var(--gj-px) var(--gj-accent);
  }
  .thumb img {
    max-width: 100%;
    height: var(--gj-size-48);
    object-fit: contain;
    background: var(--gj-paper);
  }
  .facts {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: var(--gj-1) var(--gj-3);
    margin: var(--gj-2) 0 0;
  }
  .facts dd {
    margin: 0;
  }
  .thumb.sentBack {
    border-style: dashed;
  }
  textarea {
    width: 100%;
  }
  @media (max-width: 900px) {
    .split {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
