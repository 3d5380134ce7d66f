import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { test } from '../../condition/closure.ts';
import type { Compiled, Node } from '../../condition/compiled.ts';
import type { CallFacts } from '../../condition/facts.ts';
import { suggestFacts } from '../../condition/suggest.ts';
import type { OrgTree } from '../../sharing/org-tree.ts';
import { clearBit, nextBit } from '../bits.ts';
import { type Candidate, compiledOf, type OrderKey } from '../candidate.ts';
import { quick, type Slices, thorough } from '../slices.ts';
import type { Snapshot } from '../snapshot.ts';
import { meet } from './audience.ts';
import { canHold } from './can-hold.ts';
import type { Alike } from './results.ts';
import { mayMeet, type NodeOf } from './shadowing.ts';

interface Looking {
  readonly snapshot: Snapshot;
  readonly nodeOf: NodeOf;
  readonly tree: OrgTree;
  readonly slices: Slices;
  /** Of those that result in the same. */
  readonly alike: Alike;
  /** Others before it are looked at as well. */
  readonly before: boolean;
  /** As many are enough. */
  readonly most: number;
}

/** Finds candidates of equal precedence that may hold at the same time and result in something else. */
export async function overlapping(looking: Looking, rank: number, node: Node): Promise<Candidate[]> {
  const { snapshot, nodeOf, tree, slices, alike, before, most } = looking;
  const own = snapshot.ranked[rank];
  const isEqual = equalIn(snapshot.order, snapshot.steps.compare);
  if (!own || !isEqual) return [];
  let from = before ? rank : rank + 1;
  while (before && from > 0 && isEqual(snapshot.ranked[from - 1], own)) from -= 1;
  const bits = mayMeet(snapshot, rank);
  for (const same of alike(rank)) clearBit(bits, same);
  const found: Candidate[] = [];
  for (
    let at = nextBit(bits, from);
    at >= 0 && isEqual(snapshot.ranked[at], own);
    at = nextBit(bits, at + 1)
  ) {
    const other = snapshot.ranked[at];
    const also = other && nodeOf(other);
    if (slices.spend(quick)) await slices.rest();
    if (!other || !also || !meet(own, other, tree)) continue;
    if (slices.spend(thorough)) await slices.rest();
    const together = canHold([
      { node, holds: true },
      { node: also, holds: true },
    ]);
    if (together) found.push(other);
    if (found.length >= most) break;
  }
  return found;
}

/**
 * Equal in all that comes before number, time and id; null where nothing does: then the order itself is by one of these.
 */
function equalIn(order: readonly OrderKey[], compare: Snapshot['steps']['compare']) {
  const keys = order.slice(0, endOf(order));
  if (keys.length === 0) return null;
  return (a: Candidate | undefined, b: Candidate): boolean =>
    a !== undefined && compare({ ...a, id: b.id }, b, keys) === 0;
}

/** The place of the first key that does no more than tell rules apart. */
function endOf(order: readonly OrderKey[]): number {
  const end = order.findIndex(({ by, names }) => names || by === 'modifiedAt' || by === 'id');
  return end < 0 ? order.length : end;
}

/** What decides between two that overlap, in words. */
export function decidesWhenEqual(order: readonly OrderKey[]): Label {
  const key = order[endOf(order)];
  if (key?.label)
    return { zh: `只由“${key.label.zh}”的顺序`, en: `only the order of “${key.label.en}” decides` };
  return key?.by === 'modifiedAt'
    ? { zh: '由修改时间等', en: 'the time of the last change decides' }
    : { zh: '由创建的先后', en: 'the order in which they were created decides' };
}

/** There are many such pairs, and one that is found is found soon. */
const mostWays = 8;

/** Facts, by ids, for which both hold; null: trying found none. */
export function factsOfBoth(a: Candidate, b: Candidate, call: CallFacts = {}): JsonObject | null {
  const both = [a, b].flatMap((rule) => compiledOf(rule) ?? []);
  const [first] = both;
  if (!first) return {};
  const joined: Compiled = { ...first, node: { type: 'all', nodes: both.map(({ node }) => node) } };
  const record = suggestFacts(joined, call, mostWays);
  return record && both.every((one) => test(one)({ record, call })) ? record : null;
}
