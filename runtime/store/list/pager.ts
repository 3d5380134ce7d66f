import type { Json } from '../../../metadata/json.ts';
import type { Cell, Connection, Dialect, Row } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { TableIndexes } from '../../database/schema.ts';
import type { IndexCatalogue } from '../../tables/index-catalogue.ts';
import { column } from '../record/layout.ts';
import { renderAfter } from '../sql/cursor.ts';
import { piecesAfter } from '../sql/pieces.ts';
import type { Term } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';
import type { ListPlan } from './list-plan.ts';
import { type Drive, type Walk, waysOf } from './ways.ts';

export interface PagerLimits {
  /** So many records are put in order without a thought. Default: 2,000. */
  readonly few?: number;
  /** So many rows are passed on the way along an order before another way is tried. Default: 5,000. */
  readonly passed?: number;
}

export interface PagerParts {
  readonly dialect: Dialect;
  readonly catalogue: IndexCatalogue;
  readonly limits?: PagerLimits;
  /** Told of each page that was read, and of each that could not be. */
  readonly onRead?: (plan: ListPlan, read: PageRead) => void;
}

/** How a page was read; `strayed`: along the order first, until there were too many rows that did not fit. */
export type PageWay = 'planned' | 'walked' | 'driven' | 'strayed';

export interface PageRead {
  readonly way: PageWay;
  readonly indexes: TableIndexes;
  readonly milliseconds: number;
}

export interface PageAsked {
  /** Of the row after which to go on. */
  readonly after: readonly Json[] | null;
  /** Rows to answer at most. */
  readonly limit: number;
  /** One more condition, the plan's own apart. */
  readonly also?: Term;
}

/** The rows of one page, in order. */
export type Pager = (reader: Connection, plan: ListPlan, asked: PageAsked) => Promise<readonly Row[]>;

/** What was found out about a plan: it holds until the catalogue tells of its indexes anew. */
type Settled =
  | { readonly way: 'planned' }
  | { readonly way: 'walked'; readonly walk: Walk }
  | { readonly way: 'driven'; readonly drive: Drive };

interface Known {
  readonly next: Settled;
  /** The first way that was tried was a long one. */
  readonly strayed: boolean;
  readonly of: TableIndexes;
}

/** How far records are counted to tell which condition finds fewer, where none finds few and no index has the order. */
const counted = 50_000;

/** So many times as far it goes each time the shorter way was not found yet. */
const further = 4;

/** How many entries of an index that has all that is asked about take as long as one row that is looked at. */
const easier = 4;
const easeOf = (way: Walk | Drive): number => ('rowsBy' in way && way.rowsBy !== null ? easier : 1);

/**
 * Reads pages of lists. Databases guess which index to take; a guess that is wrong costs a thousandfold. So what a
 * condition finds is counted up to some thousand in its index: few are put in order, and where there are many the
 * index of the order is walked until the page is full – for some thousand rows, as those that fit may all stand at
 * the end. The answer is the same whichever way it was found.
 */
