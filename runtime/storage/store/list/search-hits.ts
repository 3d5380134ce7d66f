import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Cell, Connection, Dialect, Row } from '../../../database/database.ts';
import type { Candidates, Finder, FinderAnswer, SearchWay } from '../../search/finder.ts';
import { byCount, padded } from '../record/insert.ts';
import { column } from '../record/layout.ts';
import { keyText, renderAfter } from '../sql/cursor.ts';
import { holdsWords } from '../sql/search.ts';
import { joinTerms, type Term } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';
import type { ListPlan, ListSearch } from './list-plan.ts';
import type { Pager } from './pager.ts';
import type { PageAsked } from './way-reads.ts';

export interface SearchParts {
  readonly dialect: Dialect;
  readonly finder: Finder;
  readonly pager: Pager;
}

interface Place {
  readonly id: string;
  /** In the order that was asked for. */
  readonly values: readonly Json[];
}

/** Rows looked at one after the other before the database looks through them all. */
const patience = 20_000;
/** From here on, in milliseconds, rows do not come in their order by themselves. */
const slow = 50;
const firstSlice = 64;
const largestSlice = 2_000;
const allCandidates = 100_000;
/** Of a search that finds many no more are counted. */
export const mostCounted = 2_000;
/** To find these takes longer than to look at all of them. */
const atOnce = 500;

/**
 * Rows that hold the text, in order. Few candidates of the index are sorted; where a good part of all records may
 * hold it, those that come first are looked at until there are enough. Whatever says so, each is looked at before it
 * is answered. Null: the database has to look through all.
 */
export async function findHits(
  reader: Connection,
  parts: SearchParts,
  plan: ListPlan,
  search: ListSearch,
  asked: PageAsked,
): Promise<readonly Row[] | null> {
  if (search.byNumber) return null;
  const { finder } = parts;
  // Who points at one of very many only the database can tell.
  if (search.isBeyond) return null;
  const found = await candidatesOf(reader, finder, plan, search);
  if (parts.dialect.distant) return findThere(reader, parts, plan, asked, found);
  const narrow = narrowed(plan, search);
  if (found !== 'unknown' && 'sql' in found) {
    const next = (slice: PageAsked) => amongCandidates(reader, parts.dialect, narrow, found, slice);
    const first = found.count <= atOnce ? allCandidates : firstSlice;
    const hits = await walk({ dialect: parts.dialect, plan: narrow, search, asked, next, first }).catch(
      found.failed,
    );
    if (hits) return rowsBy('index', hits);
  }
  const next = (slice: PageAsked) => parts.pager.page(reader, narrow, slice);
  const early = await walk({
    dialect: parts.dialect,
    plan: narrow,
    search,
    asked,
    next,
    first: firstSlice,
    most: patience,
  });
  if (early) return rowsBy('order', early);
  const all = found !== 'unknown' && !('sql' in found) ? await found.all() : null;
  const rows = all && (await among(reader, parts, plan, asked, all));
  if (!rows) finder.counts.all += 1;
  return rows;

  function rowsBy(way: SearchWay, hits: readonly Place[]): Promise<readonly Row[]> {
    finder.counts[way] += 1;
    return rowsOf(
      reader,
      plan,
      hits.map(({ id }) => id),
    );
  }
}

/** The same where each statement is a round trip: the database looks at the rows, and answers those that hold it. */
async function findThere(
  reader: Connection,
  parts: SearchParts,
  plan: ListPlan,
  asked: PageAsked,
  found: FinderAnswer,
): Promise<readonly Row[] | null> {
  const { finder, pager } = parts;
  const many = found === 'unknown' || 'sql' in found ? null : found;
  if (found !== 'unknown' && 'sql' in found) {
    const rows = await among(reader, parts, plan, asked, found);
    if (rows) return rows;
  }
  const early = await pager.early(reader, plan, asked, patience);
  if (early) {
    finder.counts.order += 1;
    return early;
  }
  const all = many?.some ? await many.all() : null;
  const rows = all ? await among(reader, parts, plan, asked, all) : null;
  if (!rows) finder.counts.all += 1;
  return rows;
}

