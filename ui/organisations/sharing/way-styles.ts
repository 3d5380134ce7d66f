import { css } from 'lit';

/** Two panes side by side: what one picks, and what that shows; on a phone one of them, and a way back. */
export const wayStyles = css`
  :host {
    display: grid;
    grid-template-columns: var(--picks, clamp(var(--gj-size-240), 27%, var(--gj-size-320))) minmax(0, 1fr);
    gap: var(--gj-3);
    min-height: 0;
  }
  @media (max-width: 600px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    :host([seen]) .picks,
    :host(:not([seen])) .shows {
      display: none;
    }
  }
`;
