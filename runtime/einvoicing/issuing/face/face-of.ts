import { isObject, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { asPlatform } from '../documents/document-forms.ts';
import { invoiceFace, type ShortNames } from './invoice-face.ts';

/** The face of an invoice, with what the tax categories of its lines are called for short. */
export async function faceOf(store: Store, call: Call, invoice: JsonObject): Promise<string> {
  return invoiceFace(invoice, await shortNamesOf(store, call, invoice));
}

async function shortNamesOf(store: Store, call: Call, { lines }: JsonObject): Promise<ShortNames> {
  const form = call.served.model.formsById.get('tax-category');
  const rows = Array.isArray(lines) ? lines.filter(isObject) : [];
  const codes = [...new Set(rows.flatMap(({ taxCode }) => (typeof taxCode === 'string' ? [taxCode] : [])))];
  if (!form || codes.length === 0) return new Map();
  const { items } = await store.list(asPlatform(call), form, {
    view: 'manage',
    limit: codes.length,
    fields: ['number', 'shortName'],
    filter: { fact: 'number', operator: 'in', value: codes },
  });
  return new Map(
    items.flatMap(({ number, shortName }) =>
      typeof shortName === 'string' && shortName !== '' ? [[String(number), shortName] as const] : [],
    ),
  );
}