/** Rows among candidates that the database itself looks at: those alone that hold the text come here. */
async function among(
  reader: Connection,
  { dialect, finder }: SearchParts,
  plan: ListPlan,
  asked: PageAsked,
  candidates: Candidates,
): Promise<readonly Row[] | null> {
  const ids = {
    ...plan,
    select: `SELECT ${recordAlias}.id AS id FROM ${plan.layout.table} ${recordAlias}`,
  };
  const hits = await amongCandidates(reader, dialect, ids, candidates, asked).catch(candidates.failed);
  if (!hits) return null;
  finder.counts.index += 1;
  return rowsOf(
    reader,
    plan,
    hits.map(({ id }) => String(id)),
  );
}

/** The count of a list's rows; `atLeast`: that many were counted, and there may be more. */
export interface Counted {
  readonly total: number;
  readonly atLeast: boolean;
}

/**
 * Counts the rows that hold the text: exactly where few candidates of an index may, else so many as are found quickly.
 * Null: there is no index, and the database has to count them.
 */
export async function countHits(
  reader: Connection,
  parts: SearchParts,
  plan: ListPlan,
  search: ListSearch,
  also?: Term,
): Promise<Counted | null> {
  const { dialect, finder, pager } = parts;
  const found = await candidatesOf(reader, finder, plan, search);
  if (found === 'unknown') return null;
  const narrow = narrowed(plan, search);
  const everyone = { after: null, limit: allCandidates, ...(also ? { also } : {}) };
  const counted = async (candidates: Candidates): Promise<number | null> => {
    const rows = await amongCandidates(reader, dialect, narrow, candidates, everyone).catch(
      candidates.failed,
    );
    return rows ? rows.filter((row) => isHit(row, dialect, search)).length : null;
  };
  if ('sql' in found) {
    const total = await counted(found);
    return total === null ? null : { total, atLeast: false };
  }
  const some = found.some ? ((await counted(found.some)) ?? 0) : 0;
  if (some >= mostCounted) return { total: mostCounted, atLeast: true };
  const hits: Place[] = [];
  const next = (slice: PageAsked) => pager.page(reader, narrow, slice);
  const asked = { after: null, limit: mostCounted, ...(also ? { also } : {}) };
  const all = await walk({
    dialect,
    plan: narrow,
    search,
    asked,
    next,
    first: firstSlice,
    most: patience,
    hits,
  });
  if (all && hits.length < mostCounted) return { total: hits.length, atLeast: false };
  const whole = hits.length < mostCounted ? await found.all() : null;
  if (whole) {
    const select = `SELECT ${recordAlias}.id AS id FROM ${plan.layout.table} ${recordAlias}`;
    const asked = { ...everyone, limit: mostCounted };
    const rows = await amongCandidates(reader, dialect, { ...plan, select }, whole, asked).catch(
      whole.failed,
    );
    if (rows && rows.length < mostCounted) return { total: rows.length, atLeast: false };
    if (rows) return { total: mostCounted, atLeast: true };
  }
  return { total: Math.max(some, hits.length), atLeast: true };
}

/**
 * Asks the index of texts, and adds what is found by whole values, which it knows nothing of: where those are many, the
 * index is of no help.
 */
async function candidatesOf(
  reader: Connection,
  finder: Finder,
  { form, layout }: ListPlan,
  { columns, words, named, isBeyond }: ListSearch,
): Promise<FinderAnswer> {
  const texts = columns.filter(({ isText }) => isText);
  if (isBeyond || texts.length === 0) return 'unknown';
  const physical = texts.map((one) => one.column.physical);
  const found = await finder.find(reader, form.id, physical, words);
  if (found === 'unknown' || !named) return found;
  const id = `${recordAlias}.${column(layout, 'id').name}`;
  const valued = `FROM ${layout.table} ${recordAlias} WHERE ${named.text}`;
  const counting = `SELECT COUNT(*) AS n FROM (SELECT 1 ${valued} LIMIT ${mostCounted + 1}) c`;
  const row = await reader.first<{ n: number | bigint }>(counting, named.params);
  const count = Number(row?.n ?? 0);
  if (count > mostCounted) return 'sql' in found ? 'unknown' : { ...found, all: async () => null };
  const joined = (some: Candidates): Candidates => ({
    ...some,
    count: some.count + count,
    sql: `${some.sql} UNION SELECT ${id} AS record ${valued}`,
    params: [...some.params, ...named.params],
  });
  if ('sql' in found) return joined(found);
  const all = async () => {
    const some = await found.all();
    return some && joined(some);
  };
  return { some: found.some && joined(found.some), all };
}

const made = new WeakMap<ListPlan, ListPlan>();

