import { css, html } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { text, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { richStyles } from './rich-styles.ts';
import { richView } from './rich-view.ts';

/** A rich text that is read. */
export class GjRichView extends withProperties(GjElement, { text: text() }) {
  static override styles = [
    shared,
    richStyles,
    css`
      :host {
        display: block;
        white-space: normal;
      }
    `,
  ];

  override render() {
    return html`${richView(this.text)}`;
  }
}
customElements.define('gj-rich-view', GjRichView);
