import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { hasFile, isOver, jobFile } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';
import { sheetProgress } from '../../sheet/sheet-progress.ts';
import { SheetWork } from '../../sheet/sheet-work.ts';
import { ImportMending, mendingLooks } from '../../sheet/transfer/import-mending.ts';
import { importReport, importReportStyles } from '../../sheet/transfer/import-report.ts';
import { countsOf } from '../../sheet/transfer/job-counts.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type WaitingFile, type WaitingForm, workbook } from './workbook-work.ts';

/** The data of a form on its way in, and what is mended of it. */
interface FormImport {
  readonly form: WaitingForm;
  readonly work: SheetWork;
  readonly mending: ImportMending;
}

/**
 * The data of a workbook on its way into its forms, one after the other: where some of it did not come in, what refers
 * to that waits until somebody goes on.
 */
export class GjWorkbookImports extends withProperties(GjElement, {
  coming: given<WaitingFile>(),
}) {
  static override styles = [shared, stacked, mendingLooks, importReportStyles];
  /** Those that were begun, in the order of the forms. */
  readonly #imports: FormImport[] = [];

  override updated(): void {
    const last = this.#imports.at(-1);
    if (!last || isWhole(last)) this.#next();
    if (this.#imports.length === this.coming.forms.length && this.#imports.every(isWhole)) workbook.finish();
  }

  #next(): void {
    const form = this.coming.forms[this.#imports.length];
    if (!form) return;
    const begun = workbook.importOf(form.form);
    const mending = begun?.mending ?? new ImportMending();
    const one = { form, work: new SheetWork(this), mending };
    mending.shownBy({ retry: () => this.#run(one, true), changed: () => this.requestUpdate() });
    this.#imports.push(one);
    if (begun) void one.work.start(async () => jobNow(await begun.job));
    else this.#run(one, false);
    this.requestUpdate();
  }

  #run({ form, work, mending }: FormImport, dryRun: boolean): void {
    const { meant, mended } = mending;
    mending.tried = dryRun;
    const file = { ...form, file: this.coming.file };
    void work.import(file, { dryRun, meant, mended }, (begin) =>
      workbook.beginImport(form.form, mending, begin),
    );
  }

  override render() {
    const { forms } = this.coming;
    return forms.map(
      (form, at) => html`<section class="card stack-2" aria-label=${labelOf(form)}>
      ${forms.length > 1 ? html`<h2 class="flush">${labelOf(form)}</h2>` : nothing}
      ${this.#import(form, at)}</section>`,
    );
  }

  #import(form: WaitingForm, at: number): TemplateResult {
    const one = this.#imports[at];
    if (!one) return this.#waiting(form, at);
    const { work, mending } = one;
    const { job, busy, failure } = work;
    if (failure !== null)
      return html`<p class="problem" role="alert">${failureText(failure)}</p><p><button
        @click=${() => this.#run(one, mending.tried)}>${msg('重试', { id: 'retry' })}</button></p>`;
    if (busy || !job || !isOver(job)) {
      const what = mending.tried
        ? msg('正在检查…', { id: 'import-checking' })
        : msg('正在导入…', { id: 'importing' });
      return sheetProgress(what, job);
    }
    const isLast = at === this.coming.forms.length - 1 && isWhole(one);
    return html`${mending.taken()}${importReport(job, mending)}
      <p class="flex wraps gap-2">${isWhole(one) ? nothing : this.#mended(one, job)}${
        session.form(form.form)
          ? html`<a class="button ${isLast ? 'primary' : ''}"
              href=${`/forms/${form.form}`}>${msg('打开列表', { id: 'workbook-open-list' })}</a>`
          : nothing
      }${
        hasFile(job)
          ? html`<a class="button" href=${jobFile(job)}
              download>${icon('download')}${msg('下载标注了问题的文件', { id: 'download-marked' })}</a>`
          : nothing
      }</p>`;
  }

  /** What did not come in is mended, tried, and comes in; what others brought since counts as well. */
  #mended(one: FormImport, job: Job): TemplateResult {
    const { mending } = one;
    const writes = (job.created ?? 0) + (job.updated ?? 0);
    const isReady = mending.tried && writes > 0 && !mending.isTyped && job.status === 'done';
    return html`${mending.checkAgain(true)}${
      mending.tried
        ? html`<button class="primary" ?disabled=${!isReady} @click=${() => this.#run(one, false)}>${
            writes === 0
              ? msg('没有可导入的记录', { id: 'nothing-to-import' })
              : msg(str`导入 ${writes} 条`, { id: 'import-count' })
          }</button>`
        : nothing
    }`;
  }

  /** It waits for those that it refers to; behind one that did not come in whole, somebody says whether it follows. */
  #waiting(form: WaitingForm, at: number): TemplateResult {
    const last = this.#imports.at(-1);
    const isNext = at === this.#imports.length;
    if (!isNext || !last || isGoingOn(last) || isWhole(last))
      return html`<p class="muted">${msg('等前面的导入完成。', { id: 'workbook-import-waits' })}</p>`;
    const [missing, called] = [labelOf(last.form), labelOf(form)];
    return html`<p>${msg(
      str`“${missing}”没有全部导入：引用其中缺少的记录的行会被拒绝，补上之后可以再导入一次。`,
      { id: 'workbook-import-lacks' },
    )}</p><p><button class="primary" @click=${() => this.#next()}>${msg(str`仍然导入“${called}”`, {
      id: 'workbook-import-anyway',
    })}</button></p>`;
  }
}

function jobNow({ id }: Job): Promise<Job> {
  return session.api.call('GET /api/jobs/:id', { path: { id } });
}

function labelOf({ form }: WaitingForm): string {
  return say(session.form(form)?.label) || form;
}

function isGoingOn({ work: { failure, busy, job } }: FormImport): boolean {
  return failure === null && (busy || job === null || !isOver(job));
}

/** Whether all of it came in. */
function isWhole(one: FormImport): boolean {
  const { failure, job } = one.work;
  if (failure !== null || !job || one.mending.tried || isGoingOn(one)) return false;
  return job.status === 'done' && countsOf(job).failed === 0;
}
customElements.define('gj-workbook-imports', GjWorkbookImports);