/** The same without what is searched for, and of each row no more than its place and the texts to look at. */
function narrowed(plan: ListPlan, { columns, term }: ListSearch): ListPlan {
  const known = made.get(plan);
  if (known) return known;
  const keys = plan.sort.map((key, at) => `${keyText(key, recordAlias)} AS s${at}`);
  const texts = columns.map(({ shown }, at) => `${shown} AS q${at}`);
  const terms = plan.terms.filter((one) => one !== term);
  const narrow: ListPlan = {
    ...plan,
    ...joinTerms(terms),
    terms,
    select: `SELECT ${[`${recordAlias}.id AS id`, ...keys, ...texts].join(', ')} FROM ${plan.layout.table} ${recordAlias}`,
  };
  made.set(plan, narrow);
  return narrow;
}

/** The next rows in order among those that a statement of the index answers. */
function amongCandidates(
  reader: Connection,
  dialect: Dialect,
  { select, where, params, sort, order, layout }: ListPlan,
  candidates: Candidates,
  { after, limit, also }: PageAsked,
): Promise<Row[]> {
  const table = `${layout.table} ${recordAlias}`;
  const from = `(${candidates.sql}) c ${dialect.joinInOrder} ${table} ON ${recordAlias}.id = c.record`;
  const cells: Cell[] = [...candidates.params, ...params, ...(also?.params ?? [])];
  const others = also ? ` AND ${also.text}` : '';
  const beyond = after ? ` AND ${renderAfter({ sort, values: after }, recordAlias, dialect, cells)}` : '';
  return reader.all<Row>(
    `${select.slice(0, -table.length)}${from} WHERE ${where}${others}${beyond} ORDER BY ${order} LIMIT ${limit}`,
    cells,
  );
}

interface Walk {
  readonly dialect: Dialect;
  readonly plan: ListPlan;
  readonly search: ListSearch;
  readonly asked: PageAsked;
  readonly next: (slice: PageAsked) => Promise<readonly Row[]>;
  /** Rows of the first slice. */
  readonly first: number;
  /** Rows to look at. Default: all. */
  readonly most?: number;
  /** Those found are added here. */
  readonly hits?: Place[];
}

/**
 * Slice after slice in order, each row looked at here; null when there are not enough among `most` rows, or it takes
 * long: `hits` has those that were found until then.
 */
async function walk({
  dialect,
  plan,
  search,
  asked,
  next,
  first,
  most,
  hits = [],
}: Walk): Promise<readonly Place[] | null> {
  let [after, seen] = [asked.after, 0];
  // Each slice of candidates sorts them all: the second is the rest.
  const larger = (size: number) => (most ? Math.min(size * 4, largestSlice) : allCandidates);
  for (let limit = Math.max(first, asked.limit); ; limit = larger(limit)) {
    const began = performance.now();
    const rows = await next({ ...asked, after, limit });
    for (const row of rows) {
      if (isHit(row, dialect, search)) hits.push(placeOf(plan, dialect, row));
      if (hits.length === asked.limit) return hits;
    }
    const last = rows.at(-1);
    if (!last || rows.length < limit) return hits;
    after = placeOf(plan, dialect, last).values;
    seen += rows.length;
    if (most && (seen >= most || performance.now() - began > slow)) return null;
    await othersFirst();
  }
}

function isHit(row: Row, dialect: Dialect, { columns, words }: ListSearch): boolean {
  return columns.some((column, at) => {
    const cell = row[`q${at}`];
    if (cell === null || cell === undefined) return false;
    return holdsWords(dialect.decode(column.column.column, cell), column, words);
  });
}

function placeOf({ sort }: ListPlan, dialect: Dialect, row: Row): Place {
  const values = sort.map(({ column }, at): Json => {
    const cell = row[`s${at}`];
    return cell === null || cell === undefined ? null : dialect.decode(column.column, cell);
  });
  return { id: String(row['id']), values };
}

/** The whole rows; whether they may be seen and hold the text is asked once more, as it may have changed since. */
async function rowsOf(reader: Connection, plan: ListPlan, ids: readonly string[]): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const select = byCount((marks) => `${plan.select} WHERE ${plan.where} AND ${recordAlias}.id IN (${marks})`);
  const rows = await reader.all<Row>(select(ids.length), [...plan.params, ...padded(ids)]);
  const known = new Map(rows.map((row) => [String(row['id']), row]));
  return ids.map((id) => known.get(id)).filter((row) => row !== undefined);
}
