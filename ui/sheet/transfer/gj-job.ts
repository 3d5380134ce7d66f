import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { flag, given, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { notify } from '../../kit/gj-notices.ts';
import { moment } from '../../kit/moment.ts';
import { hasFile, isOver, jobFile, jobs } from '../../session/jobs.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { countsText, jobName, jobStatus, newsOf } from './job-counts.ts';
import { jobTook } from './job-took.ts';
import { refusedParts } from './refused-records.ts';
import { undoableOf } from './undo-import.ts';

/** A job on a few lines: what, how far, what came of it. Tells `cancel-job` and `undo-job`. */
export class GjJob extends withProperties(GjElement, {
  job: given<Job>(),
  /** Whether somebody hears that an import is to be taken back. */
  undoes: flag(false),
}) {
  static override styles = shared;
  readonly #acting = new Doing(this);

  override render() {
    const { job } = this;
    if (!job) return nothing;
    const news = newsOf(job);
    if (news)
      return html`<div class="gridded gap-half pad-2-3"><a class="breaks" href=${news.href}>${news.text}</a>
        <span class="small muted">${moment(job.createdAt)}</span>
        ${job.message ? html`<p class="small breaks">${job.message}</p>` : nothing}</div>`;
    const status = jobStatus(job);
    const counts = countsText(job);
    const fingerprint = job.details?.['fingerprint'];
    // A sentence that only repeats the counts is in the language of whoever started the job.
    const message = job.status === 'done' && counts !== '' ? null : job.message;
    return html`<div class="gridded gap-half pad-2-3">
      <div class="across">
        <span class="name rest breaks">${jobName(job)}</span>
        <span class="badge ${status.look}"><span class="dot"></span>${status.text}</span>
      </div>
      ${
        isOver(job)
          ? nothing
          : html`<div class="across">
            <progress class="grows" aria-label=${msg('进度', { id: 'progress' })} max="1"
              value=${job.total ? Number(job.progress ?? 0) : nothing}></progress>
            <span class="small muted breaks">${job.total ? `${job.done ?? 0} / ${job.total}` : ''}</span>
            <button class="plain" @click=${() => this.emitUp('cancel-job', job)}>${msg('取消', { id: 'cancel' })}</button>
          </div>`
      }
      <div class="small muted across wraps breaks">
        <span class="one-line">${moment(job.finishedAt ?? job.createdAt)}</span>
        ${[job.user?.name, job.organisation?.name, jobTook(job, Date.parse(serverClock.moment.now))]
          .filter(Boolean)
          .map((one) => html`<span>${one}</span>`)}
        <span class="name rest breaks">${dotted(counts)}</span>
        ${
          hasFile(job)
            ? html`<a href=${jobFile(job)} download>${icon('download', 14)} ${msg('下载结果', { id: 'download-result' })}</a>`
            : nothing
        }
      </div>
      ${typeof fingerprint === 'string' && fingerprint !== '' ? this.#fingerprint(fingerprint) : nothing}
      ${refusedParts(job)}
      ${this.#retry(job)}
      ${this.#undo(job)}
      ${message ? html`<p class="small breaks ${job.status === 'failed' ? 'problem' : 'muted'}">${message}</p>` : nothing}
    </div>`;
  }

  /** An import can be taken back as long as its job remembers the records. */
  #undo(job: Job): TemplateResult | typeof nothing {
    const undone = job.details?.['undone'];
    const isPart = undoableOf(job) > 0;
    const mayUndo = this.undoes && isPart;
    if (!mayUndo && typeof undone !== 'string') return nothing;
    const word = isPart ? msg('已部分撤销', { id: 'undone-in-part' }) : msg('已撤销', { id: 'undone' });
    return html`<div class="small across">${
      mayUndo
        ? html`<button class="plain" @click=${() => this.emitUp('undo-job', job)}>${icon('undo', 14)}${msg('撤销导入…', { id: 'undo-import-ask' })}</button>`
        : nothing
    }${typeof undone === 'string' ? html`<a href="/jobs?job=${undone}">${word}</a>` : nothing}</div>`;
  }

  /** What a publish left is done once more: what stood in its way may be gone by now. */
  #retry(job: Job): TemplateResult | typeof nothing {
    const { busy } = this.#acting;
    const isLeft = typeof job.details?.['publish'] === 'number';
    if (!isLeft || !isOver(job) || (job.status === 'done' && !job.failed)) return nothing;
    const again = () =>
      this.#acting.run(async () => {
        jobs.follow(await session.api.call('POST /api/jobs/:id/again', { path: { id: job.id } }));
      });
    return html`<div class="across">
      <button aria-busy=${busy} ?disabled=${busy} @click=${again}>${icon('refresh', 14)}${msg('重试', { id: 'job-again' })}</button>
      <span class="small muted">${msg('改好原因后再做一次；已经处理好的记录不会改写。', { id: 'job-again-help' })}</span>
    </div>
    ${this.#acting.shown()}`;
  }

  /** Its ends are enough to compare by eye; whoever wants all of it copies it. */
  #fingerprint(whole: string): TemplateResult {
    const ends = `${whole.slice(0, 8)}…${whole.slice(-8)}`;
    const copy = async () => {
      await navigator.clipboard.writeText(whole);
      notify({ text: msg('已复制', { id: 'copied' }) });
    };
    return html`<div class="small muted across">
      <span>${msg(str`指纹 ${ends}`, { id: 'job-fingerprint' })}</span>
      <button class="plain" @click=${copy}>${icon('copy', 14)} ${msg('复制指纹', { id: 'job-fingerprint-copy' })}</button>
    </div>`;
  }
}
customElements.define('gj-job', GjJob);
