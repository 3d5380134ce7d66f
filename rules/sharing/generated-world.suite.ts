import fc from 'fast-check';
import type { SharingStrategy } from '../../metadata/source.ts';
import { type Assignment, gather, holdersByRecord } from './gather.ts';
import { strategies } from './index.ts';
import { type Org, orgTree } from './org-tree.ts';
import type { SharedRecord } from './strategy.ts';

/** `parents[i]` is where organisation i+1 hangs: always one made before it, at most six levels deep. */
export function makeOrgs(picks: readonly number[]): Org[] {
  const orgs: Org[] = [{ id: 'o0', number: '0000', name: 'root', parent: null, enabled: true }];
  const depth = [1];
  for (const pick of picks) {
    let parent = pick % orgs.length;
    while ((depth[parent] ?? 0) >= 6) parent = Math.trunc(parent / 2);
    const number = String(orgs.length).padStart(4, '0');
    depth.push((depth[parent] ?? 0) + 1);
    orgs.push({ id: `o${orgs.length}`, number, name: number, parent: `o${parent}`, enabled: true });
  }
  return orgs;
}

const names: readonly SharingStrategy[] = strategies.map((each) => each.name);

export interface Drawn {
  readonly orgs: readonly Org[];
  readonly records: readonly SharedRecord[];
  readonly assignments: readonly Assignment[];
  readonly personalised: readonly { readonly record: string; readonly org: string }[];
}

/**
 * Organisations, records that often share a number, and assignments any old way: legal or left over from before a move.
 */
export const drawn: fc.Arbitrary<Drawn> = fc
  .tuple(
    fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }),
    fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom(...names), fc.nat(2)), {
      minLength: 1,
      maxLength: 8,
    }),
    fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(10_000), fc.boolean()), { maxLength: 30 }),
  )
  .map(([picks, made, given]) => {
    const orgs = makeOrgs(picks);
    const org = (pick: number): string => orgs[pick % orgs.length]!.id;
    const records = made.map(([creator, sharing, number], at) => ({
      id: `r${at}`,
      org: org(creator),
      sharing,
      number: number === 0 ? null : `N${number}`,
    }));
    const seen = new Set<string>();
    const assignments: Assignment[] = [];
    const personalised: { record: string; org: string }[] = [];
    for (const [which, target, by, copy] of given) {
      const record = records[which % records.length]!;
      const key = `${record.id} ${org(target)}`;
      if (seen.has(key) || record.org === org(target)) continue;
      seen.add(key);
      assignments.push({ record: record.id, org: org(target), by: copy ? org(by) : record.org });
      if (copy) personalised.push({ record: record.id, org: org(target) });
    }
    return { orgs, records, assignments, personalised };
  });

export function worldOf({ orgs, records, assignments, personalised }: Drawn) {
  const holders = holdersByRecord(assignments);
  return gather({ tree: orgTree(orgs, 1), holders, personalised, namesakes: records });
}

/** The tests by way of sharing: whether an organisation may use a record that it did not create. */
export type Naive = Readonly<Record<string, (record: SharedRecord, org: string, drawn: Drawn) => boolean>>;

/** The second implementation: who may use a record, read off the domain's table by walking parents. */
export const domain: Readonly<Record<SharingStrategy, Naive[string]>> = {
  private: () => false,
  free: isAssigned,
  hierarchical: isAssigned,
  scope: (record, org, drawn) => {
    const parent = drawn.orgs.find((each) => each.id === org)?.parent;
    return parent ? naiveUses(record, parent, drawn, domain) : false;
  },
  global: () => true,
};

function isAssigned(record: SharedRecord, org: string, { assignments }: Drawn): boolean {
  return assignments.some((each) => each.record === record.id && each.org === org);
}

export function naiveUses(record: SharedRecord, org: string, drawn: Drawn, naive: Naive): boolean {
  if (record.org === org) return true;
  const says = naive[record.sharing];
  if (!says) throw new Error(`nobody says what ${record.sharing} means`);
  return says(record, org, drawn);
}
