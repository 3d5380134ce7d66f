import { setImmediate } from 'node:timers/promises';
import type { Json } from '../../metadata/json.ts';
import { loadPatterns } from '../../metadata/pattern.ts';
import { compileCondition, usesPatterns } from '../../rules/condition/compile.ts';
import type { Scope } from '../../rules/condition/scope.ts';
import { type Candidate, compiledOf } from '../../rules/match/candidate.ts';
import type { RuleRecord } from '../../rules/match/match-form.ts';
import { type Snapshot, snapshot } from '../../rules/match/snapshot.ts';
import type { Change } from '../change.ts';
import { oneAtATime } from '../tenant/one-at-a-time.ts';
import { breaks } from './breaks.ts';
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

/** Rules that are put into a snapshot at once while all are read. */
const leastPut = 500;

export function createRuleSet(known: RuleForm, reader: RuleReader): RuleSet {
  const { matching, scope } = known;
  const needs = new Needs();
  /** Records that were written since they were read, with the revision of the first write. */
  const dirty = new Map<string, number>();
  /** The same of those that are being read. */
  let reading: ReadonlyMap<string, number> = new Map();
  /** Ids of the candidates a record brought. */
  const brought = new Map<string, readonly string[]>();
  let full: Scope = scope;
  let current: Snapshot | null = null;

  async function candidatesOf(rule: RuleRecord): Promise<readonly Candidate[]> {
    if (!full.patterns && usesPatterns(rule.record)) full = { ...scope, patterns: await loadPatterns() };
    return matching.candidatesOf(rule, compile).map((candidate) => Object.freeze(candidate));
  }

  async function bring(rules: readonly RuleRecord[]): Promise<Candidate[]> {
    const pause = breaks();
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
    const compiled = compileCondition(source, full);
    return compiled.ok ? compiled.value : { problems: compiled.problems };
  }

  function changed(changes: Iterable<Pick<Change, 'record' | 'revision'>>): void {
    for (const { record, revision } of changes)
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
      return before.with({ put: await bring(rules), remove });
    } catch (error) {
      changed(Array.from(reading, ([record, revision]) => ({ record, revision })));
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
      let next = snapshot([], { order: matching.order, emptyMatches: matching.emptyMatches });
      // By and by, a part of what is there already each time: the thread is held for a piece, the work stays linear.
      let put: Candidate[] = [];
      const putIn = async (): Promise<void> => {
        await setImmediate();
        next = next.with({ put });
        put = [];
        await setImmediate();
      };
      for await (const page of reader.pages()) {
        put.push(...(await bring(page)));
        if (put.length >= Math.max(leastPut, next.ranked.length / 8)) await putIn();
      }
      if (put.length > 0) await putIn();
      while (dirty.size > 0) next = await refresh(next);
      reading = new Map();
      current = next;
    },
    changed,
    catchUp: oneAtATime(async () => {
      // What is written while all are read is looked at when they are.
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
