import type { Served } from '../../call/call.ts';
import { oneAtATime } from '../../common/one-at-a-time.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { LeaseLost } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { IndexShape } from '../../database/schema.ts';
import type { PagerParts } from '../store/list/pager.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { createLayouts } from '../store/record/layouts.ts';
import { patiently } from '../tables/alter-patiently.ts';
import { createIndexCatalogue, type IndexCatalogue } from '../tables/index-catalogue.ts';
import { type DropReason, decideIndexes, type Learned, type LearningLimits } from './decide-indexes.ts';
import { createDemand, type DemandLimits } from './demand.ts';
import { type IndexKey, keyInWords, shapeOf } from './index-key.ts';
import { forgetLearned, readLearned, writeLearned } from './learned-rows.ts';

/** Sees what lists cost on this node, and lays the indexes they turn out to need: one node of all does. */
export interface LearnedIndexes {
  readonly catalogue: IndexCatalogue;
  readonly onRead: NonNullable<PagerParts['onRead']>;
  /** Writes down what was asked, and lays and drops what that calls for; called again and again. */
  tend(): Promise<void>;
  /** How things stood when this node last looked. */
  states(): readonly LearnedState[];
}

/**
 * `laid`: it is there. `room`: it waits for another one's place. `failed`: it could not be laid, and is tried again.
 * `seen`: too few needed it yet.
 */
export interface LearnedState extends Learned {
  /** Today's name of the form. */
  readonly name: string;
  /** Today's names of its columns. */
  readonly columns: string;
  readonly state: 'laid' | 'room' | 'failed' | 'seen';
}

export interface LearnedIndexesParts {
  readonly database: Database;
  readonly node: string;
  readonly log: Log;
  /** Null before the first publish. */
  readonly served: () => Served | null;
  readonly clock: () => number;
  readonly limits?: LearningOptions;
}

export type LearningOptions = Partial<LearningLimits & DemandLimits>;

const day = 86_400_000;
const usual: LearningLimits & DemandLimits = {
  budget: 12,
  worth: 100,
  unused: 30 * day,
  unusedInTheWay: day,
  slow: 10,
  rows: 1_000,
};
/** The use of an index is written down once in so many milliseconds. */
const often = 3_600_000;
/** Milliseconds until what failed is tried again. */
const again = 60_000;
/** How long readers may be in the way of one index before the next is tried. */
const ddlPatience = 10_000;

