import { html, nothing, type TemplateResult } from 'lit';
import { redsLeftOut } from '../../rules/decisions/plan/config.ts';
import { unseenText } from '../einvoicing/impact/unseen-text.ts';
import { icon } from '../kit/base/icons.ts';
import type { LabAnswer } from './lab-data.ts';

/** Without what an answer was made: it may come to something else for others, or under the configuration of now. */
export function labLeftOut({ issues, unseen }: LabAnswer): TemplateResult | typeof nothing {
  const texts = new Set(issues.filter(({ code }) => redsLeftOut.has(code)).map(({ text }) => text));
  const labels = unseen
    .map(({ label }) => label)
    .filter((label) => ![...texts].some((text) => text.includes(label)));
  if (labels.length > 0) texts.add(unseenText(labels));
  if (texts.size === 0) return nothing;
  return html`<div class="left-out" role="status">${[...texts].map((text) => html`<p>${icon('alert', 14)}<span>${text}</span></p>`)}</div>`;
}
