import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { Comparison, Difference } from '../../../rules/einvoicing/contract/planned.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/**
 * The same applications under two configurations: what differs, invoice by invoice, by how much, and which rule made
 * it.
 */
export class GjLabComparison extends withProperties(GjElement, {
  comparison: given<Comparison>(),
  /** Of pending invoices. */
  about: given<FormModel>(),
}) {
  static override styles = [shared];

  override render() {
    const { same, differences, a, b } = this.comparison;
    if (same)
      return html`<p class="across in-ok">${icon('check', 16)}${msg('两套配置开出的发票完全一样。', { id: 'lab-same' })}</p>`;
    const counts = [a, b].map(({ result }) => result.pendingInvoices?.length ?? 0);
    return html`<p>${plural(msg(str`${differences.length} 处不同；发票 ${counts[0]} → ${counts[1]} 张`, { id: 'lab-differences' }))}</p>
      ${table({
        caption: msg('两套配置的不同', { id: 'lab-differing' }),
        columns: this.#columns(),
        rows: differences,
        groups: {
          by: ({ invoice }) => JSON.stringify(invoice ?? null),
          head: (rows) => dotted(headOf(rows)),
        },
        frame: 'framed',
      })}`;
  }

  #columns(): readonly Column<Difference>[] {
    return [
      { label: msg('位置', { id: 'lab-where' }), role: 'name', cell: (one) => dotted(this.#where(one)) },
      {
        label: msg('当前配置', { id: 'lab-as-is' }),
        align: 'end',
        look: 'many-lines',
        cell: ({ a }) => words(a),
      },
      {
        label: msg('改动之后', { id: 'lab-tried-side' }),
        align: 'end',
        look: 'many-lines',
        cell: ({ b }) => words(b),
      },
      { label: msg('相差', { id: 'lab-by' }), align: 'end', cell: ({ by }) => by ?? '' },
      { label: msg('原因', { id: 'lab-because' }), cell: ({ rules }) => rules.map(ruleLink) },
    ];
  }

  #where({ line, member, path }: Difference): string {
    const lines = this.about.byName.get('lines')?.rows;
    const field = line === undefined ? this.about.byName.get(member ?? '') : lines?.byName.get(member ?? '');
    const name = say(field?.label) || partOf(path) || (member ?? path);
    return line === undefined ? name : `${msg(str`第 ${line + 1} 行`, { id: 'lab-nth-line' })} · ${name}`;
  }
}

/** Names the invoice that these differences are of. */
function headOf([first]: readonly Difference[]): string {
  return first?.invoice
    ? `${first.invoice.applications.join(' + ')} · ${msg(str`第 ${first.invoice.splitOrder} 张发票`, { id: 'lab-nth-invoice' })}`
    : msg('整体', { id: 'lab-as-a-whole' });
}

function ruleLink({ form, id, number }: Difference['rules'][number], at: number): TemplateResult {
  const outline = session.form(form);
  return html`${at > 0 ? ', ' : nothing}${
    outline && id
      ? html`<a href="/forms/${outline.name}/${id}">${number ?? say(outline.recordLabel)}</a>`
      : (number ?? form)
  }`;
}

/** Names the part of a plan, outside its invoices, that differs; empty for members of an invoice. */
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
