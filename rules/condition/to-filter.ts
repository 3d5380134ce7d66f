import type { Problem, Result } from '../../metadata/common/issue.ts';
import type { ValuePart } from '../../metadata/field.ts';
import { pointedText } from '../../metadata/kinds/common/pointed.ts';
import { test } from './closure.ts';
import type { Compiled, Leaf, Node, Some } from './compiled.ts';
import { factLabel } from './describe.ts';
import { type Facts, measureFact } from './facts.ts';
import type { FilterFact, FilterNode, FilterOperand, FilterOperator, FilterValue } from './filter.ts';
import { against } from './judge.ts';
import { leavesOf } from './outdated.ts';
import { type Fact, pointsAtRecords } from './scope.ts';
import { type Single, toRef } from './value.ts';
import { operatorWords } from './words.ts';

/** The facts at hand while records are looked for: all but those of the record itself. */
export type KnownFacts = Omit<Facts, 'record'>;

/**
 * The condition as a database can judge it, with what is known of the call (and of the record whose options
 * are filtered) put in as literals. What SQL cannot do is reported with its path: patterns, counts and sums.
 */
export function toFilter(compiled: Compiled, known: KnownFacts = {}): Result<FilterNode> {
  const problems: Problem[] = [];
  const node = filterOf(compiled.node, { compiled, known, problems });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: node };
}

interface Work {
  readonly compiled: Compiled;
  readonly known: KnownFacts;
  readonly problems: Problem[];
}

const never: FilterNode = { type: 'constant', value: false };

function filterOf(node: Node, work: Work): FilterNode {
  if (node.type === 'leaf') return filterLeaf(node, work);
  if (node.type === 'not') return not(filterOf(node.node, work));
  if (node.type === 'some') return filterSome(node, work);
  return { type: node.type, nodes: node.nodes.map((inner) => filterOf(inner, work)) };
}

function not(node: FilterNode): FilterNode {
  if (node.type === 'not') return node.node;
  return node.type === 'constant' ? { type: 'constant', value: !node.value } : { type: 'not', node };
}

/** Within lines of the records looked for, everything is of the one line, of the record, or known. */
function filterSome(node: Some, work: Work): FilterNode {
  const { fact, line } = node;
  if (line.fact.root === 'record') {
    if (line.upper) return refuse(node, 'some', work);
    return { type: 'lines', entries: fact.entries, over: 'any', node: filterOf(node.node, work) };
  }
  const asksRecord = [...leavesOf(node.node)].some((leaf) =>
    [leaf.fact, ...('fact' in leaf.operand ? [leaf.operand.fact] : [])].some(({ root }) => root === 'record'),
  );
  return asksRecord ? refuse(node, 'some', work) : decided(node, work);
}

/** Of the records that are looked for, or of a line of theirs. */
function isSought({ root, line }: Fact): boolean {
  return root === 'record' || line?.of.fact.root === 'record';
}

function filterLeaf(leaf: Leaf, work: Work): FilterNode {
  const { fact, operand, over, operator } = leaf;
  const onRecord = isSought(fact);
  if (!onRecord && ('values' in operand || !isSought(operand.fact))) return decided(leaf, work);
  if (!onRecord) return turned(leaf, work);
  if (operator === 'matches') return refuse(leaf, operator, work);
  if (over === 'count' || over === 'sum') return refuse(leaf, over, work);
  // Rows below rows are not joined.
  if (fact.line && (fact.entries.length > 0 || 'rows' in fact.member))
    return refuse(leaf, over ?? operator, work);
  if ('rows' in fact.member) {
    const some: FilterNode = {
      type: 'lines',
      entries: fact.entries,
      over: 'any',
      node: { type: 'constant', value: true },
    };
    return operator === 'isEmpty' ? not(some) : some;
  }
  const compared = compare(leaf, work);
  if (over === undefined) return compared;
  return { type: 'lines', entries: fact.entries, over, node: compared };
}

/** Nothing in it is of the records looked for. */
function decided(node: Node, { compiled, known }: Work): FilterNode {
  const alone: Compiled = { ...compiled, node };
  return { type: 'constant', value: test(alone)({ ...known, record: {} }) };
}

const mirrored: Readonly<Partial<Record<Leaf['operator'], Leaf['operator']>>> = {
  equal: 'equal',
  notEqual: 'notEqual',
  lessThan: 'greaterThan',
  lessThanOrEqual: 'greaterThanOrEqual',
  greaterThan: 'lessThan',
  greaterThanOrEqual: 'lessThanOrEqual',
  in: 'contains',
  notIn: 'notContains',
  contains: 'in',
  notContains: 'notIn',
};

/** `$today lessThan { fact: day }`: what is known goes to the right. */
function turned(leaf: Leaf, work: Work): FilterNode {
  const operator = mirrorOf(leaf);
  if (operator === undefined || !('fact' in leaf.operand)) return refuse(leaf, leaf.operator, work);
  const fact = leaf.operand.fact;
  return compare(
    { ...leaf, operator, fact, comparison: fact.comparison, operand: { fact: leaf.fact } },
    work,
  );
}

function mirrorOf({ operator, comparison, over }: Leaf): Leaf['operator'] | undefined {
  if (over !== undefined) return undefined;
  // A known text that contains a column's is nothing a database can look up.
  if ((operator === 'contains' || operator === 'notContains') && comparison !== 'list') return undefined;
  return mirrored[operator];
}

function refuse(leaf: Leaf | Some, reason: string, { problems }: Work): FilterNode {
  problems.push({
    path: leaf.pointer,
    code: 'condition-not-filterable',
    params: { fact: leaf.fact.path, reason, ...inWords(leaf) },
  });
  return never;
}