export function createLearnedIndexes(parts: LearnedIndexesParts): LearnedIndexes {
  const { database, node, log, served, clock } = parts;
  const limits = { ...usual, ...parts.limits };
  const catalogue = createIndexCatalogue(database);
  const demand = createDemand(limits);
  const layouts = createLayouts(database.dialect);
  const failedAt = new Map<string, number>();
  let tidied = false;
  let current: readonly LearnedState[] = [];

  /** Adds the demand of this node since the last time to the records of indexes, and answers all of them. */
  async function writeDown(now: number, view: Served): Promise<readonly Learned[]> {
    const rows = new Map((await readLearned(database)).map((row) => [`${row.form} ${row.key}`, row]));
    const changed = new Set<string>();
    const names = new Map<string, string>();
    for (const [id, { form, key }] of rows) {
      const layout = layoutOf(view, form);
      const shape = layout && shapeOf(layout, key);
      if (shape) names.set(shape.name, id);
    }
    for (const { form, index, cost, times } of demand.take()) {
      const id = 'key' in index ? `${form} ${index.key}` : names.get(index.name);
      if (id === undefined) continue;
      const row = rows.get(id);
      if ('key' in index) {
        const before = row ?? { form, key: index.key, cost: 0, times: 0, laidAt: null };
        rows.set(id, {
          ...before,
          cost: Math.round(before.cost + cost),
          times: before.times + times,
          lastAt: now,
        });
        changed.add(id);
      } else if (row && now - row.lastAt >= Math.min(often, limits.unusedInTheWay / 2)) {
        rows.set(id, { ...row, lastAt: now });
        changed.add(id);
      }
    }
    await writeLearned(
      database,
      [...changed].flatMap((id) => rows.get(id) ?? []),
    );
    return [...rows.values()];
  }

  function layoutOf(view: Served, id: string): RecordLayout | null {
    const form = view.model.formsById.get(id);
    return form ? layouts.of(view, form) : null;
  }

  async function tend(): Promise<void> {
    const view = served();
    if (!view) return;
    const now = clock();
    const rows = await writeDown(now, view);
    const states = new Map<string, LearnedState['state']>();
    if (rows.length > 0)
      await underLease(database, { work: 'indexes', node, ifFree: true }, async (held) => {
        if (!tidied) await alone(held.database, () => held.database.schema.tidy());
        tidied = true;
        for (const form of new Set(rows.map((row) => row.form))) {
          const own = rows.filter((row) => row.form === form);
          for (const [key, state] of await tendForm(held.database, view, form, own, now))
            states.set(`${form} ${key}`, state);
        }
      });
    current = (rows.length > 0 ? await readLearned(database) : []).flatMap((row) => {
      const layout = layoutOf(view, row.form);
      if (!layout || !shapeOf(layout, row.key)) return [];
      const state = row.laidAt === null ? (states.get(`${row.form} ${row.key}`) ?? 'seen') : 'laid';
      return [{ ...row, state, name: layout.form.name, columns: keyInWords(layout, row.key) }];
    });
  }

  async function tendForm(
    leased: Database,
    view: Served,
    form: string,
    rows: readonly Learned[],
    now: number,
  ): Promise<ReadonlyMap<IndexKey, LearnedState['state']>> {
    const layout = layoutOf(view, form);
    const states = new Map<IndexKey, LearnedState['state']>();
    if (!layout) return states;
    const table = layout.tableName;
    const found = await leased.schema.indexesOf(leased, table);
    const { lay, drop, forget, waiting } = decideIndexes(layout, found.indexes, rows, limits, now);
    const dropped = new Set<IndexKey | null>();
    const stuck = new Set<IndexKey | null>();
    for (const { name, key, why } of drop)
      ((await dropOne(leased, layout, name, key, why)) ? dropped : stuck).add(key);
    const forgotten = forget.filter((key) => !stuck.has(key));
    for (const key of forgotten) await forgetLearned(leased, form, key);
    for (const key of waiting) states.set(key, 'room');
    const names = new Set(found.indexes.map(({ name }) => name));
    await writeLearned(
      leased,
      rows
        .filter(({ key }) => !forgotten.includes(key))
        .flatMap((row): readonly Learned[] => {
          // It has to be needed anew before it comes back.
          if (dropped.has(row.key)) return [{ ...row, cost: 0, laidAt: null }];
          // A restore brings what is remembered, and tables without what was learned.
          const there = names.has(shapeOf(layout, row.key)?.name ?? '');
          return there === (row.laidAt !== null) ? [] : [{ ...row, laidAt: there ? now : null }];
        }),
    );
    for (const { row, shape, of } of lay) {
      const failed = now - (failedAt.get(shape.name) ?? Number.NEGATIVE_INFINITY) < again;
      if (failed || !(await layOne(leased, layout, row, shape)))
        for (const key of of) states.set(key, 'failed');
    }
    return states;
  }

  async function layOne(
    leased: Database,
    layout: RecordLayout,
    row: Learned,
    shape: IndexShape,
  ): Promise<boolean> {
    const { tableName: table, form } = layout;
    const said = { form: form.name, columns: keyInWords(layout, row.key) };
    const began = performance.now();
    try {
      await patiently(() => leased.schema.layIndex(table, shape, (work) => alone(leased, work)), ddlPatience);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      const after = await leased.schema.indexesOf(leased, table);
      if (!after.indexes.some(({ name }) => name === shape.name)) {
        log.warn({ ...said, err: error }, 'an index that lists need could not be laid yet');
        failedAt.set(shape.name, clock());
        return false;
      }
    }
    failedAt.delete(shape.name);
    catalogue.forget(table);
    await writeLearned(leased, [{ ...row, laidAt: clock(), lastAt: clock() }]);
    const milliseconds = Math.round(performance.now() - began);
    log.info({ ...said, milliseconds, cost: row.cost, times: row.times }, 'laid an index that lists need');
    return true;
  }

  async function dropOne(
    leased: Database,
    layout: RecordLayout,
    name: string,
    key: IndexKey | null,
    why: DropReason,
  ): Promise<boolean> {
    const { tableName: table, form } = layout;
    const said = {
      form: form.name,
      ...(key === null ? { name } : { columns: keyInWords(layout, key) }),
      why,
    };
    try {
      await alone(leased, () => patiently(() => leased.schema.liftIndex(table, name), ddlPatience));
    } catch (err) {
      if (err instanceof LeaseLost) throw err;
      log.warn({ ...said, err }, 'an index that nobody needs could not be dropped yet');
      return false;
    }
    catalogue.forget(table);
    log.info(said, 'dropped an index that had been learned');
    return true;
  }

  /** While no publish changes tables. */
  function alone(leased: Database, work: () => Promise<void>): Promise<void> {
    return underLease(leased, { work: 'tables', node }, work);
  }

  return {
    catalogue,
    onRead: limits.budget > 0 ? demand.note : () => {},
    tend: oneAtATime(tend),
    states: () => current,
  };
}
