import { msg } from '@lit/localize';
import { html, type LitElement } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { session } from '../../session/session.ts';
import { jobName } from './job-counts.ts';

/** Cancels a job, once somebody has read what stays of it; answers whether it was. */
export function askCancelJob(host: LitElement, job: Job): Promise<boolean> {
  const label = msg('停止任务', { id: 'cancel-job' });
  return openForm(host, {
    label,
    danger: true,
    before: () =>
      html`<p>${jobName(job)}</p><p class="muted">${msg('已经写入的数据会保留，停止后不能恢复；需要时请重新发起。', { id: 'cancel-job-means' })}</p>`,
    act: label,
    send: async () => {
      await session.api.call('POST /api/jobs/:id/cancel', { path: { id: job.id } });
    },
  });
}
