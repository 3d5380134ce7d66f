import { append } from '../../../../metadata/common/append.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Cell } from '../../../database/database.ts';
import { DatabaseError } from '../../../database/database-error.ts';
import type { Effort } from '../answer/answers.ts';
import { column, type LayoutColumn } from '../record/layout.ts';
import type { Page } from '../record/store.ts';
import { orderText, type SortKey, writeCursor } from '../sql/cursor.ts';
import { numbersAsked } from '../sql/search.ts';
import { joinTerms, type Term } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';
import type { ListPlan, ListSearch } from './list-plan.ts';

/** No text that begins as another is greater than that with this behind it. */
const greatest = '\u{10ffff}';

const made = new WeakMap<ListPlan, readonly ListPlan[]>();

/**
 * A search in the order of how well it fits, for who wanted no other: records with that number, then those whose
 * number begins so, each of which an index finds; then the rest in the list's own order. A number is compared as it
 * was typed, in capitals and in small letters.
 */
export function searchStages(plan: ListPlan, search: ListSearch): readonly ListPlan[] {
  const known = made.get(plan);
  if (known) return known;
  const stages = stagesOf(plan, search);
  made.set(plan, stages);
  return stages;
}

interface Stage {
  readonly sort: readonly SortKey[];
  readonly term: Term;
  readonly admits: (number: Json | undefined) => boolean;
}

function stagesOf(plan: ListPlan, search: ListSearch): readonly ListPlan[] {
  const { layout } = plan;
  const number = layout.byId.get(layout.form.number?.id ?? '');
  const name = `${recordAlias}.${number?.name}`;
  const isSearched = search.columns.some((one) => one.column === number && one.shown === name);
  if (!number || !isSearched || number.column.type !== 'text') return [plan];
  const { text } = search;
  const ways = numbersAsked(text);
  const marks = ways.map(() => '?').join(', ');
  const begins = `${name} >= ? AND ${name} < ?`;
  const beginsCells = (way: string): Cell[] => [way, way + greatest];
  const byNumber: readonly SortKey[] = [number, column(layout, 'id')].map((key) => ({
    column: key,
    descending: false,
  }));
  const beginsSo = (value: Json | undefined, way: string) =>
    typeof value === 'string' && value.startsWith(way);
  const isAsked = (value: Json | undefined) => typeof value === 'string' && ways.includes(value);
  const stages: readonly Stage[] = [
    {
      sort: byNumber,
      term: { text: `${name} IN (${marks})`, params: ways, column: number, equal: ways.length === 1 },
      admits: isAsked,
    },
    ...ways.map((way) => ({
      sort: byNumber,
      term: {
        text: `${begins} AND ${name} NOT IN (${marks})`,
        params: [...beginsCells(way), ...ways],
        column: number,
      },
      admits: (value: Json | undefined) => beginsSo(value, way) && !isAsked(value),
    })),
    {
      sort: plan.sort,
      term: {
        text: `(${name} IS NULL OR NOT (${ways.map(() => `(${begins})`).join(' OR ')}))`,
        params: ways.flatMap(beginsCells),
      },
      admits: (value) => !ways.some((way) => beginsSo(value, way)),
    },
  ];
  return stages.map((stage, at) => staged(plan, search, number, stage, at));
}

function staged(
  plan: ListPlan,
  search: ListSearch,
  number: LayoutColumn,
  { sort, term, admits }: Stage,
  at: number,
): ListPlan {
  const terms = [...plan.terms, term];
  return {
    ...plan,
    ...joinTerms(terms),
    terms,
    question: `${plan.question}${at}`,
    sort,
    order: orderText(sort, recordAlias),
    search: {
      ...search,
      byNumber: sort !== plan.sort,
      admits: (stored) => admits(stored[number.id]),
    },
  };
}

/** A request for a page of a staged search, or of one of its stages. */
export interface PartAsked {
  /** 0: no rows, and how many there are. */
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly count?: boolean | undefined;
  /** Whether what stages found is answered when a later one takes too long. Default: then all of it is refused. */
  readonly partial?: boolean | undefined;
  /** What is left of it, for all parts of a page. Default: each record takes its own. */
  readonly effort?: Effort | undefined;
}

type PageOf = (stage: ListPlan, part: PartAsked) => Promise<Page>;

/**
 * Pages that run on from stage to stage; a cursor belongs to one of them. A number is found at once while the text of a
 * million records is not indexed yet: who takes a part of the answer is given that.
 */
export async function inStages(
  whole: ListPlan,
  stages: readonly ListPlan[],
  { limit, cursor, count, partial }: PartAsked,
  pageOf: PageOf,
): Promise<Page> {
  const begun = Math.max(
    0,
    cursor === undefined ? 0 : stages.findIndex(({ question }) => isOf(cursor, question)),
  );
  const items: Page['items'][number][] = [];
  let next: string | null = null;
  for (let at = begun; at < stages.length && next === null; at++) {
    const stage = stages[at];
    if (!stage) break;
    const isFull = items.length === limit;
    const page = await pageOf(stage, {
      limit: isFull ? 1 : limit - items.length,
      cursor: at === begun && cursor !== undefined && !isStart(cursor, stage) ? cursor : undefined,
    }).catch((error: unknown) => {
      if (partial && at > begun && DatabaseError.is(error, 'read-too-long')) return null;
      throw error;
    });
    if (!page) return { items, next: startOf(stage), complete: false };
    if (!isFull) {
      append(items, page.items);
      next = page.next;
    } else if (page.items.length > 0) next = startOf(stage);
  }
  if (!count) return { items, next };
  const { items: _, next: __, ...total } = await pageOf(whole, { limit: 0, cursor: undefined, count });
  return { items, next, ...total };
}

/** The place before all rows of a stage. */
function startOf({ question }: ListPlan): string {
  return writeCursor(question, []);
}

function isStart(cursor: string, stage: ListPlan): boolean {
  return cursor === startOf(stage);
}

function isOf(cursor: string, question: string): boolean {
  const head = Buffer.from(cursor, 'base64url').toString();
  return head.startsWith(`["${question}"`);
}
