import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { requireForms } from '../documents/document-forms.ts';

const parties = ['sellerTaxNo', 'buyerTaxNo', 'buyerName'] as const;

/**
 * Forms of which the caller may not see all that is compared, in the organisation of the call: what is found without
 * would not be what issuing finds. `compared`: ids of fields of invoices that rules compare beside.
 */
export function unseenForms(call: Call, compared: readonly string[]): readonly Form[] {
  const { invoice, confirmation, pending, information } = requireForms(call);
  const needed: readonly (readonly [Form, readonly string[]])[] = [
    [
      invoice,
      ['number', 'sign', 'invoiceStatus', 'invoiceType', 'issuedAt', 'lines', ...parties, ...compared],
    ],
    [confirmation, ['number', 'status', 'source', 'issued', 'enteredAt', 'blueInvoice', 'lines', ...parties]],
    [pending, ['redConfirmation', 'redInformation']],
    ...(information ? [[information, ['status', 'blueInvoice', 'informationNo', 'lines']] as const] : []),
  ];
  return needed.flatMap(([form, ids]) => (sees(call, form, ids) ? [] : [form]));
}

function sees({ rights, org }: Call, form: Form, ids: readonly string[]): boolean {
  const scope = rights.scope(form, 'read');
  if (scope !== 'all' && !scope.has(org)) return false;
  return ids
    .flatMap((id) => form.byId.get(id) ?? [])
    .flatMap((field) => [field, ...(field.rows?.fields ?? [])])
    .every((field) => field.hidden || rights.readable(form, field));
}
