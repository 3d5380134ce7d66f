import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { shared } from '../theme/shared.ts';
import { GjElement } from './gj-element.ts';
import { type IconName, icon } from './icons.ts';

/** In place of content: what is missing and what to do next. `failed` offers another try and tells `retry`. */
export class GjState extends GjElement {
  static override properties = {
    text: { type: String },
    symbol: { type: String },
    failed: { type: Boolean },
  };
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--gj-3);
        padding: var(--gj-8) var(--gj-4);
        color: var(--gj-muted);
        text-align: center;
      }
      p {
        max-width: 46em;
      }
    `,
  ];
  declare text: string;
  declare symbol: IconName;
  declare failed: boolean;

  constructor() {
    super();
    this.text = '';
    this.symbol = 'box';
    this.failed = false;
  }

  override render() {
    return html`${icon(this.failed ? 'alert' : this.symbol, 28)}
      <p role=${this.failed ? 'alert' : 'status'}>${this.text}</p>
      <slot></slot>
      ${this.failed ? html`<button @click=${() => this.tell('retry')}>${msg('重试', { id: 'retry' })}</button>` : ''}`;
  }
}
customElements.define('gj-state', GjState);
