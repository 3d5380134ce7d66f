import type { ListPlan } from '../store/list/list-plan.ts';
import type { PageRead } from '../store/list/pager.ts';
import { waysOf } from '../store/list/ways.ts';
import { learnedPrefix } from '../tables/table-spec.ts';
import type { IndexKey } from './index-key.ts';
import { readWants } from './read-wants.ts';

/** What was asked of an index since it was last told. */
export interface Asked {
  readonly form: string;
  /** Of one that there is: its name. Of one that is missing: what it is about. */
  readonly index: { readonly name: string } | { readonly key: IndexKey };
  /** Milliseconds that people waited for want of it. */
  readonly cost: number;
  readonly times: number;
}

/** Remembers, until it is taken, what lists cost and which learned indexes they use. */
export interface Demand {
  note(plan: ListPlan, read: PageRead): void;
  take(): readonly Asked[];
}

export interface DemandLimits {
  /** Milliseconds from which on an answer is slow. */
  readonly slow: number;
  /** Rows from which on a table needs learned indexes. */
  readonly rows: number;
}

export function createDemand({ slow, rows }: DemandLimits): Demand {
  let noted = new Map<string, Asked>();
  const used = new WeakMap<ListPlan, { readonly of: unknown; readonly names: readonly string[] }>();

  function add(form: string, id: string, index: Asked['index'], cost: number): void {
    const key = `${form} ${id}`;
    const before = noted.get(key);
    noted.set(key, { form, index, cost: (before?.cost ?? 0) + cost, times: (before?.times ?? 0) + 1 });
  }

  function namesOf(plan: ListPlan, read: PageRead): readonly string[] {
    const known = used.get(plan);
    if (known?.of === read.indexes) return known.names;
    const { walk, drives } = waysOf(plan, read.indexes);
    const all = [
      ...(walk ? [walk.index] : []),
      ...drives.flatMap((drive) => ('lines' in drive ? drive.lines : [drive]).map(({ index }) => index)),
    ];
    const names = [...new Set(all.filter((name) => name.startsWith(learnedPrefix)))];
    used.set(plan, { of: read.indexes, names });
    return names;
  }

  return {
    note(plan, read) {
      for (const name of namesOf(plan, read)) add(plan.form.id, name, { name }, 0);
      if (read.milliseconds < slow || read.indexes.rows < rows) return;
      const wants = readWants(plan, read);
      for (const key of wants) add(plan.form.id, key, { key }, read.milliseconds / wants.length);
    },
    take() {
      const taken = [...noted.values()];
      noted = new Map();
      return taken;
    },
  };
}
