import type { SharingSource, SharingStrategy } from '../../metadata/source.ts';
import { strategy, uses } from './index.ts';
import type { OrgTree } from './org-tree.ts';
import { covers } from './reach.ts';
import type { SharedRecord, World } from './strategy.ts';
import { usersOf } from './users-of.ts';
import { clash, type Refused, refused, type Verdict } from './verdict.ts';

/** `by` must be the creator; whatever was assigned must be withdrawn first; nobody may come to see a number twice. */
export function changeSharing(
  record: SharedRecord,
  to: SharingStrategy,
  by: string,
  allowed: SharingSource['allowed'],
  world: World,
): Verdict {
  if (by !== record.org) return refused('sharing-not-creator', { org: by });
  if (to === record.sharing) return null;
  if (!allowed.includes(to)) return refused('sharing-not-allowed', { sharing: { ...strategy(to).label } });
  const holders = [...world.holders(record.id).keys()];
  if (strategy(record.sharing).assigner && holders.length > 0) {
    return refused('sharing-still-assigned', { count: holders.length, holders });
  }
  const narrower = covers(strategy(record.sharing).reach, strategy(to).reach);
  return narrower ? null : clash({ ...record, sharing: to }, world);
}

/** Judges whether the organisation may have its own copy; having one already is no obstacle. */
export function mayPersonalise(record: SharedRecord, org: string, world: World): Verdict {
  const { personalisable, label } = strategy(record.sharing);
  if (!personalisable) return refused('sharing-not-personalisable', { sharing: { ...label } });
  if (org === record.org) return refused('sharing-personalise-own', { org });
  return uses(record, org, world) ? null : refused('sharing-not-used', { org });
}

/** The state of a record's sharing: its creator, its way of sharing and its holders, now or after a change. */
type SharedState = Pick<SharedRecord, 'org' | 'sharing'> & {
  readonly holders: { has(org: string): boolean };
};

/** Ids, down the tree. */
interface Consequences {
  readonly gain: readonly string[];
  readonly lose: readonly string[];
  /** Number of organisations that use it afterwards. */
  readonly after: number;
}

/** Finds the organisations that come to use a record, or no longer do, when its sharing or its creator changes. */
export function consequences(before: SharedState, after: SharedState, tree: OrgTree): Consequences {
  const was = usersOf(before, before.holders, tree);
  const is = usersOf(after, after.holders, tree);
  return {
    gain: [...is].filter((org) => !was.has(org)),
    lose: [...was].filter((org) => !is.has(org)),
    after: is.size,
  };
}

type TransferReport =
  | { readonly ok: false; readonly refused: Refused }
  | {
      readonly ok: true;
      /** The new creator needs its assignment no longer. */
      readonly withdraw: readonly string[];
      /** Organisations to which the new creator now counts as the one that passed the record on. */
      readonly passedOn: readonly string[];
    };

/** Another organisation becomes the creator. What was freely assigned stays assigned, now by the new one. */
export function transfer(record: SharedRecord, to: string, by: string, world: World): TransferReport {
  const no = refusal(record, to, by, world);
  if (no) return { ok: false, refused: no };
  const holders = [...world.holders(record.id).keys()];
  return {
    ok: true,
    withdraw: holders.filter((org) => org === to),
    passedOn: holders.filter((org) => org !== to),
  };
}

function refusal(record: SharedRecord, to: string, by: string, world: World): Refused | null {
  if (by !== record.org) return refused('sharing-not-creator', { org: by });
  if (!world.tree.get(to)) return refused('sharing-unknown-organisation', { org: to });
  if (to === record.org) return null;
  const holders = [...world.holders(record.id).keys()];
  if (!strategy(record.sharing).transferable && holders.length > 0) {
    return refused('sharing-still-assigned', { count: holders.length, holders });
  }
  if (world.personalised(record.id, to)) return refused('sharing-personalised', { org: to, holders: [to] });
  return clash({ ...record, org: to }, world);
}
