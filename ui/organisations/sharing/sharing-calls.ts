import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { Holding, PairAnswer } from '../../../rules/sharing/contract.ts';
import type { SharingPage } from '../../../rules/sharing/how.ts';
import { ApiProblem } from '../../session/api.ts';
import { session } from '../../session/session.ts';
import type { AssignRound } from './sharing-rounds.ts';

const route = '/api/forms/:form/assignments';

type HoldingsPage = SharingPage<Holding>;

export function assignmentsPath(form: string): string {
  return `/api/forms/${encodeURIComponent(form)}/assignments`;
}

/** Which organisations use a record: so many, or all there are. */
export async function holdingsOf(form: string, record: string, most = Infinity): Promise<HoldingsPage> {
  const items: Holding[] = [];
  let total: number | undefined;
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { record, limit: 500, ...(cursor ? { cursor } : { count: true }) };
    const page = await session.api.get<HoldingsPage>(assignmentsPath(form), { query });
    items.push(...page.items);
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

/** Takes records back from organisations, in the name of one of them. */
export function withdrawFrom(
  form: string,
  round: AssignRound,
  cascade: boolean,
): Promise<readonly PairAnswer[]> {
  return pairsOf(round, ({ query, body }) =>
    session.api.call(`DELETE ${route}`, { path: { form }, query, body: { ...body, cascade } }),
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

/** Does it, or with `/preview` asks what it would do. */
export function actOnSharing<T = JsonObject>(
  { form, record, action, org }: SharingRequest,
  body: JsonObject,
  verb: '' | '/preview' = '',
  signal?: AbortSignal,
): Promise<T> {
  const path = `/api/forms/${encodeURIComponent(form)}/records/${record.id}/actions/${action}${verb}`;
  return session.api.post<T>(path, body, {
    ifMatch: record.revision,
    ...(org === undefined ? {} : { query: { org } }),
    ...(signal ? { signal } : {}),
  });
}

/** A record as one organisation uses it, with its own copy, or the original as it is managed. */
export function recordFor(
  form: string,
  id: string,
  view: 'use' | 'manage',
  org: string | undefined,
): Promise<JsonObject & { readonly id: string; readonly revision: number }> {
  const path = `/api/forms/${encodeURIComponent(form)}/records/${id}`;
  return session.api.get(path, { query: { view, ...(org === undefined ? {} : { org }) } });
}
