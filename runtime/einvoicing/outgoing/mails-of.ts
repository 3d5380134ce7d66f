import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../work/outbox/outbox.ts';
import { knownForm } from '../forms/forms.ts';
import { readIfThere } from '../forms/read-if-there.ts';
import { documentOf, joined } from './common/document-of.ts';
import { nextTime } from './common/next-time.ts';
import type { Noted } from './common/noted.ts';
import { parameterText } from './common/parameter-text.ts';

interface Around {
  readonly store: Pick<Store, 'list' | 'read'>;
  readonly zone: (org: string) => string;
}

/** Milliseconds in which invoices that are issued together find each other. */
const gathering = 10_000;

/** The e-mail that an issued invoice goes by, or joins; and those that waited for its files. */
export async function mailsOf(around: Around, call: Call, event: OutboxEvent): Promise<readonly Noted[]> {
  if (event.kind === 'invoice-face') return released(around, call, event);
  if (event.kind !== 'invoice-issued') return [];
  const invoice = await readIfThere(around.store, call, 'invoice', event.record);
  if (!invoice || !isMailed(call, invoice)) return [];
  const scheme = await batchSchemeFor(around, call, invoice);
  const about = await documentOf(around, call, event, invoice);
  if (!scheme) return [{ form: 'invoice-mail', body: { ...mailOf(invoice), ...about } }];
  const key = `${scheme.id} ${keyOf(scheme, invoice, event)}`.slice(0, 100);
  const open = await openMail(around, call, key);
  if (open) {
    const rows = open.invoices ?? [];
    if (rows.some((row) => row.invoice?.id === invoice.id)) return [];
    const invoices = [...rows, { invoice: { id: invoice.id } }];
    return [{ form: 'invoice-mail', of: open, body: { invoices, ...joined(open, about) } }];
  }
  const named = scheme.mailScheme;
  const body = {
    ...mailOf(invoice),
    ...about,
    gathering: key,
    nextAt: timeFor(around, call, scheme),
    ...(named ? { scheme: { id: named.id } } : {}),
  };
  return [{ form: 'invoice-mail', body }];
}

/** Red invoices go out where a parameter says so, and always where an application asked for them. */
function isMailed(call: Call, invoice: Wire<'invoice'>): boolean {
  if (!invoice.buyerEmail) return false;
  if (parameterText(call, 'invoicefile_config', 'not_upload_s3') === 'notUploadS3') return false;
  if (invoice.sign !== 'red' || isObject(invoice.application)) return true;
  return parameterText(call, 'push_sms_config', 'red_push_sms') === '1';
}

function mailOf(invoice: Wire<'invoice'>): JsonObject {
  const { buyerEmail = null, buyerName = null } = invoice;
  return { recipient: buyerEmail, buyerName, invoices: [{ invoice: { id: invoice.id } }] };
}

/** The newest enabled scheme of the organisation that is for this kind of invoice. */
async function batchSchemeFor({ store }: Around, call: Call, { invoiceType }: Wire<'invoice'>) {
  const form = knownForm(call, 'batch-push-scheme');
  if (!form) return undefined;
  const { items } = await store.list(call, form, {
    filter: { fact: 'enabled', operator: 'equal', value: true },
    sort: ['-modifiedAt', 'id'],
    limit: 100,
  });
  const found = items.find(
    ({ invoiceTypes }) => !invoiceTypes?.length || invoiceTypes.some((one) => one === invoiceType),
  );
  return found && store.read(call, form, found.id);
}

function keyOf(
  { grouping }: Wire<'batch-push-scheme'>,
  invoice: Wire<'invoice'>,
  { document }: OutboxEvent,
): string {
  if (grouping === 'document') return document;
  return String(grouping === 'buyer' ? (invoice.buyerTaxNo ?? invoice.buyerName) : invoice.buyerEmail);
}

async function openMail(
  { store }: Around,
  call: Call,
  key: string,
): Promise<Wire<'invoice-mail'> | undefined> {
  const form = knownForm(call, 'invoice-mail');
  if (!form) return undefined;
  const {
    items: [open],
  } = await store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'gathering', operator: 'equal', value: key },
        { fact: 'state', operator: 'equal', value: 'waiting' },
        { fact: 'attempts', operator: 'equal', value: 0 },
        { fact: 'org', operator: 'equal', value: call.org },
      ],
    },
    limit: 1,
  });
  return open && store.read(call, form, open.id, 'manage');
}

/** automatic: as soon as those issued together are known; timed: at the next of the scheme's times. */
function timeFor({ zone }: Around, call: Call, scheme: Wire<'batch-push-scheme'>): string {
  const { instant } = call.now;
  const times = (scheme.times ?? []).flatMap(({ time }) => time ?? []);
  if (scheme.pushMode !== 'timed' || times.length === 0) return addMilliseconds(instant, gathering);
  return nextTime(instant, times, zone(call.org));
}

async function released({ store }: Around, call: Call, event: OutboxEvent): Promise<readonly Noted[]> {
  const form = knownForm(call, 'invoice-mail');
  if (!form) return [];
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: {
      all: [
        { fact: 'invoices.invoice', operator: 'equal', value: event.record },
        { fact: 'state', operator: 'equal', value: 'held' },
      ],
    },
    limit: 500,
    fields: ['state'],
  });
  return items.map((held) => ({
    form: 'invoice-mail',
    of: held,
    body: { state: 'waiting', nextAt: null },
  }));
}
