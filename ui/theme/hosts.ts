import { css } from 'lit';

/** An element that is no box of its own: what is in it stands where it does. */
export const boxless = css`
  :host {
    display: contents;
  }
`;

/** A page, as far from the edges of the window as all are. */
export const page = css`
  :host {
    padding: 0 var(--gj-4) var(--gj-4);
  }
`;

/** A page that goes down to the foot of the window. */
export const footless = css`
  :host {
    padding: 0 var(--gj-4);
  }
`;

/** Parts below one another in the height that there is; one of them grows and scrolls. */
export const filling = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
`;

/** Parts below one another, none wider than the element. */
export const stacked = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gj-3);
  }
`;

/** Lines below one another that belong together. */
export const lined = css`
  :host {
    display: grid;
    gap: var(--gj-2);
  }
`;

/** Parts beside one another, for as long as there is room. */
export const wrapping = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gj-2);
  }
`;

/** An element that lies over the page for a while; whoever opens it says where. */
export const floating = css`
  :host {
    inset: auto;
    margin: 0;
    padding: var(--gj-1);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    color: var(--gj-text);
    box-shadow: var(--gj-shadow);
  }
`;
