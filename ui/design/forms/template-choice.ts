import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { say } from '../../session/i18n.ts';
import type { FormTemplate } from '../work/bench-shapes.ts';

/** The templates of installed packages as cards to choose one of, each with what it is for. */
export function templateChoice(
  templates: readonly FormTemplate[],
  chosen: string,
  change: (address: string) => void,
): TemplateResult {
  return html`<fieldset class="gridded gap-1" style="grid-template-columns:1fr 1fr">
    <legend class="below-1 unpadded muted smaller">${msg('模板', { id: 'design-form-template' })}</legend>
    ${templates.map(
      ({ address, label, help }) =>
        html`<label class="way gridded pressable edged rounded" style="align-content:start"><input type="radio" name="template"
          .checked=${address === chosen} @change=${() => change(address)} /><span>${say(label)}</span>${
            help ? html`<span class="small muted">${say(help)}</span>` : ''
          }</label>`,
    )}</fieldset>`;
}
