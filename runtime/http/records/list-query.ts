import { append } from '../../../metadata/common/append.ts';
import type { Problem, Result } from '../../../metadata/common/issue.ts';
import { type Json, pointerTo } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Condition, Leaf } from '../../../metadata/condition.ts';
import { words } from '../../../metadata/contract/common/listing.ts';
import type { Comparison, Field } from '../../../metadata/field.ts';
import { filteredField } from '../../../metadata/kinds/common/parts-of.ts';
import type { Form } from '../../../metadata/model.ts';
import { systemFacts } from '../../../rules/condition/system-facts.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import { queryOperators } from '../../model/openapi/query-operators.ts';
import { askedShape } from '../../storage/store/record/asked-shape.ts';
import type { ListQuery } from '../../storage/store/record/store.ts';
import { compileFilter } from '../../storage/store/sql/filter.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter, switchParameter, wholeParameter } from '../pipeline/check-query.ts';
import { parseJson } from '../pipeline/read-body.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

interface Target {
  readonly fact: string;
  readonly comparison: Comparison;
  /** Absent for members that are no field. */
  readonly field?: Field;
}

/** Tells whether a query parameter is about a field of the form: `name`, `name[op]`, `lines.name`, `papers.count`. */
function namesField(form: Form, parameter: string): boolean {
  return target(form, parameter.replace(/\[\w*\]$/, '')) !== undefined;
}

/** Reads a parameter as a leaf of a condition, in today's names. */
function fieldFilter(form: Form, parameter: string, text: string, language: Language): Result<Leaf> {
  const [, name = '', short = 'eq'] = /^(.*?)(?:\[(\w*)\])?$/.exec(parameter) ?? [];
  const found = target(form, name);
  const path = pointerTo(parameter);
  const operator = Object.hasOwn(queryOperators, short) ? queryOperators[short] : undefined;
  if (!found || operator === undefined) {
    const params = { operator: short, choices: Object.keys(queryOperators) };
    return { ok: false, problems: [{ path, code: 'operator-unknown', params }] };
  }
  const { fact } = found;
  if (operator === 'isEmpty') return emptiness(fact, text, path);
  if (text === '')
    return { ok: true, value: { fact, operator: operator === 'notEqual' ? 'isNotEmpty' : 'isEmpty' } };
  const several = operator === 'in' || operator === 'notIn' || operator === 'between';
  const problems: Problem[] = [];
  const values = (several ? text.split(',') : [text]).map((part) => {
    const read = value(found, part.trim(), language);
    if (read.ok) return read.value;
    append(
      problems,
      read.problems.map((problem) => ({ ...problem, path })),
    );
    return null;
  });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { fact, operator, value: several ? values : (values[0] ?? null) } };
}

function emptiness(fact: string, text: string, path: string): Result<Leaf> {
  if (text !== 'true' && text !== 'false')
    return { ok: false, problems: [{ path, code: 'parameter-switch', params: { name: path.slice(1) } }] };
  return { ok: true, value: { fact, operator: text === 'true' ? 'isEmpty' : 'isNotEmpty' } };
}

function target(form: Form, name: string): Target | undefined {
  const [first = '', ...below] = name.split('.');
  const rows = below.length > 0 ? form.byName.get(first)?.rows : undefined;
  const field = rows ? filteredField(below.join('.'), rows.byName) : filteredField(name, form.byName);
  if (field) return { fact: name, comparison: field.kind.comparison(field), field };
  const system = members.get(name);
  if (!system || (!form.validity && (first === 'validFrom' || first === 'validTo'))) return undefined;
  return { fact: name, comparison: system.comparison };
}

const members = new Map(Object.entries(systemFacts));

/** References and lists compare with a number or id, which need no parsing; all else is its kind's to read. */
function value({ comparison, field }: Target, text: string, language: Language): Result<Json> {
  if (comparison === 'boolean' && (text === 'true' || text === 'false'))
    return { ok: true, value: text === 'true' };
  if (!field || comparison === 'reference' || comparison === 'list' || comparison === 'text')
    return { ok: true, value: text };
  return field.kind.parse(text, field, language);
}

const queryWrong = refusal('query-wrong', 400);

