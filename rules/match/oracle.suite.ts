import type { JsonObject } from '../../metadata/common/json.ts';
import { sharingStrategies } from '../../metadata/common/sharing-strategies.ts';
import { judgeByEngine } from '../condition/evaluate.ts';
import type { Facts } from '../condition/facts.ts';
import type { OrgTree } from '../sharing/org-tree.ts';
import type { Candidate, OrderKey } from './candidate.ts';
import { isFor } from './for-whom.suite.ts';

/** Slow and obvious: everyone eligible in an order, and one fresh json-rules-engine with all their rules. */
export interface Verdicts {
  readonly ranked: readonly string[];
  readonly eligible: ReadonlySet<string>;
  /** Eligible ones that hold, in order. */
  readonly holding: readonly string[];
}

/** Judges each rule once, and returns the verdicts in any order: whether a rule holds does not depend on it. */
export async function oracle(
  candidates: readonly Candidate[],
  facts: Facts,
  asked: { readonly org: string; readonly tree: OrgTree; readonly localDate: string },
): Promise<(order: readonly OrderKey[]) => Verdicts> {
  const may = candidates.filter((one) => mayBeAsked(one, asked.org, asked.tree, asked.localDate));
  const eligible = may.filter(({ users }) => users === undefined || users.includes(asked.org));
  const others = may.filter(
    ({ values }) => !isFor((values['said'] ?? {}) as JsonObject, facts.record, asked.org),
  );
  const ids = new Set(eligible.map((one) => one.id));
  const judged = eligible.filter((one) => one.condition !== null);
  const results = await judgeByEngine(
    judged.flatMap((one) => (one.condition && 'node' in one.condition ? one.condition : [])),
    facts,
  );
  const holds = new Map(judged.map((one, at) => [one.id, results[at]?.result === true]));
  for (const { id } of others) holds.set(id, false);
  return (order) => {
    const ranked = [...candidates].sort((a, b) => (before(a, b, order) ? -1 : 1)).map((one) => one.id);
    return {
      ranked,
      eligible: ids,
      holding: ranked.filter((id) => ids.has(id) && (holds.get(id) ?? true)),
    };
  };
}

const strengths: readonly string[] = sharingStrategies;

function before(a: Candidate, b: Candidate, order: readonly OrderKey[]): boolean {
  for (const { by, descending } of order) {
    if (by === 'priority') {
      const [x, y] = [a, b].map((one) => (one.values['priority'] ?? 1e9) as number) as [number, number];
      if (x !== y) return x < y;
      continue;
    }
    const pair: readonly (readonly [string | number, string | number])[] =
      by === 'sharing'
        ? [[strengths.indexOf(a.sharing ?? 'global'), strengths.indexOf(b.sharing ?? 'global')]]
        : by === 'modifiedAt'
          ? [[a.modifiedAt, b.modifiedAt]]
          : [
              [a.record, b.record],
              [a.seq ?? 0, b.seq ?? 0],
              [a.id, b.id],
            ];
    for (const [x, y] of pair) if (x !== y) return x < y !== descending;
  }
  return false;
}

function mayBeAsked(one: Candidate, org: string, tree: OrgTree, date: string): boolean {
  if (!one.enabled || (one.condition && 'problems' in one.condition)) return false;
  if (one.validFrom && date < one.validFrom) return false;
  if (one.validTo && date > one.validTo) return false;
  if (one.only !== undefined) return one.only === org;
  if ([...(one.replacedFor ?? [])].includes(org)) return false;
  if (one.sharing === null || one.sharing === 'global' || one.org === org) return true;
  if (one.sharing === 'scope') return tree.ancestors(org).includes(one.org);
  return one.sharing !== 'private' && [...(one.assigned ?? [])].includes(org);
}
