import { append } from '../../../../metadata/common/append.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Cell, Connection, Dialect, Row } from '../../../database/database.ts';
import { column } from '../record/layout.ts';
import { renderAfter } from '../sql/cursor.ts';
import { piecesAfter } from '../sql/pieces.ts';
import type { Term } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';
import type { Drive, Walk } from './access-paths.ts';
import type { ListPlan } from './list-plan.ts';
import { type Run, termsWithin } from './zone-maps.ts';

export interface PageAsked {
  /** Of the row after which to go on. */
  readonly after: readonly Json[] | null;
  /** Rows to answer at most. */
  readonly limit: number;
  /** One more condition, the plan's own apart. */
  readonly also?: Term;
}

/** A page, or a part of one, read in one way and no other. */
export function createWayReads(dialect: Dialect) {
  return { count, planned, driven, walked, within };

  /** Counts the records that a condition finds; one more than `most`: too many to count. */
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
      append(rows, await select(reader, plan, walk, terms, asked.limit - rows.length));
      if (rows.length >= asked.limit) return { rows, end: null };
      if (end && beyond) return { rows, end };
    }
    return { rows, end: null };
  }

  /** Reads the place of the row that is `most` rows along the order, and of the one behind it. */
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
    return [{ text: renderAfter({ sort, values: after }, recordAlias, dialect, params), params }];
  }

  /** Reads the rows that fit in a part of the order. */
  async function within(
    reader: Connection,
    plan: ListPlan,
    asked: PageAsked,
    walk: Walk,
    run: Run,
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (const part of termsWithin(plan.sort, run, dialect)) {
      const terms = [...walk.first, ...walk.along, ...part, ...walk.rest.map(judged), ...also(asked)];
      append(rows, await select(reader, plan, walk, terms, asked.limit - rows.length));
      if (rows.length >= asked.limit) break;
    }
    return rows;
  }
}

/**
 * A part of what stands along an order; `end`: the place after which to go on, null when there is no more to look for.
 */
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
