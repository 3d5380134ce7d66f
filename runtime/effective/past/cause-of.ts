import { parameterForm } from '../../../metadata/names.ts';
import type { Effective } from '../../../rules/params/effective-changes.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import { modelForm } from '../../model/publish/carry-out-publish.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { organisationForm } from '../../tenant/organisations.ts';

/** The reason why another value is read. */
export interface Cause {
  readonly kind: 'set' | 'unset' | 'lock' | 'unlock' | 'move' | 'zone' | 'definition' | 'date';
  /** The write that did it. Absent: nobody did, a day came. */
  readonly event?: WriteEvent;
  /** The organisation where it was done; null: for the whole system, or to definitions. */
  readonly org?: string | null;
}

interface Changed {
  readonly from: Effective | null;
  readonly to: Effective | null;
  /** The organisation that reads. */
  readonly org: string | null;
  /** Values the commit wrote, as they were before it. */
  readonly before: ReadonlyMap<string, SetValue | undefined>;
  readonly events: readonly WriteEvent[];
}

/**
 * Finds the part of a commit that made an organisation read another value: a value that now holds, one that does no
 * more, then all else.
 */
export function causeOf({ from, to, org, before, events }: Changed): Cause {
  const newest = (id: string) =>
    events.findLast(({ form, record }) => form === parameterForm && record === id);
  const now = to?.set;
  if (now && before.has(now.id)) {
    const locks = now.locked && before.get(now.id)?.locked !== true && now.org !== org;
    return cause(locks ? 'lock' : 'set', newest(now.id), now.org);
  }
  const was = from?.set;
  if (was && before.has(was.id)) {
    const event = newest(was.id);
    const gone = event?.stored === null || event === undefined;
    return cause(gone ? 'unset' : was.locked ? 'unlock' : 'set', event, was.org);
  }
  const publish = events.find(({ form }) => form === modelForm);
  if (publish) return cause('definition', publish, null);
  const moves = events.filter(({ form }) => form === organisationForm);
  const zone = moves.find(({ changed }) => changed.includes('timezone') && !changed.includes('parent'));
  const move = moves.find((event) => event !== zone);
  if (move) return cause('move', move, move.record);
  return zone ? cause('zone', zone, zone.record) : { kind: 'date' };
}

function cause(kind: Cause['kind'], event: WriteEvent | undefined, org: string | null): Cause {
  return { kind, org, ...(event && { event }) };
}
