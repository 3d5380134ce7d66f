import type { Cover } from '../condition/cover.ts';
import { type Candidate, compiledOf } from './candidate.ts';
import type { Eligibility } from './eligibility.ts';
import type { OrderKey } from './order.ts';
import type { Slot } from './posting.ts';
import { type Steps, usualSteps } from './steps.ts';

/**
 * The candidates of one form at one revision, sorted so that bit i is rank i, with an index that only ever
 * discards. Immutable: matches under way finish on the one they began with.
 */
export interface Snapshot {
  readonly ranked: readonly Candidate[];
  readonly order: readonly OrderKey[];
  readonly emptyMatches: boolean;
  readonly slots: readonly Slot[];
  readonly eligible: Eligibility;
  /** What the index knows about each; none: it is always looked at. */
  readonly covers: readonly Cover[];
  readonly steps: Steps;
  rankOf(id: string): number | undefined;
  /** Ranks of a record and of its rows. */
  ranksOfRecord(record: string): readonly number[];
  /** Another snapshot with some candidates put (new, or instead of those with the same id) or gone. */
  with(changes: Changes): Snapshot;
}

interface Changes {
  /** Default: none. */
  readonly put?: Iterable<Candidate>;
  /** Ids. Default: none. */
  readonly remove?: Iterable<string>;
}

export interface SnapshotOptions {
  readonly order: readonly OrderKey[];
  /** Whether a candidate without a condition matches everything. Default: yes. */
  readonly emptyMatches?: boolean;
  /** Default: the real ones; tests plant faults here. */
  readonly steps?: Steps;
}

interface Entry {
  readonly candidate: Candidate;
  readonly cover: Cover;
}

export function snapshot(candidates: Iterable<Candidate>, options: SnapshotOptions): Snapshot {
  const { order, emptyMatches = true, steps = usualSteps } = options;
  return build(enter(candidates, steps).sort(byOrder(order, steps)), order, emptyMatches, steps);
}

function build(
  entries: readonly Entry[],
  order: readonly OrderKey[],
  emptyMatches: boolean,
  steps: Steps,
): Snapshot {
  const ranked = entries.map((entry) => entry.candidate);
  const covers = entries.map((entry) => entry.cover);
  let ranks: Map<string, number> | undefined;
  let records: Map<string, number[]> | undefined;
  return Object.freeze({
    ranked,
    order,
    emptyMatches,
    slots: steps.lay(covers),
    eligible: steps.eligible(ranked, emptyMatches),
    covers,
    steps,
    rankOf(id: string) {
      ranks ??= new Map(ranked.map((candidate, rank) => [candidate.id, rank]));
      return ranks.get(id);
    },
    ranksOfRecord(record: string) {
      records ??= Map.groupBy(ranked.keys(), (rank) => ranked[rank]?.record ?? '');
      return records.get(record) ?? [];
    },
    with({ put = [], remove = [] }: Changes) {
      const come = enter(put, steps).sort(byOrder(order, steps));
      const gone = new Set(remove);
      for (const entry of come) gone.add(entry.candidate.id);
      const stay = entries.filter((entry) => !gone.has(entry.candidate.id));
      return build(steps.merge(stay, come, byOrder(order, steps)), order, emptyMatches, steps);
    },
  });
}

function enter(candidates: Iterable<Candidate>, steps: Steps): Entry[] {
  return Array.from(candidates, (candidate) => {
    const compiled = compiledOf(candidate);
    return { candidate, cover: compiled ? steps.cover(compiled) : [] };
  });
}

function byOrder(order: readonly OrderKey[], steps: Steps) {
  return (a: Entry, b: Entry): number => steps.compare(a.candidate, b.candidate, order);
}
