import { html, nothing, type TemplateResult } from 'lit';

/** The steps that a dialog goes through, and which of them it is at. */
export function dialogSteps(names: readonly string[], at: number): TemplateResult {
  return html`<ol class="steps flex gap-3 below-4 muted">${names.map(
    (name, index) =>
      html`<li class="across-close ${index === at ? 'in-text bold' : ''}"
          aria-current=${index === at ? 'step' : nothing}><span
          class="badge ${index === at ? 'accent' : ''}">${index + 1}</span>${name}</li>`,
  )}</ol>`;
}
