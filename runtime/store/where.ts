import type { Form } from '../../metadata/model.ts';
import type {
  FilterCompare,
  FilterFact,
  FilterLines,
  FilterNode,
  FilterValue,
} from '../../rules/condition/filter.ts';
import type { Cell, Dialect } from '../database/database.ts';
import { column, type Layout, type LayoutColumn, type RecordLayout } from './layout.ts';

/** Where a filter is rendered: the table it is about, and the cells its marks stand for, in order. */
export interface Where {
  readonly dialect: Dialect;
  /** By form id. */
  readonly layout: (form: string) => RecordLayout;
  readonly form: Form;
  readonly record: Layout;
  readonly params: Cell[];
  /** The rows a `lines` node is about. */
  readonly row?: Layout;
}

/** Aliases: the record, its row, and the record a reference points at. */
export const recordAlias = 't';
const rowAlias = 'r';
const viaAlias = 'v';

/**
 * A filter as SQL that is true or not. With `strict` it is never NULL either, as it must be below a NOT, which
 * would keep NULL and so skip the row.
 */
export function renderFilter(node: FilterNode, where: Where, strict = false): string {
  switch (node.type) {
    case 'constant':
      return node.value ? '1 = 1' : '1 = 0';
    case 'all':
      return joined(node.nodes, ' AND ', '1 = 1', where, strict);
    case 'any':
      return joined(node.nodes, ' OR ', '1 = 0', where, strict);
    case 'not':
      return `NOT ${renderFilter(node.node, where, true)}`;
    case 'empty':
      return renderEmpty(node.fact, where);
    case 'lines':
      return renderLines(node, where);
    case 'compare':
      return renderCompare(node, where, strict);
  }
}

function joined(
  nodes: readonly FilterNode[],
  word: string,
  none: string,
  where: Where,
  strict: boolean,
): string {
  if (nodes.length === 0) return none;
  return `(${nodes.map((node) => renderFilter(node, where, strict)).join(word)})`;
}

function renderLines({ entries, over, node }: FilterLines, where: Where): string {
  const row = entriesLayout(
    where,
    entries.map(({ id }) => id),
  );
  const inside = { ...where, row };
  const own = `${rowAlias}.${column(row, 'record').name} = ${recordAlias}.${column(where.record, 'id').name}`;
  const from = `EXISTS (SELECT 1 FROM ${row.table} ${rowAlias} WHERE ${own} AND `;
  if (over === 'any') return `${from}${renderFilter(node, inside)})`;
  return `NOT ${from}NOT ${renderFilter(node, inside, true)})`;
}

function entriesLayout(where: Where, path: readonly string[]): Layout {
  let level = where.layout(where.form.id).entries;
  let found: (typeof level)[number] | undefined;
  for (const id of path) {
    found = level.find((entries) => entries.field === id);
    level = found?.entries ?? [];
  }
  if (!found) throw new Error(`no entries ${path.join('.')} in ${where.form.id}`);
  return found;
}

function renderEmpty(fact: FilterFact, where: Where): string {
  const empty = (target: Target) => `(${target.text} IS NULL${target.emptyText})`;
  if (!fact.via) return empty(columnOf(fact, where));
  // Empty too where the reference itself is: there is no record then that has the member.
  return `NOT ${through(fact, where, (target) => `NOT ${empty(target)}`)}`;
}

function renderCompare(node: FilterCompare, where: Where, strict: boolean): string {
  const { fact } = node;
  if (!fact.via) return compareTarget(node, columnOf(fact, where), where, strict);
  return through(fact, where, (target) => compareTarget(node, target, where, false));
}

/** EXISTS over the one record a reference points at: never NULL. */
function through(fact: FilterFact, where: Where, test: (target: Target) => string): string {
  const { via } = fact;
  if (!via?.target) throw new Error(`${fact.path} goes through no reference`);
  const layout = where.layout(via.target);
  const reference = columnOf({ ...fact, member: { field: via } }, where);
  const id = column(layout, 'id');
  return `EXISTS (SELECT 1 FROM ${layout.table} ${viaAlias} WHERE ${viaAlias}.${id.name} = ${reference.text} AND ${test(
    target(member(layout, fact), viaAlias, fact),
  )})`;
}

