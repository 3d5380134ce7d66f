import type { Leaf, OperatorName } from '../../../metadata/condition.ts';
import type { Comparison, Field } from '../../../metadata/field.ts';
import type { Problem, Result } from '../../../metadata/issue.ts';
import { type Json, pointerTo } from '../../../metadata/json.ts';
import type { Language } from '../../../metadata/label.ts';
import type { Form } from '../../../metadata/model.ts';
import { systemFacts } from '../../../rules/condition/system-facts.ts';

/** How comparisons are spelt in a query: `price[gte]=10`. The names of conditions are understood too. */
const operators: Readonly<Record<string, OperatorName>> = {
  eq: 'equal',
  ne: 'notEqual',
  in: 'in',
  nin: 'notIn',
  lt: 'lessThan',
  lte: 'lessThanOrEqual',
  gt: 'greaterThan',
  gte: 'greaterThanOrEqual',
  between: 'between',
  contains: 'contains',
  ncontains: 'notContains',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  matches: 'matches',
  empty: 'isEmpty',
};

interface Target {
  readonly fact: string;
  readonly comparison: Comparison;
  /** Absent for members that are no field. */
  readonly field?: Field;
}

/** Whether a query parameter is about a field of the form: `name`, `name[op]`, `lines.name`. */
export function namesField(form: Form, parameter: string): boolean {
  return target(form, parameter.replace(/\[\w*\]$/, '')) !== undefined;
}

/** One parameter as a leaf of a condition, in today's names. */
export function fieldFilter(form: Form, parameter: string, text: string, language: Language): Result<Leaf> {
  const [, name = '', short = 'eq'] = /^(.*?)(?:\[(\w*)\])?$/.exec(parameter) ?? [];
  const found = target(form, name);
  const path = pointerTo(parameter);
  const operator = Object.hasOwn(operators, short) ? operators[short] : undefined;
  if (!found || operator === undefined) {
    const params = { operator: short, choices: Object.keys(operators) };
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
    problems.push(...read.problems.map((problem) => ({ ...problem, path })));
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
  const [first = '', second, more] = name.split('.');
  const field = form.byName.get(first);
  if (more !== undefined) return undefined;
  if (field && second === undefined) return { fact: name, comparison: field.kind.comparison(field), field };
  const inner = second === undefined ? undefined : field?.rows?.byName.get(second);
  if (inner) return { fact: name, comparison: inner.kind.comparison(inner), field: inner };
  const system = second === undefined ? members.get(first) : undefined;
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
