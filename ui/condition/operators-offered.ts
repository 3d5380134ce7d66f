import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import type { Fact } from '../../rules/condition/scope.ts';
import { operatorsOf } from '../../rules/condition/system-facts.ts';
import type { EditedLeaf } from './edited-condition.ts';
import { placesOf } from './value-field.ts';

/** Ways to take a fact on rows together; none: it is not on rows. */
export function oversOf(fact: Fact): readonly Over[] {
  if ('rows' in fact.member) return ['count'];
  if (fact.entries.length === 0) return [];
  return fact.comparison === 'number' ? ['any', 'every', 'sum', 'count'] : ['any', 'every', 'count'];
}

/** Answers how an operator compares here: a count or a sum as a number, else as the fact does. */
export function comparisonOf(fact: Fact, over: Over | undefined): Comparison {
  return over === 'count' || over === 'sum' ? 'number' : fact.comparison;
}

export function operatorsFor(fact: Fact, over: Over | undefined): readonly OperatorName[] {
  return over === 'count' || over === 'sum' ? operatorsOf('number') : fact.operators;
}

/** A leaf that asks another fact: what fits of operator and value stays. */
export function withFact(leaf: EditedLeaf, path: string, fact: Fact, before: Fact | undefined): EditedLeaf {
  const [first] = oversOf(fact);
  const over = leaf.over && oversOf(fact).includes(leaf.over) ? leaf.over : first;
  const offered = operatorsFor(fact, over);
  const operator = offered.includes(leaf.operator) ? leaf.operator : (offered[0] ?? 'equal');
  const alike =
    before !== undefined &&
    comparisonOf(before, leaf.over) === comparisonOf(fact, over) &&
    fact.comparison !== 'reference' &&
    !fact.options &&
    placesOf(operator) === placesOf(leaf.operator);
  return {
    ...bare(leaf),
    fact: path,
    operator,
    ...(over ? { over } : {}),
    ...(alike ? sameValue(leaf) : {}),
  };
}

export function withOver(leaf: EditedLeaf, over: Over, fact: Fact): EditedLeaf {
  const same = comparisonOf(fact, over) === comparisonOf(fact, leaf.over);
  const offered = operatorsFor(fact, over);
  const operator = offered.includes(leaf.operator) ? leaf.operator : (offered[0] ?? 'equal');
  return { ...bare(leaf), over, operator, ...(same ? sameValue(leaf) : {}) };
}

/** One value becomes the first of several, and back; partial texts and whole options differ too much to keep. */
export function withOperator(leaf: EditedLeaf, operator: OperatorName): EditedLeaf {
  const [from, to] = [placesOf(leaf.operator), placesOf(operator)];
  const { value } = leaf;
  const next = { ...bare(leaf), operator, ...(leaf.over ? { over: leaf.over } : {}) };
  if (to === 'none' || value === undefined) return next;
  if (from === to) return { ...next, value };
  const list = Array.isArray(value) ? value : [value];
  const compared = typeof value === 'object' && !Array.isArray(value);
  if (compared) return to === 'one' ? { ...next, value } : next;
  if (to === 'many') return { ...next, value: list.filter((one) => one !== null) };
  if (to === 'two') return { ...next, value: [list[0] ?? null, list[1] ?? null] };
  const [first] = list;
  return first === undefined || first === null ? next : { ...next, value: first };
}

function bare({ key, denied, fact, operator }: EditedLeaf): EditedLeaf {
  return { key, denied, fact, operator };
}

function sameValue({ value }: EditedLeaf): Pick<EditedLeaf, 'value'> {
  return value === undefined ? {} : { value };
}
