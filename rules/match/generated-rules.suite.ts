import fc from 'fast-check';
import { compare } from '../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import {
  everybodys,
  type SharingStrategy,
  sharingStrategies,
} from '../../metadata/common/sharing-strategies.ts';
import type { Condition } from '../../metadata/condition.ts';
import { compileSample, conditions, records } from '../condition/generated.suite.ts';
import { makeOrgs } from '../sharing/generated-world.suite.ts';
import { type OrgTree, orgTree } from '../sharing/org-tree.ts';
import type { Candidate, OrderKey } from './candidate.ts';
import { documents, drawnSaid, saying } from './for-whom.suite.ts';

/** Rules over the sample order whose values are mostly those of the facts under test, or faults would survive. */
export interface RuleSet {
  readonly tree: OrgTree;
  readonly facts: readonly JsonObject[];
  readonly candidates: readonly Candidate[];
  /** A different state of some of the candidates, and new ones. */
  readonly changed: readonly Candidate[];
  readonly removed: readonly string[];
  readonly asked: { readonly org: string; readonly localDate: string };
}

export const orders: readonly (readonly OrderKey[])[] = [
  ['priority', 'sharing', '-modifiedAt', 'id'],
  ['sharing', '-modifiedAt', 'id'],
  ['-modifiedAt', 'id'],
].map((keys) =>
  keys.map((key) => ({
    by: key.replace('-', ''),
    descending: key.startsWith('-'),
    comparison: key === 'priority' ? 'number' : 'text',
  })),
);

const indexed = [
  'buyer',
  'type',
  'amount',
  'count',
  'urgent',
  'day',
  'category',
  'lines.code',
  'lines.category',
  'lines.amount',
  'amount',
  'hour',
  'at',
];
const ordered = ['amount', 'count', 'day', 'hour', 'at', 'lines.amount'];
/** The fact that each is compared with where no value stands. */
const others: Readonly<Record<string, string>> = {
  amount: 'limit',
  day: '$today',
  buyer: 'seller',
  'lines.amount': 'limit',
  'lines.code': 'buyer',
  category: 'second',
};
const lists = ['tags', 'categories'];
const stray: Readonly<Record<string, readonly Json[]>> = {
  buyer: ['a', 'b', 'z'],
  type: ['08xdp', '10xdp'],
  amount: ['1.50', '9', 10, '9007199254740993', '1234567890123456.72', '-1234567890123456789012'],
  'lines.amount': ['1.5', '9', '9007199254740993', '1234567890123456.71'],
  hour: ['06:00:00', '22:00:00'],
  at: ['2026-01-31T08:00:00.000Z', '2026-01-31T08:00:00.001Z'],
  count: [1, '10', '1.0'],
  urgent: [true, false],
  day: ['2026-01-31', '2026-02-28'],
  category: ['C1', 'C2', 'C9'],
  tags: ['a', 'b', 'c'],
  categories: ['C1', 'C2'],
  'lines.code': ['a', 'b', 'z'],
  'lines.category': ['C1', 'C2'],
};

interface Recipe {
  readonly shape: number;
  readonly leaves: readonly (readonly [number, number, number, number])[];
}
const recipe: fc.Arbitrary<Recipe> = fc.record({
  shape: fc.nat(11),
  leaves: fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 4 }),
});

function cook({ shape, leaves }: Recipe, facts: readonly JsonObject[]): Condition {
  const made = leaves.map((leaf) => leafOf(leaf, facts));
  const [first, ...rest] = made;
  if (!first) return { all: [] };
  switch (shape) {
    case 0:
      return { any: made };
    case 1:
      return { not: { all: made } };
    case 2:
      return { not: { any: made } };
    case 3:
      return { all: [first, { any: [...rest, first] }] };
    case 4:
      return { all: [{ not: first }, ...rest] };
    case 5:
      return { any: [{ all: rest }, first] };
    case 6:
      return { not: { any: [{ not: first }, { not: { any: made } }] } };
    default:
      return { all: made };
  }
}

