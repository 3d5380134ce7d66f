import type { OrgTree } from './org-tree.ts';
import type { SharedRecord, World } from './strategy.ts';

/** Rows as they are stored: `by` passed the record on to `org`. */
export interface Assignment {
  readonly record: string;
  readonly org: string;
  readonly by: string;
}

/** Organisations each record was assigned to, each with the one that passed it on. */
interface AllHolders {
  get(record: string): ReadonlyMap<string, string> | undefined;
}

/** The data that a decision about some records needs: read it in one transaction, decide, write what was reported. */
export interface Gathered {
  readonly tree: OrgTree;
  /** Of the records in question and of their namesakes. */
  readonly holders: AllHolders;
  /** Organisations that have copies of the records in question. Default: none. */
  readonly personalised?: Iterable<{ readonly record: string; readonly org: string }>;
  /**
   * Records of the form that have a number of one of those in question, themselves among them or not. Default: none.
   */
  readonly namesakes?: Iterable<SharedRecord>;
}

const nobody: ReadonlyMap<string, string> = new Map();

export function gather({ tree, holders, personalised = [], namesakes = [] }: Gathered): World {
  const copies = new Set(Iterator.from(personalised).map(({ record, org }) => `${record} ${org}`));
  const byNumber = Map.groupBy(namesakes, (record) => record.number ?? '');
  return {
    tree,
    holders: (record) => holders.get(record) ?? nobody,
    personalised: (record, org) => copies.has(`${record} ${org}`),
    namesakes: ({ id, number }) =>
      number ? (byNumber.get(number)?.filter((other) => other.id !== id) ?? []) : [],
  };
}

/** The same world, where other organisations hold one of the records. */
export function withHolders(world: World, record: string, holders: ReadonlyMap<string, string>): World {
  return { ...world, holders: (id) => (id === record ? holders : world.holders(id)) };
}

/** By record; those that nobody holds are absent. */
export function holdersByRecord(
  assignments: Iterable<Assignment>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const holders = new Map<string, Map<string, string>>();
  for (const { record, org, by } of assignments) {
    const known = holders.get(record);
    if (known) known.set(org, by);
    else holders.set(record, new Map([[org, by]]));
  }
  return holders;
}
