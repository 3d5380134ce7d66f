import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUsual } from '../../workshop/it-long.ts';
import { isLong } from '../../workshop/runs.ts';
import { sampleFacts } from '../condition/generated.suite.ts';
import type { Candidate } from './candidate.ts';
import { explainRule } from './explain-rule.ts';
import { faults } from './faults.suite.ts';
import { makeRuleSet, orders, type RuleSet, ruleSets } from './generated-rules.suite.ts';
import { type Matched, match, matchMany } from './match.ts';
import { oracle } from './oracle.suite.ts';
import { type Steps, usualSteps } from './slots.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

/** More on demand: GUIJU_RULE_SETS=100000. */
const runs = Number(process.env['GUIJU_RULE_SETS'] ?? (isUsual ? 120 : 200));
const ids = (made: Snapshot): string[] => made.ranked.map((one) => one.id);
const unique = (list: readonly Candidate[]): Candidate[] => [
  ...new Map(list.map((one) => [one.id, one])).values(),
];

/** The index agrees with one naive engine over all rules, in whatever way it is asked. */
async function agrees(set: RuleSet, steps: Steps): Promise<void> {
  const candidates = unique(set.candidates);
  const snapshots = orders.map((order) => ({ order, made: snapshot(candidates, { order, steps }) }));
  for (const record of set.facts) {
    const facts = sampleFacts(record);
    const others = [set.asked.org, set.tree.root];
    for (const org of others) {
      const asked = { org, localDate: set.asked.localDate, tree: set.tree };
      const expectedIn = await oracle(candidates, facts, asked);
      for (const { order, made } of snapshots) {
        const expected = expectedIn(order);
        expect(ids(made)).toEqual(expected.ranked);
        const winner = expected.holding[0] ?? null;
        const traced = await match(made, facts, { ...asked, trace: true });
        for (const answer of [traced, await match(made, facts, asked)]) {
          expect(answer.winner?.id ?? null).toBe(winner);
          expect(answer.errors).toEqual([]);
        }
        expect((await match(made, facts, { ...asked, find: 'engine' })).winner?.id ?? null).toBe(winner);
        const { funnel, judged } = traced.trace!;
        const strict = await match(made, facts, { ...asked, trace: true, find: 'engine' });
        expect(strict.trace).toEqual(traced.trace);
        expect(judged.filter((one) => one.holds).map((one) => made.ranked[one.rank]!.id)).toEqual(
          expected.holding,
        );
        expect(funnel[1]?.left).toBe(expected.eligible.size);
        for (const [at, step] of funnel.entries()) {
          expect(step.left).toBeLessThanOrEqual(funnel[at - 1]?.left ?? step.left);
        }
      }
    }
  }
}

/** Changing a snapshot comes to the same as making it anew, and leaves the old one as it was. */
async function changes(set: RuleSet, steps: Steps): Promise<void> {
  const [order] = orders;
  const before = snapshot(unique(set.candidates), { order: order!, steps });
  const was = ids(before);
  const after = before.with({ put: unique(set.changed), remove: set.removed });
  const put = new Set(set.changed.map((one) => one.id));
  const now = [
    ...unique(set.candidates).filter((one) => !put.has(one.id) && !set.removed.includes(one.id)),
    ...unique(set.changed),
  ];
  const fresh = snapshot(now, { order: order!, steps });
  expect(ids(before)).toEqual(was);
  expect(ids(after)).toEqual(ids(fresh));
  let stepped = before;
  for (const candidate of unique(set.changed)) stepped = stepped.with({ put: [candidate] });
  for (const id of set.removed.filter((each) => !put.has(each))) stepped = stepped.with({ remove: [id] });
  expect(ids(stepped)).toEqual(ids(fresh));
  const asked = { ...set.asked, tree: set.tree, trace: true };
  for (const record of set.facts) {
    const expected = outcome(await match(fresh, sampleFacts(record), asked));
    for (const made of [after, stepped])
      expect(outcome(await match(made, sampleFacts(record), asked))).toEqual(expected);
  }
  for (const candidate of now) {
    expect(after.ranked[after.rankOf(candidate.id)!]).toBe(candidate);
    expect(after.ranksOfRecord(candidate.record)).toContain(after.rankOf(candidate.id));
  }
  for (const id of set.removed) if (!put.has(id)) expect(after.rankOf(id)).toBe(undefined);
}

/** Drops the number that an index leaves on the way, which depends on how it was laid; the rest does not. */
function outcome(matched: Matched) {
  const { winner, place, judged = [], funnel = [] } = stripped(matched);
  const counted = funnel.filter(([step]) => step !== 'facts');
  return { winner, place, holding: judged.filter(({ holds }) => holds), counted };
}

