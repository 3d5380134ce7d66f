import type { JsonPart, MarkedPart } from '../../../../metadata/field.ts';
import { formsOf, severalOf } from '../../../../metadata/kinds/common/pointed.ts';
import type { Form } from '../../../../metadata/model.ts';
import type {
  FilterCompare,
  FilterFact,
  FilterLines,
  FilterNode,
  FilterValue,
} from '../../../../rules/condition/filter.ts';
import { targetOf } from '../../../../rules/condition/scope.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Dialect } from '../../../database/database.ts';
import { column, type Layout, type LayoutColumn, type RecordLayout } from '../record/layout.ts';
import { spelled } from '../sight/among.ts';
import { mannerOf } from '../sight/manner.ts';
import { renderSight, sightOf } from '../sight/sight.ts';
import { shownColumn } from './shown-column.ts';

/**
 * The surroundings in which a filter is rendered: the table it is about, and the cells its marks stand for, in order.
 */
export interface Where {
  readonly dialect: Dialect;
  readonly call: Call;
  /** By form id. */
  readonly layout: (form: string) => RecordLayout;
  readonly form: Form;
  readonly record: Layout;
  readonly params: Cell[];
  /** The rows a `lines` node is about. */
  readonly row?: Layout;
}

/** Aliases: the record, its row, and the records that references on both sides of an operator point at. */
export const recordAlias = 't';
const rowAlias = 'r';
const viaAlias = { left: 'v', right: 'w' } as const;
type Side = keyof typeof viaAlias;

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
  return `NOT ${through(fact, where, 'left', (target) => `NOT ${empty(target)}`)}`;
}

function renderCompare(node: FilterCompare, where: Where, strict: boolean): string {
  const { fact, operand } = node;
  const other = 'fact' in operand ? operand.fact : undefined;
  // EXISTS is never NULL, whatever stands in it.
  const open = strict && !fact.via && !other?.via;
  return at(fact, where, 'left', (left) =>
    other
      ? at(other, where, 'right', (right) => compareColumns(node, left, right, where, open))
      : compareTarget(node, left, where, open),
  );
}

function at(fact: FilterFact, where: Where, side: Side, test: (target: Target) => string): string {
  return fact.via ? through(fact, where, side, test) : test(columnOf(fact, where));
}

/**
 * EXISTS over the one record a reference points at, as far as the caller may see it: for him there is no other.
 * Never NULL.
 */
function through(fact: FilterFact, where: Where, side: Side, test: (target: Target) => string): string {
  const forms = fact.via ? formsOf(fact.via) : [];
  if (!fact.via || forms.length === 0) throw new Error(`${fact.path} goes through no reference`);
  const ways = forms.map((form) => throughOne(fact, form, where, side, test));
  return ways.length === 1 ? String(ways[0]) : `(${ways.join(' OR ')})`;
}

function throughOne(
  fact: FilterFact,
  form: string,
  where: Where,
  side: Side,
  test: (target: Target) => string,
): string {
  const layout = where.layout(form);
  const alias = viaAlias[side];
  const { via, part: _, ...plain } = fact;
  const member = via ? { field: via } : fact.member;
  const reference = columnOf({ ...plain, member, comparison: 'reference' }, where);
  const id = column(layout, 'id');
  const own = `${alias}.${id.name}`;
  const stored = via && severalOf(via) ? where.dialect.together([literal(`${form}/`), own]) : own;
  // In the order of their marks: what is tested stands before what is seen.
  const tested = test(target(layout, alias, fact, where, layout));
  const seen = renderSight(sightOf(where.call, layout.form), layout, alias, where.params);
  return `EXISTS (SELECT 1 FROM ${layout.table} ${alias} WHERE ${stored} = ${reference.text} AND ${tested}${seen && ` AND ${seen}`})`;
}

/** A column ready to be compared. */
interface Target {
  readonly text: string;
  readonly column: LayoutColumn['column'];
  readonly emptyText: string;
  /** A whole number of them counts one. Default: each does. */
  readonly unit?: number;
  /** The member of the list's elements that is compared. Default: the elements. */
  readonly listed?: string;
}

function columnOf(fact: FilterFact, where: Where): Target {
  if (fact.on === 'row') {
    if (!where.row) throw new Error(`${fact.path} stands outside of its rows`);
    return target(where.row, rowAlias, fact, where, where.record);
  }
  return target(where.record, recordAlias, fact, where, where.record);
}

function target(
  layout: Layout,
  alias: string,
  { member, comparison, part }: FilterFact,
  where: Where,
  upper: Layout,
): Target {
  const found = column(layout, 'field' in member ? member.field.id : member.system);
  const plain = `${alias}.${found.name}`;
  const outer = alias === rowAlias ? recordAlias : alias;
  const own = { layout, alias };
  const text =
    'field' in member ? shownColumn(where, member.field, plain, own, { layout: upper, alias: outer }) : plain;
  const emptyText = comparison === 'list' ? ` OR ${text} = '[]'` : '';
  if (part) return partTarget(text, part, where, emptyText);
  return { text, column: found.column, emptyText };
}

/**
 * A part of a text that its marks say, or of a column of objects: how many there are, a number of them added up, or
 * their texts as a list.
 */