export function createPager({ dialect, catalogue, limits = {}, onRead }: PagerParts): Pager {
  const { few = 2_000, passed = 5_000 } = limits;
  const settled = new WeakMap<ListPlan, Known>();

  return async (reader, plan, asked) => {
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
  };

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
      return [await planned(reader, plan, asked), 'planned'];
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
    const next = before?.next ?? (await settle(reader, plan, indexes));
    const wayTaken = (way: PageWay): PageWay => (before?.strayed ? 'strayed' : way);
    const keep = (found: Settled, strayed: boolean) =>
      void settled.set(plan, { next: found, strayed, of: indexes });
    // The beginning of everything is what any planner finds.
    if (plan.terms.length === 0 && asked.after === null)
      return [await planned(reader, plan, asked), 'planned'];
    if (next.way !== 'walked') {
      if (!before) keep(next, false);
      const rows =
        next.way === 'planned' ? planned(reader, plan, asked) : driven(reader, plan, asked, next.drive);
      return [await rows, wayTaken(next.way)];
    }
    // The beginning was reached before, and will be again; behind a cursor nobody was yet.
    const free = next.walk.rest.length === 0 || (before !== undefined && asked.after === null);
    const [found, strayed] = await race(reader, plan, asked, next.walk, free, waysOf(plan, indexes).drives);
    if (asked.after === null && (strayed || !before))
      keep(found.settled, strayed || (before?.strayed ?? false));
    return [found.rows, strayed ? 'strayed' : wayTaken('walked')];
  }

  /**
   * Along the order for a while; then what a condition finds is counted as far, and either put in order or given up
   * for a longer while. So it costs a small multiple of the shorter way, however many records there are.
   */
  async function race(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    walk: Walk,
    free: boolean,
    drives: readonly Drive[],
  ): Promise<
    readonly [found: { readonly rows: readonly Row[]; readonly settled: Settled }, strayed: boolean]
  > {
    const rows: Row[] = [];
    let { after } = asked;
    for (let most = passed; ; most *= further) {
      const left = { ...asked, after, limit: asked.limit - rows.length };
      const stretch = await walked(reader, plan, left, walk, free ? null : most * easeOf(walk));
      rows.push(...stretch.rows);
      if (stretch.end === null) return [{ rows, settled: { way: 'walked', walk } }, most > passed];
      after = stretch.end;
      const drive = await fewest(reader, plan, drives, most);
      if (drive && drive.effort <= most)
        return [
          {
            rows: await driven(reader, plan, asked, drive.drive),
            settled: { way: 'driven', drive: drive.drive },
          },
          true,
        ];
    }
  }

  async function settle(reader: Connection, plan: ListPlan, indexes: TableIndexes): Promise<Settled> {
    const { walk, drives } = waysOf(plan, indexes);
    if (walk && walk.rest.length === 0) return { way: 'walked', walk };
    if (drives.length === 0 || (!walk && drives.length === 1)) return { way: 'planned' };
    const found = await fewest(reader, plan, drives, walk ? few : counted);
    if (found && found.effort <= (walk ? few : counted)) return { way: 'driven', drive: found.drive };
    return walk ? { way: 'walked', walk } : { way: 'planned' };
  }

  /** Which takes the least, of those that are told apart within so many rows. */
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
      const effort = (await count(reader, plan, drive, enough)) / ease;
      if (!best || effort < best.effort) best = { drive, effort };
      if (best.effort <= few / 8) break;
    }
    return best;
  }

  /** How many records a condition finds; one more than `most`: too many to count. */
  async function count(
    reader: Connection,
    { layout }: ListPlan,
    drive: Drive,
    most: number,
  ): Promise<number> {
    const one = (index: string, { text, params }: Joined): Joined => ({
      text: `SELECT 1 AS one FROM ${layout.table} ${recordAlias}${dialect.using(index)} WHERE ${text} LIMIT ${most + 1}`,
      params,
    });
    const parts =
      'lines' in drive
        ? drive.lines.map(({ branch, index }) => one(index, branch))
        : [one(drive.index, joined(drive.by))];
    const all = parts.map(({ text }, at) => `SELECT one FROM (${text}) p${at}`).join(' UNION ALL ');
    const sql = `SELECT COUNT(*) AS n FROM (${all}) p`;
    const row = await reader.first<{ n: number | bigint }>(
      sql,
      parts.flatMap(({ params }) => params),
    );
    return Math.min(Number(row?.n ?? 0), most + 1);
  }

  function planned(reader: Connection, plan: ListPlan, asked: PageAsked): Promise<Row[]> {
    return select(reader, plan, null, [...plan.terms, ...behind(plan, asked), ...also(asked)], asked.limit);
  }

  function driven(reader: Connection, plan: ListPlan, asked: PageAsked, drive: Drive): Promise<Row[]> {
    const by = 'lines' in drive ? [amongLines(plan, drive)] : drive.by;
    const terms = [...by, ...drive.rest.map(judged), ...behind(plan, asked).map(judged), ...also(asked)];
    return select(reader, plan, drive, terms, asked.limit);
  }

  function amongLines({ layout }: ListPlan, { lines }: Extract<Drive, { lines: unknown }>): Joined {
    const id = column(layout, 'id').name;
    const selects = lines.map(
      ({ branch, index }) =>
        `SELECT ${recordAlias}.${id} AS id FROM ${layout.table} ${recordAlias}${dialect.using(index)} WHERE ${branch.text}`,
    );
    return {
      text: `${recordAlias}.${id} IN (SELECT d.id FROM (${selects.join(' UNION ')}) d)`,
      params: lines.flatMap(({ branch }) => branch.params),
    };
  }

  /** `most`: how many rows there may be on the way; null: as many as there are. */
  async function walked(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    walk: Walk,
    most: number | null,
  ): Promise<Stretch> {
    const rows: Row[] = [];
    const { first, along, rest } = walk;
    for (const piece of piecesAfter(plan.sort, asked.after, recordAlias, dialect)) {
      const start = [...first, ...along, ...(piece.from ? [piece.from] : [])];
      const [end, beyond] = most === null ? [] : await placesAt(reader, plan, walk, start, most);
      const until = beyond ? [piece.until(beyond)] : [];
      const terms = [...start, ...until, ...rest.map(judged), ...also(asked)];
      rows.push(...(await select(reader, plan, walk, terms, asked.limit - rows.length)));
      if (rows.length >= asked.limit) return { rows, end: null };
      if (end && beyond) return { rows, end };
    }
    return { rows, end: null };
  }

  /** Where the row stands that is as far along the order, and the one behind it. */
  async function placesAt(
    reader: Connection,
    { layout, sort, order }: ListPlan,
    { index }: Walk,
    start: readonly Joined[],
    most: number,
  ): Promise<readonly (readonly Json[])[]> {
    const keys = sort.map(
      ({ column: { name } }, at) => `${recordAlias}.${name} AS ${dialect.quote(`k${at}`)}`,
    );
    const { text, params } = joined(start);
    const found = await reader.all(
      `SELECT ${keys.join(', ')} FROM ${layout.table} ${recordAlias}${dialect.using(index)} WHERE ${text} ORDER BY ${order} LIMIT 2 OFFSET ${most - 1}`,
      params,
    );
    return found.map((row) =>
      sort.map(({ column: { column: type } }, at) => dialect.decode(type, row[`k${at}`] ?? null)),
    );
  }

  /** `way`: null leaves it to the database. */
  function select(
    reader: Connection,
    plan: ListPlan,
    way: Walk | Drive | null,
    terms: readonly Joined[],
    limit: number,
  ): Promise<Row[]> {
    const { text, params } = joined(terms);
    const using = way ? dialect.using(way.index) : '';
    const end = `ORDER BY ${plan.order} LIMIT ${limit}`;
    if (!way || !('rowsBy' in way) || way.rowsBy === null)
      return reader.all(`${plan.select}${using} WHERE ${text} ${end}`, params);
    const id = `${recordAlias}.${column(plan.layout, 'id').name}`;
    const among = `SELECT ${id} AS id FROM ${plan.layout.table} ${recordAlias}${using} WHERE ${text} ${end}`;
    return reader.all(
      `${plan.select}${dialect.using(way.rowsBy)} WHERE ${id} IN (SELECT d.id FROM (${among}) d) ${end}`,
      params,
    );
  }

  function behind({ sort }: ListPlan, { after }: PageAsked): readonly Joined[] {
    if (!after) return [];
    const params: Cell[] = [];
    return [{ text: renderAfter(sort, after, recordAlias, dialect, params), params }];
  }
}

/** A part of what stands along an order; `end`: the place after which to go on, null when there is no more to look for. */
interface Stretch {
  readonly rows: readonly Row[];
  readonly end: readonly Json[] | null;
}

interface Joined {
  readonly text: string;
  readonly params: readonly Cell[];
}

function joined(terms: readonly Joined[]): Joined {
  return {
    text: terms.map(({ text }) => text).join(' AND ') || '1 = 1',
    params: terms.flatMap(({ params }) => params),
  };
}

function also({ also: term }: PageAsked): readonly Joined[] {
  return term ? [judged(term)] : [];
}

/** Judged of each row, and no reason to look for rows elsewhere. */
function judged({ text, params }: Joined): Joined {
  return { text: `((${text}) = 1)`, params };
}
