import type { Form } from '../../metadata/model.ts';
import type { Compiled } from '../../rules/condition/compiled.ts';
import { visibility } from '../../rules/sharing/visibility.ts';
import type { Call } from '../call.ts';
import type { Cell, Dialect } from '../database/database.ts';
import { requireUse, scopeOf } from './access.ts';
import type { AnswerRows } from './answer-rows.ts';
import type { Answers, Chosen } from './answers.ts';
import { renderAssignable } from './assignable.ts';
import { chooseFields } from './choose-fields.ts';
import { fingerprint, type SortKey } from './cursor.ts';
import { compileFilter } from './filter.ts';
import { column, type RecordLayout } from './layout.ts';
import type { Layouts } from './layouts.ts';
import { renderSearch } from './search.ts';
import { sortKeys } from './sort.ts';
import type { ListQuery, View } from './store.ts';
import { renderVisible } from './visible.ts';
import { recordAlias, renderFilter } from './where.ts';

/** A list's question as SQL, without the page that is asked for: equal questions share it. */
export interface ListPlan {
  readonly form: Form;
  readonly layout: RecordLayout;
  /** What a cursor holds for, in short. */
  readonly question: string;
  readonly chosen: Chosen;
  /** Entries fields to read along. */
  readonly entries: ReadonlySet<string>;
  readonly select: string;
  readonly where: string;
  readonly params: readonly Cell[];
  readonly order: string;
  readonly sort: readonly SortKey[];
  /** What the caller may see at all, whatever he filters by. */
  readonly sight: { readonly where: string; readonly params: readonly Cell[] };
  /** What he filters by, for records that are judged in memory. */
  readonly asked: Asked;
  /** Rows are answered as they are read; null: each is made anew. */
  readonly rows: AnswerRows | null;
}

interface Asked {
  readonly filter: Compiled | undefined;
  readonly words: string | undefined;
}

export interface PlanParts {
  readonly dialect: Dialect;
  readonly layouts: Layouts;
  readonly answers: Answers;
}

/** What the organisation may have of its own, so that the others' lists need not look. */
export interface Possible {
  /** Records are not answered as they are kept. */
  readonly copied: boolean;
  /** Some are there because they were assigned. */
  readonly assigned: boolean;
}

/** Refuses what the caller may not see, and names every mistake of the query with its place. */
export function planList(
  parts: PlanParts,
  call: Call,
  form: Form,
  query: ListQuery,
  question: string,
  { copied, assigned }: Possible,
): ListPlan {
  const { dialect, layouts, answers } = parts;
  const layout = layouts.of(call.served, form);
  const params: Cell[] = [];
  const conditions = [renderView(call, layout, query.view ?? 'use', assigned, params)];
  if (query.assignableTo !== undefined)
    conditions.push(renderAssignable(layout, call, query.assignableTo, params));
  const sight = { where: joined(conditions), params: [...params] };
  let compiled: Compiled | undefined;
  if (query.filter !== undefined) {
    const filter = compileFilter(call, form, query.filter);
    const where = {
      dialect,
      layout: (id: string) => layouts.byId(call.served, id),
      form,
      record: layout,
      params,
    };
    conditions.push(renderFilter(filter.node, where));
    compiled = filter.compiled;
  }
  if (query.q) conditions.push(renderSearch(call, layout, query.q, dialect, params));
  const sort = sortKeys(call, layout, query.sort);
  const { chosen, columns, entries } = chooseFields(answers, call, form, query.fields);
  const whole = columns === undefined && !copied ? answers.rows(call, layout) : null;
  const rows = whole && sort.every((key) => whole.has(key.column)) ? whole : null;
  const wanted = columns && selected(layout, [...columns, ...sort.map((key) => key.column.id)], dialect);
  const select = wanted ?? rows?.list(recordAlias) ?? layout.list;
  return {
    form,
    layout,
    rows,
    question: fingerprint(question),
    chosen,
    entries,
    select: `SELECT ${select} FROM ${layout.table} ${recordAlias}`,
    sight,
    asked: { filter: compiled, words: query.q },
    where: joined(conditions),
    params,
    order: sort.map((key) => `${recordAlias}.${key.column.name}${key.descending ? ' DESC' : ''}`).join(', '),
    sort,
  };
}

function joined(conditions: readonly string[]): string {
  return conditions.filter((condition) => condition !== '').join(' AND ') || '1 = 1';
}

function renderView(call: Call, layout: RecordLayout, view: View, assigned: boolean, params: Cell[]): string {
  const { form } = layout;
  if (view === 'use') {
    requireUse(call, form, 'read');
    if (!form.sharing) return '';
    const seen = visibility(call.org, call.served.orgs);
    return renderVisible(layout, assigned ? seen : { ...seen, assigned: [] }, recordAlias, params);
  }
  const scope = scopeOf(call, form, 'read');
  if (scope === 'all') return '';
  const orgs = [...scope];
  params.push(...orgs);
  return `${recordAlias}.${column(layout, 'org').name} IN (${orgs.map(() => '?').join(', ')})`;
}

function selected(layout: RecordLayout, ids: readonly string[], dialect: Dialect): string {
  return [...new Set(['id', 'revision', ...ids])]
    .flatMap((id) => layout.byId.get(id) ?? [])
    .map(({ id, name }) => `${recordAlias}.${name} AS ${dialect.quote(id)}`)
    .join(', ');
}
