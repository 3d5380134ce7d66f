import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { wordOf } from '../../../metadata/common/read.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../work/outbox/outbox.ts';
import { knownForm } from '../forms/forms.ts';
import { documentOf } from './common/document-of.ts';
import type { Noted } from './common/noted.ts';
import { parameterText } from './common/parameter-text.ts';
import { formats } from './compose-mail.ts';

/** Ways in by which business systems bring documents: they want to know what became of them. */
const answeredTo = new Set(['api', 'receivable', 'scan', 'customs']);

/** Forms of the documents that events are about. */
const eventForms = ['invoice', 'pending-invoice', 'invoice-application'] as const;
type EventForm = (typeof eventForms)[number];

/** The callback that an event asks for, by the organisation's parameters; none where nobody is to be told. */
export async function callbackOf(
  { store }: { readonly store: Pick<Store, 'list' | 'read'> },
  call: Call,
  event: OutboxEvent,
): Promise<readonly Noted[]> {
  const kind = kindOf(call, event);
  if (kind === null || !(await hasAddress(store, call))) return [];
  const form = wordOf(eventForms, event.form);
  const record = form && (await readOf(store, call, form, event.record));
  if (!record || !isAwaited(record)) return [];
  if (event.kind === 'invoice-face' && !isTime(call, record, { kind, files: event.payload })) return [];
  const content = await contentOf(store, call, event, record);
  return [
    {
      form: 'callback',
      body: {
        event: kind,
        sourceSystem: record.sourceSystem ?? null,
        ...(await documentOf({ store }, call, event, record)),
        ...(event.form === 'invoice' ? { invoice: { id: record.id } } : {}),
        content: JSON.stringify({ event: kind, at: event.at, ...content }),
      },
    },
  ];
}

type CallbackKind = 'issued' | 'file' | 'failed' | 'voided';

/** `sim_system_source_callback_type`: 0 when it is issued, 1 when its file is there, 2 both, one after the other. */
function kindOf(call: Call, { kind }: OutboxEvent): CallbackKind | null {
  const type = parameterText(call, 'sim_config', 'sim_system_source_callback_type') ?? '0';
  if (kind === 'invoice-issued') return type === '1' ? null : 'issued';
  if (kind === 'invoice-face') return type === '1' ? 'issued' : type === '2' ? 'file' : null;
  if (kind === 'invoice-voided') return 'voided';
  if (kind !== 'issue-failed') return null;
  return parameterText(call, 'sim_error_callback', 'sim_error_callback') === '0' ? null : 'failed';
}

/**
 * Files a business system waits for: those that `invoicefile_config` names, else the PDF. The second of two is for tax
 * devices only.
 */
function isTime(
  call: Call,
  invoice: Wire<EventForm>,
  { kind, files }: { readonly kind: CallbackKind; readonly files: JsonObject },
): boolean {
  if (kind === 'file' && invoice.invoiceType?.endsWith('xdp')) return false;
  const said = parameterText(call, 'invoicefile_config', 'file') ?? '';
  const wanted = formats.filter((format) => said.toLowerCase().includes(format));
  return (wanted.length > 0 ? wanted : ['pdf']).every(
    (format) => Boolean(invoice[`${format}Url`]) || files[format] === true,
  );
}

function isAwaited({ dataSource, sourceSystem }: Wire<EventForm>): boolean {
  return answeredTo.has(dataSource ?? '') || Boolean(sourceSystem);
}

async function hasAddress(store: Pick<Store, 'list'>, call: Call): Promise<boolean> {
  const form = knownForm(call, 'callback-target');
  if (!form) return false;
  const enabled = { fact: 'enabled', operator: 'equal' as const, value: true };
  return (await store.list(call, form, { filter: enabled, limit: 1, fields: ['number'] })).items.length > 0;
}

async function readOf<Id extends EventForm>(store: Pick<Store, 'read'>, call: Call, name: Id, id: string) {
  const form = knownForm(call, name);
  return form ? store.read(call, form, id, 'manage').catch(() => undefined) : undefined;
}

async function contentOf(
  store: Pick<Store, 'read'>,
  call: Call,
  { form, payload }: OutboxEvent,
  record: WireRecord,
): Promise<JsonObject> {
  const { applications: about, message, code } = payload;
  const ids = Array.isArray(about) ? about.map(String) : [];
  const applications: JsonObject[] = [];
  for (const id of ids) {
    const found = await readOf(store, call, 'invoice-application', id);
    if (found)
      applications.push(only(found, ['id', 'number', 'businessNumber', 'sourceSystem', 'dataSource']));
  }
  const failure = message ?? code ?? null;
  return {
    applications,
    ...(form === 'invoice' ? { invoice: plain(record) } : { pendingInvoice: only(record, ['id', 'number']) }),
    ...(failure === null ? {} : { failure }),
  };
}

function only(record: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(members.map((member) => [member, record[member] ?? null]));
}

/** References by their number, and no more of them: they may be names of people. */
function plain(record: JsonObject): JsonObject {
  const of = (value: Json | undefined): Json => {
    if (Array.isArray(value)) return value.map((one) => (isObject(one) ? plain(one) : one)) as Json;
    if (!isObject(value)) return value ?? null;
    const { number, id = null } = value;
    return number ?? id;
  };
  return Object.fromEntries(Object.entries(record).map(([member, value]) => [member, of(value)]));
}
