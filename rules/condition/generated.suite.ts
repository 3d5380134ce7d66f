import fc from 'fast-check';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import type { Condition } from '../../metadata/condition.ts';
import { compileCondition, depthLimit } from './compile.ts';
import type { Compiled } from './compiled.ts';
import type { Facts } from './facts.ts';
import { categories, orderScope } from './sample-forms.suite.ts';

/** Conditions and records over the sample order, from few values, so that they meet often. */
const texts = ['a', 'A', 'ab', 'b', 'a ', '甲', '😀', '😀a', 'Ａ'];
const numbers = [
  '0',
  '1',
  '-1',
  '9',
  '10',
  '0.1',
  '1.5',
  // Each pair is one and the same double, of 16, 18, 22 and more digits.
  '9007199254740992',
  '9007199254740993',
  '1234567890123456.71',
  '1234567890123456.72',
  '-1234567890123456789012',
  '-1234567890123456789013',
  '12345678901234567890.123',
  '12345678901234567890.124',
];
const dates = ['2026-01-31', '2026-02-28', '2026-03-15'];
const times = ['06:00:00', '12:00:00', '22:00:00', '23:59:59'];
const moments = ['2026-01-31T08:00:00.000Z', '2026-01-31T08:00:00.001Z'];
const [c1 = '', c2 = ''] = [...categories.keys()];
const refs = ['C1', 'C2', 'C9', c1, c2];
const tags = ['a', 'b', 'c'];

const one = (...values: Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values);
const listOf = (value: fc.Arbitrary<Json>): fc.Arbitrary<readonly Json[]> =>
  fc.array(value, { minLength: 1, maxLength: 3 });

interface FactSpec {
  readonly fact: string;
  readonly operators: readonly string[];
  readonly value: fc.Arbitrary<Json>;
  readonly others?: readonly string[];
  readonly over?: readonly string[];
}

const empties = ['isEmpty', 'isNotEmpty'];
const identity = ['equal', 'notEqual', 'in', 'notIn', ...empties];
const text = [...identity, 'contains', 'notContains', 'startsWith', 'endsWith', 'matches'];
const ordered = [...identity, 'lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual', 'between'];
const list = ['contains', 'notContains', ...empties];
const lineOvers = ['any', 'every'];

const specs: readonly FactSpec[] = [
  { fact: 'buyer', operators: text, value: one(...texts), others: ['seller', '$user'] },
  { fact: 'type', operators: identity, value: one('08xdp', '10xdp') },
  { fact: 'tags', operators: list, value: one(...tags), others: ['buyer'] },
  { fact: 'amount', operators: ordered, value: one(...numbers, 1, -1), others: ['limit', 'count'] },
  { fact: 'count', operators: ordered, value: one(0, 1, '10') },
  { fact: 'urgent', operators: ['equal', 'notEqual', ...empties], value: one(true, false) },
  { fact: 'day', operators: ordered, value: one(...dates), others: ['$today'] },
  { fact: 'hour', operators: ordered, value: one(...times) },
  { fact: 'at', operators: ordered, value: one(...moments, '2026-01-31T16:00:00+08:00'), others: ['$now'] },
  { fact: 'category', operators: identity, value: one(...refs), others: ['second', '$org'] },
  { fact: 'category.rate', operators: ordered, value: one('0.13', '0.06'), others: ['amount'] },
  { fact: 'category.leaf', operators: ['equal', ...empties], value: one(true, false) },
  { fact: 'categories', operators: list, value: one(...refs), others: ['category'] },
  {
    fact: '$today',
    operators: ['equal', 'lessThan', 'greaterThanOrEqual'],
    value: one(...dates),
    others: ['day'],
  },
  { fact: '$user', operators: ['equal', 'notIn', 'in', 'startsWith'], value: one(...texts) },
  { fact: 'lines.code', operators: text, value: one(...texts), others: ['buyer'], over: lineOvers },
  { fact: 'lines.amount', operators: ordered, value: one(...numbers), others: ['limit'], over: lineOvers },
  { fact: 'lines.category', operators: identity, value: one(...refs), over: lineOvers },
  { fact: 'lines.category.rate', operators: ordered, value: one('0.13', '0.06'), over: lineOvers },
  { fact: 'lines.batches.code', operators: identity, value: one(...texts), over: lineOvers },
  { fact: 'lines', operators: empties, value: one(null) },
];
const measured: readonly FactSpec[] = [
  { fact: 'lines.amount', operators: ordered, value: one(...numbers), over: ['sum', 'count'] },
  { fact: 'lines', operators: ordered, value: one(0, 1, 2), over: ['count'] },
];

