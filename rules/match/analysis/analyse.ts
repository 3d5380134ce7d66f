import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Leaf, Node, Wanted } from '../../condition/compiled.ts';
import { factLabel } from '../../condition/describe.ts';
import { leavesOf, type Outdated, outdatedIn } from '../../condition/outdated.ts';
import type { Fact } from '../../condition/scope.ts';
import { messages as ruleMessages } from '../../messages.ts';
import type { OrgTree } from '../../sharing/org-tree.ts';
import { type Candidate, compiledOf } from '../candidate.ts';
import { reason, said } from '../messages.ts';
import { type Pause, Slices, thorough } from '../slices.ts';
import type { Snapshot } from '../snapshot.ts';
import { isForSomebody } from './audience.ts';
import { canHold } from './can-hold.ts';
import { decidesWhenEqual, overlapping } from './overlapping.ts';
import { closedOptions } from './representatives.ts';
import { alikeIn, type ResultPaths } from './results.ts';
import { type Shadowing, shadowing } from './shadowing.ts';

/** Something odd about one rule. What is said is so; what is not said may be so too. */
export interface RuleFinding {
  readonly id: string;
  readonly code:
    | 'rule-broken'
    | 'rule-outdated'
    | 'rule-never-matches'
    | 'rule-for-others'
    | 'rule-for-nobody'
    | 'rule-all-options'
    | 'rule-no-options'
    | 'rule-shadowed'
    | 'rule-shadowed-together'
    | 'rule-only-when-empty'
    | 'rule-overlaps'
    | 'rule-not-indexable';
  readonly params: Readonly<Record<string, Json>>;
  readonly reason: Label;
}

interface AnalyseOptions {
  readonly tree: OrgTree;
  /** Ids of those to look at, against all others; while saving, the one that is saved. Default: all. */
  readonly only?: Iterable<string>;
  /** Whether all rules that hold are taken, so that none stands in another's way. Default: the first wins. */
  readonly all?: boolean;
  /** Of what rules result in: who results in the same does not overlap. Default: who wins is the result. */
  readonly results?: ResultPaths;
  /** The conditions that every call fulfils. Default: none. */
  readonly given?: readonly Node[];
  readonly pause?: Pause;
}

/** Overlaps named in one finding; with `more`, there are others. */
const named = 10;

/**
 * Rules about rules: which can never match, never win, name every option there is, meet at equal precedence with
 * another result, or slow every match down.
 */
export async function analyse(snapshot: Snapshot, options: AnalyseOptions): Promise<RuleFinding[]> {
  const { tree, only, pause, results = [], given = [] } = options;
  const ranks = only
    ? Iterator.from(only).flatMap((id) => [snapshot.rankOf(id) ?? -1])
    : snapshot.ranked.keys();
  const slices = new Slices(pause);
  const findings: RuleFinding[] = [];
  const always = Object.freeze({ type: 'all', nodes: Object.freeze([]) }) satisfies Node;
  /** Of what may match at all; null: it is off, or says nothing that can be judged. */
  const nodeOf = (candidate: Candidate): Node | null => {
    if (!candidate.enabled) return null;
    const { condition } = candidate;
    if (condition === null ? !snapshot.emptyMatches : 'problems' in condition) return null;
    return compiledOf(candidate)?.node ?? always;
  };
  for (const rank of ranks) {
    const candidate = snapshot.ranked[rank];
    if (!candidate) continue;
    const say = (code: RuleFinding['code'], params: RuleFinding['params'] = {}): void => {
      findings.push({ id: candidate.id, code, params, reason: reason(code, params) });
    };
    if (slices.spend(thorough)) await slices.rest();
    const { condition } = candidate;
    if (candidate.enabled && condition && 'problems' in condition)
      say('rule-broken', { why: { ...whyOf(condition.problems) } });
    const outdated = candidate.enabled && condition && 'node' in condition ? outdatedIn(condition) : [];
    if (outdated.length > 0) say('rule-outdated', { fields: outdated.map(labelOf) });
    const own = nodeOf(candidate);
    if (!own) continue;
    const alone = condition && 'node' in condition ? condition.node : always;
    if (!canHold([{ node: own, holds: true }])) {
      say(canHold([{ node: alone, holds: true }]) ? 'rule-for-others' : 'rule-never-matches');
      continue;
    }
    if (candidate.users && !isForSomebody(candidate, tree)) {
      say('rule-for-nobody');
      continue;
    }
    const node: Node = given.length === 0 ? own : { type: 'all', nodes: [...given, own] };
    if (candidate.condition && snapshot.covers[rank]?.length === 0) say('rule-not-indexable');
    for (const { fact, holds } of exhaustedIn(alone))
      say(holds === 'all' ? 'rule-all-options' : 'rule-no-options', { fact: factLabel(fact) });
    if (options.all) continue;
    const looking = { snapshot, nodeOf, tree, slices };
    const by = await shadowing(looking, rank, node);
    if (by) say(...wordsOf(by));
    const alike = await alikeIn(snapshot, results, pause);
    const before = only !== undefined;
    const others = await overlapping({ ...looking, alike, before, most: named + 1 }, rank, node);
    if (others.length > 0) {
      const ids = others.map((one) => one.id);
      const decides = { ...decidesWhenEqual(snapshot.order) };
      say('rule-overlaps', { others: ids.slice(0, named), more: ids.length > named, decides });
    }
  }
  return findings;
}

