import { setTimeout as sleep } from 'node:timers/promises';
import { BoundedMap } from '../../../../metadata/common/bounded-map.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Connection, Dialect, Row } from '../../../database/database.ts';
import type { TableIndexes } from '../../../database/schema.ts';
import type { WrittenListener } from '../commit/writer.ts';
import { byCount, padded } from '../record/insert.ts';
import { column, type LayoutColumn, type RecordLayout } from '../record/layout.ts';
import { newestRevision } from '../record/revisions.ts';
import type { SortKey } from '../sql/cursor.ts';
import { piecesAfter } from '../sql/pieces.ts';
import { joinTerms, orderStored, type Term } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';
import type { Walk } from './access-paths.ts';
import type { ListPlan } from './list-plan.ts';
import {
  mayLieIn,
  type Range,
  renderPart,
  widen,
  within,
  type ZoneColumn,
  type ZoneRange,
  zoneColumnOf,
} from './zone-ranges.ts';

/** A part of an order: what stands behind the one place, up to the other, which belongs to it; null: without end. */
export interface Run {
  readonly after: readonly Json[] | null;
  readonly until: readonly Json[] | null;
  /** So many rows, more or less. */
  readonly rows: number;
}

/**
 * A zone map holds of each stretch of an order the least and the greatest value of the columns that ranges are asked
 * of, in each part of their values (`zone-ranges.ts`). So a range is found without passing what lies before it. A zone
 * map may say too much and never too little: it follows everything that is written, and whatever it lets through is
 * judged by the database.
 */
export interface ZoneMaps {
  /** To be told of everything that is written, so that whoever asks next has little to take in. */
  readonly written: WrittenListener;
  /** Begins to make the one that this list lacks, where that is worth its while; nobody waits for it. */
  make(plan: ListPlan, walk: Walk, table: Pick<TableIndexes, 'rows'>): void;
  /** Whether there is one for this list. */
  has(plan: ListPlan, walk: Walk): boolean;
  /** Answers the parts of the order behind a place in which something may fit; null: no zone map tells. */
  runs(plan: ListPlan, walk: Walk, after: readonly Json[] | null): Promise<readonly Run[] | null>;
}

export interface ZoneMapsParts {
  readonly database: Connection;
  readonly dialect: Dialect;
  /** Rows of a stretch. Default: 2,000. */
  readonly stretch?: number | undefined;
}

interface Zone {
  readonly until: readonly Json[] | null;
  /** For each of the columns, part by part. */
  readonly spans: readonly (ZoneRange | undefined)[][];
}

interface ZoneMap {
  readonly layout: RecordLayout;
  readonly index: string;
  readonly sort: readonly SortKey[];
  readonly columns: readonly LayoutColumn[];
  /** As many as there are columns. */
  readonly parted: readonly ZoneColumn[];
  readonly zones: readonly Zone[];
  /** Everything up to here is in it. */
  revision: number;
  /** Records that were written since it was made, each of which may have widened a stretch. */
  written: number;
  usedAt: number;
}

/**
 * Of larger tables no row is looked at for a zone map: there it is made of an index that has all that is asked about.
 */
const small = 2_000_000;
/** Outlines of a store together; the oldest goes first. */
const most = 64;
/** Milliseconds after which one that nobody uses follows no longer. */
const unused = 600_000;
/** Written records after which they are taken in without being asked. */
const gathered = 250;
/** Written records that are taken in at once; with more, it is made anew. */
const behindAtMost = 2_000;
/** Stretches that are asked about at once. */
const together = 2;

