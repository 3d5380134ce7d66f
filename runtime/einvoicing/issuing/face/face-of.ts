import { isObject } from '../../../../metadata/common/json.ts';
import { textOf } from '../../../../metadata/common/read.ts';
import { toLocal } from '../../../../rules/calendar.ts';
import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform, requireForms } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { facesOf, type ShortNames } from './face-lines.ts';
import { invoiceFace } from './invoice-face.ts';

/** Codes that are looked up in one pass. */
const atOnce = 200;

/** The face of an invoice as it was issued; of one that kept less, with what its tax categories are called today. */
export async function faceOf(
  { store, zone }: Pick<IssuingParts, 'store' | 'zone'>,
  call: Call,
  invoice: Wire<'invoice'>,
): Promise<string> {
  const { invoice: form } = requireForms(call);
  const org = isObject(invoice['org']) ? textOf(invoice['org']['id']) : null;
  const day = invoice.issuedAt ? toLocal(invoice.issuedAt, zone(org ?? call.org)).date : '';
  if (invoice.faceTax) return invoiceFace(invoice, form, day);
  const { lines, faceTax } = facesOf(invoice, await shortNamesOf(store, call, invoice));
  const faced = (invoice.lines ?? []).map((line, at) => ({ ...line, ...lines[at] }));
  return invoiceFace({ ...invoice, lines: faced, faceTax }, form, day);
}

/** Short names of the tax categories of its lines. */
export async function shortNamesOf(
  store: Pick<Store, 'list'>,
  call: Call,
  { lines }: Pick<Wire<'pending-invoice'>, 'lines'>,
): Promise<ShortNames> {
  const form = knownForm(call, 'tax-category');
  const codes = [...new Set(lines?.flatMap(({ taxCode }) => taxCode ?? []))];
  const names = new Map<string, string>();
  for (let from = 0; form && from < codes.length; from += atOnce) {
    const value = codes.slice(from, from + atOnce);
    const { items } = await store.list(asPlatform(call), form, {
      view: 'manage',
      limit: value.length,
      fields: ['number', 'shortName'],
      filter: { fact: 'number', operator: 'in', value },
    });
    for (const { number, shortName } of items) if (number && shortName) names.set(number, shortName);
  }
  return names;
}
