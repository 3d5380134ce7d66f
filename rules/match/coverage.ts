import type { Facts } from '../condition/facts.ts';
import { isRuleOf } from './explain-rule.ts';
import { type MatchOptions, match } from './match.ts';
import type { Snapshot } from './snapshot.ts';

export interface Coverage {
  readonly facts: number;
  /** Places, from 0, in the list of facts that nobody won. */
  readonly unmatched: readonly number[];
  /** Of each of the facts the id of the rule that won; null: nobody did. */
  readonly winners: readonly (string | null)[];
  /** Those of the organisation that is asked for, in the order of precedence. */
  readonly rules: readonly RuleCoverage[];
  /** Ids of rules that never won: not one of the facts, or always behind another. */
  readonly neverWon: readonly string[];
}

interface RuleCoverage {
  readonly id: string;
  readonly won: number;
  /** Held, but another went first: to whom and how often, most first. */
  readonly lostTo: readonly { readonly id: string; readonly count: number }[];
}

/** Tells how a set of facts covers the rules: who won, who lost to whom, who is never needed. */
export async function coverage(
  snapshot: Snapshot,
  many: Iterable<Facts>,
  options: MatchOptions,
): Promise<Coverage> {
  const won = new Map<string, number>();
  const lost = new Map<string, Map<string, number>>();
  const unmatched: number[] = [];
  const winners: (string | null)[] = [];
  for (const facts of many) {
    const { winner, trace } = await match(snapshot, facts, { ...options, trace: true });
    if (!winner) unmatched.push(winners.length);
    winners.push(winner?.id ?? null);
    if (winner) won.set(winner.id, (won.get(winner.id) ?? 0) + 1);
    for (const { rank, holds } of trace?.judged ?? []) {
      const loser = snapshot.ranked[rank];
      if (!holds || !winner || !loser || loser === winner) continue;
      const to = lost.get(loser.id) ?? new Map<string, number>();
      lost.set(loser.id, to.set(winner.id, (to.get(winner.id) ?? 0) + 1));
    }
    await options.pause?.();
  }
  // What another organisation decides by could not win here: nothing is wrong with it.
  const rules = snapshot.ranked
    .filter((candidate) => isRuleOf(candidate, options))
    .map(({ id }): RuleCoverage => ({ id, won: won.get(id) ?? 0, lostTo: mostFirst(lost.get(id)) }));
  const neverWon = rules.filter((rule) => rule.won === 0).map((rule) => rule.id);
  return { facts: winners.length, unmatched, winners, rules, neverWon };
}

function mostFirst(counts: ReadonlyMap<string, number> | undefined) {
  return [...(counts ?? [])].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count);
}
