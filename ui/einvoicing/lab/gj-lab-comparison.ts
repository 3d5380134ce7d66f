import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Comparison, Difference } from '../../../rules/einvoicing/contract/planned.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

const most = 300;

/** The same applications under two configurations: what differs, invoice by invoice, by how much, and which rule made it. */
export class GjLabComparison extends withProperties(GjElement, {
  comparison: given<Comparison>(),
  /** Of pending invoices. */
  about: given<FormModel>(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
      }
      table {
        border-collapse: collapse;
      }
      th,
      td {
        padding: var(--gj-cell) var(--gj-2h);
        border-block-end: var(--gj-edge);
        text-align: start;
        vertical-align: top;
      }
      tbody tr:last-child td {
        border-block-end: 0;
      }
      .group td {
        background: var(--gj-head);
        font-weight: 600;
      }
    `,
  ];

  override render() {
    const { same, differences, a, b } = this.comparison;
    if (same)
      return html`<p class="across in-ok">${icon('check', 16)}${msg('两套配置开出的发票完全一样。', { id: 'lab-same' })}</p>`;
    const counts = [a, b].map(({ result }) => result.pendingInvoices?.length ?? 0);
    const groups = Map.groupBy(differences.slice(0, most), ({ invoice }) => JSON.stringify(invoice ?? null));
    return html`<p>${plural(msg(str`${differences.length} 处不同；发票 ${counts[0]} → ${counts[1]} 张`, { id: 'lab-differences' }))}</p>
      <div class="frame framed scrolls"><table class="fills">
        <thead><tr><th class="muted bold shaded">${msg('哪里', { id: 'lab-where' })}</th><th class="end muted bold shaded figures to-end">${msg('当前配置', { id: 'lab-as-is' })}</th><th class="end muted bold shaded figures to-end">${msg('改动之后', { id: 'lab-tried-side' })}</th>
          <th class="end muted bold shaded figures to-end">${msg('相差', { id: 'lab-by' })}</th><th class="muted bold shaded">${msg('因为', { id: 'lab-because' })}</th></tr></thead>
        <tbody>${[...groups.values()].map((group) => this.#group(group))}</tbody>
      </table></div>
      ${differences.length > most ? html`<p class="muted small">${plural(msg(str`还有 ${differences.length - most} 处没有列出`, { id: 'lab-not-listed' }))}</p>` : nothing}`;
  }

  #group(group: readonly Difference[]): TemplateResult {
    const [first] = group;
    const head = first?.invoice
      ? `${first.invoice.applications.join(' + ')} · ${msg(str`第 ${first.invoice.splitOrder} 张发票`, { id: 'lab-nth-invoice' })}`
      : msg('整体', { id: 'lab-as-a-whole' });
    return html`<tr class="group"><td colspan="5">${head}</td></tr>
      ${group.map(
        (
          one,
        ) => html`<tr><td>${this.#where(one)}</td><td class="end value figures to-end breaks">${words(one.a)}</td><td class="end value figures to-end breaks">${words(one.b)}</td>
          <td class="end figures to-end">${one.by ?? ''}</td>
          <td>${one.rules.map(({ form, id, number }, at) => {
            const outline = session.form(form);
            return html`${at > 0 ? ', ' : nothing}${outline && id ? html`<a href="/forms/${outline.name}/${id}">${number ?? say(outline.recordLabel)}</a>` : (number ?? form)}`;
          })}</td></tr>`,
      )}`;
  }

  #where({ line, member, path }: Difference): string {
    const lines = this.about.byName.get('lines')?.rows;
    const field = line === undefined ? this.about.byName.get(member ?? '') : lines?.byName.get(member ?? '');
    const name = say(field?.label) || partOf(path) || (member ?? path);
    return line === undefined ? name : `${msg(str`第 ${line + 1} 行`, { id: 'lab-nth-line' })} · ${name}`;
  }
}

/** What of a plan that stands in no invoice differs; nothing for members of those that do. */
function partOf(path: string): string {
  const [, part = '', ...more] = path.split('/');
  const words: Readonly<Record<string, string>> = {
    held: msg('等待的申请单', { id: 'case-held' }),
    stopped: msg('未通过的申请单', { id: 'case-stopped' }),
    questions: msg('要回答的问题', { id: 'lab-part-questions' }),
    writeBack: msg('回写到申请单', { id: 'lab-part-write-back' }),
    splits: msg('怎样拆分', { id: 'lab-part-splits' }),
  };
  if (part === 'pendingInvoices') return more.length === 1 ? msg('整张发票', { id: 'lab-part-invoice' }) : '';
  return words[part] ?? '';
}

function words(value: Json): string {
  if (value === null || value === '') return '—';
  return typeof value === 'object' ? msg('（整张）', { id: 'lab-all-of-it' }) : String(value);
}

customElements.define('gj-lab-comparison', GjLabComparison);
