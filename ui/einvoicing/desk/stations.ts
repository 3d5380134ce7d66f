import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import { recordsOf, type StationForm, stationForms } from './desk-data.ts';

/** One stop of a document on its way, with the records that stand there. */
export interface Station {
  readonly key: 'application' | 'pending' | 'invoice' | 'red-pending' | 'red';
  /** Name of their form. */
  readonly form: string;
  readonly records: readonly Wire<StationForm>[];
}

/** Records that one looks on from: an address has its limits. */
const most = 50;

const fields = {
  application: ['number', 'buyerName', 'gross', 'applyStatus'],
  pending: ['number', 'buyerName', 'gross', 'issueStatus', 'invoice', 'application', 'blueInvoice'],
  invoice: ['number', 'buyerName', 'gross', 'invoiceStatus', 'sign', 'pendingInvoice', 'blueInvoice'],
} as const;

/** The fields of a record that name the documents it came from. */
type Underway = Pick<Wire<'pending-invoice'>, 'id' | 'blueInvoice' | 'sources' | 'application'> &
  Pick<Wire<'invoice'>, 'pendingInvoice'>;

/** The documents at which the way of a document begins. */
interface Origin {
  readonly applications: readonly string[];
  readonly pendings: readonly string[];
  readonly invoices: readonly string[];
}

const nowhere: Origin = { applications: [], pendings: [], invoices: [] };

/** The whole way that a document is on, from wherever one stands, as far as one may see it. */
export async function stationsOf(form: string, record: ListedRecord): Promise<readonly Station[]> {
  const origin = await originOf(form, record);
  const applications = await found('application', { ids: origin.applications });
  const byApplication =
    origin.applications.length > 0 ? await found('pending', from(origin.applications)) : [];
  const pendings = unique([...byApplication, ...(await found('pending', { ids: origin.pendings }))]);
  const made = pendings.flatMap(({ invoice }) => invoice?.id ?? []);
  const invoices = await found('invoice', { ids: [...new Set([...origin.invoices, ...made])] });
  const blues = invoices.filter(({ sign }) => sign !== 'red').map(({ id }) => id);
  const reds = blues.length > 0 ? await found('pending', { filter: within('blueInvoice', blues) }) : [];
  const redPendings = reds.filter(({ id }) => !pendings.some((one) => one.id === id));
  const redMade = redPendings.flatMap(({ invoice }) => invoice?.id ?? []);
  const redInvoices = await found('invoice', {
    ids: redMade.filter((id) => !invoices.some((one) => one.id === id)),
  });
  const stations: readonly Station[] = [
    { key: 'application', form: stationForms.application, records: applications },
    { key: 'pending', form: stationForms.pending, records: pendings },
    { key: 'invoice', form: stationForms.invoice, records: invoices },
    { key: 'red-pending', form: stationForms.pending, records: redPendings },
    { key: 'red', form: stationForms.invoice, records: redInvoices },
  ];
  return stations.filter(({ records }) => records.length > 0);
}

/** Upwards: a red one to its blue one, an invoice to what it was pending as, that to its applications. */
async function originOf(form: string, record: Underway): Promise<Origin> {
  if (form === stationForms.application) return { ...nowhere, applications: [record.id] };
  const blue = record.blueInvoice?.id;
  if (blue !== undefined) {
    const [invoice] = await found('invoice', { ids: [blue] });
    if (invoice) return originOf(stationForms.invoice, { ...invoice, blueInvoice: null });
  }
  if (form === stationForms.pending) {
    const { sources, application } = record;
    const applications = [application, ...(sources ?? []).map((row) => row.application)].flatMap(
      (one) => one?.id ?? [],
    );
    return applications.length > 0
      ? { ...nowhere, applications: [...new Set(applications)] }
      : { ...nowhere, pendings: [record.id] };
  }
  if (form !== stationForms.invoice) return nowhere;
  const pending = record.pendingInvoice?.id;
  const [known] = pending === undefined ? [] : await found('pending', { ids: [pending] });
  return known
    ? originOf(stationForms.pending, { ...known, blueInvoice: null })
    : { ...nowhere, invoices: [record.id] };
}

async function found<S extends keyof typeof fields>(
  station: S,
  asked: { readonly ids?: readonly string[]; readonly filter?: JsonObject },
): Promise<readonly Wire<(typeof stationForms)[S]>[]> {
  const form = stationForms[station];
  if (asked.ids?.length === 0 || !session.form(form)?.actions.includes('read')) return [];
  return recordsOf(form, { ...asked, fields: fields[station] });
}

/** Pending invoices that applications became, those among them that were merged with others. */
function from(applications: readonly string[]) {
  return {
    filter: { any: [within('application', applications), within('sources.application', applications)] },
  };
}

function within(fact: string, ids: readonly string[]): JsonObject {
  return { fact, operator: 'in', value: ids.slice(0, most) };
}

function unique<R extends { readonly id: string }>(records: readonly R[]): readonly R[] {
  return [...new Map(records.map((one) => [one.id, one])).values()];
}
