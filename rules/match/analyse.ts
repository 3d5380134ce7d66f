import type { Problem } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import type { Label } from '../../metadata/label.ts';
import type { Node } from '../condition/compiled.ts';
import { factLabel } from '../condition/describe.ts';
import { type Outdated, outdatedIn } from '../condition/outdated.ts';
import { messages as ruleMessages } from '../messages.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import { isForAllOf, meet } from './audience.ts';
import { nextBit } from './bits.ts';
import { canHold, implies } from './can-hold.ts';
import { type Candidate, compiledOf } from './candidate.ts';
import type { OrderKey } from './order.ts';
import { reason, said } from './reason.ts';
import { mayContain, mayMeet } from './related.ts';
import { type Pause, quick, Slices, thorough } from './slices.ts';
import type { Snapshot } from './snapshot.ts';

/** Something odd about one rule. What is said is so; what is not said may be so too. */
export interface RuleFinding {
  readonly id: string;
  readonly code:
    | 'rule-broken'
    | 'rule-outdated'
    | 'rule-never-matches'
    | 'rule-shadowed'
    | 'rule-overlaps'
    | 'rule-not-indexable';
  readonly params: Readonly<Record<string, Json>>;
  readonly reason: Label;
}

export interface AnalyseOptions {
  readonly tree: OrgTree;
  /** Ids of those to look at, against all others; while saving, the one that is saved. Default: all. */
  readonly only?: Iterable<string>;
  /** All that hold are taken, so that none stands in another's way. Default: the first wins. */
  readonly all?: boolean;
  readonly pause?: Pause;
}

/** Overlaps named in one finding; with `more`, there are others. */
const named = 10;

/** Rules about rules: which can never match, never win, meet at equal precedence, or slow every match down. */
export async function analyse(snapshot: Snapshot, options: AnalyseOptions): Promise<RuleFinding[]> {
  const { tree, only, pause } = options;
  const ranks = only
    ? Iterator.from(only).flatMap((id) => [snapshot.rankOf(id) ?? -1])
    : snapshot.ranked.keys();
  const slices = new Slices(pause);
  const findings: RuleFinding[] = [];
  const always = Object.freeze({ type: 'all', nodes: Object.freeze([]) }) satisfies Node;
  /** Of what may match at all; null: it is off, or says nothing that can be judged. */
  const nodeOf = (candidate: Candidate): Node | null => {
    if (!candidate.enabled) return null;
    if (candidate.condition === null) return snapshot.emptyMatches ? always : null;
    return compiledOf(candidate)?.node ?? null;
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
    const node = nodeOf(candidate);
    if (!node) continue;
    if (!canHold([{ node, holds: true }])) {
      say('rule-never-matches');
      continue;
    }
    if (candidate.condition && snapshot.covers[rank]?.length === 0) say('rule-not-indexable');
    if (options.all) continue;
    const by = await shadower(snapshot, rank, node, nodeOf, tree, slices);
    if (by) say('rule-shadowed', { by: by.id });
    const others = await overlapping(snapshot, rank, node, nodeOf, options, slices);
    if (others.length > 0) {
      const ids = others.map((one) => one.id);
      say('rule-overlaps', { others: ids.slice(0, named), more: ids.length > named });
    }
  }
  return findings;
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

type NodeOf = (candidate: Candidate) => Node | null;

/** The first that goes before it wherever it holds. */
async function shadower(
  snapshot: Snapshot,
  rank: number,
  node: Node,
  nodeOf: NodeOf,
  tree: OrgTree,
  slices: Slices,
): Promise<Candidate | undefined> {
  const own = snapshot.ranked[rank];
  const bits = mayContain(snapshot, rank);
  for (let above = nextBit(bits, 0); above >= 0 && above < rank; above = nextBit(bits, above + 1)) {
    const other = snapshot.ranked[above];
    const wide = other && nodeOf(other);
    if (slices.spend(quick)) await slices.rest();
    if (!own || !other || !wide || !isForAllOf(other, own, tree)) continue;
    if (slices.spend(thorough)) await slices.rest();
    if (implies(node, wide)) return other;
  }
  return undefined;
}

/** Those of equal precedence that may hold at the same time: when all are looked at, only those behind it. */
async function overlapping(
  snapshot: Snapshot,
  rank: number,
  node: Node,
  nodeOf: NodeOf,
  { tree, only }: AnalyseOptions,
  slices: Slices,
): Promise<Candidate[]> {
  const own = snapshot.ranked[rank];
  const alike = alikeIn(snapshot.order, snapshot.steps.compare);
  if (!own || !alike) return [];
  let from = only ? rank : rank + 1;
  while (only && from > 0 && alike(snapshot.ranked[from - 1], own)) from -= 1;
  const bits = mayMeet(snapshot, rank);
  const found: Candidate[] = [];
  for (let at = nextBit(bits, from); at >= 0 && alike(snapshot.ranked[at], own); at = nextBit(bits, at + 1)) {
    const other = snapshot.ranked[at];
    const also = other && nodeOf(other);
    if (slices.spend(quick)) await slices.rest();
    if (at === rank || !other || !also || !meet(own, other, tree)) continue;
    if (slices.spend(thorough)) await slices.rest();
    const together = canHold([
      { node, holds: true },
      { node: also, holds: true },
    ]);
    if (together) found.push(other);
    if (found.length > named) break;
  }
  return found;
}

/** Equal in all that comes before time and id; null where nothing does: then the order itself is by time. */
function alikeIn(order: readonly OrderKey[], compare: Snapshot['steps']['compare']) {
  const end = order.findIndex((key) => key.by === 'modifiedAt' || key.by === 'id');
  const keys = order.slice(0, end < 0 ? order.length : end);
  if (keys.length === 0) return null;
  return (a: Candidate | undefined, b: Candidate): boolean =>
    a !== undefined && compare({ ...a, id: b.id }, b, keys) === 0;
}
