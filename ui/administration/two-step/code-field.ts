import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** Draws the box for a code; on phones with the digits, and with what the system knows of it. */
export function codeField(): TemplateResult {
  return html`<label class="text-field">${msg('验证码', { id: 'two-step-code' })}
    <input name="code" inputmode="numeric" autocomplete="one-time-code" autocapitalize="off" spellcheck="false"
        maxlength="40" required /></label>`;
}
