import type { Leaf, Literal, Operand } from '../condition/compiled.ts';
import type { Fact, Line } from '../condition/scope.ts';
import { oneValueCanBe } from './domain.ts';
import { closedOptions } from './representatives.ts';

/** Whether one fact could satisfy all of them; they are of one fact, measured in one way. */
export function literalsCanHold(literals: readonly Literal[]): boolean {
  const [first] = literals;
  if (!first) return true;
  const { over } = first.leaf;
  if (over !== 'any' && over !== 'every') return oneValueCanHold(literals);
  // "Any line is" and a denied "every line is" want a line of their own; the others are asked of every line.
  const some = literals.filter(({ leaf, holds }) => (leaf.over === 'any') === holds);
  const each = literals.filter(({ leaf, holds }) => (leaf.over === 'any') !== holds);
  return some.every((own) => oneValueCanHold([own, ...each]));
}

function oneValueCanHold(literals: readonly Literal[]): boolean {
  const plain = literals.map(positive);
  if (contradictWordForWord(plain)) return false;
  const [first] = plain;
  if (first?.leaf.comparison === 'list') return listCanHold(plain);
  return oneValueCanBe(plain);
}

const denied: Readonly<Partial<Record<Leaf['operator'], Leaf['operator']>>> = {
  notEqual: 'equal',
  notIn: 'in',
  notContains: 'contains',
  isNotEmpty: 'isEmpty',
};

/** The operators that deny, said the other way round. */
function positive({ leaf, holds }: Literal): Literal {
  const operator = denied[leaf.operator];
  return operator ? { leaf: { ...leaf, operator }, holds: !holds } : { leaf, holds };
}

/** The same said and denied: all that can be known of parts of texts, patterns and other fields. */
function contradictWordForWord(literals: readonly Literal[]): boolean {
  if (literals.length < 2) return false;
  const said = new Map<string, boolean>();
  for (const { leaf, holds } of literals) {
    const words = `${leaf.operator} ${wordsOf(leaf.operand)}`;
    if (said.get(words) === !holds) return true;
    said.set(words, holds);
  }
  return false;
}

const numbers = new WeakMap<Line, number>();
let lines = 0;

/** Each line that is spoken of is another; empty: it is on none. */
export function lineNumber({ line }: Fact): string {
  if (!line) return '';
  const known = numbers.get(line.of) ?? ++lines;
  numbers.set(line.of, known);
  return String(known);
}

const spelt = new WeakMap<Operand, string>();

function wordsOf(operand: Operand): string {
  let words = spelt.get(operand);
  if (words === undefined) {
    words =
      'fact' in operand
        ? `${operand.fact.root} ${operand.fact.path} ${lineNumber(operand.fact)}`
        : JSON.stringify(operand.values);
    spelt.set(operand, words);
  }
  return words;
}

/** A list has all it is said to contain at once: nothing at all, and none of its options, contradict. */
function listCanHold(literals: readonly Literal[]): boolean {
  const contains = (wanted: boolean) =>
    literals.filter(({ leaf, holds }) => holds === wanted && leaf.operator === 'contains');
  const isFull = literals.some(({ leaf, holds }) => leaf.operator === 'isEmpty' && !holds);
  if (literals.some(({ leaf, holds }) => leaf.operator === 'isEmpty' && holds))
    return !isFull && contains(true).length === 0;
  const options = isFull && literals[0] ? closedOptions(literals[0].leaf.fact) : null;
  if (!options) return true;
  const denied = new Set(
    contains(false).flatMap(({ leaf: { operand } }) => ('values' in operand ? operand.values : [])),
  );
  return !options.every((option) => denied.has(option));
}
