import type { Json } from '../../metadata/json.ts';
import { type Facts, readOnce } from '../condition/facts.ts';
import type { Candidate } from './candidate.ts';
import { Judge, type Judged, type JudgeError } from './judge.ts';
import { type Asked, type FunnelStep, narrow } from './narrow.ts';
import type { Pause } from './slices.ts';
import type { Snapshot } from './snapshot.ts';

export interface MatchOptions extends Asked {
  /** Judge everyone the index leaves, and count the funnel. Default: stop at the first that holds. */
  readonly trace?: boolean;
  /**
   * Who looks for those that hold: closures, and json-rules-engine confirms each that was found;
   * json-rules-engine among those the index leaves; or json-rules-engine alone, and the index is not asked
   * either. The answer is the same. Default: closures.
   */
  readonly find?: 'closures' | 'engine' | 'engine alone';
  /** Default: no breaks. */
  readonly pause?: Pause;
}

export interface Matched {
  readonly winner: Candidate | null;
  /** Of the winner; 1 is the first. Null without one. */
  readonly place: number | null;
  readonly result: Json;
  /** Candidates whose condition could not be judged; they did not match. */
  readonly errors: readonly JudgeError[];
  /** Only when asked for. */
  readonly trace?: Trace;
}

interface Trace {
  readonly funnel: readonly FunnelStep[];
  /** Those the index left, in order. Everyone else lost before; `standing` says why. */
  readonly judged: readonly Judged[];
}

/** The first in order whose condition holds. The index discards, json-rules-engine has the last word. */
export async function match(snapshot: Snapshot, said: Facts, options: MatchOptions): Promise<Matched> {
  const { trace = false, find = 'closures' } = options;
  const facts = readOnce(said);
  const { bits, funnel } = narrow(snapshot, facts, options, trace, find !== 'engine alone');
  const judge = new Judge(snapshot, facts, options.pause);
  if (!trace) {
    const winner = find === 'closures' ? await judge.first(bits) : await judge.firstByEngine(bits);
    return answer(snapshot, winner, judge);
  }
  const judged = find === 'closures' ? await judge.all(bits) : await judge.allByEngine(bits);
  const holding = judged.filter((each) => each.holds);
  const steps: FunnelStep[] = [...funnel, { step: 'matched', left: holding.length }];
  return { ...answer(snapshot, holding[0]?.rank ?? -1, judge), trace: { funnel: steps, judged } };
}

/** One after another, with breaks between; the answers stand in the order of the facts. */
export async function matchMany(
  snapshot: Snapshot,
  many: Iterable<Facts>,
  options: MatchOptions,
): Promise<Matched[]> {
  const answers: Matched[] = [];
  for (const facts of many) {
    answers.push(await match(snapshot, facts, options));
    await options.pause?.();
  }
  return answers;
}

function answer({ ranked }: Snapshot, rank: number, { errors }: Judge): Matched {
  const winner = ranked[rank] ?? null;
  return { winner, place: winner && rank + 1, result: winner?.result ?? null, errors };
}
