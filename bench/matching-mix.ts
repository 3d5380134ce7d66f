import type { Json, JsonObject } from '../metadata/common/json.ts';
import type { Condition, Leaf } from '../metadata/condition.ts';
import { compileCondition } from '../rules/condition/compile.ts';
import { entries, field, form } from '../rules/condition/sample-forms.suite.ts';
import type { Candidate } from '../rules/match/candidate.ts';

/**
 * Rules of three conditions each: equality on two of buyer tax number, organisation, data source and invoice
 * type, and one numeric range; every twentieth has a nested any and not. Facts are of 60 header fields.
 */
const buyers = 250;
const organisations = 50;
const sources = 7;
const types = 8;

const keys = ['buyerTaxNo', 'organisation', 'dataSource', 'invoiceType'] as const;
const spread = [buyers, organisations, sources, types];
const others = Array.from({ length: 55 }, (_, at) => `field${at}`);

const application = form('application', [
  ...keys.map((id) => field('text', id)),
  field('decimal', 'amount'),
  field('decimal', 'price'),
  field('decimal', 'weight'),
  entries('lines', [field('text', 'code'), field('decimal', 'total')]),
  ...others.map((id) => field('text', id)),
]);

/** The same numbers on every machine. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

export interface MixedRule {
  readonly id: string;
  readonly priority: number;
  readonly condition: Condition;
}

export function mixedRules(count: number): MixedRule[] {
  const random = randomOf(count);
  return Array.from({ length: count }, (_, at) => {
    const first = random(4);
    const second = (first + 1 + random(3)) % 4;
    const low = random(9_000);
    const nested = at % 20 === 19;
    return {
      id: `rule-${String(at).padStart(6, '0')}`,
      priority: 1 + random(10),
      condition: {
        all: [
          is(first, random),
          nested ? { any: [is(second, random), { not: isNot(second, random) }] } : is(second, random),
          { fact: 'amount', operator: 'between', value: [low, low + 200 + random(800)] },
        ],
      },
    };
  });
}

/** Three ranges of 3 % each, and nothing else. */
export function rangeRules(count: number): MixedRule[] {
  const random = randomOf(count + 2);
  return rulesOf(count, random, () =>
    ['amount', 'price', 'weight'].map((fact) => {
      const low = random(9_700);
      return { fact, operator: 'between', value: [low, low + 300] };
    }),
  );
}

/** Everything by what it is not: two numbers, and a type. */
export function deniedRules(count: number): MixedRule[] {
  const random = randomOf(count + 3);
  return rulesOf(count, random, () => [
    { not: { fact: 'amount', operator: 'lessThan', value: 9_000 + random(1_000) } },
    { not: { fact: 'price', operator: 'greaterThan', value: random(1_000) } },
    { not: { fact: 'invoiceType', operator: 'equal', value: `invoiceType${random(types)}` } },
  ]);
}

/** Of 500 lines some line, and every line. */
export function lineRules(count: number): MixedRule[] {
  const random = randomOf(count + 4);
  return rulesOf(count, random, () => [
    { fact: 'lines.code', operator: 'equal', value: `code${random(3_000)}`, over: 'any' },
    { fact: 'lines.total', operator: 'lessThan', value: 5_000 + random(5_200), over: 'every' },
    { fact: 'lines.total', operator: 'greaterThan', value: 9_000 + random(1_000), over: 'any' },
  ]);
}

function rulesOf(
  count: number,
  random: (below: number) => number,
  parts: () => readonly Condition[],
): MixedRule[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `rule-${String(at).padStart(6, '0')}`,
    priority: 1 + random(10),
    condition: { all: parts() },
  }));
}

export function factsWithLines(count: number): JsonObject[] {
  const random = randomOf(8);
  return mixedFacts(count).map((facts) => ({
    ...facts,
    lines: Array.from({ length: 500 }, () => ({ code: `code${random(3_000)}`, total: random(10_000) })),
  }));
}

/** Nothing an index could use: parts of texts. */
export function unindexableRules(count: number): MixedRule[] {
  const random = randomOf(count + 1);
  return Array.from({ length: count }, (_, at) => ({
    id: `rule-${String(at).padStart(6, '0')}`,
    priority: 1 + random(10),
    condition: {
      all: [
        { fact: 'buyerTaxNo', operator: 'startsWith', value: `buyerTaxNo${random(buyers)}` },
        { fact: 'field0', operator: 'contains', value: 'no value' },
      ],
    },
  }));
}

export function mixedFacts(count: number): JsonObject[] {
  const random = randomOf(7);
  return Array.from({ length: count }, () => {
    const facts: Record<string, Json> = {
      amount: random(10_000),
      price: random(10_000),
      weight: random(10_000),
    };
    for (const [at, key] of keys.entries()) facts[key] = `${key}${random(spread[at] ?? 1)}`;
    for (const id of others) facts[id] = `value ${random(100)}`;
    return facts;
  });
}

export function candidateOf({ id, priority, condition }: MixedRule): Candidate {
  const compiled = compileCondition(condition, { shape: application });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return {
    id,
    record: id,
    org: 'root',
    sharing: 'global',
    enabled: true,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    values: { priority },
    condition: compiled.value,
    result: { number: id },
  };
}

function is(which: number, random: (below: number) => number): Leaf {
  const fact = keys[which] ?? 'buyerTaxNo';
  return { fact, operator: 'equal', value: `${fact}${random(spread[which] ?? 1)}` };
}

function isNot(which: number, random: (below: number) => number): Leaf {
  return { ...is(which, random), operator: 'notEqual' };
}
