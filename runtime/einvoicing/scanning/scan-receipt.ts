import type { ScanReceipt } from '../../../rules/einvoicing/contract/scanning.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import { maskedName } from '../../../rules/einvoicing/scan/judge-page.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { asPlatform, requireForms } from '../issuing/documents/document-forms.ts';
import { fileIn, sharedFileLink } from '../outgoing/files/shared-file.ts';

interface Parts {
  readonly store: Pick<Store, 'list' | 'read'>;
  readonly url: string;
}

const formats = ['pdf', 'ofd', 'xml'] as const;

/** What became of the application of a customer; null: it is not there any more, or nobody's who scanned. */
export async function readReceipt(parts: Parts, stranger: Call, id: string): Promise<ScanReceipt | null> {
  const { store } = parts;
  const forms = requireForms(stranger);
  const call = asPlatform(stranger, stranger.served.orgs.root);
  const one = { view: 'manage', limit: 1 } as const;
  const is = { fact: 'id', operator: 'equal', value: id } as const;
  const { items } = await store.list(call, forms.application, { ...one, filter: is });
  const [application] = items;
  if (!application?.scannedCode) return null;
  const { items: pending } = await store.list(call, forms.pending, {
    view: 'manage',
    filter: { fact: 'sources.application', operator: 'equal', value: id },
    fields: ['issueStatus', 'invoice', 'sources'],
    limit: 50,
  });
  const issued = pending.filter(({ issueStatus }) => issueStatus === 'issued');
  const invoices = await Promise.all(issued.map((one) => invoiceOf(parts, call, one, id)));
  return {
    number: application.number ?? null,
    seller: application.sellerName ?? '',
    buyerName: shownName(application),
    gross: application.gross ?? '',
    businessNumber: application.businessNumber ?? '',
    at: application.createdAt ?? '',
    state: stateOf(application, pending),
    invoices: invoices.filter((one) => one !== null),
  };
}

function stateOf(
  application: Wire<'invoice-application'>,
  pending: readonly Wire<'pending-invoice'>[],
): ScanReceipt['state'] {
  const has = (status: Wire<'pending-invoice'>['issueStatus']) =>
    pending.some(({ issueStatus }) => issueStatus === status);
  if (pending.length === 0) {
    const { closed, billStatus } = application;
    return closed === true || billStatus === 'voided' ? 'refused' : 'waiting';
  }
  if (has('failed')) return 'delayed';
  const isWhole = application.applyStatus !== 'partial' && !has('pending') && !has('issuing');
  return isWhole ? 'issued' : 'waiting';
}

/** A person who was found by his mobile is named to nobody who only knew that. */
function shownName({ buyerKind, buyerName }: Wire<'invoice-application'>): string {
  const name = buyerName ?? '';
  return buyerKind === 'person' ? maskedName(name) : name;
}

/** Files are shown of what is the customer's alone: an invoice of several applications tells of others as well. */
async function invoiceOf(
  { store, url }: Parts,
  call: Call,
  { invoice: named, sources }: Wire<'pending-invoice'>,
  application: string,
): Promise<ScanReceipt['invoices'][number] | null> {
  if (!named) return null;
  const invoice = await store.read(call, requireForms(call).invoice, named.id, 'manage');
  const isOwn = sources?.every(({ application: from }) => from?.id === application);
  if (!isOwn) return null;
  const status = invoice.invoiceStatus ?? 'normal';
  const isOver = status === 'void' || status === 'red';
  const files = formats.flatMap((format) => {
    const link = fileIn(invoice, format) === null ? null : sharedFileLink(url, invoice.requestId, format);
    return link === null || isOver ? [] : [{ format, url: link }];
  });
  return { number: invoice.number ?? null, gross: invoice.gross ?? '', status, files };
}
