import { setTimeout as sleep } from 'node:timers/promises';
import type { Served } from '../../call/call.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { underLease } from '../../database/lease.ts';
import { newIndexName, readIndexes, type SearchIndex } from '../search/search-index.ts';
import type { WriteEvent } from '../store/commit/planned-write.ts';
import type { RecordLayout } from '../store/record/layout.ts';
import { createLayouts } from '../store/record/layouts.ts';
import { newestRevision } from '../store/record/revisions.ts';
import { sampleCommon, searchedColumns } from './documents.ts';
import { type DueWork, dueWork, fillSlice, followSlice, type Slice } from './fill-index.ts';

export interface KeeperParts {
  readonly database: Database;
  readonly served: () => Served;
  /** Of the lease: one node at a time is at work. */
  readonly node: string;
  readonly clock: () => number;
  readonly log: Log;
  readonly stopping: AbortSignal;
  /** Records from which on a form has an index. Default: 1,000. */
  readonly worthwhile?: number;
  /** How long an index that is no longer used stays, in milliseconds. Default: 10,000. */
  readonly grace?: number;
}

/** Keeps what texts are searched by: makes, follows, renews and drops indexes, all beside running work. */
export interface IndexKeeper {
  /** Told of everything that was written. */
  heard(events: readonly WriteEvent[]): void;
  /** Does what is due; asked for again and again. */
  run(): Promise<void>;
  /** Indexes as this node last saw them. */
  states(): readonly SearchState[];
}

export interface SearchState {
  /** Name of the form. */
  readonly form: string;
  readonly phase: SearchIndex['phase'];
  /** Revisions that were written since, of other forms too. */
  readonly behind: number;
}

/** Fewer records are looked through as quickly. */
const usuallyWorthwhile = 1_000;
const usualGrace = 10_000;
/** The milliseconds for which the work is left to another node that is at it. */
const others = 2_000;
/** A node that was not at work for so long does not know how far others came. */
const forgotten = 6_000;
/** The keeper looks so often for indexes that others marked or published, even if nobody wrote. */
const lookEvery = 15_000;
/** How long it rests after each slice, in what that took: those who write lose no more than a third to it. */
const patience = { idle: 1, busy: 2.5 };
/** Writes a slice from which on somebody is busy. */
const busily = 32;
const slice = { least: 64, most: 256, quick: 10, slow: 25 };
/** Records are gathered for so long and searched without an index meanwhile; taken in together, they cost far less. */
const gathered = 500;

