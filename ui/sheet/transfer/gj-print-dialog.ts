import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { Job } from '../../../metadata/contract/jobs/calls.ts';
import { mostPrinted } from '../../../metadata/print-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { exportQuery, type ListQuestion } from '../../model/record-list.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { ExportWords } from './gj-export-frame.ts';
import './gj-export-frame.ts';

/** Picked records on paper: by which template, then as one PDF in the language of the page. */
export class GjPrintDialog extends withProperties(GjElement, {
  form: given<FormModel>(),
  question: given<ListQuestion>(),
  /** Ids of the picked records. */
  records: given<readonly string[]>(() => []),
}) {
  static override styles = [shared, boxless];

  readonly #order = (print: string): Promise<Job> => {
    const { form, question, records } = this;
    const { view, sort } = exportQuery({ ...question, q: '', filter: null });
    return session.api.call('POST /api/forms/:form/prints/:print', {
      path: { form: form.name, print },
      query: { view, sort },
      body: { records: [...records] },
    });
  };

  readonly #words = (): ExportWords => ({
    formats: msg('打印模板', { id: 'print-templates' }),
    act: msg('打印', { id: 'print' }),
    during: msg('正在生成 PDF…', { id: 'printing' }),
    done: msg('PDF 已生成，正在下载。', { id: 'printed' }),
  });

  override render() {
    const { form, records } = this;
    const isTooMany = records.length > mostPrinted;
    const formats = (form.prints ?? []).map(({ name, label }) => ({ value: name, text: say(label) }));
    return html`<gj-export-frame label=${plural(msg(str`打印 ${records.length} 条记录`, { id: 'print-records' }))}
      .formats=${isTooMany ? [] : formats} .words=${this.#words} .order=${this.#order}>${
        isTooMany
          ? html`<p class="problem" role="alert">${msg(str`一次最多打印 ${mostPrinted} 条，请少选一些。`, { id: 'print-too-many' })}</p>`
          : nothing
      }</gj-export-frame>`;
  }
}
customElements.define('gj-print-dialog', GjPrintDialog);
