import { css } from 'lit';

/** The styles of buttons and fields inside shadows. */
export const controls = css`
  button,
  :is(a, span).button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--gj-1h);
    height: var(--gj-control);
    padding: 0 var(--gj-3);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    color: var(--gj-text);
    font: inherit;
    vertical-align: middle;
    white-space: nowrap;
    cursor: pointer;
  }
  :is(button, a.button):hover:not(:disabled) {
    background: var(--gj-head);
  }
  :is(button, a.button).primary {
    border-color: var(--gj-accent-filled);
    background: var(--gj-accent-filled);
    color: var(--gj-on-accent);
  }
  :is(button, a.button).primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--gj-accent-filled) 88%, #000);
  }
  button.danger {
    color: var(--gj-error);
  }
  button.plain {
    border-color: transparent;
    background: none;
    color: var(--gj-accent);
    padding: 0 var(--gj-1h);
  }
  /* Below a text, its words begin where those of the text do. */
  button.plain.at-edge {
    margin-inline-start: calc(-1 * var(--gj-1h) - 1px);
  }
  button.slim {
    --gj-control: var(--gj-size-26);
    padding-inline: var(--gj-2);
  }
  button.square {
    width: var(--gj-control);
    padding: 0;
    border-color: transparent;
    background: none;
  }
  button[aria-pressed='true']:not(.square, .tab, .tile) {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
    color: var(--gj-accent);
  }
  /* An entry of a menu or a list: as wide as that is, and as high as its words. */
  .entry {
    display: flex;
    align-items: center;
    justify-content: flex-start;
    gap: var(--gj-2);
    width: 100%;
    height: auto;
    min-height: var(--gj-size-28);
    padding: var(--gj-1) var(--gj-2);
    border: 0;
    border-radius: var(--gj-radius);
    background: none;
    color: var(--gj-text);
    text-align: start;
    white-space: normal;
    cursor: pointer;
  }
  .entry:hover:where(:not(:disabled)) {
    background: var(--gj-head);
  }
  @media (max-width: 600px) {
    .entry {
      min-height: var(--gj-size-40);
    }
  }
  .entry[aria-current] {
    background: var(--gj-picked);
    color: var(--gj-accent);
    font-weight: 600;
  }
  /* One of several views of the same, in a line of them. */
  .tab {
    height: var(--gj-size-32);
    padding: 0 var(--gj-2h);
    border: 0;
    border-radius: 0;
    background: none;
    color: var(--gj-muted);
  }
  .tab:is([aria-selected='true'], [aria-pressed='true'], [aria-current='true']) {
    box-shadow: inset 0 calc(-1 * var(--gj-half)) var(--gj-accent);
    color: var(--gj-accent);
    font-weight: 600;
  }
  :is(button, [type='checkbox']):is(:disabled, [aria-disabled='true']) {
    opacity: 0.5;
    cursor: default;
  }
  :is(button, a, summary, [tabindex]):focus-visible {
    outline: var(--gj-focus);
    outline-offset: var(--gj-px);
  }
  /* Where they touch others. */
  :is(.tab, .entry, .hemmed):focus-visible {
    outline-offset: calc(-1 * var(--gj-half));
  }
  progress {
    appearance: none;
    height: var(--gj-1h);
    border: 0;
    border-radius: var(--gj-radius-s);
    overflow: hidden;
    background: var(--gj-line);
    accent-color: var(--gj-accent);
  }
  progress::-webkit-progress-bar {
    background: var(--gj-line);
  }
  progress::-webkit-progress-value {
    background: var(--gj-accent);
  }
  progress::-moz-progress-bar {
    background: var(--gj-accent);
  }
  /* Overlays stand in the browser's top layer, where they fall back to the browser's own size of text. */
  :is(
    vaadin-combo-box,
    vaadin-multi-select-combo-box,
    vaadin-date-picker,
    vaadin-time-picker,
    vaadin-menu-bar,
    vaadin-context-menu,
    vaadin-popover
  )::part(overlay) {
    font: var(--gj-text-m) / var(--gj-line-m) var(--gj-font);
  }
  .text-field {
    display: grid;
    gap: var(--gj-half);
    font-size: var(--gj-text-s);
    line-height: var(--gj-line-s);
    color: var(--gj-muted);
  }
  .text-field :is(input, select),
  :is(input, select, textarea).plain {
    width: 100%;
    min-width: 0;
    height: var(--gj-control);
    padding: 0 var(--gj-2);
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius);
    background: var(--gj-surface);
    color: var(--gj-text);
    font: var(--gj-text-m) / var(--gj-line-m) var(--gj-font);
  }
  /* A search in a bar, and a choice as wide as what is chosen from. */
  input.find {
    flex: 1 1 var(--gj-size-110);
    width: var(--gj-size-240);
    max-width: var(--gj-size-240);
  }
  select.fits {
    width: auto;
    max-width: var(--gj-size-320);
  }
  :is(.text-field :is(input, select), :is(input, select, textarea).plain):disabled {
    background: var(--gj-head);
    color: var(--gj-muted);
  }
  textarea.plain {
    height: auto;
    min-height: var(--gj-size-48);
    padding: var(--gj-1) var(--gj-2);
    resize: vertical;
  }
  /* Looks, opens and is typed in as the pickers of forms are, which it stands for where there are few choices. */
  select.plain {
    appearance: none;
    padding-inline-end: var(--gj-size-26);
    background-color: var(--gj-surface);
    background-image: linear-gradient(45deg, transparent 50%, var(--gj-muted) 50%),
      linear-gradient(135deg, var(--gj-muted) 50%, transparent 50%);
    background-position:
      calc(100% - var(--gj-3)) 55%,
      calc(100% - var(--gj-2)) 55%;
    background-size: var(--gj-1) var(--gj-1);
    background-repeat: no-repeat;
    text-overflow: ellipsis;
  }
  @supports (appearance: base-select) {
    select.plain,
    select.plain::picker(select) {
      appearance: base-select;
    }
    /* A long text ends before the arrow, which lies in the background, as what is beside the text is cut off. */
    select.plain {
      align-items: center;
      min-block-size: 0;
      overflow: clip;
      overflow-clip-margin: content-box;
      white-space: nowrap;
      background-position: right var(--gj-2) center;
      background-size: var(--gj-size-16);
      background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%23767676' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m6 9 6 6 6-6'/%3E%3C/svg%3E");
    }
    select.plain::picker-icon {
      display: none;
    }
    select.plain:disabled {
      opacity: 0.6;
    }
    select.plain::picker(select) {
      min-width: anchor-size(self-inline);
      max-width: calc(100vw - var(--gj-size-16));
      max-height: min(60vh, var(--gj-size-420));
      margin-block: var(--gj-1);
      padding: var(--gj-1);
      border: var(--gj-edge);
      border-radius: var(--gj-radius-l);
      background: var(--gj-surface);
      box-shadow: var(--gj-shadow);
    }
    select.plain option {
      gap: var(--gj-1h);
      min-block-size: 0;
      padding: var(--gj-1) var(--gj-2);
      border-radius: var(--gj-radius);
      color: var(--gj-text);
      font: var(--gj-text-m) / var(--gj-line-m) var(--gj-font);
    }
    select.plain option:is(:hover, :focus-visible) {
      outline: none;
      background: var(--gj-picked);
    }
    select.plain option::checkmark {
      content: '';
      flex: none;
      width: var(--gj-size-14);
      height: var(--gj-size-14);
      background: currentColor;
      mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12' fill='none' stroke='%23000' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M2.5 6.5 5 9l4.5-5.5'/%3E%3C/svg%3E");
    }
    @media (max-width: 600px) {
      select.plain option {
        padding-block: var(--gj-2h);
      }
    }
  }
  :is(input, select, textarea):not([slot]):focus-visible {
    outline: var(--gj-focus);
    outline-offset: calc(-1 * var(--gj-px));
  }
  /* As the controls of forms are drawn, in every theme. */
  input:is([type='checkbox'], [type='radio']) {
    flex: none;
    width: var(--gj-size-16);
    height: var(--gj-size-16);
    margin: 0;
    accent-color: var(--gj-accent-filled);
  }
  input[type='checkbox'] {
    appearance: none;
    border: var(--gj-edge-strong);
    border-radius: var(--gj-radius-s);
    background: var(--gj-surface) center / var(--gj-3) no-repeat;
    vertical-align: calc(-1 * var(--gj-3q));
    cursor: pointer;
  }
  input[type='checkbox']:is(:checked, :indeterminate) {
    border-color: var(--gj-accent-filled);
    background-color: var(--gj-accent-filled);
  }
  input[type='checkbox']:checked {
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12' fill='none' stroke='%23fff' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='M2.5 6.5 5 9l4.5-5.5'/%3E%3C/svg%3E");
  }
  input[type='checkbox']:indeterminate {
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12' stroke='%23fff' stroke-width='2' stroke-linecap='round'%3E%3Cpath d='M3 6h6'/%3E%3C/svg%3E");
  }
  /* One of few, of which all is said before one picks it. */
  .way:has(:checked) {
    border-color: var(--gj-accent);
    background: var(--gj-picked);
  }
  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--gj-error);
  }
  input::placeholder {
    color: var(--gj-muted);
    opacity: 1;
  }
`;