export function createIndexKeeper(parts: KeeperParts): IndexKeeper {
  const { database, served, clock, log, stopping, worthwhile = usuallyWorthwhile } = parts;
  const layouts = createLayouts(database.dialect);
  /** Newest revision heard of, by form. */
  const heard = new Map<string, number>();
  /** Forms whose records were not counted since somebody wrote one. */
  const uncounted = new Set<string>();
  /** Indexes that were seen to know everything up to what was heard since. */
  const caughtUp = new Set<string>();
  let model: Served['model'] | undefined;
  let searched: ReadonlyMap<string, RecordLayout> = new Map();
  let [lookedAt, leasedAt, refusedAt] = [-lookEvery, -forgotten, -others];
  let [followedAt, written] = [-gathered, 0];
  let resting = false;
  let seen: readonly SearchIndex[] = [];
  let size = 64;

  async function look(): Promise<void> {
    const now = served();
    if (model !== now.model) {
      const known = new Map<string, RecordLayout>();
      const { breathe } = createSlices();
      for (const form of now.model.formsById.values()) {
        const layout = layouts.of(now, form);
        if (searchedColumns(layout).length > 0) known.set(form.id, layout);
        await breathe();
      }
      model = now.model;
      searched = known;
      for (const form of searched.keys()) uncounted.add(form);
      resting = false;
    }
    if (performance.now() - lookedAt >= lookEvery) resting = false;
  }

  /** Whether others write much since it was last asked. */
  function isBusy(): boolean {
    const busy = written >= busily;
    written = 0;
    return busy;
  }

  async function due(): Promise<readonly DueWork[]> {
    lookedAt = performance.now();
    const indexes = await readIndexes(database);
    seen = indexes;
    const isEarly = performance.now() - followedAt < gathered;
    const indexed = new Set(indexes.map(({ form }) => form));
    const large = new Set<string>();
    for (const form of [...uncounted]) {
      const layout = searched.get(form);
      if (!indexed.has(form) && layout && (await isLarge(layout))) large.add(form);
      else uncounted.delete(form);
    }
    return dueWork({
      indexes,
      layouts: searched,
      behind: ({ form, name, revision }) =>
        !caughtUp.has(name) || (!isEarly && (heard.get(form) ?? 0) > revision),
      // A form whose index was given up had a reason to have one.
      large: (form) => large.has(form) || indexed.has(form),
      now: clock(),
      grace: parts.grace ?? usualGrace,
    });
  }

  async function isLarge({ table }: RecordLayout): Promise<boolean> {
    const row = await database.first(`SELECT id FROM ${table} ORDER BY id LIMIT 1 OFFSET ${worthwhile - 1}`);
    return row !== undefined;
  }

  /** Undefined: nothing is due now. */
  async function next(): Promise<DueWork | undefined> {
    resting = true;
    const [work] = await due();
    // The keeper looks again as long as records are only gathered.
    if (!work && performance.now() - followedAt < gathered) resting = false;
    return work;
  }

  /**
   * Does the work under the lease; an index that the database cannot work with is marked as broken, and built again.
   */
  async function doWork(held: Database, work: DueWork): Promise<void> {
    try {
      await perform(held, work);
    } catch (error) {
      // It is tried again, or made anew.
      resting = false;
      if ('index' in work && work.act !== 'drop' && DatabaseError.is(error, 'other', 'damaged'))
        await setPhase(held, work.index, 'broken');
      throw error;
    }
  }

  async function perform(held: Database, work: DueWork): Promise<void> {
    const { texts } = held.dialect;
    switch (work.act) {
      case 'begin':
        return begin(held, work.layout);
      case 'retire':
        log.info({ form: work.index.form, index: work.index.name }, 'a search index is no longer used');
        return setPhase(held, work.index, 'retired');
      case 'drop':
        for (const sql of texts.drop(work.index.name)) await held.schema.discard(sql);
        await held.run('DELETE FROM gj_search WHERE name = ?', [work.index.name]);
        return;
      case 'fill': {
        // Made here, and not where it was begun, for whoever goes on after a crash.
        if (work.index.place === '') for (const sql of texts.create(work.index.name)) await held.run(sql);
        const done = await slices(work.index, (index) => fillSlice(held, work.layout, index, size));
        if (done && !done.more) await finish(held, done.index, work.layout);
        return;
      }
      case 'follow': {
        const done = await slices(work.index, (index) => followSlice(held, work.layout, index, size));
        if (!done || done.more) return;
        caughtUp.add(work.index.name);
        followedAt = performance.now();
        if (done.put > 0) await sampleAgain(held, done.index, work.layout);
      }
    }
  }

  async function begin(held: Database, layout: RecordLayout): Promise<void> {
    const { form } = layout;
    const name = newIndexName();
    const columns = searchedColumns(layout).map((column) => column.physical);
    await held.run(
      `INSERT INTO gj_search (name, form, phase, texts, place, revision, sampled, common, at) VALUES (?, ?, 'filling', ?, '', ?, 0, '[]', ?)`,
      [name, form.id, JSON.stringify(columns), await newestRevision(held), clock()],
    );
    log.info({ form: form.id, index: name }, 'making a search index');
  }

  async function finish(held: Database, index: SearchIndex, layout: RecordLayout): Promise<void> {
    await sampleCommon(held, layout, index);
    await setPhase(held, index, 'ready');
    log.info({ form: index.form, index: index.name }, 'a search index is ready');
  }

  async function sampleAgain(held: Database, index: SearchIndex, layout: RecordLayout): Promise<void> {
    const row = await held.first<{ doc: number | bigint | null }>(held.dialect.texts.newest(index.name));
    if (Number(row?.doc ?? 0) > 2 * index.sampled + worthwhile) await sampleCommon(held, layout, index);
  }

  async function setPhase(
    held: Database,
    { name, phase }: SearchIndex,
    then: SearchIndex['phase'],
  ): Promise<void> {
    await held.run('UPDATE gj_search SET phase = ?, at = ? WHERE name = ? AND phase = ?', [
      then,
      clock(),
      name,
      phase,
    ]);
  }

  /** Slice after slice for a while, each as large as it is quick, with a rest after each. */
  async function slices(
    from: SearchIndex,
    next: (index: SearchIndex) => Promise<Slice | null>,
  ): Promise<Slice | null> {
    let [index, put] = [from, 0];
    for (const until = performance.now() + 500; ; ) {
      const began = performance.now();
      const done = await next(index);
      const took = performance.now() - began;
      if (!done) return null;
      if (took > slice.slow) size = Math.max(slice.least, size >> 1);
      else if (took < slice.quick) size = Math.min(slice.most, size << 1);
      index = done.index;
      put += done.put;
      if (!done.more || stopping.aborted || performance.now() > until) return { ...done, put };
      await sleep(Math.max(1, Math.min(took, 50) * (isBusy() ? patience.busy : patience.idle)));
    }
  }

  return {
    states: () =>
      seen
        .filter(({ phase }) => phase !== 'retired')
        .map(({ form, phase, revision }) => ({
          form: model?.formsById.get(form)?.name ?? form,
          phase,
          behind: Math.max(0, (heard.get(form) ?? 0) - revision),
        })),
    heard(events) {
      written += events.length;
      for (const { form, revision } of events) {
        if (!searched.has(form)) continue;
        heard.set(form, revision);
        uncounted.add(form);
        resting = false;
      }
    },
    async run() {
      await look();
      if (resting || stopping.aborted || performance.now() - refusedAt < others) return;
      const first = await next();
      if (!first) return;
      if (performance.now() - leasedAt > forgotten) caughtUp.clear();
      const lease = { work: 'search', node: parts.node, ifFree: true } as const;
      const done = await underLease(database, lease, async (held) => {
        for (let work: DueWork | undefined = first; work && !stopping.aborted; work = await next()) {
          resting = false;
          await doWork(held.database, work);
        }
        leasedAt = performance.now();
        return true;
      });
      if (done) return;
      // Whoever is at it may have ended in the midst of it: it is asked again.
      resting = false;
      refusedAt = performance.now();
    },
  };
}