/** Checks that json-rules-engine confirms whoever is found: closures that say yes to all change nothing. */
async function overruled(set: RuleSet, steps: Steps): Promise<void> {
  const [order] = orders;
  const candidates = unique(set.candidates);
  const credulous: Steps = { ...steps, test: () => () => true };
  const made = snapshot(candidates, { order: order!, steps: credulous });
  const asked = { ...set.asked, tree: set.tree };
  for (const record of set.facts) {
    const facts = sampleFacts(record);
    const { holding } = (await oracle(candidates, facts, asked))(order!);
    expect((await match(made, facts, asked)).winner?.id ?? null).toBe(holding[0] ?? null);
    const traced = await match(made, facts, { ...asked, trace: true });
    expect(traced.winner?.id ?? null).toBe(holding[0] ?? null);
    expect(traced.trace!.judged.filter((one) => one.holds).map((one) => made.ranked[one.rank]!.id)).toEqual(
      holding,
    );
  }
}

function stripped({ winner, place, trace }: Matched) {
  const funnel = trace?.funnel.map(({ step, left, facts }) => [step, left, facts?.map((fact) => fact.path)]);
  return { winner: winner?.id, place, judged: trace?.judged, funnel };
}

const law = (holds: (set: RuleSet, steps: Steps) => Promise<void>, steps: Steps) =>
  fc.asyncProperty(ruleSets, (drawn) => holds(makeRuleSet(drawn), steps));

describe('laws of the index', { timeout: 600_000 }, () => {
  test('the index finds what one naive engine finds, and its funnel never grows', () =>
    fc.assert(law(agrees, usualSteps), { numRuns: runs }));

  test('json-rules-engine has the last word', () =>
    fc.assert(law(overruled, usualSteps), { numRuns: runs / 8 }));

  test('a changed snapshot is a new one', () => fc.assert(law(changes, usualSteps), { numRuns: runs / 4 }));

  test('the order in which rules come in does not matter', () =>
    fc.assert(
      fc.asyncProperty(ruleSets, fc.nat(), async (drawn, turn) => {
        const set = makeRuleSet(drawn);
        const candidates = unique(set.candidates);
        const at = turn % Math.max(candidates.length, 1);
        const turned = [...candidates.slice(at), ...candidates.slice(0, at)].reverse();
        for (const order of orders) {
          expect(ids(snapshot(turned, { order }))).toEqual(ids(snapshot(candidates, { order })));
        }
      }),
      { numRuns: runs / 4 },
    ));

  test('at once comes to the same as one after another', () =>
    fc.assert(
      fc.asyncProperty(ruleSets, async (drawn) => {
        const set = makeRuleSet(drawn);
        const made = snapshot(unique(set.candidates), { order: orders[0]! });
        const pause = () => Promise.resolve();
        const asked = { ...set.asked, tree: set.tree, trace: true, find: 'engine' as const, pause };
        const many = [...set.facts, ...set.facts].map(sampleFacts);
        const sequential = await matchMany(made, many, asked);
        const together = await Promise.all(many.map((facts) => match(made, facts, asked)));
        expect(together.map(stripped)).toEqual(sequential.map(stripped));
      }),
      { numRuns: runs / 4 },
    ));

  test('what a rule is told about itself agrees with who won', () =>
    fc.assert(
      fc.asyncProperty(ruleSets, async (drawn) => {
        const set = makeRuleSet(drawn);
        const candidates = unique(set.candidates);
        const order = orders[0]!;
        const made = snapshot(candidates, { order });
        const asked = { ...set.asked, tree: set.tree };
        const facts = sampleFacts(set.facts[0]!);
        const expected = (await oracle(candidates, facts, asked))(order);
        for (const { id } of candidates) {
          const found = await explainRule(made, id, facts, asked);
          const holds = expected.holding.includes(id);
          expect(found!.code === 'match-won').toBe(expected.holding[0] === id);
          expect(['match-won', 'match-outranked'].includes(found!.code)).toBe(holds);
          expect(
            [
              ...['match-failed', 'match-failed-any', 'match-denied', 'match-never'],
              ...['match-unasked', 'match-other-question', 'match-other-fact'],
            ].includes(found!.code),
          ).toBe(expected.eligible.has(id) && !holds);
          expect(found!.reason.zh).not.toMatch(/[{}]/);
        }
      }),
      { numRuns: runs / 10 },
    ));

  // Verdicts of the laws change with the laws alone: a few of the faults show that they still look.
  const planted = Object.entries(faults).filter((_, at) => isLong || at % 4 === 0);
  test.each(planted)('it is noticed when %s', async (_sentence, planted) => {
    const steps = { ...usualSteps, ...planted };
    const stages = [
      [agrees, 80],
      [overruled, 80],
      [changes, 400],
      // Some need a rule that hardly anybody writes.
      [agrees, 2_500],
    ] as const;
    let found = false;
    for (const [holds, numRuns] of stages) {
      if (!found) found = (await fc.check(law(holds, steps), { numRuns, endOnFailure: true })).failed;
    }
    expect(found).toBe(true);
  });
});
