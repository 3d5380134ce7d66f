import { msg, str } from '@lit/localize';
import { css, html } from 'lit';
import { GjControl } from '../gj-control.ts';
import { colour } from '../kinds/colour.ts';
import './gj-line-control.ts';

/** The browser's own palette beside the text of the colour, which alone can be empty. */
export class GjColourControl extends GjControl {
  static override styles = [
    ...GjControl.styles,
    css`
      input {
        width: var(--gj-control);
        height: var(--gj-control);
        padding: var(--gj-half);
        border: var(--gj-edge-strong);
        border-radius: var(--gj-radius);
        background: var(--gj-surface);
      }
    `,
  ];

  override render() {
    const { ask } = this;
    const value = typeof ask.value === 'string' ? ask.value : '';
    return html`<div class="row flex gap-1">
      <gj-line-control .ask=${ask} .kind=${colour}></gj-line-control>
      <input type="color" class="rigid" .value=${value || '#ffffff'} ?disabled=${ask.readonly}
        aria-label=${msg(str`${ask.label}：从色板选`, { id: 'colour-pick' })}
        @change=${(event: Event) => ask.change((event.currentTarget as HTMLInputElement).value)} />
    </div>`;
  }
}
customElements.define('gj-colour-control', GjColourControl);
