import type { SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import { strategies, strategy } from './index.ts';
import type { Strategy } from './strategies/strategy.ts';
import type { Holders, SharedRecord } from './strategy.ts';
import { refused, type Verdict } from './verdict.ts';

/** Judges whether `holder` may pass the record on to `target`, whoever has it already. */
export function mayAssign(holder: string, target: string, record: SharedRecord, world: Holders): Verdict {
  const { assigner, label } = strategy(record.sharing);
  switch (assigner) {
    case null:
      return refused('sharing-not-assignable', { sharing: { ...label } });
    case 'creator':
      return holder === record.org ? null : refused('sharing-not-creator', { org: holder });
    case 'parent':
      if (!holds(record, holder, world)) return refused('sharing-not-holder', { org: holder });
      return world.tree.get(target)?.parent === holder
        ? null
        : refused('sharing-not-child', { org: target, holder });
  }
}

/** Returns the organisation that passes the record on to a new one by itself, or null where none does. */
export function autoAssigner(record: SharedRecord, newcomer: string, world: Holders): string | null {
  switch (strategy(record.sharing).assigner) {
    case null:
      return null;
    case 'creator':
      return record.org === newcomer ? null : record.org;
    case 'parent': {
      const parent = world.tree.get(newcomer)?.parent ?? null;
      return parent !== null && holds(record, parent, world) ? parent : null;
    }
  }
}

/** Returns who passes the record on where nobody in particular does: the nearest above that could, else its creator. */
export function usualAssigner(record: SharedRecord, target: string, world: Holders): string {
  switch (strategy(record.sharing).assigner) {
    case null:
    case 'creator':
      return record.org;
    case 'parent':
      return world.tree.ancestors(target).find((org) => holds(record, org, world)) ?? record.org;
  }
}

/**
 * The records that could still be assigned to one organisation: it does not see the record yet, and for one entry of
 * `through` the record has that sharing and `holder` created it or was assigned it (null: whoever created it).
 */
export interface Unassigned {
  readonly org: string;
  readonly through: readonly { readonly sharing: SharingStrategy; readonly holder: string | null }[];
}

/** `parent` is what it stands below. */
export function unassigned(org: string, parent: string | null): Unassigned {
  return { org, through: strategies.flatMap(({ name, assigner }) => wayOf(name, assigner, parent)) };
}

function wayOf(
  sharing: SharingStrategy,
  assigner: Strategy['assigner'],
  parent: string | null,
): Unassigned['through'] {
  switch (assigner) {
    case null:
      return [];
    case 'creator':
      return [{ sharing, holder: null }];
    case 'parent':
      return parent === null ? [] : [{ sharing, holder: parent }];
  }
}

function holds(record: SharedRecord, org: string, world: Pick<Holders, 'holders'>): boolean {
  return record.org === org || world.holders(record.id).has(org);
}
