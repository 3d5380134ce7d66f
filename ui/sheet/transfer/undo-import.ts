import { msg, str } from '@lit/localize';
import { html, type LitElement } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { notify } from '../../kit/gj-notices.ts';
import { plural } from '../../session/i18n.ts';
import { jobs } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';
import { jobName, jobStatus } from './job-counts.ts';

/** Answers how many records of an import can be taken back; a list says so in short. */
export function undoableOf({ details }: Job): number {
  const { changes, undoable } = details ?? {};
  return Array.isArray(changes) ? changes.length : Number(undoable ?? 0);
}

/**
 * Tells that an import is done, and takes it back on demand: all records of it become again what they were; `again` is
 * called then, and answers to it whether all of them did.
 */
export async function notifyImported({ id }: Job, again: (isUndone: boolean) => void): Promise<void> {
  const count = undoableOf(await session.api.call('GET /api/jobs/:id', { path: { id } }));
  if (count === 0) return;
  notify({
    text: plural(msg(str`已导入 ${count} 条记录`, { id: 'imported-records' })),
    undo: async () => again(await takeBack(id)),
  });
}

/** Takes an import back later, once somebody has read what that means; answers whether it was. */
export function askUndoImport(host: LitElement, job: Job): Promise<boolean> {
  const count = undoableOf(job);
  return openForm(host, {
    label: msg('撤销导入', { id: 'undo-import' }),
    before: () =>
      html`<p>${jobName(job)}</p><p class="muted">${plural(
        msg(
          str`${count} 条记录恢复为导入前的样子：新建的删除，改过的恢复，删除的找回。此后又被修改的保持不变。`,
          {
            id: 'undo-import-means',
          },
        ),
      )}</p>`,
    act: msg(str`撤销 (${count})`, { id: 'undo-import-now' }),
    send: async () => {
      await takeBack(job.id);
    },
  });
}

/** Answers whether nothing of it stays: somebody may have written records since, or they are in use by now. */
async function takeBack(id: string): Promise<boolean> {
  const begun = await session.api.call('POST /api/jobs/:id/undo', { path: { id } });
  const job = await jobs.over(begun);
  const left = job.failed ?? 0;
  if (job.status === 'done' && left === 0) {
    notify({ text: msg('已撤销', { id: 'undone' }) });
    return true;
  }
  const why = { text: msg('原因', { id: 'reason' }), href: `/jobs?job=${job.id}` };
  const text =
    left > 0 ? msg(str`${left} 条没有恢复`, { id: 'not-undone' }) : (job.message ?? jobStatus(job).text);
  notify({ text, kind: 'error', offers: [why] });
  return false;
}
