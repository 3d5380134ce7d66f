import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import type { LabResult } from './lab-drawing.ts';
import { unseenText } from './unseen-text.ts';

/** Without what an answer was made: it may come to something else for others, or under the configuration of now. */
export function labLeftOut({ answer: { unseen }, leftOut }: LabResult): TemplateResult | typeof nothing {
  const texts = new Set(leftOut);
  const labels = unseen
    .map(({ label }) => label)
    .filter((label) => ![...texts].some((text) => text.includes(label)));
  if (labels.length > 0) texts.add(unseenText(labels));
  if (texts.size === 0) return nothing;
  return html`<div class="gridded gap-1 in-warn" role="status">${[...texts].map(
    (text) => html`<p class="flex based gap-2">${icon('alert', 14)}<span>${text}</span></p>`,
  )}</div>`;
}
