import { greatest } from '../../../metadata/common/greatest.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { manyValues } from '../../../metadata/contract/common/shared.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { anyObject, itemsOf } from '../../openapi/refs.ts';
import { answerParameter } from '../../params/answer-parameter.ts';
import {
  type PlannedValue,
  planValues,
  type ValueItem,
  type ValuePlan,
} from '../../params/many/plan-values.ts';
import { mostAtOnce, type ValueOutcome, writeValues } from '../../params/many/write-values.ts';
import { maskOf, wireOf } from '../../params/wire-value.ts';
import { Refusal } from '../../refusal.ts';
import { contentWrong } from '../../store/record/refusals.ts';
import type { Ask } from '../pipeline/ask.ts';
import { switchParameter, wholeParameter } from '../pipeline/check-query.ts';
import type { Answer, Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { ifMatchMissing, parametersWrong } from '../pipeline/refusals.ts';
import { covers, namedParameter } from './named-parameter.ts';

const tag = 'params';
const date = { type: ['string', 'null'], format: 'date' } as const;

/** As it is sent: organisations by their numbers. */
export type SentItem = Omit<ValueItem, 'org'> & { readonly org: string | null };

const valueItem = {
  type: 'object',
  additionalProperties: false,
  required: ['action', 'type', 'key', 'org'],
  properties: {
    action: { enum: ['set', 'unset', 'lock', 'unlock'] },
    type: { type: 'string', maxLength: 100 },
    key: { type: 'string', maxLength: 130, description: 'The key, or an instance of its dimension.' },
    org: { type: ['string', 'null'], description: 'Number of the organisation; null: the whole system.' },
    value: { description: 'Typed, as the definition says.' },
    raw: { type: 'string', maxLength: 4000, description: 'As other systems spell it; kept to the letter.' },
    validFrom: date,
    validTo: date,
    locked: { type: 'boolean', description: 'Nothing below may differ. Default: no.' },
    ifMatch: {
      type: 'integer',
      description: 'The revision of what stands there; needed where something does.',
    },
  },
} as const;

export const dryRunParameter = {
  name: 'dryRun',
  summary: { zh: '只检查并列出变化，不写入', en: 'Judged and listed, and nothing is written' },
  schema: { type: 'boolean' },
} as const;

export const manyEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/api/params/many',
    access: 'signed-in',
    operation: 'setParameters',
    tag,
    summary: {
      zh: '一次设置、取消、锁定或解锁多个值：整批成败，一次提交',
      en: 'Set, take away, lock or unlock many values: all or none, in one commit',
    },
    query: [dryRunParameter],
    body: 'json',
    values: manyValues,
    schema: {
      body: {
        type: 'object',
        additionalProperties: false,
        required: ['items'],
        properties: {
          reason: { type: 'string', maxLength: 500 },
          items: { type: 'array', minItems: 1, maxItems: mostAtOnce, items: valueItem },
        },
      },
      answer: itemsOf(anyObject),
    },
    handle: async (ask) => {
      const { items, reason } = await ask.body<{ items: readonly SentItem[]; reason?: string }>();
      const call = reason === undefined ? ask.writeCall : { ...ask.writeCall, reason };
      const { known, problems } = withOrgs(call, items);
      const plan = await planValues(call, known, { seen: true, seal: ask.host.vault.seal });
      const all = { ...plan, problems: [...problems, ...plan.problems] };
      return writePlan(ask, call, all, (path) => `/items${path}`);
    },
  },
  {
    method: 'GET',
    path: '/api/params/:type/:key/grid',
    access: 'signed-in',
    operation: 'parameterGrid',
    tag,
    summary: {
      zh: '一个参数对许多组织（及维度取值）的有效值与各自设置的值',
      en: 'One parameter for many organisations, and instances of its dimension: what each reads, and what it says itself',
    },
    query: [
      {
        name: 'orgs',
        summary: {
          zh: '组织编号，逗号分隔；默认调用的组织及其下级',
          en: 'Numbers of organisations, separated by commas; by default that of the call and all below it',
        },
        schema: { type: 'string' },
      },
      {
        name: 'instances',
        summary: {
          zh: '维度取值，逗号分隔；默认路径中的',
          en: 'Instances, separated by commas; that of the path by default',
        },
        schema: { type: 'string' },
      },
      parameters.limit,
      parameters.cursor,
    ],
    schema: { answer: itemsOf(anyObject) },
    handle: (ask) => ({ body: grid(ask) }),
  },
];

/** Organisations by their ids; one that there is not, or that one may not act for, is a problem at its place. */
function withOrgs(call: Call, items: readonly SentItem[]) {
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

/** Makes what is planned, or tells what is in the way; `at` says where something of an item stood. */
export async function writePlan(
  ask: Ask,
  call: Call,
  plan: ValuePlan,
  at: (path: string) => string,
): Promise<Answer> {
  if (plan.problems.length > 0) {
    const problems = plan.problems
      .filter(({ path, code }, index, all) => isFirstAt(path, code, index, all))
      .map((one) => ({ ...one, path: at(one.path) }));
    const isBlind = problems.every(({ code }) => code === 'batch-if-match');
    throw isBlind ? ifMatchMissing({}, problems) : contentWrong({ count: problems.length }, problems);
  }
  if (switchParameter(ask.query, 'dryRun'))
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

/** What would become another. */
export function changeAnswer(
  call: Call,
  { index, address, was, is }: PlannedValue,
): Readonly<Record<string, Json>> {
  const one = is ?? was;
  const said = (value: typeof was): Json =>
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

function grid(ask: Ask) {
  const read = namedParameter(ask);
  const { address, sight } = read;
  const { served } = ask;
  const listed = ask.query.get('orgs');
  const seen = (listed === null ? below(ask) : listed.split(',').map((number) => named(ask, number))).filter(
    (org) => covers(sight, org),
  );
  const cursor = ask.query.get('cursor');
  const from = cursor === null ? 0 : seen.findIndex((org) => served.orgs.get(org)?.number === cursor) + 1;
  if (cursor !== null && from === 0) throw parametersWrong({}, [{ path: '/cursor', code: 'cursor-wrong' }]);
  const keys = ask.query.get('instances')?.split(',') ?? [address.key];
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
  const wanted = wholeParameter(ask.query, 'limit', 1, 500) ?? usualRows;
  const limit = Math.max(1, Math.min(wanted, Math.floor(mostCells / keys.length)));
  const page = seen.slice(from, from + limit);
  const items = page.flatMap((org) =>
    addresses.map((one) => answerParameter({ ...read, address: one, org }, false)),
  );
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