/** A part of what a list is filtered by. */
interface PlacedFilter {
  readonly condition: Condition;
  /** The query parameter it was written as, as a pointer. Default: `filter`, where each mistake has its own place. */
  readonly at?: string;
}

/** Answers a list; mistakes in its filters are told where the caller wrote them, however they were put together. */
async function withPlaces<T>(ask: Ask, filters: readonly PlacedFilter[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'query-wrong') throw error;
    const placed = filters.flatMap((filter) => mistakes(ask, filter));
    throw placed.length > 0 ? queryWrong({}, placed) : error;
  }
}

function mistakes(ask: Ask, { condition, at }: PlacedFilter): readonly Problem[] {
  try {
    compileFilter(ask.call, ask.form, condition);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return at === undefined ? error.problems : error.problems.map((problem) => ({ ...problem, path: at }));
  }
}

const own = new Set([...Object.keys(words), 'org', 'minRevision']);
const longestSearch = 200;

/**
 * The query of a list: its parameters, and `field=value` or `field[gte]=value` for any field. Calls with
 * parameters of their own hand in the rest.
 */
export function listQuery(ask: Ask, query: URLSearchParams = ask.query): ListQuery {
  return readList(ask, query).asked;
}

/** The answer of a list to the query; what is wrong with it is told where it stands there. */
export async function listed<T>(
  ask: Ask,
  query: URLSearchParams,
  work: (asked: ListQuery) => Promise<T>,
): Promise<T> {
  const { asked, filters } = readList(ask, query);
  return withPlaces(ask, filters, () => work(asked));
}

interface ReadList {
  readonly asked: ListQuery;
  readonly filters: readonly PlacedFilter[];
}

function readList(ask: Ask, query: URLSearchParams): ReadList {
  if (query.size === 0) return { asked: {}, filters: [] };
  const problems: Problem[] = [];
  const filters: PlacedFilter[] = [];
  const filter = query.get('filter');
  const form = askedShape(ask.call.rights, ask.form);
  if (filter !== null) {
    const parsed = parseJson(filter);
    // The store checks the condition itself: facts, operators, values, what SQL can do.
    if (parsed.ok) filters.push({ condition: parsed.value as Condition });
    else
      append(
        problems,
        parsed.problems.map((problem) => ({ ...problem, path: `/filter${problem.path}` })),
      );
  }
  for (const [name, text] of query) {
    if (own.has(name)) continue;
    if (!namesField(form, name)) {
      const near = nearNames(name.replace(/\[\w*\]$/, ''), [...own, ...readable(ask)]);
      problems.push({ path: pointerTo(name), code: 'unknown-parameter', params: { name, near } });
      continue;
    }
    const leaf = fieldFilter(form, name, text, ask.language);
    if (leaf.ok) filters.push({ condition: leaf.value, at: pointerTo(name) });
    else append(problems, leaf.problems);
  }
  const q = query.get('q')?.trim();
  if (q !== undefined && [...q].length > longestSearch)
    problems.push({ path: '/q', code: 'parameter-long', params: { name: 'q', most: longestSearch } });
  if (problems.length > 0) throw parametersWrong({}, problems);

  const view = choiceParameter(query, 'view', ['use', 'manage'] as const);
  const limit = wholeParameter(query, 'limit', 1, 500);
  const count = switchParameter(query, 'count');
  const partial = switchParameter(query, 'partial');
  const cursor = query.get('cursor');
  const sort = namesIn(query.get('sort'));
  const fields = namesIn(query.get('fields'));
  const merged = merge(filters);
  const asked = {
    ...(view && { view }),
    ...(merged && { filter: merged }),
    ...(q && { q }),
    ...(sort && { sort }),
    ...(fields && { fields }),
    ...(limit !== undefined && { limit }),
    ...(cursor && { cursor }),
    ...(count !== undefined && { count }),
    ...(partial !== undefined && { partial }),
  };
  return { asked, filters };
}

function readable({ form, call }: Ask): readonly string[] {
  return form.fields.filter((field) => call.rights.readable(form, field)).map(({ name }) => name);
}

function merge(filters: readonly PlacedFilter[]): Condition | undefined {
  const all = filters.map(({ condition }) => condition);
  return all.length <= 1 ? all[0] : { all };
}

export function namesIn(text: string | null): readonly string[] | undefined {
  if (text === null) return undefined;
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
