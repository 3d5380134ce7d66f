import { type Facts, readOnce } from '../condition/facts.ts';
import { type ExplainOptions, type RuleVerdict, ruleVerdict } from './explain-rule.ts';
import { type Pause, Slices, thorough } from './slices.ts';
import type { Snapshot } from './snapshot.ts';

export interface LosersOptions extends ExplainOptions {
  readonly winner: number;
  /** Place to begin behind. Default: from the first. */
  readonly after?: number;
  /** Default: 100. */
  readonly limit?: number;
  readonly pause?: Pause;
}

/**
 * Everyone but the winner in the order of precedence, each with the reason, page by page: what 10,000 losers
 * have to say is worked out only for those somebody looks at.
 */
export async function losers(
  snapshot: Snapshot,
  said: Facts,
  options: LosersOptions,
): Promise<RuleVerdict[]> {
  const { after = 0, limit = 100, winner, pause } = options;
  const slices = new Slices(pause);
  const facts = readOnce(said);
  const found: RuleVerdict[] = [];
  for (let rank = after; rank < snapshot.ranked.length && found.length < limit; rank += 1) {
    if (rank === winner) continue;
    const one = await ruleVerdict(snapshot, rank, facts, options);
    if (one) found.push(one);
    if (slices.spend(thorough)) await slices.rest();
  }
  return found;
}
