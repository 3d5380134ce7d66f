import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { IssuePreview } from '../../../rules/einvoicing/contract/issued.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { barStyles } from './bar-styles.ts';
import { invoiceElements } from './invoice-elements.ts';
import { invoiceLines } from './invoice-lines.ts';
import { type Filled, strainsOf } from './invoice-strain.ts';
import './gj-desk-flaws.ts';

const said = ['drawer', 'payee', 'reviewer', 'notBefore', 'hidden'] as const;

/** One of the invoices that would come: what it comes to, how near it is to its limits, and its lines when opened. */
export class GjDeskInvoice extends withProperties(GjElement, {
  invoice: given<PendingInvoice>(),
  /** Its number among all of them, from 1. */
  number: given(1),
  /** Of pending invoices; null: one may not see them. */
  about: given<FormModel | null>(null),
  filled: given<Filled | undefined>(undefined),
  /** Of it alone. */
  flaws: given<IssuePreview['flaws']>(() => []),
  applications: given<IssuePreview['applications']>(() => []),
  opened: state(false),
}) {
  static override styles = [
    shared,
    barStyles,
    css`
      button.head {
        grid-template-columns: var(--gj-size-16) var(--gj-size-28) minmax(0, 1fr) auto;
      }
      .bars {
        grid-column: 3 / -1;
      }
      .bar {
        width: var(--gj-size-48);
      }
    `,
  ];

  override render() {
    const { invoice, number } = this;
    const { lines } = invoice;
    const isRed = invoice.amount?.startsWith('-') ?? false;
    return html`<button class="head gridded gap-half-2 fills low-as-text pad-2-3 to-start many-lines borderless"
        aria-expanded=${this.opened} @click=${() => {
          this.opened = !this.opened;
        }}>${icon(this.opened ? 'down' : 'right', 12)}<span class="bold">#${number}</span>
        <span class="flex wraps gap-half-3 shrinks"><span>${this.#shown('buyerName')}</span><span
            class="muted">${this.#shown('invoiceType')}</span>
          ${isRed ? html`<span class="badge error">${msg('红字', { id: 'desk-red' })}</span>` : nothing}
          <span class="muted">${plural(msg(str`${lines.length} 行`, { id: 'desk-lines' }))}</span></span>
        <span class="end to-end"><b>${money(invoice.gross)}</b> <span class="muted small">${msg(
          str`税额 ${money(invoice.tax)}`,
          { id: 'desk-of-tax' },
        )}</span></span>
        <span class="bars small flex wraps gap-1-4 muted">${strainsOf(invoice, this.filled).map(
          ({ share, text }) =>
            html`<span class="inline centred gap-1h ${share > 1 ? 'in-error' : ''}"><span
                class="bar clips ${share > 1 ? '' : 'in-accent'}"><i class="blocks"
                style="width:${Math.min(100, Math.round(share * 100))}%"></i></span>${text}</span>`,
        )}</span></button>
      ${
        this.flaws.length > 0
          ? html`<gj-desk-flaws class="blocks pad-2-3" .flaws=${this.flaws} .applications=${this.applications}></gj-desk-flaws>`
          : nothing
      }
      ${
        this.opened
          ? html`<div class="pad-2-3">${this.#said()}${invoiceLines(
              lines,
              this.about,
              msg(str`第 ${this.number} 张发票的明细`, { id: 'desk-invoice-lines' }),
              invoice.hidden ?? [],
            )}</div>`
          : nothing
      }`;
  }

  #said(): TemplateResult | typeof nothing {
    const rows = [...said, 'remark' as const].flatMap((name) => {
      const shown = this.#shown(name);
      return shown === '' ? [] : [html`<dt>${this.#label(name)}</dt><dd>${shown}</dd>`];
    });
    const { applications } = this.invoice;
    if (applications.length > 1)
      rows.unshift(html`<dt>${msg('来自', { id: 'desk-from' })}</dt><dd>${applications.join(' + ')}</dd>`);
    const elements = invoiceElements(this.invoice, this.#label('specialElements'));
    if (elements !== nothing) rows.push(html`${elements}`);
    return rows.length === 0 ? nothing : html`<dl class="below-2">${rows}</dl>`;
  }

  #label(name: string): string {
    return say(this.about?.byName.get(name)?.label) || name;
  }

  #shown(name: string): TemplateResult | string {
    const value = this.invoice[name];
    if (value === null || value === undefined || value === '') return '';
    const field = this.about?.byName.get(name);
    return field ? uiKind(field).show(value, field) : String(value);
  }
}

function money(value: Json | undefined): string {
  return typeof value === 'string' && value !== '' ? grouped(value, 2) : '—';
}

customElements.define('gj-desk-invoice', GjDeskInvoice);
