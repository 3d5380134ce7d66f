import type { Json } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import { everybodys } from '../../metadata/common/sharing-strategies.ts';
import type { MatchFor } from '../../metadata/model.ts';
import type { Wording } from '../condition/describe.ts';
import { type Explanation, explain, type Failure } from '../condition/explain.ts';
import { type Facts, readFact } from '../condition/facts.ts';
import { calledIn } from '../sharing/called-in-full.ts';
import { strategy, uses } from '../sharing/index.ts';
import { type Candidate, decidedBy } from './candidate.ts';
import { match } from './match.ts';
import { reason } from './messages.ts';
import type { MatchContext } from './narrow.ts';
import type { Snapshot } from './snapshot.ts';

/** The verdict on a candidate after a match. */
export interface RuleVerdict {
  readonly id: string;
  readonly record: string;
  /** In the order of precedence; 1 is the first. */
  readonly place: number;
  /** `match-won`, or why it lost: a code of `messages`. */
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
  /** The code as a sentence. */
  readonly reason: Label;
  /** The verdict of json-rules-engine on every part of the condition, and the first that decided against it. */
  readonly explanation?: Explanation;
  /** The verdicts on whom it says it is for, one by one; organisations are told by the code. Default: for all. */
  readonly aims?: readonly AimVerdict[];
}

/** A field by which a rule says whom it is for, and what was found. */
export interface AimVerdict {
  readonly said: MatchFor;
  readonly holds: boolean;
  readonly expected: Label;
  readonly actual: Label;
  /** Nothing was said. */
  readonly isEmpty: boolean;
}

export interface ExplainOptions extends MatchContext, Wording {
  /** Rank of the winner where it is known, -1 for none. Default: it is looked for. */
  readonly winner?: number;
}

/**
 * Explains why one candidate won or lost, without the index: sharing and dates are asked of the candidate itself, and
 * json-rules-engine judges its condition again. Undefined where there is no such candidate.
 */
export async function explainRule(
  snapshot: Snapshot,
  id: string,
  facts: Facts,
  options: ExplainOptions,
): Promise<RuleVerdict | undefined> {
  const rank = snapshot.rankOf(id);
  if (rank === undefined) return undefined;
  const winner = options.winner ?? ((await match(snapshot, facts, options)).place ?? 0) - 1;
  return ruleVerdict(snapshot, rank, facts, { ...options, winner });
}

export async function ruleVerdict(
  snapshot: Snapshot,
  rank: number,
  facts: Facts,
  options: ExplainOptions & { readonly winner: number },
): Promise<RuleVerdict | undefined> {
  const candidate = snapshot.ranked[rank];
  if (!candidate) return undefined;
  const judged = await judgeAgain(candidate, facts, options);
  const aims = await aimsOf(candidate, facts, options);
  const { code, params } =
    ineligible(candidate, snapshot, options) ??
    forOthers(aims) ??
    failure(judged) ??
    (rank === options.winner ? finding('match-won') : outranked(snapshot, options.winner, candidate));
  return {
    id: candidate.id,
    record: candidate.record,
    place: rank + 1,
    code,
    params,
    reason: reason(code, params),
    ...(judged ? { explanation: judged } : {}),
    ...(aims.length > 0 ? { aims } : {}),
  };
}

