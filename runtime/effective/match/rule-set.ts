import { append } from '../../../metadata/common/append.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { loadPatterns } from '../../../metadata/common/pattern.ts';
import { compileCondition, usesPatterns } from '../../../rules/condition/compile.ts';
import { namedProblems } from '../../../rules/condition/rename.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import { type Candidate, compiledOf } from '../../../rules/match/candidate.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { Steps } from '../../../rules/match/slots.ts';
import { type Snapshot, snapshot } from '../../../rules/match/snapshot.ts';
import type { Change } from '../../common/change.ts';
import { oneAtATime } from '../../common/one-at-a-time.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { Needs } from './needs.ts';
import type { RuleReader } from './read-rules.ts';
import type { RuleForm } from './rule-form.ts';

/** The rules of one form on one node: read once, then kept by the writes it is told of. */
export interface RuleSet extends RuleForm {
  /** Reads all rules, and what is written meanwhile. Before, there is no snapshot. */
  load(): Promise<void>;
  /** As it is now; matches under way finish on the one they began with. */
  snapshot(): Snapshot;
  readonly needs: Needs;
  /** A record as it is kept, with what sharing knows of it; undefined: there is none. */
  read(record: string): Promise<RuleRecord | undefined>;
  /** The candidates a record brings, or would bring; the snapshot stays as it is. */
  candidatesOf(rule: RuleRecord): Promise<readonly Candidate[]>;
  /** Something was written about these records. */
  changed(changes: readonly Pick<Change, 'record' | 'revision'>[]): void;
  /** Revision of the first write that the snapshot does not know; infinite when it knows all it was told of. */
  missing(): number;
  /** Reads what changed and puts the next snapshot in place; nobody who matches waits for it. */
  catchUp(): Promise<void>;
}

export interface RuleSetOptions {
  /** Called for every snapshot that takes the place of another. Default: nobody is told. */
  readonly rebuilt?: (() => void) | undefined;
  /** Default: the real ones; tests plant faults here. */
  readonly steps?: Steps | undefined;
}

/** Told writes that are remembered, so that none is read twice. */
const mostRemembered = 20_000;

export function createRuleSet(
  known: RuleForm,
  reader: RuleReader,
  { rebuilt, steps }: RuleSetOptions = {},
): RuleSet {
  const { matching, scope } = known;
  const needs = new Needs();
  /** Records that were written since they were read, with the revision of the first write. */
  const dirty = new Map<string, number>();
  /** The same of those that are being read. */
  let reading: ReadonlyMap<string, number> = new Map();
  /** Newest revision told of a record: what is told twice was read, is being read or waits to be. */
  const newest = new Map<string, number>();
  /** Ids of the candidates a record brought. */
  const brought = new Map<string, readonly string[]>();
  let full: Scope = scope;
  let current: Snapshot | null = null;

  async function candidatesOf(rule: RuleRecord): Promise<readonly Candidate[]> {
    if (!full.patterns && usesPatterns(rule.record)) full = { ...scope, patterns: await loadPatterns() };
    return matching.candidatesOf(rule, compile).map((candidate) => Object.freeze(candidate));
  }

  async function bring(rules: readonly RuleRecord[]): Promise<Candidate[]> {
    const pause = timeSlices();
    const found: Candidate[] = [];
    for (const rule of rules) {
      const candidates = await candidatesOf(rule);
      for (const candidate of candidates) {
        const compiled = compiledOf(candidate);
        if (compiled) needs.add(compiled);
        found.push(candidate);
      }
      const ids = candidates.map(({ id }) => id);
      if (ids.length > 0) brought.set(rule.record.id, ids);
      await pause();
    }
    return found;
  }

  function compile(source: Json): NonNullable<Candidate['condition']> {
    const compiled = compileCondition(source, { ...full, kept: true });
    return compiled.ok ? compiled.value : { problems: namedProblems(compiled.problems, full) };
  }

  function changed(changes: Iterable<Pick<Change, 'record' | 'revision'>>): void {
    if (newest.size > mostRemembered) newest.clear();
    for (const { record, revision } of changes) {
      if ((newest.get(record) ?? -1) >= revision) continue;
      newest.set(record, revision);
      wait(record, revision);
    }
  }

  function wait(record: string, revision: number): void {
    dirty.set(record, Math.min(revision, dirty.get(record) ?? revision));
  }

  async function refresh(before: Snapshot): Promise<Snapshot> {
    reading = new Map(dirty);
    const records = [...reading.keys()];
    dirty.clear();
    try {
      const rules = await reader.some(records);
      const remove = records.flatMap((record) => brought.get(record) ?? []);
      for (const record of records) brought.delete(record);
      const next = await before.later({ put: await bring(rules), remove }, timeSlices());
      rebuilt?.();
      return next;
    } catch (error) {
      for (const [record, revision] of reading) wait(record, revision);
      reading = new Map();
      throw error;
    }
  }

  return {
    ...known,
    needs,
    candidatesOf,
    read: async (record) => (await reader.some([record]))[0],
    async load() {
      const { order, emptyMatches } = matching;
      const put: Candidate[] = [];
      for await (const page of reader.pages()) append(put, await bring(page));
      const none = snapshot([], { order, emptyMatches, ...(steps ? { steps } : {}) });
      let next = await none.later({ put }, timeSlices());
      while (dirty.size > 0) next = await refresh(next);
      reading = new Map();
      current = next;
    },
    changed,
    catchUp: oneAtATime(async () => {
      // A rule that is written while all are read is looked at afterwards.
      if (!current || dirty.size === 0) return;
      current = await refresh(current);
      reading = new Map();
    }),
    missing() {
      let first = Number.POSITIVE_INFINITY;
      if (dirty.size === 0 && reading.size === 0) return first;
      for (const waiting of current ? [dirty, reading] : [])
        for (const revision of waiting.values()) first = Math.min(first, revision);
      return first;
    },
    snapshot() {
      if (!current) throw new Error('the rules were not loaded');
      return current;
    },
  };
}
