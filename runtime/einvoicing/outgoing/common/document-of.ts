import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { Reference } from '../../../../metadata/record-of.ts';
import type { Call } from '../../../call/call.ts';
import type { Store } from '../../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../../work/outbox/outbox.ts';
import { readIfThere } from '../../forms/read-if-there.ts';

const fields = ['application', 'pendingInvoice'] as const;

/** The documents that a record is about; of several it names none. */
interface Named {
  readonly application?: Reference | null;
  readonly pendingInvoice?: Reference | null;
}

interface DocumentNamed {
  readonly application: { readonly id: string } | null;
  readonly pendingInvoice: { readonly id: string } | null;
}

/**
 * The application that an event is about, and the pending invoice; of one that somebody made by hand there is no
 * application.
 */
export async function documentOf(
  { store }: { readonly store: Pick<Store, 'read'> },
  call: Call,
  { document, form, record }: Pick<OutboxEvent, 'document' | 'form' | 'record'>,
  about: JsonObject & Pick<Named, 'pendingInvoice'>,
): Promise<DocumentNamed> {
  const pending = form === 'pending-invoice' ? record : (about.pendingInvoice?.id ?? null);
  // A document that is gone meanwhile is not referred to any more.
  const existing = async (name: 'invoice-application' | 'pending-invoice', id: string | null) => {
    const read = await readIfThere(store, call, name, id);
    return read ? { id: read.id } : null;
  };
  return {
    application: document === pending ? null : await existing('invoice-application', document),
    pendingInvoice: await existing('pending-invoice', pending),
  };
}

/** Finds the one document that a message is about: its application, or else its pending invoice. */
export function documentIn(
  record: JsonObject & Named,
): { readonly field: string; readonly id: string } | null {
  for (const field of fields) {
    const id = record[field]?.id;
    if (id) return { field, id };
  }
  return null;
}

/**
 * Answers the documents to forget of a message that one more invoice joins: those of several are told by its invoices.
 */
export function joined(record: JsonObject & Named, about: DocumentNamed): Readonly<Record<string, null>> {
  const other = fields.filter((field) => record[field]?.id !== about[field]?.id);
  return Object.fromEntries(other.map((field) => [field, null]));
}
