import { childrenOf } from '../organisations/tree-rows.ts';
import type { SharingOrg } from './sharing-orgs.ts';

export interface BelowCount {
  readonly all: number;
  readonly picked: number;
}

/** How many organisations are below each, and how many of those are picked; those with nothing below are absent. */
export function countsBelow(
  nodes: readonly SharingOrg[],
  picked: ReadonlySet<string>,
): ReadonlyMap<string, BelowCount> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const counts = new Map<string, BelowCount>();
  for (const node of nodes) {
    const on = picked.has(node.id) ? 1 : 0;
    for (const { id } of lineAbove(byId, node)) {
      const { all, picked: some } = counts.get(id) ?? { all: 0, picked: 0 };
      counts.set(id, { all: all + 1, picked: some + on });
    }
  }
  return counts;
}

/** An organisation and all below it. */
export function branch(nodes: readonly SharingOrg[], top: string): readonly string[] {
  const children = childrenOf(nodes);
  const found = new Set([top]);
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return [...found];
}

/** Those above one, up to the first that is fixed. */
export function above(
  nodes: readonly SharingOrg[],
  id: string,
  fixed: ReadonlyMap<string, string>,
): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const node = byId.get(id);
  const line = node ? lineAbove(byId, node).map((one) => one.id) : [];
  const end = line.findIndex((one) => fixed.has(one));
  return end < 0 ? line : line.slice(0, end);
}

export function pickable(ids: readonly string[], fixed: ReadonlyMap<string, string>): readonly string[] {
  return ids.filter((id) => !fixed.has(id));
}

/** Nearest first; a loop ends where it began. */
function lineAbove(byId: ReadonlyMap<string, SharingOrg>, node: SharingOrg): readonly SharingOrg[] {
  const line = new Set<SharingOrg>();
  let at = byId.get(node.parent?.id ?? '');
  while (at && at !== node && !line.has(at)) {
    line.add(at);
    at = byId.get(at.parent?.id ?? '');
  }
  return [...line];
}
