import '@vaadin/checkbox/vaadin-checkbox.js';
import { msg } from '@lit/localize';
import type { Checkbox } from '@vaadin/checkbox';
import { css, html, nothing } from 'lit';
import { GjControl } from '../gj-control.ts';

/** Yes or no, with its label beside it; a dash where neither was said. */
export class GjCheckControl extends GjControl {
  static override styles = [
    ...GjControl.styles,
    css`
      vaadin-checkbox {
        min-height: var(--gj-control);
        align-content: center;
        --vaadin-checkbox-background: var(--gj-surface);
        /* It looks like a box where nothing was said, too, and where it cannot be ticked. */
        --vaadin-checkbox-border-color: var(--vaadin-input-field-border-color, var(--vaadin-border-color));
      }
      vaadin-checkbox[checked] {
        --vaadin-checkbox-background: var(--gj-accent-filled);
        --vaadin-checkbox-border-color: var(--gj-accent-filled);
        --vaadin-checkbox-checkmark-color: var(--gj-on-accent);
      }
      vaadin-checkbox[indeterminate] {
        --vaadin-checkbox-checkmark-color: var(--gj-muted);
      }
      /* The mark is drawn on an em space, which the fonts of some systems have no width for. */
      vaadin-checkbox::part(checkbox)::after {
        flex: none;
        justify-content: center;
        width: 100%;
        height: 100%;
      }
      .wrong {
        margin: 0;
      }
    `,
  ];

  override render() {
    const { ask } = this;
    const isUnsaid = ask.value === null || ask.value === undefined;
    return html`<vaadin-checkbox id=${ask.id} .checked=${ask.value === true} .indeterminate=${isUnsaid} .label=${ask.label}
        title=${isUnsaid ? msg('未填：既不是“是”，也不是“否”', { id: 'yes-no-unsaid' }) : nothing}
        .manualValidation=${true} ?disabled=${ask.readonly} ?invalid=${ask.invalid}
        @checked-changed=${(event: CustomEvent<{ value: boolean }>) => {
          const { checked } = event.currentTarget as Checkbox;
          if (checked !== (this.ask.value === true)) this.ask.change(checked);
        }}></vaadin-checkbox>
      ${this.problemLine(ask.problem)}`;
  }
}
customElements.define('gj-check-control', GjCheckControl);
