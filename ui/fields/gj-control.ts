import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { shared } from '../theme/shared.ts';
import type { ControlAsk } from './common/ui-kind.ts';

const own = css`
  :host {
    min-width: 0;
  }
  :is(
    vaadin-text-field,
    vaadin-text-area,
    vaadin-combo-box,
    vaadin-multi-select-combo-box,
    vaadin-date-picker,
    vaadin-time-picker,
    vaadin-password-field,
    vaadin-date-time-picker
  ) {
    width: 100%;
    min-width: 0;
  }
  vaadin-multi-select-combo-box {
    --vaadin-multi-select-combo-box-input-min-width: var(--gj-size-24);
    --vaadin-chip-height: var(--gj-size-20);
    --vaadin-chip-padding: var(--gj-1);
  }
  /* Chips have a border of their own. */
  vaadin-multi-select-combo-box::part(input-field) {
    min-height: var(--gj-control);
    padding-block: var(--gj-3q);
  }
  :is(vaadin-combo-box, vaadin-multi-select-combo-box):not(:hover, [focused])::part(clear-button) {
    visibility: hidden;
  }
  .end > input {
    text-align: end;
  }
  .row > :first-child {
    flex: 1;
    min-width: 0;
  }
  .wrong {
    margin-block-start: var(--gj-1h);
  }
`;

/** The base of all controls: it holds the field and value they are asked for, and sends the focus to the input. */
export class GjControl extends withProperties(GjElement, { ask: given<ControlAsk>() }) {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [shared, own];

  /** Draws the problem below a control that does not show it itself. */
  protected problemLine(problem: string | undefined): TemplateResult | typeof nothing {
    return problem
      ? html`<div class="wrong across-close small in-error" id="wrong">${icon('alert')}<span>${problem}</span></div>`
      : nothing;
  }

  /** Takes in what is still being typed, before it is saved. Default: it always is taken in at once. */
  settle(): void {}

  /** Takes a text as if it were typed where the caret is. Default: the input with the focus is given it. */
  declare insert?: (text: string) => void;

  /** Goes to what a path below its field names. Default: the focus goes to what is typed in. */
  declare reach?: (below: readonly string[]) => Promise<void>;
}
