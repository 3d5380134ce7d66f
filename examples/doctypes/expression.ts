import { type Expression, parseExpressionAt } from 'acorn';
import type { Condition, OperatorName } from '../../metadata/common/condition-tree.ts';
import type { Json } from '../../metadata/common/json.ts';

/** Where an expression stands: which fact a word of it is, if any; in a row `doc` is the row, `parent` its record. */
export interface Facts {
  fact(name: string): Known | undefined;
  parent(name: string): Known | undefined;
}

/** A fact, with the kind of its field. */
export interface Known {
  readonly fact: string;
  readonly kind: string;
  readonly options?: readonly string[];
}

/**
 * Reads `eval:doc.status == "Open" && !doc.rate` as a condition, or a field's name alone as "is filled". Answers a
 * reason where it cannot be one.
 */
export function conditionOf(text: string, facts: Facts): Condition | string {
  const bare = text.trim().replace(/;\s*$/, '');
  if (!bare.startsWith('eval:')) {
    const known = facts.fact(bare);
    return known ? filled(known) : 'it names a field that is not there';
  }
  try {
    const source = bare.slice('eval:'.length).trim().replace(/;\s*$/, '');
    const tree = parseExpressionAt(source, 0, { ecmaVersion: 2022 });
    if (source.slice(tree.end).trim() !== '') return 'it is a program of several statements';
    return truth(tree, facts, false);
  } catch (error) {
    return error instanceof Unsaid ? error.message : 'it cannot be read as an expression';
  }
}

class Unsaid extends Error {}

function truth(node: Expression, facts: Facts, negated: boolean): Condition {
  switch (node.type) {
    case 'ParenthesizedExpression':
      return truth(node.expression, facts, negated);
    case 'LogicalExpression': {
      if (node.operator === '??') throw new Unsaid('it computes');
      const parts = [truth(node.left as Expression, facts, negated), truth(node.right, facts, negated)];
      return (node.operator === '&&') !== negated ? { all: parts } : { any: parts };
    }
    case 'UnaryExpression':
      if (node.operator === '!') return truth(node.argument, facts, !negated);
      throw new Unsaid('it computes');
    case 'Literal':
      return constant(Boolean(node.value) !== negated);
    case 'Identifier':
    case 'MemberExpression': {
      const known = factOf(node, facts);
      return negated ? empty(known) : filled(known);
    }
    case 'BinaryExpression':
      return compared(node.operator, node.left as Expression, node.right, facts, negated);
    case 'CallExpression':
      return called(node, facts, negated);
    default:
      throw new Unsaid('it computes');
  }
}

const constant = (yes: boolean): Condition => (yes ? { all: [] } : { not: { all: [] } });

const opposites: Readonly<Record<string, OperatorName>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  in: 'notIn',
  lessThan: 'greaterThanOrEqual',
  lessThanOrEqual: 'greaterThan',
  greaterThan: 'lessThanOrEqual',
  greaterThanOrEqual: 'lessThan',
};
const operators: Readonly<Record<string, OperatorName>> = {
  '==': 'equal',
  '===': 'equal',
  '!=': 'notEqual',
  '!==': 'notEqual',
  '<': 'lessThan',
  '<=': 'lessThanOrEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanOrEqual',
};
const turned: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function compared(
  word: string,
  one: Expression,
  other: Expression,
  facts: Facts,
  negated: boolean,
): Condition {
  if (one.type === 'Literal') {
    if (other.type === 'Literal') throw new Unsaid('it compares nothing of the record');
    return compared(turned[word] ?? word, other, one, facts, negated);
  }
  const operator = operators[word];
  if (!operator) throw new Unsaid('it computes');
  const asked = negated ? opposites[operator] : operator;
  const known = rowsOrFact(one, facts);
  if (known.rows) {
    if (literal(other) !== 0) throw new Unsaid('it counts rows');
    return asked === 'equal' || asked === 'lessThanOrEqual' ? empty(known.rows) : filled(known.rows);
  }
  const { fact } = known;
  if (other.type === 'MemberExpression') {
    if (!sameKind(fact, factOf(other, facts))) throw new Unsaid('it compares two fields of different kinds');
    return { fact: fact.fact, operator: asked as OperatorName, value: { fact: factOf(other, facts).fact } };
  }
  const value = literal(other);
  if (isEmptyWord(value, fact)) return asked === 'equal' ? empty(fact) : filled(fact);
  return leaf(fact, asked as OperatorName, value);
}

