import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { invoiceFace, type ShortNames } from './invoice-face.ts';

/** The face of an invoice, with what the tax categories of its lines are called for short. */
export async function faceOf(store: Store, call: Call, invoice: Wire<'invoice'>): Promise<string> {
  return invoiceFace(invoice, await shortNamesOf(store, call, invoice));
}

async function shortNamesOf(store: Store, call: Call, { lines }: Wire<'invoice'>): Promise<ShortNames> {
  const form = knownForm(call, 'tax-category');
  const codes = [...new Set(lines?.flatMap(({ taxCode }) => taxCode ?? []))];
  if (!form || codes.length === 0) return new Map();
  const { items } = await store.list(asPlatform(call), form, {
    view: 'manage',
    limit: codes.length,
    fields: ['number', 'shortName'],
    filter: { fact: 'number', operator: 'in', value: codes },
  });
  return new Map(
    items.flatMap(({ number, shortName }) => (number && shortName ? [[number, shortName] as const] : [])),
  );
}