/** The questions that can be asked of one and the same line, in memory and by databases. */
const ofOneLine: readonly FactSpec[] = [
  { fact: 'lines.code', operators: text, value: one(...texts), others: ['buyer', 'lines.code'] },
  { fact: 'lines.amount', operators: ordered, value: one(...numbers), others: ['limit', 'lines.amount'] },
  { fact: 'lines.gift', operators: ['equal', ...empties], value: one(true, false) },
  { fact: 'lines.category', operators: identity, value: one(...refs), others: ['category'] },
  { fact: 'lines.category.rate', operators: ordered, value: one('0.13', '0.06'), others: ['lines.amount'] },
  { fact: 'lines.amount', operators: ordered, value: one(...numbers), over: lineOvers },
  { fact: 'limit', operators: ordered, value: one(...numbers), others: ['lines.amount'] },
  { fact: 'buyer', operators: text, value: one(...texts), others: ['lines.code'] },
  { fact: '$user', operators: ['equal', 'notEqual'], value: one(...texts), others: ['lines.code'] },
];
const belowOneLine: readonly FactSpec[] = [
  { fact: 'lines.batches.code', operators: identity, value: one(...texts), over: lineOvers },
  { fact: 'lines.batches', operators: empties, value: one(null) },
];
const countedBelow: FactSpec = {
  fact: 'lines.batches',
  operators: ordered,
  value: one(0, 1, 2),
  over: ['count'],
};
const ofOneBatch: readonly FactSpec[] = [
  { fact: 'lines.batches.code', operators: text, value: one(...texts), others: ['buyer'] },
];

function leafOf(spec: FactSpec): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(fc.constantFrom(...spec.operators), spec.value, listOf(spec.value), fc.nat(), fc.nat(3))
    .map(([operator, value, values, pick, fieldInstead]): JsonObject => {
      const head = {
        fact: spec.fact,
        operator,
        ...(spec.over ? { over: spec.over[pick % spec.over.length] ?? 'any' } : {}),
      };
      if (empties.includes(operator)) return head;
      if (operator === 'matches') return { ...head, value: ['a.*', '.*b', '[^a]+'][pick % 3] ?? '.' };
      if (operator === 'in' || operator === 'notIn') return { ...head, value: values };
      if (operator === 'between') return { ...head, value: range(head, value, values[0] ?? value) };
      const others = spec.others ?? [];
      const orders = operator.startsWith('less') || operator.startsWith('greater');
      const same = operator.endsWith('qual') || orders || spec.operators === list;
      const other = others[pick % Math.max(others.length, 1)];
      return { ...head, value: fieldInstead === 0 && same && other ? { fact: other } : value };
    });
}

/** In order, but for times, whose windows may cross midnight. */
function range(head: JsonObject, a: Json, b: Json): Json {
  if (head['fact'] === 'hour') return [a, b];
  const low = compileCondition({ ...head, value: [a, b] }, orderScope);
  return low.ok ? [a, b] : [b, a];
}

const ofLine = shallow(
  fc.oneof(
    { weight: 5, arbitrary: oneFrom([...ofOneLine, ...belowOneLine, countedBelow]) },
    { weight: 1, arbitrary: some('lines.batches', shallow(oneFrom([...ofOneBatch, ...ofOneLine]))) },
  ),
);
const ofPlainLine = shallow(oneFrom(ofOneLine).filter(({ operator }) => operator !== 'matches'));

