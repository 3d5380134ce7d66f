import { append } from '../../../../metadata/common/append.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { Compiled } from '../../../../rules/condition/compiled.ts';
import { visibilityOf } from '../../../../rules/sharing/visibility.ts';
import type { Call } from '../../../call/call.ts';
import type { Action } from '../../../call/rights.ts';
import type { Cell, Dialect } from '../../../database/database.ts';
import type { AnswerRows } from '../answer/answer-rows.ts';
import type { Answers, Chosen } from '../answer/answers.ts';
import { chooseFields } from '../answer/choose-fields.ts';
import { gateReferences, gatesOf } from '../answer/withheld.ts';
import { requireAnywhere, requireSomeUse } from '../record/access.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import type { ListQuery, View } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { isLimited, renderManaged, renderReachedFor, soleLimit } from '../sight/limits.ts';
import { type Branch, renderVisible, visibleBranches } from '../sight/visible.ts';
import { renderAssignable } from '../sql/assignable.ts';
import { fingerprint, orderText, type SortKey } from '../sql/cursor.ts';
import { compileFilter } from '../sql/filter.ts';
import { type CalledTargets, renderSearch, type Searched, searched } from '../sql/search.ts';
import { sortKeys } from '../sql/sort.ts';
import { filterTerms, joinTerms, type Term } from '../sql/terms.ts';
import { recordAlias } from '../sql/where.ts';

/** A list's question as SQL, without the page that is asked for: equal questions share it. */
export interface ListPlan {
  readonly form: Form;
  readonly layout: RecordLayout;
  /** A short text of the question, by which a cursor of another question is refused. */
  readonly question: string;
  readonly chosen: Chosen;
  /** Entries fields to read along. */
  readonly entries: ReadonlySet<string>;
  readonly select: string;
  readonly where: string;
  readonly params: readonly Cell[];
  /** The same as `where`, in the parts that all have to hold. */
  readonly terms: readonly Term[];
  /**
   * Conditions for the records that the caller may see, line by line; null: everything, or it is one of the terms and
   * no more.
   */
  readonly branches: readonly Branch[] | null;
  readonly search: ListSearch | undefined;
  readonly order: string;
  readonly sort: readonly SortKey[];
  /** Condition for the records that the caller may see at all, whatever he filters by. */
  readonly sight: { readonly where: string; readonly params: readonly Cell[] };
  /** The caller's filter, for records that are judged in memory. */
  readonly asked: FilterQuestion;
  /** Rows are answered as they are read; null: each is made anew. */
  readonly rows: AnswerRows | null;
}

interface FilterQuestion {
  readonly filter: Compiled | undefined;
}

/** The text that a list is searched for. */
export interface ListSearch extends Searched {
  /** The term of the plan that says so. */
  readonly term: Term;
  /** A part of the search that an index of the table finds. Default: no. */
  readonly byNumber?: boolean;
  /** Of a part of a search: whether a record belongs to it. Default: every record does. */
  readonly admits?: (stored: Stored) => boolean;
}

export interface PlanParts {
  readonly dialect: Dialect;
  readonly layouts: Layouts;
  readonly answers: Answers;
}

/** Whether the organisation may have copies or assigned records, so that the lists of others need not look. */
export interface Possible {
  /** Records are not answered as they are kept. */
  readonly copied: boolean;
  /** Some are there because they were assigned. */
  readonly assigned: boolean;
}

interface ListAsked {
  readonly query: ListQuery;
  /** The question for which cursors of the list are good. */
  readonly question: string;
  readonly possible: Possible;
  /** What references point at that is called what the query looks for. Default: nothing is. */
  readonly targets?: CalledTargets | undefined;
}

/** Refuses what the caller may not see, and names every mistake of the query with its place. */
export function planList(
  parts: PlanParts,
  call: Call,
  form: Form,
  { query, question, possible: { copied, assigned }, targets = new Map() }: ListAsked,
): ListPlan {
  const { dialect, layouts, answers } = parts;
  const layout = layouts.of(call.served, form);
  const view = renderView(call, layout, query.view ?? 'use', assigned);
  const rights = query.rights ?? [];
  const sights = [
    ...view.terms,
    ...rights.flatMap((action) => renderRight(call, layout, query.view ?? 'use', action)),
  ];
  if (query.assignableTo !== undefined) {
    const to = query.assignableTo;
    sights.push(termOf((params) => renderAssignable(layout, call, to, params)));
  }
  if (query.used !== undefined) append(sights, usedTerms(layout, call, query.used));
  const terms = [...sights];
  const layoutOf = (id: string) => layouts.byId(call.served, id);
  const place = { dialect, call, layout: layoutOf, form, record: layout };
  let compiled: Compiled | undefined;
  if (query.filter !== undefined) {
    const filter = compileFilter(call, form, query.filter);
    append(terms, filterTerms(filter.node, place));
    compiled = filter.compiled;
  }
  const { q } = query;
  const found = q ? searched(place, layout, q, targets) : undefined;
  const search = found && { ...found, term: renderSearch(found, dialect) };
  if (search) terms.push(search.term);
  const sort = sortKeys(call, layout, query.sort, layoutOf);
  const { chosen, columns, entries } = chooseFields(answers, call, form, query.fields);
  const whole = columns === undefined && !copied ? answers.rows(call, layout) : null;
  const rows = whole && sort.every((key) => whole.has(key.column)) ? whole : null;
  // Values that come from other records are shown by these references.
  const gates = columns ? gateReferences(gatesOf(call, form)) : [];
  const keys = [...sort.map((key) => key.column.id), ...(search && form.number ? [form.number.id] : [])];
  const wanted = columns && selected(layout, [...columns, ...gates, ...keys], dialect);
  const select = wanted ?? rows?.list(recordAlias) ?? layout.list;
  return {
    form,
    layout,
    rows,
    question: fingerprint(question),
    chosen,
    entries,
    select: `SELECT ${select} FROM ${layout.table} ${recordAlias}`,
    sight: joinTerms(sights),
    asked: { filter: compiled },
    search,
    ...joinTerms(terms),
    terms,
    branches: query.assignableTo === undefined && query.used === undefined ? view.branches : null,
    order: orderText(
      sort.filter((key) => !isSingle(key, terms)),
      recordAlias,
    ),
    sort,
  };
}

