import type { Problem, Result } from '../../metadata/common/issue.ts';
import { isObject, type Json } from '../../metadata/common/json.ts';
import { nearNames } from '../../metadata/common/near-names.ts';
import { loadPatterns } from '../../metadata/common/pattern.ts';
import {
  type Condition,
  type Leaf as LeafSource,
  type Over,
  operatorNames,
  overs,
} from '../../metadata/condition.ts';
import { isVirtual } from '../../metadata/virtual.ts';
import type { Compiled, Leaf, Node, Some } from './compiled.ts';
import { hasCurrencyByRow } from './currency-source.ts';
import { factLabel } from './describe.ts';
import { nearFacts } from './near-facts.ts';
import { readOperand } from './operand.ts';
import { type Fact, type Line, onLine, resolveFact, type Scope } from './scope.ts';
import { operatorsOf } from './system-facts.ts';
import { operatorWords } from './words.ts';

export const depthLimit = 12;
const nodeLimit = 500;

/**
 * Checks every word of a condition against what is known, and reads its operands into canonical form.
 * All mistakes are collected, each with a JSON Pointer into the condition. An empty `all` always holds; an
 * empty `any` is refused, because json-rules-engine and people read it differently.
 */
export function compileCondition(condition: unknown, scope: Scope): Result<Compiled> {
  const work: Work = { scope, problems: [], facts: new Map(), nodes: 0 };
  const node = read(condition as Json, '', 1, work);
  if (work.nodes > nodeLimit) refuse(work, '', 'condition-too-large', { limit: nodeLimit });
  if (node === null || work.problems.length > 0) return { ok: false, problems: work.problems };
  const copy = frozenCopy(condition as Json) as Condition;
  return {
    ok: true,
    value: Object.freeze({ condition: copy, node, scope, facts: [...work.facts.values()] }),
  };
}

/** Tells whether it has a `matches`, for which `Scope.patterns` must be loaded. */
export function usesPatterns(condition: unknown, depth = 0): boolean {
  if (typeof condition !== 'object' || condition === null || depth > 2 * depthLimit) return false;
  if ((condition as { readonly operator?: unknown }).operator === 'matches') return true;
  return Object.values(condition).some((inner) => usesPatterns(inner, depth + 1));
}

/** Loads patterns when they are needed, and not before. */
export async function compileLater(condition: unknown, scope: Scope): Promise<Result<Compiled>> {
  if (scope.patterns || !usesPatterns(condition)) return compileCondition(condition, scope);
  return compileCondition(condition, { ...scope, patterns: await loadPatterns() });
}

interface Work {
  readonly scope: Scope;
  readonly problems: Problem[];
  readonly facts: Map<string, Fact>;
  /** The line whose facts are asked, where the condition is about one line. */
  readonly line?: Line;
  nodes: number;
}

function refuse(work: Work, path: string, code: string, params: Problem['params'] = {}): null {
  work.problems.push({ path, code, params });
  return null;
}

function read(source: Json | undefined, path: string, depth: number, work: Work): Node | null {
  work.nodes += 1;
  // A node beyond the limit is counted, so that the limit is reported; those behind it are not looked at.
  if (work.nodes > nodeLimit) return null;
  if (depth > depthLimit) return refuse(work, path, 'condition-too-deep', { limit: depthLimit });
  if (!isObject(source)) {
    return refuse(work, path, 'condition-malformed');
  }
  const members = source as { readonly [key: string]: Json };
  const heads = ['all', 'any', 'not', 'some', 'fact'].filter((head) => Object.hasOwn(members, head));
  const [head] = heads;
  if (heads.length > 1) return refuse(work, path, 'condition-mixed', { members: heads });
  if (head === undefined) return refuse(work, path, 'condition-malformed');
  const allowed = head === 'fact' ? leafMembers : head === 'some' ? someMembers : [head];
  const before = work.problems.length;
  for (const member of Object.keys(members)) {
    if (!allowed.includes(member)) {
      refuse(work, `${path}/${escapePointer(member)}`, 'condition-unknown-member', { member });
    }
  }
  if (work.problems.length > before) return null;
  if (head === 'fact') return readLeaf(members as LeafSource, path, work);
  if (head === 'some') return readSome(members, path, depth, work);
  const inner = members[head];
  if (head === 'not') {
    const node = read(inner, `${path}/not`, depth + 1, work);
    return node && Object.freeze({ type: 'not', node });
  }
  if (!Array.isArray(inner)) return refuse(work, `${path}/${head}`, 'condition-malformed');
  if (head === 'any' && inner.length === 0) return refuse(work, `${path}/any`, 'condition-empty-any');
  const nodes = inner.map((item, index) => read(item, `${path}/${head}/${index}`, depth + 1, work));
  const whole = nodes.filter((node) => node !== null);
  if (whole.length < nodes.length) return null;
  return Object.freeze({ type: head === 'all' ? 'all' : 'any', nodes: Object.freeze(whole) });
}

const someMembers: readonly string[] = ['some', 'where'];

