import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { Compiled } from '../condition/compiled.ts';
import { evaluateAll, firstThatHolds } from '../condition/evaluate.ts';
import { type Facts, readOnce } from '../condition/facts.ts';
import { type Bits, nextBit } from './bits.ts';
import { type Candidate, compiledOf } from './candidate.ts';
import { type FunnelStep, type MatchContext, narrow } from './narrow.ts';
import { type Pause, quick, Slices, thorough } from './slices.ts';
import type { Snapshot } from './snapshot.ts';

interface JudgeError {
  readonly id: string;
  readonly message: string;
}

interface Judged {
  readonly rank: number;
  readonly holds: boolean;
}

/** Conditions that are judged between two offers of a break; fewer where facts have many lines. */
const group = 32;
/** So many lines take as long again to judge as a condition without any. */
const manyLines = 16;

/** Judges those whose bits are set, in order, over the same facts. Lives for one match. */
class Judge {
  readonly errors: JudgeError[] = [];
  readonly #snapshot: Snapshot;
  readonly #facts: Facts;
  readonly #slices: Slices;
  /** The factor by which a condition takes longer than usual. */
  readonly #effort: number;

  constructor(snapshot: Snapshot, facts: Facts, pause: Pause | undefined) {
    this.#snapshot = snapshot;
    this.#facts = facts;
    this.#slices = new Slices(pause);
    this.#effort = 1 + linesOf(facts.record) / manyLines;
  }

  /** Rank of the first that holds, or -1: found by closures, confirmed by json-rules-engine. */
  async first(bits: Bits): Promise<number> {
    for (let rank = nextBit(bits, 0); rank >= 0; rank = nextBit(bits, rank + 1)) {
      const compiled = this.#compiled(rank);
      if (compiled === null) return rank;
      if (this.#slices.spend(quick * this.#effort)) await this.#slices.rest();
      const found = this.#try(rank, () => this.#test(compiled));
      if (found && (await this.#confirm(rank, compiled, 'first'))) return rank;
    }
    return -1;
  }

  async firstByEngine(bits: Bits): Promise<number> {
    for (const ranks of this.#groups(bits)) {
      const first = await this.#firstOf(ranks);
      if (first >= 0) return first;
      if (this.#slices.spend(thorough * this.#effort * ranks.length)) await this.#slices.rest();
    }
    return -1;
  }

  /** Everyone: by closures, and whoever holds is confirmed by json-rules-engine. */
  async all(bits: Bits): Promise<Judged[]> {
    const judged: Judged[] = [];
    for (let rank = nextBit(bits, 0); rank >= 0; rank = nextBit(bits, rank + 1)) {
      const compiled = this.#compiled(rank);
      const found = compiled === null || this.#try(rank, () => this.#test(compiled));
      const holds = found && (compiled === null || (await this.#confirm(rank, compiled, 'all')));
      judged.push({ rank, holds });
      if (this.#slices.spend(quick * this.#effort)) await this.#slices.rest();
    }
    return judged;
  }

  async allByEngine(bits: Bits): Promise<Judged[]> {
    const judged: Judged[] = [];
    for (const ranks of this.#groups(bits)) {
      const verdicts = await this.#verdicts(ranks);
      for (const [at, rank] of ranks.entries()) judged.push({ rank, holds: verdicts[at] ?? false });
      if (this.#slices.spend(thorough * this.#effort * ranks.length)) await this.#slices.rest();
    }
    return judged;
  }

  *#groups(bits: Bits): Iterable<readonly number[]> {
    let ranks: number[] = [];
    for (let rank = nextBit(bits, 0); rank >= 0; rank = nextBit(bits, rank + 1)) {
      ranks.push(rank);
      if (ranks.length < group / this.#effort) continue;
      yield ranks;
      ranks = [];
    }
    if (ranks.length > 0) yield ranks;
  }

  /** Up to the first that has no condition: it holds whatever the others say. */
  async #firstOf(ranks: readonly number[]): Promise<number> {
    const always = ranks.findIndex((rank) => this.#compiled(rank) === null);
    const asked = always < 0 ? ranks : ranks.slice(0, always);
    try {
      const at = await firstThatHolds(
        asked.flatMap((rank) => this.#compiled(rank) ?? []),
        this.#facts,
      );
      return (at < 0 ? ranks[always] : asked[at]) ?? -1;
    } catch {
      const verdicts = await this.#verdicts(ranks);
      return ranks[verdicts.indexOf(true)] ?? -1;
    }
  }

  async #verdicts(ranks: readonly number[]): Promise<readonly boolean[]> {
    const compiled = ranks.map((rank) => this.#compiled(rank));
    try {
      const verdicts = await evaluateAll(
        compiled.filter((each) => each !== null),
        this.#facts,
      );
      let at = -1;
      return compiled.map((each) => {
        if (each === null) return true;
        at += 1;
        return verdicts[at] ?? false;
      });
    } catch {
      // A condition that cannot be judged makes all be judged one by one, so that the others can.
      const verdicts: boolean[] = [];
      for (const [at, rank] of ranks.entries()) {
        const one = compiled[at];
        verdicts.push(one ? await this.#confirm(rank, one, 'all') : true);
      }
      return verdicts;
    }
  }

  #test(compiled: Compiled): boolean {
    return this.#snapshot.steps.test(compiled)(this.#facts);
  }

  async #confirm(rank: number, compiled: Compiled, of: 'first' | 'all'): Promise<boolean> {
    try {
      return await this.#snapshot.steps.confirm(compiled, this.#facts, of);
    } catch (error) {
      return this.#failed(rank, error);
    }
  }

  #try(rank: number, judge: () => boolean): boolean {
    try {
      return judge();
    } catch (error) {
      return this.#failed(rank, error);
    }
  }

  #failed(rank: number, error: unknown): false {
    const id = this.#snapshot.ranked[rank]?.id ?? '';
    this.errors.push({ id, message: error instanceof Error ? error.message : String(error) });
    return false;
  }

  #compiled(rank: number): Compiled | null {
    const candidate = this.#snapshot.ranked[rank];
    return candidate ? compiledOf(candidate) : null;
  }
}

function linesOf(record: JsonObject): number {
  return Object.values(record).reduce<number>(
    (count, value) => count + (Array.isArray(value) ? value.length : 0),
    0,
  );
}

export interface MatchOptions extends MatchContext {
  /** Judge everyone the index leaves, and count the funnel. Default: stop at the first that holds. */
  readonly trace?: boolean;
  /**
   * The way to look for candidates that hold: closures, and json-rules-engine confirms each that was found;
   * json-rules-engine among those the index leaves; or json-rules-engine alone, and the index is not asked either. The
   * answer is the same. Default: closures.
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
  /** The candidates that the index left, in order. Everyone else lost before; `standing` says why. */
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

/** Matches many facts one after another, with breaks between; the answers stand in the order of the facts. */
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
