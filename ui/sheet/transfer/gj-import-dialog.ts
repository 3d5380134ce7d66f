import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import { mostTakenBack } from '../../../metadata/record-change.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { dialogSteps } from '../../kit/dialog/dialog-steps.ts';
import { dropSheet } from '../../kit/drop-sheet.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { hasFile, isOver, jobFile } from '../../session/jobs.ts';
import { many } from '../../session/many.ts';
import { session } from '../../session/session.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { sheetProgress } from '../sheet-progress.ts';
import { SheetWork } from '../sheet-work.ts';
import { ImportMending, mendingLooks } from './import-mending.ts';
import { importReport, importReportStyles } from './import-report.ts';
import { notifyImported } from './undo-import.ts';
import '../../kit/dialog/gj-dialog.ts';

/** Largest file the server takes, in MB: a table, and a zip of one with files. */
const [mostOfTable, mostOfZip] = [20, 4096];

/**
 * A workbook comes in: picked, tried, looked at, imported; what did not fit comes back in the workbook itself.
 * Tells `imported` when records were written, and `closed`.
 */
export class GjImportDialog extends withProperties(GjElement, {
  form: given<FormModel>(),
  file: state<File | null>(null),
  /** Of a csv: whose rows it has; null: records. */
  entries: state<string | null>(null),
  problem: state(''),
  /** All that was imported was taken back. */
  undone: state(false),
}) {
  static override styles = [shared, boxless, mendingLooks, importReportStyles];

  readonly #work = new SheetWork(this);
  readonly #mending = new ImportMending().shownBy({
    retry: () => void this.#run(true),
    changed: () => this.requestUpdate(),
  });

  get #hasFiles(): boolean {
    return this.form.fields.some(holdsFiles);
  }

  get #done(): boolean {
    return this.#work.job !== null && isOver(this.#work.job);
  }

  #pick(file: File | null | undefined): void {
    if (!file) return;
    this.problem = '';
    const most = /\.zip$/i.test(file.name) ? mostOfZip : mostOfTable;
    if (file.size > most * 1024 * 1024) {
      this.problem = msg(str`文件超过 ${most} MB`, { id: 'file-too-large' });
      return;
    }
    this.file = file;
    this.#mending.forget();
    void this.#run(true);
  }

  async #run(dryRun: boolean): Promise<void> {
    if (!this.file) return;
    const { meant, mended } = this.#mending;
    this.undone = false;
    this.#mending.tried = dryRun;
    const { file, entries } = this;
    await this.#work.import({ form: this.form.name, file, entries }, { dryRun, meant, mended });
  }

  #again(): void {
    this.#work.forget();
    this.file = null;
    this.#mending.forget();
  }

  protected override updated(): void {
    const { job } = this.#work;
    if (!job || this.#mending.tried || !isOver(job) || job.id === this.#announced) return;
    this.#announced = job.id;
    this.emit('imported');
    void notifyImported(job, (isUndone) => {
      this.undone = isUndone && this.#work.job?.id === job.id;
      this.emit('imported');
    }).catch(() => {});
  }
  #announced = '';

  override render() {
    const title = msg(str`导入${many(this.form)}`, { id: 'import-title' });
    return html`<gj-dialog wide plain label=${title}>
      ${this.#steps()}
      ${this.#work.failure ? html`<p class="problem" role="alert">${failureText(this.#work.failure)}</p>` : nothing}
      ${this.#work.busy ? this.#working() : this.#done ? this.#report() : this.#picking()}
    </gj-dialog>`;
  }

  #steps(): TemplateResult {
    const at = !this.file || this.#work.failure ? 0 : this.#mending.tried ? 1 : 2;
    const names = [
      msg('选择文件', { id: 'import-step-file' }),
      msg('检查', { id: 'import-step-check' }),
      msg('导入', { id: 'import' }),
    ];
    return dialogSteps(names, at);
  }

  #picking(): TemplateResult {
    return html`
      ${dropSheet({
        help: msg('先检查，不会写入；确认后才导入。按编码等关键字段更新已有的记录，其余新增。', {
          id: 'import-help',
        }),
        zip: this.#hasFiles,
        take: (file) => this.#pick(file),
      })}
      ${
        this.#hasFiles
          ? html`<p class="small muted above-3">${msg(
              str`要带文件，把工作簿和文件打成一个 zip，单元格写文件在 zip 里的路径，一行一个；最多 5000 个文件、${mostOfZip} MB。导出的“Excel 和文件”可以原样导入。`,
              { id: 'import-zip-help' },
            )}</p>`
          : nothing
      }
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.#templates()}
      <div class="toolbar at-end above-4"><button
          @click=${() => this.emit('closed')}>${msg('取消', { id: 'cancel' })}</button></div>
    `;
  }

  #templates(): TemplateResult {
    const { form } = this;
    const address = (query: Readonly<Record<string, string>>) =>
      session.api.url(`/api/forms/${encodeURIComponent(form.name)}/import-template`, query);
    const entries = form.entries.filter(({ hidden }) => !hidden);
    return html`<div class="toolbar above-3 small">
      <span class="muted">${msg('下载模板：', { id: 'templates' })}</span>
      <a href=${address({ format: 'xlsx' })} download>${icon('download', 14)} Excel</a>
      <a href=${address({ format: 'csv' })} download>${icon('download', 14)} CSV</a>
      ${
        entries.length > 0
          ? html`<label class="muted inline centred gap-2">${msg('CSV 文件的内容', { id: 'csv-of' })}
              <select class="plain wide-as-text" @change=${(event: Event) => {
                this.entries = (event.target as HTMLSelectElement).value || null;
              }}><option value="">${say(form.listLabel)}</option>${entries.map(
                ({ name, label }) =>
                  html`<option value=${name} ?selected=${this.entries === name}>${say(label)}</option>`,
              )}</select></label>`
          : nothing
      }
    </div>`;
  }

  #working(): TemplateResult {
    const text = this.#mending.tried
      ? msg('正在检查…', { id: 'import-checking' })
      : msg('正在导入…', { id: 'importing' });
    return html`${sheetProgress(text, this.#work.job)}
      ${
        this.#mending.tried
          ? nothing
          : html`<p class="small muted above-2">${msg('停止后，已经写入的记录会保留。', { id: 'import-stopped-means' })}</p>`
      }
      <div class="toolbar at-end above-4">
        <button @click=${() => this.#work.cancel()}>${msg('停止', { id: 'stop-work' })}</button>
        <button @click=${() => this.emit('closed')}>${msg('关闭', { id: 'close' })}</button>
      </div>`;
  }

  #report(): TemplateResult {
    const { job } = this.#work;
    if (!job) return html``;
    const writes = (job.created ?? 0) + (job.updated ?? 0);
    const file = hasFile(job);
    return html`
      ${
        this.undone
          ? html`<p role="status"><span class="badge warn">${msg('已撤销', { id: 'undone' })}</span></p>`
          : html`${this.#mending.taken()} ${importReport(job, this.#mending.tried ? this.#mending : null)}`
      }
      ${
        this.#mending.tried && writes > mostTakenBack
          ? html`<p class="small muted above-3">${msg(
              str`超过 ${mostTakenBack} 条的导入不能整批撤销；每条记录可以在它的历史中恢复。`,
              { id: 'import-not-undone' },
            )}</p>`
          : nothing
      }
      <div class="toolbar at-end above-4">
        <span class="rest small muted">${this.file?.name ?? ''}</span>
        ${
          file
            ? html`<a class="button" href=${jobFile(job)}
                download>${icon('download')}${msg('下载标注了问题的文件', { id: 'download-marked' })}</a>`
            : nothing
        }
        <button @click=${() => this.#again()}>${msg('换一个文件', { id: 'other-file' })}</button>
        ${
          this.#mending.tried
            ? html`${this.#mending.checkAgain()}
              <button class="primary" ?disabled=${
                this.#mending.isTyped || writes === 0 || job.status !== 'done'
              } @click=${() => this.#run(false)}>
                ${
                  writes === 0
                    ? msg('没有可导入的记录', { id: 'nothing-to-import' })
                    : msg(str`导入 ${writes} 条`, { id: 'import-count' })
                }</button>`
            : html`<button class="primary" @click=${() => this.emit('closed')}>${msg('完成', { id: 'finish' })}</button>`
        }
      </div>
    `;
  }
}
customElements.define('gj-import-dialog', GjImportDialog);
