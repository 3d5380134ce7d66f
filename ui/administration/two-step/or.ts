import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';

export const orStyles = css`
  .or {
    display: grid;
    grid-template-columns: 1fr max-content 1fr;
    gap: var(--gj-2);
    align-items: center;
  }
  .or::before,
  .or::after {
    border-top: var(--gj-edge);
    content: '';
  }
`;

/** Draws the line between two ways to sign in. */
export function or(): TemplateResult {
  return html`<div class="or muted small">${msg('或', { id: 'or' })}</div>`;
}
