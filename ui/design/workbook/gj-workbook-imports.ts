import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { hasFile, isOver, jobFile } from '../../session/jobs.ts';
import { session } from '../../session/session.ts';
import { sheetProgress } from '../../sheet/sheet-progress.ts';
import { SheetWork } from '../../sheet/sheet-work.ts';
import { importReport } from '../../sheet/transfer/import-report.ts';
import { countsOf } from '../../sheet/transfer/job-counts.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type WaitingFile, type WaitingForm, workbook } from './workbook-work.ts';

/**
 * The data of a workbook on its way into its forms, one after the other: where some of it did not come in, what refers
 * to that waits until somebody goes on.
 */
export class GjWorkbookImports extends withProperties(GjElement, {
  coming: given<WaitingFile>(),
}) {
  static override styles = [shared, stacked];
  /** Those that were begun, in the order of the forms. */
  readonly #works: SheetWork[] = [];

  override updated(): void {
    const last = this.#works.at(-1);
    if (!last || isWhole(last)) this.#next();
  }

  #next(): void {
    const { file, forms } = this.coming;
    const next = forms[this.#works.length];
    if (!next) return;
    const work = new SheetWork(this);
    this.#works.push(work);
    void work.into({ file, ...next }, (begin) => workbook.importOnce(next.form, begin));
    this.requestUpdate();
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
    const work = this.#works[at];
    if (!work) return this.#waiting(form, at);
    const { job, busy, failure } = work;
    if (failure !== null) return html`<p class="problem" role="alert">${failureText(failure)}</p>`;
    if (busy || !job || !isOver(job)) return sheetProgress(msg('正在导入…', { id: 'importing' }), job);
    return html`${importReport(job, null)}
      <p class="flex wraps gap-2">${
        session.form(form.form)
          ? html`<a class="button ${at === this.coming.forms.length - 1 ? 'primary' : ''}"
              href=${`/forms/${form.form}`}>${msg('打开列表', { id: 'workbook-open-list' })}</a>`
          : nothing
      }${
        hasFile(job)
          ? html`<a class="button" href=${jobFile(job)}
              download>${icon('download')}${msg('下载标注了问题的文件', { id: 'download-marked' })}</a>`
          : nothing
      }</p>`;
  }

  /** It waits for those that it refers to; behind one that did not come in whole, somebody says whether it follows. */
  #waiting(form: WaitingForm, at: number): TemplateResult {
    const last = this.#works.at(-1);
    const before = this.coming.forms[this.#works.length - 1];
    const isNext = at === this.#works.length;
    if (!isNext || !last || !before || isGoingOn(last) || isWhole(last))
      return html`<p class="muted">${msg('等前面的导入完成。', { id: 'workbook-import-waits' })}</p>`;
    const [missing, called] = [labelOf(before), labelOf(form)];
    return html`<p>${msg(
      str`“${missing}”没有全部导入：引用其中缺少的记录的行会被拒绝，补上之后可以再导入一次。`,
      { id: 'workbook-import-lacks' },
    )}</p><p><button class="primary" @click=${() => this.#next()}>${msg(str`仍然导入“${called}”`, {
      id: 'workbook-import-anyway',
    })}</button></p>`;
  }
}

function labelOf({ form }: WaitingForm): string {
  return say(session.form(form)?.label) || form;
}

function isGoingOn({ failure, busy, job }: SheetWork): boolean {
  return failure === null && (busy || job === null || !isOver(job));
}

/** Whether all of it came in. */
function isWhole(work: SheetWork): boolean {
  const { failure, job } = work;
  if (failure !== null || !job || isGoingOn(work)) return false;
  return job.status === 'done' && countsOf(job).failed === 0;
}
customElements.define('gj-workbook-imports', GjWorkbookImports);
