import type { Cover } from '../condition/cover.ts';
import { type Candidate, compiledOf, type OrderKey } from './candidate.ts';
import { Directory } from './directory.ts';
import type { Eligibility } from './eligibility.ts';
import { moveList } from './moves.ts';
import type { Pause } from './slices.ts';
import { type Slot, type Steps, usualSteps } from './slots.ts';
import { atOnce, inSlices, mergedBy, sortedBy, type Work } from './work.ts';

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
  /** The index's knowledge of each candidate; none: it is always looked at. */
  readonly covers: readonly Cover[];
  readonly steps: Steps;
  rankOf(id: string): number | undefined;
  /** Ranks of a record and of its rows. */
  ranksOfRecord(record: string): readonly number[];
  /** Another snapshot with some candidates put (new, or instead of those with the same id) or gone. */
  with(changes: Changes): Snapshot;
  /** The same, letting others in where it takes long. */
  later(changes: Changes, pause: Pause): Promise<Snapshot>;
}

export interface Changes {
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

/** The ways that all snapshots which come of one another share. */
interface Ways {
  readonly order: readonly OrderKey[];
  readonly emptyMatches: boolean;
  readonly steps: Steps;
}

interface Parts {
  readonly ranked: readonly Candidate[];
  readonly covers: readonly Cover[];
  readonly slots: readonly Slot[];
  readonly eligible: Eligibility;
  readonly byId: Directory<Candidate>;
  /** Ids. */
  readonly byRecord: Directory<readonly string[]>;
}

interface Entry {
  readonly candidate: Candidate;
  readonly cover: Cover;
}

/** Changes at once, and changes since the index was laid, up to which it is moved and not laid anew. */
const fewAtOnce = { least: 64, part: 200 };
const fewSince = { most: 2_000, part: 4 };

export function snapshot(candidates: Iterable<Candidate>, options: SnapshotOptions): Snapshot {
  const { order, emptyMatches = true, steps = usualSteps } = options;
  const ways = { order, emptyMatches, steps };
  return atOnce(layAgain(ways, [], candidates));
}

function made(ways: Ways, parts: Parts): Snapshot {
  const { ranked, byId, byRecord } = parts;
  const { order, emptyMatches, steps } = ways;

  function rankOf(id: string): number | undefined {
    const candidate = byId.get(id);
    if (!candidate) return undefined;
    const rank = placeOf(ways, ranked, candidate);
    if (ranked[rank] === candidate) return rank;
    const found = ranked.indexOf(candidate);
    return found < 0 ? undefined : found;
  }

  function* changed({ put = [], remove = [] }: Changes): Work<Snapshot> {
    const come = new Map<string, Candidate>();
    const gone = new Set(remove);
    for (const candidate of put) {
      come.set(candidate.id, candidate);
      gone.add(candidate.id);
      if (come.size % 2_048 === 0) yield;
    }
    const ranks: number[] = [];
    for (const id of gone) {
      const rank = rankOf(id);
      if (rank !== undefined) ranks.push(rank);
      if (ranks.length % 512 === 511) yield;
    }
    ranks.sort((a, b) => a - b);
    const since = byId.changed + come.size;
    const few =
      ranks.length + come.size <= fewAtOnce.least + ranked.length / fewAtOnce.part &&
      since <= Math.min(fewSince.most, ranked.length / fewSince.part);
    if (!few) return yield* relaid(ways, parts, ranks, come.values());
    return yield* moved(ways, parts, ranks, [...come.values()]);
  }

  return Object.freeze({
    ranked,
    order,
    emptyMatches,
    steps,
    slots: parts.slots,
    eligible: parts.eligible,
    covers: parts.covers,
    rankOf,
    ranksOfRecord: (record: string) => (byRecord.get(record) ?? []).flatMap((id) => rankOf(id) ?? []),
    with: (changes: Changes) => atOnce(changed(changes)),
    later: (changes: Changes, pause: Pause) => inSlices(changed(changes), pause),
  });
}

/** The index is moved: what stays is only shifted. */
function* moved(
  ways: Ways,
  parts: Parts,
  gone: readonly number[],
  put: readonly Candidate[],
): Work<Snapshot> {
  const { steps, order } = ways;
  const come = put.map((candidate) => entryOf(candidate, steps));
  come.sort((a, b) => steps.compare(a.candidate, b.candidate, order));
  const places = come.map(({ candidate }) => placeOf(ways, parts.ranked, candidate));
  const moves = steps.moves(parts.ranked.length, gone, places);
  const coming = come.map(({ cover }) => cover);
  const ranked = moveList(
    parts.ranked,
    moves,
    come.map(({ candidate }) => candidate),
  );
  yield;
  const slots: Slot[] = [];
  for (const slot of parts.slots) {
    slots.push(steps.move(slot, moves, coming));
    yield;
  }
  const left = gone.flatMap((rank) => parts.ranked[rank] ?? []);
  return made(ways, {
    ranked,
    covers: moveList(parts.covers, moves, coming),
    slots,
    eligible: parts.eligible.moved(moves, ranked),
    ...named(parts, left, put),
  });
}

function named({ byId, byRecord }: Parts, left: readonly Candidate[], put: readonly Candidate[]) {
  const ids = new Map<string, Candidate | null>(left.map(({ id }) => [id, null]));
  const records = new Map<string, readonly string[]>();
  const idsOf = (record: string) => records.get(record) ?? byRecord.get(record) ?? [];
  for (const { id, record } of left)
    records.set(
      record,
      idsOf(record).filter((other) => other !== id),
    );
  for (const candidate of put) {
    ids.set(candidate.id, candidate);
    records.set(candidate.record, [...idsOf(candidate.record), candidate.id]);
  }
  return { byId: byId.with(ids), byRecord: byRecord.with(records) };
}

function* relaid(
  ways: Ways,
  { ranked, covers }: Parts,
  gone: readonly number[],
  put: Iterable<Candidate>,
): Work<Snapshot> {
  const out = new Set(gone);
  const stay: Entry[] = [];
  for (const [rank, candidate] of ranked.entries())
    if (!out.has(rank)) stay.push({ candidate, cover: covers[rank] ?? [] });
  return yield* layAgain(ways, stay, put);
}

function* layAgain(ways: Ways, stay: readonly Entry[], put: Iterable<Candidate>): Work<Snapshot> {
  const { order, emptyMatches, steps } = ways;
  const come: Entry[] = [];
  for (const candidate of put) {
    come.push(entryOf(candidate, steps));
    if (come.length % 64 === 0) yield;
  }
  const compare = (a: Entry, b: Entry): number => steps.compare(a.candidate, b.candidate, order);
  const entries = yield* mergedBy(stay, yield* sortedBy(come, compare), compare);
  const ranked: Candidate[] = [];
  const covers: Cover[] = [];
  for (const { candidate, cover } of entries) {
    ranked.push(candidate);
    covers.push(cover);
    if (ranked.length % 2_048 === 0) yield;
  }
  const slots = yield* steps.lay(covers);
  const eligible = yield* steps.eligible(ranked, emptyMatches);
  const byId = new Map<string, Candidate>();
  const byRecord = new Map<string, string[]>();
  for (const [rank, candidate] of ranked.entries()) {
    byId.set(candidate.id, candidate);
    const ids = byRecord.get(candidate.record);
    if (ids) ids.push(candidate.id);
    else byRecord.set(candidate.record, [candidate.id]);
    if (rank % 2_048 === 0) yield;
  }
  return made(ways, {
    ranked,
    covers,
    slots,
    eligible,
    byId: new Directory<Candidate>(byId),
    byRecord: new Directory<readonly string[]>(byRecord),
  });
}

function entryOf(candidate: Candidate, steps: Steps): Entry {
  const compiled = compiledOf(candidate);
  return { candidate, cover: compiled ? steps.cover(compiled) : [] };
}

/** Counts the candidates that go before it. */
function placeOf({ steps, order }: Ways, ranked: readonly Candidate[], candidate: Candidate): number {
  let [low, high] = [0, ranked.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = ranked[middle];
    if (other && steps.compare(other, candidate, order) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
