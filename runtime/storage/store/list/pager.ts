import { append } from '../../../../metadata/common/append.ts';
import type { Connection, Dialect, Row } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import type { TableIndexes } from '../../../database/schema.ts';
import type { IndexCatalogue } from '../../tables/index-catalogue.ts';
import { accessPathsOf, type Drive, type Walk } from './access-paths.ts';
import type { ListPlan } from './list-plan.ts';
import { createWayReads, type PageAsked } from './way-reads.ts';
import type { ZoneMaps } from './zone-maps.ts';

export interface PagerLimits {
  /** So many records are put in order without a thought. Default: 2,000. */
  readonly few?: number;
  /** So many rows are passed on the way along an order before another way is tried. Default: 5,000. */
  readonly passed?: number;
  /**
   * So many rows are passed in vain among those that a zone map lets through. Default: twice as many as along an order.
   */
  readonly inVain?: number;
  /** Rows of a zone. Default: 2,000. */
  readonly stretch?: number;
}

export interface PagerParts {
  readonly dialect: Dialect;
  readonly zoneMaps: ZoneMaps;
  readonly catalogue: IndexCatalogue;
  readonly limits?: PagerLimits;
  /** Told of each page that was read, and of each that could not be. */
  readonly onRead?: (plan: ListPlan, read: PageRead) => void;
}

/**
 * The way in which a page was read; `strayed`: along the order first, until there were too many rows that did not fit;
 * `leapt`: along the order, over what a zone map knows not to fit.
 */
export type PageWay = 'planned' | 'walked' | 'driven' | 'strayed' | 'leapt';

export interface PageRead {
  readonly way: PageWay;
  readonly indexes: TableIndexes;
  readonly milliseconds: number;
}

export interface Pager {
  /** The rows of one page, in order. */
  page(reader: Connection, plan: ListPlan, asked: PageAsked): Promise<readonly Row[]>;
  /** The same where they are found before so many rows were passed along the order; else null. */
  early(reader: Connection, plan: ListPlan, asked: PageAsked, most: number): Promise<readonly Row[] | null>;
}

/** The finding about a plan, which holds until the catalogue tells of its indexes anew. */
type Settled =
  | { readonly way: 'planned' }
  | { readonly way: 'walked'; readonly walk: Walk }
  | { readonly way: 'driven'; readonly drive: Drive };

interface PathChoice {
  readonly next: Settled;
  /** The first way that was tried was a long one. */
  readonly strayed: boolean;
  /** Along it a zone map may tell of a shorter way, as soon as there is one. */
  readonly leap: Walk | null;
  readonly of: TableIndexes;
}

interface Course {
  readonly walk: Walk;
  /** To the end, whatever lies on the way. */
  readonly free: boolean;
  readonly indexes: TableIndexes;
}

interface Won {
  readonly rows: readonly Row[];
  /** How to go about it the next time. */
  readonly next: Settled;
  readonly way: 'walked' | 'strayed' | 'leapt';
}

/**
 * Records are counted up to so many to tell which condition finds fewer, where none finds few and no index has the
 * order.
 */
const counted = 50_000;

/** So many times as far it goes each time the shorter way was not found yet. */
const further = 4;

/** So many entries of an index that has all that is asked about take as long as one row that is looked at. */
const easier = 4;
const easeOf = (way: Walk | Drive): number => ('rowsBy' in way && way.rowsBy !== null ? easier : 1);

/**
 * Reads pages of lists. Databases guess which index to take; a guess that is wrong costs a thousandfold. So what a
 * condition finds is counted up to some thousand in its index: few are put in order, and where there are many the
 * index of the order is walked until the page is full – for some thousand rows, as those that fit may all stand at
 * the end. The answer is the same whichever way it was found.
 */
