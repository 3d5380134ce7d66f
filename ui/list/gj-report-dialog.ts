import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { table } from '../kit/table/table.ts';
import type { FormModel } from '../model/form-model.ts';
import { titleOf } from '../model/record-title.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { recordName } from './cells/record-cells.ts';
import type { BulkLine } from './state/bulk.ts';
import '../kit/dialog/gj-dialog.ts';

/** The outcome of a bulk action, record by record, those that failed first. Tells `undo`, `repeat` and `closed`. */
export class GjReportDialog extends withProperties(GjElement, {
  form: given<FormModel>(),
  label: text(),
  lines: given<readonly BulkLine[]>(() => []),
  undoable: flag(),
  all: state(false),
}) {
  static override styles = [shared, boxless];

  override render() {
    const wrong = this.lines.filter((line) => line.wrong !== null);
    const done = this.lines.filter((line) => line.wrong === null);
    const shown = this.all ? [...wrong, ...done] : wrong;
    return html`<gj-dialog wide plain label=${this.label}>
      <div class="across below-3" role="status">
        ${
          done.length > 0
            ? html`<span class="badge ok">${icon('check', 12)}${msg(str`成功 ${done.length} 条`, { id: 'done-count' })}</span>`
            : nothing
        }
        ${
          wrong.length > 0
            ? html`<span class="badge error">${icon('alert', 12)}${msg(str`未成功 ${wrong.length} 条`, { id: 'wrong-count' })}</span>`
            : nothing
        }
        ${
          done.length > 0
            ? html`<label class="small pushed"><input type="checkbox" .checked=${this.all} @change=${() => {
                this.all = !this.all;
              }} /> ${msg('也列出成功的', { id: 'list-done-too' })}</label>`
            : nothing
        }
      </div>
      ${this.#table(shown)}
      <div class="chips at-end above-3">
        ${
          this.undoable && done.length > 0
            ? html`<button @click=${() => this.emit('undo')}>${icon('history')}${msg('撤销成功的', { id: 'undo-done' })}</button>`
            : nothing
        }
        ${
          wrong.length > 0
            ? html`<button @click=${() =>
                this.emit(
                  'repeat',
                  wrong.map(({ record }) => record),
                )}>${icon('refresh')}${msg('重试未成功的', { id: 'repeat-wrong' })}</button>`
            : nothing
        }
        <button class="primary" @click=${() => this.emit('closed')}>${msg('关闭', { id: 'close' })}</button>
      </div>
    </gj-dialog>`;
  }

  #table(lines: readonly BulkLine[]): TemplateResult {
    const { form } = this;
    const named = {
      label: msg('名称', { id: 'name' }),
      cell: ({ record }: BulkLine) => titleOf(form, record),
    };
    return table({
      caption: this.label,
      columns: [
        {
          label: msg('编码', { id: 'number' }),
          role: 'name',
          room: 'tight',
          href: ({ record }) => `/forms/${form.name}/${record.id}`,
          cell: ({ record }) => recordName(form, record),
        },
        ...(form.title && form.title !== form.number ? [named] : []),
        {
          label: msg('结果', { id: 'outcome' }),
          look: ({ wrong }) => (wrong === null ? 'in-ok' : 'problem'),
          cell: ({ wrong }) => wrong ?? msg('成功', { id: 'succeeded' }),
        },
      ],
      rows: lines,
      frame: 'half-high edged rounded',
    });
  }
}
customElements.define('gj-report-dialog', GjReportDialog);