export function createZoneMaps({ database, dialect, stretch = 2_000 }: ZoneMapsParts): ZoneMaps {
  const ready = new BoundedMap<string, ZoneMap>(most);
  const making = new Set<string>();
  /** How many records of a form were written since its zone maps last followed. */
  const news = new Map<string, number>();

  /** The ranges that a zone map may tell of. */
  function askedOf(plan: ListPlan, walk: Walk) {
    const ranges = new Map<LayoutColumn, Range>();
    for (const { column, range } of walk.rest)
      if (column && range) ranges.set(column, within(column, range, ranges.get(column)));
    if (ranges.size === 0 || walk.first.length > 0) return null;
    const columns = [...ranges.keys()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const way = plan.sort.map(({ column: { id }, descending }) => `${descending ? '-' : ''}${id}`);
    return { ranges, columns, key: [walk.index, ...way, ...columns.map(({ id }) => `;${id}`)].join() };
  }

  function make(plan: ListPlan, walk: Walk, { rows }: Pick<TableIndexes, 'rows'>): void {
    const asked = walk.rowsBy !== null || rows <= small ? askedOf(plan, walk) : null;
    if (!asked || making.has(asked.key) || ready.get(asked.key)?.layout === plan.layout) return;
    begin(asked.key, { layout: plan.layout, index: walk.index, sort: plan.sort, columns: asked.columns });
  }

  function begin(key: string, drawn: Drawn): void {
    if (making.has(key)) return;
    making.add(key);
    draw(drawn)
      .then((zoneMap) => void ready.set(key, zoneMap))
      // The index is gone, or the database: whoever asks for a list is told, and goes another way.
      .catch(() => void ready.delete(key))
      .finally(() => making.delete(key));
  }

  type Drawn = Pick<ZoneMap, 'layout' | 'index' | 'sort' | 'columns'>;

  async function draw(drawn: Drawn): Promise<ZoneMap> {
    const revision = await newestRevision(database);
    const ends: (readonly Json[])[] = [];
    const seen: Json[][] = drawn.columns.map(() => []);
    for (let after: readonly Json[] | null = null; ; ) {
      const began = performance.now();
      const row = await rowBehind(drawn, after);
      if (!row) break;
      after = placeOf(drawn.sort, row);
      ends.push(after);
      for (const [at, value] of valuesOf(drawn.columns, row).entries()) seen[at]?.push(value);
      await sleep(Math.min(50, performance.now() - began));
    }
    const parted = drawn.columns.map((one, at) => zoneColumnOf(one, seen[at] ?? []));
    const zones: Zone[] = [];
    for (const [at, until] of [...ends, null].entries()) {
      const began = performance.now();
      const bounds = { after: ends[at - 1] ?? null, until };
      const spans: (ZoneRange | undefined)[][] = [];
      for (const one of parted) spans.push(await spansWithin(drawn, one, bounds));
      zones.push({ until, spans });
      await sleep(Math.min(50, performance.now() - began));
    }
    return { ...drawn, parted, zones, revision, written: 0, usedAt: performance.now() };
  }

  /** The last one of the next stretch; none: there are no more than these. */
  async function rowBehind(
    { layout, index, sort, columns }: Drawn,
    after: readonly Json[] | null,
  ): Promise<Row | undefined> {
    for (const { from } of piecesAfter(sort, after, recordAlias, dialect)) {
      const { where, params } = joinTerms(from ? [from] : []);
      const order = sort.map((key) => `${columnSql(key.column)}${key.descending ? ' DESC' : ''}`).join(', ');
      const row = await database.first<Row>(
        `SELECT ${keysOf(sort)}, ${namesOf(columns)} FROM ${layout.table} ${recordAlias}${dialect.using(index)} WHERE ${where} ORDER BY ${order} LIMIT 1 OFFSET ${stretch - 1}`,
        params,
      );
      if (row) return row;
    }
    return undefined;
  }

  async function spansWithin(
    { layout, index, sort }: Drawn,
    spans: ZoneColumn,
    bounds: Pick<Run, 'after' | 'until'>,
  ): Promise<(ZoneRange | undefined)[]> {
    const { column: one } = spans;
    const found: (ZoneRange | undefined)[] = [];
    const part = renderPart(spans, columnSql(one), dialect);
    for (const terms of termsWithin(sort, bounds, dialect)) {
      const { where, params } = joinTerms(terms);
      const rows = await database.all<Row>(
        `SELECT ${part.text} AS p, MIN(${columnSql(one)}) AS l, MAX(${columnSql(one)}) AS g FROM ${layout.table} ${recordAlias}${dialect.using(index)} WHERE ${where} GROUP BY 1`,
        [...part.params, ...params],
      );
      for (const { p, l = null, g = null } of rows)
        for (const end of [l, g]) widen(found, spans, dialect.decode(one.column, end), Number(p));
    }
    return found;
  }

  /**
   * Takes in what was written; false: too much was. Rows are read after history: they are as new as it says, or newer.
   */
  async function follow(zoneMap: ZoneMap): Promise<boolean> {
    const { layout, sort, columns, parted, zones } = zoneMap;
    const news = await database.all<{ revision: number | bigint; record: string }>(
      `SELECT revision, record FROM gj_history WHERE form = ? AND revision > ? ORDER BY revision LIMIT ${behindAtMost + 1}`,
      [layout.form.id, zoneMap.revision],
    );
    const last = news.at(-1);
    if (!last) return true;
    if (news.length > behindAtMost) return false;
    const ids = [...new Set(news.map(({ record }) => record))];
    const select = byCount(
      (marks) =>
        `SELECT ${keysOf(sort)}, ${namesOf(columns)} FROM ${layout.table} ${recordAlias} WHERE ${columnSql(column(layout, 'id'))} IN (${marks})`,
    );
    for (const row of await database.all<Row>(select(ids.length), padded(ids))) {
      const spans = zones[stretchAt(zoneMap, placeOf(sort, row))]?.spans ?? [];
      for (const [at, value] of valuesOf(columns, row).entries()) {
        const [found, one] = [spans[at], parted[at]];
        if (found && one) widen(found, one, value);
      }
    }
    zoneMap.revision = Math.max(zoneMap.revision, Number(last.revision));
    zoneMap.written += ids.length;
    return true;
  }

  function keysOf(sort: readonly SortKey[]): string {
    return sort.map((key, at) => `${columnSql(key.column)} AS k${at}`).join(', ');
  }

  function placeOf(sort: readonly SortKey[], row: Row): readonly Json[] {
    return sort.map((key, at) => dialect.decode(key.column.column, row[`k${at}`] ?? null));
  }

  function namesOf(columns: readonly LayoutColumn[]): string {
    return columns.map((one, at) => `${columnSql(one)} AS v${at}`).join(', ');
  }

  function valuesOf(columns: readonly LayoutColumn[], row: Row): readonly Json[] {
    return columns.map(({ column: type }, at) => dialect.decode(type, row[`v${at}`] ?? null));
  }

  /** Each that is still of use; where it fails, whoever asks next is told. */
  async function followAll(form: string): Promise<void> {
    for (const [key, zoneMap] of [...ready]) {
      if (zoneMap.layout.form.id !== form) continue;
      const isUnused = performance.now() - zoneMap.usedAt > unused;
      if (isUnused || !(await follow(zoneMap))) ready.delete(key);
    }
  }

  return {
    make,
    written(events) {
      if (ready.size === 0) return;
      for (const { form } of events) news.set(form, (news.get(form) ?? 0) + 1);
      for (const [form, many] of news) {
        if (many < gathered) continue;
        news.delete(form);
        followAll(form).catch(() => {});
      }
    },
    has(plan, walk) {
      const asked = askedOf(plan, walk);
      return asked !== null && ready.get(asked.key)?.layout === plan.layout;
    },
    async runs(plan, walk, after) {
      const asked = askedOf(plan, walk);
      const zoneMap = asked && ready.get(asked.key);
      // A zone map is of no use when the form, and with it the content of its columns, is another than it was.
      if (!zoneMap || zoneMap.layout !== plan.layout) return null;
      zoneMap.usedAt = performance.now();
      if (!(await follow(zoneMap))) {
        begin(asked.key, zoneMap);
        ready.delete(asked.key);
        return null;
      }
      const { zones, columns, parted, written } = zoneMap;
      if (written > 1_000 && written > (zones.length * stretch) / 8) begin(asked.key, zoneMap);
      const mayFit = ({ spans }: Zone) =>
        [...asked.ranges].every(([one, range]) => {
          const at = columns.indexOf(one);
          const [found, of] = [spans[at], parted[at]];
          return !found || !of || mayLieIn(found, of, range);
        });
      const runs: { after: Run['after']; until: Run['until']; rows: number }[] = [];
      const first = after === null ? 0 : stretchAt(zoneMap, after);
      for (let at = first; at < zones.length; at += 1) {
        const one = zones[at];
        if (!one || !mayFit(one)) continue;
        const begins = at === first ? after : (zones[at - 1]?.until ?? null);
        const before = runs.at(-1);
        if (before && before.until === begins && before.rows < together * stretch) {
          before.until = one.until;
          before.rows += stretch;
        } else runs.push({ after: begins, until: one.until, rows: stretch });
      }
      return runs;
    },
  };
}

/** The zones of an index that a part of an order consists of: conditions that all have to hold in each. */
export function* termsWithin(
  sort: readonly SortKey[],
  { after, until }: Pick<Run, 'after' | 'until'>,
  dialect: Dialect,
): Generator<readonly Term[]> {
  for (const piece of piecesAfter(sort, after, recordAlias, dialect)) {
    const from = piece.from ? [piece.from] : [];
    const isLast = until !== null && piece.nothing === ((until[0] ?? null) === null);
    yield isLast ? [...from, piece.until(until, true)] : from;
    if (isLast) return;
  }
}

/** Finds the stretch that has, or would have, a row at this place. */
function stretchAt({ zones, sort }: ZoneMap, place: readonly Json[]): number {
  let [low, high] = [0, zones.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const until = zones[middle]?.until ?? null;
    if (until === null || orderStored(sort, place, until) <= 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function columnSql({ name }: LayoutColumn): string {
  return `${recordAlias}.${name}`;
}
