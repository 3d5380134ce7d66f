import { compare } from '../../../../metadata/common/decimal.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Column } from '../../../../metadata/kinds/common/kind.ts';
import type { FilterFact, FilterNode } from '../../../../rules/condition/filter.ts';
import { compareText } from '../../../../rules/condition/value.ts';
import type { Cell } from '../../../database/database.ts';
import { hidingReferences } from '../answer/withheld.ts';
import type { LayoutColumn } from '../record/layout.ts';
import type { Branch } from '../sight/visible.ts';
import type { SortKey } from './cursor.ts';
import { renderFilter, type Where } from './where.ts';

/** One of the conditions that all have to hold. */
export interface Term {
  readonly text: string;
  readonly params: readonly Cell[];
  /** By an index on which its records are found. */
  readonly column?: LayoutColumn;
  /** One value of the column and no other. */
  readonly equal?: boolean;
  /** It holds for no value of the column outside of these two; null: on that side there is no end. */
  readonly range?: { readonly from: Json | null; readonly to: Json | null };
  /** In parts of which the column's index finds each; what such an index is about stands in all of them. */
  readonly parts?: readonly Branch[];
  /** Ids of the record's columns that it looks at, and at nothing else. Default: who knows. */
  readonly reads?: readonly string[];
}

/** All of them together. */
export function joinTerms(terms: readonly Term[]): {
  readonly where: string;
  readonly params: readonly Cell[];
} {
  return {
    where: terms.map(({ text }) => text).join(' AND ') || '1 = 1',
    params: terms.flatMap(({ params }) => params),
  };
}

/** A filter in the parts that all have to hold. */
export function filterTerms(node: FilterNode, where: Omit<Where, 'params'>): readonly Term[] {
  if (node.type === 'all') return node.nodes.flatMap((part) => filterTerms(part, where));
  const params: Cell[] = [];
  const text = renderFilter(node, { ...where, params });
  const reads = readsOf(node, where);
  const sought = soughtBy(node, where);
  const range = sought.column && rangeOf(node, sought.column);
  return [{ text, params, ...sought, ...(reads ? { reads } : {}), ...(range ? { range } : {}) }];
}

function readsOf(node: FilterNode, where: Omit<Where, 'params'>): readonly string[] | null {
  switch (node.type) {
    case 'constant':
      return [];
    case 'all':
    case 'any': {
      const parts = node.nodes.map((part) => readsOf(part, where));
      return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
    }
    case 'not':
      return readsOf(node.node, where);
    case 'lines':
      return null;
    case 'empty':
    case 'compare': {
      if (node.type === 'compare' && 'fact' in node.operand) return null;
      const { column } = found(node.fact, where, false);
      return column ? [column.id] : null;
    }
  }
}

/** Answers the part of a condition that an index on the record's own column can find: values, ranges and nothing. */
function soughtBy(node: FilterNode, where: Omit<Where, 'params'>): Pick<Term, 'column' | 'equal' | 'parts'> {
  if (node.type === 'not') return besides(node.node, where);
  if (node.type === 'empty') return found(node.fact, where, true);
  if (node.type !== 'compare' || 'fact' in node.operand) return {};
  const { operator, operand, fact } = node;
  if (operator === 'contains' || operator === 'endsWith') return {};
  if (operator === 'startsWith') {
    const beginning = found(fact, where, false);
    return beginning.column?.column.type === 'text' && fact.by !== 'number' ? beginning : {};
  }
  const single =
    operator === 'equal' || (operator === 'in' && 'values' in operand && operand.values.length === 1);
  return found(fact, where, single && fact.by !== 'number');
}

/** Between which values of its column a comparison may hold. */
function rangeOf(node: FilterNode, { column }: LayoutColumn): Term['range'] {
  if (node.type !== 'compare' || 'fact' in node.operand || node.fact.by === 'number') return undefined;
  const { operator, operand } = node;
  const stored = ('values' in operand ? operand.values : [operand.value])
    .map((value): Json => (column.type === 'integer' ? Number(value) : value))
    .sort((a, b) => compareStored(column, a, b));
  const [from = null, to = null] = [stored[0], stored.at(-1)];
  if (operator === 'equal' || operator === 'in') return { from, to };
  if (operator.startsWith('less')) return { from: null, to };
  return operator.startsWith('greater') ? { from, to: null } : undefined;
}

/** Whatever is not this one value: what is less, what is more, and nothing. */
function besides(node: FilterNode, where: Omit<Where, 'params'>): Pick<Term, 'parts'> {
  const sought = soughtBy(node, where);
  if (!sought.column || !sought.equal || node.type !== 'compare') return {};
  const by = [sought.column.id];
  const part = (operator: 'lessThan' | 'greaterThan'): Branch => {
    const params: Cell[] = [];
    return { text: renderFilter({ ...node, operator }, { ...where, params }), params, by };
  };
  const nothing = renderFilter({ type: 'empty', fact: node.fact }, { ...where, params: [] });
  return { parts: [part('lessThan'), part('greaterThan'), { text: nothing, params: [], by }] };
}

function found(
  { via, on, comparison, member, part }: FilterFact,
  where: Omit<Where, 'params'>,
  equal: boolean,
): Pick<Term, 'column' | 'equal'> {
  if (via || on === 'row' || comparison === 'list' || part) return {};
  // A value that the caller sees only in part is judged record by record.
  if ('field' in member && hidingReferences(where.call, member.field) !== undefined) return {};
  const column = where.record.byId.get('field' in member ? member.field.id : member.system);
  return column ? { column, equal } : {};
}

/** Values in the order of a list, as databases order rows: empty is the least of all, text goes by code point. */
export function orderStored(sort: readonly SortKey[], a: readonly Json[], b: readonly Json[]): number {
  for (const [at, { column, descending }] of sort.entries()) {
    const order = compareStored(column.column, a[at] ?? null, b[at] ?? null);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

export function compareStored({ type }: Column, a: Json, b: Json): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (typeof a === 'string' && typeof b === 'string')
    return type === 'decimal' ? compare(a, b) : compareText(a, b);
  return Number(a) - Number(b);
}
