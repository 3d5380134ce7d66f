import type { Leaf, Literal, Operand } from '../../condition/compiled.ts';
import { judgeFor } from '../../condition/judge.ts';
import type { Fact, Line } from '../../condition/scope.ts';
import { isPointing, type Single, sameValue } from '../../condition/value.ts';
import { closedOptions, representatives } from './representatives.ts';

/** Tells whether one fact could satisfy all of them; they are of one fact, measured in one way. */
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

/**
 * Tells whether one value, of a line or of the record, may be all that is said of it. Every operator that denies is
 * said the other way round.
 */
function oneValueCanBe(literals: readonly Literal[]): boolean {
  const [first] = literals;
  if (!first) return true;
  const { leaf } = first;
  // A count or a sum of nothing is zero, not empty. Empty satisfies isEmpty, and whatever is denied.
  const mayBeEmpty = leaf.over !== 'count' && leaf.over !== 'sum' && literals.every(isOfEmpty);
  if (mayBeEmpty) return true;
  if (literals.some(({ leaf: { operator }, holds }) => operator === 'isEmpty' && holds)) return false;
  const known = literals.filter((literal) => isKnown(literal, literals));
  const values = valuesFor(leaf, known);
  return values ? values.some((value) => passes(value, known)) : startsMeet(literals);
}

function isOfEmpty({ leaf, holds }: Literal): boolean {
  return (leaf.operator === 'isEmpty') === holds;
}

/** Lists values, at least one of each kind that the literals may tell apart; null: there may be any. */
function valuesFor(leaf: Leaf, known: readonly Literal[]): readonly Single[] | null {
  const few = known.find(({ leaf: { operator }, holds }) => holds && isIdentity(operator));
  if (few && !isOrdered(leaf)) {
    const closed = representatives(leaf, []);
    return closed
      ? valuesOf(few).filter((one) => closed.some((other) => sameValue(one, other)))
      : valuesOf(few);
  }
  return representatives(leaf, known.flatMap(valuesOf));
}

function isIdentity(operator: Leaf['operator']): boolean {
  return operator === 'equal' || operator === 'in';
}

function isOrdered({ comparison }: Leaf): boolean {
  return comparison !== 'text' && !isPointing(comparison);
}

function valuesOf({ leaf: { operand } }: Literal): readonly Single[] {
  return 'values' in operand ? operand.values : [];
}

/** By the operators' own judge. */
function passes(value: Single, literals: readonly Literal[]): boolean {
  return literals.every(({ leaf: { operator, comparison, operand }, holds }) => {
    if ('fact' in operand) return true;
    return judgeFor(operator, comparison, undefined)([value], operand) === holds;
  });
}

/**
 * Says something of values. A record may be meant by id in one place and by number in another: those are not compared.
 */
function isKnown({ leaf }: Literal, literals: readonly Literal[]): boolean {
  if (leaf.operator === 'isEmpty' || 'fact' in leaf.operand) return false;
  if (!isPointing(leaf.comparison)) return true;
  const first = literals.flatMap(valuesOf)[0];
  return leaf.operand.values.every((value) => sort(value) === sort(first));
}

function sort(value: Single | undefined): string {
  if (typeof value !== 'object') return 'value';
  return value.id === undefined ? 'number' : 'id';
}

/** Of two beginnings, or ends, one is the beginning of the other. */
function startsMeet(literals: readonly Literal[]): boolean {
  const starts: string[] = [];
  const ends: string[] = [];
  for (const { leaf, holds } of literals) {
    if (!holds || !('values' in leaf.operand)) continue;
    const list = leaf.operator === 'startsWith' ? starts : leaf.operator === 'endsWith' ? ends : null;
    list?.push(String(leaf.operand.values[0]));
  }
  return (
    starts.every((a, at) => starts.slice(at + 1).every((b) => a.startsWith(b) || b.startsWith(a))) &&
    ends.every((a, at) => ends.slice(at + 1).every((b) => a.endsWith(b) || b.endsWith(a)))
  );
}
