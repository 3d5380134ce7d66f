import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { sum } from '../../../metadata/common/decimal.ts';
import { grouped } from '../../../metadata/common/grouped.ts';
import type { PlanSaid } from '../../../rules/einvoicing/contract/planned.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { icon } from '../../kit/base/icons.ts';
import { listed, plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/**
 * Draws the result for applications in a line: invoices, applications that wait or stopped, issues; `look` shows the
 * issues.
 */
export function labSum(
  { result, issues }: PlanSaid,
  asked: number,
  org: string,
  look: () => void,
): TemplateResult {
  const { pendingInvoices, held, stopped } = result;
  const stops = issues.filter(({ severity }) => severity === 'stops').length;
  const warns = issues.length - stops;
  const own = session.organisations.find(({ number }) => number === org);
  return html`<div class="flex wraps centred gap-1-4">
      ${org === session.org?.number ? nothing : html`<span class="badge">${own?.name ?? org}</span>`}
      <span>${plural(msg(str`${asked} 张申请单 → ${pendingInvoices.length} 张发票`, { id: 'lab-sum' }))}</span>
      <span>${msg('价税合计', { id: 'lab-gross' })} <b>${grouped(sumOf(pendingInvoices, 'gross'), 2)}</b></span>
      <span class="muted">${msg('税额', { id: 'lab-tax' })} <b>${grouped(sumOf(pendingInvoices, 'tax'), 2)}</b></span>
      ${
        stopped.length > 0
          ? html`<span class="stops">${msg(str`未通过：${listed(stopped)}`, { id: 'lab-stopped-ones' })}</span>`
          : nothing
      }
      ${held.length > 0 ? html`<span class="warns">${msg(str`等待：${listed(held)}`, { id: 'lab-held-ones' })}</span>` : nothing}
      ${
        stops + warns > 0
          ? html`<button class="plain" @click=${look}>${icon('alert', 14)}${plural(
              msg(str`${stops + warns} 个问题`, { id: 'lab-issues' }),
            )}</button>`
          : nothing
      }
    </div>`;
}

/** To the cent. */
function sumOf(invoices: readonly PendingInvoice[], member: 'gross' | 'tax'): string {
  return sum(
    invoices.flatMap((one) => {
      const value = one[member];
      return typeof value === 'string' && value !== '' ? [value] : [];
    }),
  );
}
