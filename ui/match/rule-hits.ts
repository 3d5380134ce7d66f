import type { Condition } from '../../metadata/condition.ts';
import type { Coverage, CoveredRule, FactNamed } from '../../metadata/contract/match/findings.ts';
import type { StoredFacts } from '../../metadata/contract/match/sent.ts';
import { addDays } from '../../rules/calendar.ts';
import { serverClock } from '../session/server-clock.ts';
import { coverRules, type MatchAsk } from './match-run.ts';
import { keyOf } from './rule-table.ts';

const days = 90;
export const mostDocuments = 1_000;

/** How often each rule won among the newest documents of the last ninety days, by the key of `keyOf`. */
export interface Hits {
  readonly documents: number;
  readonly rules: ReadonlyMap<string, CoveredRule>;
}

export async function hitsOf(ask: MatchAsk, signal: AbortSignal): Promise<Hits> {
  const { facts, rules } = await coverRules(ask, await latest(), signal);
  return { documents: facts, rules: new Map(rules.map((rule) => [keyOf(rule), rule])) };
}

/** The documents that one rule won, its rows among it, and how many it won in each week. */
export interface Reach {
  /** How many documents were asked. */
  readonly documents: number;
  readonly wonBy: readonly FactNamed[];
  readonly weeks: readonly number[];
}

export async function reachOf(ask: MatchAsk, id: string, signal: AbortSignal): Promise<Reach> {
  return reachIn(await coverRules(ask, await latest(), signal, id), id, serverClock.moment.today);
}

function reachIn({ facts, rules, wonBy = [] }: Coverage, id: string, today: string): Reach {
  const own = rules.filter((rule) => rule.id === id);
  return {
    documents: facts,
    wonBy,
    weeks: weeksOf(
      own.flatMap((rule) => rule.days ?? []),
      today,
    ),
  };
}

/** How often it won in each of the last weeks, the last seven days at the end. */
export function weeksOf(wins: NonNullable<CoveredRule['days']>, today: string): readonly number[] {
  const weeks = Math.ceil(days / 7);
  return Array.from({ length: weeks }, (_, at) => {
    const back = 7 * (weeks - 1 - at);
    const [from, to] = [addDays(today, -back - 6), addDays(today, -back)];
    return wins.reduce((sum, { day, won }) => (day >= from && day <= to ? sum + won : sum), 0);
  });
}

async function latest(): Promise<StoredFacts> {
  await serverClock.learn();
  const value = new Date(Date.parse(serverClock.moment.now) - days * 86_400_000).toISOString();
  const filter: Condition = { all: [{ fact: 'createdAt', operator: 'greaterThanOrEqual', value }] };
  return { limit: mostDocuments, filter };
}
