import type { Facts } from '../../rules/condition/facts.ts';
import type { Candidate } from '../../rules/match/candidate.ts';
import { type RuleVerdict, ruleVerdict } from '../../rules/match/explain-rule.ts';
import type { Asked } from '../../rules/match/narrow.ts';
import type { Pause } from '../../rules/match/slices.ts';
import type { Wanted } from '../store/answer/labels.ts';
import { nameOf } from './explainer.ts';
import type { MatchParts } from './match-parts.ts';
import type { Prepared } from './prepare.ts';

export interface JudgedRule {
  readonly rank: number;
  readonly candidate: Candidate;
  readonly verdict: RuleVerdict;
}

/** How those of these ranks stand, with names for the records their conditions speak of. */
export async function ruleVerdicts(
  { labels, reader }: Pick<MatchParts, 'labels' | 'reader'>,
  { call, snapshot }: Prepared,
  facts: Facts,
  ranks: readonly number[],
  options: Asked & { readonly winner: number; readonly pause: Pause },
): Promise<readonly JudgedRule[]> {
  const { pause, ...asked } = options;
  const wanted: Wanted = new Map();
  const judge = async (rank: number, missing: Wanted): Promise<JudgedRule | undefined> => {
    const candidate = snapshot.ranked[rank];
    const stands = await ruleVerdict(snapshot, rank, facts, {
      ...asked,
      nameOf: nameOf(labels, call, missing),
    });
    await pause();
    return candidate && stands && { rank, candidate, verdict: stands };
  };
  const all: JudgedRule[] = [];
  /** Places in `all` of those that speak of records without a name yet. */
  const unnamed: number[] = [];
  for (const rank of ranks) {
    const missing: Wanted = new Map();
    const stood = await judge(rank, missing);
    if (!stood) continue;
    if (missing.size > 0) unnamed.push(all.length);
    for (const [form, ids] of missing) wanted.set(form, ids.union(wanted.get(form) ?? new Set()));
    all.push(stood);
  }
  if (unnamed.length === 0) return all;
  await labels.load(reader, call.served, wanted, call);
  for (const at of unnamed) {
    const stood = await judge(all[at]?.rank ?? -1, new Map());
    if (stood) all[at] = stood;
  }
  return all;
}