function wordsOf({ by, empty }: Shadowing): [RuleFinding['code'], RuleFinding['params']] {
  const ids = by.map(({ id }) => id);
  if (empty.length > 0)
    return ['rule-only-when-empty', { together: ids, facts: empty.map((fact) => factLabel(fact)) }];
  const [first, ...more] = ids;
  return more.length === 0
    ? ['rule-shadowed', { by: first ?? '' }]
    : ['rule-shadowed-together', { together: ids }];
}

function whyOf([first]: readonly Problem[]): Label {
  return first ? said(ruleMessages, first.code, first.params ?? {}) : { zh: '', en: '' };
}

/** `Channel`, `Kind: old`. */
function labelOf({ fact, options }: Outdated): Json {
  const { zh, en } = factLabel(fact);
  const inWords = (name: string, language: 'zh' | 'en') =>
    options.length === 0
      ? name
      : `${name}: ${options.map((value) => optionLabel(fact, value, language)).join(', ')}`;
  return { zh: inWords(zh, 'zh'), en: inWords(en, 'en') };
}

function optionLabel({ formerOptions = [] }: Outdated['fact'], value: string, language: 'zh' | 'en'): string {
  return formerOptions.find((option) => option.value === value)?.label[language] ?? value;
}

/** A part of a condition that names options until none is left. */
interface Exhausted {
  readonly fact: Fact;
  /** It holds for each of the options, or for none. */
  readonly holds: 'all' | 'none';
}

/** Parts that ask for an option and mean no more than that there is one, or that there is none. */
export function exhaustedIn(node: Node): readonly Exhausted[] {
  const found = partsOf(node);
  return [...new Map(found.map((one) => [`${one.fact.path} ${one.holds}`, one])).values()];
}

function partsOf(node: Node): readonly Exhausted[] {
  if (node.type === 'not' || node.type === 'some') return partsOf(node.node);
  if (node.type === 'leaf') return judged(node);
  const groups = Map.groupBy(node.nodes, (part) => onlyFact(part)?.path ?? '');
  return [...groups].flatMap(([path, parts]) => {
    const whole = path === '' ? [] : judged({ type: node.type, nodes: parts });
    return whole.length > 0 ? whole : parts.flatMap(partsOf);
  });
}

function judged(part: Node): readonly Exhausted[] {
  const fact = onlyFact(part);
  const names =
    fact && leavesOf(part).some(({ operand }) => 'values' in operand && operand.values.length > 0);
  if (!fact || !names) return [];
  const filled = { node: leafOn(fact, 'isNotEmpty'), holds: true };
  const former = (fact.formerOptions ?? []).map(({ value }) => value);
  const today =
    former.length > 0 && fact.comparison === 'text'
      ? [{ node: leafOn(fact, 'in', former), holds: false }]
      : [];
  const can = (...wanted: readonly Wanted[]) => canHold([...today, ...wanted]);
  if (!can(filled, { node: part, holds: false })) return [{ fact, holds: 'all' }];
  return can(filled, { node: part, holds: true }) || !can({ node: part, holds: true })
    ? []
    : [{ fact, holds: 'none' }];
}

/** The one choice that all of it is about; undefined: it is about others, or several lines. */
function onlyFact(node: Node): Fact | undefined {
  const leaves = [...leavesOf(node)];
  const [first] = leaves;
  const isOne = ({ fact, over, operand }: Leaf) =>
    fact.path === first?.fact.path && over === undefined && 'values' in operand;
  if (!first || !leaves.every(isOne) || contains(node)) return undefined;
  const { comparison } = first.fact;
  return comparison === 'boolean' || closedOptions(first.fact) ? first.fact : undefined;
}

/** Lines of which some is so. */
function contains(node: Node): boolean {
  if (node.type === 'some') return true;
  if (node.type === 'leaf') return false;
  return node.type === 'not' ? contains(node.node) : node.nodes.some(contains);
}

function leafOn(fact: Fact, operator: Leaf['operator'], values: readonly string[] = []): Leaf {
  return { type: 'leaf', pointer: '', fact, operator, comparison: fact.comparison, operand: { values } };
}
