import type { OperatorName } from '../../metadata/condition.ts';
import type { Comparison } from '../../metadata/field.ts';
import {
  type Clause,
  complementOf,
  cutAt,
  hasRanges,
  joinClauses,
  meetClauses,
  type Range,
  type Ranges,
  type Source,
  unionOf,
  type Within,
  weight,
} from './clause.ts';
import type { Compiled, Leaf, Node } from './compiled.ts';
import { keyOf } from './keys.ts';
import type { Single } from './value.ts';

/** Longer lists are not posted one by one. */
const listLimit = 64;

/** Returns the clause that must be so for a leaf to hold, or to fail; null: nothing an index could look up. */
function coverLeaf(leaf: Leaf, holds: boolean): Clause | null {
  const { fact, over, operator, comparison, operand } = leaf;
  // The same for every rule that compares these two, or asks whether this is empty: judged once a decision.
  if ('fact' in operand) {
    const name = `${over ?? ''} ${fact.path} ${operator} ${operand.fact.path}`;
    return ask({ name, facts: [fact, operand.fact], comparison, of: 'one', leaf }, holds);
  }
  if (operator === 'isEmpty' || operator === 'isNotEmpty') {
    const name = `${over ?? ''} ${fact.path} ${operator}`;
    return ask({ name, facts: [fact], comparison, of: 'one', leaf }, holds);
  }
  const within = withinOf(leaf, holds);
  if (!within) return null;
  const measured = over === 'count' || over === 'sum' ? over : undefined;
  const source: Source = {
    name: measured ? `${measured} ${fact.path}` : fact.path,
    facts: [fact],
    comparison,
    ...(measured ? { over: measured } : {}),
    of: over === undefined || measured ? 'one' : (over === 'any') === holds ? 'some' : 'all',
  };
  return [{ source, within }];
}

function ask(source: Source, holds: boolean): Clause {
  return [{ source, within: { type: 'in', keys: [String(holds)] } }];
}

const says: readonly OperatorName[] = ['equal', 'in'];
const denies: readonly OperatorName[] = ['notEqual', 'notIn'];

function withinOf({ fact, operator, comparison, operand }: Leaf, holds: boolean): Within | null {
  if (!('values' in operand)) return null;
  const { values } = operand;
  const wanted = says.includes(operator) || (operator === 'contains' && comparison === 'list');
  if (wanted || denies.includes(operator) || (operator === 'notContains' && comparison === 'list')) {
    if (values.length <= listLimit) {
      const keys = [...new Set(values.map((value) => keyOf(value, fact, comparison)))];
      return { type: wanted === holds ? 'in' : 'out', keys };
    }
    return wanted === holds && hasRanges(comparison) ? hull(values, comparison) : null;
  }
  const ranges = hasRanges(comparison) ? rangesOf(operator, values, comparison) : null;
  if (!ranges) return null;
  return { type: 'range', ranges: holds ? ranges : complementOf(ranges), empty: !holds };
}

/** From the least to the greatest. */
function hull(values: readonly Single[], comparison: Comparison): Within {
  const points = values.map((value): Range => pointOf(String(value), comparison));
  const all = unionOf(points, comparison);
  const ranges = [{ from: all[0]?.from ?? null, to: all.at(-1)?.to ?? null }];
  return { type: 'range', ranges, empty: false };
}

function pointOf(text: string, comparison: Comparison): Range {
  return { from: cutAt(text, false, comparison), to: cutAt(text, true, comparison) };
}

function rangesOf(operator: OperatorName, values: readonly Single[], comparison: Comparison): Ranges | null {
  const [from, to] = values;
  if (typeof from !== 'string') return null;
  const cut = (after: boolean, text = from) => cutAt(text, after, comparison);
  switch (operator) {
    case 'lessThan':
      return [{ from: null, to: cut(false) }];
    case 'lessThanOrEqual':
      return [{ from: null, to: cut(true) }];
    case 'greaterThan':
      return [{ from: cut(true), to: null }];
    case 'greaterThanOrEqual':
      return [{ from: cut(false), to: null }];
    case 'between': {
      if (typeof to !== 'string') return null;
      // Some windows of time go over midnight.
      if (comparison === 'time' && from > to)
        return [
          { from: null, to: cut(true, to) },
          { from: cut(false), to: null },
        ];
      return [{ from: cut(false), to: cut(true, to) }];
    }
    default:
      return null;
  }
}

/**
 * The clauses that must be so for a condition to hold, in values that an index can post: every clause must be so. None:
 * nothing is known, the condition is always a candidate. It only ever discards: facts that satisfy every clause may
 * still fail the condition, never the reverse.
 */
export type Cover = readonly Clause[];

export function cover(compiled: Compiled): Cover {
  return meetClauses(coverOf(compiled.node, true));
}

function coverOf(node: Node, holds: boolean): readonly Clause[] {
  if (node.type === 'leaf') {
    const clause = coverAnywhere(node, holds);
    return clause ? [clause] : [];
  }
  if (node.type === 'not') return coverOf(node.node, !holds);
  // Of one line follows what is so of some line, part by part; that no line is so says nothing that is looked up.
  if (node.type === 'some') return holds ? coverOf(node.node, true) : [];
  const parts = node.nodes.map((inner) => coverOf(inner, holds));
  // An `all` fails where one part does, an `any` where every part does.
  if ((node.type === 'all') === holds) return parts.flat();
  return oneOf(parts);
}

/** Covers a leaf about one line by the same question to any line: what holds for one holds for some. */
function coverAnywhere(leaf: Leaf, holds: boolean): Clause | null {
  const { fact, over, operand } = leaf;
  if ('fact' in operand && operand.fact.line) return null;
  if (!fact.line) return coverLeaf(leaf, holds);
  const some = holds ? 'any' : 'every';
  const asked = 'rows' in fact.member || (over !== undefined && over !== some);
  return asked ? null : coverLeaf({ ...leaf, fact: fact.line.whole, over: some }, holds);
}

/** The best clause out of every branch, joined; a branch without any leaves nothing to say. */
function oneOf(branches: readonly (readonly Clause[])[]): readonly Clause[] {
  const best: Clause[] = [];
  for (const branch of branches) {
    const clause = meetClauses(branch).toSorted((a, b) => weight(a) - weight(b))[0];
    if (!clause) return [];
    best.push(clause);
  }
  const joined = best.length > 0 ? joinClauses(best) : null;
  return joined ? [joined] : [];
}