interface Finding {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

function finding(code: string, params: Finding['params'] = {}): Finding {
  return { code, params };
}

/** Null where there is no condition to judge. */
async function judgeAgain(
  { condition }: Candidate,
  facts: Facts,
  wording: Wording,
): Promise<Explanation | null> {
  return condition && 'node' in condition ? explain(condition, facts, wording) : null;
}

async function aimsOf({ aim }: Candidate, facts: Facts, wording: Wording): Promise<readonly AimVerdict[]> {
  if (!aim) return [];
  const { verdict } = await explain(aim.alone, facts, wording);
  return aim.said.flatMap((said, at): readonly AimVerdict[] => {
    const { holds = false, leaf, nodes = [] } = verdict.nodes?.[at] ?? {};
    const leaves = leaf ? [leaf] : nodes.flatMap((node) => node.leaf ?? []);
    const fact = aim.alone.facts.find(({ path }) => path === leaves[0]?.fact);
    const isEmpty = fact === undefined || readFact(fact, facts).every((value) => value === null);
    const expected = joined(leaves.map((one) => one.expected));
    return [{ said, holds, isEmpty, expected, actual: leaves[0]?.actual ?? expected }];
  });
}

function joined(labels: readonly Label[]): Label {
  return { zh: labels.map(({ zh }) => zh).join('、'), en: labels.map(({ en }) => en).join(', ') };
}

/** The first that is not so. */
function forOthers(aims: readonly AimVerdict[]): Finding | null {
  const other = aims.find(({ holds }) => !holds);
  if (!other) return null;
  const { said, isEmpty, expected, actual } = other;
  const code =
    said.fact !== undefined ? 'match-other-fact' : isEmpty ? 'match-unasked' : 'match-other-question';
  return finding(code, { label: { ...said.label }, expected: { ...expected }, actual: { ...actual } });
}

function failure(judged: Explanation | null): Finding | null {
  if (!judged || judged.holds) return null;
  // `{ "not": { "all": [] } }` has no part to blame.
  if (!judged.failed) return finding('match-never');
  return failedBy(judged.failed, judged.ways);
}

/** In words; where there are several ways, all of them. */
export function failedBy(failed: Failure, ways: readonly Failure[] = []): Finding {
  if (ways.length > 1) return finding('match-failed-any', { ways: waysSaid(ways) });
  const { sentence, expected, actual, fact, pointer, denied } = failed;
  return finding(denied ? 'match-denied' : 'match-failed', {
    fact,
    pointer,
    sentence: { ...sentence },
    expected: { ...expected },
    actual: { ...actual },
  });
}

function waysSaid(ways: readonly Failure[]): { readonly zh: string; readonly en: string } {
  const each = ways.map(({ sentence, actual, denied }) =>
    reason(denied ? 'match-way-denied' : 'match-way', { sentence: { ...sentence }, actual: { ...actual } }),
  );
  return { zh: each.map(({ zh }) => zh).join('；'), en: each.map(({ en }) => en).join('; ') };
}

function outranked({ ranked, order }: Snapshot, winner: number, candidate: Candidate): Finding {
  const first = ranked[winner];
  const by = first ? decidedBy(first, candidate, order) : 'id';
  return finding('match-outranked', { by, winner: first?.id ?? null, place: winner + 1 });
}

const broken = new WeakMap<Snapshot, readonly Candidate[]>();

/** Lists candidates that would be asked, could they be judged: they match nothing, which nobody is to overlook. */
export function unjudged(snapshot: Snapshot, asked: MatchContext): readonly Candidate[] {
  let known = broken.get(snapshot);
  if (!known) {
    known = snapshot.ranked.filter(({ condition }) => condition && 'problems' in condition);
    broken.set(snapshot, known);
  }
  return known.filter(
    (candidate) =>
      (asked.record === undefined || asked.record === candidate.record) &&
      ineligible(candidate, snapshot, asked)?.code === 'match-broken-condition',
  );
}

function ineligible(candidate: Candidate, { emptyMatches }: Snapshot, asked: MatchContext): Finding | null {
  const { condition, validFrom, validTo } = candidate;
  if (!visible(candidate, asked)) {
    const { label } = strategy(candidate.sharing ?? everybodys);
    return finding('match-not-visible', { ...whose(asked), sharing: { ...label } });
  }
  if (candidate.users?.length === 0) return finding('match-for-nobody');
  if (candidate.users && !has(candidate.users, asked.org))
    return finding('match-other-organisation', whose(asked));
  if (has(candidate.replacedFor, asked.org)) return finding('match-replaced', whose(asked));
  if (!candidate.enabled) return finding('match-disabled');
  if (validFrom && asked.localDate < validFrom) return finding('match-not-yet', { from: validFrom });
  if (validTo && asked.localDate > validTo) return finding('match-expired', { to: validTo });
  if (condition === null && !emptyMatches) return finding('match-no-condition');
  if (condition && 'problems' in condition) return finding('match-broken-condition');
  const elsewhere = asked.record !== undefined && asked.record !== candidate.record;
  return elsewhere ? finding('match-other-record') : null;
}

/** Whether it is a rule of that organisation at all, be it enabled, valid at that moment, or not. */
export function isRuleOf(candidate: Candidate, asked: MatchContext): boolean {
  if (!visible(candidate, asked) || has(candidate.replacedFor, asked.org)) return false;
  return !candidate.users?.length || has(candidate.users, asked.org);
}

function visible({ record, org, sharing, assigned, only }: Candidate, asked: MatchContext): boolean {
  if (only !== undefined) return only === asked.org;
  if (sharing === null) return true;
  return uses({ id: record, org, sharing }, asked.org, {
    tree: asked.tree,
    holders: () => new Map(has(assigned, asked.org) ? [[asked.org, org]] : []),
  });
}

/** The organisation that asks: its number for programs, and what people call it. */
function whose({ tree, org }: MatchContext) {
  return { org: tree.get(org)?.number ?? org, orgCalled: calledIn(tree, org) };
}

function has(orgs: Iterable<string> | undefined, org: string): boolean {
  return orgs !== undefined && Iterator.from(orgs).some((each) => each === org);
}
