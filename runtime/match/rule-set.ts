import type { Json } from '../../metadata/json.ts';
import { loadPatterns } from '../../metadata/pattern.ts';
import { compileCondition, usesPatterns } from '../../rules/condition/compile.ts';
import type { Scope } from '../../rules/condition/scope.ts';
import { type Candidate, compiledOf } from '../../rules/match/candidate.ts';
import type { RuleRecord } from '../../rules/match/match-form.ts';
import { type Snapshot, snapshot } from '../../rules/match/snapshot.ts';
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
  /** Something was written about these records. */
  changed(records: readonly string[]): void;
  /** Whether something was written that the snapshot does not know yet. */
  isBehind(): boolean;
  /** Reads what changed and puts the next snapshot in place; nobody who matches waits for it. */
  catchUp(): Promise<void>;
}

export function createRuleSet(known: RuleForm, reader: RuleReader): RuleSet {
  const { matching, scope } = known;
  const needs = new Needs();
  const dirty = new Set<string>();
  /** Ids of the candidates a record brought. */
  const brought = new Map<string, readonly string[]>();
  let full: Scope = scope;
  let current: Snapshot | null = null;

  async function candidatesOf(rules: readonly RuleRecord[]): Promise<Candidate[]> {
    const pause = breaks();
    const found: Candidate[] = [];
    for (const rule of rules) {
      if (!full.patterns && usesPatterns(rule.record)) full = { ...scope, patterns: await loadPatterns() };
      const candidates = matching.candidatesOf(rule, compile);
      for (const candidate of candidates) {
        const compiled = compiledOf(candidate);
        if (compiled) needs.add(compiled);
        found.push(Object.freeze(candidate));
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

  async function refresh(before: Snapshot): Promise<Snapshot> {
    const records = [...dirty];
    dirty.clear();
    try {
      const rules = await reader.some(records);
      const remove = records.flatMap((record) => brought.get(record) ?? []);
      for (const record of records) brought.delete(record);
      return before.with({ put: await candidatesOf(rules), remove });
    } catch (error) {
      for (const record of records) dirty.add(record);
      throw error;
    }
  }

  return {
    ...known,
    needs,
    async load() {
      const all: Candidate[] = [];
      for await (const page of reader.pages()) for (const one of await candidatesOf(page)) all.push(one);
      let next = snapshot(all, { order: matching.order, emptyMatches: matching.emptyMatches });
      while (dirty.size > 0) next = await refresh(next);
      current = next;
    },
    changed(records) {
      for (const record of records) dirty.add(record);
    },
    catchUp: oneAtATime(async () => {
      // What is written while all are read is looked at when they are.
      if (current && dirty.size > 0) current = await refresh(current);
    }),
    isBehind: () => dirty.size > 0,
    snapshot() {
      if (!current) throw new Error('the rules were not loaded');
      return current;
    },
  };
}