const { tree, plainTree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(...[...specs, ...measured].map(leafOf)),
    some('lines', ofLine),
    some('lines.batches', shallow(oneFrom(ofOneBatch))),
    ...branches(tie('tree') as fc.Arbitrary<JsonObject>),
  ),
  plainTree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(...specs.map(leafOf).map((leaf) => leaf.filter(({ operator }) => operator !== 'matches'))),
    some('lines', ofPlainLine),
    ...branches(tie('plainTree') as fc.Arbitrary<JsonObject>),
  ),
}));

function oneFrom(specs: readonly FactSpec[]): fc.Arbitrary<JsonObject> {
  return fc.oneof(...specs.map(leafOf));
}

/** Twice in one another at most: conditions are not so deep. */
function shallow(leaf: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    leaf,
    ...branches(
      fc.oneof(
        { weight: 3, arbitrary: leaf },
        ...branches(leaf).map((arbitrary) => ({ weight: 1, arbitrary })),
      ),
    ),
  );
}

function some(lines: string, where: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return where.map((one) => ({ some: lines, where: one }));
}

function branches(inner: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject>[] {
  return [
    fc.array(inner, { maxLength: 3 }).map((all) => ({ all })),
    fc.array(inner, { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    inner.map((not) => ({ not })),
  ];
}

/** Any condition the compiler takes, also as a part of another: denied, and that beside others. */
export const conditions = notTooDeep(tree) as fc.Arbitrary<unknown> as fc.Arbitrary<Condition>;
/** The conditions that a database can judge: no patterns, counts and sums. */
export const filterConditions = notTooDeep(plainTree) as fc.Arbitrary<unknown> as fc.Arbitrary<Condition>;

function notTooDeep(some: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return some.filter((condition) => levels(condition as Json) <= depthLimit - 3);
}

function levels(condition: Json): number {
  if (typeof condition !== 'object' || condition === null) return 0;
  if (Array.isArray(condition)) return Math.max(0, ...condition.map(levels));
  const { all, any, not, where } = condition as JsonObject;
  return 1 + Math.max(...[all, any, not, where].map((inner) => (inner === undefined ? 0 : levels(inner))));
}

const maybe = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json | undefined> =>
  fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });
const reference = fc.constantFrom<Json>(
  { id: c1, number: 'C1', name: '货物' },
  { id: c2, number: 'C2', name: '服务' },
);
const text0 = maybe(one(...texts, ''));
const several = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.array(value, { maxLength: 3 });

function part(members: Record<string, fc.Arbitrary<Json | undefined>>): fc.Arbitrary<JsonObject> {
  return fc
    .record(members)
    .map((values) =>
      Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined),
      ),
    );
}

/** Records of the sample order as the wire has them, keyed by ids. */
export const records: fc.Arbitrary<JsonObject> = part({
  buyer: text0,
  seller: text0,
  type: maybe(one('08xdp', '10xdp')),
  tags: maybe(fc.subarray(tags)),
  amount: maybe(one(...numbers)),
  limit: maybe(one(...numbers)),
  count: maybe(one(0, 1, 10)),
  urgent: maybe(one(true, false)),
  day: maybe(one(...dates)),
  hour: maybe(one(...times)),
  at: maybe(one(...moments)),
  category: maybe(reference),
  second: maybe(reference),
  categories: maybe(fc.uniqueArray(reference, { maxLength: 2 })),
  lines: maybe(
    several(
      part({
        code: text0,
        amount: maybe(one(...numbers)),
        gift: maybe(one(true, false)),
        category: maybe(reference),
        batches: maybe(several(part({ code: text0 }))),
      }),
    ),
  ),
});

export const sampleCall = { org: 'C1', user: 'a', today: '2026-02-28', now: '2026-01-31T08:00:00.000Z' };

export function sampleFacts(record: JsonObject): Facts {
  return {
    record,
    call: sampleCall,
    target: (form, ref) => (form === 'category' && ref.id !== undefined ? categories.get(ref.id) : undefined),
  };
}

const patterns = await loadPatterns();

/** Compiled over the sample order; throws when the generator made something the compiler refuses. */
export function compileSample(condition: Condition): Compiled {
  const compiled = compileCondition(condition, { ...orderScope, patterns });
  if (!compiled.ok) throw new Error(`${JSON.stringify(compiled.problems)} ${JSON.stringify(condition)}`);
  return compiled.value;
}
