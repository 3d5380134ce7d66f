import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { flag, given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { exportQuery, type ListQuestion } from '../../model/record-list.ts';
import { say } from '../../session/i18n.ts';
import { many } from '../../session/many.ts';
import { session } from '../../session/session.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { StreamedFile } from './gj-export-frame.ts';
import './gj-export-frame.ts';

/** As many ids as fit into an address. */
const mostPicked = 200;

/** The list as a file, whole or what is picked of it. */
export class GjExportDialog extends withProperties(GjElement, {
  form: given<FormModel>(),
  question: given<ListQuestion>(),
  picked: given<readonly string[]>(() => []),
  /** The columns that the list shows, and those of them that can be added up. */
  columns: given<readonly string[]>(() => []),
  sums: given<readonly string[]>(() => []),
  /** The number of records in the list, when that is known. */
  total: given<number | null>(null),
  filtered: flag(),
  only: state<boolean | null>(null),
  format: state('seen'),
  totals: state(true),
  /** Of a csv: rows of these; empty: the records. */
  entries: state(''),
}) {
  static override styles = [shared, boxless];

  get #onlyPicked(): boolean {
    return this.only ?? (this.picked.length > 0 && this.picked.length <= mostPicked);
  }

  readonly #order = (chosen: string): Promise<Job> => {
    const format = chosen.endsWith('csv') ? 'csv' : 'xlsx';
    const entries = chosen === 'csv' && this.entries ? { entries: this.entries } : {};
    const shape = chosen.startsWith('seen') ? this.#seen(format) : entries;
    return session.api.call('GET /api/forms/:form/export', {
      path: { form: this.form.name },
      query: { ...this.#query, format, mode: 'job', ...shape },
    });
  };

  /** As the list shows it; who reads a csv adds up by himself. */
  #seen(format: 'xlsx' | 'csv') {
    const sums = format === 'xlsx' && this.totals ? this.sums.join(',') : '';
    return { fields: this.columns.join(','), ...(sums && { sums }) };
  }

  get #query() {
    const { view, sort } = this.question;
    const ids = { fact: 'id', operator: 'in', value: [...this.picked] } as const;
    return exportQuery(this.#onlyPicked ? { view, sort, q: '', filter: ids } : this.question);
  }

  /** The workbook with the files: how much that is is asked before, and what is too much said there. */
  readonly #zipped = (chosen: string): Promise<StreamedFile> | null => {
    if (chosen !== 'zip') return null;
    const [query, { name }] = [this.#query, this.form];
    return session.api
      .call('GET /api/forms/:form/files', { path: { form: name }, query })
      .then(({ files, size }) => ({
        files,
        size,
        address: session.api.url(`/api/forms/${name}/export`, { ...query, files: 'zip' }),
      }));
  };

  override render() {
    const { picked, total, filtered, form } = this;
    const count = total === null ? '' : msg(str`（${total} 条）`, { id: 'so-many' });
    const all = filtered
      ? msg('当前筛选的全部记录', { id: 'export-filtered' })
      : msg('全部记录', { id: 'export-all' });
    const comesBack = form.can.has('import');
    const whole = [
      {
        value: 'xlsx',
        text: comesBack
          ? msg('Excel，全部字段和分录（可以改好再导入）', { id: 'export-xlsx' })
          : msg('Excel，全部字段和分录', { id: 'export-xlsx-only' }),
      },
      ...(form.fields.some(holdsFiles)
        ? [
            {
              value: 'zip',
              text: comesBack
                ? msg('Excel 和文件（zip，可以改好再导入）', { id: 'export-zip' })
                : msg('Excel 和文件（zip）', { id: 'export-zip-only' }),
            },
          ]
        : []),
      { value: 'csv', text: msg('CSV，全部字段', { id: 'export-csv' }) },
    ];
    const formats = [
      { value: 'seen', text: msg('Excel，与列表一致（显示的列，引用写名称）', { id: 'export-seen' }) },
      { value: 'seen-csv', text: msg('CSV，与列表一致', { id: 'export-seen-csv' }) },
      ...whole,
    ];
    const some = msg(str`选中的 ${picked.length} 条`, { id: 'export-picked' });
    return html`<gj-export-frame label=${msg(str`导出${many(form)}`, { id: 'export-title' })}
      .formats=${formats} .order=${this.#order} .streamed=${this.#zipped}
      @format-chosen=${({ detail }: CustomEvent<string>) => {
        this.format = detail;
      }}>
      <fieldset class="stack-2 below-4"><legend
          class="below-1 unpadded muted smaller">${msg('范围', { id: 'export-scope' })}</legend>
        ${this.#scope(`${all}${count}`, false)}
        ${picked.length > 0 && picked.length <= mostPicked ? this.#scope(some, true) : nothing}
      </fieldset>
      ${this.#more()}
    </gj-export-frame>`;
  }

  /** What a format leaves to choose: a csv has one table. */
  #more(): TemplateResult | typeof nothing {
    const { format, form } = this;
    if (format === 'seen' && this.sums.length > 0)
      return html`<label slot="below" class="across below-4"><input type="checkbox" .checked=${this.totals} @change=${() => {
        this.totals = !this.totals;
      }} />${msg('末尾加合计行', { id: 'export-totals' })}</label>`;
    const entries = form.entries.filter(({ hidden }) => !hidden);
    if (format !== 'csv' || entries.length === 0) return nothing;
    return html`<label slot="below" class="stack-1 below-4"><span class="muted smaller">${msg('内容', { id: 'export-csv-of' })}</span>
      <select class="plain" @change=${({ target }: Event) => {
        this.entries = (target as HTMLSelectElement).value;
      }}>
        <option value="" ?selected=${this.entries === ''}>${say(form.label)}</option>
        ${entries.map(({ name, label }) => html`<option value=${name} ?selected=${this.entries === name}>${say(label)}</option>`)}
      </select></label>`;
  }

  #scope(said: string, onlyPicked: boolean): TemplateResult {
    return html`<label class="across"><input type="radio" name="only" value=${onlyPicked ? 'picked' : 'all'}
      .checked=${this.#onlyPicked === onlyPicked} @change=${() => {
        this.only = onlyPicked;
      }} />${said}</label>`;
  }
}
customElements.define('gj-export-dialog', GjExportDialog);
