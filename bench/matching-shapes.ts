import type { JsonObject } from '../metadata/common/json.ts';
import type { OrderKey } from '../rules/match/candidate.ts';
import { type MatchOptions, match } from '../rules/match/match.ts';
import { snapshot } from '../rules/match/snapshot.ts';
import {
  candidateOf,
  deniedRules,
  factsWithLines,
  lineRules,
  type MixedRule,
  mixedFacts,
  mixedRules,
  rangeRules,
} from './matching-mix.ts';
import { zenTable } from './matching-rivals.ts';
import { type Decide, perSecond } from './turns.ts';

/** Shapes of rules for which an index of values alone does not help. */
const shapes: readonly (readonly [string, () => readonly MixedRule[], () => readonly JsonObject[]])[] = [
  ['10,000 × three ranges of 3 %', () => rangeRules(10_000), () => nearHits(mixedFacts(64))],
  ['10,000 × all `not`', () => deniedRules(10_000), () => nearHits(mixedFacts(64))],
  ['10,000 over 500 lines, any and every', () => lineRules(10_000), () => factsWithLines(16)],
  ['100,000 of the mix', () => mixedRules(100_000), () => mixedFacts(64)],
  ['100,000 × three ranges of 3 %', () => rangeRules(100_000), () => mixedFacts(64)],
  ['100,000 × all `not`', () => deniedRules(100_000), () => nearHits(mixedFacts(64))],
];

/** Half of the facts lie where rules are. */
function nearHits(facts: readonly JsonObject[]): readonly JsonObject[] {
  return facts.map((one, at) =>
    at % 2 === 0
      ? one
      : { ...one, amount: 9_000 + Number(one['amount']) / 10, price: Number(one['price']) / 10 },
  );
}

/** First hits of ours and of the compiled decision table, each shape by itself. Answers what was missed. */
export async function benchShapes(
  say: (line: string) => void,
  asked: MatchOptions,
  order: readonly OrderKey[],
): Promise<readonly string[]> {
  const missed: string[] = [];
  say('| rules | ours /s | zen compiled /s | × zen | hits | left by the index, median |');
  say('| --- | --: | --: | --: | --: | --: |');
  for (const [name, rulesOf, factsOf] of shapes) {
    const [rules, facts] = [rulesOf(), factsOf()];
    const made = snapshot(rules.map(candidateOf), { order });
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    const zen = zenTable(made.ranked.flatMap((one) => byId.get(one.id) ?? []));
    const left: number[] = [];
    let hits = 0;
    for (const record of facts) {
      const { winner, trace } = await match(made, { record }, { ...asked, trace: true });
      left.push(trace?.judged.length ?? 0);
      if (winner) hits += 1;
      if (left.length > 16) continue;
      const theirs = await zen(record);
      if (theirs !== (winner?.id ?? null)) throw new Error(`${name}: ${winner?.id} and ${theirs}`);
    }
    const rates = await perSecond(
      new Map<string, Decide>([
        ['ours', (record: JsonObject) => match(made, { record }, asked)],
        ['zen', zen],
      ]),
      facts,
    );
    const [ours = 0, theirs = 1] = rates.values();
    const median = left.sort((a, b) => a - b)[left.length >> 1] ?? 0;
    say(
      `| ${name} | ${ours.toFixed(0)} | ${theirs.toFixed(1)} | ${(ours / theirs).toFixed(1)} | ${hits} of ${facts.length} | ${median} |`,
    );
    if (ours <= theirs) missed.push(`${name}: ahead of zen-engine`);
  }
  return missed;
}
