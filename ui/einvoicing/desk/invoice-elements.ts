import { html, nothing, type TemplateResult } from 'lit';
import { rowsIn } from '../../../rules/decisions/rules.ts';
import type { PendingInvoice } from '../../../rules/einvoicing/plan/plan.ts';
import { clauses, colon } from '../../session/i18n.ts';

/** What an invoice of a special business says of it, in a list of facts: a line for each subject. */
export function invoiceElements(invoice: PendingInvoice, label: string): TemplateResult | typeof nothing {
  // Whoever may not read their values sees none of them.
  const said = rowsIn(invoice, 'specialElements').filter(({ value }) => value);
  const bySubject = Map.groupBy(said, ({ subject }) => subject);
  if (bySubject.size === 0) return nothing;
  const lines = [...bySubject.values()].map(
    (elements) =>
      html`<div>${clauses(elements.map((one) => `${one['label']}${colon()}${one['value']}`))}</div>`,
  );
  return html`<dt>${label}</dt><dd>${lines}</dd>`;
}
