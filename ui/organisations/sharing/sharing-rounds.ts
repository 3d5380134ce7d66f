import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { SharingStrategy } from '../../../metadata/source.ts';
import { strategy } from '../../../rules/sharing/index.ts';
import type { SharingOrg } from './sharing-orgs.ts';

export interface AssignedRecord extends Pointer {
  readonly id: string;
  /** Unknown where nobody told; then the organisation of the call tries. */
  readonly sharing?: SharingStrategy;
  /** Number of the organisation that created it. */
  readonly creator?: string;
}

/** One call: who passes what on to whom. */
export interface AssignRound {
  /** Number of the organisation in whose name it happens. */
  readonly by: string;
  readonly records: readonly (Pointer & { readonly id: string })[];
  readonly orgs: readonly (Pointer & { readonly id: string })[];
}

/** Of one call. */
const mostPairs = 10_000;
const mostNames = 1_000;

/** Answers whether each holder assigns the record to those directly below. */
export function goesLevelByLevel({ sharing }: AssignedRecord): boolean {
  return sharing !== undefined && strategy(sharing).assigner === 'parent';
}

/**
 * Calls that bring records to organisations: from their creator, who is told best why one cannot be assigned; those
 * shared level by level from each target's parent, the upper ones first, so that a whole branch is served at once.
 */
export function assignRounds(
  records: readonly AssignedRecord[],
  targets: readonly SharingOrg[],
  tree: ReadonlyMap<string, SharingOrg>,
  caller: string,
): readonly AssignRound[] {
  const level = records.filter(goesLevelByLevel);
  const byParent = Map.groupBy(
    targets.toSorted((a, b) => depth(a, tree) - depth(b, tree)),
    ({ parent }) => tree.get(parent?.id ?? '')?.number ?? caller,
  );
  const others = Map.groupBy(
    records.filter((record) => !goesLevelByLevel(record)),
    ({ creator }) => creator ?? caller,
  );
  return [
    ...[...others].flatMap(([by, some]) => cut({ by, records: some, orgs: targets })),
    ...(level.length > 0 ? [...byParent].flatMap(([by, orgs]) => cut({ by, records: level, orgs })) : []),
  ];
}

/**
 * Organisations that nothing shared level by level can be passed on to: those not below a holder, by way of
 * organisations for which one may act.
 */
export function outOfReach(
  tree: ReadonlyMap<string, SharingOrg>,
  holders: ReadonlySet<string>,
  actsFor: (number: string) => boolean,
): ReadonlySet<string> {
  const found = new Map<string, boolean>();
  const reached = ({ id, parent }: SharingOrg): boolean => {
    const known = found.get(id);
    if (known !== undefined) return known;
    found.set(id, false);
    const above = tree.get(parent?.id ?? '');
    const reaches = above !== undefined && actsFor(above.number) && (holders.has(above.id) || reached(above));
    found.set(id, reaches);
    return reaches;
  };
  return new Set([...tree.values()].flatMap((org) => (holders.has(org.id) || reached(org) ? [] : [org.id])));
}

/** Why an organisation that lacks a record would not get it: its way of sharing is not assigned, or nobody above has it. */
export type Barred = 'policy' | 'above';

/**
 * Of organisations that a record is to be brought to at once: those that lack it, each with what would keep it from
 * them. Level by level the upper ones are served first, so those below them can be.
 */
export function foreseen(
  record: AssignedRecord,
  targets: readonly SharingOrg[],
  tree: ReadonlyMap<string, SharingOrg>,
  holders: { has(org: string): boolean },
): ReadonlyMap<string, Barred | null> {
  const lacking = targets.filter(({ id }) => !holders.has(id));
  const { sharing } = record;
  if (sharing !== undefined && strategy(sharing).reach !== 'assigned')
    return new Map(lacking.map(({ id }) => [id, 'policy']));
  const level = goesLevelByLevel(record);
  const found = new Map<string, Barred | null>();
  const served = ({ parent }: SharingOrg) =>
    holders.has(parent?.id ?? '') || found.get(parent?.id ?? '') === null;
  for (const org of lacking.toSorted((a, b) => depth(a, tree) - depth(b, tree)))
    found.set(org.id, level && !served(org) ? 'above' : null);
  return found;
}

function depth(org: SharingOrg, tree: ReadonlyMap<string, SharingOrg>): number {
  let deep = 0;
  for (let at = tree.get(org.parent?.id ?? ''); at && deep < tree.size; at = tree.get(at.parent?.id ?? ''))
    deep += 1;
  return deep;
}

/** Into calls that are small enough. */
export function cut({ by, records, orgs }: AssignRound): readonly AssignRound[] {
  const rounds: AssignRound[] = [];
  for (let org = 0; org < orgs.length; org += mostNames) {
    const some = orgs.slice(org, org + mostNames);
    const size = Math.max(1, Math.min(mostNames, Math.floor(mostPairs / some.length)));
    for (let from = 0; from < records.length; from += size)
      rounds.push({ by, records: records.slice(from, from + size), orgs: some });
  }
  return rounds;
}
