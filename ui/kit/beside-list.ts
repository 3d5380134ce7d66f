import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import { filling } from '../theme/hosts.ts';
import { icon } from './base/icons.ts';

/** A panel beside the list that it was opened from: a head that stays, and beneath it what is read. */
export const besideListStyles = [
  filling,
  css`
    :host {
      background: var(--gj-surface);
    }
    .body {
      padding: var(--gj-3) var(--gj-4);
    }
  `,
];

/** At the end of the head; Esc does the same. */
export function closeButton(close: () => void): TemplateResult {
  const label = msg('关闭', { id: 'close' });
  return html`<button class="square" aria-label=${label} title="${label} (Esc)" @click=${close}>${icon('close')}</button>`;
}