function leafOf(
  [which, how, from, at]: readonly [number, number, number, number],
  facts: readonly JsonObject[],
): Condition {
  const all = [...indexed, ...lists, ...indexed];
  const fact = all[which % all.length]!;
  const values = [0, 1].map((more) => valueFor(fact, facts[(from + more) % facts.length]!, at + more));
  const over = fact.startsWith('lines.') && how % 3 === 0 ? { over: 'every' as const } : {};
  if (lists.includes(fact))
    return { fact, operator: how % 4 === 0 ? 'notContains' : 'contains', value: values[0]! };
  const other = others[fact];
  if (other && at % 7 === 0) {
    const operator = (['equal', 'notEqual', 'lessThan', 'greaterThanOrEqual'] as const)[
      how % (ordered.includes(fact) ? 4 : 2)
    ]!;
    return { fact, operator, value: { fact: other }, ...over };
  }
  if (ordered.includes(fact) && from % 2 === 0) return ranged(fact, how, values, over);
  const operators = [
    'equal',
    'equal',
    'equal',
    'in',
    'in',
    'notEqual',
    'notIn',
    'isNotEmpty',
    'isEmpty',
  ] as const;
  const operator = operators[how % operators.length]!;
  if (operator === 'isNotEmpty' || operator === 'isEmpty') return { fact, operator, ...over };
  if (fact === 'urgent' && (operator === 'in' || operator === 'notIn'))
    return { fact, operator: 'equal', value: values[0]! };
  // Now and then more values than an index posts; what matters comes last.
  const long = longLists[fact] && at % 5 === 0 ? longLists[fact] : [];
  return {
    fact,
    operator,
    value: operator === 'in' || operator === 'notIn' ? [...long, ...values] : values[0]!,
    ...over,
  };
}

const longLists: Readonly<Record<string, readonly Json[]>> = {
  buyer: Array.from({ length: 70 }, (_, at) => `buyer ${at}`),
  amount: Array.from({ length: 70 }, (_, at) => String(1_000 + at)),
};

function ranged(fact: string, how: number, values: readonly Json[], over: { over?: 'every' }): Condition {
  const measured =
    fact === 'lines.amount' && how % 5 === 0 ? ({ over: how % 2 === 0 ? 'sum' : 'count' } as const) : over;
  const operators = ['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual', 'between'] as const;
  const operator = operators[how % operators.length]!;
  if (operator !== 'between') return { fact, operator, value: values[0]!, ...measured };
  const [a, b] = values.map(String) as [string, string];
  const numeric = fact === 'amount' || fact === 'count' || fact === 'lines.amount';
  const swapped = fact !== 'hour' && (numeric ? compare(a, b) > 0 : a > b);
  return { fact, operator, value: swapped ? [b, a] : [a, b], ...measured };
}

/** Three times of four what the facts say, else something else. */
function valueFor(fact: string, record: JsonObject, at: number): Json {
  const strays = stray[fact]!;
  const other = strays[at % strays.length]!;
  const [head = '', member] = fact.split('.');
  let said: Json | undefined = record[head];
  if (Array.isArray(said)) said = said[at % Math.max(said.length, 1)];
  if (member !== undefined) said = (said as JsonObject | null | undefined)?.[member];
  if (typeof said === 'object' && said !== null) {
    const { id, number } = said as { readonly id?: Json; readonly number?: Json };
    said = at % 2 === 0 ? id : number;
  }
  return at % 4 === 0 || said === undefined || said === null || said === '' ? other : said;
}

/** Most rules are everybody's, and some say nothing of it. */
const sharings: readonly (SharingStrategy | null)[] = [...sharingStrategies, everybodys, everybodys, null];
const dates = ['2026-02-27', '2026-02-28', '2026-03-01'];

