import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../metadata/contract/jobs/calls.ts';

/** Draws the progress of a workbook on its way in or out. */
export function sheetProgress(text: string, job: Job | null): TemplateResult {
  const total = job?.total ?? 0;
  return html`<div class="stack-2 above-4 below-4">
    <p role="status">${text} ${total > 0 ? html`<span class="muted">${job?.done ?? 0} / ${total}</span>` : nothing}</p>
    <progress class="fills" aria-label=${text} max="1" value=${total > 0 ? Number(job?.progress ?? 0) : nothing}></progress>
    <p class="small muted">${msg('可以离开，结果会出现在右上角的任务里。', { id: 'import-goes-on' })}</p>
  </div>`;
}