function inWords(leaf: Leaf | Some) {
  if (!('operator' in leaf)) return { label: factLabel(leaf.fact), way: { zh: '同一行', en: 'in one row' } };
  return { label: factLabel(leaf.fact, leaf.over), way: operatorWords(leaf.operator, leaf.comparison) };
}

function compare(leaf: Leaf, work: Work): FilterNode {
  const { fact, operator, operand } = leaf;
  switch (operator) {
    case 'isEmpty':
      return { type: 'empty', fact: columnOf(fact) };
    case 'isNotEmpty':
      return not({ type: 'empty', fact: columnOf(fact) });
    case 'notEqual':
      return not(compare({ ...leaf, operator: 'equal' }, work));
    case 'notIn':
      return not(compare({ ...leaf, operator: 'in' }, work));
    case 'notContains':
      return not(compare({ ...leaf, operator: 'contains' }, work));
    case 'between':
      return between(leaf, work);
    default:
      if ('fact' in operand && isSought(operand.fact)) {
        // A part has a measure of its own, which no column of another field has.
        if (fact.part || operand.fact.part) return refuse(leaf, operator, work);
        return compareFacts(leaf, operand.fact, operator as FilterOperator);
      }
      return compareLiterals(leaf, operator as FilterOperator, literals(leaf, work));
  }
}

function between(leaf: Leaf, work: Work): FilterNode {
  const [from, to] = literals(leaf, work);
  if (from === undefined || to === undefined) return never;
  const low = compareLiterals(leaf, 'greaterThanOrEqual', [from]);
  const high = compareLiterals(leaf, 'lessThanOrEqual', [to]);
  const crossesMidnight = leaf.comparison === 'time' && from > to;
  return { type: crossesMidnight ? 'any' : 'all', nodes: [low, high] };
}

function compareFacts(leaf: Leaf, other: Fact, operator: FilterOperator): FilterNode {
  // A list of this record on the right: the list contains what stands left.
  if (operator === 'in') return { type: 'compare', ...byId(other, leaf.fact), operator: 'contains' };
  return { type: 'compare', ...byId(leaf.fact, other), operator };
}

function byId(left: Fact, right: Fact): { readonly fact: FilterFact; readonly operand: FilterOperand } {
  const by = pointsAtRecords(left) ? 'id' : undefined;
  return {
    fact: columnOf(left, by),
    operand: { fact: columnOf(right, pointsAtRecords(right) ? 'id' : undefined) },
  };
}

/** References written as ids and as numbers are two comparisons. */
function compareLiterals(leaf: Leaf, operator: FilterOperator, values: readonly Single[]): FilterNode {
  if (values.length === 0) return never;
  const begins = leaf.fact.part?.begins;
  if (begins) return beginning(columnOf(leaf.fact), values, begins);
  if (!pointsAtRecords(leaf.fact)) return compareAll(columnOf(leaf.fact), operator, values.filter(isPlain));
  const refs = values.map((value) => (typeof value === 'string' ? toRef(value) : value));
  const ids = refs.flatMap((ref) =>
    typeof ref === 'object' && ref.id !== undefined ? [storedId(ref.id, ref.form)] : [],
  );
  const numbered = refs.filter((ref) => typeof ref === 'object').filter(({ id }) => id === undefined);
  const byForm = Map.groupBy(numbered, ({ form }) => form);
  const parts = [
    ...(ids.length > 0 ? [compareAll(columnOf(leaf.fact, 'id'), operator, ids)] : []),
    ...[...byForm].map(([form, some]) =>
      compareAll(
        { ...columnOf(leaf.fact, 'number'), ...(form === undefined ? {} : { form }) },
        operator,
        some.flatMap(({ number = [] }) => number),
      ),
    ),
  ];
  const [only] = parts;
  return parts.length === 1 && only ? only : { type: 'any', nodes: parts };
}

/** As a column keeps the id. */
function storedId(id: string, form: string | undefined): string {
  return form === undefined ? id : pointedText({ form, id });
}

/** What is a part of a text begins it, so that an index finds it. */
function beginning(
  fact: FilterFact,
  values: readonly Single[],
  begins: NonNullable<ValuePart['begins']>,
): FilterNode {
  return {
    type: 'any',
    nodes: values.map((value) => ({
      type: 'compare',
      fact,
      operator: 'startsWith',
      operand: { value: begins(String(value)) },
    })),
  };
}

function compareAll(fact: FilterFact, operator: FilterOperator, values: readonly FilterValue[]): FilterNode {
  const [value] = values;
  if (value === undefined) return never;
  if (operator !== 'in') return { type: 'compare', fact, operator, operand: { value } };
  return { type: 'compare', fact, operator, operand: { values: [...new Set(values)] } };
}

function literals({ operand }: Leaf, { known }: Work): readonly Single[] {
  if ('values' in operand) return operand.values;
  return against(measureFact(operand.fact, undefined, { ...known, record: {} })).values;
}

function columnOf(fact: Fact, by?: 'id' | 'number'): FilterFact {
  if (!('field' in fact.member) && !('system' in fact.member)) throw new Error(`no column: ${fact.path}`);
  return {
    path: fact.path,
    on: fact.line || fact.entries.length > 0 ? 'row' : 'record',
    ...(fact.via ? { via: fact.via } : {}),
    member: fact.member,
    ...partIn(fact),
    comparison: fact.comparison,
    ...(by ? { by } : {}),
  };
}

/** How a database reads the part that is asked for. */
function partIn({ part }: Fact): Pick<FilterFact, 'part'> {
  if (part?.inJson) return { part: part.inJson };
  return part?.byMark === undefined ? {} : { part: { read: 'mark', at: part.byMark } };
}

function isPlain(value: Single): value is FilterValue {
  return typeof value !== 'object';
}