const isEmptyWord = (value: Json, { kind }: Known) =>
  value === null || value === '' || (value === 0 && kind === 'reference');

const sameKind = (one: Known, other: Known) => one.kind === other.kind;

function rowsOrFact(node: Expression, facts: Facts): { rows?: Known; fact: Known } {
  if (
    node.type === 'MemberExpression' &&
    node.property.type === 'Identifier' &&
    node.property.name === 'length'
  ) {
    const rows = factOf(node.object as Expression, facts);
    return { rows, fact: rows };
  }
  return { fact: factOf(node, facts) };
}

function called(node: Expression & { type: 'CallExpression' }, facts: Facts, negated: boolean): Condition {
  const [first, second] = node.arguments as readonly Expression[];
  const { callee } = node;
  const among = (list: Expression | undefined, item: Expression | undefined): Condition => {
    if (list?.type !== 'ArrayExpression' || !item) throw new Unsaid('it calls a program');
    const known = factOf(item, facts);
    const values = list.elements.map((element) => literal(element as Expression));
    const allowed = known.options ? values.filter((value) => known.options?.includes(String(value))) : values;
    if (allowed.length === 0) return constant(negated);
    if (known.kind === 'reference') throw new Unsaid('it names records of another system');
    return {
      fact: known.fact,
      operator: negated ? 'notIn' : 'in',
      value: allowed.map((one) => asValue(known, one)),
    };
  };
  if (callee.type === 'Identifier' && callee.name === 'in_list') return among(first, second);
  if (callee.type === 'Identifier' && callee.name === 'cint')
    return truth(first as Expression, facts, negated);
  if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier') {
    if (callee.property.name === 'includes') return among(callee.object as Expression, first);
  }
  throw new Unsaid('it calls a program');
}

function factOf(node: Expression, facts: Facts): Known {
  if (node.type === 'MemberExpression') {
    const { object } = node;
    const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : '';
    if (object.type === 'Identifier' && name !== '') {
      if (object.name === 'doc' && (name === '__islocal' || name === '__unsaved')) {
        return { fact: '$new', kind: 'boolean' };
      }
      const known = object.name === 'parent' ? facts.parent(name) : object.name === 'doc' && facts.fact(name);
      if (known) return known;
      throw new Unsaid('it names a field that is not there');
    }
  }
  throw new Unsaid('it calls a program');
}

function literal(node: Expression): Json {
  if (node.type === 'Literal') return node.value as Json;
  if (node.type === 'UnaryExpression' && node.operator === '-' && node.argument.type === 'Literal') {
    return -Number(node.argument.value);
  }
  if (node.type === 'Identifier' && node.name === 'undefined') return null;
  throw new Unsaid('it computes');
}

function leaf(known: Known, operator: OperatorName, value: Json): Condition {
  if (known.kind === 'reference') throw new Unsaid('it names records of another system');
  // No record has a value that is no option.
  if (known.options && !known.options.includes(String(value))) return constant(operator === 'notEqual');
  if (known.kind === 'boolean') {
    const yes = Boolean(Number(value) || value === true);
    return { fact: known.fact, operator: (operator === 'equal') === yes ? 'equal' : 'notEqual', value: true };
  }
  return { fact: known.fact, operator, value: asValue(known, value) };
}

function asValue({ kind }: Known, value: Json): Json {
  if (kind === 'integer' || kind === 'rating' || kind === 'duration') return Number(value);
  return String(value);
}

const numbers = new Set(['integer', 'decimal', 'money', 'percent', 'rating', 'duration']);

/** What JavaScript takes for true: a number is, unless it is nought. */
function filled(known: Known): Condition {
  if (known.kind === 'boolean') return { fact: known.fact, operator: 'equal', value: true };
  if (numbers.has(known.kind)) {
    return { all: [{ fact: known.fact, operator: 'isNotEmpty' }, leaf(known, 'notEqual', 0)] };
  }
  return { fact: known.fact, operator: 'isNotEmpty' };
}

function empty(known: Known): Condition {
  if (known.kind === 'boolean') return { fact: known.fact, operator: 'notEqual', value: true };
  if (numbers.has(known.kind)) {
    return { any: [{ fact: known.fact, operator: 'isEmpty' }, leaf(known, 'equal', 0)] };
  }
  return { fact: known.fact, operator: 'isEmpty' };
}
