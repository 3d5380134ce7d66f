import type { OrgTree } from './org-tree.ts';
import type { SharedRecord, World } from './strategy.ts';

/** Rows as they are stored: `by` passed the record on to `org`. */
export interface Assignment {
  readonly record: string;
  readonly org: string;
  readonly by: string;
}

/** What a decision about some records needs: read it in one transaction, decide, write what was reported. */
export interface Gathered {
  readonly tree: OrgTree;
  /** Of the records in question and of their namesakes. */
  readonly assignments: Iterable<Assignment>;
  /** Which organisations have copies of the records in question. Default: none. */
  readonly personalised?: Iterable<{ readonly record: string; readonly org: string }>;
  /** Every record of the form whose number one of the records in question has. Default: none. */
  readonly namesakes?: Iterable<SharedRecord>;
}

const nobody: ReadonlyMap<string, string> = new Map();

export function gather({ tree, assignments, personalised = [], namesakes = [] }: Gathered): World {
  const holders = new Map<string, Map<string, string>>();
  for (const { record, org, by } of assignments) {
    const known = holders.get(record);
    if (known) known.set(org, by);
    else holders.set(record, new Map([[org, by]]));
  }
  const copies = new Map<string, Set<string>>();
  for (const { record, org } of personalised) {
    copies.set(record, (copies.get(record) ?? new Set()).add(org));
  }
  const byNumber = Map.groupBy(namesakes, (record) => record.number ?? '');
  return {
    tree,
    holders: (record) => holders.get(record) ?? nobody,
    personalised: (record, org) => copies.get(record)?.has(org) ?? false,
    namesakes: (record) =>
      record.number ? (byNumber.get(record.number)?.filter((other) => other.id !== record.id) ?? []) : [],
  };
}
