import { isObject } from '../../../metadata/common/json.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../work/outbox/outbox.ts';
import { knownForm } from '../forms/forms.ts';
import { readIfThere } from '../forms/read-if-there.ts';
import { documentOf, joined } from './common/document-of.ts';
import type { Noted } from './common/noted.ts';
import { parameterText } from './common/parameter-text.ts';
import { afterQuiet } from './common/quiet-hours.ts';

interface Around {
  readonly store: Pick<Store, 'list' | 'read' | 'setting'>;
  readonly zone: (org: string) => string;
}

/** Milliseconds in which invoices that are issued together find each other. */
const gathering = 10_000;

/** The text message that tells a buyer of an issued invoice, or that it joins. */
export async function smsOf(
  { store, zone }: Around,
  call: Call,
  event: OutboxEvent,
): Promise<readonly Noted[]> {
  if (event.kind !== 'invoice-issued') return [];
  const settingForm = knownForm(call, 'other-settings');
  if (!knownForm(call, 'invoice-sms') || !settingForm) return [];
  const setting = await store.setting(call, settingForm);
  if (!setting.sms || !isListed(setting, call.org)) return [];
  if (parameterText(call, 'invoicefile_config', 'not_upload_s3') === 'notUploadS3') return [];
  const invoice = await readIfThere(store, call, 'invoice', event.record);
  if (!invoice?.buyerMobile || !isFor(call, invoice)) return [];
  const { buyerMobile, buyerName = null } = invoice;
  const quiet = parameterText(call, 'system', 'smsQuietHours');
  const isMerged = setting.smsMode === 'merged';
  const key = buyerMobile.slice(0, 100);
  const open = isMerged ? await openSms(store, call, key) : undefined;
  const about = await documentOf({ store }, call, event, invoice);
  if (open) {
    const rows = open.invoices ?? [];
    if (rows.some((row) => row.invoice?.id === invoice.id)) return [];
    return [
      {
        form: 'invoice-sms',
        of: open,
        body: { invoices: [...rows, { invoice: { id: invoice.id } }], ...joined(open, about) },
      },
    ];
  }
  const from = isMerged ? addMilliseconds(call.now.instant, gathering) : call.now.instant;
  const body = {
    recipient: buyerMobile,
    buyerName,
    ...about,
    invoices: [{ invoice: { id: invoice.id } }],
    ...(isMerged ? { gathering: key } : {}),
    nextAt: afterQuiet(from, quiet, zone(call.org)),
  };
  return [{ form: 'invoice-sms', body }];
}

/** Only companies that the setting lists. */
function isListed({ smsCompanies }: Wire<'other-settings'>, org: string): boolean {
  return smsCompanies?.some(({ organisation }) => organisation?.id === org) ?? false;
}

/** Red invoices as they are mailed. */
function isFor(call: Call, { sign, application }: Wire<'invoice'>): boolean {
  if (sign !== 'red' || isObject(application)) return true;
  return parameterText(call, 'push_sms_config', 'red_push_sms') === '1';
}

async function openSms(store: Pick<Store, 'list' | 'read'>, call: Call, key: string) {
  const form = knownForm(call, 'invoice-sms');
  if (!form) return undefined;
  const { items } = await store.list(call, form, {
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
  const [open] = items;
  return open && store.read(call, form, open.id, 'manage');
}
