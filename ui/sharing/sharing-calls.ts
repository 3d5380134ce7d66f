import type { JsonObject } from '../../metadata/common/json.ts';
import type { Holding, PairAnswer, SharingPage } from '../../rules/sharing/how.ts';
import { ApiProblem } from '../session/api.ts';
import { session } from '../session/session.ts';
import type { AssignRound } from './sharing-rounds.ts';

/** What became of a pair, in the reader's words. */
export interface PairSaid extends PairAnswer {
  readonly code?: string;
  readonly message?: string;
}

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
): Promise<readonly PairSaid[]> {
  const answers: PairSaid[] = [];
  for (const round of rounds) {
    answers.push(...(await pairsOf('POST', form, round, {})));
    progress(answers.length);
  }
  return answers;
}

/** Takes records back from organisations, in the name of one of them. */
export function withdrawFrom(
  form: string,
  round: AssignRound,
  cascade: boolean,
): Promise<readonly PairSaid[]> {
  return pairsOf('DELETE', form, round, { cascade });
}

async function pairsOf(
  method: 'POST' | 'DELETE',
  form: string,
  { by, records, orgs }: AssignRound,
  more: JsonObject,
): Promise<readonly PairSaid[]> {
  const body = { records: records.map(({ id }) => id), orgs: orgs.map(({ id }) => id), ...more };
  try {
    const request = { body, query: { org: by } };
    const answer = await session.api.ask<{ items: PairSaid[] }>(method, assignmentsPath(form), request);
    // Of what an organisation does not see the server tells no name; whoever picked it knows.
    const picked = new Map(records.map((record) => [record.id, record]));
    return answer.body.items.map((said) => ({
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
