import type { OwnOrganisation, Who } from '../../../metadata/contract/people/session.ts';
import { everyRecord } from '../../model/every-record.ts';
import { type OrgNode, orgNodeOf } from '../../model/org-tree.ts';
import { session } from '../../session/session.ts';
import { childrenOf } from '../tree-rows.ts';

/** An organisation as trees of sharing show it. */
export type SharingOrg = OrgNode;

export interface SharingOrgs {
  readonly nodes: readonly SharingOrg[];
  readonly byId: ReadonlyMap<string, SharingOrg>;
  /** Whether these are all there are; else those the person may act for. */
  readonly complete: boolean;
}

const known = new WeakMap<Who, Promise<SharingOrgs>>();

/** Organisations that records may go to; asked once, until the session learns of another tree. */
export function sharingOrgs(): Promise<SharingOrgs> {
  const { who } = session;
  if (!who) return Promise.resolve(bundle([], false));
  let asked = known.get(who);
  if (!asked) {
    asked = readAll();
    known.set(who, asked);
    asked.catch(() => known.delete(who));
  }
  return asked;
}

/** Answers the organisations that the person may act for, as far as they are known: to be shown. */
export function ownOrgs(): SharingOrgs {
  const { organisations } = session;
  if (own?.of !== organisations)
    own = { of: organisations, bundle: bundle(organisations.map(nodeOf), false) };
  return own.bundle;
}
let own: { readonly of: readonly OwnOrganisation[]; readonly bundle: SharingOrgs } | null = null;

/** Answers whether the person may act in the name of an organisation. */
export function actsFor(number: string | null | undefined): boolean {
  return session.organisations.some((org) => org.number === number);
}

async function readAll(): Promise<SharingOrgs> {
  if (!session.formById('organisation') || !session.may('organisation', 'read'))
    return bundle((await session.everyOrganisation()).map(nodeOf), false);
  const records = await everyRecord('organisation', 'number,name,parent,enabled', { view: 'use' });
  return bundle(
    records.map(orgNodeOf).filter(({ enabled }) => enabled),
    true,
  );
}

function nodeOf(org: Who['organisations'][number]): SharingOrg {
  const { id, number, name, parent } = org;
  return {
    id,
    number,
    name,
    revision: 0,
    taxNumber: null,
    leaf: null,
    enabled: true,
    parent: parent === null ? null : { id: parent },
  };
}

function bundle(nodes: readonly SharingOrg[], complete: boolean): SharingOrgs {
  return { nodes, byId: new Map(nodes.map((node) => [node.id, node])), complete };
}

interface BelowCount {
  readonly all: number;
  readonly picked: number;
}

/** Counts the organisations below each, and how many of those are picked; those with nothing below are absent. */
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

/** Answers the ids of the organisations above one, up to the first that is fixed. */
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
