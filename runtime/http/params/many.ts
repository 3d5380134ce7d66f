import { greatest } from '../../../metadata/common/greatest.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { QueryOf } from '../../../metadata/contract/common/call.ts';
import type { SentValueItem, ValueDifference, ValueOutcome } from '../../../metadata/contract/params/many.ts';
import { paramValues } from '../../../metadata/contract/params/many-calls.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import {
  type PlannedValue,
  planValues,
  type ValueItem,
  type ValuePlan,
} from '../../params/many/plan-values.ts';
import { writeValues } from '../../params/many/write-values.ts';
import { maskOf, wireOf } from '../../params/wire-value.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { ifMatchMissing, parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { covers, namedParameter } from './named-parameter.ts';

export const manyEndpoints: readonly Endpoint[] = [
  serveCall(paramValues.write, async ({ ask, query, body }) => {
    const { items, reason } = await body();
    const call = reason === undefined ? ask.writeCall : { ...ask.writeCall, reason };
    const { known, problems } = withOrgs(call, items);
    const plan = await planValues(call, known, { seen: true, seal: ask.host.vault.seal });
    const all = { ...plan, problems: [...problems, ...plan.problems] };
    return writePlan({ ask, call, ...query }, all, (path) => `/items${path}`);
  }),
  serveCall(paramValues.grid, ({ ask, query }) => ({ body: grid(ask, query) })),
];

/** Organisations by their ids; one that there is not, or that one may not act for, is a problem at its place. */
function withOrgs(call: Call, items: readonly SentValueItem[]) {
  const problems: Problem[] = [];
  const known = items.map(({ org: number, ...item }, index): ValueItem => {
    const org = number === null ? null : orgNamed(call, number);
    if (org !== undefined) return { ...item, org };
    problems.push({ path: `/${index}/org`, code: 'organisation-forbidden', params: { org: number } });
    return { ...item, org: '' };
  });
  return { known, problems };
}

export function orgNamed({ served }: Pick<Call, 'served'>, number: string): string | undefined {
  return served.orgs.byNumber(number)?.id;
}

interface Writing {
  readonly ask: Ask;
  readonly call: Call;
  /** Default: it is written. */
  readonly dryRun?: boolean;
}

/** Makes what is planned, or tells what is in the way; `at` says where something of an item stood. */
export async function writePlan(
  { ask, call, dryRun = false }: Writing,
  plan: ValuePlan,
  at: (path: string) => string,
) {
  if (plan.problems.length > 0) {
    const problems = plan.problems
      .filter(({ path, code }, index, all) => isFirstAt(path, code, index, all))
      .map((one) => ({ ...one, path: at(one.path) }));
    const isBlind = problems.every(({ code }) => code === 'batch-if-match');
    throw isBlind ? ifMatchMissing({}, problems) : contentWrong({ count: problems.length }, problems);
  }
  if (dryRun)
    return {
      body: { items: plan.writes.map((one) => changeAnswer(call, one)), unchanged: plan.unchanged.length },
    };
  const written = await writeValues(ask.host.store, call, plan.writes).catch((error: unknown) => {
    throw placed(error, at);
  });
  const items: ValueOutcome[] = [
    ...written,
    ...plan.unchanged.map((index) => ({ index, outcome: 'unchanged' }) as const),
  ].sort((a, b) => a.index - b.index);
  const revision = greatest(items.map((one) => one.revision ?? 0));
  return { body: { items, unchanged: plan.unchanged.length }, ...(revision > 0 && { revision }) };
}

/** An organisation that there is not has nothing else that could be said of it. */
function isFirstAt(path: string, code: string, index: number, all: readonly Problem[]): boolean {
  if (code === 'organisation-forbidden') return true;
  const item = `/${path.split('/')[1]}/org`;
  return !all.some(
    (other, place) => place !== index && other.code === 'organisation-forbidden' && other.path === item,
  );
}

function placed(error: unknown, at: (path: string) => string): unknown {
  if (!(error instanceof Refusal) || error.code !== 'batch-failed') return error;
  const problems = error.problems.map((one) => ({ ...one, path: at(one.path) }));
  return new Refusal({ code: error.code, status: error.status }, error.params, problems, {});
}

/** Tells how a value would become another. */
export function changeAnswer(call: Call, { index, address, was, is }: PlannedValue): ValueDifference {
  const one = is ?? was;
  const said = (value: typeof was) =>
    value
      ? {
          value: value.value === null ? null : wireOf(value.value, address, call.served.model),
          raw: value.raw,
          locked: value.locked,
          ...maskOf(address, value.value),
        }
      : null;
  return {
    index,
    type: address.type,
    key: address.key,
    org: one?.org ? (call.served.orgs.get(one.org)?.number ?? null) : null,
    validFrom: one?.validFrom ?? null,
    validTo: one?.validTo ?? null,
    from: said(was),
    to: said(is),
  };
}

const usualRows = 100;
const mostKeys = 100;
/** Of one answer. */
const mostCells = 1_000;

function grid(
  ask: Ask,
  { orgs: listed, instances, limit: wanted = usualRows, cursor }: QueryOf<typeof paramValues.grid>,
) {
  const read = namedParameter(ask);
  const { address, sight } = read;
  const { served } = ask;
  const seen = (
    listed === undefined ? below(ask) : listed.split(',').map((number) => named(ask, number))
  ).filter((org) => covers(sight, org));
  const from =
    cursor === undefined ? 0 : seen.findIndex((org) => served.orgs.get(org)?.number === cursor) + 1;
  if (cursor !== undefined && from === 0)
    throw parametersWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
  const keys = instances?.split(',') ?? [address.key];
  const addresses = keys.map((key) => {
    const found = addressOf(served.model, address.type, key.trim());
    if (found?.param === address.param) return found;
    const problem = { path: '/instances', code: 'parameter-unknown', params: { type: address.type, key } };
    throw parametersWrong({}, [problem]);
  });
  if (keys.length > mostKeys)
    throw parametersWrong({}, [
      {
        path: '/instances',
        code: 'parameter-number',
        params: { name: 'instances', least: 1, most: mostKeys },
      },
    ]);
  const limit = Math.max(1, Math.min(wanted, Math.floor(mostCells / keys.length)));
  const page = seen.slice(from, from + limit);
  const items = page.flatMap((org) => {
    const level = served.orgs.ancestors(org).length;
    return addresses.map((one) => ({ ...answerParameter({ ...read, address: one, org }, false), level }));
  });
  const last = page.at(-1);
  const next = from + limit < seen.length && last ? (served.orgs.get(last)?.number ?? null) : null;
  return { items, next, total: seen.length };
}

/** The organisation of the call and those below it, each before its own. */
function below({ served: { orgs }, call }: Ask): readonly string[] {
  return [...orgs.subtree(call.org)];
}

function named(ask: Ask, number: string): string {
  const org = orgNamed(ask, number.trim());
  if (org !== undefined) return org;
  throw parametersWrong({}, [{ path: '/orgs', code: 'organisation-forbidden', params: { org: number } }]);
}
