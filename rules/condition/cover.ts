import type { Compiled, Leaf, Node } from './compiled.ts';
import { type Facts, readFact } from './facts.ts';
import type { Fact } from './scope.ts';
import { type Single, toRef } from './value.ts';

/**
 * What must be so for a condition to hold, in values that an index can post: every clause needs one of its
 * facts to have one of the keys beside it. No clauses: nothing is known, the condition is always a candidate.
 * It only ever discards: facts that satisfy every clause may still fail the condition, never the reverse.
 */
export type Cover = readonly Clause[];
export type Clause = readonly ClausePart[];
export interface ClausePart {
  readonly fact: Fact;
  readonly keys: readonly string[];
}

/** Longer `in` lists are not posted. */
const coverLimit = 64;

export function cover(compiled: Compiled): Cover {
  return coverOf(compiled.node, true);
}

/** Keys of what facts say now, in the form `cover` posts them: none when empty, several for lists and lines. */
export function keysOf(fact: Fact, facts: Facts): readonly string[] {
  const keys = new Set<string>();
  for (const value of readFact(fact, facts)) {
    if (value === null) continue;
    for (const single of (Array.isArray(value) ? value : [value]) as readonly Single[]) {
      for (const key of keysOfFact(single, fact)) keys.add(key);
    }
  }
  return [...keys];
}

/** A record that is pointed at can be asked for by id and by number. */
function keysOfFact(value: Single, fact: Fact): readonly string[] {
  if (typeof value !== 'object') return [keyOf(value, fact)];
  return [
    ...(value.id === undefined ? [] : [keyOf({ id: value.id }, fact)]),
    ...(value.number === undefined ? [] : [keyOf({ number: value.number }, fact)]),
  ];
}

function keyOf(value: Single, fact: Fact): string {
  if (typeof value === 'object') return value.id === undefined ? `#${value.number}` : value.id;
  const points = fact.comparison === 'reference' || fact.elements === 'reference';
  return points && typeof value === 'string' ? keyOf(toRef(value), fact) : String(value);
}

function coverOf(node: Node, holds: boolean): Cover {
  if (node.type === 'leaf') return coverLeaf(node, holds);
  if (node.type === 'not') return coverOf(node.node, !holds);
  const parts = node.nodes.map((inner) => coverOf(inner, holds));
  // What fails is: one of `all` fails, every one of `any` does.
  if ((node.type === 'all') === holds) return parts.flat();
  return oneOf(parts);
}

/** One clause out of every branch, joined; a branch without any leaves nothing to say. */
function oneOf(branches: readonly Cover[]): Cover {
  const joined = new Map<string, ClausePart>();
  if (branches.length === 0) return [];
  for (const branch of branches) {
    const clause = [...branch].sort((a, b) => size(a) - size(b))[0];
    if (!clause) return [];
    for (const part of clause) {
      const known = joined.get(part.fact.path);
      joined.set(part.fact.path, {
        fact: part.fact,
        keys: [...new Set([...(known?.keys ?? []), ...part.keys])],
      });
    }
  }
  const clause = [...joined.values()];
  return size(clause) > coverLimit * 4 ? [] : [clause];
}

function size(clause: Clause): number {
  return clause.reduce((total, part) => total + part.keys.length, 0);
}

const posted: Readonly<Record<'true' | 'false', readonly Leaf['operator'][]>> = {
  true: ['equal', 'in', 'contains'],
  false: ['notEqual', 'notIn', 'notContains'],
};

function coverLeaf({ fact, over, operator, comparison, operand }: Leaf, holds: boolean): Cover {
  if (!('values' in operand) || !posted[holds ? 'true' : 'false'].includes(operator)) return [];
  if (operator.toLowerCase().endsWith('contains') && comparison !== 'list') return [];
  if (over === 'count' || over === 'sum') return [];
  // Some line must have the value. That every line has it says nothing of no lines; denied, it is the reverse.
  if (over !== undefined && (over === 'any') !== holds) return [];
  if (operand.values.length > coverLimit) return [];
  const keys = operand.values.map((value) => keyOf(value, fact));
  return [[{ fact, keys: [...new Set(keys)] }]];
}
