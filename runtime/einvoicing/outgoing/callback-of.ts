import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { wordOf } from '../../../metadata/common/read.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { ParameterText } from '../../../rules/decisions/parameter-text.ts';
import { callbacksOf, type InvoiceEvent } from '../../../rules/einvoicing/callbacks/callbacks.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { OutboxEvent } from '../../work/outbox/outbox.ts';
import { knownForm } from '../forms/forms.ts';
import { readIfThere } from '../forms/read-if-there.ts';
import { documentOf } from './common/document-of.ts';
import type { Noted } from './common/noted.ts';
import { parameterText } from './common/parameter-text.ts';
import { formats } from './compose-mail.ts';

/** Ways in by which business systems bring documents: they want to know what became of them. */
const answeredTo = new Set(['api', 'receivable', 'scan', 'customs']);

const answeredKinds: ReadonlySet<string> = new Set([
  'invoice-issued',
  'invoice-face',
  'issue-failed',
  'invoice-voided',
]);

/** Forms of the documents that events are about. */
const eventForms = ['invoice', 'pending-invoice', 'invoice-application'] as const;
type EventForm = (typeof eventForms)[number];

/** The callback that an event asks for, by the organisation's parameters; none where nobody is to be told. */
export async function callbackOf(
  { store }: { readonly store: Pick<Store, 'list' | 'read'> },
  call: Call,
  event: OutboxEvent,
): Promise<readonly Noted[]> {
  if (!answeredKinds.has(event.kind) || !(await hasAddress(store, call))) return [];
  const form = wordOf(eventForms, event.form);
  const record = form && (await readIfThere(store, call, form, event.record));
  if (!record || !isAwaited(record)) return [];
  const kind = dueKind(call, event, record);
  if (kind === null) return [];
  if (event.kind === 'invoice-face' && (await hasCallback(store, call, record.id, kind))) return [];
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

const kindOf = { invoice: 'issued', file: 'file', failure: 'failed' } as const;

/** What the source system hears because of an event: what it hears with it, but would not have heard without. */
function dueKind(call: Call, event: OutboxEvent, record: Wire<EventForm>): CallbackKind | null {
  // A void is told whenever it happens: nothing configures it.
  if (event.kind === 'invoice-voided') return 'voided';
  const parameter: ParameterText = (type, key) => parameterText(call, type, key);
  const { before, now } = happened(event, record);
  const about = { invoiceType: record.invoiceType ?? null, applications: [] };
  const heard = callbacksOf({ ...about, events: before }, parameter).length;
  const due = callbacksOf({ ...about, events: [...before, ...now] }, parameter)[heard];
  return due ? kindOf[due.kind] : null;
}

/** What had become of an invoice before an event, and what the event says. */
function happened(
  { kind, at, payload }: OutboxEvent,
  record: Wire<EventForm>,
): { readonly before: readonly InvoiceEvent[]; readonly now: readonly InvoiceEvent[] } {
  if (kind === 'invoice-issued') return { before: [], now: [{ at, what: 'issued' }] };
  if (kind === 'issue-failed') return { before: [], now: [{ at, what: 'failed' }] };
  if (kind !== 'invoice-face') return { before: [], now: [] };
  const [fresh, known] = [
    formats.filter((format) => Boolean(payload[format])),
    formats.filter((format) => !payload[format] && isThere(record, format)),
  ];
  const files = (some: readonly (typeof formats)[number][]) => some.map((what) => ({ at, what }));
  return { before: [{ at, what: 'issued' }, ...files(known)], now: files(fresh) };
}

/** A file that the invoice has taken, or a link to one elsewhere. */
function isThere(record: Wire<EventForm>, format: (typeof formats)[number]): boolean {
  return Boolean(record[format] ?? record[`${format}Url`]);
}

/** Files may come one after another while events wait: of each invoice each is told once. */
async function hasCallback(store: Pick<Store, 'list'>, call: Call, invoice: string, event: CallbackKind) {
  const form = knownForm(call, 'callback');
  if (!form) return false;
  const filter: Condition = {
    all: [
      { fact: 'invoice', operator: 'equal', value: invoice },
      { fact: 'event', operator: 'equal', value: event },
    ],
  };
  return (await store.list(call, form, { filter, limit: 1, fields: ['event'] })).items.length > 0;
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
    const found = await readIfThere(store, call, 'invoice-application', id);
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
