import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { sizeText } from '../../files/size-text.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { download } from '../../session/download.ts';
import { hasFile, isOver, jobFile } from '../../session/jobs.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { sheetProgress } from '../sheet-progress.ts';
import { SheetWork } from '../sheet-work.ts';
import '../../kit/dialog/gj-dialog.ts';

/** A file that is made while it is downloaded, at an address; what it has is known before. */
export interface StreamedFile {
  readonly address: string;
  readonly files: number;
  /** Bytes of them. */
  readonly size: number;
}

interface ExportFormat {
  readonly value: string;
  readonly text: string;
}

/** What is said before, while and after a file is made. */
export interface ExportWords {
  /** Above the choices. */
  readonly formats: string;
  readonly act: string;
  readonly during: string;
  readonly done: string;
}

const exportWords = (): ExportWords => ({
  formats: msg('格式', { id: 'export-format' }),
  act: msg('导出', { id: 'export' }),
  during: msg('正在导出…', { id: 'exporting' }),
  done: msg('已导出，文件正在下载。', { id: 'exported' }),
});

/**
 * Something as a file: made by the server, told how far it is, then downloaded. What else is to be chosen stands
 * inside, and may hang on the format: `format-chosen` tells it.
 */
export class GjExportFrame extends withProperties(GjElement, {
  label: text(),
  formats: given<readonly ExportFormat[]>(() => []),
  /** Asks the server for the file, which is made as a job. */
  order: given<(format: string) => Promise<Job>>(),
  /** Asks what a format has that comes without a job. Default: all are made as jobs. */
  streamed: given<((format: string) => Promise<StreamedFile> | null) | null>(null),
  sent: state<StreamedFile | null>(null),
  /** The words of what is done. Default: it is exported. */
  words: given<() => ExportWords>(() => exportWords),
  format: state(''),
}) {
  static override styles = [shared, boxless];

  readonly #work = new SheetWork(this);
  #fetched = '';

  readonly #doing = new Doing(this);

  readonly #start = async (): Promise<void> => {
    const streamed = this.streamed?.(this.#chosen);
    if (!streamed) await this.#work.export(() => this.order(this.#chosen));
    else
      await this.#doing.run(async () => {
        this.sent = await streamed;
        download(this.sent.address);
      });
  };

  get #chosen(): string {
    return this.format || (this.formats[0]?.value ?? '');
  }

  /** Downloads by itself once it is there. */
  protected override updated(): void {
    const { job } = this.#work;
    if (!job || !hasFile(job) || this.#fetched === job.id) return;
    this.#fetched = job.id;
    this.renderRoot.querySelector<HTMLAnchorElement>('a[download]')?.click();
  }

  override render() {
    const { job } = this.#work;
    const busy = this.#work.busy || this.#doing.busy;
    const failure = this.#work.failure ?? this.#doing.failure;
    const done = this.sent !== null || (job !== null && isOver(job));
    return html`<gj-dialog label=${this.label}>
      ${failure ? html`<p class="problem" role="alert">${failureText(failure)}</p>` : nothing}
      ${busy || done ? this.#working() : html`<slot></slot>${this.#asking()}<slot name="below"></slot>`}
      ${
        done
          ? html`<button slot="actions" class="primary"
              @click=${() => this.emitUp('closed')}>${msg('完成', { id: 'finish' })}</button>`
          : html`<button slot="actions" class="primary" ?disabled=${busy || this.formats.length === 0}
              @click=${this.#start}>${this.words().act}</button>`
      }
    </gj-dialog>`;
  }

  #asking(): TemplateResult {
    return html`<fieldset class="stack-2 below-4"><legend
        class="below-1 unpadded muted smaller">${this.words().formats}</legend>
      ${this.formats.map(
        ({ value, text: said }) => html`<label class="across"><input type="radio" name="format" value=${value}
          .checked=${this.#chosen === value} ?autofocus=${this.#chosen === value} @change=${() => {
            this.format = value;
            this.emit('format-chosen', value);
          }} />${said}</label>`,
      )}
    </fieldset>`;
  }

  #working(): TemplateResult {
    const { job } = this.#work;
    if (this.sent) {
      const { address, files, size } = this.sent;
      return html`<p role="status">${msg(str`正在下载：工作簿和 ${files} 个文件，共 ${sizeText(size)}。`, { id: 'export-sending' })}
        <a href=${address} download>${icon('download', 14)} ${msg('再次下载', { id: 'download-again' })}</a></p>`;
    }
    if (job && isOver(job)) {
      return hasFile(job)
        ? html`<p role="status">${this.words().done}
            <a href=${jobFile(job)} download>${icon('download', 14)} ${msg('再次下载', { id: 'download-again' })}</a></p>`
        : html`<p class="problem" role="alert">${job.message ?? msg('操作失败，请重试。', { id: 'not-succeeded' })}</p>`;
    }
    return sheetProgress(this.words().during, job);
  }
}
customElements.define('gj-export-frame', GjExportFrame);
