import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { invoiceElements } from '../desk/invoice-elements.ts';
import { invoiceLines } from '../desk/invoice-lines.ts';
import { strainsOf } from '../desk/invoice-strain.ts';
import { filledIn } from './plan-data.ts';

const amounts = ['amount', 'tax', 'gross'] as const;
const said = [
  'invoiceType',
  'drawer',
  'payee',
  'reviewer',
  'channel',
  'account',
  'notBefore',
  'hidden',
] as const;

/** One of the invoices, as it would be issued. */
export class GjLabInvoice extends withProperties(GjElement, {
  answer: given<PlanSaid>(),
  /** Of pending invoices. */
  about: given<FormModel>(),
  invoice: given(0),
}) {
  static override styles = [
    shared,
    css`
      dl {
        grid-template-columns: max-content minmax(0, 1fr) max-content minmax(0, 1fr);
      }
    `,
  ];

  override render() {
    const own = this.answer.result.pendingInvoices[this.invoice];
    if (!own) return nothing;
    const label = (name: string) => say(this.about.byName.get(name)?.label) || name;
    return html`<dl class="below-3">
        <dt>${msg('申请单', { id: 'lab-applications' })}</dt><dd>${own.applications.join(' + ')}</dd>
        ${said.map((name) => {
          const shown = this.#shown(own, name);
          return shown === '' ? nothing : html`<dt>${labelOf(name) ?? label(name)}</dt><dd>${shown}</dd>`;
        })}
        ${amounts.map((name) => html`<dt>${label(name)}</dt><dd>${money(own[name])}</dd>`)}
        ${strainsOf(own, filledIn(own, this.answer)).map(
          ({ name, text, share }) =>
            html`<dt>${name}</dt><dd class="flush breaks ${share > 1 ? 'in-error' : ''}">${text.slice(name.length + 1)}</dd>`,
        )}
        ${invoiceElements(own, label('specialElements'))}
        ${own.remark ? html`<dt>${label('remark')}</dt><dd>${own.remark}</dd>` : nothing}
      </dl>
      ${invoiceLines(
        own.lines,
        this.about,
        msg(str`发票 ${this.invoice + 1} 的明细`, { id: 'lab-invoice-lines' }),
        own.hidden ?? [],
      )}`;
  }

  #shown(own: PendingInvoice, name: string): TemplateResult | string {
    const value = own[name];
    if (value === null || value === undefined || value === '') return '';
    const field = this.about.byName.get(name);
    return field ? uiKind(field).show(value, field) : String(value);
  }
}

function labelOf(name: string): string | undefined {
  const texts: Readonly<Record<string, string>> = {
    channel: msg('通道', { id: 'lab-channel' }),
    account: msg('账号', { id: 'lab-account' }),
    notBefore: msg('最早开具', { id: 'lab-not-before' }),
  };
  return texts[name];
}

function money(value: Json | undefined): string {
  return typeof value === 'string' ? grouped(value, 2) : '';
}

customElements.define('gj-lab-invoice', GjLabInvoice);