export function createPager({ dialect, catalogue, zoneMaps, limits = {}, onRead }: PagerParts): Pager {
  const { few = 2_000, passed = 5_000 } = limits;
  // Of each stretch that a zone map lets through one row at least fits, and a page has twenty.
  const { inVain = 2 * passed } = limits;
  const reads = createWayReads(dialect);
  const settled = new WeakMap<ListPlan, PathChoice>();
  /** Of plans that were only begun, so that nobody knows how far it is. */
  const begun = new WeakMap<ListPlan, Pick<PathChoice, 'next' | 'of'>>();

  return { page, early };

  async function page(reader: Connection, plan: ListPlan, asked: PageAsked): Promise<readonly Row[]> {
    const known = catalogue.of(plan.layout.tableName);
    const indexes = known instanceof Promise ? await known : known;
    const began = performance.now();
    let way: PageWay = 'planned';
    try {
      const [rows, taken] = await read(reader, plan, asked, indexes);
      way = taken;
      return rows;
    } finally {
      const milliseconds = performance.now() - began;
      onRead?.(plan, { way, indexes, milliseconds });
    }
  }

  async function early(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    most: number,
  ): Promise<readonly Row[] | null> {
    const indexes = await catalogue.of(plan.layout.tableName);
    const known = settled.get(plan) ?? begun.get(plan);
    const next = known?.of === indexes ? known.next : await settle(reader, plan, indexes);
    if (known?.next !== next) begun.set(plan, { next, of: indexes });
    if (next.way === 'driven') return reads.driven(reader, plan, asked, next.drive);
    if (next.way === 'planned') return null;
    const rows: Row[] = [];
    let { after } = asked;
    for (const far of [most / further ** 2, most]) {
      const left = { ...asked, after, limit: asked.limit - rows.length };
      const stretch = await reads.walked(reader, plan, left, next.walk, far);
      append(rows, stretch.rows);
      if (stretch.end === null) return rows;
      after = stretch.end;
    }
    return null;
  }

  async function read(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    indexes: TableIndexes,
  ): Promise<readonly [readonly Row[], PageWay]> {
    try {
      return await readBest(reader, plan, asked, indexes);
    } catch (error) {
      // An index that was named is gone: it was of use to too few.
      if (!DatabaseError.is(error, 'other')) throw error;
      catalogue.forget(plan.layout.tableName);
      settled.delete(plan);
      return [await reads.planned(reader, plan, asked), 'planned'];
    }
  }

  async function readBest(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    indexes: TableIndexes,
  ): Promise<readonly [readonly Row[], PageWay]> {
    const known = settled.get(plan);
    const before = known?.of === indexes ? known : undefined;
    if (before?.leap && zoneMaps.has(plan, before.leap)) {
      const rows = await leapt(reader, plan, asked, before.leap);
      if (rows) return [rows, 'leapt'];
      if (asked.after === null) settled.set(plan, { ...before, leap: null });
    }
    const next = before?.next ?? (await settle(reader, plan, indexes));
    const wayTaken = (way: PageWay): PageWay => (before?.strayed ? 'strayed' : way);
    // The beginning of everything is what any planner finds.
    if (plan.terms.length === 0 && asked.after === null)
      return [await reads.planned(reader, plan, asked), 'planned'];
    if (next.way !== 'walked') {
      if (!before) settled.set(plan, { next, strayed: false, leap: null, of: indexes });
      const rows =
        next.way === 'planned'
          ? reads.planned(reader, plan, asked)
          : reads.driven(reader, plan, asked, next.drive);
      return [await rows, wayTaken(next.way)];
    }
    // The beginning was reached before, and will be again; behind a cursor nobody was yet.
    const free = next.walk.rest.length === 0 || (before !== undefined && asked.after === null);
    const won = await race(reader, plan, asked, { walk: next.walk, free, indexes });
    const strayed = won.way === 'strayed';
    if (asked.after === null && (strayed || !before)) {
      const leap = won.way === 'walked' ? null : next.walk;
      settled.set(plan, {
        next: won.next,
        strayed: strayed || wayTaken('walked') === 'strayed',
        leap,
        of: indexes,
      });
    }
    return [won.rows, won.way === 'walked' ? wayTaken('walked') : won.way];
  }

  /**
   * Along the order for a while; then over what a zone map knows not to fit, where there is one. Else what a condition
   * finds is counted as far, and either put in order or given up for a longer while. So it costs a small multiple of the
   * shorter way, however many records there are.
   */
  async function race(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    { walk, free, indexes }: Course,
  ): Promise<Won> {
    const { drives } = accessPathsOf(plan, indexes);
    const rows: Row[] = [];
    const next: Settled = { way: 'walked', walk };
    let { after } = asked;
    for (let most = passed; ; most *= further) {
      const left = { ...asked, after, limit: asked.limit - rows.length };
      const stretch = await reads.walked(reader, plan, left, walk, free ? null : most * easeOf(walk));
      append(rows, stretch.rows);
      if (stretch.end === null) return { rows, next, way: most > passed ? 'strayed' : 'walked' };
      after = stretch.end;
      if (most === passed && zoneMaps.has(plan, walk)) {
        const on = { ...asked, after, limit: asked.limit - rows.length };
        const more = await leapt(reader, plan, on, walk);
        if (more) return { rows: [...rows, ...more], next, way: 'leapt' };
      } else zoneMaps.make(plan, walk, indexes);
      const found = await fewest(reader, plan, drives, most);
      if (!found || found.effort > most) continue;
      const { drive } = found;
      return {
        rows: await reads.driven(reader, plan, asked, drive),
        next: { way: 'driven', drive },
        way: 'strayed',
      };
    }
  }

  async function settle(reader: Connection, plan: ListPlan, indexes: TableIndexes): Promise<Settled> {
    const { walk, drives } = accessPathsOf(plan, indexes);
    if (walk && walk.rest.length === 0) return { way: 'walked', walk };
    if (drives.length === 0 || (!walk && drives.length === 1)) return { way: 'planned' };
    const found = await fewest(reader, plan, drives, walk ? few : counted);
    if (found && found.effort <= (walk ? few : counted)) return { way: 'driven', drive: found.drive };
    return walk ? { way: 'walked', walk } : { way: 'planned' };
  }

  /** Answers the drive that takes the least, of those that are told apart within so many rows. */
  async function fewest(
    reader: Connection,
    plan: ListPlan,
    drives: readonly Drive[],
    most: number,
  ): Promise<{ readonly drive: Drive; readonly effort: number } | null> {
    let best: { readonly drive: Drive; readonly effort: number } | null = null;
    for (const drive of drives) {
      const ease = easeOf(drive);
      const enough = Math.floor(Math.min(most, best?.effort ?? most) * ease);
      const effort = (await reads.count(reader, plan, drive, enough)) / ease;
      if (!best || effort < best.effort) best = { drive, effort };
      if (best.effort <= few / 8) break;
    }
    return best;
  }

  /** Over what does not fit; null: nothing is known of that, or too much may fit and does not. */
  async function leapt(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    walk: Walk,
  ): Promise<readonly Row[] | null> {
    const runs = await zoneMaps.runs(plan, walk, asked.after);
    if (!runs) return null;
    const rows: Row[] = [];
    let left = inVain * easeOf(walk);
    for (const run of runs) {
      if (run.rows > left) return null;
      const some = { ...asked, limit: asked.limit - rows.length };
      const found = await reads.within(reader, plan, some, walk, run);
      append(rows, found);
      if (rows.length >= asked.limit) return rows;
      left -= Math.max(0, run.rows - found.length);
    }
    return rows;
  }
}