/**
 * All rows have the same value there. Databases do not see that of every type, and put them in order where an index has
 * them.
 */
function isSingle({ column: { id } }: SortKey, terms: readonly Term[]): boolean {
  return id !== 'id' && terms.some((term) => term.equal && term.column?.id === id);
}

function termOf(render: (params: Cell[]) => string): Term {
  const params: Cell[] = [];
  return { text: render(params), params };
}

interface Sight {
  readonly terms: readonly Term[];
  readonly branches: readonly Branch[] | null;
}

const everything: Sight = { terms: [], branches: null };

function renderView(call: Call, layout: RecordLayout, view: View, assigned: boolean): Sight {
  const { form } = layout;
  if (view === 'use') {
    requireSomeUse(call, form, 'read');
    const reached = termsFor(call, layout, 'read');
    const all = visibilityOf(form, [call.org], call.served.orgs);
    if (!all) return reached.length === 0 ? everything : { terms: reached, branches: null };
    const seen = assigned ? all : { ...all, assigned: [] };
    return {
      terms: [
        {
          ...termOf((params) => renderVisible(layout, seen, recordAlias, params)),
          reads: ['sharing', 'org', 'id'],
        },
        ...reached,
      ],
      branches: visibleBranches(layout, seen, recordAlias),
    };
  }
  requireAnywhere(call, form, 'read');
  const scope = call.rights.scope(form, 'read');
  if (scope === 'all') return everything;
  const [term, ...more] = reachedTerms((params) => renderManaged(call, layout, 'read', recordAlias, params));
  if (!term || isLimited(call, form, 'read')) return { terms: term ? [term, ...more] : [], branches: null };
  const own = column(layout, 'org');
  return { terms: [{ ...term, column: own, equal: scope.size === 1, reads: [own.id] }], branches: null };
}

/** Records that an organisation uses, or those it does not. */
function usedTerms(
  layout: RecordLayout,
  call: Call,
  { org, by }: Required<ListQuery>['used'],
): readonly Term[] {
  const used = visibilityOf(layout.form, [org], call.served.orgs);
  if (!used) return by ? [] : [{ text: '1 = 0', params: [] }];
  return [
    termOf((params) => {
      const text = renderVisible(layout, used, recordAlias, params);
      return by ? text : `NOT ${text}`;
    }),
  ];
}

/** Of records that are seen, those that a right reaches. */
function renderRight(call: Call, layout: RecordLayout, view: View, action: Action): readonly Term[] {
  if (view === 'use') {
    requireSomeUse(call, layout.form, action);
    return termsFor(call, layout, action);
  }
  requireAnywhere(call, layout.form, action);
  return reachedTerms((params) => renderManaged(call, layout, action, recordAlias, params));
}

/** What a right reaches for the organisation of the call; found by an index where one field says so. */
function termsFor(call: Call, layout: RecordLayout, action: Action): readonly Term[] {
  const sole = soleLimit(call, layout.form, action);
  const by = sole && layout.byId.get(sole.field);
  const found = by && { column: by, equal: sole.among.size === 1, reads: [by.id] };
  return reachedTerms((params) => renderReachedFor(call, layout, action, recordAlias, params)).map(
    (term) => ({
      ...term,
      ...found,
    }),
  );
}

function reachedTerms(render: (params: Cell[]) => string): readonly Term[] {
  const term = termOf(render);
  return term.text === '' ? [] : [term];
}

function selected(layout: RecordLayout, ids: readonly string[], dialect: Dialect): string {
  return [...new Set(['id', 'revision', ...ids])]
    .flatMap((id) => layout.byId.get(id) ?? [])
    .map(({ id, name }) => `${recordAlias}.${name} AS ${dialect.quote(id)}`)
    .join(', ');
}
