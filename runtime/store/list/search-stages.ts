import type { Json } from '../../../metadata/json.ts';
import type { Cell } from '../../database/database.ts';
import { column, type LayoutColumn } from '../record/layout.ts';
import { orderText, type SortKey } from '../sql/cursor.ts';
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
