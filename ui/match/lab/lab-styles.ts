import { css } from 'lit';

/** The lab's two sides, and what lies in them. */
export const labStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    padding: 0 var(--gj-4) var(--gj-3);
  }
  .sides {
    grid-template-columns: minmax(var(--gj-size-260), var(--gj-size-300)) minmax(0, 1fr);
  }
  .sum {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gj-1) var(--gj-4);
    align-items: center;
  }
  .sum b {
    font-variant-numeric: tabular-nums;
  }
  .left-out p {
    display: flex;
    gap: var(--gj-2);
    align-items: baseline;
  }
  .left-out svg {
    flex: none;
    align-self: center;
  }
  .detail {
    max-height: 46%;
  }
  .question {
    border-color: var(--gj-warn);
  }
  .question p {
    flex: 1;
  }
  .busy {
    opacity: 0.6;
  }
  .stops {
    color: var(--gj-error);
  }
  .warns {
    color: var(--gj-warn);
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
