import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Reference } from '../../../metadata/record-of.ts';
import type { BatchHow } from '../../../rules/einvoicing/contract/issue-asked.ts';
import type { Batched, IssueOutcomeSaid, IssuePreview } from '../../../rules/einvoicing/contract/issued.ts';
import type { Forms } from '../../../rules/einvoicing/forms/forms.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import { forms } from '../../model/forms.ts';
import type { RouteAnswer } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

/** Names of the forms that a document goes through. */
export const stationForms = {
  application: 'invoice-application',
  pending: 'pending-invoice',
  invoice: 'invoice',
} as const;

export type StationForm = (typeof stationForms)[keyof typeof stationForms];

/** The outcome wanted of applications: pending invoices that are kept, or invoices. */
export type Push = 'pending' | 'issue';

/** A record as somebody has seen it. */
export interface Seen {
  readonly id: string;
  readonly revision: number;
}

/** To questions by their id. */
export type Answers = Readonly<Record<string, boolean>>;

export interface IssueAsked {
  readonly ids: readonly string[];
  readonly push: Push;
  readonly answers: Answers;
  /** The way in which each application is split. Default: as configured. */
  readonly split: SplitChoice | null;
}

export function previewIssuing(
  { ids, push, answers, split }: IssueAsked,
  signal: AbortSignal,
): Promise<IssuePreview> {
  const applications = ids.map((id) => ({ id }));
  const body = { applications, push, answers, by: 'page', ...splitOf(split) } as const;
  return einvoicingApi.call('POST /api/issuing/applications/preview', { body, signal });
}

/** A choice as it is sent. */
function splitOf(split: SplitChoice | null): { readonly split?: JsonObject } {
  return split ? { split: JSON.parse(JSON.stringify(split)) } : {};
}

/** As it was previewed: an application that became another meanwhile is not issued. */
export function issueSeen(
  applications: readonly Seen[],
  { push, answers, split }: Omit<IssueAsked, 'ids'>,
): Promise<IssueOutcomeSaid> {
  const body = {
    applications: applications.map(({ id, revision }) => ({ id, ifMatch: revision })),
    push,
    answers,
    by: 'page',
    ...splitOf(split),
  } as const;
  return einvoicingApi.call('POST /api/issuing/applications', { body });
}

/** The state of a pending invoice. */
export interface IssueState extends Seen {
  readonly number: string;
  readonly buyerName: string | null;
  readonly invoiceType: string | null;
  readonly gross: string | null;
  readonly issueStatus: NonNullable<Wire<'pending-invoice'>['issueStatus']>;
  readonly failure: string | null;
  readonly failureCode: string | null;
  readonly notBefore: string | null;
  readonly batchOrder: number | null;
  readonly invoice: Reference | null;
  /** A simulated channel issued it. */
  readonly simulated: boolean;
}

const asked = [
  ...(['number', 'buyerName', 'invoiceType', 'gross', 'issueStatus', 'failure'] as const),
  ...(['failureCode', 'notBefore', 'batchOrder', 'invoice'] as const),
];

/** Pending invoices as they stand now, in the order asked; those that are gone or not to be seen are left out. */
export async function readStates(ids: readonly string[]): Promise<readonly IssueState[]> {
  const found = await recordsOf(stationForms.pending, { ids, fields: asked });
  const byId = new Map(found.map((one) => [one.id, one]));
  const simulated = await simulatedOf(found.flatMap(({ invoice }) => invoice?.id ?? []));
  return ids.flatMap((id) => {
    const one = byId.get(id);
    const state = one && issueStateOf(one);
    return state ? [{ ...state, simulated: simulated.has(state.invoice?.id ?? '') }] : [];
  });
}

/** Answers those of these invoices that have no legal effect, as far as one may see them. */
async function simulatedOf(ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0 || !session.form(stationForms.invoice)?.actions.includes('read')) return new Set();
  const found = await recordsOf(stationForms.invoice, { ids, fields: ['simulated'] });
  return new Set(found.filter(({ simulated }) => simulated).map(({ id }) => id));
}

function issueStateOf(pending: Wire<'pending-invoice'>): Omit<IssueState, 'simulated'> {
  return {
    id: pending.id,
    revision: pending.revision,
    number: pending.number ?? '',
    buyerName: pending.buyerName || null,
    invoiceType: pending.invoiceType ?? null,
    gross: pending.gross ?? null,
    failure: pending.failure || null,
    failureCode: pending.failureCode || null,
    issueStatus: pending.issueStatus ?? 'pending',
    notBefore: pending.notBefore ?? null,
    batchOrder: pending.batchOrder ?? null,
    invoice: pending.invoice ?? null,
  };
}

interface RecordsQuestion {
  readonly fields: readonly string[];
  readonly ids?: readonly string[];
  readonly filter?: JsonObject;
}

/** Ids in one question: an address has its limits. */
const together = 50;

/** Records of a form as far as one may see them, of these ids or by a filter. */
export async function recordsOf<Id extends StationForm | 'red-information'>(
  form: Id,
  { fields, ids, filter = {} }: RecordsQuestion,
): Promise<readonly Wire<Id>[]> {
  const found: Wire<Id>[] = [];
  const { byName } = await forms.get(form);
  const seen = fields.filter((name) => byName.has(name));
  const filters = ids
    ? portions(ids).map((part): JsonObject => ({ fact: 'id', operator: 'in', value: part }))
    : [filter];
  for (const one of filters)
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = {
        view: 'manage',
        limit: 100,
        fields: seen.join(','),
        filter: JSON.stringify(one),
        ...(cursor && { cursor }),
      } as const;
      const page: RouteAnswer<'GET /api/forms/:form/records'> = await session.api.call(
        'GET /api/forms/:form/records',
        { path: { form }, query },
      );
      found.push(...(page.items as readonly Wire<Id>[]));
      cursor = page.next;
    }
  return found;
}

/** One of them, as its manager sees it. */
export async function readOne<Id extends keyof Forms>(
  form: Id,
  id: string,
  signal?: AbortSignal,
): Promise<Wire<Id>> {
  const query = { view: 'manage' } as const;
  const path = { form, id };
  return (await session.api.call('GET /api/forms/:form/records/:id', {
    path,
    query,
    ...(signal ? { signal } : {}),
  })) as Wire<Id>;
}

function portions(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / together) }, (_, at) =>
    ids.slice(at * together, (at + 1) * together),
  );
}

/** Sends pending invoices to be issued, those that failed among them. */
export function issuePending(records: readonly Seen[], how: BatchHow = {}): Promise<Batched> {
  const pendingInvoices = records.map(({ id, revision }) => ({ id, ifMatch: revision }));
  return einvoicingApi.call('POST /api/issuing/pending-invoices', { body: { pendingInvoices, ...how } });
}

/** Stops pending invoices that were not sent yet; answers those that are being stopped. */
export async function stopIssuing(pendingInvoices: readonly string[]): Promise<readonly string[]> {
  const body = { pendingInvoices };
  return (await einvoicingApi.call('POST /api/issuing/pending-invoices/stop', { body })).stopping;
}
