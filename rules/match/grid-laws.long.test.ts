import fc from 'fast-check';
import { describe, expect, test as law } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { test as testOf } from '../condition/closure.ts';
import { compileCondition } from '../condition/compile.ts';
import { sampleCall, sampleFacts } from '../condition/generated.suite.ts';
import { leavesOf } from '../condition/outdated.ts';
import type { Fact } from '../condition/scope.ts';
import { orgTree } from '../sharing/org-tree.ts';
import { analyse, exhaustedIn } from './analysis/analyse.ts';
import { gapsOf } from './analysis/gaps.ts';
import { factsOfBoth } from './analysis/overlapping.ts';
import { type Candidate, compiledOf } from './candidate.ts';
import { scopeOf } from './for-whom.suite.ts';
import { orders } from './generated-rules.suite.ts';
import { everything, gridAims, gridRules, makeGridRules } from './grid-rules.suite.ts';
import { match } from './match.ts';
import { type Snapshot, snapshot } from './snapshot.ts';

const tree = orgTree([{ id: 'root', number: '1', name: 'root', parent: null, enabled: true }], 1);
const asked = { org: 'root', tree, localDate: '2026-02-28' };
const space = everything.map((record) => ({ record, facts: sampleFacts(record) }));
const gridScope = scopeOf(gridAims);
const document = compileCondition({ fact: 'ask:document', operator: 'isNotEmpty' }, gridScope);
const given = document.ok ? [document.value.node] : [];
const of = (rules: readonly Candidate[]) => snapshot(rules, { order: orders[0]! });
const holds = (rule: Candidate | undefined, record: JsonObject): boolean => {
  const compiled = rule && compiledOf(rule);
  return compiled ? testOf(compiled)(sampleFacts(record)) : false;
};
const first = (made: Snapshot, record: JsonObject) => made.ranked.find((rule) => holds(rule, record));
/** The winner by json-rules-engine alone, of a few. */
const byEngine = async (made: Snapshot, record: JsonObject) =>
  (await match(made, sampleFacts(record), { ...asked, find: 'engine alone' })).winner?.id ?? null;
const isEmpty = ({ path }: Fact, record: JsonObject) => record[path] === undefined;
/** Claims that were put to the test, so that no law holds for want of any. */
const counted = (wanted: Readonly<Record<string, number>>) => {
  const counts = new Map<string, number>();
  return {
    add: (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1),
    enough: () => {
      for (const [name, least] of Object.entries(wanted))
        expect([name, (counts.get(name) ?? 0) >= least]).toEqual([name, true]);
    },
  };
};

describe('whatever is said of rules is so of every combination of facts there is', () => {
  law('who never wins, wins only where something is empty, or overlaps', async () => {
    const claims = counted({
      'rule-shadowed': 15,
      'rule-shadowed-together': 1,
      'rule-only-when-empty': 10,
      'rule-never-matches': 5,
      'rule-for-others': 5,
      'rule-overlaps': 50,
      example: 50,
    });
    await fc.assert(
      fc.asyncProperty(
        gridRules,
        fc.array(fc.nat(space.length - 1), { maxLength: 4 }),
        async (drawn, few) => {
          const rules = makeGridRules(drawn);
          const made = of(rules);
          const winners = new Map<string, JsonObject[]>();
          for (const { record } of space) {
            const id = first(made, record)?.id;
            if (id !== undefined) winners.set(id, [...(winners.get(id) ?? []), record]);
          }
          for (const at of few)
            expect(await byEngine(made, space[at]!.record)).toBe(first(made, space[at]!.record)?.id ?? null);
          const byId = new Map(rules.map((one) => [one.id, one]));
          for (const { id, code, params } of await analyse(made, {
            tree,
            given,
            results: ['outcome'],
          })) {
            const won = winners.get(id) ?? [];
            claims.add(code);
            if (/shadowed|never|for-others/.test(code)) expect(won).toEqual([]);
            if (code === 'rule-shadowed-together')
              expect((params['together'] as string[]).length).toBeGreaterThan(1);
            if (code === 'rule-only-when-empty') {
              const labels = (params['facts'] as { zh: string }[]).map(({ zh }) => zh);
              const facts = compiledFacts(rules).filter((fact) => labels.includes(fact.labels[0]!.zh));
              expect(facts.length).toBe(labels.length);
              for (const record of won) expect(facts.some((fact) => isEmpty(fact, record))).toBe(true);
            }
            if (code !== 'rule-overlaps') continue;
            const own = byId.get(id)!;
            for (const other of (params['others'] as string[]).map((one) => byId.get(one)!)) {
              expect(own.result).not.toEqual(other.result);
              expect(own.values['priority']).toEqual(other.values['priority']);
              const both = factsOfBoth(own, other, sampleCall);
              const known = space.some(({ record }) => holds(own, record) && holds(other, record));
              expect(known).toBe(true);
              if (!both) continue;
              claims.add('example');
              expect([holds(own, both), holds(other, both)]).toEqual([true, true]);
            }
          }
        },
      ),
      { numRuns: 180 },
    );
    claims.enough();
  });

  law('which parts of a condition are out of options', () => {
    const claims = counted({ all: 20, none: 5 });
    fc.assert(
      fc.property(gridRules, (drawn) => {
        for (const rule of makeGridRules(drawn)) {
          const compiled = compiledOf(rule)!;
          const facts = new Set([...leavesOf(compiled.node)].map(({ fact }) => fact.path));
          for (const { fact, holds: how } of exhaustedIn(compiled.node)) {
            claims.add(how);
            // A comparison that is the whole condition can be tried.
            const { node } = compiled;
            const isOne = node.type === 'all' && node.nodes.length === 1;
            if (!isOne || facts.size > 1 || JSON.stringify(compiled.condition).includes('any')) continue;
            const filled = space.filter(({ record }) => !isEmpty(fact, record));
            const held = new Set(filled.map(({ record }) => holds(rule, record)));
            expect([...held]).toEqual([how === 'all']);
          }
        }
      }),
      { numRuns: 300 },
    );
    claims.enough();
  });

  law('where no rule holds, and that there is nothing else', async () => {
    const claims = counted({ gap: 200, whole: 100 });
    await fc.assert(
      fc.asyncProperty(gridRules, async (drawn) => {
        const made = of(makeGridRules(drawn));
        const { gaps, more } = await gapsOf(made, asked, { scope: gridScope, call: sampleCall });
        expect(more).toBe(false);
        const missed = space.filter(({ record }) => !first(made, record));
        for (const { where, facts, depends } of gaps) {
          claims.add('gap');
          expect(depends).toEqual([]);
          expect(await byEngine(made, facts)).toBe(null);
          if (where) expect(testOf(where)(sampleFacts(facts))).toBe(true);
          // Nothing of what is told is matched by anybody.
          const inside = space.filter((one) => !where || testOf(where)(one.facts));
          expect(inside.filter(({ record }) => first(made, record))).toEqual([]);
        }
        claims.add('whole');
        // And whatever is matched by nobody is told.
        const found = gaps.map(({ where }) => (where ? testOf(where) : () => true));
        expect(missed.filter(({ facts }) => !found.some((holds) => holds(facts)))).toEqual([]);
      }),
      { numRuns: 150 },
    );
    claims.enough();
  });
});

function compiledFacts(rules: readonly Candidate[]): readonly Fact[] {
  const facts = rules.flatMap((rule) => compiledOf(rule)?.facts ?? []);
  return [...new Map(facts.map((fact) => [fact.path, fact])).values()];
}
