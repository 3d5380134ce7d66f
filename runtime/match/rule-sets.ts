import type { Form } from '../../metadata/model.ts';
import type { Change } from '../change.ts';
import type { Connection } from '../database/database.ts';
import type { Served } from '../served.ts';
import type { Copies } from '../store/copies.ts';
import type { Layouts } from '../store/layouts.ts';
import { ruleReader } from './read-rules.ts';
import { type RuleForm, ruleForm } from './rule-form.ts';
import { createRuleSet, type RuleSet } from './rule-set.ts';

/** The rules this node matches with, of each form since its first match. */
export interface RuleSets {
  /** Null for a form without a match. Waits for the first load only. */
  of(served: Served, form: Form): Promise<RuleSet> | RuleSet | null;
  /** What was written, here or elsewhere; done when matches see it. May come twice and late. Never fails. */
  follow(changes: readonly Change[]): Promise<void>;
  /** Reads what could not be read when it was written. Never fails. */
  catchUp(): Promise<void>;
  /** All that was told up to here is known; infinite when all is. */
  revision(): number;
}

export interface RuleSetsOptions {
  readonly reader: Connection;
  readonly layouts: Layouts;
  /** A record as an organisation's copy of it says. */
  readonly apply: Copies['apply'];
  /** Rules kept in memory; beyond, the forms unused longest are forgotten and read again. Default: 200,000. */
  readonly most?: number;
}

interface Kept {
  readonly name: string;
  readonly set: RuleSet;
  /** Null once it has loaded. */
  loading: Promise<RuleSet> | null;
}

export function createRuleSets({ reader, layouts, apply, most = 200_000 }: RuleSetsOptions): RuleSets {
  /** The one used last comes last. */
  const kept = new Map<string, Kept>();
  const known = new WeakMap<Form, { readonly model: Served['model']; readonly rules: RuleForm | null }>();

  function rulesOf({ model }: Served, form: Form): RuleForm | null {
    let found = known.get(form);
    if (found?.model !== model) {
      found = { model, rules: ruleForm(form, model) };
      known.set(form, found);
    }
    return found.rules;
  }

  function load(name: string, served: Served, rules: RuleForm): Kept {
    const { form, match } = rules;
    const set = createRuleSet(rules, ruleReader(reader, layouts.of(served, form), match.entries, apply));
    const made: Kept = { name, set, loading: null };
    made.loading = set.load().then(
      () => {
        made.loading = null;
        forget();
        return set;
      },
      (error: unknown) => {
        drop(made);
        throw error;
      },
    );
    return made;
  }

  function drop(one: Kept): void {
    if (kept.get(one.name) === one) kept.delete(one.name);
  }

  /** Sets of models nobody asks for any more go with the rest, when they are the oldest. */
  function forget(): void {
    let size = 0;
    for (const one of [...kept.values()].reverse()) {
      const own = one.loading ? 0 : one.set.snapshot().ranked.length;
      if (size > 0 && size + own > most) drop(one);
      else size += own;
    }
  }

  async function settle(sets: Iterable<Kept>): Promise<void> {
    await Promise.allSettled(Array.from(sets, (one) => one.set.catchUp()));
  }

  return {
    of(served, form) {
      const rules = rulesOf(served, form);
      if (!rules) return null;
      const name = `${form.id} ${rules.key}`;
      const found = kept.get(name) ?? load(name, served, rules);
      kept.delete(name);
      kept.set(name, found);
      return found.loading ?? found.set;
    },
    async follow(changes) {
      if (kept.size === 0) return;
      const byForm = Map.groupBy(changes, (change) => change.form);
      const told = [...kept.values()].filter(({ set }) => byForm.has(set.form.id));
      for (const { set } of told) set.changed(byForm.get(set.form.id) ?? []);
      await settle(told);
    },
    catchUp: () => settle([...kept.values()].filter(isBehind)),
    // Asked twice for every answer.
    revision() {
      let first = Number.POSITIVE_INFINITY;
      for (const { set } of kept.values()) first = Math.min(first, set.missing());
      return first - 1;
    },
  };
}

function isBehind({ set }: Kept): boolean {
  return set.missing() < Number.POSITIVE_INFINITY;
}
