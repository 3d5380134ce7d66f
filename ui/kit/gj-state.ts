import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { ApiProblem } from '../session/api.ts';
import { stacked } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { failureText } from './base/failure-text.ts';
import { GjElement } from './base/gj-element.ts';
import { type IconName, icon } from './base/icons.ts';
import { flag, given, text, withProperties } from './base/with-properties.ts';

/**
 * In place of content: what is missing and what to do next. `failed` offers another try and tells `retry`; a `failure`
 * says why as well, and where one has no right another try is not offered.
 */
export class GjState extends withProperties(GjElement, {
  text: text(),
  symbol: text<IconName>('box'),
  failed: flag(),
  failure: given<unknown>(null),
}) {
  static override styles = [
    shared,
    stacked,
    css`
      :host {
        place-content: center;
        justify-items: center;
        padding: var(--gj-8) var(--gj-4);
        color: var(--gj-muted);
        text-align: center;
      }
      p {
        max-width: 46em;
      }
    `,
  ];

  override render() {
    const failed = this.failed || this.failure !== null;
    const text = this.failure === null ? this.text : failureText(this.failure);
    const refused = this.failure instanceof ApiProblem && this.failure.status === 403;
    return html`${icon(refused ? 'lock' : failed ? 'alert' : this.symbol, 28)}
      <p role=${failed ? 'alert' : 'status'}>${text}</p>
      <slot></slot>
      ${
        refused
          ? html`<a href="/">${msg('返回首页', { id: 'back-home' })}</a>`
          : failed
            ? html`<button @click=${() => this.emit('retry')}>${msg('重试', { id: 'retry' })}</button>`
            : ''
      }`;
  }
}
customElements.define('gj-state', GjState);
