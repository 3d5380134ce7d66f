import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ImportedValues } from '../../metadata/contract/params/many.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { pickFile } from '../kit/pick-file.ts';
import { pickFileStyles } from '../kit/styles/pick-file-styles.ts';
import { ApiProblem } from '../session/api.ts';
import { plural } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import '../kit/dialog/gj-dialog.ts';

/** Listed one by one; more are counted. */
const most = 20;

/** Values come in from a file: picked, judged, looked at, imported. Tells `imported`, and `closed`. */
export class GjValuesImport extends withProperties(GjElement, {
  file: state<File | null>(null),
  reason: state(''),
  /** As it was when somebody last went on from it. */
  settledReason: state(''),
}) {
  static override styles = [shared, pickFileStyles, boxless];

  readonly #judged = new Loading<{ readonly file: File; readonly outcome: ImportedValues }, [File, string]>(
    this,
    {
      key: () => (this.file ? [this.file, this.settledReason] : undefined),
      load: async ([file, reason]) => ({ file, outcome: await send(file, reason, true) }),
      keeps: true,
    },
  );
  readonly #importing = new Doing(this);

  async #import(file: File): Promise<void> {
    const isDone = await this.#importing.run(() => send(file, this.reason, false), {
      done: ({ total }) => plural(msg(str`已导入 ${total} 个值`, { id: 'values-imported' })),
    });
    if (!isDone) return;
    this.emit('imported');
    this.emitUp('closed');
  }

  override render() {
    const { file } = this;
    const { value } = this.#judged;
    const outcome = value && value.file === file ? value.outcome : null;
    const busy = this.#judged.busy || this.#importing.busy;
    const failure = this.#importing.failure ?? this.#judged.failure;
    const ready = outcome !== null && outcome.problemsTotal === 0 && outcome.total > 0;
    return html`<gj-dialog label=${msg('导入参数值', { id: 'values-import' })}>
      <div class="stack stack-3">
        <p class="muted">${msg('xlsx、csv 或 json，格式与导出的一样。先检查，全部没有问题才写入；写入立即生效，不经过变更集。', { id: 'values-import-help' })}</p>
        ${pickFile({
          label: msg('文件', { id: 'values-file' }),
          accept: '.xlsx,.csv,.json',
          file,
          take: (chosen) => {
            this.file = chosen;
          },
        })}
        ${
          file
            ? html`<label class="text-field"><span>${msg('原因', { id: 'reason' })}</span>
                <input maxlength="500" autocomplete="off" .value=${this.reason} @input=${(event: Event) => {
                  this.reason = (event.target as HTMLInputElement).value;
                }} @change=${() => {
                  this.settledReason = this.reason;
                }} /></label>`
            : nothing
        }
        <div role="status" aria-busy=${busy}>${outcome ? this.#summary(outcome) : nothing}</div>
        ${failure === null ? nothing : html`<p class="problem" role="alert">${wrong(failure)}</p>`}
      </div>
      <button slot="actions" class="primary" ?disabled=${!ready || this.#importing.busy}
          @click=${() => file && this.#import(file)}>${msg('导入', { id: 'values-import-now' })}</button>
    </gj-dialog>`;
  }

  #summary({ rows, total, unchanged, problems, problemsTotal }: ImportedValues): TemplateResult {
    return html`<p>${msg(str`${rows} 行：${total} 处变化，${unchanged} 处不变，${problemsTotal} 个问题`, { id: 'values-judged' })}</p>
      ${
        problemsTotal > 0
          ? html`<ul class="marked third-high scrolls">${problems
              .slice(0, most)
              .map(({ row, message }) => html`<li class="problem">${rowWords(row)}${message}</li>`)}</ul>
              ${
                problemsTotal > most
                  ? html`<p class="small muted">${msg(str`另有 ${problemsTotal - most} 个问题没有列出。`, {
                      id: 'values-problems-more',
                    })}</p>`
                  : nothing
              }`
          : nothing
      }`;
  }
}

/** Judges a file, or writes what it says. */
function send(file: File, reason: string, dryRun: boolean): Promise<ImportedValues> {
  const form = new FormData();
  form.set('file', file, file.name);
  return session.api.call('POST /api/params/import', {
    file: form,
    query: { dryRun },
    ...(reason.trim() && { reason: reason.trim() }),
  });
}

/** `/rows/7/value` → which row it is in the file. */
function rowOf(path: string): string {
  const row = /^\/rows\/(\d+)/.exec(path)?.[1];
  return row === undefined ? '' : rowWords(row);
}

function rowWords(row: number | string): string {
  return msg(str`第 ${row} 行：`, { id: 'values-row' });
}

function wrong(failure: unknown): string {
  const found = failure instanceof ApiProblem ? failure.errors : [];
  return found.length > 0
    ? found
        .slice(0, most)
        .map(({ path, message }) => `${rowOf(path)}${message}`)
        .join('\n')
    : failureText(failure);
}
customElements.define('gj-values-import', GjValuesImport);
