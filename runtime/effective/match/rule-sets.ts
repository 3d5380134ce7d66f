import type { Form } from '../../../metadata/model.ts';
import type { Steps } from '../../../rules/match/slots.ts';
import type { Served } from '../../call/call.ts';
import type { Change } from '../../common/change.ts';
import { remember } from '../../common/remember.ts';
import type { Connection } from '../../database/database.ts';
import type { Layouts } from '../../storage/store/record/layouts.ts';
import type { Copies } from '../../storage/store/sight/copies.ts';
import { type RuleReader, ruleReader } from './read-rules.ts';
import { type RuleForm, ruleForm } from './rule-form.ts';
import { createRuleSet, type RuleSet } from './rule-set.ts';

/** The rules this node matches with, of each form since its first match. */
export interface RuleSets {
  /** Null for a form without a match. Waits for the first load only. */
  of(served: Served, form: Form): Promise<RuleSet> | RuleSet | null;
  /** Rules as another connection sees them; null for a form without a match. */
  readerOn(reader: Connection, served: Served, form: Form): RuleReader | null;
  /**
   * Takes in changes that were written, here or elsewhere; done when matches see them, or at once where they are part
   * of a long work of their writer. May come twice and late. Never fails.
   */
  follow(changes: readonly ActorChange[]): Promise<void>;
  /** Many writes of one person to one form: matches see them when all are done, and now and then before. */
  together<T>(form: string, actor: string, work: () => Promise<T>): Promise<T>;
  /** Reads what could not be read when it was written. Never fails. */
  catchUp(): Promise<void>;
  /** The same for what should not wait longer. */
  keepUp(): Promise<void>;
  /** Snapshots that took the place of others, since the start. */
  rebuilt(): number;
  /** All that was told up to here is known; infinite when all is. */
  revision(): number;
}

export interface RuleSetsOptions {
  readonly reader: Connection;
  readonly layouts: Layouts;
  /** A record as an organisation's copy of it says. */
  readonly apply: Copies['apply'];
  /** Rules kept in memory; beyond, the forms unused longest are forgotten and read again. Default: 200,000. */
  readonly most?: number | undefined;
  /** Default: the real ones; tests plant faults here. */
  readonly steps?: Steps | undefined;
}

export type ActorChange = Change & { readonly actor?: { readonly id: string } };

/** Milliseconds that matches may be behind a long work. */
const longWork = 2_000;

/** What is in service, what is designed over it, and what was in service just before. */
const mostOfForm = 3;

interface LoadedRules {
  readonly name: string;
  readonly set: RuleSet;
  /** Null once it has loaded. */
  loading: Promise<RuleSet> | null;
}

export function createRuleSets({ reader, layouts, apply, most = 200_000, steps }: RuleSetsOptions): RuleSets {
  let rebuilds = 0;
  /** Of whom and of which form long work is going on, and when matches saw of it last. */
  const going = new Map<string, { readonly form: string; works: number; seen: number }>();
  /** The one used last comes last. */
  const kept = new Map<string, LoadedRules>();
  const known = new WeakMap<Served['model'], WeakMap<Form, RuleForm | null>>();

  function rulesOf({ model }: Served, form: Form): RuleForm | null {
    const ofModel = remember(known, model, () => new WeakMap<Form, RuleForm | null>());
    return remember(ofModel, form, () => ruleForm(form, model));
  }

  function readerOf(from: Connection, served: Served, { form, lists }: RuleForm): RuleReader {
    return ruleReader(from, layouts.of(served, form), lists, apply);
  }

  function load(name: string, served: Served, rules: RuleForm): LoadedRules {
    const set = createRuleSet(rules, readerOf(reader, served, rules), {
      rebuilt: () => {
        rebuilds += 1;
      },
      steps,
    });
    const made: LoadedRules = { name, set, loading: null };
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

  function drop(one: LoadedRules): void {
    if (kept.get(one.name) === one) kept.delete(one.name);
  }

  /** Sets of models nobody asks for any more go when they are the oldest, be it of all or of their form. */
  function forget(): void {
    let size = 0;
    const ofForm = new Map<string, number>();
    for (const one of [...kept.values()].reverse()) {
      const { form } = one.set;
      const nth = (ofForm.get(form.id) ?? 0) + 1;
      ofForm.set(form.id, nth);
      const own = one.loading ? 0 : one.set.snapshot().ranked.length;
      if (nth > mostOfForm || (size > 0 && size + own > most)) drop(one);
      else size += own;
    }
  }

  function isGoing({ form, actor }: ActorChange): boolean {
    return actor !== undefined && going.has(`${form} ${actor.id}`);
  }

  async function settle(sets: Iterable<LoadedRules>): Promise<void> {
    await Promise.allSettled(Array.from(sets, (one) => one.set.catchUp()));
  }

  return {
    of(served, form) {
      const rules = rulesOf(served, form);
      if (!rules) return null;
      // Records that a design reads otherwise are others once it is published.
      const was = served.base && ` over ${served.base.model.formsById.get(form.id)?.hash}`;
      const name = `${form.id} ${rules.key}${was ?? ''}`;
      const found = kept.get(name) ?? load(name, served, rules);
      kept.delete(name);
      kept.set(name, found);
      return found.loading ?? found.set;
    },
    readerOn(from, served, form) {
      const rules = rulesOf(served, form);
      return rules && readerOf(from, served, rules);
    },
    async follow(changes) {
      if (kept.size === 0) return;
      const byForm = Map.groupBy(changes, (change) => change.form);
      const concerned = [...kept.values()].filter(({ set }) => byForm.has(set.form.id));
      for (const { set } of concerned) set.changed(byForm.get(set.form.id) ?? []);
      await settle(
        concerned.filter(({ set }) => byForm.get(set.form.id)?.some((change) => !isGoing(change))),
      );
    },
    async together(form, actor, work) {
      const key = `${form} ${actor}`;
      const one = going.get(key) ?? { form, works: 0, seen: performance.now() };
      going.set(key, one);
      one.works += 1;
      try {
        return await work();
      } finally {
        one.works -= 1;
        if (one.works === 0) going.delete(key);
        await settle([...kept.values()].filter((each) => each.set.form.id === form && isBehind(each)));
      }
    },
    async keepUp() {
      const now = performance.now();
      const works = [...going.values()].filter(({ seen }) => now - seen < longWork);
      for (const one of going.values()) if (!works.includes(one)) one.seen = now;
      const early = new Set(works.map(({ form }) => form));
      await settle([...kept.values()].filter((one) => isBehind(one) && !early.has(one.set.form.id)));
    },
    rebuilt: () => rebuilds,
    catchUp: () => settle([...kept.values()].filter(isBehind)),
    // Asked twice for every answer.
    revision() {
      let first = Number.POSITIVE_INFINITY;
      for (const { set } of kept.values()) first = Math.min(first, set.missing());
      return first - 1;
    },
  };
}

function isBehind({ set }: LoadedRules): boolean {
  return set.missing() < Number.POSITIVE_INFINITY;
}