function readSome(
  { some, where }: { readonly [key: string]: Json },
  path: string,
  depth: number,
  work: Work,
): Some | null {
  const at = `${path}/some`;
  if (typeof some !== 'string') return refuse(work, at, 'condition-malformed');
  const whole = resolveFact(some, work.scope);
  if (!whole) return refuse(work, at, 'unknown-fact', { fact: some, near: nearFacts(some, work.scope) });
  if (!('rows' in whole.member))
    return refuse(work, at, 'some-without-lines', { fact: some, label: factLabel(whole) });
  const fact = onLine(whole, work.line);
  if (!fact) return refuse(work, at, 'lines-elsewhere', { fact: some, label: factLabel(whole) });
  work.facts.set(whole.path, whole);
  const line: Line = Object.freeze({ fact: whole, ...(work.line ? { upper: work.line } : {}) });
  const inside = { ...work, line };
  const node = read(where, `${path}/where`, depth + 1, inside);
  work.nodes = inside.nodes;
  return node && Object.freeze({ type: 'some', pointer: path, fact, line, node });
}

const leafMembers: readonly string[] = ['fact', 'operator', 'value', 'over'];

function readLeaf(source: LeafSource, path: string, work: Work): Leaf | null {
  if (typeof source.fact !== 'string') return refuse(work, `${path}/fact`, 'condition-malformed');
  const whole = resolveFact(source.fact, work.scope);
  if (!whole) {
    const near = nearFacts(source.fact, work.scope);
    return refuse(work, `${path}/fact`, 'unknown-fact', { fact: source.fact, near });
  }
  const fact = onLine(whole, work.line);
  if (!fact)
    return refuse(work, `${path}/fact`, 'lines-elsewhere', { fact: source.fact, label: factLabel(whole) });
  if (isUnkept(fact))
    return refuse(work, `${path}/fact`, 'fact-virtual', { fact: source.fact, label: factLabel(fact) });
  if (!operatorNames.includes(source.operator)) {
    const operator = String(source.operator);
    return refuse(work, `${path}/operator`, 'unknown-operator', {
      operator,
      known: [...operatorNames],
      near: nearNames(operator, operatorNames),
    });
  }
  const over = readOver(source, fact, path, work);
  if (over === null) return null;
  const measured = over === 'count' || over === 'sum';
  const comparison = measured ? 'number' : fact.comparison;
  const fitting = measured ? operatorsOf('number') : fact.operators;
  if (!fitting.includes(source.operator)) {
    return refuse(work, `${path}/operator`, 'operator-not-fitting', {
      operator: source.operator,
      fact: source.fact,
      words: operatorWords(source.operator, comparison),
      label: factLabel(fact),
    });
  }
  const operand = readOperand(source, fact, comparison, work, path);
  if (operand === null) return null;
  if ('fact' in operand && isUnkept(operand.fact)) {
    const params = { fact: operand.fact.path, label: factLabel(operand.fact) };
    return refuse(work, `${path}/value/fact`, 'fact-virtual', params);
  }
  work.facts.set(fact.path, whole);
  if ('fact' in operand) work.facts.set(operand.fact.path, operand.fact.line?.whole ?? operand.fact);
  return Object.freeze({
    type: 'leaf',
    pointer: path,
    fact,
    ...(over === 'none' ? {} : { over }),
    operator: source.operator,
    comparison,
    operand,
  });
}

/** A field that is evaluated when a record is read has no value by which records could be found or judged. */
function isUnkept({ member }: Fact): boolean {
  return 'field' in member && isVirtual(member.field);
}

/** Facts on lines are taken together somehow, `any` unless said; nothing else is. */
function readOver(source: LeafSource, fact: Fact, path: string, work: Work): Over | 'none' | null {
  const { over } = source;
  if (over !== undefined && !overs.has(over)) {
    return refuse(work, `${path}/over`, 'unknown-over', { over: String(over), words: [...overs] });
  }
  if ('rows' in fact.member) {
    if (over === undefined || over === 'count') return over ?? 'none';
    return refuse(work, `${path}/over`, 'over-not-fitting', {
      over,
      fact: source.fact,
      label: factLabel(fact),
    });
  }
  if (fact.line && fact.entries.length === 0) {
    // A single line is any of one, and each of one.
    if (over === undefined || over === 'any' || over === 'every') return 'none';
    return refuse(work, `${path}/over`, 'over-of-one-line', { fact: source.fact, label: factLabel(fact) });
  }
  if (fact.entries.length === 0) {
    return over === undefined
      ? 'none'
      : refuse(work, `${path}/over`, 'over-without-lines', { fact: source.fact, label: factLabel(fact) });
  }
  if (over === 'sum' && fact.comparison !== 'number') {
    return refuse(work, `${path}/over`, 'over-not-fitting', {
      over,
      fact: source.fact,
      label: factLabel(fact),
    });
  }
  if (over === 'sum' && hasCurrencyByRow(fact, work.scope))
    return refuse(work, `${path}/over`, 'sum-of-currencies', { fact: source.fact, label: factLabel(fact) });
  return over ?? 'any';
}

function escapePointer(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Own members only, as deep as a condition was just found to be. */
function frozenCopy(value: Json): Json {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([member, inner]) => [member, frozenCopy(inner)]);
  return Object.freeze(Object.fromEntries(members));
}
