import type { Compiled } from '../../rules/condition/compiled.ts';
import { cover } from '../../rules/condition/cover.ts';
import { canHold } from '../../rules/match/analysis/can-hold.ts';

export type Oddity = 'rule-never-matches' | 'rule-not-indexable';

/** Finds the oddities of a condition by itself, whatever other rules there are. */
export function editedOddities(compiled: Compiled): readonly Oddity[] {
  if (!canHold([{ node: compiled.node, holds: true }])) return ['rule-never-matches'];
  return cover(compiled).length === 0 ? ['rule-not-indexable'] : [];
}
