import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../kit/failure-text.ts';
import { GjElement } from '../kit/gj-element.ts';
import { icon } from '../kit/icons.ts';
import { flag, given, state, withProperties } from '../kit/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { exportQuery, type ListQuestion } from '../model/record-list.ts';
import { say } from '../session/i18n.ts';
import { hasFile, isOver, jobFile } from '../session/jobs.ts';
import { sheetProgress, sheetProgressStyles } from '../sheet/sheet-progress.ts';
import { SheetWork } from '../sheet/sheet-work.ts';
import { shared } from '../theme/shared.ts';
import '../kit/gj-record-dialog.ts';

/** As many ids as fit into an address. */
const mostPicked = 200;

/** The list as a file, whole or what is picked of it: made by the server, told how far it is, then downloaded. */
export class GjExportDialog extends withProperties(GjElement, {
  form: given<FormModel>(),
  question: given<ListQuestion>(),
  picked: given<readonly string[]>(() => []),
  /** How many the list has, when that is known. */
  total: given<number | null>(null),
  filtered: flag(),
  /** `xlsx`, `csv`, or `csv:` with the name of entries. */
  format: state('xlsx'),
  only: state<boolean | null>(null),
}) {
  static override styles = [
    shared,
    sheetProgressStyles,
    css`
      :host {
        display: contents;
      }
      fieldset {
        display: grid;
        gap: var(--gj-2);
        margin: 0 0 var(--gj-4);
        padding: 0;
        border: 0;
      }
      legend {
        margin-block-end: var(--gj-1);
        padding: 0;
        font-size: var(--gj-text-s);
        color: var(--gj-muted);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--gj-2);
      }
      input {
        margin: 0;
        accent-color: var(--gj-accent-filled);
      }
    `,
  ];

  readonly #work = new SheetWork(this);
  #fetched = '';

  get #onlyPicked(): boolean {
    return this.only ?? (this.picked.length > 0 && this.picked.length <= mostPicked);
  }

  async #start(): Promise<void> {
    const [format = 'xlsx', entries = ''] = this.format.split(':');
    const ids = { fact: 'id', operator: 'in', value: [...this.picked] } as const;
    const { view, sort } = this.question;
    const query = exportQuery(this.#onlyPicked ? { view, sort, q: '', filter: ids } : this.question);
    await this.#work.export(this.form.name, { ...query, format, ...(entries && { entries }) });
  }

  /** Downloads by itself once it is there. */
  protected override updated(): void {
    const { job } = this.#work;
    if (!job || !hasFile(job) || this.#fetched === job.id) return;
    this.#fetched = job.id;
    this.renderRoot.querySelector<HTMLAnchorElement>('a[download]')?.click();
  }

  override render() {
    const { job, busy, failure } = this.#work;
    const title = msg(str`导出${say(this.form.label)}`, { id: 'export-title' });
    const done = job !== null && isOver(job);
    return html`<gj-record-dialog label=${title}>
      ${failure ? html`<p class="problem" role="alert">${failureText(failure)}</p>` : nothing}
      ${busy || done ? this.#working() : this.#asking()}
      ${
        done
          ? html`<button slot="actions" class="primary" @click=${() => this.tell('closed')}>${msg('完成', { id: 'finish' })}</button>`
          : html`<button slot="actions" class="primary" ?disabled=${busy} @click=${this.#start}>${msg('导出', { id: 'export' })}</button>`
      }
    </gj-record-dialog>`;
  }

  #asking(): TemplateResult {
    const { picked, total, filtered } = this;
    const many = picked.length > mostPicked;
    const count = total === null ? '' : msg(str`（${total} 条）`, { id: 'so-many' });
    const all = filtered
      ? msg('当前筛选的全部记录', { id: 'export-filtered' })
      : msg('全部记录', { id: 'export-all' });
    const entries = this.form.entries.filter(({ hidden }) => !hidden);
    return html`
      <fieldset><legend>${msg('范围', { id: 'export-scope' })}</legend>
        ${this.#radio('only', 'all', `${all}${count}`, !this.#onlyPicked, () => {
          this.only = false;
        })}
        ${
          picked.length > 0 && !many
            ? this.#radio(
                'only',
                'picked',
                msg(str`选中的 ${picked.length} 条`, { id: 'export-picked' }),
                this.#onlyPicked,
                () => {
                  this.only = true;
                },
              )
            : nothing
        }
      </fieldset>
      <fieldset><legend>${msg('格式', { id: 'export-format' })}</legend>
        ${this.#format('xlsx', msg('Excel（含分录，可以改好再导入）', { id: 'export-xlsx' }))}
        ${this.#format('csv', 'CSV')}
        ${entries.map(({ name, label }) => this.#format(`csv:${name}`, msg(str`CSV：${say(label)}`, { id: 'export-csv-entries' })))}
      </fieldset>`;
  }

  #format(format: string, text: string): TemplateResult {
    return this.#radio('format', format, text, this.format === format, () => {
      this.format = format;
    });
  }

  #radio(name: string, value: string, text: string, picked: boolean, pick: () => void): TemplateResult {
    return html`<label><input type="radio" name=${name} value=${value} .checked=${picked} ?autofocus=${picked && name === 'format'}
      @change=${pick} />${text}</label>`;
  }

  #working(): TemplateResult {
    const { job } = this.#work;
    if (job && isOver(job)) {
      return hasFile(job)
        ? html`<p role="status">${msg('已导出，文件正在下载。', { id: 'exported' })}
            <a href=${jobFile(job)} download>${icon('download', 14)} ${msg('再次下载', { id: 'download-again' })}</a></p>`
        : html`<p class="problem" role="alert">${job.message ?? msg('没有成功，请再试一次。', { id: 'not-succeeded' })}</p>`;
    }
    return sheetProgress(msg('正在导出…', { id: 'exporting' }), job);
  }
}
customElements.define('gj-export-dialog', GjExportDialog);
