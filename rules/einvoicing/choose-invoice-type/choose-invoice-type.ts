import { textIn } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import { used } from '../../decisions/rules.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';
import type { Rules } from '../forms/configuration.ts';
import type { Application } from '../forms/documents.ts';

type InvoiceType = NonNullable<Application['invoiceType']>;

/** Paper that the bureau issues digitally. */
const digitalPaper: Readonly<Record<string, InvoiceType>> = { '007': '007xdp', '004': '004xdp' };

/** The type as which paper is issued where its seller has that switched on; null: as what it is. */
export function digitallyIssued(
  { invoiceType = null, sellerTaxNo = null }: Pick<Application, 'invoiceType' | 'sellerTaxNo'>,
  parameter: ParameterText,
): InvoiceType | null {
  const digital = digitalPaper[invoiceType ?? ''];
  return digital && parameter('elePaperInvoice', sellerTaxNo ?? '')?.trim() === '1' ? digital : null;
}

/**
 * Of an application that an interface pushed without one; then paper becomes digital paper where that is switched on.
 */
export async function chooseInvoiceType(
  application: Application,
  { rules, parameter }: { readonly rules: Rules; readonly parameter: ParameterText },
  level?: TraceLevel,
): Promise<Decided<{ readonly invoiceType: InvoiceType | null }>> {
  const trace = new Trace(level);
  let { invoiceType = null } = application;
  if (!invoiceType && textIn(application, 'dataSource') === 'api') {
    const [hit] = await rules.hits('invoice-type-rule', application, { first: true });
    invoiceType = hit?.record.invoiceType ?? null;
    if (hit) trace.step('type-chosen', { by: used('invoice-type-rule', hit.record), after: { invoiceType } });
  }
  const digital = digitallyIssued({ ...application, invoiceType }, parameter);
  if (digital) {
    trace.step('type-digital-paper', { before: { invoiceType }, after: { invoiceType: digital } });
    invoiceType = digital;
  }
  return trace.decided({ invoiceType });
}