/** A column ready to be compared. */
interface Target {
  readonly text: string;
  readonly column: LayoutColumn['column'];
  readonly emptyText: string;
}

function columnOf(fact: FilterFact, where: Where): Target {
  if (fact.on === 'row') {
    if (!where.row) throw new Error(`${fact.path} stands outside of its rows`);
    return target(member(where.row, fact), rowAlias, fact);
  }
  return target(member(where.record, fact), recordAlias, fact);
}
function member(layout: Layout, { member: wanted }: FilterFact): LayoutColumn {
  return column(layout, 'field' in wanted ? wanted.field.id : wanted.system);
}
function target({ name, column: type }: LayoutColumn, alias: string, fact: FilterFact): Target {
  const text = `${alias}.${name}`;
  const emptyText = fact.comparison === 'list' ? ` OR ${text} = '[]'` : '';
  return { text, column: type, emptyText };
}

const orders = {
  equal: '=',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
} as const;

function compareTarget(node: FilterCompare, left: Target, where: Where, strict: boolean): string {
  const { operator, operand, fact } = node;
  const guarded = (text: string) => (strict ? `(${left.text} IS NOT NULL AND ${text})` : text);
  if ('fact' in operand) {
    const right = columnOf(operand.fact, where);
    if (operator === 'contains') {
      const text =
        fact.comparison === 'list'
          ? where.dialect.hasElement(left.text, right.text)
          : `INSTR(${left.text}, ${right.text}) > 0`;
      return guarded(`(${right.text} IS NOT NULL AND ${text})`);
    }
    if (operator === 'startsWith' || operator === 'endsWith' || operator === 'in')
      throw new Error(`${operator} compares with a value`);
    const numbers = where.dialect.comparable;
    const text = `${numbers(left, right)} ${orders[operator]} ${numbers(right, left)}`;
    return strict ? `(${left.text} IS NOT NULL AND ${right.text} IS NOT NULL AND ${text})` : text;
  }
  const values = 'values' in operand ? operand.values : [operand.value];
  if (fact.by === 'number') return guarded(byNumber(fact, left, values, where));
  const bind = (value: FilterValue) => {
    const stored = left.column.type === 'integer' ? Number(value) : value;
    where.params.push(where.dialect.encode(left.column, stored));
    return where.dialect.placeholder(left.column);
  };
  const [value] = values;
  if (value === undefined) return '1 = 0';
  switch (operator) {
    case 'in':
      return guarded(`${left.text} IN (${values.map(bind).join(', ')})`);
    case 'contains':
      if (fact.comparison === 'list') {
        where.params.push(String(value));
        return guarded(where.dialect.hasElement(left.text, '?'));
      }
      where.params.push(String(value));
      return guarded(`INSTR(${left.text}, ?) > 0`);
    case 'startsWith':
    case 'endsWith': {
      const length = [...String(value)].length;
      where.params.push(String(value));
      return guarded(`SUBSTR(${left.text}, ${operator === 'startsWith' ? `1, ${length}` : -length}) = ?`);
    }
    default:
      return guarded(`${left.text} ${orders[operator]} ${bind(value)}`);
  }
}

/** References, and lists of them, compare with a number by the records that have it today. */
function byNumber(fact: FilterFact, left: Target, values: readonly FilterValue[], where: Where): string {
  const layout = where.layout(targetForm(fact));
  const number = column(layout, layout.form.number?.id ?? 'number');
  for (const value of values) where.params.push(where.dialect.encode(number.column, value));
  const marks = values.map(() => '?').join(', ');
  const id = column(layout, 'id').name;
  if (fact.comparison !== 'list')
    return `${left.text} IN (SELECT ${id} FROM ${layout.table} WHERE ${number.name} IN (${marks}))`;
  const held = where.dialect.hasElement(left.text, `n.${id}`);
  return `EXISTS (SELECT 1 FROM ${layout.table} n WHERE n.${number.name} IN (${marks}) AND ${held})`;
}

/** The form whose records a fact holds. */
function targetForm({ member: wanted, path }: FilterFact): string {
  const form = 'field' in wanted ? wanted.field.target : systemTargets[wanted.system];
  if (form === undefined) throw new Error(`${path} refers to no form`);
  return form;
}
const systemTargets: Readonly<Record<string, string>> = {
  org: 'organisation',
  createdBy: 'user',
  modifiedBy: 'user',
};