interface Drawn {
  readonly recipe: Recipe | Condition | null;
  readonly sharing: number;
  readonly org: number;
  readonly assigned: readonly number[];
  readonly state: number;
  readonly priority: number | null;
  readonly modified: number;
  readonly record: number;
  readonly whom: typeof drawnSaid extends fc.Arbitrary<infer One> ? One : never;
}
const drawnRule: fc.Arbitrary<Drawn> = fc.record({
  recipe: fc.oneof(
    { weight: 10, arbitrary: recipe },
    { weight: 2, arbitrary: conditions },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  sharing: fc.nat(sharings.length - 1),
  org: fc.nat(99),
  assigned: fc.array(fc.nat(99), { maxLength: 3 }),
  state: fc.nat(19),
  priority: fc.option(fc.constantFrom(1, 2, 10), { freq: 5 }),
  modified: fc.nat(2),
  record: fc.nat(30),
  whom: drawnSaid,
});

function candidateOf(
  made: Drawn,
  at: number,
  orgs: readonly string[],
  facts: readonly JsonObject[],
): Candidate {
  const { recipe: from, state } = made;
  const org = (pick: number): string => orgs[pick % orgs.length]!;
  const source = from && 'shape' in from ? cook(from, facts) : from;
  const copy = state === 0;
  const { organisations, ...whom } = made.whom;
  const candidate: Candidate = {
    id: copy ? `c${at}@${org(made.org + 1)}` : `c${at}`,
    record: `r${made.record}`,
    seq: at,
    org: org(made.org),
    sharing: sharings[made.sharing]!,
    assigned: made.assigned.map(org),
    ...(copy ? { only: org(made.org + 1) } : {}),
    ...(state === 1 ? { replacedFor: [org(made.org), org(made.org + 1)] } : {}),
    enabled: state !== 2,
    ...(state === 3 || state === 4 ? { validFrom: dates[made.modified]! } : {}),
    ...(state === 4 || state === 5 ? { validTo: dates[(made.modified + made.org) % 3]! } : {}),
    modifiedAt: `2026-01-0${made.modified + 1}T00:00:00.000Z`,
    values: { priority: made.priority },
    condition: state === 6 ? { problems: [] } : source && compileSample(source),
    result: { number: `c${at}` },
  };
  return saying(candidate, { ...whom, organisations: organisations?.map(org) ?? [] });
}

/** Small enough to print; `makeRuleSet` makes rules of it. */
export const ruleSets = fc.tuple(
  fc.array(fc.nat(999), { minLength: 1, maxLength: 6 }),
  fc.array(records, { minLength: 2, maxLength: 3 }),
  fc.oneof(fc.array(drawnRule, { maxLength: 12 }), fc.array(drawnRule, { minLength: 28, maxLength: 70 })),
  fc.array(fc.tuple(fc.nat(99), drawnRule), { maxLength: 4 }),
  fc.array(fc.nat(99), { maxLength: 2 }),
  fc.nat(99),
  fc.constantFrom(...dates),
  fc.array(fc.option(fc.constantFrom(...documents), { freq: 4 }), { minLength: 3, maxLength: 3 }),
);

export function makeRuleSet(drawn: DrawnRuleSet): RuleSet {
  const [picks, records, drawnRules, changes, removals, org, localDate, asked] = drawn;
  const facts = records.map((record, at) => ({ ...record, 'ask:document': asked[at] ?? null }));
  const made = makeOrgs(picks);
  const orgs = made.map((each) => each.id);
  const candidates = drawnRules.map((each, at) => candidateOf(each, at, orgs, facts));
  return {
    tree: orgTree(made, 1),
    facts,
    candidates,
    changed: changes.map(([at, each]) => {
      const place = at % (drawnRules.length + 3);
      return { ...candidateOf(each, place, orgs, facts), id: candidates[place]?.id ?? `c${place}` };
    }),
    removed: removals.flatMap((at) => candidates[at % Math.max(candidates.length, 1)]?.id ?? []),
    asked: { org: orgs[org % orgs.length]!, localDate },
  };
}

type DrawnRuleSet = typeof ruleSets extends fc.Arbitrary<infer Drawn> ? Drawn : never;