function partTarget(
  text: string,
  part: JsonPart | MarkedPart,
  { dialect }: Where,
  emptyText: string,
): Target {
  if (part.read === 'mark') {
    const own = dialect.partByMark(text, part.at);
    return { text: own, column: { type: 'text', length: 200 }, emptyText: ` OR ${own} = ''` };
  }
  const list = part.isOne ? dialect.together(["'['", text, "']'"]) : text;
  if (part.read === 'list') return { text: list, column: { type: 'json' }, emptyText, listed: part.member };
  const number = part.read === 'count' ? dialect.elements(list) : dialect.sumOfMember(list, part.member);
  const target: Target = { text: `COALESCE(${number}, 0)`, column: { type: 'integer' }, emptyText: '' };
  return part.read === 'sum' ? { ...target, unit: part.unit } : target;
}

const orders = {
  equal: '=',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
} as const;

function compareColumns(
  { operator, fact }: FilterCompare,
  left: Target,
  right: Target,
  { dialect }: Where,
  strict: boolean,
): string {
  const known = `${left.text} IS NOT NULL AND ${right.text} IS NOT NULL`;
  const guarded = (text: string) => (strict ? `(${known} AND ${text})` : text);
  switch (operator) {
    case 'in':
      throw new Error('a list of the record is asked what it contains');
    case 'contains':
      if (fact.comparison === 'list') return `(${known} AND ${dialect.hasElement(left.text, right.text)})`;
      return guarded(`INSTR(${left.text}, ${right.text}) > 0`);
    case 'startsWith':
      return guarded(`INSTR(${left.text}, ${right.text}) = 1`);
    case 'endsWith':
      return guarded(dialect.endsWith(left.text, right.text));
    default: {
      const { comparable } = dialect;
      return guarded(`${comparable(left, right)} ${orders[operator]} ${comparable(right, left)}`);
    }
  }
}

function compareTarget(node: FilterCompare, left: Target, where: Where, strict: boolean): string {
  const { operator, operand, fact } = node;
  const guarded = (text: string) => (strict ? `(${left.text} IS NOT NULL AND ${text})` : text);
  if ('fact' in operand) throw new Error(`${operand.fact.path} is no value`);
  const values = 'values' in operand ? operand.values : [operand.value];
  if (fact.by === 'number') return guarded(byNumber(fact, left, values, where));
  const bind = (value: FilterValue) => {
    const stored = left.column.type === 'integer' ? Number(value) * (left.unit ?? 1) : value;
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
        return guarded(
          left.listed === undefined
            ? where.dialect.hasElement(left.text, '?')
            : where.dialect.hasMember(left.text, left.listed, '?'),
        );
      }
      where.params.push(String(value));
      return guarded(`INSTR(${left.text}, ?) > 0`);
    case 'startsWith': {
      const text = String(value);
      const length = [...String(value)].length;
      const begins = `SUBSTR(${left.text}, 1, ${length}) = ?`;
      const behind = behindPrefix(text);
      if (left.column.type !== 'text' || behind === null) {
        where.params.push(text);
        return guarded(begins);
      }
      // An index knows where such texts begin and end.
      where.params.push(text, behind, text);
      return guarded(`(${left.text} >= ? AND ${left.text} < ? AND ${begins})`);
    }
    case 'endsWith':
      where.params.push(String(value));
      return guarded(`SUBSTR(${left.text}, ${-[...String(value)].length}) = ?`);
    default:
      return guarded(`${left.text} ${orders[operator]} ${bind(value)}`);
  }
}

/**
 * References, and lists of them, compare with a number by the records that have it today, as far as the caller may know
 * it.
 */
function byNumber(fact: FilterFact, left: Target, values: readonly FilterValue[], where: Where): string {
  const layout = where.layout(formOf(fact));
  const number = column(layout, layout.form.number?.id ?? 'number');
  for (const value of values) where.params.push(where.dialect.encode(number.column, value));
  const marks = values.map(() => '?').join(', ');
  const id = column(layout, 'id').name;
  const stored =
    fact.form === undefined ? `n.${id}` : where.dialect.together([literal(`${fact.form}/`), `n.${id}`]);
  const known = knownNumbers(fact, layout, where);
  const named = `n.${number.name} IN (${marks})${known && ` AND ${known}`}`;
  if (fact.comparison !== 'list')
    return `${left.text} IN (SELECT ${stored} FROM ${layout.table} n WHERE ${named})`;
  const held = where.dialect.hasElement(left.text, `n.${id}`);
  return `EXISTS (SELECT 1 FROM ${layout.table} n WHERE ${named} AND ${held})`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Empty: all of them. Everybody knows his own number, and the organisations that records tell of. */
function knownNumbers({ member }: FilterFact, layout: RecordLayout, { call, params }: Where): string {
  if (layout.form.publicNumbers || ('system' in member && member.system === 'org')) return '';
  const seen = mannerOf(call, layout.form.id)?.number
    ? renderSight(sightOf(call, layout.form), layout, 'n', params)
    : '1 = 0';
  if (seen === '' || layout.form.id !== 'user') return seen;
  return `(${seen} OR n.${column(layout, 'id').name} = ${spelled(call.user.id)})`;
}

/** The form whose records a fact holds. */
function formOf({ member: wanted, path, form: said }: FilterFact): string {
  const form = said ?? ('field' in wanted ? targetOf(wanted.field) : systemTargets[wanted.system]);
  if (form === undefined) throw new Error(`${path} refers to no form`);
  return form;
}
const systemTargets: Readonly<Record<string, string>> = {
  org: 'organisation',
  createdBy: 'user',
  modifiedBy: 'user',
};

/** The least text, by code points, that stands behind every text with this beginning; null: none does. */
function behindPrefix(beginning: string): string | null {
  const points = Array.from(beginning, (character) => character.codePointAt(0) ?? 0);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    // Half characters are no text.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    if (next <= 0x10ffff) return String.fromCodePoint(...points, next);
  }
  return null;
}
