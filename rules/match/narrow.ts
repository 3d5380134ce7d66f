import type { Facts } from '../condition/facts.ts';
import type { Fact } from '../condition/scope.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { andBits, type Bits, countBits, noBits, setBit } from './bits.ts';
import type { Look } from './column.ts';
import { factsOf, type Steps } from './slots.ts';
import type { Snapshot } from './snapshot.ts';

/** For whom and when. */
export interface MatchContext {
  readonly org: string;
  readonly tree: OrgTree;
  readonly localDate: string;
  /** Only rows of this record. Default: of all. */
  readonly record?: string;
}

/** Number of candidates that were left after a step. */
export interface FunnelStep {
  readonly step: 'all' | 'eligible' | 'record' | 'facts' | 'matched';
  /** `facts`: the facts that rules were asked for. */
  readonly facts?: readonly Fact[];
  readonly left: number;
}

export interface Narrowed {
  /** The candidates that are still to be looked at. */
  readonly bits: Bits;
  /** With `watch` only. */
  readonly funnel: readonly FunnelStep[];
}

/** Finds candidates the index cannot discard. `watch`: counts after every step. Without `index`: all taking part. */
export function narrow(
  snapshot: Snapshot,
  facts: Facts,
  asked: MatchContext,
  watch: boolean,
  index = true,
): Narrowed {
  const { ranked, slots, steps, eligible } = snapshot;
  const bits = eligible.bits(asked.org, asked.tree, asked.localDate).slice();
  const funnel: FunnelStep[] = [];
  const count = (step: FunnelStep['step'], asking?: readonly Fact[]): void => {
    if (watch) funnel.push({ step, ...(asking ? { facts: asking } : {}), left: countBits(bits) });
  };
  if (watch) funnel.push({ step: 'all', left: ranked.length });
  count('eligible');
  if (asked.record !== undefined) {
    const rows = noBits(ranked.length);
    for (const rank of snapshot.ranksOfRecord(asked.record)) setBit(rows, rank);
    andBits(bits, rows);
    count('record');
  }
  if (!index) return { bits, funnel };
  const spare = noBits(ranked.length);
  const look = lookAt(facts, steps);
  for (const [at, slot] of slots.entries()) {
    steps.narrow(bits, slot, look, spare);
    const next = slots[at + 1];
    if (!next || factsOf(next) !== factsOf(slot)) count('facts', slot.facts);
  }
  return { bits, funnel };
}

/** Keys are made once, however many slots look the same up. */
function lookAt(facts: Facts, steps: Steps): Look {
  const known = new Map<string, readonly (readonly string[])[]>();
  return {
    keys(source) {
      let keys = known.get(source.name);
      if (!keys) {
        keys = steps.keys(source, facts);
        known.set(source.name, keys);
      }
      return keys;
    },
    values: (source) => steps.values(source, facts),
  };
}
