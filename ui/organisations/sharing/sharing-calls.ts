import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { SavedRecord, WireRecord } from '../../../metadata/contract/records/record.ts';
import type { Holdable, Holding, PairAnswer, Usable } from '../../../rules/sharing/contract.ts';
import type { SharingPage } from '../../../rules/sharing/how.ts';
import { ApiProblem } from '../../session/api.ts';
import type { ListPage, RouteAnswer, RouteQuery } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import type { AssignRound } from './sharing-rounds.ts';

const route = '/api/forms/:form/assignments';

type HoldingsPage = SharingPage<Holding>;

/** The query of the list of assignments. */
export type AssignmentsQuery = RouteQuery<`GET ${typeof route}`>;

/** A page of the records that an organisation uses, or could be given. */
export async function usablesOf(
  form: string,
  query: AssignmentsQuery,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ListPage<Usable | Holdable>> {
  const page = await session.api.page(`GET ${route}`, { path: { form }, query, cursor, signal });
  return { ...page, items: page.items.filter((one) => 'record' in one) };
}

/** Reads the organisations that use a record: at most so many, or all there are. */
export async function holdingsOf(form: string, record: string, most = Infinity): Promise<HoldingsPage> {
  const items: Holding[] = [];
  let total: number | undefined;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query: AssignmentsQuery = { record, limit: 500, ...(cursor ? { cursor } : { count: true }) };
    const page: RouteAnswer<`GET ${typeof route}`> = await session.api.call(`GET ${route}`, {
      path: { form },
      query,
    });
    for (const one of page.items) if ('org' in one) items.push(one);
    total ??= page.total;
    cursor = page.next;
    if (items.length >= most) return { items, next: cursor, ...(total === undefined ? {} : { total }) };
  }
  return { items, next: null, total: items.length };
}

/** Passes records on, round by round; a round that is refused as a whole is told pair by pair like any other. */
export async function assignRounds(
  form: string,
  rounds: readonly AssignRound[],
  progress: (done: number) => void = () => {},
): Promise<readonly PairAnswer[]> {
  const answers: PairAnswer[] = [];
  for (const round of rounds) {
    answers.push(
      ...(await pairsOf(round, (request) =>
        session.api.call(`POST ${route}`, { path: { form }, ...request }),
      )),
    );
    progress(answers.length);
  }
  return answers;
}

interface HowWithdrawn {
  /** Also from those below, which have them through these. */
  readonly cascade: boolean;
  /** It is only told what would be done. Default: it is done. */
  readonly dryRun?: boolean;
}

/** Takes records back from organisations, in the name of one of them. */
export function withdrawFrom(
  form: string,
  round: AssignRound,
  how: HowWithdrawn,
): Promise<readonly PairAnswer[]> {
  return pairsOf(round, ({ query, body }) =>
    session.api.call(`DELETE ${route}`, { path: { form }, query, body: { ...body, ...how } }),
  );
}

interface PairsRequest {
  readonly query: { readonly org: string };
  readonly body: { readonly records: readonly string[]; readonly orgs: readonly string[] };
}

async function pairsOf(
  { by, records, orgs }: AssignRound,
  ask: (request: PairsRequest) => Promise<{ readonly items: readonly PairAnswer[] }>,
): Promise<readonly PairAnswer[]> {
  const body = { records: idsOf(records), orgs: idsOf(orgs) };
  try {
    const { items } = await ask({ query: { org: by }, body });
    // Of what an organisation does not see the server tells no name; whoever picked it knows.
    const picked = new Map(records.map((record) => [record.id, record]));
    return items.map((said) => ({
      ...said,
      record: picked.get(said.record.id ?? '') ?? said.record,
    }));
  } catch (failure) {
    if (!(failure instanceof ApiProblem)) throw failure;
    const message = failure.errors.map((error) => error.message).join(' ') || failure.message;
    return records.flatMap((record) =>
      orgs.map((org) => ({ record, org, outcome: 'refused' as const, message })),
    );
  }
}

function idsOf(those: readonly Pointer[]): readonly string[] {
  return those.flatMap(({ id }) => id ?? []);
}

/** One of the actions about sharing. */
export interface SharingRequest {
  readonly form: string;
  readonly record: { readonly id: string; readonly revision: number };
  readonly action: 'change-sharing' | 'transfer' | 'personalise' | 'depersonalise';
  /** Number of the organisation it is done for. Default: that of the session. */
  readonly org?: string;
}

const action = 'POST /api/forms/:form/records/:id/actions/:action';

/** Does it; answers the record from then on. */
export function actOnSharing(asked: SharingRequest, body: JsonObject): Promise<SavedRecord> {
  return session.api.call(action, { ...requestOf(asked), body });
}

/** Asks for the consequences of an action, and does nothing. */
export function previewOnSharing(asked: SharingRequest, body: JsonObject, signal: AbortSignal) {
  return session.api.call(`${action}/preview`, { ...requestOf(asked), body, signal });
}

function requestOf({ form, record, action, org }: SharingRequest) {
  return { path: { form, id: record.id, action }, ifMatch: record.revision, query: { org } };
}

/** A record as one organisation uses it, with its own copy, or the original as it is managed. */
export function recordFor(
  form: string,
  id: string,
  view: 'use' | 'manage',
  org: string | undefined,
): Promise<WireRecord> {
  return session.api.call('GET /api/forms/:form/records/:id', { path: { form, id }, query: { view, org } });
}
