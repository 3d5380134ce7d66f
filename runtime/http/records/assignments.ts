import type { BodyOf } from '../../../metadata/contract/common/call.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { PairOutcome } from '../../../rules/sharing/contract.ts';
import { type NamedThing, sharing } from '../../../rules/sharing/contract.ts';
import { hows } from '../../../rules/sharing/how.ts';
import type { Call } from '../../call/call.ts';
import { problemSentence } from '../../common/messages/render-problem.ts';
import { orgNamed } from '../../storage/store/record/pointers.ts';
import type { GridQuery, PairsReport } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter, switchParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { bodyWrong, parametersWrong, recordUnknown } from '../pipeline/refusals.ts';
import { type CallAsked, serveCall } from '../pipeline/serve-call.ts';
import { listed } from './list-query.ts';

/** Most pairs of one call. */
const mostPairs = 10_000;

/** The parameters that tell whether it is asked by record, by organisation, or for what is unassigned. */
const own = ['record', 'unassigned', 'how'] as const;

/** The calls that tell who uses what, by record, by organisation, unassigned; and assign and withdraw, pair by pair. */
export const assignmentEndpoints: readonly Endpoint[] = [
  serveCall(sharing.list, readAssignments),
  serveCall(sharing.grid, readGrid),
  serveCall(sharing.assign, async ({ ask, body }) => {
    const { records, orgs } = pairsOf(await body());
    return report(ask, await ask.host.store.assign(ask.writeCall, ask.form, { records, orgs }));
  }),
  serveCall(sharing.withdraw, async ({ ask, body }) => {
    const { dryRun = false, ...asked } = await body();
    const call: Call = dryRun ? { ...ask.call, rehearsal: true } : ask.writeCall;
    const done = await ask.host.store.withdraw(call, ask.form, pairsOf(asked));
    return report(ask, dryRun ? { ...done, revision: 0 } : done);
  }),
];

async function readAssignments({ ask }: Pick<CallAsked<typeof sharing.list>, 'ask'>) {
  const { store } = ask.host;
  const { query } = ask;
  const rest = new URLSearchParams([...query].filter(([name]) => !own.some((one) => one === name)));
  const [id, number] = [query.get('record'), query.get('unassigned')];
  const way = choiceParameter(query, 'how', hows);
  onlyOne(query, own);
  if (id !== null) {
    if (!isId(id)) throw recordUnknown({ id });
    return { body: await store.holdings(ask.call, ask.form, id, holdingsQuery(rest)) };
  }
  if (number === null)
    return { body: await listed(ask, rest, (asked) => store.usable(ask.call, ask.form, asked, way)) };
  const to = orgIn(ask, 'unassigned');
  return { body: await listed(ask, rest, (asked) => store.assignable(ask.call, ask.form, to, asked)) };
}

const users = ['usedBy', 'unusedBy'] as const;

async function readGrid({ ask }: Pick<CallAsked<typeof sharing.grid>, 'ask'>) {
  const { query, call, form } = ask;
  const rest = new URLSearchParams([...query].filter(([name]) => !users.some((one) => one === name)));
  const [name] = onlyOne(query, users);
  const used = name && { org: orgIn(ask, name), by: name === 'usedBy' };
  const grid = (asked: GridQuery) => ask.host.store.grid(call, form, { ...asked, ...(used && { used }) });
  return { body: await listed(ask, rest, grid) };
}

function onlyOne<N extends string>(query: URLSearchParams, names: readonly N[]): readonly N[] {
  const said = names.filter((name) => query.has(name));
  const [other, name] = said;
  if (name !== undefined && other !== undefined)
    throw parametersWrong({}, [{ path: `/${name}`, code: 'parameters-exclude', params: { name, other } }]);
  return said;
}

/** Id of the organisation that a parameter names. */
function orgIn({ query, served: { orgs } }: Ask, name: string): string {
  const org = query.get(name) ?? '';
  const id = orgNamed(orgs, org);
  if (id === undefined)
    throw parametersWrong({}, [{ path: `/${name}`, code: 'sharing-unknown-organisation', params: { org } }]);
  return id;
}

function holdingsQuery(query: URLSearchParams) {
  const limit = wholeParameter(query, 'limit', 1, 500);
  const count = switchParameter(query, 'count');
  const cursor = query.get('cursor');
  const unfit = [...query.keys()].filter(
    (name) => !['limit', 'count', 'cursor', 'org', 'minRevision'].includes(name),
  );
  if (unfit.length > 0)
    throw parametersWrong(
      {},
      unfit.map((name) => ({ path: `/${name}`, code: 'unknown-parameter', params: { name } })),
    );
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(count === undefined ? {} : { count }),
    ...(cursor === null ? {} : { cursor }),
  };
}

function pairsOf({ records, orgs, cascade = false }: Omit<BodyOf<typeof sharing.withdraw>, 'dryRun'>) {
  if (records.length * orgs.length > mostPairs)
    throw bodyWrong({}, [{ path: '', code: 'too-many-pairs', params: { most: mostPairs } }]);
  return { records: namesIn(records), orgs: namesIn(orgs), cascade };
}

/** Each once: an id, a number, or an object with one of both, as references are written. */
function namesIn(list: readonly NamedThing[]): readonly string[] {
  return [
    ...new Set(list.map((item) => (typeof item === 'string' ? item : 'id' in item ? item.id : item.number))),
  ];
}

function report(ask: Ask, { pairs, revision }: PairsReport) {
  const texts = ask.served.model.messages;
  const counts: Partial<Record<PairOutcome, number>> = {};
  const items = pairs.map(({ problem, ...pair }) => {
    counts[pair.outcome] = (counts[pair.outcome] ?? 0) + 1;
    if (!problem) return pair;
    const { code, params = {} } = problem;
    return { ...pair, code, message: problemSentence(problem, ask.language, texts), params };
  });
  return { body: { items, counts }, ...(revision > 0 ? { revision } : {}) };
}
