import { css } from 'lit';

/** Leaves and groups of a condition: a handle before each, marks where facts were tried. */
export const partStyles = css`
  .handle {
    display: grid;
    place-items: center;
    width: 22px;
    height: var(--gj-control);
    color: var(--gj-muted);
    cursor: grab;
  }
  .handle gj-menu {
    --gj-control: 26px;
  }
  .not {
    height: 22px;
    padding: 0 6px;
    border-color: color-mix(in srgb, var(--gj-warn) 45%, transparent);
    color: var(--gj-warn);
    font-size: var(--gj-text-s);
  }
  .mark {
    display: grid;
    place-items: center;
    width: 20px;
    height: var(--gj-control);
  }
  .mark.holds {
    color: var(--gj-ok);
  }
  .mark.fails {
    color: var(--gj-error);
  }
  .wrong {
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
    color: var(--gj-error);
  }
  .wrong.unfinished {
    color: var(--gj-muted);
  }
  .drop-before {
    box-shadow: 0 -2px var(--gj-accent);
  }
  .drop-after {
    box-shadow: 0 2px var(--gj-accent);
  }
`;
