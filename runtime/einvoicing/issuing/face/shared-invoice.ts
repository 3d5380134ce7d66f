import type { Wire } from '../../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import { asPlatform, documentForms } from '../documents/document-forms.ts';

/**
 * Answers the link to the face of a simulated invoice, for whoever has it: it goes by the request number, which nobody
 * guesses.
 */
export function faceLink(url: string, requestId: string): string {
  return `${url}/api/issuing/faces/${requestId}`;
}

/** The simulated invoice that a link leads to; null: there is none. */
export async function sharedInvoice(
  store: Store,
  caller: Call,
  key: string,
): Promise<Wire<'invoice'> | null> {
  const forms = documentForms(caller);
  if (!forms || !/^[0-9a-f-]{36}$/.test(key)) return null;
  const call = asPlatform(caller);
  const { items } = await store.list(call, forms.invoice, {
    view: 'manage',
    limit: 1,
    fields: ['number'],
    filter: {
      all: [
        { fact: 'requestId', operator: 'equal', value: key },
        { fact: 'simulated', operator: 'equal', value: true },
      ],
    },
  });
  const [found] = items;
  return found ? store.read(call, forms.invoice, found.id, 'manage') : null;
}
