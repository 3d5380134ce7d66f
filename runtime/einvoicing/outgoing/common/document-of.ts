import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import type { Store, WireRecord } from '../../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../../work/outbox/outbox.ts';

/** The application that an event is about, and the pending invoice; of one that somebody made by hand there is no application. */
export async function documentOf(
  { store }: { readonly store: Pick<Store, 'read'> },
  call: Call,
  { document, form, record }: Pick<OutboxEvent, 'document' | 'form' | 'record'>,
  about: WireRecord,
): Promise<JsonObject> {
  const pending = form === 'pending-invoice' ? record : idIn(about['pendingInvoice']);
  const forms = call.served.model.formsById;
  // What is gone meanwhile is not referred to any more.
  const existing = async (name: string, id: string | null): Promise<JsonObject | null> => {
    const found = forms.get(name);
    const read = found && id !== null && (await store.read(call, found, id, 'manage').catch(() => null));
    return read ? { id: read.id } : null;
  };
  return {
    application: document === pending ? null : await existing('invoice-application', document),
    pendingInvoice: await existing('pending-invoice', pending),
  };
}

/** What goes out is of one document where both name the same: its application, or else its pending invoice. */
export function documentIn(record: JsonObject): { readonly field: string; readonly id: string } | null {
  for (const field of ['application', 'pendingInvoice']) {
    const id = idIn(record[field]);
    if (id !== null) return { field, id };
  }
  return null;
}

/** What is left of the documents of a message that one more invoice joins: those of several are told by its invoices. */
export function joined(record: JsonObject, about: JsonObject): JsonObject {
  const fields = ['application', 'pendingInvoice'];
  const other = fields.filter((field) => idIn(record[field]) !== idIn(about[field]));
  return Object.fromEntries(other.map((field) => [field, null]));
}

function idIn(pointer: Json | undefined): string | null {
  const id = isObject(pointer) ? pointer['id'] : null;
  return typeof id === 'string' ? id : null;
}
