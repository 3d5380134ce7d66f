import type { Json, JsonObject } from '../../metadata/common/json.ts';
import type { FilterCompare, FilterFact, FilterNode, FilterValue } from './filter.ts';
import { categories } from './sample-forms.suite.ts';

/** Judges a filter as `filter.ts` promises, without a database: the text is compared with what its SQL does. */
export function filterHolds(node: FilterNode, record: JsonObject, row?: JsonObject): boolean {
  switch (node.type) {
    case 'all':
      return node.nodes.every((one) => filterHolds(one, record, row));
    case 'any':
      return node.nodes.some((one) => filterHolds(one, record, row));
    case 'not':
      return !filterHolds(node.node, record, row);
    case 'constant':
      return node.value;
    case 'empty':
      return isEmpty(cell(node.fact, record, row));
    case 'compare':
      return compareHolds(node, record, row);
    case 'lines': {
      const rows = node.entries.reduce<readonly JsonObject[]>(
        (parts, { id }) => parts.flatMap((one) => (one[id] ?? []) as readonly JsonObject[]),
        [record],
      );
      const fits = (one: JsonObject) => filterHolds(node.node, record, one);
      return node.over === 'any' ? rows.some(fits) : !rows.some((one) => !fits(one));
    }
  }
}

function compareHolds(
  { fact, operator, operand }: FilterCompare,
  record: JsonObject,
  row?: JsonObject,
): boolean {
  const value = cell(fact, record, row);
  const to: Json | undefined =
    'fact' in operand
      ? cell(operand.fact, record, row)
      : 'values' in operand
        ? operand.values
        : operand.value;
  if (isEmpty(value) || isEmpty(to)) return false;
  if (operator === 'in') return (to as readonly Json[]).includes(value ?? null);
  if (operator === 'contains') {
    return fact.comparison === 'list'
      ? (value as readonly Json[]).includes(to as FilterValue)
      : String(value).includes(String(to));
  }
  if (operator === 'startsWith') return String(value).startsWith(String(to));
  if (operator === 'endsWith') return String(value).endsWith(String(to));
  if (operator === 'equal') return value === to;
  const order = orderOf(value, to, fact.comparison === 'number');
  if (operator === 'lessThan') return order < 0;
  if (operator === 'lessThanOrEqual') return order <= 0;
  return operator === 'greaterThan' ? order > 0 : order >= 0;
}

function orderOf(a: Json | undefined, b: Json | undefined, numeric: boolean): number {
  if (!numeric) return String(a) < String(b) ? -1 : Number(String(a) > String(b));
  const [x, y] = [a, b].map((one) => {
    const [whole = '0', part = ''] = String(one).split('.');
    return BigInt(`${whole}${part.padEnd(6, '0')}`);
  });
  return x === undefined || y === undefined || x === y ? 0 : x < y ? -1 : 1;
}

/** As a column would give it: numbers as canonical text, references as the id or the number asked for. */
function cell(fact: FilterFact, record: JsonObject, row: JsonObject | undefined): Json | undefined {
  const part = fact.on === 'row' ? row : record;
  const id = 'field' in fact.member ? fact.member.field.id : fact.member.system;
  const value = fact.via ? categories.get(idOf(part?.[fact.via.id]))?.[id] : part?.[id];
  if (Array.isArray(value)) return value.map((one) => pointer(one, fact.by) ?? null);
  return typeof value === 'number' ? String(value) : pointer(value, fact.by);
}

function pointer(value: Json | undefined, by: FilterFact['by']): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return (value as JsonObject)[by ?? 'id'];
}

function idOf(value: Json | undefined): string {
  return (value as { readonly id?: string } | null | undefined)?.id ?? '';
}

function isEmpty(value: Json | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
