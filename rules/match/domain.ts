import type { Leaf, Literal } from '../condition/compiled.ts';
import { judgeFor } from '../condition/judge.ts';
import { type Single, sameValue } from '../condition/value.ts';
import { representatives } from './representatives.ts';

/** Whether one value, of a line or of the record, may be all that is said of it. Every operator that denies is said the other way round. */
export function oneValueCanBe(literals: readonly Literal[]): boolean {
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

/** One at least of whatever may be told apart by what is said; null: any may be. */
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
  return comparison !== 'text' && comparison !== 'reference';
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

/** Says something of values. A record may be meant by id in one place and by number in another: those are not compared. */
function isKnown({ leaf }: Literal, literals: readonly Literal[]): boolean {
  if (leaf.operator === 'isEmpty' || 'fact' in leaf.operand) return false;
  if (leaf.comparison !== 'reference') return true;
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
