import { css } from 'lit';

/** The lab's two sides, and what lies in them. */
export const labStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .sides {
    grid-template-columns: minmax(var(--gj-size-260), var(--gj-size-300)) minmax(0, 1fr);
  }
  .detail {
    max-height: 46%;
  }
  @media (max-width: 1180px) {
    :host {
      height: auto;
    }
    .sides {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }
    .asked {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-280), 1fr));
      align-items: start;
    }
    .detail {
      max-height: none;
    }
  }
`;
