import type { FilterFact, FilterNode } from '../../../rules/condition/filter.ts';
import type { Cell } from '../../database/database.ts';
import { hidingReferences } from '../answer/withheld.ts';
import type { LayoutColumn } from '../record/layout.ts';
import { renderFilter, type Where } from './where.ts';

/** One of the conditions that all have to hold. */
export interface Term {
  readonly text: string;
  readonly params: readonly Cell[];
  /** By an index on which its records are found. */
  readonly column?: LayoutColumn;
  /** One value of the column and no other. */
  readonly equal?: boolean;
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
  return [{ text, params, ...soughtBy(node, where) }];
}

/** What an index on the record's own column can find: values, ranges and nothing. */
function soughtBy(node: FilterNode, where: Omit<Where, 'params'>): Pick<Term, 'column' | 'equal'> {
  if (node.type === 'empty') return found(node.fact, where, true);
  if (node.type !== 'compare' || 'fact' in node.operand) return {};
  const { operator, operand, fact } = node;
  if (operator === 'contains' || operator === 'startsWith' || operator === 'endsWith') return {};
  const single =
    operator === 'equal' || (operator === 'in' && 'values' in operand && operand.values.length === 1);
  return found(fact, where, single && fact.by !== 'number');
}

function found(
  { via, on, comparison, member }: FilterFact,
  where: Omit<Where, 'params'>,
  equal: boolean,
): Pick<Term, 'column' | 'equal'> {
  if (via || on === 'row' || comparison === 'list') return {};
  // What the caller sees only in part is judged record by record.
  if ('field' in member && hidingReferences(where.call, member.field) !== undefined) return {};
  const column = where.record.byId.get('field' in member ? member.field.id : member.system);
  return column ? { column, equal } : {};
}
